import { isObject, type Json, type JsonObject } from '../../test/emulator/openapi-patches.ts';
import { KINDS, type Kind } from './reading.ts';

/** What a value may be, as a schema describes it with everything that it refers to and is made of. */
export interface Shape {
  readonly kinds: readonly Kind[];
  /** The texts that are allowed; null: any. */
  readonly words: readonly Json[] | null;
  readonly isMoment: boolean;
  readonly least: number;
  readonly most: number;
  readonly fields: Readonly<Record<string, Json>>;
  readonly required: readonly string[];
  /** The schema of each element. */
  readonly items: Json;
  readonly isDeprecated: boolean;
}

/** A part of a description that can't be read; the message completes "it …". */
export class SchemaProblem extends Error {
  override name = 'SchemaProblem';
}

/** Follows a reference inside the description. @throws {SchemaProblem} */
export function resolve(root: JsonObject, json: Json | undefined, seen: readonly string[] = []): Json | undefined {
  const reference = isObject(json) ? json['$ref'] : undefined;
  if (typeof reference !== 'string') return json;
  if (seen.includes(reference)) throw new SchemaProblem(`refers to itself: ${reference}`);
  return resolve(root, follow(root, reference), [...seen, reference]);
}

function follow(root: JsonObject, reference: string): Json {
  if (!reference.startsWith('#')) throw new SchemaProblem(`refers to another document: ${reference}`);
  let json: Json | undefined = root;
  for (const part of reference.split('/').slice(1)) {
    const text = part.replace(/%[0-7][\da-f]/gi, decodeURIComponent);
    const key = text.replaceAll('~1', '/').replaceAll('~0', '~');
    json = typeof json === 'object' && json !== null && Object.hasOwn(json, key) ? Reflect.get(json, key) : undefined;
  }
  if (json === undefined) throw new SchemaProblem(`refers to what is not there: ${reference}`);
  return json;
}

/**
 * The shape of a value. Fields are not gone into, so that schemas may refer to themselves. `nullable` counts wherever
 * it stands, and `$ref` may have neighbours: vendors mix OpenAPI 3.0 and 3.1.
 * @throws {SchemaProblem}
 */
export function shapeOf(root: JsonObject, schema: Json, within: readonly string[] = []): Shape {
  if (!isObject(schema)) return ownShape(schema === false ? { enum: [] } : {});
  const { $ref: reference, allOf, oneOf, anyOf } = schema;
  const parts = listOf(allOf).map((part) => shapeOf(root, part, within));
  // A schema that is only a part of itself adds nothing to itself.
  if (typeof reference === 'string' && !within.includes(reference)) {
    parts.push(shapeOf(root, follow(root, reference), [...within, reference]));
  }
  for (const choice of [oneOf, anyOf]) {
    if (Array.isArray(choice)) parts.push(either(choice.map((part) => shapeOf(root, part, within))));
  }
  const shape = parts.reduce(both, ownShape(schema));
  return schema['nullable'] === true ? { ...shape, kinds: [...new Set([...shape.kinds, 'null' as const])] } : shape;
}

function ownShape(schema: JsonObject): Shape {
  const {
    const: only,
    enum: several,
    properties,
    items,
    minimum,
    maximum,
    exclusiveMinimum,
    exclusiveMaximum,
  } = schema;
  const values = only !== undefined ? [only] : Array.isArray(several) ? several : null;
  const kinds = kindsOfType(schema);
  return {
    kinds: values === null ? kinds : kinds.filter((kind) => values.some((value) => kindOf(value) === kind)),
    words: values?.filter((value) => typeof value === 'string') ?? null,
    isMoment: schema['format'] === 'date-time',
    // OpenAPI 3.0 says with a boolean that a bound is exclusive, 3.1 with a number.
    least: Math.max(
      numberOr(minimum, -Infinity) + Number(exclusiveMinimum === true),
      numberOr(exclusiveMinimum, -Infinity) + 1,
    ),
    most: Math.min(
      numberOr(maximum, Infinity) - Number(exclusiveMaximum === true),
      numberOr(exclusiveMaximum, Infinity) - 1,
    ),
    fields: isObject(properties) ? properties : {},
    required: listOf(schema['required']).map(String),
    items: items ?? true,
    isDeprecated: schema['deprecated'] === true,
  };
}

function kindsOfType(schema: JsonObject): Kind[] {
  // Vendors leave out what goes without saying.
  const told = 'properties' in schema ? 'object' : 'items' in schema ? 'array' : [...KINDS];
  const types = [schema['type'] ?? told].flat();
  return KINDS.filter((kind) => {
    return kind !== 'missing' && (types.includes(kind) || (kind === 'integer' && types.includes('number')));
  });
}

/** The type of a value. */
export function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : (typeof value as 'string' | 'number' | 'boolean' | 'object');
}

function both(a: Shape, b: Shape): Shape {
  return {
    kinds: a.kinds.filter((kind) => b.kinds.includes(kind)),
    words: a.words?.filter((word) => b.words?.includes(word) ?? true) ?? b.words,
    isMoment: a.isMoment || b.isMoment,
    least: Math.max(a.least, b.least),
    most: Math.min(a.most, b.most),
    fields: joinFields([a, b], 'allOf'),
    required: [...a.required, ...b.required],
    items: { allOf: [a.items, b.items] },
    isDeprecated: a.isDeprecated || b.isDeprecated,
  };
}

/** A keyword about texts, numbers, objects or arrays counts only in shapes that may be one. */
function either(shapes: readonly Shape[]): Shape {
  const of = (kind: Kind) => shapes.filter(({ kinds }) => kinds.includes(kind));
  const [texts, numbers, objects] = [of('string'), of('integer'), of('object')];
  return {
    kinds: [...new Set(shapes.flatMap(({ kinds }) => kinds))],
    words: texts.some(({ words }) => words === null) ? null : texts.flatMap(({ words }) => words ?? []),
    isMoment: texts.every(({ isMoment }) => isMoment),
    least: Math.min(...numbers.map(({ least }) => least)),
    most: Math.max(...numbers.map(({ most }) => most)),
    fields: joinFields(objects, 'anyOf'),
    required: objects[0]?.required.filter((field) => objects.every(({ required }) => required.includes(field))) ?? [],
    items: { anyOf: of('array').map(({ items }) => items) },
    isDeprecated: shapes.some(({ isDeprecated }) => isDeprecated),
  };
}

function joinFields(shapes: readonly Shape[], how: 'allOf' | 'anyOf'): Record<string, Json> {
  const all = shapes.flatMap(({ fields }) => Object.entries(fields));
  const grouped = [...Map.groupBy(all, ([name]) => name)];
  return Object.fromEntries(grouped.map(([name, own]) => [name, { [how]: own.map(([, schema]) => schema) }]));
}

function numberOr(json: Json | undefined, other: number): number {
  return typeof json === 'number' ? json : other;
}

/** The array, or an empty one if it is something else. */
export function listOf(json: Json | undefined): Json[] {
  return Array.isArray(json) ? json : [];
}
