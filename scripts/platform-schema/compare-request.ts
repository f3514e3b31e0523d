import { isObject, type Json, type JsonObject } from '../../test/emulator/openapi-patches.ts';
import { findJsonSchema } from './description.ts';
import { type Endpoint, IDS, type SentInBody, TEXT } from './endpoints.ts';
import { at, type Differences, grown, quote } from './finding.ts';
import { kindOf, resolve, shapeOf } from './shape.ts';

/** Sent with every request; OpenAPI says that such a parameter has no meaning. */
const HEADERS_OF_HTTP = ['accept', 'content-type', 'authorization'];

/**
 * Parameters that are sent and those that have to be.
 * @param declared those of the path, then the operation's own, which stand before others of the same name
 */
export function* compareParameters(root: JsonObject, declared: readonly Json[], { query = {} }: Endpoint): Differences {
  const resolved = declared.map((json) => resolve(root, json)).filter(isObject);
  const parameters = new Map(resolved.map((one) => [`${one['in']} ${one['name']}`, one]));
  for (const { in: place, name, required } of parameters.values()) {
    const isSent =
      place === 'path' ||
      (place === 'query' && Object.hasOwn(query, String(name))) ||
      (place === 'header' && HEADERS_OF_HTTP.includes(String(name).toLowerCase()));
    if (required === true && !isSent) yield* at(`${place} ${quote(name)}`, ['is required now, and is not sent']);
  }
  for (const [name, value] of Object.entries(query)) {
    const where = `query ${name}`;
    const parameter = parameters.get(where);
    if (parameter?.['deprecated'] === true) yield grown(where, 'is deprecated');
    yield* at(where, parameter ? compareParameter(root, parameter, value) : ['is not described, and is sent']);
  }
}

function* compareParameter(
  root: JsonObject,
  parameter: JsonObject,
  sent: string | number | typeof TEXT | typeof IDS,
): Differences {
  const { schema = findJsonSchema(parameter['content']) ?? true, explode, style = 'form' } = parameter;
  const shape = shapeOf(root, schema);
  const isList = shape.kinds.includes('array');
  if (sent !== IDS) {
    // If each value has its own key, one value is a list of one.
    const isElement = isList && !shape.kinds.includes(sent === TEXT ? 'string' : kindOf(sent));
    yield* compareSent(root, isElement ? shape.items : schema, sent);
  } else if (!isList) yield 'takes no list, and one is sent';
  else if (explode === false || style !== 'form') yield 'takes its values in another style than one key each';
}

function* compareSent(root: JsonObject, schema: Json, sent: string | number | typeof TEXT): Differences {
  const { kinds, words, least, most } = shapeOf(root, schema);
  if (sent === TEXT) {
    if (!kinds.includes('string')) yield `takes ${kinds.join(' or ') || 'nothing'}, and any text is sent`;
    else if (words !== null) yield `takes only ${words.map(quote).join(', ')}, and any text is sent`;
    return;
  }
  const kind = kindOf(sent);
  // In an address a number is a text, too.
  if (!kinds.includes(kind) && !kinds.includes('string')) {
    yield `takes ${kinds.join(' or ') || 'nothing'}, and ${kind} is sent`;
  } else if (typeof sent === 'string') {
    if (words?.includes(sent) === false) {
      yield `does not know ${sent}, which is sent; it knows ${words.map(quote).join(', ')}`;
    }
  } else if (kinds.includes(kind)) {
    if (sent > most) yield `is at most ${most} now, and ${sent} is sent`;
    if (sent < least) yield `is at least ${least} now, and ${sent} is sent`;
  }
}

/** Compares the body of the request, also if there is none. */
export function* compareBody(root: JsonObject, operation: JsonObject, { body }: Endpoint): Differences {
  const json = resolve(root, operation['requestBody']);
  const { content, required: isRequired } = isObject(json) ? json : {};
  const schema = findJsonSchema(content);
  if (body === undefined) {
    if (isRequired === true) yield 'has to have a body now, and has none';
  } else if (schema === undefined) yield 'takes no JSON, and JSON is sent';
  else {
    const { kinds, required, fields } = shapeOf(root, schema);
    if (!kinds.includes('object')) yield 'takes no object, and one is sent';
    for (const name of required) {
      if (!Object.hasOwn(body, name)) yield* at(`request ${quote(name)}`, ['is required now, and is not sent']);
    }
    for (const [name, value] of Object.entries(body)) {
      const field = fields[name];
      const differences = field === undefined ? ['is not described, and is sent'] : compareField(root, field, value);
      yield* at(`request ${name}`, differences);
    }
  }
}

function* compareField(root: JsonObject, schema: Json, sent: SentInBody): Differences {
  if (sent === IDS) {
    const { kinds, items } = shapeOf(root, schema);
    if (kinds.includes('array')) yield* compareSent(root, items, TEXT);
    else yield 'takes no list, and one is sent';
  } else if (typeof sent === 'symbol' || typeof sent === 'string') yield* compareSent(root, schema, sent);
  else for (const word of sent) yield* compareSent(root, schema, word);
}
