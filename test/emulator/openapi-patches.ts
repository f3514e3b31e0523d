/** JSON of an OpenAPI description, as far as it is walked here. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/**
 * The vendor's description contradicts itself in five places, and so does every answer that is measured by it. A copy
 * without these contradictions:
 * 1. `nullable: true`, which OpenAPI 3.1 ignores, is meant where it stands;
 * 2. a group with counts forbids the fields of a group, which it is;
 * 3. an error with fields forbids the fields of an error, which it is;
 * 4. a run must have `migrate`, which is nowhere defined: `migration` is;
 * 5. a column's value must have a `name`, which it may not have: `value` is what it has.
 */
export function patchDescription(description: Json): JsonObject {
  const copy = structuredClone(description);
  if (!isObject(copy)) throw new Error('The description is no object');
  allowNulls(copy);
  const schemas = schemasOf(copy);
  for (const name of ['PolicyGroupWithCounts', 'FieldError']) {
    const schema = schemas[name];
    if (isObject(schema)) schemas[name] = mergeParts(schema, schemas);
  }
  const run = schemas['SyncRun'];
  if (isObject(run) && Array.isArray(run['required'])) {
    run['required'] = run['required'].filter((field) => field !== 'migrate');
  }
  const value = schemas['TableColumnValueListItem'];
  if (isObject(value) && Array.isArray(value['required'])) {
    value['required'] = value['required'].map((field) => (field === 'name' ? 'value' : field));
  }
  return copy;
}

function schemasOf(description: JsonObject): JsonObject {
  const components = description['components'];
  const schemas = isObject(components) ? components['schemas'] : undefined;
  if (!isObject(schemas)) throw new Error('The description has no components/schemas');
  return schemas;
}

function allowNulls(json: Json): void {
  if (Array.isArray(json)) for (const one of json) allowNulls(one);
  if (!isObject(json)) return;
  if (json['nullable'] === true) {
    delete json['nullable'];
    const type = json['type'];
    if (typeof type === 'string') json['type'] = [type, 'null'];
    if (Array.isArray(json['enum'])) json['enum'].push(null);
    const reference = json['$ref'];
    if (reference !== undefined) {
      delete json['$ref'];
      json['anyOf'] = [{ $ref: reference }, { type: 'null' }];
    }
  }
  for (const one of Object.values(json)) allowNulls(one);
}

/** An `allOf` of objects as one object, so that a part which is closed does not forbid what another one has. */
function mergeParts(schema: JsonObject, schemas: JsonObject): JsonObject {
  const { allOf, ...own } = schema;
  const merged: JsonObject = { ...own, properties: { ...objectOr(own['properties']) }, additionalProperties: false };
  const required = new Set(arrayOr(own['required']));
  for (const part of arrayOr(allOf)) {
    const named = isObject(part) && typeof part['$ref'] === 'string' ? part['$ref'].split('/').at(-1) : undefined;
    const resolved = named === undefined ? part : schemas[named];
    if (!isObject(resolved)) continue;
    merged['properties'] = { ...objectOr(merged['properties']), ...objectOr(resolved['properties']) };
    for (const field of arrayOr(resolved['required'])) required.add(field);
  }
  merged['required'] = [...required];
  return merged;
}

function objectOr(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}

function arrayOr(json: Json | undefined): Json[] {
  return Array.isArray(json) ? json : [];
}
