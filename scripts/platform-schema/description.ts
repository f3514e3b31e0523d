import { StepError } from '../../src/errors.ts';
import { isObject, type Json, type JsonObject } from '../../test/emulator/openapi-patches.ts';

/** A Platform's own OpenAPI description. */
export interface Description {
  readonly root: JsonObject;
  /** As it calls itself; empty if it does not. */
  readonly version: string;
  /** By address, as normalizePath has it. */
  readonly paths: ReadonlyMap<string, Json>;
}

/** @throws {StepError} if it is no OpenAPI description of version 3 */
export function readDescription(parsed: unknown): Description {
  const json = parsed as Json;
  if (!isObject(json)) throw problemWith('is JSON, but no object');
  if ('swagger' in json) throw problemWith('is of Swagger 2, and only OpenAPI 3 can be read');
  const { openapi, info } = json;
  if (typeof openapi !== 'string' || !openapi.startsWith('3.')) throw problemWith('has no `openapi: 3.x` at its top');
  const paths = entriesOf(json['paths']);
  if (paths.length === 0) throw problemWith('has no `paths`');
  return {
    root: json,
    version: isObject(info) && typeof info['version'] === 'string' ? info['version'] : '',
    paths: new Map(paths.map(([path, item]) => [normalizePath(path), item])),
  };
}

function problemWith(problem: string): StepError {
  const remedy = 'Give the OpenAPI description of a CloudQuery Platform.';
  return new StepError(`What was read ${problem}.`, { remedy });
}

/** The address with `{}` for each parameter, whose names say nothing, and without the API's own prefix. */
export function normalizePath(path: string): string {
  return path
    .replace(/\{[^}]*\}/g, '{}')
    .replace(/^\/api(?=\/)/, '')
    .replace(/(?<=.)\/$/, '');
}

/** What `content` says for JSON; undefined: nothing. */
export function findJsonSchema(content: Json | undefined): Json | undefined {
  const json = findMediaType(content, (type) => type === 'application/json' || type.endsWith('+json'));
  const media = json ?? findMediaType(content, (type) => type === '*/*');
  return media === undefined ? undefined : (media['schema'] ?? true);
}

/** The first entry of `content` whose type fits. */
export function findMediaType(content: Json | undefined, fits: (type: string) => boolean): JsonObject | undefined {
  const found = entriesOf(content).find(([type]) => fits((type.split(';')[0] ?? '').trim().toLowerCase()));
  return isObject(found?.[1]) ? found[1] : undefined;
}

/** An object's entries, or none if it is something else. */
export function entriesOf(json: Json | undefined): [string, Json][] {
  return isObject(json) ? Object.entries(json) : [];
}
