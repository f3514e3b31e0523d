import { isLastPage, type Page, readPage } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import type { PlatformAnswer } from './http/transport.ts';
import {
  chooseResult,
  type EvaluationCount,
  type Policy,
  type PolicyGroup,
  readEvaluationCount,
  readPolicy,
  readPolicyGroup,
} from './policies.ts';
import { SchemaError } from './schema.ts';
import {
  type RunStats,
  type RunTable,
  readRunStats,
  readRunTable,
  readSyncDisabled,
  readSyncName,
  readSyncRun,
  type SyncRun,
} from './syncs.ts';
import { readViolation, readViolationRow, type Violation, type ViolationRow } from './violations.ts';

/** The Platform's endpoints that the gate uses, a function each. All throw a PlatformError. */
export interface PlatformClient {
  /** All policies, paused ones too, or those of some groups. */
  listPolicies(groupIds: readonly string[], patience?: 'asking' | 'waiting'): Promise<Policy[]>;
  listPolicyGroups(): Promise<PolicyGroup[]>;
  /** The first violations of a policy, as many as asked for, in one request. */
  listSomeViolations(policyId: string, count: number): Promise<Page<Violation>>;
  /** Hands every violation of a policy to `visit`, a page at a time; nothing is kept here. */
  visitViolations(policyId: string, visit: (page: Page<ViolationRow>) => void): Promise<void>;
  listSyncNames(): Promise<string[]>;
  listRuns(syncName: string): Promise<RunList>;
  /** Sent once and never again by itself: the Platform knows no idempotency key. */
  createRun(syncName: string, signal: AbortSignal): Promise<RunLook>;
  getRun(syncName: string, runId: string): Promise<RunLook>;
  /** Sent once. */
  cancelRun(syncName: string, runId: string, timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** These only tell more: one try, and null where it fails. */
  findRun(syncName: string, runId: string): Promise<SyncRun | null>;
  findSyncDisabled(syncName: string): Promise<boolean | null>;
  /** Some evaluations of a policy, most likely the latest; `isWhole` where these are all. */
  findEvaluations(policyId: string): Promise<EvaluationList | null>;
  findRunStats(syncName: string, runId: string): Promise<RunStats | null>;
  findWorstTables(syncName: string, runId: string, count: number): Promise<RunTable[] | null>;
  findLog(syncName: string, runId: string): Promise<string | null>;
}

export interface RunLook {
  readonly run: SyncRun;
  /** The Platform's clock at the answer, in milliseconds since 1970; null where it does not say. */
  readonly serverTime: number | null;
}

export interface EvaluationList {
  readonly items: readonly EvaluationCount[];
  readonly isWhole: boolean;
}

export interface RunList {
  /** Newest first. */
  readonly runs: readonly SyncRun[];
  /** Whether these are all runs of the sync; else there are older ones. */
  readonly isWhole: boolean;
  /** As in RunLook. */
  readonly serverTime: number | null;
}

/** For a look inside a wait: an outage of several minutes is survived. */
const WAITING = 60;

/** For what the verdict does not need: it must not hold up one that is settled. */
const DETAIL = { budget: 3, timeoutMs: 10_000, isDetail: true };

const RUNS_PER_PAGE = 100;

/** The one before a sync is among so many, unless there were as many since. */
const EVALUATIONS = 20;

export function createClient(requester: Requester): PlatformClient {
  const { get, list, find, sendOnce } = requester;

  const syncAt = (syncName: string) => `/syncs/${encodeURIComponent(syncName)}`;
  const runsOf = (syncName: string) => `${syncAt(syncName)}/runs`;
  const runAt = (syncName: string, runId: string) => `${runsOf(syncName)}/${encodeURIComponent(runId)}`;
  const violationsOf = (policyId: string) => `/policies/${encodeURIComponent(policyId)}/violations`;

  return {
    async listPolicies(groupIds, patience = 'asking') {
      // Oldest first: one that is created meanwhile moves no other to a page that was read already.
      const order = { sort_by: 'created_at', sort_dir: 'asc' };
      // A group each: a server that takes one of several only would leave out policies without a word.
      const queries = groupIds.length === 0 ? [order] : groupIds.map((id) => ({ ...order, policy_group_ids: [id] }));
      const budget = patience === 'waiting' ? WAITING : undefined;
      const lists = await Promise.all(
        queries.map((query) =>
          list('/policies', query, readPolicy, (policy) => policy.id, { budget, choose: chooseResult }),
        ),
      );
      const merged = new Map<string, Policy>();
      for (const policy of lists.flat()) {
        const twin = merged.get(policy.id);
        merged.set(policy.id, twin === undefined ? policy : chooseResult(twin, policy));
      }
      return [...merged.values()];
    },

    listPolicyGroups: () => get('/policy-groups', {}, (answer) => [...readPage(answer.body, readPolicyGroup).items]),

    listSomeViolations: (policyId, count) =>
      get(
        violationsOf(policyId),
        { page: 1, per_page: count },
        (answer) => readPage(answer.body, readViolation),
        DETAIL,
      ),

    async visitViolations(policyId, visit) {
      for await (const page of requester.walk(violationsOf(policyId), readViolationRow)) visit(page);
    },

    listSyncNames: () => list('/syncs', {}, readSyncName, (name) => name),

    async listRuns(syncName) {
      const readRun = (item: unknown, at: string) => readSyncRun(item, syncName, at);
      let serverTime: number | null = null;
      const first = await get(runsOf(syncName), { page: 1, per_page: RUNS_PER_PAGE }, (answer) => {
        serverTime = answer.serverTime;
        const page = readPage(answer.body, readRun);
        // To take some runs for none would make old ones look new.
        if (page.items.length === 0 && (page.totalCount ?? 0) > 0) {
          throw new SchemaError('items', 'as many as `metadata.total_count` says, and are none');
        }
        return page;
      });
      // Which end comes first is not documented: unless the newest do, all of them are read.
      const isOnly = isLastPage(first, 1, RUNS_PER_PAGE, first.items.length);
      const isEnough = isOnly || isNewestFirst(first.items);
      const runs = isEnough ? first.items : await list(runsOf(syncName), {}, readRun, (run) => run.id);
      return {
        runs: runs.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
        isWhole: isOnly || !isEnough,
        serverTime,
      };
    },

    createRun: (syncName, signal) =>
      sendOnce({ method: 'POST', path: runsOf(syncName), signal }, (answer) => readLook(answer, syncName)),

    getRun: (syncName, runId) =>
      get(
        runAt(syncName, runId),
        {},
        (answer) => {
          const look = readLook(answer, syncName);
          if (look.run.id !== runId) throw new SchemaError('id', 'that of the run that was asked for');
          return look;
        },
        { budget: WAITING },
      ),

    cancelRun: (syncName, runId, timeoutMs, signal) => {
      const body = { status: 'cancelled' };
      return sendOnce(
        { method: 'PATCH', path: runAt(syncName, runId), body, answer: 'none', timeoutMs, signal },
        () => {},
      );
    },

    findRun: (syncName, runId) =>
      find({ path: runAt(syncName, runId) }, (answer) => readSyncRun(answer.body, syncName)),

    findSyncDisabled: (syncName) => find({ path: syncAt(syncName) }, (answer) => readSyncDisabled(answer.body)),

    findEvaluations: (policyId) =>
      find(
        { path: `/policies/${encodeURIComponent(policyId)}/violations-history`, query: { per_page: EVALUATIONS } },
        (answer) => {
          const page = readPage(answer.body, readEvaluationCount);
          return { items: page.items, isWhole: isLastPage(page, 1, EVALUATIONS, page.items.length) };
        },
      ),

    findRunStats: (syncName, runId) =>
      find({ path: `${runAt(syncName, runId)}/stats` }, (answer) => readRunStats(answer.body)),

    findWorstTables: (syncName, runId, count) => {
      const query = { per_page: count, sort_by: 'errors', sort_dir: 'desc' };
      const path = `${runAt(syncName, runId)}/tables`;
      return find({ path, query }, (answer) => [...readPage(answer.body, readRunTable).items]);
    },

    findLog: (syncName, runId) =>
      find({ path: `${runAt(syncName, runId)}/logs/live`, answer: 'text' }, ({ body }) =>
        typeof body === 'string' ? body : '',
      ),
  };
}

function isNewestFirst(runs: readonly SyncRun[]): boolean {
  const created = runs.map((run) => run.createdAt);
  const isFalling = created.every((moment, index) => index === 0 || moment <= (created[index - 1] ?? ''));
  return isFalling && created[0] !== created.at(-1);
}

function readLook(answer: PlatformAnswer, syncName: string): RunLook {
  return { run: readSyncRun(answer.body, syncName), serverTime: answer.serverTime };
}
