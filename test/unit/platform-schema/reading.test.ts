import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readingOf } from '../../../scripts/platform-schema/reading.ts';
import { Count, Identifier, optional, When } from '../../../src/platform/schema.ts';

/** What is taken, with the fields or the elements below it. */
function describeReading(schema: v.GenericSchema): string {
  const { takes, isMoment, fields, items } = readingOf(schema);
  const below = [...fields].map(([name, { takes: own }]) => `${name}: ${own.join(' ')}`);
  if (items !== null) below.push(`[]: ${items.takes.join(' ')}`);
  return [...takes, ...(isMoment ? ['moment'] : []), ...below].join(' ');
}

describe('What is read', () => {
  it.each<[string, v.GenericSchema, string]>([
    ['a text', v.string(), 'string'],
    ['an id', Identifier, 'string'],
    ['a count', Count, 'integer'],
    ['any number', v.number(), 'integer number'],
    ['a date', When, 'string moment'],
    ['a date that may be missing or null', optional(When), 'string null missing moment'],
    ['a text or a number', v.union([v.string(), v.pipe(v.number(), v.safeInteger())]), 'string integer'],
    ['what has a fallback', v.fallback(v.boolean(), false), 'boolean null missing'],
    ['what has a fallback for a text', v.fallback(v.nullable(v.string()), ''), 'string null null missing'],
    ['anything', v.unknown(), 'string integer number boolean array object null'],
    ['elements', v.fallback(v.array(v.string()), []), 'array null missing []: string'],
    ['fields', v.object({ a: v.string(), b: optional(Count) }), 'object a: string b: integer null missing'],
  ])('as %s', (_, schema, expected) => {
    expect(describeReading(schema)).toBe(expected);
  });

  it.each([v.date(), v.nonNullish(v.string()), v.union([v.string(), v.object({})]), v.object({ a: v.any() })])(
    'is never guessed: $type',
    (schema) => {
      expect(() => readingOf(schema)).toThrow(/^A reader has a schema of the type \w+, which scripts\//);
    },
  );
});
