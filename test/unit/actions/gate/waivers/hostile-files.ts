import { expect } from 'vitest';
import { Parser } from 'yaml';
import { parseWaivers } from '../../../../../src/actions/gate/waivers/file.ts';
import { TODAY } from '../../../fake/waiver.ts';

/** What is wrong with a file, a sentence each. */
export function problemsOf(text: string): readonly string[] {
  const parsed = parseWaivers(text, 'w.yaml', TODAY);
  return parsed.kind === 'problems' ? parsed.problems : [];
}

/** One line each, and nowhere near the file. */
export function expectSentences(problems: readonly string[]): void {
  expect(problems.length).toBeLessThanOrEqual(51);
  for (const problem of problems) {
    expect(problem).toMatch(/^w\.yaml:[1-9]\d*:[1-9]\d*: \P{Cc}+\.$/u);
    expect(problem.length).toBeLessThan(500);
  }
}

const fill = (piece: string, length: number) => piece.repeat(Math.floor(length / piece.length));
const head = 'version: 1\nwaivers:\n';
const laughs = Array.from({ length: 60 }, (_, n) => `a${n + 1}: &a${n + 1} [${fill(`*a${n},`, 40)}]\n`).join('');
const nested = (count: number) => Array.from({ length: count }, (_, n) => `${' '.repeat(n)}a:\n`).join('');

/** Signs and words of YAML, and what no text has. */
export const PIECES: readonly string[] = [
  ...['[', ']', '{', '}', '{a: ', '[],', '- ', '-\n', '? ', '?\n', ': ', ':\n', 'a: ', 'a:\n', 'a: b\n', '- @\n'],
  ...[
    '!',
    '! ',
    '!a ',
    '&a ',
    '*a ',
    '- *a\n',
    '- &a x\n',
    '- !a x\n',
    '@ ',
    '- "\n',
    '%a\n',
    '%YAML 1.2\n',
    '<<: *a\n',
  ],
  ...[
    '---\n',
    '...\n',
    '#\n',
    '# ',
    ',',
    '|',
    '- |\n',
    '"',
    "'",
    '\n',
    '\r\n',
    ' ',
    ' \n',
    '\t',
    '\\',
    'x',
    'x ',
    '🙂',
  ],
  ...['\0', '\u001b[', '\r', '\ufeff', '\ud800', '\ufffd', '\u2028', '<<<<<<< ', '<<<<<<<\n'],
];

/** What yaml-tree.ts allows, and the one that is too many. */
const MOST_LEXEMES = 400_001;

/**
 * A mebibyte of these keeps the library for ten seconds and more where nothing stops it; and after how many words and
 * signs it is stopped: too deep, too many errors, or the first error, which is enough.
 */
export const HEAVY_PIECES: readonly [piece: string, mostLexemes: number][] = [
  ['[', 51],
  [']', 1_004],
  ['},', 5],
  ['[],', MOST_LEXEMES],
  ['-\n', MOST_LEXEMES],
  ['\n', MOST_LEXEMES],
  ['%a\n', 2_001],
  ['! ', MOST_LEXEMES],
];

/** Files of half a megabyte or less. */
export const BOMBS: readonly [name: string, text: () => string][] = [
  ['billion laughs', () => `a0: &a0 x\n${laughs}${head} - *a60\n`],
  ['billion laughs as a waiver', () => `${head} - &a0 {}\n${laughs.replace(/^a\d+:/gm, ' -')}`],
  ['a deep mapping', () => nested(1_400)],
  ['a mapping as deep as is allowed', () => nested(40)],
];

/** Files of some megabytes. */
export const LARGE_BOMBS: readonly [name: string, text: () => string][] = [
  ['a large waiver many times', () => `${head}- &a\n${fill('  k: v\n', 300_000)}${'- *a\n'.repeat(9_000)}`],
  [
    'a large text many times',
    () => `${head}- {policy: &a "${fill(' ', 500_000)}"}\n${'- {policy: *a, owner: *a, expires: *a}\n'.repeat(9_000)}`,
  ],
  ['a large key many times', () => `${head}- {? &a "${fill('k', 500_000)}" : x}\n${'- {*a : *a}\n'.repeat(9_000)}`],
  ['a long escape', () => `"${fill('\\q', 2 ** 20)}"`],
  ['many problems each', () => head + '- {policy: "", reason: [], owner: "", expires: x, k: v}\n'.repeat(9_000)],
];

/** That a file of so many bytes of a piece is refused, wherever the piece stands. */
export function expectRefusal(piece: string, bytes: number): void {
  for (const before of ['', '[', '- ', '"', 'a: |\n ', head]) expectProblems(before + fill(piece, bytes));
}

/** That a mebibyte of a piece is. */
export function expectEarlyRefusal(piece: string, mostLexemes: number): void {
  for (const before of ['', '[']) expectProblems(before + fill(piece, 2 ** 20), mostLexemes);
}

/**
 * That a file is refused, in sentences, and after so much work. The words and signs that the library is handed are
 * counted, since what a machine makes of them in a second is its own affair; what keeps it busy afterwards, such as
 * aliases that are followed again and again, only the time limit of a test would end.
 */
export function expectProblems(text: string, mostLexemes: number = MOST_LEXEMES): void {
  let problems: readonly string[] = [];
  expect(countLexemes(() => (problems = problemsOf(text)))).toBeLessThanOrEqual(mostLexemes);
  expect(problems.length).toBeGreaterThan(0);
  expectSentences(problems);
}

function countLexemes(read: () => void): number {
  const { next } = Parser.prototype;
  let count = 0;
  Parser.prototype.next = function (lexeme) {
    count += 1;
    return next.call(this, lexeme);
  };
  try {
    read();
  } finally {
    Parser.prototype.next = next;
  }
  return count;
}
