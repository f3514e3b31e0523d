import { describe, expect, it } from 'vitest';
import { listTags, planRelease, readTag } from '../../../scripts/release/tags.ts';
import { Repository } from './repository.ts';

function tag(...tags: string[]): Repository {
  const repository = new Repository();
  for (const one of tags) repository.git('tag', one);
  return repository;
}

describe('the tag of a release', () => {
  it.for(['v0.0.0', 'v1.2.3', 'v10.20.30', 'v1.0.0-rc.1', 'v1.0.0-beta.0'])('may be %s', (text) => {
    expect(readTag(text)).toBe(text);
  });

  it.for([
    ...[
      '',
      'v1',
      'v1.2',
      'v1.2.3.4',
      '1.2.3',
      'vv1.2.3',
      'release',
      'v01.2.3',
      'v1.2.3-',
      'v1.2.3-rc.01',
      'v1.2.3-a..1',
    ],
    ...['v1.2.3+build', ' v1.2.3', 'v1.2.3\n', 'v-1.2.3', 'v1.2.x'],
    // Semantic Versioning has these, but git would sort some of them otherwise.
    ...['v1.0.0-0', 'v1.0.0-rc', 'v1.0.0-alpha.beta-2.0a', 'v1.0.0-RC.1'],
  ])('may not be "%s"', (text) => {
    expect(() => readTag(text)).toThrow(`"${text}" is no tag of a release. It has to be like v1.2.3 or v1.2.3-rc.1.`);
  });
});

it('tags are listed in the order of Semantic Versioning, whatever else is tagged', () => {
  const ordered = [
    ...['v0.9.10', 'v0.10.0', 'v1.0.0-a.1', 'v1.0.0-ab.1', 'v1.0.0-alpha.1', 'v1.0.0-alpha.12', 'v1.0.0-beta.0'],
    ...['v1.0.0-beta.2', 'v1.0.0-beta.11', 'v1.0.0-rc.1', 'v1.0.0', 'v1.0.1-rc.1', 'v1.0.1', 'v1.2.0', 'v1.10.0'],
    ...['v2.0.0-beta.9', 'v2.0.0'],
  ];
  using repository = tag('v1', 'v2', 'nightly', 'v1.5', 'v1.5.0-0', ...ordered);
  expect(listTags(repository.root)).toEqual(ordered.toReversed());
});

describe('the plan of a release', () => {
  it.for([
    { version: '1.0.0', tags: [], latest: true, movingTag: 'v1' },
    { version: '0.2.0', tags: ['v0.1.0', 'v0'], latest: true, movingTag: 'v0' },
    { version: '1.1.0', tags: ['v1.0.0', 'v1'], latest: true, movingTag: 'v1' },
    { version: '1.10.0', tags: ['v1.9.0'], latest: true, movingTag: 'v1' },
    { version: '1.0.1', tags: ['v1.0.0', 'v1.1.0'], latest: false, movingTag: '' },
    { version: '1.1.1', tags: ['v1.1.0', 'v2.0.0', 'v2'], latest: false, movingTag: 'v1' },
    { version: '1.1.0', tags: ['v1.0.0', 'v10.0.0'], latest: false, movingTag: 'v1' },
    { version: '1.1.0', tags: ['v1.0.0', 'v1.2.0-rc.1', 'v2.0.0-rc.1'], latest: true, movingTag: 'v1' },
    { version: '2.0.0-rc.1', tags: ['v1.0.0'], latest: false, movingTag: '', prerelease: true },
  ])('$version after $tags moves "$movingTag"', ({ version, tags, prerelease = false, latest, movingTag }) => {
    using repository = tag(`v${version}`, ...tags);
    const plan = `prerelease=${prerelease}\nlatest=${latest}\nmoving-tag=${movingTag}`;
    expect(planRelease(repository.root, `v${version}`)).toBe(plan);
  });

  it('of a tag that is not there moves nothing', () => {
    using repository = tag('v1.0.0');
    expect(planRelease(repository.root, 'v1.1.0')).toBe('prerelease=false\nlatest=false\nmoving-tag=');
  });
});
