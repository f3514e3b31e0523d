import * as v from '../vendor/valibot.ts';
import type { PlatformAnswer } from './http/answer.ts';
import { WAITING } from './http/effort.ts';
import { collectItems, isLastPage, readPage } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import { Count, Identifier, NonEmptyText, optional, read, SchemaError, When } from './schema.ts';
import { pathOfSync } from './syncs.ts';
import { later, latestOf, millisecondsOf, type Timestamp } from './timestamp.ts';

/** A run of a sync, as far as it is used. */
export interface SyncRun {
  readonly id: string;
  /** `created`, `pending`, `started`, `completed`, `failed`, `cancelled`, or a newer word. */
  readonly status: string;
  /** `error`, `oom_killed`, `partial_success`, `ingestion_failed`, a newer word, or null. */
  readonly statusReason: string | null;
  readonly createdAt: Timestamp;
  /** Null until it completed, and also after that if the Platform does not say. */
  readonly completedAt: Timestamp | null;
  /** The latest moment that `completedAt` may stand for, which may be cut to the second or the minute. */
  readonly completedBy: Timestamp | null;
  readonly rows: number;
  readonly errors: number;
  /** Whether its data has reached the warehouse; null if the Platform does not say. */
  readonly ingested: boolean | null;
}

export const RunBody = v.object({
  sync_name: optional(v.string()),
  id: Identifier,
  status: NonEmptyText,
  status_reason: optional(v.string()),
  created_at: When,
  completed_at: optional(When),
  total_rows: Count,
  errors: Count,
  ingested: optional(v.boolean()),
});

/**
 * @param syncName the sync that was asked for: a run of another one proves nothing about it
 * @throws {SchemaError}
 */
export function readSyncRun(json: unknown, syncName: string, path = ''): SyncRun {
  const body = read(RunBody, json, path);
  if (body.sync_name !== null && body.sync_name !== syncName) {
    throw new SchemaError(path === '' ? 'sync_name' : `${path}.sync_name`, 'that of the sync that was asked for');
  }
  const createdAt = body.created_at;
  if (createdAt === null) throw new SchemaError(path === '' ? 'created_at' : `${path}.created_at`, 'a date and time');
  return {
    id: body.id,
    status: cutWord(body.status),
    statusReason: body.status_reason === null || body.status_reason === '' ? null : cutWord(body.status_reason),
    createdAt,
    ...readCompletion(body.completed_at, createdAt),
    rows: body.total_rows,
    errors: body.errors,
    ingested: body.ingested,
  };
}

/** Clocks of several nodes differ by so much, in milliseconds. */
const CLOCK_TOLERANCE_MS = 5_000;

/** A run cannot complete before it was created: such a moment would make every old result look new. */
function readCompletion(
  completedAt: Timestamp | null,
  createdAt: Timestamp,
): Pick<SyncRun, 'completedAt' | 'completedBy'> {
  if (completedAt === null) return { completedAt, completedBy: null };
  const completedBy = later(latestOf(completedAt, createdAt), createdAt);
  if (completedAt >= createdAt) return { completedAt, completedBy };
  const isNear = millisecondsOf(createdAt) - millisecondsOf(completedAt) <= CLOCK_TOLERANCE_MS;
  return isNear ? { completedAt: createdAt, completedBy } : { completedAt: null, completedBy: null };
}

/** A word of the Platform's becomes an output, and a job's outputs have room for a megabyte. */
function cutWord(word: string): string {
  return word.slice(0, 100);
}

/** How far a run has come. */
export interface RunStats {
  readonly completedTables: number;
  readonly resources: number;
}

export const StatsBody = v.object({ completed_tables: Count, resources: Count });

/** @throws {SchemaError} */
export function readRunStats(json: unknown): RunStats {
  const body = read(StatsBody, json);
  return { completedTables: body.completed_tables, resources: body.resources };
}

const LONGEST_NAME = 1_000;

export interface RunTable {
  readonly name: string;
  readonly errors: number;
  readonly rows: number | null;
}

export const TableBody = v.object({
  name: v.string(),
  errors: optional(Count),
  panics: optional(Count),
  resources: optional(Count),
});

/** @throws {SchemaError} */
export function readRunTable(json: unknown, path = ''): RunTable {
  const body = read(TableBody, json, path);
  // As much as a report shows, and no text that keeps whoever redacts it busy.
  return {
    name: body.name.slice(0, LONGEST_NAME),
    errors: (body.errors ?? 0) + (body.panics ?? 0),
    rows: body.resources,
  };
}

/** The runs of syncs. All throw a PlatformError. */
export interface RunClient {
  listRuns(syncName: string): Promise<RunList>;
  /** Sent once and never again by itself: the Platform knows no idempotency key. */
  createRun(syncName: string, signal: AbortSignal): Promise<RunLook>;
  /** @param createdAt of the run as it was seen before: an answer with another one is about another run */
  getRun(syncName: string, runId: string, createdAt: Timestamp): Promise<RunLook>;
  /** Sent once. */
  cancelRun(syncName: string, runId: string, timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** These only tell more: one try, and null if it fails. */
  findRun(syncName: string, runId: string): Promise<SyncRun | null>;
  findRunStats(syncName: string, runId: string): Promise<RunStats | null>;
  findWorstTables(syncName: string, runId: string, count: number): Promise<RunTable[] | null>;
  findLog(syncName: string, runId: string): Promise<string | null>;
}

export interface RunLook {
  readonly run: SyncRun;
  /** What the answer's `Date` header says, in milliseconds since 1970; null if it has none. */
  readonly serverTime: number | null;
}

export interface RunList {
  /** Newest first. */
  readonly runs: readonly SyncRun[];
  /** Whether these are all runs of the sync; else there are older ones. */
  readonly isWhole: boolean;
  /** As in RunLook. */
  readonly serverTime: number | null;
}

const RUNS_PER_PAGE = 100;

/** Two answers may give the same moment with more decimals or less, or rounded. */
const PRECISION_MS = 1_000;

export function createRuns({ get, list, find, sendOnce }: Requester): RunClient {
  /** The syncs whose runs were listed. */
  const seen = new Set<string>();
  const runsOf = (syncName: string) => `${pathOfSync(syncName)}/runs`;
  const runAt = (syncName: string, runId: string) => `${runsOf(syncName)}/${encodeURIComponent(runId)}`;
  return {
    async listRuns(syncName) {
      const readRun = (item: unknown, at: string) => readSyncRun(item, syncName, at);
      let serverTime: number | null = null;
      const parse = (answer: PlatformAnswer) => {
        serverTime = answer.serverTime;
        const page = readPage(answer.body, readRun);
        // To take some runs for none would make old ones look new.
        if (page.items.length === 0 && (page.totalCount ?? 0) > 0) {
          throw new SchemaError('items', 'as many as `metadata.total_count` says, and are none');
        }
        return { ...page, runs: [...collectItems(page.items, (run) => run.id).values()] };
      };
      const isSeen = seen.has(syncName);
      const first = await get(runsOf(syncName), { page: 1, per_page: RUNS_PER_PAGE }, parse, { isSeen });
      seen.add(syncName);
      // Which end comes first is not documented: unless the newest do, all of them are read.
      const isOnly = isLastPage(first, 1, RUNS_PER_PAGE, first.items.length);
      const isEnough = isOnly || isNewestFirst(first.runs);
      const runs = isEnough ? first.runs : await list(runsOf(syncName), {}, readRun, (run) => run.id, { isSeen: true });
      return {
        runs: runs.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
        isWhole: isOnly || !isEnough,
        serverTime,
      };
    },

    createRun: (syncName, signal) =>
      sendOnce({ method: 'POST', path: runsOf(syncName), signal }, (answer) => readLook(answer, syncName)),

    getRun: (syncName, runId, createdAt) =>
      get(
        runAt(syncName, runId),
        {},
        (answer) => {
          const look = readLook(answer, syncName);
          if (look.run.id !== runId) throw new SchemaError('id', 'that of the run that was asked for');
          if (Math.abs(millisecondsOf(look.run.createdAt) - millisecondsOf(createdAt)) > PRECISION_MS) {
            throw new SchemaError('created_at', 'what it was when the run was first seen');
          }
          return look;
        },
        { budget: WAITING, isSeen: true },
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
