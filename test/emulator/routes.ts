import { type Answer, answerHtml, answerJson, answerProblem, Problem } from './answers.ts';
import type { AuditLog } from './audit-log.ts';
import { listAuditLogs } from './audit-routes.ts';
import { identifierOf } from './identifier.ts';
import { type IdentityOptions, listKeys, listRoles, listUsers } from './key-routes.ts';
import type { Access, KeyRing } from './keys.ts';
import type { PagingOptions } from './paging.ts';
import type { PlatformState } from './platform-state.ts';
import {
  getPolicy,
  getPolicyHistory,
  listGroupPolicies,
  listGroups,
  listPolicies,
  listViolations,
} from './policy-routes.ts';
import {
  createGroup,
  createPolicy,
  deleteGroup,
  deletePolicy,
  listDestinations,
  togglePolicy,
  updateGroup,
  updatePolicy,
} from './policy-writing-routes.ts';
import { checkSyntax, describeColumns, executeQuery, type QueryOptions } from './query-routes.ts';
import type { RoleDefinition } from './roles.ts';
import {
  createRun,
  getLiveLog,
  getRun,
  getRunStats,
  getSync,
  listRuns,
  listRunTables,
  listSyncs,
  queryLog,
  updateRun,
} from './sync-routes.ts';
import { getTableSchema, listColumnValues } from './table-routes.ts';
import type { UserDefinition } from './users.ts';

export type RouteName =
  | 'list-syncs'
  | 'get-sync'
  | 'create-run'
  | 'list-runs'
  | 'get-run'
  | 'update-run'
  | 'run-stats'
  | 'run-tables'
  | 'run-logs-live'
  | 'run-logs-query'
  | 'list-policies'
  | 'get-policy'
  | 'list-violations'
  | 'policy-history'
  | 'create-policy'
  | 'update-policy'
  | 'toggle-policy'
  | 'delete-policy'
  | 'list-groups'
  | 'create-group'
  | 'update-group'
  | 'delete-group'
  | 'list-destinations'
  | 'list-group-policies'
  | 'list-keys'
  | 'column-values'
  | 'table-schema'
  | 'check-syntax'
  | 'query-columns'
  | 'execute-query'
  | 'list-users'
  | 'list-roles'
  | 'list-audit-logs'
  | 'platform-info'
  | 'healthcheck';

export interface RouteContext {
  readonly platform: PlatformState;
  readonly keys: KeyRing;
  readonly users: readonly UserDefinition[];
  readonly roles: readonly RoleDefinition[];
  readonly identities: IdentityOptions;
  readonly auditLog: AuditLog;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly now: number;
  readonly paging: PagingOptions;
  /** Whether lists of violations have `metadata`. */
  readonly violationsMetadata: boolean;
  readonly runOrder: 'newest-first' | 'oldest-first';
  /** The field of a column's value: the description defines one and demands the other. */
  readonly valueField: 'value' | 'name';
  readonly queries: QueryOptions;
}

interface Route {
  readonly name: RouteName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api. */
  readonly path: RegExp;
  readonly access: 'public' | Access;
  readonly answer: (context: RouteContext, first: string, second: string) => Answer;
}

const ROUTES: readonly Route[] = [
  route('healthcheck', 'GET', '/healthcheck', 'public', () => answerJson(200, { status: 'ok' })),
  route('platform-info', 'GET', '/platform-info', 'read', describePlatform),
  route('list-keys', 'GET', '/apikeys', 'admin', listKeys),
  route('list-users', 'GET', '/users', 'admin', listUsers),
  route('list-roles', 'GET', '/rbac/roles', 'admin', listRoles),
  route('list-audit-logs', 'GET', '/audit-logs', 'admin', listAuditLogs),
  route('list-syncs', 'GET', '/syncs', 'read', listSyncs),
  route('get-sync', 'GET', '/syncs/*', 'read', getSync),
  route('create-run', 'POST', '/syncs/*/runs', 'write', createRun),
  route('list-runs', 'GET', '/syncs/*/runs', 'read', listRuns),
  route('get-run', 'GET', '/syncs/*/runs/*', 'read', getRun),
  route('update-run', 'PATCH', '/syncs/*/runs/*', 'write', updateRun),
  route('run-stats', 'GET', '/syncs/*/runs/*/stats', 'read', getRunStats),
  route('run-tables', 'GET', '/syncs/*/runs/*/tables', 'read', listRunTables),
  route('run-logs-live', 'GET', '/syncs/*/runs/*/logs/live', 'read', getLiveLog),
  route('run-logs-query', 'GET', '/syncs/*/runs/*/logs/query', 'read', queryLog),
  route('list-policies', 'GET', '/policies', 'read', listPolicies),
  route('get-policy', 'GET', '/policies/*', 'read', getPolicy),
  route('create-policy', 'POST', '/policies', 'author', createPolicy),
  route('update-policy', 'PUT', '/policies/*', 'author', updatePolicy),
  route('toggle-policy', 'POST', '/policies/*/toggle', 'author', togglePolicy),
  route('delete-policy', 'DELETE', '/policies/*', 'author', deletePolicy),
  route('list-violations', 'GET', '/policies/*/violations', 'read', listViolations),
  route('policy-history', 'GET', '/policies/*/violations-history', 'read', getPolicyHistory),
  route('column-values', 'GET', '/tables/*/columns/*/values', 'tables', listColumnValues),
  route('table-schema', 'GET', '/tables/*/schema', 'tables', getTableSchema),
  route('check-syntax', 'POST', '/queries/check-syntax', 'query', checkSyntax),
  route('query-columns', 'POST', '/queries/columns', 'query', describeColumns),
  route('execute-query', 'POST', '/queries/execute', 'query', executeQuery),
  route('list-groups', 'GET', '/policy-groups', 'read', listGroups),
  route('list-group-policies', 'GET', '/policy-groups/*', 'read', listGroupPolicies),
  route('create-group', 'POST', '/policy-groups', 'author', createGroup),
  route('update-group', 'PUT', '/policy-groups/*', 'author', updateGroup),
  route('delete-group', 'DELETE', '/policy-groups/*', 'author', deleteGroup),
  route('list-destinations', 'GET', '/notifications/destinations', 'read', listDestinations),
];

function route(
  name: RouteName,
  method: Route['method'],
  path: string,
  access: Route['access'],
  answer: Route['answer'],
): Route {
  return { name, method, path: new RegExp(`^/api${path.replaceAll('*', '([^/]+)')}/?$`), access, answer };
}

function describePlatform(): Answer {
  return answerJson(200, {
    version: '2.14.0-emulated',
    public_ips: ['192.0.2.10', '192.0.2.11'],
    tenant_id: identifierOf('tenant'),
    aws_account_id: '123456789012',
  });
}

/** Which route a request is for; null: none. */
export function findRoute(method: string, path: string): { route: Route; params: string[] } | null {
  const wanted = method === 'HEAD' ? 'GET' : method;
  for (const one of ROUTES) {
    const match = one.method === wanted ? one.path.exec(path) : null;
    if (match !== null) return { route: one, params: match.slice(1).map(decodeOrKeep) };
  }
  return null;
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The answer of an undisturbed Platform. */
export function answerRequest(
  method: string,
  path: string,
  authorization: string | undefined,
  context: RouteContext,
): Answer {
  const found = findRoute(method, path);
  if (found === null) return answerElsewhere(path);
  const { route, params } = found;
  try {
    if (route.access !== 'public') context.keys.authorize(authorization, route.access);
    if (path.startsWith('/api/syncs/') && !/^[a-zA-Z0-9_-]+$/.test(params[0] ?? '')) {
      const problem = 'can contain only letters, digits, dashes and underscores';
      throw new Problem(400, 'Bad Request', { fieldErrors: { sync_name: problem } });
    }
    return route.answer(context, params[0] ?? '', params[1] ?? '');
  } catch (error) {
    if (error instanceof Problem) return answerProblem(error);
    throw error;
  }
}

/** Beside the API there is the web application, which answers its page to everything. */
function answerElsewhere(path: string): Answer {
  if (path !== '/api' && !path.startsWith('/api/')) return answerHtml(200, 'Sign in');
  const known = ROUTES.some((one) => one.path.test(path));
  return answerProblem(known ? new Problem(405, 'Method Not Allowed') : new Problem(404, 'Not Found'));
}
