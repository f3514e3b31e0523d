import { describe, expect, it } from 'vitest';
import { cutUnreleased, findUnreleased } from '../../../scripts/release/pages.ts';

describe('what pages say until the first release', () => {
  const page = [
    '# Gate',
    '<!-- unreleased -->',
    '> Not released.',
    '<!-- /unreleased -->',
    'Take v1<!-- unreleased --> or, until then, a commit<!-- /unreleased -->.',
    'The end',
  ].join('\n');

  it('is found by line', () => {
    expect(findUnreleased(page)).toEqual([2, 4, 5]);
    expect(findUnreleased('# Gate\n\nAn unreleased page, `unreleased`.\n')).toEqual([]);
  });

  it('is found where one of its comments was forgotten, and is not cut then', () => {
    for (const rest of ['Released.\n<!-- unreleased -->', 'Released.\n<!-- /unreleased -->']) {
      expect(findUnreleased(rest)).toEqual([2]);
      expect(cutUnreleased(rest)).toBe(rest);
    }
  });

  it('is a line of the comment on top of an example', () => {
    const example = '# A gate.\n# Unreleased: there is no v1 yet.\nname: gate\n';
    expect(findUnreleased(example)).toEqual([2]);
    expect(cutUnreleased(example)).toBe('# A gate.\nname: gate\n');
    expect(findUnreleased('## [Unreleased]\n\n- A line.\n')).toEqual([]);
  });

  it('can be cut, and nothing else goes with it', () => {
    expect(cutUnreleased(page)).toBe('# Gate\n\nTake v1.\nThe end');
    expect(findUnreleased(cutUnreleased(page))).toEqual([]);
  });
});
