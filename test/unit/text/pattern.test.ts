import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coversPattern,
  findLiteral,
  findUnmatched,
  foldName,
  isEmpty,
  isNameOf,
  isPlainName,
  matchLetters,
  matchPattern,
  matchPatterns,
  parsePatterns,
  readLetters,
} from '../../../src/text/pattern.ts';
import { createReadCounter } from '../fake/reads.ts';

test.each([
  ['Unencrypted S3 buckets', 'Unencrypted S3 buckets', true],
  ['unencrypted s3 BUCKETS', 'Unencrypted S3 buckets', true],
  ['Unencrypted', 'Unencrypted S3 buckets', false],
  ['*', '', true],
  ['*', 'anything / at all\\ really', true],
  ['*s3*', 'Unencrypted S3 buckets', true],
  ['prod-?', 'prod-1', true],
  ['prod-?', 'prod-', false],
  ['prod-?', 'prod-12', false],
  ['prod-*', 'prod-', true],
  ['prod-*', 'my-prod-1', false],
  ['a*c', 'a\nb\nc', true],
  ['a?c', 'a\nc', true],
  ['**', 'a/b/c', true],
  ['a/*', 'a/b/c', true],
  ['CIS 1.2', 'CIS 1x2', false],
  ['CIS (AWS) [1.2] {x} +^$|', 'CIS (AWS) [1.2] {x} +^$|', true],
  ['[ab]', 'a', false],
  ['{a,b}', 'a', false],
  ['a|b', 'a', false],
  ['\\*', '*', true],
  ['\\*', 'x', false],
  ['\\!x', '!x', true],
  ['50% of "x"', '50% of "x"', true],
  ['ÜBER*', 'über-policy', true],
  ['?', '🙂', true],
  ['*🙂*', 'a 🙂 b', true],
  ['café', 'cafe\u0301', true],
  ['cafe\u0301 *', 'Café 1', true],
  ['caf?', 'cafe\u0301', true],
  ['cafe', 'café', false],
  ['CIS 1.2', 'CIS\u00a01.2', true],
  ['CIS  1.2', 'CIS 1.2', true],
  ['CIS 1.2', ' CIS\t\u30001.2\u2003', true],
  ['CIS*', '\u00a0CIS', true],
  ['CIS*', ' CIS', true],
  ['CIS', 'CIS ', true],
  ['CIS1.2', 'CIS 1.2', false],
  ['CIS 1.2', 'CIS\u200b1.2', false],
])('%j, %j: %s', (pattern, text, expected) => {
  expect(matchPattern(pattern)(text)).toBe(expected);
});

test('a text without wildcards matches itself, whatever its characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/[*?\\]/.test(text));
      expect(matchPattern(text)(text)).toBe(true);
      expect(matchPattern(`*${text}*`)(`before ${text} after`)).toBe(true);
      expect(matchPattern(text)(`${text}x`)).toBe(false);
    }),
  );
});

test.each([
  [[], { include: [], exclude: [] }],
  [['a', '!b', '! c', '*'], { include: ['a', '*'], exclude: ['b', 'c'] }],
  [['\\!a'], { include: ['\\!a'], exclude: [] }],
])('parsePatterns %j', (lines, expected) => {
  expect(parsePatterns(lines)).toEqual(expected);
  expect(isEmpty(parsePatterns(lines))).toBe(lines.length === 0);
});

describe('matchPatterns', () => {
  test.each<[string[], string[], boolean]>([
    [[], ['x'], true],
    [[], [], true],
    [['a'], ['a', 'id'], true],
    [['ID'], ['a', 'id'], true],
    [['b'], ['a', 'id'], false],
    [['!a'], ['a', 'id'], false],
    [['!a'], ['b', 'id'], true],
    [['*', '!a'], ['a'], false],
    [['!a', '*'], ['a'], false],
    [['*', '!id'], ['a', 'id'], false],
    [['a'], [], false],
  ])('%j of %j: %s', (lines, names, expected) => {
    expect(matchPatterns(parsePatterns(lines))(names)).toBe(expected);
  });
});

test('findUnmatched names what matches nothing', () => {
  const things = [
    ['Encrypted', 'id-1'],
    ['Public', 'id-2'],
  ];
  expect(findUnmatched(['enc*', 'id-2', 'private', 'publi?', 'secret*'], things)).toEqual(['private', 'secret*']);
  expect(findUnmatched([], things)).toEqual([]);
  expect(findUnmatched(['*'], [])).toEqual(['*']);
});

test.each<[string, string]>([
  ['preview-42', 'preview-42'],
  ['preview-*', 'preview-'],
  ['a*longer?b', 'longer'],
  ['a\\*b?c', 'a*b'],
  ['*', ''],
  ['', ''],
  ['Preview-*', 'Preview-'],
])('the longest part of %j that stands for itself is %j', (pattern, expected) => {
  expect(findLiteral(pattern)).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['eu-*', 'eu-west-1', true],
  ['eu-*', 'eu-west-*', true],
  ['EU-west-1', 'eu-west-1', true],
  ['*', '?', true],
  ['eu-?', 'eu-?', true],
  ['eu-?', 'eu-1', true],
  ['eu-?', 'eu-*', false],
  ['eu-west-*', 'eu-*', false],
  ['us-*', 'eu-west-1', false],
  ['a?', 'a\\*', true],
  ['a??', 'a\\*', false],
  ['a*', 'a\\?b', true],
])('%j covers %j: %s', (wide, narrow, expected) => {
  expect(coversPattern(wide, narrow)).toBe(expected);
});

test.each<[string, boolean]>([
  ['acme-prod', true],
  ['acme-*', false],
  ['acme-?', false],
  ['full "\\*" privileges', true],
  ['Is MFA on\\?', true],
  ['\\\\*', false],
  ['\\**', false],
])('%s is a name: %s', (pattern, expected) => {
  expect(isPlainName(pattern)).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['Is MFA on?', 'Is MFA on?', true],
  ['is mfa ON\\?', 'Is MFA on?', true],
  ['Is MFA on?', 'Is MFA on!', false],
  ['full "*" privileges', 'full "*" privileges', true],
  ['full "*" privileges', 'full "all" privileges', false],
  ['full*', 'full "*" privileges', false],
  ['*', 'Is MFA on?', false],
  ['acme-prod', 'ACME-prod', true],
])('%s is %s in full: %s', (pattern, name, expected) => {
  expect(isNameOf(pattern, name)).toBe(expected);
});

describe('no name keeps a pattern busy, however many stars it has', () => {
  test.each([
    [4, 60],
    [40, 20_000],
  ])('%i stars, %i characters', (stars, length) => {
    const pattern = `${'*a'.repeat(stars)}*b`;
    const [without, within] = ['a'.repeat(length), `${'a'.repeat(length)}b`].map((text) => countReads(pattern, text));
    expect([without?.matches, within?.matches]).toEqual([false, true]);
    // Once for each sign of the pattern at most; with backtracking it would be more than there are atoms.
    expect(without?.reads).toBeLessThanOrEqual(pattern.length * length);
    expect(within?.reads).toBeLessThanOrEqual(pattern.length * (length + 1));
  });
});

// Ten thousand waivers may meet a hundred thousand names.
test.each([
  ['*-team-5', 'acme-logs-team-7'],
  ['*-team-5-*', 'acme-logs-team-7-eu'],
  ['*a*team-5*', 'acme-logs-team-7-eu'],
  ['?cme-*-5', 'acme-logs-7'],
  ['*ä5*', 'acme-ä-7'],
])('%s does not look at each character of %s, which it can not match', (pattern, text) => {
  expect(countReads(pattern, text)).toEqual({ matches: false, reads: 0 });
});

test('a pattern matches what a regular expression of it does', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '𝒳', ' '), maxLength: 6 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '𝒳', ' ', '*', '?'), maxLength: 6 });
  fc.assert(
    fc.property(pattern, word, (one, text) => {
      const source = foldName(one).replaceAll('?', '.').replaceAll('*', '.*');
      expect(matchPattern(one)(text)).toBe(new RegExp(`^${source}$`, 'su').test(foldName(text)));
    }),
    { numRuns: 2_000 },
  );
});

/** How often the pattern looks at a character of the text. */
function countReads(pattern: string, text: string): { readonly matches: boolean; readonly reads: number } {
  const reads = createReadCounter();
  const { text: lower, chars } = readLetters(text);
  const matches = matchLetters(pattern)({ text: lower, chars: reads.watch(chars, (field) => /^\d+$/.test(field)) });
  return { matches, reads: reads.count };
}
