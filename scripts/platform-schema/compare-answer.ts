import { findJsonSchema, findMediaType, type Operation } from './description.ts';
import { check, name, type Report } from './finding.ts';
import { entriesOf, isObject, type Json, type JsonObject, KINDS, type Kind, nameKind, nameKinds } from './json.ts';
import type { EndpointReliance, FieldReliance } from './reliance.ts';
import { type Form, formsOf, resolve } from './schema.ts';
import { ELEMENT, formatPath, type Path } from './watch.ts';
import { vocabularyOf } from './words.ts';

/** What a success may hold, against what is read of it. */
export function compareAnswers(
  root: JsonObject,
  operation: Operation,
  endpoint: EndpointReliance,
  label: string,
  report: Report,
): void {
  const responses = entriesOf(operation.json['responses']);
  const successes = responses.filter(([status]) => /^2(\d\d|XX)$/i.test(status));
  const good = successes.length > 0 ? successes : responses.filter(([status]) => status === 'default');
  if (good.length === 0) {
    report('answer', 'no success is described');
    return;
  }
  for (const [status, json] of good) {
    const where = good.length > 1 ? `answer ${name(status)}` : 'answer';
    check(where, report, () => {
      const response = resolve(root, json);
      const content = isObject(response) ? response['content'] : undefined;
      compareAnswer(root, content, endpoint, label, where, report);
    });
  }
}

function compareAnswer(
  root: JsonObject,
  content: Json | undefined,
  endpoint: EndpointReliance,
  label: string,
  where: string,
  report: Report,
): void {
  const types = entriesOf(content).map(([type]) => name(type));
  const whole = endpoint.fields.get('');
  if (endpoint.answer === 'none') return;
  if (endpoint.answer === 'text') {
    // A log that does not exist yet is an empty one.
    const isText = findMediaType(content, (type) => type.startsWith('text/') && type !== 'text/html') !== undefined;
    const isAny = findMediaType(content, (type) => type === '*/*') !== undefined;
    if (types.length > 0 && !isText && !isAny) report(where, `is ${types.join(', ')}, and text/plain is read`);
    return;
  }
  if (whole === undefined) return;
  const media = findJsonSchema(content);
  if (media === undefined && types.length > 0) {
    report(where, `is ${types.join(', ')}, and JSON is read`);
    return;
  }
  if (media === undefined && !whole.takes.has('missing')) {
    report(where, 'may have no body, and JSON is read');
    return;
  }
  if (media === undefined) return;
  compareField({ root, label, fields: endpoint.fields, where, report }, whole, [[media.schema]], false);
}

interface AnswerContext {
  readonly root: JsonObject;
  readonly label: string;
  readonly fields: ReadonlyMap<string, FieldReliance>;
  readonly where: string;
  readonly report: Report;
}

/**
 * @param alternatives schemas that hold together, for each form that the object around it may have
 * @param isOptional whether some form goes without it
 */
function compareField(
  context: AnswerContext,
  field: FieldReliance,
  alternatives: readonly (readonly Json[])[],
  isOptional: boolean,
): void {
  const { root, report } = context;
  const label = formatPath(field.path);
  const where = `${context.where}${label === '' ? '' : ` ${label}`}`;
  check(where, report, () => {
    const forms = alternatives.flatMap((schemas) => formsOf(root, schemas));
    const kinds = new Set(forms.flatMap((form) => [...form.kinds]));
    if (isOptional) kinds.add('missing');
    compareKinds(field, kinds, where, report);
    if (forms.some(({ isDeprecated }) => isDeprecated)) report(where, 'is deprecated', false);
    const texts = forms.filter((form) => form.kinds.has('string'));
    if (field.isMoment && field.takes.has('string') && texts.some(({ format }) => format !== 'date-time')) {
      report(where, 'is not said to be a date and time (`format: date-time`), and is read as one');
    }
    if (field.takes.has('string')) compareWords(context.label, label, texts, where, report);
    const objects = forms.filter((form) => form.kinds.has('object'));
    if (field.takes.has('object') && objects.length > 0) compareFields(context, field, objects, where);
    const element = context.fields.get(formatPath([...field.path, ELEMENT]));
    const lists = forms.filter((form) => form.kinds.has('array'));
    if (element !== undefined && field.takes.has('array') && lists.length > 0) {
      compareField(
        context,
        element,
        lists.map(({ items }) => items),
        false,
      );
    }
  });
}

function compareKinds(field: FieldReliance, kinds: ReadonlySet<Kind>, where: string, report: Report): void {
  const taken = nameKinds([...field.takes].filter((kind) => kind !== 'missing' && kind !== 'null'));
  if (kinds.size === 0) {
    report(where, 'can have no value at all, as it is described');
    return;
  }
  const surplus = [...kinds].filter((kind) => !field.takes.has(kind));
  // All but one that goes without saying: nothing is said of the type.
  if (KINDS.every((kind) => kinds.has(kind) || kind === 'missing')) {
    report(where, `is of any type, as it is described, and ${taken} is needed`);
    return;
  }
  for (const kind of surplus) {
    if (kind === 'missing') report(where, 'may be missing now, and is needed');
    else report(where, `may be ${nameKind(kind)} now, and ${taken} is needed`);
  }
}

function compareWords(label: string, path: string, texts: readonly Form[], where: string, report: Report): void {
  const vocabulary = vocabularyOf(label, path);
  if (vocabulary === null || texts.length === 0) return;
  if (texts.some(({ words }) => words === null)) {
    report(where, 'may be any text: its words are not listed', false);
    return;
  }
  const described = new Set(texts.flatMap(({ words }) => [...(words ?? [])]));
  for (const word of vocabulary.words) {
    if (!described.has(word)) report(where, `is never ${word} any more, which is relied on`);
  }
  for (const word of described) {
    if (![...vocabulary.words, ...(vocabulary.alsoKnown ?? [])].includes(word))
      report(where, `has a new word, ${name(word)}: it ${vocabulary.otherwise}`, false);
  }
}

function compareFields(context: AnswerContext, field: FieldReliance, forms: readonly Form[], where: string): void {
  const isChild = (path: Path) => path.length === field.path.length + 1 && path.at(-1) !== ELEMENT;
  const children = [...context.fields.values()].filter(
    ({ path }) => isChild(path) && formatPath(path.slice(0, -1)) === formatPath(field.path),
  );
  for (const child of children) {
    const key = child.path.at(-1) ?? '';
    const having = forms.flatMap(({ properties }) => (properties.has(key) ? [properties.get(key) ?? []] : []));
    const isOptional = forms.some(({ properties, required }) => !properties.has(key) || !required.has(key));
    if (having.length > 0) compareField(context, child, having, isOptional);
    else if (child.isExpected || !child.takes.has('missing')) {
      context.report(`${context.where} ${formatPath(child.path)}`, 'is not described, and is read');
    }
  }
  const read = new Set(children.map(({ path }) => path.at(-1)));
  const described = new Set(forms.flatMap(({ properties }) => [...properties.keys()]));
  for (const key of described) {
    if (!read.has(key) && !field.knownFields.has(key)) context.report(where, `has a new field, ${name(key)}`, false);
  }
}
