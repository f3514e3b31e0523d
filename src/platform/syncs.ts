import * as v from 'valibot';
import { Count, Identifier, NonEmptyText, optional, read, SchemaError, When } from './schema.ts';
import { millisecondsOf, type Timestamp } from './timestamp.ts';

/** A run of a sync, as far as it is used. */
export interface SyncRun {
  readonly id: string;
  /** `created`, `pending`, `started`, `completed`, `failed`, `cancelled`, or a newer word. */
  readonly status: string;
  /** `error`, `oom_killed`, `partial_success`, `ingestion_failed`, a newer word, or null. */
  readonly statusReason: string | null;
  readonly createdAt: Timestamp;
  /** Null until it completed; then too, where the Platform does not say. */
  readonly completedAt: Timestamp | null;
  readonly rows: number;
  readonly errors: number;
  /** Whether its data has reached the warehouse; null where the Platform does not say. */
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
    completedAt: readCompletion(body.completed_at, createdAt),
    rows: body.total_rows,
    errors: body.errors,
    ingested: body.ingested,
  };
}

/** Clocks of several nodes differ by so much, in milliseconds. */
const CLOCK_TOLERANCE_MS = 5_000;

/** A run cannot complete before it was created: such a moment would make every old result look new. */
function readCompletion(completedAt: Timestamp | null, createdAt: Timestamp): Timestamp | null {
  if (completedAt === null || completedAt >= createdAt) return completedAt;
  return millisecondsOf(createdAt) - millisecondsOf(completedAt) <= CLOCK_TOLERANCE_MS ? createdAt : null;
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
  return { name: body.name, errors: (body.errors ?? 0) + (body.panics ?? 0), rows: body.resources };
}

export const SyncBody = v.object({ name: NonEmptyText });

/** The name of a sync in a list of them. @throws {SchemaError} */
export function readSyncName(json: unknown, path = ''): string {
  return read(SyncBody, json, path).name;
}

export const SyncState = v.object({ disabled: v.boolean() });

/** Whether a sync is disabled. @throws {SchemaError} */
export function readSyncDisabled(json: unknown): boolean {
  return read(SyncState, json).disabled;
}
