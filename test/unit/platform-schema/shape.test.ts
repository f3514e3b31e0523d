import { describe, expect, it } from 'vitest';
import { SchemaProblem, shapeOf } from '../../../scripts/platform-schema/shape.ts';
import type { Json } from '../../emulator/openapi-patches.ts';

const ROOT = {
  components: {
    schemas: {
      Word: { type: 'string', enum: ['a', 'b'] },
      Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } },
      Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }, { type: 'integer' }] },
      'odd/name~': { type: 'boolean' },
    },
  },
};
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function describeShape(schema: Json): string {
  const { kinds, words } = shapeOf(ROOT, schema);
  return [[...kinds].sort().join(' '), ...(kinds.includes('string') && words !== null ? [words.join(' ')] : [])].join(
    ': ',
  );
}

describe('The shape of', () => {
  it.each<[string, Json, string]>([
    ['a type', { type: 'string' }, 'string'],
    ['several types (3.1)', { type: ['string', 'null'] }, 'null string'],
    ['nullable (3.0)', { type: 'integer', nullable: true }, 'integer null'],
    ['any number', { type: 'number' }, 'integer number'],
    ['words', { type: 'string', enum: ['a', 'b'] }, 'string: a b'],
    ['words without a type', { enum: ['a', null] }, 'null string: a'],
    ['nullable words', { type: 'string', enum: ['a'], nullable: true }, 'null string: a'],
    ['one word (3.1)', { const: 'a' }, 'string: a'],
    ['a reference', ref('Word'), 'string: a b'],
    ['an escaped reference', ref('odd~1name%7E0'), 'boolean'],
    ['a reference with a neighbour', { ...ref('Word'), nullable: true }, 'null string: a b'],
    ['a part that is nullable around it', { allOf: [ref('Word')], nullable: true }, 'null string: a b'],
    ['parts that agree', { allOf: [ref('Word'), { enum: ['b', 'c'] }] }, 'string: b'],
    ['parts that contradict each other', { allOf: [{ type: 'string' }, { type: 'integer' }] }, ''],
    ['one of several', { oneOf: [ref('Word'), { type: 'null' }] }, 'null string: a b'],
    ['any of several', { anyOf: [{ const: 'a' }, { const: 'z' }] }, 'string: a z'],
    ['a choice, one of which is any text', { anyOf: [{ const: 'a' }, { type: 'string' }] }, 'string'],
    ['a choice within a type', { type: 'string', anyOf: [{ minLength: 1 }, { type: 'null' }] }, 'string'],
    ['fields without a type', { properties: {} }, 'object'],
    ['elements without a type', { items: {} }, 'array'],
    ['a schema that is part of itself', ref('Loop'), 'integer'],
    ['a schema that holds itself', ref('Node'), 'object'],
    ['nothing said', {}, 'array boolean integer null number object string'],
    ['anything (3.1)', true, 'array boolean integer null number object string'],
    ['nothing allowed (3.1)', false, ''],
  ])('%s', (_, schema, expected) => {
    expect(describeShape(schema)).toBe(expected);
  });

  it.each<[string, Json, object]>([
    ['bounds', { type: 'integer', minimum: 1, maximum: 10 }, { least: 1, most: 10 }],
    [
      'exclusive bounds (3.0)',
      { type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 10, exclusiveMaximum: true },
      { least: 2, most: 9 },
    ],
    ['exclusive bounds (3.1)', { exclusiveMinimum: 1, exclusiveMaximum: 10 }, { least: 2, most: 9 }],
    ['no bounds', { type: 'integer' }, { least: -Infinity, most: Infinity }],
    [
      'bounds of parts',
      {
        allOf: [
          { minimum: 1, maximum: 10 },
          { minimum: 2, maximum: 5 },
        ],
      },
      { least: 2, most: 5 },
    ],
    ['bounds of a choice', { anyOf: [{ const: 'all' }, { maximum: 5 }, { maximum: 10 }] }, { most: 10 }],
    ['a date', { allOf: [{ type: 'string' }, { format: 'date-time' }] }, { isMoment: true }],
    ['a date or null', { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] }, { isMoment: true }],
    [
      'a date or any text',
      { anyOf: [{ type: 'string' }, { type: 'string', format: 'date-time' }] },
      { isMoment: false },
    ],
    ['required fields of parts', { allOf: [{ required: ['a'] }, { required: ['b'] }] }, { required: ['a', 'b'] }],
    [
      'required fields of a choice',
      { anyOf: [{ type: 'null' }, { type: 'object', required: ['a', 'b'] }, { type: 'object', required: ['b'] }] },
      { required: ['b'] },
    ],
    ['a part that is deprecated', { oneOf: [{ deprecated: true }, {}] }, { isDeprecated: true }],
  ])('%s', (_, schema, expected) => {
    expect(shapeOf(ROOT, schema)).toMatchObject(expected);
  });

  it.each<[Json, string]>([
    [ref('Gone'), 'refers to what is not there: #/components/schemas/Gone'],
    [{ $ref: 'other.json#/Word' }, 'refers to another document: other.json#/Word'],
    [ref('__proto__'), 'refers to what is not there: #/components/schemas/__proto__'],
  ])('%j can not be told', (schema, problem) => {
    expect(() => shapeOf(ROOT, schema)).toThrow(new SchemaProblem(problem));
  });
});
