import { ENDPOINTS, type Endpoint, IDS, type SentInBody, TEXT } from '../../../scripts/platform-schema/endpoints.ts';
import { type Reading, readingOf } from '../../../scripts/platform-schema/reading.ts';

/** A description that is edited by its tests. */
// biome-ignore lint/suspicious/noExplicitAny: a tree that tests reach into.
export type Editable = any;

/** A description that promises all that is relied on, and nothing else. Parameters in its paths have no names. */
export function makeUpDescription(): Editable {
  const paths: Editable = {};
  for (const endpoint of ENDPOINTS) {
    const [method = '', path = ''] = endpoint.name.replace(/\{\w+\}/g, '{}').split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: makeUpOperation(endpoint) };
  }
  const securitySchemes = { key: { type: 'http', scheme: 'bearer' } };
  const info = { title: 'Made up', version: '9.9' };
  const components = { securitySchemes, schemas: {} };
  // As parsed: no two places share an object.
  return JSON.parse(JSON.stringify({ openapi: '3.1.0', info, security: [{ key: [] }], paths, components }));
}

function makeUpOperation({ query = {}, body, answer, words = {} }: Endpoint) {
  const parameters = Object.entries(query).map(([name, sent]) => {
    const own = typeof sent === 'number' ? { type: 'integer', maximum: sent } : makeUpSent(sent);
    return { in: 'query', name, schema: own };
  });
  const properties = Object.fromEntries(Object.entries(body ?? {}).map(([name, sent]) => [name, makeUpSent(sent)]));
  const [type, schema] =
    answer === null || answer === 'text' ? ['text/plain', {}] : ['application/json', makeUpField(readingOf(answer))];
  return {
    parameters,
    requestBody: body && { content: { 'application/json': { schema: { type: 'object', properties } } } },
    responses: { 200: { content: { [type]: { schema } } } },
  };

  function makeUpField({ takes, isMoment, fields, items }: Reading, name = ''): object {
    const type = takes.filter((kind) => kind !== 'missing');
    const entries = [...fields];
    return {
      type: type.length === 1 ? type[0] : type,
      format: isMoment ? 'date-time' : undefined,
      enum: words[name] && [...words[name].words, ...(type.includes('null') ? [null] : [])],
      properties:
        entries.length === 0
          ? undefined
          : Object.fromEntries(entries.map(([own, field]) => [own, makeUpField(field, own)])),
      required: entries.filter(([, field]) => !field.takes.includes('missing')).map(([own]) => own),
      items: items === null ? undefined : makeUpField(items),
    };
  }
}

function makeUpSent(sent: SentInBody): object {
  if (sent === TEXT) return { type: 'string' };
  if (sent === IDS) return { type: 'array', items: { type: 'string' } };
  return { enum: [sent].flat() };
}
