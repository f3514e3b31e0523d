import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonFlaw, type JsonFlaw } from '../../../src/text/json-flaw.ts';

const LIMITS = { mostValues: 1_000, mostKeys: 10, deepest: 5 };
const find = (text: string, limits = LIMITS) => findJsonFlaw(text, limits);

describe('findJsonFlaw', () => {
  test.each<[string, string, JsonFlaw | null]>([
    ['nothing', '', null],
    ['an object', '{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}', null],
    ['a key twice', '{"a": 1, "a": 2}', { kind: 'repeated-key', key: 'a', offset: 9 }],
    ['with another between', '{"a":1,"b":{"x":1},"a":2}', { kind: 'repeated-key', key: 'a', offset: 19 }],
    ['within a list', '[{"a":1},{"b":1,"b":2}]', { kind: 'repeated-key', key: 'b', offset: 16 }],
    ['white space before the colon', '{"a" \n: 1, "a"\t: 2}', { kind: 'repeated-key', key: 'a', offset: 11 }],
    ['an escaped letter', '{"id":1,"\\u0069d":2}', { kind: 'repeated-key', key: 'id', offset: 8 }],
    ['the empty key', '{"":1,"":2}', { kind: 'repeated-key', key: '', offset: 6 }],
    ['capitals', '{"a":1,"A":2}', null],
    ['a value that is a key', '{"a":"a","b":"a"}', null],
    ['a text that reads like keys', '{"a":"{\\"a\\":1,\\"a\\":2}"}', null],
    ['a quote at the end of a text', '{"a":"\\\\","b":1}', null],
    ['strings in a list', '["a","a"]', null],
    ['as deep as is allowed', '[[[[[]]]]]', null],
    ['deeper', '[[[[[[', { kind: 'too-deep', offset: 5 }],
    ['deeper, of objects', '{"a":{"a":{"a":{"a":{"a":{', { kind: 'too-deep', offset: 25 }],
    ['a text that is cut', '{"a":1,"b', null],
    ['no JSON', '}]"a":1,"a":2', null],
  ])('%s', (_, text, expected) => {
    expect(find(text)).toEqual(expected);
  });

  test.each(['{},', '[],', '1,', '"a",', '{"a":1,"b":2},'])('too many of %s', (unit) => {
    expect(find(`[${unit.repeat(100)}1]`)).toBeNull();
    expect(find(`[${unit.repeat(1_000)}1]`)?.kind).toBe('too-many');
  });

  test('too many keys of one object', () => {
    const object = (keys: number) => `{${Array.from({ length: keys }, (_, index) => `"k${index}":1`).join(',')}}`;
    expect(find(object(10))).toBeNull();
    expect(find(object(11))?.kind).toBe('too-many');
  });

  test('what was written by JSON.stringify has no flaw', () => {
    const limits = { mostValues: 1e6, mostKeys: 1e6, deepest: 1e6 };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, space) => {
        expect(find(JSON.stringify(value, null, space), limits)).toBeNull();
      }),
    );
  });

  test('and with any of its keys twice it has one', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 });
    fc.assert(
      fc.property(object, fc.nat(), (value, at) => {
        const keys = Object.keys(value);
        const key = keys[at % keys.length] ?? '';
        const text = `${JSON.stringify(value).slice(0, -1)},${JSON.stringify(key)}:0}`;
        expect(find(text, { mostValues: 1e6, mostKeys: 1e6, deepest: 1e6 })).toMatchObject({
          kind: 'repeated-key',
          key,
        });
      }),
    );
  });
});
