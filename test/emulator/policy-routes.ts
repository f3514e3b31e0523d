import { type Answer, answerJson, answerJsonText, Problem } from './answers.ts';
import { identifierOf } from './identifier.ts';
import { cutPage, describePage, readPageRequest, readWord, readWords, sortBy } from './paging.ts';
import type { PlatformState } from './platform-state.ts';
import type { PolicyDefinition } from './policies.ts';
import type { DestinationDefinition, GroupDefinition } from './policy-book.ts';
import type { RouteContext } from './routes.ts';
import { formatTimestamp } from './timestamp.ts';

/** In the address of each policy's webhook: it must be found nowhere. */
export const WEBHOOK_MARKER = 'B0WEBHOOKMARKER7c1f';

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export const DOMAINS = ['finops', 'security', 'compliance', 'governance', 'operations'] as const;
const ORDERS = ['name', 'domain', 'severity', 'violation_count', 'last_run_at', 'created_at'] as const;

const DAY = 86_400_000;

export function listPolicies({ platform, query, paging }: RouteContext): Answer {
  const status = readWord(query, 'status', ['paused', 'active']);
  const severities: string[] = readWords(query, 'severities', SEVERITIES);
  const domain = readWord(query, 'domain', DOMAINS);
  const groupIds = query.getAll('policy_group_ids');
  const search = (query.get('search') ?? '').toLowerCase();
  const found = platform.policies.filter(
    (policy) =>
      (status === null || policy.status === status) &&
      (severities.length === 0 || severities.includes(policy.severity)) &&
      (domain === null || policy.domain === domain) &&
      (groupIds.length === 0 ||
        groupIds.some((id) =>
          platform.book.groups().some((group) => group.id === id && policy.groups.includes(group.name)),
        )) &&
      `${policy.name} ${policy.description}`.toLowerCase().includes(search),
  );
  const order = readWord(query, 'sort_by', ORDERS) ?? 'created_at';
  const sorted = sortBy(found, orderOf(platform, order), readWord(query, 'sort_dir', ['asc', 'desc']) !== 'asc');
  return answerPolicies({ platform, query, paging }, sorted);
}

function orderOf(
  platform: PlatformState,
  order: (typeof ORDERS)[number],
): (policy: PolicyDefinition) => string | number | null {
  switch (order) {
    case 'created_at':
      return (policy) => platform.policies.indexOf(policy);
    case 'last_run_at':
      return (policy) => platform.evaluations.stateOf(policy.id).runAt ?? null;
    case 'violation_count':
      return (policy) => platform.evaluations.stateOf(policy.id).violationCount ?? null;
    case 'severity':
      return (policy) => SEVERITIES.map(String).indexOf(policy.severity);
    default:
      return (policy) => policy[order];
  }
}

function answerPolicies(
  { platform, query, paging }: Pick<RouteContext, 'platform' | 'query' | 'paging'>,
  policies: readonly PolicyDefinition[],
): Answer {
  const request = readPageRequest(query, paging);
  const items = cutPage(policies, request).map((policy) => describePolicy(platform, policy));
  return answerJson(200, { items, metadata: describePage(request, policies.length, paging) });
}

export function getPolicy({ platform }: RouteContext, id: string): Answer {
  return answerJson(200, describePolicy(platform, platform.book.findPolicy(id)));
}

/** A policy as the Platform answers it. */
export function describePolicy(platform: PlatformState, policy: PolicyDefinition): Record<string, unknown> {
  const { runAt, violationCount } = platform.evaluations.stateOf(policy.id);
  const createdAt = platform.startedAt - 90 * DAY + platform.policies.indexOf(policy) * 60_000;
  const updatedAt = policy.changedAt ?? createdAt + DAY;
  const times = { created_at: formatTimestamp(Math.min(createdAt, updatedAt)), updated_at: formatTimestamp(updatedAt) };
  return {
    id: policy.id,
    name: policy.name,
    domain: policy.domain,
    severity: policy.severity,
    description: policy.description,
    status: policy.status,
    team_name: 'acme',
    query_id: identifierOf(`query ${policy.id}`),
    query: policy.query,
    created_by: identifierOf('somebody'),
    updated_by: policy.changedAt === undefined ? null : identifierOf('somebody'),
    ...times,
    ...(violationCount === undefined ? {} : { violation_count: violationCount }),
    ...(runAt === undefined ? {} : { run_at: runAt === null ? null : formatTimestamp(runAt) }),
    notification_destinations: platform.book.destinations
      .filter(({ id }, index) => policy.destinations?.includes(id) ?? index === 0)
      .map((one) => describeDestination(platform, one)),
    policy_groups: platform.book
      .groups()
      .filter(({ name }) => policy.groups.includes(name))
      .map((group) => describeGroup(platform, group)),
  };
}

/** A destination as the Platform answers it: with its address in clear. */
export function describeDestination(platform: PlatformState, { id, name }: DestinationDefinition) {
  const time = formatTimestamp(platform.startedAt - 100 * DAY);
  return {
    id,
    name,
    enabled: true,
    type: 'slack',
    url: `https://hooks.chat.example/services/T0ACME/${WEBHOOK_MARKER}`,
    slack_channels: ['#cloud-alerts'],
    created_at: time,
    updated_at: time,
  };
}

export function listViolations(context: RouteContext, id: string): Answer {
  const { platform, query, paging, violationsMetadata } = context;
  const { id: policyId, visibleRows = Number.POSITIVE_INFINITY } = platform.book.findPolicy(id);
  const request = readPageRequest(query, paging);
  const found = platform.warehouse.violationsOf(policyId, query.get('search') ?? '');
  const visible = Math.min(found.count, visibleRows);
  const offset = (request.page - 1) * request.size;
  const rows = found.read(offset, Math.max(0, Math.min(request.size, visible - offset)));
  const metadata = violationsMetadata ? `,"metadata":${JSON.stringify(describePage(request, visible, paging))}` : '';
  // The rows are JSON already: to read a hundred thousand and write them again takes longer than a network.
  return answerJsonText(200, `{"items":[${rows.join(',')}]${metadata}}`);
}

export function getPolicyHistory({ platform, query, paging }: RouteContext, id: string): Answer {
  const { id: policyId } = platform.book.findPolicy(id);
  const from = readTime(query, 'start_time') ?? Number.NEGATIVE_INFINITY;
  const to = readTime(query, 'end_time') ?? Number.POSITIVE_INFINITY;
  const logs = platform.evaluations.historyOf(policyId).filter(({ runAt }) => runAt >= from && runAt <= to);
  const request = readPageRequest(query, paging);
  const items = cutPage(logs, request).map((log) => ({
    id: log.id,
    policy_id: policyId,
    violation_count: log.violationCount,
    run_at: formatTimestamp(log.runAt),
  }));
  return answerJson(200, { items, metadata: describePage(request, logs.length, paging) });
}

function readTime(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new Problem(400, 'Bad Request', { fieldErrors: { [name]: 'must be a date and time' } });
}

/** A group as the Platform answers it. */
export function describeGroup(
  platform: PlatformState,
  { id, name, description }: GroupDefinition,
): Record<string, unknown> {
  const time = formatTimestamp(platform.startedAt - 100 * DAY);
  return { id, name, description, created_at: time, updated_at: time };
}

export function listGroups({ platform, query, paging }: RouteContext): Answer {
  const severities: string[] = readWords(query, 'severities', SEVERITIES);
  const search = (query.get('search') ?? '').toLowerCase();
  const items = platform.book
    .groups()
    .filter(({ name }) => name.toLowerCase().includes(search))
    .map((group) => {
      const { name } = group;
      const members = platform.policies.filter((policy) => policy.groups.includes(name));
      const countOf = (severity: string) =>
        members
          .filter((policy) => policy.severity === severity)
          .reduce((sum, { id }) => sum + (platform.evaluations.stateOf(id).violationCount ?? 0), 0);
      const counts = SEVERITIES.map((severity) => [`violation_count_${severity}`, countOf(severity)] as const);
      return { ...describeGroup(platform, group), policy_count: members.length, ...Object.fromEntries(counts) };
    })
    .filter(
      (group) =>
        severities.length === 0 || severities.some((one) => Number(Reflect.get(group, `violation_count_${one}`)) > 0),
    );
  return answerJson(200, { items: items.slice(0, paging.cutsAfter) });
}

export function listGroupPolicies({ platform, query, paging }: RouteContext, id: string): Answer {
  const { name } = platform.book.findGroup(id);
  const members = platform.policies.filter((policy) => policy.groups.includes(name));
  return answerPolicies(
    { platform, query, paging },
    sortBy(members, (policy) => policy.name, readWord(query, 'sort_dir', ['asc', 'desc']) === 'desc'),
  );
}
