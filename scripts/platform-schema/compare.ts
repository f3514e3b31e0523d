import { isObject, type JsonObject } from '../../test/emulator/openapi-patches.ts';
import { compareAnswers } from './compare-answer.ts';
import { compareBody, compareParameters } from './compare-request.ts';
import { type Description, entriesOf, normalizePath } from './description.ts';
import type { Endpoint } from './endpoints.ts';
import { at, type Differences, type Finding, grown } from './finding.ts';
import { listOf, resolve } from './shape.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Compares a description with everything that the gate needs. */
export function compare(description: Description, endpoints: readonly Endpoint[]): Finding[] {
  return endpoints.flatMap((endpoint) =>
    [...at('', compareEndpoint(description, endpoint))].map((one) => ({ endpoint: endpoint.name, ...one })),
  );
}

function* compareEndpoint({ root, paths }: Description, endpoint: Endpoint): Differences {
  const [method = '', path = ''] = endpoint.name.split(' ');
  const item = resolve(root, paths.get(normalizePath(path)));
  const operation = isObject(item) ? item[method.toLowerCase()] : undefined;
  if (!isObject(item)) yield 'is not described: there is no such path';
  else if (!isObject(operation)) {
    const others = Object.keys(item).filter((key) => METHODS.includes(key));
    yield `is not described: the path has ${others.length === 0 ? 'no method' : `only ${others.join(', ').toUpperCase()}`}`;
  } else {
    if (operation['deprecated'] === true) yield grown('', 'is deprecated');
    if (!takesBearer(root, operation)) yield 'takes no bearer token, which is how the API key is sent';
    yield* compareParameters(root, [...listOf(item['parameters']), ...listOf(operation['parameters'])], endpoint);
    yield* at('request', compareBody(root, operation, endpoint));
    yield* at('answer', compareAnswers(root, operation, endpoint));
  }
}

function takesBearer(root: JsonObject, operation: JsonObject): boolean {
  const requirements = listOf(operation['security'] ?? root['security']);
  const schemes = new Map(entriesOf(isObject(root['components']) ? root['components']['securitySchemes'] : undefined));
  const isBearer = (name: string) => {
    const json = resolve(root, schemes.get(name));
    const { type, scheme } = isObject(json) ? json : {};
    return type === 'oauth2' || type === 'openIdConnect' || (type === 'http' && /^bearer$/i.test(String(scheme)));
  };
  return requirements.length === 0 || requirements.some((one) => entriesOf(one).every(([name]) => isBearer(name)));
}
