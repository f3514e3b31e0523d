import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTag, readTags } from '../../../src/platform/tag.ts';
import { HOSTILE_TEXTS } from '../hostile-corpus.ts';

const show = ({ key, value }: { key: string; value: string }) => `${key} → ${value}`;

describe('readTag', () => {
  test.each<[string, string[], string | null]>([
    // a text, all that it may be, and what it is
    ['env=prod', ['env → prod'], 'env → prod'],
    ['env:prod', ['env → prod'], 'env → prod'],
    ['env: prod', ['env → prod'], 'env → prod'],
    ['env:  prod', ['env →  prod'], 'env →  prod'],
    ['{"key":"env","value":"prod"}', ['env → prod'], 'env → prod'],
    ['env=', ['env → '], 'env → '],
    ['a=b=c', ['a → b=c', 'a=b → c'], 'a → b=c'],
    ['acme:env=prod', ['acme → env=prod', 'acme:env → prod'], 'acme:env → prod'],
    ['aws:createdBy:root', ['aws → createdBy:root', 'aws:createdBy → root'], null],
    ['url: https://x', ['url → https://x', 'url: https → //x'], 'url → https://x'],
    ['note: a=b', ['note → a=b', 'note: a → b'], 'note → a=b'],
    ['word', [], null],
    ['', [], null],
    ['=prod', [], null],
    [':prod', [], null],
    ['env=a\nb', [], null],
    ['{"key":"env"}', [], null],
    ['{"key":1,"value":"x"}', [], null],
    ['{"env":"prod"}', [], null],
    ['{', [], null],
    ['x'.repeat(2_001), [], null],
    [`k=${'='.repeat(64)}`, [], null],
  ])('%j', (text, candidates, sure) => {
    const read = readTag(text);
    expect(read.candidates.map(show)).toEqual(candidates);
    expect(read.sure === null ? null : show(read.sure)).toBe(sure);
  });

  test('what it is, is among what it may be; and nothing throws', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string({ unit: fc.constantFrom('a', '=', ':', ' ', '{', '\n') }),
      fc.constantFrom(...Object.values(HOSTILE_TEXTS)),
    );
    fc.assert(
      fc.property(text, (one) => {
        const { candidates, sure } = readTag(one);
        if (sure !== null) expect(candidates).toContainEqual(sure);
        for (const { key } of candidates) if (!one.startsWith('{')) expect(one.startsWith(key)).toBe(true);
      }),
    );
  });
});

test.each<[string, string[]]>([
  ['{"env":"prod","team":"a"}', ['env → prod', 'team → a']],
  ['{"key":"env","value":"prod"}', ['env → prod']],
  ['{"env":1,"team":"a"}', ['team → a']],
  ['{}', []],
  ['["env=prod","team: a",1]', ['env → prod', 'team → a']],
  ['env=prod', ['env → prod']],
  ["{'env':'prod'}", []],
  ['[', []],
  ['env', []],
])('readTags of %j', (text, expected) => {
  expect(readTags(text).map(show)).toEqual(expected);
});
