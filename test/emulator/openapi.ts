import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isObject, type Json, type JsonObject, patchDescription } from './openapi-patches.ts';

/** A request and its answer. */
export interface Exchange {
  readonly method: string;
  /** With or without `/api` in front. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  /** Empty: none. */
  readonly requestBody: string;
  readonly status: number;
  /** Empty: none. */
  readonly contentType: string;
  readonly responseBody: string;
}

export interface OpenApiValidator {
  /** The contradictions of an exchange to the description; empty if there are none. */
  check(exchange: Exchange): string[];
}

/** A Platform, or a proxy in front of it, may answer these, declared or not; their body is an error's. */
const EXPECTED_ERRORS = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503];

const ERROR_SCHEMA = '/components/schemas/FieldError';

/** @param description the vendor's OpenAPI description, parsed; it is not changed */
export function createOpenApiValidator(description: unknown): OpenApiValidator {
  const root = patchDescription(description as Json);
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, coerceTypes: false });
  formats.default(ajv);
  ajv.addFormat('uint64', { type: 'number', validate: (value: number) => Number.isInteger(value) && value >= 0 });
  ajv.addSchema(root, 'platform');
  const operations = listOperations(root);
  const compiled = new Map<string, ValidateFunction>();

  function validate(pointer: string, value: unknown, what: string): string[] {
    const known = compiled.get(pointer);
    const check = known ?? ajv.compile({ $ref: `platform#${encodeURI(pointer)}` });
    compiled.set(pointer, check);
    if (check(value)) return [];
    return (check.errors ?? []).map((error) => {
      const more = 'additionalProperty' in error.params ? ` (${error.params['additionalProperty']})` : '';
      return `${what}${error.instancePath} ${error.message}${more}`;
    });
  }

  function resolve(json: Json | undefined, pointer: string): { json: JsonObject; pointer: string } | null {
    if (!isObject(json)) return null;
    const reference = json['$ref'];
    if (typeof reference !== 'string') return { json, pointer };
    return resolve(readPointer(root, reference.slice(1)), reference.slice(1));
  }

  function checkParameters(operation: Operation, exchange: Exchange, values: Readonly<Record<string, string>>) {
    const findings: string[] = [];
    const declared = new Set<string>();
    for (const { json, pointer } of operation.parameters.flatMap((one) => resolve(one.json, one.pointer) ?? [])) {
      const name = String(json['name']);
      const schema = resolve(json['schema'], `${pointer}/schema`);
      if (schema === null) continue;
      if (json['in'] === 'path') findings.push(...validate(schema.pointer, values[name], `path parameter ${name}`));
      if (json['in'] !== 'query') continue;
      declared.add(name);
      const texts = exchange.query.getAll(name);
      if (texts.length === 0 && json['required'] === true) findings.push(`query parameter ${name} is missing`);
      if (texts.length === 0) continue;
      const isList = schema.json['type'] === 'array';
      if (!isList && texts.length > 1) findings.push(`query parameter ${name} comes ${texts.length} times`);
      const value = isList ? texts : readParameter(texts[0] ?? '', schema.json['type']);
      findings.push(...validate(schema.pointer, value, `query parameter ${name}`));
    }
    for (const name of new Set(exchange.query.keys())) {
      if (!declared.has(name)) findings.push(`query parameter ${name} is not declared`);
    }
    return findings;
  }

  function checkRequestBody(operation: Operation, { requestBody }: Exchange): string[] {
    const declared = resolve(operation.json['requestBody'], `${operation.pointer}/requestBody`);
    if (declared === null) return requestBody === '' ? [] : ['request has a body, and none is declared'];
    if (requestBody === '') return declared.json['required'] === true ? ['request body is missing'] : [];
    return checkJson(`${declared.pointer}/content/application~1json/schema`, requestBody, 'request body');
  }

  function checkResponse(operation: Operation, exchange: Exchange): string[] {
    const { status, contentType, responseBody } = exchange;
    const responses = operation.json['responses'];
    const declared = isObject(responses) ? responses[String(status)] : undefined;
    const response = resolve(declared, `${operation.pointer}/responses/${status}`);
    if (response === null) {
      if (!EXPECTED_ERRORS.includes(status)) return [`status ${status} is not declared`];
      return checkJson(ERROR_SCHEMA, responseBody, 'error body');
    }
    if (status === 204 && responseBody !== '') return ['204 with a body'];
    const content = response.json['content'];
    if (!isObject(content) || exchange.method === 'HEAD') return [];
    const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
    if (content[mediaType] === undefined) return [`content type ${mediaType || 'none'} is not declared for ${status}`];
    const pointer = `${response.pointer}/content/${escapePointer(mediaType)}/schema`;
    if (mediaType !== 'application/json') return validate(pointer, responseBody, 'body');
    return checkJson(pointer, responseBody, 'body');
  }

  function checkJson(pointer: string, text: string, what: string): string[] {
    try {
      return validate(pointer, JSON.parse(text), what);
    } catch (error) {
      if (error instanceof SyntaxError) return [`${what} is not JSON`];
      throw error;
    }
  }

  return {
    check(exchange) {
      const path = exchange.path.replace(/^\/api(?=\/)/, '');
      const label = `${exchange.method} ${path} → ${exchange.status}`;
      const found = findOperation(operations, exchange.method, path);
      if (found === null) return [`${label}: not declared at all`];
      const { operation, values } = found;
      const isPublic = Array.isArray(operation.json['security']) && operation.json['security'].length === 0;
      const keyed = isPublic || /^Bearer \S+$/.test(exchange.authorization ?? '');
      return [
        ...(keyed || exchange.status === 401 ? [] : ['no bearer token']),
        // A request that is called bad may be bad.
        ...(exchange.status === 400 ? [] : checkParameters(operation, exchange, values)),
        ...(exchange.status === 400 ? [] : checkRequestBody(operation, exchange)),
        ...checkResponse(operation, exchange),
      ].map((finding) => `${label}: ${finding}`);
    },
  };
}

interface Operation {
  readonly method: string;
  readonly template: readonly string[];
  readonly json: JsonObject;
  readonly pointer: string;
  readonly parameters: readonly { json: Json; pointer: string }[];
}

function listOperations(root: JsonObject): Operation[] {
  const paths = root['paths'];
  if (!isObject(paths)) throw new Error('The description has no paths');
  return Object.entries(paths).flatMap(([path, item]) => {
    if (!isObject(item)) return [];
    const at = `/paths/${escapePointer(path)}`;
    return Object.entries(item).flatMap(([method, json]) => {
      if (!isObject(json) || method === 'parameters') return [];
      const pointer = `${at}/${method}`;
      const parameters = [...listed(item, at), ...listed(json, pointer)];
      return [{ method: method.toUpperCase(), template: path.split('/'), json, pointer, parameters }];
    });
  });
}

function listed(holder: JsonObject, pointer: string): { json: Json; pointer: string }[] {
  const parameters = holder['parameters'];
  if (!Array.isArray(parameters)) return [];
  return parameters.map((json, index) => ({ json, pointer: `${pointer}/parameters/${index}` }));
}

function findOperation(
  operations: readonly Operation[],
  method: string,
  path: string,
): { operation: Operation; values: Record<string, string> } | null {
  const parts = path.split('/');
  const matching = operations.filter(
    ({ template, method: own }) =>
      own === method &&
      template.length === parts.length &&
      template.every((part, index) => part.startsWith('{') || part === parts[index]),
  );
  // `/policies/metrics` is meant before `/policies/{policy_id}`.
  const operation = matching.sort((a, b) => variables(a) - variables(b))[0];
  if (operation === undefined) return null;
  const values = operation.template.flatMap((part, index) =>
    part.startsWith('{') ? [[part.slice(1, -1), decodeURIComponent(parts[index] ?? '')] as const] : [],
  );
  return { operation, values: Object.fromEntries(values) };
}

function variables({ template }: Operation): number {
  return template.filter((part) => part.startsWith('{')).length;
}

function readParameter(text: string, type: Json | undefined): unknown {
  if (type === 'integer' || type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function readPointer(root: JsonObject, pointer: string): Json | undefined {
  let json: Json | undefined = root;
  for (const part of pointer.split('/').slice(1)) {
    json = isObject(json) ? json[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return json;
}

function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
