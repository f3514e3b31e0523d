import type { EndpointReliance, FieldReliance } from '../../../scripts/platform-schema/reliance.ts';
import { ELEMENT, formatPath } from '../../../scripts/platform-schema/watch.ts';
import { vocabularyOf } from '../../../scripts/platform-schema/words.ts';

/** A description that is edited by its tests. */
// biome-ignore lint/suspicious/noExplicitAny: a tree that tests reach into.
export type Editable = any;

/** A description that promises all that is relied on, and nothing else. */
export function makeUpDescription(endpoints: readonly EndpointReliance[]): Editable {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const item = paths[endpoint.path] ?? {};
    item[endpoint.method.toLowerCase()] = makeUpOperation(endpoint);
    paths[endpoint.path] = item;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Made up', version: '9.9' },
    security: [{ key: [] }],
    paths,
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } }, schemas: {} },
  };
}

function makeUpOperation(endpoint: EndpointReliance) {
  const parameters = [...endpoint.query].map(([name, values]) => {
    const isNumber = values.every(({ value }) => typeof value === 'number');
    const isList = values.some((one) => one.isList);
    const one = isNumber ? { type: 'integer', minimum: 1, maximum: 1_000 } : { type: 'string' };
    const words = isNumber || isList ? {} : { enum: [...new Set(values.map(({ value }) => value))] };
    return { in: 'query', name, schema: isList ? { type: 'array', items: one } : { ...one, ...words } };
  });
  const fields = [...(endpoint.body ?? [])].map(([name, values]) => [name, { type: 'string', enum: [...values] }]);
  const body = {
    content: { 'application/json': { schema: { type: 'object', properties: Object.fromEntries(fields) } } },
  };
  const schema = endpoint.answer === 'json' ? makeUpField(endpoint, []) : { type: 'string' };
  const type = endpoint.answer === 'text' ? 'text/plain' : 'application/json';
  return {
    parameters,
    ...(endpoint.body === null ? {} : { requestBody: body }),
    responses: { [endpoint.method === 'POST' ? 201 : 200]: { description: '', content: { [type]: { schema } } } },
  };
}

function makeUpField(endpoint: EndpointReliance, path: readonly string[]): Record<string, unknown> {
  const field = endpoint.fields.get(formatPath(path)) as FieldReliance;
  const { takes } = field;
  const withNull = (type: string) => (takes.has('null') ? [type, 'null'] : type);
  if (takes.has('object')) {
    const names = [...endpoint.fields.values()]
      .filter((one) => one.path.length === path.length + 1 && formatPath(one.path.slice(0, -1)) === formatPath(path))
      .map((one) => one.path.at(-1) ?? '')
      .filter((name) => name !== ELEMENT);
    const required = names.filter((name) => !endpoint.fields.get(formatPath([...path, name]))?.takes.has('missing'));
    const properties = Object.fromEntries(names.map((name) => [name, makeUpField(endpoint, [...path, name])]));
    return { type: withNull('object'), required, properties };
  }
  if (takes.has('array')) return { type: withNull('array'), items: makeUpField(endpoint, [...path, ELEMENT]) };
  if (!takes.has('string')) return { type: withNull(takes.has('integer') ? 'integer' : 'boolean') };
  const words = vocabularyOf(`${endpoint.method} ${endpoint.path}`, formatPath(path))?.words;
  return {
    type: withNull('string'),
    ...(field.isMoment ? { format: 'date-time' } : {}),
    ...(words === undefined ? {} : { enum: [...words, ...(takes.has('null') ? [null] : [])] }),
  };
}
