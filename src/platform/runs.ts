import * as v from '../vendor/valibot.ts';
import type { PlatformAnswer } from './http/answer.ts';
import { WAITING } from './http/effort.ts';
import { isLastPage, readPage } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import { collectItems } from './http/whole-list.ts';
import { readSyncRun, type SyncRun } from './run.ts';
import { Count, optional, read, SchemaError } from './schema.ts';
import { pathOfSync } from './syncs.ts';
import { millisecondsOf, type Timestamp } from './timestamp.ts';

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
  /** These only tell more: one try, and null if it fails. @param signal aborted when it is too late to know */
  findRun(syncName: string, runId: string, signal?: AbortSignal): Promise<SyncRun | null>;
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

/** The endpoints of the runs. */
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

    findRun: (syncName, runId, signal) =>
      find({ path: runAt(syncName, runId), signal }, (answer) => readSyncRun(answer.body, syncName)),

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
