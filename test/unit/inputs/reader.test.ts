import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import { parseBoolean, parseNumber } from '../../../src/inputs/parsers.ts';
import { createInputReader } from '../../../src/inputs/reader.ts';

const DEFAULTS = { summary: 'true', minutes: '10' };

const open = (values: Readonly<Record<string, string>> = {}, isRedacted = false) =>
  createInputReader((name) => values[name] ?? '', DEFAULTS, isRedacted);

function problemsOf(reader: ReturnType<typeof open>): readonly string[] {
  try {
    reader.finish({});
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe('the text of an input', () => {
  test.each<[string, string, string, boolean]>([
    ['summary', 'false', 'false', true],
    ['summary', ' \n false\t', 'false', true],
    ['summary', '', 'true', true],
    ['summary', ' \n ', 'true', true],
    ['policies', 'a\n b ', 'a\n b', true],
    ['policies', '', '', false],
    ['policies', ' ', '', false],
  ])('`%s` %j is %j', (name, value, text, isSet) => {
    const reader = open({ [name]: value });
    expect([reader.textOf(name), reader.isSet(name)]).toEqual([text, isSet]);
  });
});

describe('a value', () => {
  test('is parsed, or its default is', () => {
    const reader = open({ summary: 'false' });
    expect(reader.parse('summary', parseBoolean)).toBe(false);
    expect(reader.parse('minutes', parseNumber(0, 60, 'minutes'))).toBe(10);
    expect(reader.minutes('minutes', 0)).toBe(600_000);
    expect(problemsOf(reader)).toEqual([]);
  });

  test('that is not allowed is none, and is noted', () => {
    const reader = open({ summary: 'yes', minutes: '7201', policies: '!' });
    expect(reader.parse('summary', parseBoolean)).toBeUndefined();
    expect(reader.minutes('minutes', 1)).toBeUndefined();
    expect(reader.patterns('policies')).toEqual({ include: [], exclude: [] });
    expect(problemsOf(reader)).toEqual([
      '`summary` is "yes"; allowed: `true` or `false`.',
      '`minutes` is "7201"; allowed: a number of minutes from 1 to 7200.',
      expect.stringMatching(/^`policies` is "!"; allowed: patterns /),
    ]);
  });

  test('that is not allowed is not quoted where names are hidden, whatever quotes it holds', () => {
    const reader = open({ summary: 'x"; allowed: secret', accounts: '!!"secret"\n"; allowed: secret.' }, true);
    reader.parse('summary', parseBoolean);
    reader.patterns('accounts');
    const [summary, accounts] = problemsOf(reader);
    expect(summary).toBe('`summary` is (hidden by redact); allowed: `true` or `false`.');
    expect(accounts).toMatch(/^`accounts`, line 1, is \(hidden by redact\); allowed: patterns /);
  });

  test('of patterns is read line by line', () => {
    expect(open({ policies: '*S3*\n!Public*' }).patterns('policies')).toEqual({
      include: ['*S3*'],
      exclude: ['Public*'],
      lines: ['*S3*', '!Public*'],
    });
  });

  test('of several lines is told with the line that is wrong', () => {
    const reader = open({ accounts: 'a\n\n ! \nb' });
    reader.patterns('accounts');
    expect(problemsOf(reader)).toEqual([expect.stringMatching(/^`accounts`, line 3, is "!"; allowed: patterns /)]);
  });

  test('is not to blame for a fault of ours', () => {
    const reader = open();
    const parse = () => reader.parse('summary', () => JSON.parse('{'));
    expect(parse).toThrow(SyntaxError);
    expect(problemsOf(reader)).toEqual([]);
  });
});

test('values are handed back as they are, if nothing was noted', () => {
  const values = { summary: false, minutes: 0, anchor: null, reports: [] };
  expect(open().finish(values)).toBe(values);
});

test('what is refused in words is told with the rest, in the order in which it was noted', () => {
  const reader = open({ summary: 'x' });
  reader.refuse('`a` and `b` exclude each other.');
  reader.parse('summary', parseBoolean);
  reader.refuse('`c` is missing.');
  expect(problemsOf(reader)).toEqual([
    '`a` and `b` exclude each other.',
    expect.stringMatching(/^`summary` is "x"/),
    '`c` is missing.',
  ]);
  expect(() => reader.finish({})).toThrow(/^3 bad inputs: /);
});

test('the names that were asked for are known, also those of values that are not allowed', () => {
  const reader = open({ summary: 'yes' });
  reader.parse('summary', parseBoolean);
  reader.textOf('policies');
  reader.isSet('accounts');
  reader.textOf('policies');
  expect(reader.asked()).toEqual(['summary', 'policies', 'accounts']);
});
