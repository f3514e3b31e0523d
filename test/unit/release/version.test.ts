import { describe, expect, it } from 'vitest';
import { planRelease } from '../../../scripts/release/plan.ts';
import { compareVersions, formatVersion, latestOf, parseTag, parseVersion } from '../../../scripts/release/version.ts';

function read(text: string) {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`${text} is no version`);
  return version;
}

describe('a version', () => {
  it.for(['0.0.0', '1.2.3', '10.20.30', '1.0.0-rc.1', '1.0.0-0', '1.0.0-alpha.beta-2.0a'])('%s is one', (text) => {
    expect(formatVersion(read(text))).toBe(text);
  });

  const NONE = ['', '1', '1.2', '1.2.3.4', 'v1.2.3', '01.2.3', '1.2.3-', '1.2.3-01', '1.2.3-a..b', '1.2.3+build'];
  it.for([...NONE, ' 1.2.3', '1.2.3\n', '-1.2.3', '1.2.x', '9999999999.0.0'])('"%s" is none', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it('is what a tag says behind its v, and a moving tag says none', () => {
    expect(parseTag('v1.2.3')).toEqual(parseVersion('1.2.3'));
    for (const tag of ['1.2.3', 'v1', 'v1.2', 'vv1.2.3', 'release']) expect(parseTag(tag)).toBeUndefined();
  });
});

describe('the order', () => {
  const ORDERED = [
    ...['0.9.10', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'],
    ...['1.0.0-rc.1', '1.0.0', '1.0.1', '1.2.0', '1.10.0', '2.0.0-0', '2.0.0'],
  ];

  it('is that of Semantic Versioning, from every pair', () => {
    for (const [i, a] of ORDERED.entries()) {
      for (const [j, b] of ORDERED.entries()) {
        expect(Math.sign(compareVersions(read(a), read(b))), `${a}, ${b}`).toBe(Math.sign(i - j));
      }
    }
  });

  it('makes one tag the latest, whatever else is tagged', () => {
    const latest = latestOf(['v1.10.0', 'v1', 'v1.9.0', 'nightly', 'v1.10.0-rc.1']);
    expect(latest === undefined ? '' : formatVersion(latest)).toBe('1.10.0');
    expect(latestOf(['v1', 'nightly'])).toBeUndefined();
  });
});

describe('the plan of a release', () => {
  it.for([
    { version: '1.0.0', tags: [], latest: true, movingTag: 'v1' },
    { version: '0.2.0', tags: ['v0.1.0', 'v0'], latest: true, movingTag: 'v0' },
    // The tag itself is there when release.yml asks.
    { version: '1.1.0', tags: ['v1.0.0', 'v1.1.0', 'v1'], latest: true, movingTag: 'v1' },
    { version: '1.0.1', tags: ['v1.0.0', 'v1.1.0'], latest: false, movingTag: undefined },
    { version: '1.1.1', tags: ['v1.1.0', 'v2.0.0', 'v2'], latest: false, movingTag: 'v1' },
    { version: '1.1.0', tags: ['v1.0.0', 'v1.2.0-rc.1', 'v2.0.0-rc.1'], latest: true, movingTag: 'v1' },
    { version: '2.0.0-rc.1', tags: ['v1.0.0'], latest: false, movingTag: undefined, prerelease: true },
  ])('$version after $tags moves $movingTag', ({ version, tags, prerelease = false, ...expected }) => {
    expect(planRelease(read(version), tags)).toEqual({ ...expected, prerelease });
  });
});
