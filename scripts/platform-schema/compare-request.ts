import { findJsonSchema, type Operation } from './description.ts';
import { check, name, type Report } from './finding.ts';
import { isObject, type JsonObject, KINDS, kindOf, nameKind, nameKinds } from './json.ts';
import type { EndpointReliance, QueryValue } from './reliance.ts';
import { type Form, formsOf, resolve } from './schema.ts';

/** Sent with every request; OpenAPI says that such a parameter has no meaning. */
const HEADERS_OF_HTTP = ['accept', 'content-type', 'authorization'];

/** Parameters that are sent and those that have to be. */
export function compareParameters(
  root: JsonObject,
  operation: Operation,
  endpoint: EndpointReliance,
  report: Report,
): void {
  const isKnown = (parameter: JsonObject) =>
    parameter['in'] === 'path' ||
    (parameter['in'] === 'query' && endpoint.query.has(String(parameter['name']))) ||
    (parameter['in'] === 'header' && HEADERS_OF_HTTP.includes(String(parameter['name']).toLowerCase()));
  for (const parameter of operation.parameters) {
    if (parameter['required'] !== true || isKnown(parameter)) continue;
    report(`${parameter['in']} ${name(parameter['name'])}`, 'is required now, and is not sent');
  }
  for (const [sent, values] of endpoint.query) {
    const where = `query ${sent}`;
    const parameter = operation.parameters.find((one) => one['in'] === 'query' && one['name'] === sent);
    if (parameter === undefined) {
      report(where, 'is not described, and is sent');
      continue;
    }
    if (parameter['deprecated'] === true) report(where, 'is deprecated', false);
    check(where, report, () => compareParameter(root, parameter, values, (message) => report(where, message)));
  }
}

function compareParameter(
  root: JsonObject,
  parameter: JsonObject,
  values: readonly QueryValue[],
  report: (message: string) => void,
): void {
  const schema = parameter['schema'] ?? findJsonSchema(parameter['content'])?.schema ?? true;
  const forms = formsOf(root, [schema]);
  const isList = values.some((one) => one.isList);
  if (isList && (parameter['explode'] === false || !['form', undefined].includes(styleOf(parameter)))) {
    report('takes its values in another style than one key each');
    return;
  }
  const lists = forms.filter(({ kinds }) => kinds.has('array')).map(({ items }) => formsOf(root, items));
  if (isList && lists.length === 0) {
    report('takes no list, and one is sent');
    return;
  }
  // One value is a list of one where each has its key.
  const takers = [...forms.filter(({ kinds }) => !kinds.has('array') || kinds.size > 1), ...lists.flat()];
  for (const problem of new Set(values.map((value) => refusalOf(takers, value)))) if (problem !== null) report(problem);
}

function styleOf(parameter: JsonObject): string | undefined {
  return typeof parameter['style'] === 'string' ? parameter['style'] : undefined;
}

/** Why a value of ours is not taken; null: it is. */
function refusalOf(forms: readonly Form[], sent: Pick<QueryValue, 'value' | 'isSubject'>): string | null {
  const { value, isSubject } = sent;
  const kind = kindOf(value);
  const ofKind = forms.filter(({ kinds }) => kinds.has(kind) || (kind === 'integer' && kinds.has('string')));
  if (ofKind.length === 0) return `takes ${kindsOfForms(forms)}, and ${nameKind(kind)} is sent`;
  if (typeof value === 'string') {
    if (isSubject || ofKind.some(({ words }) => words === null || words.has(value))) return null;
    return `does not know ${value}, which is sent; it knows ${wordsOfForms(ofKind)}`;
  }
  const least = Math.min(...ofKind.map(({ minimum }) => minimum));
  const most = Math.max(...ofKind.map(({ maximum }) => maximum));
  if (value > most) return `is at most ${most} now, and ${value} is sent`;
  if (value < least) return `is at least ${least} now, and ${value} is sent`;
  return null;
}

/** The body that is sent, or is not. */
export function compareRequestBody(
  root: JsonObject,
  operation: Operation,
  endpoint: EndpointReliance,
  report: Report,
): void {
  const declared = resolve(root, operation.json['requestBody']);
  const { body } = endpoint;
  if (body === null) {
    if (isObject(declared) && declared['required'] === true) report('request', 'has to have a body now, and has none');
    return;
  }
  const media = isObject(declared) ? findJsonSchema(declared['content']) : undefined;
  if (media === undefined) {
    report('request', 'takes no JSON, and JSON is sent');
    return;
  }
  const forms = formsOf(root, [media.schema]).filter(({ kinds }) => kinds.has('object'));
  if (forms.length === 0) {
    report('request', 'takes no object, and one is sent');
    return;
  }
  const missing = forms.map(({ required }) => [...required].filter((field) => !body.has(field)));
  for (const field of new Set(missing.flat())) {
    // One form that is content is enough.
    if (missing.every((fields) => fields.includes(field))) {
      report(`request ${name(field)}`, 'is required now, and is not sent');
    }
  }
  for (const [field, values] of body) {
    const where = `request ${field}`;
    const described = forms.flatMap(({ properties }) => (properties.has(field) ? [properties.get(field) ?? []] : []));
    if (described.length === 0) {
      report(where, 'is not described, and is sent');
      continue;
    }
    check(where, report, () => {
      const taking = described.flatMap((schemas) => formsOf(root, schemas));
      for (const value of values) {
        const refusal = refusalOf(taking, { value: value as string | number, isSubject: false });
        if (refusal !== null) report(where, refusal);
      }
    });
  }
}

function kindsOfForms(forms: readonly Form[]): string {
  const kinds = KINDS.filter((kind) => forms.some((form) => form.kinds.has(kind)));
  return kinds.length === 0 ? 'nothing' : nameKinds(kinds);
}

function wordsOfForms(forms: readonly Form[]): string {
  return [...new Set(forms.flatMap(({ words }) => [...(words ?? [])]))].map(name).join(', ');
}
