import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { isObject, type Json, type JsonObject } from '../emulator/openapi-patches.ts';

/** Of GitHub's descriptions of itself: of github.com, and of the oldest and the newest Enterprise Server in it. */
export const EDITIONS = ['api.github.com', 'ghes-3.17', 'ghes-3.19'] as const;

export type Edition = (typeof EDITIONS)[number];

/** A request and its answer. */
export interface Exchange {
  readonly method: string;
  /** Below the API's address. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Empty: none. */
  readonly requestBody: string;
  readonly status: number;
  /** Empty: none. */
  readonly contentType: string;
  readonly responseBody: string;
}

export interface GitHubValidator {
  /** What of an exchange contradicts the description; empty: nothing. */
  check(exchange: Exchange): string[];
}

const COMMENTS = /^\/repos\/\{owner\}\/\{repo\}\/issues\/(\{issue_number\}\/comments|comments\/\{comment_id\})$/;

/** Not declared for each operation, and answered by each. */
const EVERYWHERE = [401, 403, 404, 429, 500, 502, 503];

const loaded = new Map<Edition, GitHubValidator>();

/** Reading a description takes a moment: once for all tests. */
export function loadGitHubValidator(edition: Edition): GitHubValidator {
  const validator = loaded.get(edition) ?? createGitHubValidator(readDescription(edition));
  loaded.set(edition, validator);
  return validator;
}

/** By name: the package's index would load all of its 385 MB. */
function readDescription(edition: Edition): JsonObject {
  const { resolve } = createRequire(import.meta.url);
  const json: Json = JSON.parse(readFileSync(resolve(`@octokit/openapi/generated/${edition}.json`), 'utf8'));
  if (!isObject(json)) throw new Error(`The description of ${edition} is no object`);
  return json;
}

function createGitHubValidator(description: JsonObject): GitHubValidator {
  const root = keepReachable(description);
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  formats.default(ajv);
  ajv.addSchema(root, 'github');
  const compiled = new Map<string, ValidateFunction>();

  function validate(pointer: string, value: unknown, what: string): string[] {
    const check = compiled.get(pointer) ?? ajv.compile({ $ref: `github#${encodeURI(pointer)}` });
    compiled.set(pointer, check);
    if (check(value)) return [];
    return (check.errors ?? []).map((error) => `${what}${error.instancePath} ${error.message}`);
  }

  function validateJson(pointer: string, text: string, what: string): string[] {
    try {
      return validate(pointer, JSON.parse(text), what);
    } catch (error) {
      if (error instanceof SyntaxError) return [`${what} is not JSON`];
      throw error;
    }
  }

  function checkParameters(operation: Operation, { query }: Exchange): string[] {
    const declared = operation.parameters.map((pointer) => ({ pointer, json: readPointer(root, pointer) }));
    const findings = declared.flatMap(({ pointer, json }) => {
      const name = String(json['name']);
      const text = json['in'] === 'path' ? operation.values[name] : query.get(name);
      if (text === undefined || text === null) return json['required'] === true ? [`${name} is missing`] : [];
      const isNumber = isObject(json['schema']) && json['schema']['type'] === 'integer';
      return validate(`${pointer}/schema`, isNumber ? Number(text) : text, `parameter ${name}`);
    });
    const names = new Set(declared.map(({ json }) => json['name']));
    const unknown = [...new Set(query.keys())].filter((name) => !names.has(name));
    return [...findings, ...unknown.map((name) => `query parameter ${name} is not declared`)];
  }

  function checkRequestBody({ pointer, json }: Operation, { requestBody }: Exchange): string[] {
    if (json['requestBody'] === undefined) return requestBody === '' ? [] : ['a body, and none is declared'];
    return validateJson(`${pointer}/requestBody/content/application~1json/schema`, requestBody, 'request body');
  }

  function checkResponse({ pointer, json }: Operation, exchange: Exchange): string[] {
    const { status, contentType, responseBody } = exchange;
    const declared = isObject(json['responses']) ? json['responses'][status] : undefined;
    if (declared === undefined) {
      if (!EVERYWHERE.includes(status)) return [`status ${status} is not declared`];
      return validateJson('/components/schemas/basic-error', responseBody, 'error body');
    }
    const own = isObject(declared) ? declared['$ref'] : undefined;
    const at = typeof own === 'string' ? own.slice(1) : `${pointer}/responses/${status}`;
    if (readPointer(root, at)['content'] === undefined) return responseBody === '' ? [] : [`${status} with a body`];
    if (!contentType.startsWith('application/json')) return [`content type ${contentType} is not declared`];
    return validateJson(`${at}/content/application~1json/schema`, responseBody, 'body');
  }

  return {
    check(exchange) {
      const label = `${exchange.method} ${exchange.path} → ${exchange.status}`;
      const operation = findOperation(root, exchange);
      if (operation === null) return [`${label}: not declared at all`];
      const findings = [
        checkParameters(operation, exchange),
        checkRequestBody(operation, exchange),
        checkResponse(operation, exchange),
      ];
      return findings.flat().map((finding) => `${label}: ${finding}`);
    },
  };
}

interface Operation {
  readonly pointer: string;
  readonly json: JsonObject;
  readonly parameters: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

function findOperation(root: JsonObject, { method, path }: Exchange): Operation | null {
  const parts = path.split('/');
  for (const [template, item] of Object.entries(objectOr(root['paths']))) {
    const wanted = template.split('/');
    const isSame =
      wanted.length === parts.length && wanted.every((part, i) => part.startsWith('{') || part === parts[i]);
    const json = isObject(item) ? item[method.toLowerCase()] : undefined;
    if (!isSame || !isObject(json)) continue;
    const pointer = `/paths/${template.replaceAll('/', '~1')}/${method.toLowerCase()}`;
    const listed = Array.isArray(json['parameters']) ? json['parameters'] : [];
    const parameters = listed.map((one, i) =>
      isObject(one) && typeof one['$ref'] === 'string' ? one['$ref'].slice(1) : `${pointer}/parameters/${i}`,
    );
    const values = wanted.flatMap((part, i) => (part.startsWith('{') ? [[part.slice(1, -1), parts[i] ?? '']] : []));
    return { pointer, json, parameters, values: Object.fromEntries(values) };
  }
  return null;
}

/** The operations on comments and what they refer to: of 13 MB that is all a validator has to walk through. */
function keepReachable(description: JsonObject): JsonObject {
  const paths = Object.entries(objectOr(description['paths'])).filter(([path]) => COMMENTS.test(path));
  const kept: Record<string, JsonObject> = {};
  const waiting: Json[] = [Object.fromEntries(paths), { $ref: '#/components/schemas/basic-error' }];
  for (let json = waiting.pop(); json !== undefined; json = waiting.pop()) {
    if (Array.isArray(json)) waiting.push(...json);
    if (!isObject(json)) continue;
    waiting.push(...Object.values(json));
    const reference = json['$ref'];
    if (typeof reference !== 'string') continue;
    const [kind = '', name = ''] = reference.split('/').slice(2);
    if (kind === 'examples' || kept[kind]?.[name] !== undefined) continue;
    const target = readPointer(description, reference.slice(1));
    kept[kind] = { ...kept[kind], [name]: target };
    waiting.push(target);
  }
  return { paths: Object.fromEntries(paths), components: kept };
}

function readPointer(root: JsonObject, pointer: string): JsonObject {
  let json: Json | undefined = root;
  for (const part of pointer.split('/').slice(1)) {
    json = isObject(json) ? json[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  if (!isObject(json)) throw new Error(`The description has nothing at ${pointer}`);
  return json;
}

function objectOr(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}
