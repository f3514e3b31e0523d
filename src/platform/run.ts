import * as v from 'valibot';
import { Count, Identifier, NonEmptyText, optional, read, SchemaError, When } from './schema.ts';
import type { Timestamp } from './timestamp.ts';

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

const RunBody = v.object({
  id: Identifier,
  status: NonEmptyText,
  status_reason: optional(v.string()),
  created_at: When,
  completed_at: optional(When),
  total_rows: Count,
  errors: Count,
  ingested: optional(v.boolean()),
});

/** @throws {SchemaError} */
export function readSyncRun(json: unknown, path = ''): SyncRun {
  const body = read(RunBody, json, path);
  const createdAt = body.created_at;
  if (createdAt === null) throw new SchemaError(path === '' ? 'created_at' : `${path}.created_at`, 'a date and time');
  return {
    id: body.id,
    status: body.status,
    statusReason: body.status_reason === '' ? null : body.status_reason,
    createdAt,
    // A run cannot complete before it was created: such a moment would make every old result look new.
    completedAt: body.completed_at !== null && body.completed_at >= createdAt ? body.completed_at : null,
    rows: body.total_rows,
    errors: body.errors,
    ingested: body.ingested,
  };
}

/** How far a run has come. */
export interface RunStats {
  readonly completedTables: number;
  readonly resources: number;
}

const StatsBody = v.object({ completed_tables: Count, resources: Count });

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

const TableBody = v.object({
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

const SyncBody = v.object({ name: NonEmptyText });

/** The name of a sync in a list of them. @throws {SchemaError} */
export function readSyncName(json: unknown, path = ''): string {
  return read(SyncBody, json, path).name;
}

const SyncState = v.object({ disabled: v.boolean() });

/** Whether a sync is disabled. @throws {SchemaError} */
export function readSyncDisabled(json: unknown): boolean {
  return read(SyncState, json).disabled;
}
