import type { Timestamp } from '../../../platform/timestamp.ts';

// @failure sync | `sync-failed` | Enable the sync on the Platform, then run the job again.
/** The problem of a sync whose run the Platform did not start, since somebody disabled the sync. */
export const SYNC_DISABLED = 'the sync is disabled on the Platform';

/** What became of a sync that was asked for. */
export interface SyncResult {
  readonly syncName: string;
  /** Null if no run exists. */
  readonly runId: string | null;
  /** Where the run comes from; null if there is none. */
  readonly origin: RunOrigin | null;
  readonly state: SyncState;
  /** The run's status in the Platform's words; null if no run was seen. */
  readonly status: string | null;
  readonly statusReason: string | null;
  readonly ingested: boolean | null;
  readonly rows: number | null;
  readonly errors: number | null;
  /** Tables that are done; null if the Platform did not say. */
  readonly tables: number | null;
  readonly createdAt: Timestamp | null;
  readonly completedAt: Timestamp | null;
  /** From the run's creation to its completion, on the Platform's clock. */
  readonly durationSeconds: number | null;
  /** Why it did not succeed; null if it did. */
  readonly problem: string | null;
  /** Tables with errors, worst first, a few at most. */
  readonly worstTables: readonly { name: string; errors: number; rows: number | null }[];
  /** The last lines of the run's log, if it failed. */
  readonly lastLogLines: readonly string[];
}

/** `started`: by this step. `adopted`: by this step too, whose answer got lost. The others are somebody else's. */
export type RunOrigin = 'started' | 'adopted' | 'attached' | 'reused';

/** `unfinished`: it was still going when the step ended. */
export type SyncState = 'succeeded' | 'partial' | 'failed' | 'cancelled' | 'refused' | 'unfinished';
