import * as v from 'valibot';
import { ROLE_TYPES } from '../../src/actions/access/role-types.ts';
import { DOMAINS } from '../../src/actions/gate/inputs.ts';
import { STATUSES } from '../../src/actions/policies/files/schema.ts';
import { AuditEventBody, PlatformBody } from '../../src/platform/audit-logs.ts';
import { LARGEST_PAGE, PageBody } from '../../src/platform/http/paging.ts';
import { KeyBody } from '../../src/platform/keys.ts';
import { EvaluationBody, GroupBody } from '../../src/platform/policies.ts';
import { PolicyBody } from '../../src/platform/policy.ts';
import {
  DestinationBody,
  GroupObjectBody,
  ListedGroupBody,
  PolicyObjectBody,
} from '../../src/platform/policy-object.ts';
import { QueryColumnsBody, RowsBody } from '../../src/platform/queries.ts';
import { RoleBody } from '../../src/platform/roles.ts';
import { RunBody } from '../../src/platform/run.ts';
import { StatsBody, TableBody } from '../../src/platform/runs.ts';
import { SEVERITIES } from '../../src/platform/severity.ts';
import { SyncBody, SyncState } from '../../src/platform/syncs.ts';
import { ColumnValueBody, TableTypesBody } from '../../src/platform/tables.ts';
import { UserBody } from '../../src/platform/users.ts';
import { ViolationBody } from '../../src/platform/violation.ts';

/** Words of the Platform that the gate knows, and what it does with others. */
export interface Vocabulary {
  /** Those that decide something. */
  readonly words: readonly string[];
  /** Known words that decide no more than an unknown one. */
  readonly alsoKnown?: readonly string[];
  /** What the gate does with an unknown word; completes "it …". */
  readonly otherwise: string;
}

/** A list of ids, one key each. */
export const IDS = Symbol('ids');

/** Any text, as people write it. */
export const TEXT = Symbol('text');

/** What is sent at one place of a body: this word, one of these words, any text, or a list of ids. */
export type SentInBody = string | readonly string[] | typeof TEXT | typeof IDS;

/** What the clients need of one endpoint. */
export interface Endpoint {
  /** The method and the path, such as `GET /policies`. */
  readonly name: string;
  /** The values that are sent; the largest one of a number. */
  readonly query?: Readonly<Record<string, string | number | typeof TEXT | typeof IDS>>;
  readonly body?: Readonly<Record<string, SentInBody>>;
  /** The schema that reads the answer; `null` if the status alone is enough. */
  readonly answer: v.GenericSchema | 'text' | null;
  /** The words that decide something, by field. */
  readonly words?: Readonly<Record<string, Vocabulary>>;
  /** The fields that are known and not read: they are not new. */
  readonly unread?: string;
}

/** test/unit/platform-schema/words.test.ts compares them with the decisions in the source. */
export const VOCABULARIES = {
  severity: { words: SEVERITIES, otherwise: 'gates as critical' },
  policyStatus: { words: ['active', 'paused'], otherwise: 'makes the policy inconclusive' },
  managedStatus: { words: STATUSES, otherwise: 'makes a plan refuse the policy' },
  domain: { words: DOMAINS, otherwise: "can't be asked for with `domains`" },
  runStatus: {
    words: ['created', 'pending', 'started', 'completed', 'failed', 'cancelled'],
    otherwise: 'is waited for until the deadline',
  },
  statusReason: {
    words: ['partial_success', 'error'],
    alsoKnown: ['oom_killed', 'ingestion_failed'],
    otherwise: 'makes a completed run a failed one',
  },
  roleType: { words: ROLE_TYPES, otherwise: 'counts as powerful' },
  provider: { words: ['local', 'saml'], otherwise: 'needs a second factor, as a local user does' },
} as const satisfies Record<string, Vocabulary>;

const { severity, policyStatus, managedStatus, domain, runStatus, statusReason, roleType, provider } = VOCABULARIES;

const RUN = {
  answer: RunBody,
  words: { status: runStatus, status_reason: statusReason },
  unread: 'workers warnings migration',
};
/** Of a role, wherever one is. */
const ROLE = 'description permissions created_by created_at updated_at';
const PAGES = { page: 1, per_page: LARGEST_PAGE };

function pageOf(item: v.GenericSchema) {
  return v.object({ ...PageBody.entries, items: v.array(item) });
}

/** What is said of a policy by those who write it. */
const POLICY = {
  answer: PolicyObjectBody,
  words: { status: managedStatus },
  unread: 'team_name query_id created_by created_at violation_count run_at',
};
const DRAFT = {
  name: TEXT,
  domain: DOMAINS,
  severity: SEVERITIES,
  description: TEXT,
  query: TEXT,
  policy_group_ids: IDS,
  notification_destination_ids: IDS,
} as const;
const GROUP_DRAFT = { name: TEXT, description: TEXT } as const;

/**
 * All requests of the clients, with the schemas that its readers use. test/unit/platform-schema/endpoints.test.ts
 * compares them with what the gate sends and reads.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    name: 'GET /policies',
    query: { ...PAGES, sort_by: 'created_at', sort_dir: 'asc', policy_group_ids: IDS, search: TEXT },
    // The gate reads some of it, and takes less of it for needed, than those who write policies.
    answer: pageOf(v.object({ ...PolicyBody.entries, ...PolicyObjectBody.entries })),
    words: { severity, status: policyStatus, domain },
    unread: 'team_name query_id created_by created_at',
  },
  { ...POLICY, name: 'GET /policies/{policyId}' },
  { ...POLICY, name: 'POST /policies', body: DRAFT },
  { name: 'PUT /policies/{policyId}', body: DRAFT, answer: null },
  { name: 'POST /policies/{policyId}/toggle', answer: null },
  { name: 'DELETE /policies/{policyId}', answer: null },
  {
    name: 'GET /policy-groups',
    // One answer has all of them.
    answer: v.object({ items: v.array(v.object({ ...GroupBody.entries, ...ListedGroupBody.entries })) }),
    unread:
      'created_at updated_at violation_count_low violation_count_medium violation_count_high violation_count_critical',
  },
  { name: 'POST /policy-groups', body: GROUP_DRAFT, answer: GroupObjectBody, unread: 'created_at updated_at' },
  { name: 'PUT /policy-groups/{policyGroupId}', body: { ...GROUP_DRAFT, policy_ids: IDS }, answer: null },
  { name: 'DELETE /policy-groups/{policyGroupId}', answer: null },
  {
    name: 'GET /notifications/destinations',
    query: PAGES,
    answer: pageOf(DestinationBody),
    // An address can be a secret.
    unread: 'enabled type url slack_channels created_at updated_at',
  },
  { name: 'POST /queries/check-syntax', body: { query: TEXT }, answer: null },
  {
    name: 'POST /queries/columns',
    body: { query: TEXT },
    answer: QueryColumnsBody,
    unread: 'top_level_tables',
  },
  {
    name: 'POST /queries/execute',
    query: PAGES,
    body: { query: TEXT },
    answer: RowsBody,
    unread: 'query type time_ms',
  },
  {
    name: 'GET /tables/{tableName}/schema',
    answer: TableTypesBody,
    unread: 'default_columns display_columns default_kind default_expression comment kind nullable',
  },
  { name: 'GET /policies/{policyId}/violations', query: PAGES, answer: pageOf(ViolationBody) },
  {
    name: 'GET /tables/{tableName}/columns/{columnName}/values',
    query: { ...PAGES, filter: TEXT },
    answer: pageOf(ColumnValueBody),
    unread: 'kind',
  },
  {
    name: 'GET /apikeys',
    query: PAGES,
    answer: pageOf(KeyBody),
    words: { type: roleType },
    unread: `key allowed_roles ${ROLE}`,
  },
  {
    name: 'GET /users',
    query: PAGES,
    answer: pageOf(UserBody),
    words: { type: roleType, provider },
    unread: `updated_at profile_image_url tracking_opted_in ${ROLE}`,
  },
  { name: 'GET /rbac/roles', query: PAGES, answer: pageOf(RoleBody), unread: ROLE },
  {
    name: 'GET /audit-logs',
    query: { ...PAGES, start_time: '2026-08-01T12:00:00Z', end_time: '2026-08-02T12:00:00Z' },
    answer: pageOf(AuditEventBody),
    // All of it is exported, whatever it is.
    unread: 'entity_display_name event_details',
  },
  { name: 'GET /platform-info', answer: PlatformBody, unread: 'version public_ips aws_account_id' },
  {
    name: 'GET /syncs',
    query: PAGES,
    answer: pageOf(SyncBody),
    unread: 'display_name source destinations disabled schedule cpu memory created_at updated_at created_by last_run',
  },
  { ...RUN, name: 'GET /syncs/{syncName}/runs', query: PAGES, answer: pageOf(RunBody) },
  { ...RUN, name: 'POST /syncs/{syncName}/runs' },
  {
    ...RUN,
    name: 'GET /syncs/{syncName}/runs/{runId}',
    unread: `${RUN.unread} cpu_seconds memory_byte_seconds network_egress_bytes`,
  },
  { name: 'PATCH /syncs/{syncName}/runs/{runId}', body: { status: 'cancelled' }, answer: null },
  {
    name: 'GET /syncs/{syncName}',
    answer: SyncState,
    unread: 'name display_name source destinations schedule cpu memory created_at updated_at created_by',
  },
  {
    name: 'GET /policies/{policyId}/violations-history',
    query: { per_page: 20 },
    answer: pageOf(EvaluationBody),
    unread: 'id policy_id',
  },
  {
    name: 'GET /syncs/{syncName}/runs/{runId}/stats',
    answer: StatsBody,
    unread: 'started_at last_completed_at errors panics',
  },
  {
    name: 'GET /syncs/{syncName}/runs/{runId}/tables',
    query: { per_page: 5, sort_by: 'errors', sort_dir: 'desc' },
    answer: pageOf(TableBody),
    unread: 'service_name started_at completed_at runtime_seconds',
  },
  { name: 'GET /syncs/{syncName}/runs/{runId}/logs/live', answer: 'text' },
];
