import { describe, expect, it } from 'vitest';
import { readNotes, releaseChangelog } from '../../../scripts/release/changelog.ts';

const CHANGELOG = `# Changelog

What it is.

## [Unreleased]

### Added

- A new thing.

## [1.1.0] - 2026-02-01

- \`## [9.9.9]\` is no heading here.

### Fixed

- Something.

## [1.1.0-rc.1] - 2026-01-15

- A candidate.

## [1.0.0] - 2026-01-01

### Added
`;

describe('the notes', () => {
  it('are the section of the version, and of no other', () => {
    expect(readNotes(CHANGELOG, '1.1.0')).toBe('- `## [9.9.9]` is no heading here.\n\n### Fixed\n\n- Something.');
    expect(readNotes(CHANGELOG, '1.1.0-rc.1')).toBe('- A candidate.');
  });

  it.for([
    { of: 'no section', version: '1.1', message: 'no section "## [1.1] - YYYY-MM-DD"' },
    { of: 'a heading alone', version: '1.0.0', message: 'nothing under "## [1.0.0] - 2026-01-01"' },
  ])('are refused where there is $of', ({ version, message }) => {
    expect(() => readNotes(CHANGELOG, version)).toThrow(message);
  });

  it('are refused where two sections could be meant', () => {
    const twice = `${CHANGELOG}\n## [1.1.0] - 2026-02-02\n\n- Again.\n`;
    expect(() => readNotes(twice, '1.1.0')).toThrow('2 sections "## [1.1.0]"');
  });
});

describe('a release', () => {
  it('takes what is unreleased, leaves that empty, and everything else as it is', () => {
    const released = releaseChangelog(CHANGELOG, '1.2.0', '2026-03-01');
    expect(released).toBe(CHANGELOG.replace('## [Unreleased]', '## [Unreleased]\n\n## [1.2.0] - 2026-03-01'));
    expect(readNotes(released, '1.2.0')).toBe('### Added\n\n- A new thing.');
    expect(() => releaseChangelog(released, '1.3.0', '2026-03-02')).toThrow('nothing under "## [Unreleased]"');
  });

  it.for([
    { of: 'no Unreleased', changelog: '# Changelog\n', message: 'no section "## [Unreleased]"' },
    { of: 'headings alone', changelog: '## [Unreleased]\n\n### Added\n', message: 'nothing under "## [Unreleased]"' },
    { of: 'the version already', changelog: CHANGELOG, message: '"## [1.1.0]" already' },
  ])('is refused where there is $of', ({ changelog, message }) => {
    expect(() => releaseChangelog(changelog, '1.1.0', '2026-03-01')).toThrow(message);
  });
});
