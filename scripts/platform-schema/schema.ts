import { entriesOf, isObject, type Json, type JsonObject, KINDS, type Kind, kindOf, listOf } from './json.ts';
import { intersectionOf, unionOf } from './sets.ts';

/** One of the forms that a value may have. */
export interface Form {
  readonly kinds: ReadonlySet<Kind>;
  /** The texts that are allowed; null: any. */
  readonly words: ReadonlySet<string> | null;
  readonly format: string | null;
  readonly minimum: number;
  readonly maximum: number;
  /** All schemas of a field hold together. */
  readonly properties: ReadonlyMap<string, readonly Json[]>;
  readonly required: ReadonlySet<string>;
  readonly items: readonly Json[];
  readonly isDeprecated: boolean;
}

/** What can't be read of a description; the message completes "… ". */
export class SchemaProblem extends Error {
  override name = 'SchemaProblem';
}

const VALUES: ReadonlySet<Kind> = new Set(KINDS.filter((kind) => kind !== 'missing'));

const ANYTHING: Form = {
  kinds: VALUES,
  words: null,
  format: null,
  minimum: -Infinity,
  maximum: Infinity,
  properties: new Map(),
  required: new Set(),
  items: [],
  isDeprecated: false,
};

const KINDS_OF_TYPE: Readonly<Record<string, readonly Kind[]>> = {
  string: ['string'],
  integer: ['integer'],
  number: ['integer', 'fraction'],
  boolean: ['boolean'],
  array: ['array'],
  object: ['object'],
  null: ['null'],
};

/** Words of JSON Schema that say of which type a value is where `type` doesn't. */
const TELLING: readonly (readonly [Kind, readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems']],
  ['string', ['pattern', 'minLength', 'maxLength']],
];

/** More forms than this are no description of one value. */
const MOST_FORMS = 500;

/** Follows a reference inside the description. @throws {SchemaProblem} */
export function resolve(root: JsonObject, json: Json | undefined): Json | undefined {
  let target = json;
  const seen = new Set<Json>();
  while (isObject(target) && typeof target['$ref'] === 'string') {
    if (seen.has(target)) throw new SchemaProblem(`refers to itself: ${target['$ref']}`);
    seen.add(target);
    target = follow(root, target['$ref']);
  }
  return target;
}

function follow(root: JsonObject, reference: string): Json {
  if (!reference.startsWith('#')) throw new SchemaProblem(`refers to another document: ${reference}`);
  let json: Json | undefined = root;
  for (const part of decodePart(reference.slice(1)).split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(json)) json = json[Number(key)];
    else json = isObject(json) && Object.hasOwn(json, key) ? json[key] : undefined;
  }
  if (json === undefined) throw new SchemaProblem(`refers to what is not there: ${reference}`);
  return json;
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The forms of a value for which all of these schemas hold. Fields are not gone into, so that schemas may refer to
 * themselves. `nullable` counts wherever it stands, and `$ref` may have neighbours: vendors mix OpenAPI 3.0 and 3.1.
 * @throws {SchemaProblem}
 */
export function formsOf(root: JsonObject, schemas: readonly Json[]): Form[] {
  return schemas.reduce<Form[]>((forms, schema) => both(forms, expand(root, schema, new Set())), [ANYTHING]);
}

function expand(root: JsonObject, schema: Json, within: ReadonlySet<string>): Form[] {
  if (schema === false) return [];
  if (!isObject(schema)) return [ANYTHING];
  let forms: Form[] = [ownForm(schema)];
  const reference = schema['$ref'];
  // A schema that is only a part of itself adds nothing to itself.
  if (typeof reference === 'string' && !within.has(reference)) {
    const target = follow(root, reference);
    forms = both(forms, expand(root, target, new Set([...within, reference])));
  }
  for (const part of listOf(schema['allOf'])) forms = both(forms, expand(root, part, within));
  for (const choice of [schema['oneOf'], schema['anyOf']]) {
    if (!Array.isArray(choice)) continue;
    const either = listOf(choice).flatMap((part) => expand(root, part, within));
    forms = both(forms, either);
  }
  if (schema['nullable'] === true && !forms.some(({ kinds }) => kinds.has('null'))) {
    forms.push({ ...ANYTHING, kinds: new Set<Kind>(['null']) });
  }
  return forms;
}

function ownForm(schema: JsonObject): Form {
  const values = 'const' in schema ? [schema['const'] as Json] : Array.isArray(schema['enum']) ? schema['enum'] : null;
  const kinds = kindsOfType(schema);
  const texts = values?.filter((value): value is string => typeof value === 'string');
  return {
    kinds: values === null ? kinds : intersectionOf(kinds, new Set(values.map(kindOf))),
    words: texts === undefined ? null : new Set(texts),
    format: typeof schema['format'] === 'string' ? schema['format'] : null,
    minimum: boundOf(schema['minimum'], schema['exclusiveMinimum'], -1),
    maximum: boundOf(schema['maximum'], schema['exclusiveMaximum'], 1),
    properties: new Map(entriesOf(schema['properties']).map(([name, property]) => [name, [property]])),
    required: new Set(listOf(schema['required']).map(String)),
    items: schema['items'] === undefined ? [] : [schema['items']],
    isDeprecated: schema['deprecated'] === true,
  };
}

function kindsOfType(schema: JsonObject): ReadonlySet<Kind> {
  const { type } = schema;
  if (type === undefined) {
    const told = TELLING.find(([, words]) => words.some((word) => word in schema));
    return told === undefined ? VALUES : new Set([told[0]]);
  }
  const types = Array.isArray(type) ? type : [type];
  return new Set(types.flatMap((one) => KINDS_OF_TYPE[String(one)] ?? []));
}

/** The last whole number inside of a bound. OpenAPI 3.0 says with a boolean that it is exclusive, 3.1 with a number. */
function boundOf(bound: Json | undefined, exclusive: Json | undefined, sign: 1 | -1): number {
  const inclusive = typeof bound === 'number' ? bound - (exclusive === true ? sign : 0) : sign * Infinity;
  const other = typeof exclusive === 'number' ? exclusive - sign : sign * Infinity;
  return sign === 1 ? Math.min(inclusive, other) : Math.max(inclusive, other);
}

/** The forms that are of one list and of the other. */
function both(left: readonly Form[], right: readonly Form[]): Form[] {
  if (left.length * right.length > MOST_FORMS) throw new SchemaProblem(`has more than ${MOST_FORMS} forms`);
  return left.flatMap((a) => right.map((b) => intersect(a, b))).filter(({ kinds }) => kinds.size > 0);
}

function intersect(a: Form, b: Form): Form {
  const words = a.words === null || b.words === null ? (a.words ?? b.words) : intersectionOf(a.words, b.words);
  const properties = new Map(a.properties);
  for (const [name, schemas] of b.properties) properties.set(name, [...(properties.get(name) ?? []), ...schemas]);
  return {
    kinds: intersectionOf(a.kinds, b.kinds),
    words,
    format: a.format ?? b.format,
    minimum: Math.max(a.minimum, b.minimum),
    maximum: Math.min(a.maximum, b.maximum),
    properties,
    required: unionOf(a.required, b.required),
    items: [...a.items, ...b.items],
    isDeprecated: a.isDeprecated || b.isDeprecated,
  };
}
