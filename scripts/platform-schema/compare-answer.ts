import { isObject, type Json, type JsonObject } from '../../test/emulator/openapi-patches.ts';
import { entriesOf, findJsonSchema, findMediaType } from './description.ts';
import type { Endpoint } from './endpoints.ts';
import { at, type Differences, grown, quote } from './finding.ts';
import { type Kind, type Reading, readingOf } from './reading.ts';
import { resolve, type Shape, shapeOf } from './shape.ts';

/** Compares what a success may hold with what is read from it. */
export function* compareAnswers(root: JsonObject, operation: JsonObject, endpoint: Endpoint): Differences {
  const responses = entriesOf(operation['responses']);
  const successes = responses.filter(([status]) => /^2(\d\d|XX)$/i.test(status));
  const good = successes.length > 0 ? successes : responses.filter(([status]) => status === 'default');
  if (good.length === 0) yield 'no success is described';
  for (const [status, json] of good) {
    const place = good.length > 1 ? `answer ${quote(status)}` : 'answer';
    yield* at(place, compareAnswer({ root, endpoint, place }, json));
  }
}

interface Context {
  readonly root: JsonObject;
  readonly endpoint: Endpoint;
  /** `answer`, or such as `answer 201` if there are several. */
  readonly place: string;
}

function* compareAnswer(context: Context, json: Json): Differences {
  const { answer } = context.endpoint;
  const response = resolve(context.root, json);
  const content = isObject(response) ? response['content'] : undefined;
  const types = entriesOf(content).map(([type]) => quote(type));
  if (answer === 'text') {
    const isText = (type: string) => (type.startsWith('text/') && type !== 'text/html') || type === '*/*';
    // A log that does not exist yet is an empty one.
    const isFine = types.length === 0 || findMediaType(content, isText) !== undefined;
    if (!isFine) yield `is ${types.join(', ')}, and text/plain is read`;
  } else if (answer !== null) {
    const schema = findJsonSchema(content);
    if (schema !== undefined) yield* compareValue(context, '', readingOf(answer), schema);
    else yield types.length > 0 ? `is ${types.join(', ')}, and JSON is read` : 'may have no body, and JSON is read';
  }
}

/** @param path such as `items[].status`; empty: the whole answer */
function* compareValue(
  context: Context,
  path: string,
  reading: Reading,
  schema: Json,
  isOptional = false,
): Differences {
  const where = `${context.place} ${path}`.trim();
  const shape = shapeOf(context.root, schema);
  const surplus = [...shape.kinds, ...(isOptional ? ['missing' as const] : [])].filter(
    (kind) => !reading.takes.includes(kind),
  );
  const may = (kind: Kind) => reading.takes.includes(kind) && shape.kinds.includes(kind);
  if (shape.kinds.length === 0) yield 'can have no value at all, as it is described';
  if (surplus.length > 0) {
    const taken = reading.takes.filter((kind) => kind !== 'missing' && kind !== 'null');
    yield `may be ${surplus.join(' or ')} now, and ${taken.join(' or ')} is needed`;
  }
  if (shape.isDeprecated) yield grown(where, 'is deprecated');
  if (reading.isMoment && may('string') && !shape.isMoment) {
    yield 'is not said to be a date and time (`format: date-time`), and is read as one';
  }
  if (may('string')) yield* compareWords(context, path, shape, where);
  if (may('object')) yield* compareFields(context, path, reading, shape, where);
  if (may('array') && reading.items !== null) {
    yield* at(`${where}[]`, compareValue(context, `${path}[]`, reading.items, shape.items));
  }
}

function* compareWords({ endpoint }: Context, path: string, { words }: Shape, where: string): Differences {
  const vocabulary = endpoint.words?.[path.split('.').at(-1) ?? ''];
  if (vocabulary === undefined) return;
  if (words === null) yield grown(where, 'may be any text: its words are not listed');
  for (const word of vocabulary.words) {
    if (words?.includes(word) === false) yield `is never ${word} any more, which is relied on`;
  }
  const known: readonly Json[] = [...vocabulary.words, ...(vocabulary.alsoKnown ?? [])];
  for (const word of new Set(words?.filter((one) => !known.includes(one)))) {
    yield grown(where, `has a new word, ${quote(word)}: it ${vocabulary.otherwise}`);
  }
}

function* compareFields(context: Context, path: string, reading: Reading, shape: Shape, where: string): Differences {
  for (const [name, field] of reading.fields) {
    const own = path === '' ? name : `${path}.${name}`;
    const schema = shape.fields[name];
    const isOptional = !shape.required.includes(name);
    const differences =
      schema === undefined ? ['is not described, and is read'] : compareValue(context, own, field, schema, isOptional);
    yield* at(`${context.place} ${own}`, differences);
  }
  const known = [...reading.fields.keys(), ...(context.endpoint.unread?.split(' ') ?? [])];
  for (const name of Object.keys(shape.fields).filter((one) => !known.includes(one))) {
    yield grown(where, `has a new field, ${quote(name)}`);
  }
}
