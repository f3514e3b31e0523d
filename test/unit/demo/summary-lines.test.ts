import { describe, expect, it } from 'vitest';
import { readSummary } from '../../../scripts/demo/summary-lines.ts';

describe('A job summary in a terminal', () => {
  it.each<[string, string, string[]]>([
    ['a heading', '## ❌ CloudQuery gate: violations found', ['❌ CloudQuery gate: violations found']],
    [
      'a sentence without its marks',
      '**What to do:** Set <code>fail-on</code> &#40;or `tags`&#41;. · [About `passed`](https://example.com/a#b)',
      ['What to do: Set fail-on (or tags). · About passed'],
    ],
    [
      'a table in columns',
      '| A | Count |\n| --- | --: |\n| one | 5 |\n| **total** | 16 |',
      ['A      Count', 'one        5', 'total     16'],
    ],
    ['a list', '- one\n- **two** <code>x</code>', ['- one', '- two x']],
    ['a block of code', '```diff\n+SELECT 1\n```', ['+SELECT 1']],
    [
      'only the title of what is folded',
      '<details>\n<summary>high · <b>A</b></summary>\n\nhidden\n\n| A |\n| --- |\n| x |\n\n</details>\n\nafter',
      ['▸ high · A', 'after'],
    ],
    [
      'all of what is open',
      '<details open>\n<summary>high · <b>A</b></summary>\n\nshown\n\n</details>\n\nafter',
      ['▾ high · A', 'shown', 'after'],
    ],
    ['no comment for machines', '<!-- cloudquery-gate:1 red -->\n\nx', ['x']],
    [
      'a name that looks like HTML',
      '<code>&lt;img src=x&gt; &#124; &#96;a&#96; &#42;&#42;</code>',
      ['<img src=x> | `a` **'],
    ],
  ])('has %s', (_, markdown, expected) => {
    expect(readSummary(markdown)).toEqual(expected);
  });

  it('has also what a reader opens', () => {
    const page = '<details>\n<summary>One <b>A</b></summary>\n\nfirst\n\n</details>\n\n';
    const lines = readSummary(page + page.replace('One', 'Two').replace('first', 'second'), 'Two A');
    expect(lines).toEqual(['▸ One A', '▾ Two A', 'second']);
  });

  it.each(['&#58;:error::owned', '&#35;&#35;&#91;error&#93;owned', 'a&#27;[31mred', 'a&#13;::error::owned'])(
    'has no command and no control character of a name: %s',
    (name) => {
      const lines = readSummary(name);
      expect(lines.join(' ')).toMatch(/owned|red/);
      for (const line of lines) expect(line).not.toMatch(/^\s*::|##\[|\p{Cc}/u);
    },
  );
});
