import * as v from 'valibot';
import { DOMAINS } from '../../src/actions/gate/inputs.ts';
import { AuditEventBody, PlatformBody } from '../../src/platform/audit-logs.ts';
import { LARGEST_PAGE, PageBody } from '../../src/platform/http/paging.ts';
import { KeyBody } from '../../src/platform/keys.ts';
import { EvaluationBody, GroupBody, PolicyBody } from '../../src/platform/policies.ts';
import { RunBody, StatsBody, TableBody } from '../../src/platform/runs.ts';
import { SEVERITIES } from '../../src/platform/severity.ts';
import { SyncBody, SyncState } from '../../src/platform/syncs.ts';
import { ViolationBody } from '../../src/platform/violations.ts';

/** Words of the Platform's that the gate knows, and what it makes of others. */
export interface Vocabulary {
  /** Those that decide something. */
  readonly words: readonly string[];
  /** Those that decide no more than an unknown one. */
  readonly alsoKnown?: readonly string[];
  /** What becomes of an unknown one; completes "it …". */
  readonly otherwise: string;
}

/** A list of ids, one key each. */
export const IDS = Symbol('ids');

/** What the client relies on at one endpoint. */
export interface Endpoint {
  /** The method and the path, such as `GET /policies`. */
  readonly name: string;
  /** What is sent; of a number the largest. */
  readonly query?: Readonly<Record<string, string | number | typeof IDS>>;
  readonly body?: Readonly<Record<string, string>>;
  /** The schema that the answer is read with; `null`: a success says it all. */
  readonly answer: v.GenericSchema | 'text' | null;
  /** The words that decide something, by field. */
  readonly words?: Readonly<Record<string, Vocabulary>>;
  /** The fields that are known, and left alone: they are not new. */
  readonly unread?: string;
}

/** test/unit/platform-schema/words.test.ts compares them with the decisions in the source. */
export const VOCABULARIES = {
  severity: { words: SEVERITIES, otherwise: 'gates as critical' },
  policyStatus: { words: ['active', 'paused'], otherwise: 'makes the policy inconclusive' },
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
} as const satisfies Record<string, Vocabulary>;

const { severity, policyStatus, domain, runStatus, statusReason } = VOCABULARIES;

const RUN = {
  answer: RunBody,
  words: { status: runStatus, status_reason: statusReason },
  unread: 'workers warnings migration',
};
const PAGES = { page: 1, per_page: LARGEST_PAGE };

function pageOf(item: v.GenericSchema) {
  return v.object({ ...PageBody.entries, items: v.array(item) });
}

/**
 * All requests of the client, with the schemas that its readers use. test/unit/platform-schema/endpoints.test.ts
 * compares them with what the gate sends and reads.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    name: 'GET /policies',
    query: { ...PAGES, sort_by: 'created_at', sort_dir: 'asc', policy_group_ids: IDS },
    answer: pageOf(PolicyBody),
    words: { severity, status: policyStatus, domain },
    unread:
      'team_name query_id query created_by updated_by created_at updated_at notification_destinations policy_groups',
  },
  {
    name: 'GET /policy-groups',
    // One answer has all of them.
    answer: v.object({ items: v.array(GroupBody) }),
    unread:
      'description created_at updated_at policy_count violation_count_low violation_count_medium violation_count_high violation_count_critical',
  },
  { name: 'GET /policies/{policyId}/violations', query: PAGES, answer: pageOf(ViolationBody) },
  {
    name: 'GET /apikeys',
    query: PAGES,
    answer: pageOf(KeyBody),
    unread: 'key created_by created_at last_access_at roles allowed_roles',
  },
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
