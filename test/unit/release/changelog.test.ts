import { describe, expect, it } from 'vitest';
import { findNotes, releaseChangelog } from '../../../scripts/release/changelog.ts';

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
    expect(findNotes(CHANGELOG, '1.1.0')).toBe('- `## [9.9.9]` is no heading here.\n\n### Fixed\n\n- Something.');
    expect(findNotes(CHANGELOG, '1.1.0-rc.1')).toBe('- A candidate.');
  });

  it.for([
    { of: 'no section', version: '1.1', changelog: CHANGELOG },
    { of: 'a heading alone', version: '1.0.0', changelog: CHANGELOG },
    { of: 'two sections', version: '1.1.0', changelog: `${CHANGELOG}\n## [1.1.0] - 2026-02-02\n\n- Again.\n` },
    { of: 'nothing at all', version: '1.1.0', changelog: '' },
  ])('are none if there is $of', ({ version, changelog }) => {
    expect(findNotes(changelog, version)).toBe('');
  });
});

describe('a release', () => {
  it('takes what is unreleased, leaves that empty, and everything else as it is', () => {
    const released = releaseChangelog(CHANGELOG, '1.2.0', '2026-03-01');
    expect(released).toBe(CHANGELOG.replace('## [Unreleased]', '## [Unreleased]\n\n## [1.2.0] - 2026-03-01'));
    expect(findNotes(released, '1.2.0')).toBe('### Added\n\n- A new thing.');
    expect(findNotes(releaseChangelog(released, '1.3.0', '2026-03-02'), '1.3.0')).toBe('');
  });

  it.for([
    { of: 'no Unreleased', changelog: '# Changelog, without `## [Unreleased]`\n\n- A line.\n' },
    { of: 'headings alone', changelog: '## [Unreleased]\n\n### Added\n' },
    { of: 'the version already', changelog: CHANGELOG },
  ])('has no notes if there is $of', ({ changelog }) => {
    expect(findNotes(releaseChangelog(changelog, '1.1.0', '2026-03-01'), '1.1.0')).toBe('');
  });
});
