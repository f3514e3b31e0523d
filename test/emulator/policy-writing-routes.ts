import { type Answer, answerJson, NO_CONTENT, Problem } from './answers.ts';
import { cutPage, describePage, readPageRequest } from './paging.ts';
import type { PolicyText } from './policy-book.ts';
import { DOMAINS, describeDestination, describeGroup, describePolicy, SEVERITIES } from './policy-routes.ts';
import type { RouteContext } from './routes.ts';

type Body = Readonly<Record<string, unknown>>;

const POLICY_FIELDS = ['name', 'domain', 'severity', 'description', 'query'] as const;
const POLICY_LISTS = ['policy_group_ids', 'notification_destination_ids'] as const;

export function createPolicy({ platform, body }: RouteContext): Answer {
  const given = readBody(body, [...POLICY_FIELDS, ...POLICY_LISTS]);
  const text = readText(given, POLICY_FIELDS);
  for (const field of ['name', 'domain', 'severity', 'query'] as const) {
    if ((text[field] ?? '') === '') throw invalid(field, 'is required');
  }
  const { name = '', domain = '', severity = '', description = '', query = '' } = text;
  checkWords(text);
  const [groups, destinations] = POLICY_LISTS.map((list) => readIds(given, list) ?? []);
  const policy = platform.book.createPolicy(
    { name, domain, severity, description, query },
    groups ?? [],
    destinations ?? [],
  );
  return answerJson(201, describePolicy(platform, policy));
}

export function updatePolicy({ platform, body }: RouteContext, id: string): Answer {
  const given = readBody(body, [...POLICY_FIELDS, ...POLICY_LISTS]);
  const text: Partial<PolicyText> = readText(given, POLICY_FIELDS);
  checkWords(text);
  const [groups, destinations] = POLICY_LISTS.map((list) => readIds(given, list));
  return answerJson(
    200,
    describePolicy(platform, platform.book.updatePolicy(id, text, groups ?? null, destinations ?? null)),
  );
}

export function togglePolicy({ platform }: RouteContext, id: string): Answer {
  return answerJson(200, describePolicy(platform, platform.book.togglePolicy(id)));
}

export function deletePolicy({ platform }: RouteContext, id: string): Answer {
  platform.book.deletePolicy(id);
  return NO_CONTENT;
}

const GROUP_FIELDS = ['name', 'description'] as const;

export function createGroup({ platform, body }: RouteContext): Answer {
  const given = readBody(body, [...GROUP_FIELDS, 'policy_ids']);
  const { name = '', description = '' } = readText(given, GROUP_FIELDS);
  if (name === '') throw invalid('name', 'is required');
  const group = platform.book.createGroup(name, description, readIds(given, 'policy_ids') ?? []);
  return answerJson(201, describeGroup(platform, group));
}

export function updateGroup({ platform, body }: RouteContext, id: string): Answer {
  const given = readBody(body, [...GROUP_FIELDS, 'policy_ids']);
  const group = platform.book.updateGroup(id, readText(given, GROUP_FIELDS), readIds(given, 'policy_ids'));
  return answerJson(200, describeGroup(platform, group));
}

export function deleteGroup({ platform }: RouteContext, id: string): Answer {
  platform.book.deleteGroup(id);
  return NO_CONTENT;
}

export function listDestinations({ platform, query, paging }: RouteContext): Answer {
  const request = readPageRequest(query, paging);
  const all = platform.book.destinations;
  const items = cutPage(all, request).map((one) => describeDestination(platform, one));
  return answerJson(200, { items, metadata: describePage(request, all.length, paging) });
}

/** The vendor's objects are closed. */
function readBody(text: string, fields: readonly string[]): Body {
  let body: unknown;
  try {
    body = JSON.parse(text === '' ? '{}' : text);
  } catch {
    throw new Problem(400, 'Bad Request');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Problem(400, 'Bad Request');
  const strange = Object.keys(body).find((field) => !fields.includes(field));
  if (strange !== undefined) throw invalid(strange, 'is not known');
  return body as Body;
}

function readText<F extends string>(body: Body, fields: readonly F[]): Partial<Record<F, string>> {
  const found: Partial<Record<F, string>> = {};
  for (const field of fields) {
    const value = body[field];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw invalid(field, 'must be a text');
    found[field] = value;
  }
  return found;
}

function checkWords({ domain, severity }: Partial<PolicyText>): void {
  if (domain !== undefined && !DOMAINS.some((one) => one === domain)) throw invalid('domain', 'is none');
  if (severity !== undefined && !SEVERITIES.some((one) => one === severity)) throw invalid('severity', 'is none');
}

/** Null and absent are the same. */
function readIds(body: Body, field: string): string[] | null {
  const value = body[field] ?? null;
  if (value === null) return null;
  if (!Array.isArray(value) || value.some((id) => typeof id !== 'string'))
    throw invalid(field, 'must be a list of ids');
  return value as string[];
}

function invalid(field: string, problem: string): Problem {
  return new Problem(422, 'Unprocessable Entity', { fieldErrors: { [field]: problem } });
}
