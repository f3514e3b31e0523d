import { entriesOf, isObject, type Json, type JsonObject, listOf } from './json.ts';
import { resolve } from './schema.ts';

/** A Platform's own OpenAPI description. */
export interface Description {
  readonly root: JsonObject;
  /** As it calls itself; empty where it does not. */
  readonly version: string;
  readonly paths: readonly DescribedPath[];
}

export interface DescribedPath {
  /** With `{}` for each parameter, and without the API's own prefix. */
  readonly path: string;
  readonly item: JsonObject;
}

/** One method of a path. */
export interface Operation {
  readonly json: JsonObject;
  readonly parameters: readonly JsonObject[];
}

/** What is wrong with a description as a whole. */
export class DescriptionProblem extends Error {
  override name = 'DescriptionProblem';
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** @throws {DescriptionProblem} where it is no OpenAPI description of version 3 */
export function readDescription(json: unknown): Description {
  if (!isObject(json)) throw new DescriptionProblem('is JSON, but no object');
  if ('swagger' in json) throw new DescriptionProblem('is of Swagger 2, and only OpenAPI 3 can be read');
  const { openapi } = json;
  if (typeof openapi !== 'string' || !openapi.startsWith('3.')) {
    throw new DescriptionProblem('has no `openapi: 3.x` at its top');
  }
  const paths = entriesOf(json['paths']);
  if (paths.length === 0) throw new DescriptionProblem('has no `paths`');
  const info = isObject(json['info']) ? json['info'] : {};
  return {
    root: json,
    version: typeof info['version'] === 'string' ? info['version'] : '',
    paths: paths.flatMap(([path, item]) => (isObject(item) ? [{ path: normalizePath(path), item }] : [])),
  };
}

/** The address with `{}` for each parameter: their names say nothing. */
export function normalizePath(path: string): string {
  return path
    .replace(/\{[^}]*\}/g, '{}')
    .replace(/^\/api(?=\/)/, '')
    .replace(/(?<=.)\/$/, '');
}

/** The methods of a path; null: it is not described. @throws {SchemaProblem} */
export function findMethods(description: Description, path: string): ReadonlyMap<string, Operation> | null {
  const wanted = normalizePath(path);
  const described = description.paths.find((one) => one.path === wanted);
  if (described === undefined) return null;
  const item = resolve(description.root, described.item);
  const operations = new Map<string, Operation>();
  if (!isObject(item)) return operations;
  for (const [method, json] of Object.entries(item)) {
    if (!METHODS.includes(method) || !isObject(json)) continue;
    operations.set(method.toUpperCase(), { json, parameters: parametersOf(description.root, item, json) });
  }
  return operations;
}

/** An operation's own parameter stands before the path's of the same name. */
function parametersOf(root: JsonObject, item: JsonObject, operation: JsonObject): JsonObject[] {
  const parameters = new Map<string, JsonObject>();
  for (const json of [...listOf(item['parameters']), ...listOf(operation['parameters'])]) {
    const parameter = resolve(root, json);
    if (isObject(parameter)) parameters.set(`${parameter['in']} ${parameter['name']}`, parameter);
  }
  return [...parameters.values()];
}

/** What `content` says for JSON; undefined: nothing. */
export function findJsonSchema(content: Json | undefined): { schema: Json } | undefined {
  const json = findMediaType(content, (type) => type === 'application/json' || type.endsWith('+json'));
  const media = json ?? findMediaType(content, (type) => type === '*/*' || type === 'application/*');
  return media === undefined ? undefined : { schema: media['schema'] ?? true };
}

/** The first entry of `content` whose type fits. */
export function findMediaType(content: Json | undefined, fits: (type: string) => boolean): JsonObject | undefined {
  const found = entriesOf(content).find(([type]) => fits((type.split(';')[0] ?? '').trim().toLowerCase()));
  return found === undefined || !isObject(found[1]) ? undefined : found[1];
}
