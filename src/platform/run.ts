import * as v from '../vendor/valibot.ts';
import { Count, Identifier, optional, read, readWord, SchemaError, When, Word } from './schema.ts';
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
  status: Word,
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
  if (body.sync_name !== null && !isSameWord(body.sync_name, syncName)) {
    throw new SchemaError(path === '' ? 'sync_name' : `${path}.sync_name`, 'that of the sync that was asked for');
  }
  const createdAt = body.created_at;
  if (createdAt === null) throw new SchemaError(path === '' ? 'created_at' : `${path}.created_at`, 'a date and time');
  return {
    id: body.id,
    status: body.status,
    statusReason: readWord(body.status_reason ?? '') || null,
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

/** The address names the sync, so that other letters of its name are the same sync. */
function isSameWord(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
