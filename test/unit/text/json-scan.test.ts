import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeJsonFlaw, findJsonFlaw, type JsonLimits, scanJson } from '../../../src/text/json-scan.ts';

const LIMITS: JsonLimits = { depth: 5, containers: 50, values: 100, names: 100 };

/** What is wrong, and how often the scan paused. */
function scan(text: string, limits = LIMITS): { problem: string | null; pauses: number } {
  const steps = scanJson(text, limits);
  for (let pauses = 0; ; pauses++) {
    const { done, value } = steps.next();
    if (done) return { problem: value === null ? null : describeJsonFlaw(value), pauses };
  }
}

const problemOf = (text: string) => scan(text).problem;

describe('scanJson', () => {
  test.each([
    '',
    '{}',
    '[]',
    'null',
    '[[[[[]]]]]',
    '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}',
    '{"a":"\\"a\\":1,","b":"{[,"}',
    '{"a":["a","a"],"b":"a"}',
    '{"a" : 1 , "b" : 2}',
    '{"x":"\\\\","y":"\\\\\\""}',
    '[1, 1.0, 1e3, 1.5, -0.0, 0e5, 0.00, 12.50, 1E+2, 1500e-2, 1e400, 5e-324, 0.1]',
    '[{"a":1,"b":2},{"b":1,"a":2},{"a":1},{"a":1,"b":2,"c":3}]',
    '{"deep":{"deep":{"tags":{"a":1,"a":2}}}}',
  ])('%s is fine', (text) => {
    expect(problemOf(text)).toBeNull();
  });

  test.each([
    ['{"a":1,"a":2}'],
    ['{"a":1,"b":2,"a":3}'],
    ['{"violation_count":7,"violation_c\\u006funt":0}'],
    ['{"items":[{"id":"x","id":"y"}]}'],
    ['{"items":[{"a":1,"b":2},{"a":1,"a":2}]}'],
    ['{"items":[{"a":1,"b":2},{"a":1,"b":2,"b":3}]}'],
    ['{"items":[{"a":1,"b":2},{"b":1,"a":2},{"b":1,"a":2,"b":3}]}'],
    ['{"items":[],"metadata":{},"items":[]}'],
    ['{"metadata":{"total_count":1,"total_count":0}}'],
    ['{"a":{"x":1},"a":{"x":1}}'],
    ['{"":1,"":2}'],
    [String.raw`[{"a\\u0062":1,"ab":2},{"a\u0062":0,"ab":7}]`],
  ])('%s has a name twice', (text) => {
    expect(problemOf(text)).toBe('it has the same name twice in one object');
  });

  test.each([
    '1e-400',
    '-1e-400',
    '1.00000000000000000001',
    '0.99999999999999999999',
    '5000000000000000.4',
    '0.0000e1',
    '1e-999999999',
  ])('%s', (number) => {
    const isZero = /^[0.]+e1$/.test(number);
    const expected = isZero ? null : "it has a number that can't be read exactly";
    expect(problemOf(`{"violation_count":${number}}`)).toBe(expected);
  });

  test.each([
    ['[[[[[[]]]]]]', 'it is nested deeper than 5'],
    ['['.repeat(300_000), 'it is nested deeper than 5'],
    [`[${'{},'.repeat(50)}{}]`, 'it holds more than 50 lists and objects'],
    [`[${'1,'.repeat(101)}1]`, 'it holds more than 100 values'],
  ])('%.20s: %s', (text, expected) => {
    expect(problemOf(text)).toBe(expected);
  });

  test('pauses now and then', () => {
    const ones = `[${'1,'.repeat(3_000_000)}1]`;
    expect(scan(ones, { ...LIMITS, values: 10_000_000 })).toEqual({ problem: null, pauses: 5 });
  });

  test('finds nothing in what JSON.stringify writes', () => {
    const limits = { depth: 1_000, containers: 1e6, values: 1e6, names: 1e6 };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(scan(JSON.stringify(value), limits).problem).toBeNull();
        expect(scan(JSON.stringify(value, null, 2), limits).problem).toBeNull();
      }),
    );
  });

  test('finds a name that stands twice, wherever it stands', () => {
    const names = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (objects, which, where) => {
        const chosen = objects[which % objects.length] ?? [];
        const twice = chosen[where % chosen.length] ?? '';
        const write = (keys: string[]) => `{${keys.map((key) => `${JSON.stringify(key)}: 1`).join(', ')}}`;
        const texts = objects.map((keys) => write(keys === chosen ? [...keys, twice] : keys));
        expect(problemOf(`{"items": [${objects.map(write).join()}]}`)).toBeNull();
        expect(problemOf(`{"items": [${texts.join()}]}`)).not.toBeNull();
      }),
    );
  });

  test('never throws', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '1', '-', '.', 'e', ' ', 'x', 'null');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (text) => {
        problemOf(text.join(''));
      }),
    );
  });
});

describe('findJsonFlaw', () => {
  test.each([
    ['{"a":1,\n "\\u0061":2}', { kind: 'repeated-name', name: 'a', offset: 9 }],
    ['[[[[[[', { kind: 'too-deep', most: 5, offset: 5 }],
    ['[1, 1e-400]', { kind: 'inexact', offset: 4 }],
    [`[${'{},'.repeat(60)}1]`, { kind: 'too-many', most: 50, noun: 'lists and objects', offset: 148 }],
    [`[${'1,'.repeat(200)}1]`, { kind: 'too-many', most: 100, noun: 'values', offset: 202 }],
    ['{"a":1,"b":2,"c":3,"d":4}', { kind: 'too-many', most: 3, noun: 'names in one object', offset: 19 }],
    ['{"a":{"a":1,"b":2,"c":3},"b":{"a":1}}', null],
  ])('%s: what, and where', (text, expected) => {
    expect(findJsonFlaw(text, { ...LIMITS, names: 3 })).toEqual(expected);
  });
});
