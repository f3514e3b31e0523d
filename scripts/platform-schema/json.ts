/** Parsed JSON. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export type JsonObject = { readonly [key: string]: Json };

/** Whether JSON is an object, and no array. */
export function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** An array, or none where there is something else. */
export function listOf(json: unknown): readonly Json[] {
  return Array.isArray(json) ? json : [];
}

/** An object's entries, or none where there is something else. */
export function entriesOf(json: unknown): [string, Json][] {
  return isObject(json) ? Object.entries(json) : [];
}

/** What a JSON value can be. A whole number is told from another one, and a field that is not there is a kind too. */
export const KINDS = ['string', 'integer', 'fraction', 'boolean', 'array', 'object', 'null', 'missing'] as const;

export type Kind = (typeof KINDS)[number];

/** What a value is. */
export function kindOf(value: unknown): Kind {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  return typeof value as 'string' | 'boolean' | 'object';
}

const NAMES: Readonly<Record<Kind, string>> = {
  string: 'a text',
  integer: 'a whole number',
  fraction: 'a number that is not whole',
  boolean: 'a boolean',
  array: 'an array',
  object: 'an object',
  null: 'null',
  missing: 'nothing',
};

/** A kind, for people. */
export function nameKind(kind: Kind): string {
  return NAMES[kind];
}

/** The same for several. */
export function nameKinds(kinds: readonly Kind[]): string {
  return kinds.map(nameKind).join(' or ');
}
