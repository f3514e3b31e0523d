import type { SyncRun } from '../../../platform/run.ts';
import type { SyncDeps } from './deps.ts';
import type { IngestionWatch } from './ingestion.ts';
import type { RunOrigin } from './result.ts';
import { isInProgress } from './run-state.ts';

/** The run to wait for, or why the Platform gave none. */
export type Started =
  | {
      readonly kind: 'run';
      readonly run: SyncRun;
      readonly origin: RunOrigin;
      /** The Platform's clock when the run was in progress, in milliseconds since 1970; null if it is unknown. */
      readonly serverTime: number | null;
      /** What the step saw of it before; null if nothing. */
      readonly watch: IngestionWatch | null;
    }
  | { readonly kind: 'refused'; readonly problem: string };

/** A run of this step's own. */
export function take(
  syncName: string,
  run: SyncRun,
  origin: 'started' | 'adopted',
  serverTime: number | null,
  deps: SyncDeps,
): Started {
  // First of all: from here on a cancelled step knows what to cancel. It ends in the wait, when the run's id is told.
  deps.ledger.add({ syncName, runId: run.id });
  deps.ledger.note(run.id, isInProgress(run));
  deps.ledger.attempted(syncName);
  return { kind: 'run', run, origin, serverTime, watch: null };
}

/** A run that this step did not start, and never cancels. */
export function somebodyElses(
  run: SyncRun,
  origin: 'attached' | 'reused',
  serverTime: number | null,
  watch: IngestionWatch | null = null,
): Started {
  return { kind: 'run', run, origin, serverTime, watch };
}
