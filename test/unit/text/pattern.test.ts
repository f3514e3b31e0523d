import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findUnmatched, isEmpty, matchPattern, matchPatterns, parsePatterns } from '../../../src/text/pattern.ts';

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

test('many wildcards against a long text do not hang', () => {
  const began = performance.now();
  expect(matchPattern('*a*a*a*a*b')('a'.repeat(60))).toBe(false);
  expect(performance.now() - began).toBeLessThan(1_000);
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

test('findUnmatched names what matches nothing, of both kinds', () => {
  const things = [
    ['Encrypted', 'id-1'],
    ['Public', 'id-2'],
  ];
  expect(findUnmatched(parsePatterns(['enc*', 'id-2', 'private', '!publi?', '!secret*']), things)).toEqual([
    'private',
    'secret*',
  ]);
  expect(findUnmatched(parsePatterns([]), things)).toEqual([]);
  expect(findUnmatched(parsePatterns(['*']), [])).toEqual(['*']);
});

test('no name keeps a pattern busy, however many stars it has', () => {
  const test = matchPattern(`${'*a'.repeat(40)}*b`);
  expect(test('a'.repeat(20_000))).toBe(false);
  expect(test(`${'a'.repeat(20_000)}b`)).toBe(true);
});
