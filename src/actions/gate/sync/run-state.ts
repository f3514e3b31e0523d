import type { SyncRun } from '../../../platform/run.ts';
import { countNouns } from '../../../text/format.ts';

/** What a look at a run says about it. */
export type RunState =
  | { readonly kind: 'waiting'; readonly for: 'start' | 'finish' | 'ingestion'; readonly unknownStatus: boolean }
  | { readonly kind: 'succeeded' }
  /** It completed, but not all of its data came. */
  | { readonly kind: 'partial'; readonly problem: string }
  | { readonly kind: 'failed' | 'cancelled'; readonly problem: string };

/** Reasons that say what is missing from a completed run; any other one is not known to be harmless. */
const PARTIAL_REASONS: readonly string[] = ['partial_success', 'error'];

/**
 * Reads a run's status. A status that this version does not know is "not finished yet", never a success: the
 * Platform's list of them has grown before.
 */
export function classifyRun(run: SyncRun, requireIngestion: boolean): RunState {
  switch (run.status) {
    case 'created':
    case 'pending':
      return { kind: 'waiting', for: 'start', unknownStatus: false };
    case 'started':
      return { kind: 'waiting', for: 'finish', unknownStatus: false };
    case 'completed':
      return classifyCompleted(run, requireIngestion);
    case 'failed':
      // @failure sync | `sync-failed` | The log and the summary show the reason, the tables with most errors, and the
      // end of the log of the run.
      return {
        kind: 'failed',
        problem: run.statusReason === null ? 'the run failed' : `the run failed: ${run.statusReason}`,
      };
    case 'cancelled':
      // @failure sync | `sync-failed` | Somebody else cancelled the run: this step did not. Run the job again.
      return { kind: 'cancelled', problem: 'the run was cancelled on the Platform' };
    default:
      return { kind: 'waiting', for: 'finish', unknownStatus: true };
  }
}

function classifyCompleted(run: SyncRun, requireIngestion: boolean): RunState {
  const reason = run.statusReason;
  if (reason !== null && !PARTIAL_REASONS.includes(reason)) {
    // @failure sync | `sync-failed` | The reason means a failure, such as `ingestion_failed`, or this version of the
    // action doesn't know the reason. Look at the run on the Platform.
    return { kind: 'failed', problem: `the run completed, but with the reason ${reason}` };
  }
  if (requireIngestion && run.ingested !== true) return { kind: 'waiting', for: 'ingestion', unknownStatus: false };
  // @failure sync#partial | `sync-failed` with `on-partial-sync: fail`, otherwise not affected | The data of the run is
  // incomplete. Look at the tables with most errors in the summary.
  if (run.errors > 0) return { kind: 'partial', problem: `the run completed with ${countNouns(run.errors, 'error')}` };
  // @failure sync#partial
  if (reason !== null) return { kind: 'partial', problem: `the run completed as ${reason}` };
  return { kind: 'succeeded' };
}

/** Whether a run still goes on, as far as its status says. */
export function isInProgress(run: Pick<SyncRun, 'status'>): boolean {
  return !['completed', 'failed', 'cancelled'].includes(run.status);
}

/** Whether this version knows what the status means. */
export function isKnownStatus(status: string): boolean {
  return ['created', 'pending', 'started', 'completed', 'failed', 'cancelled'].includes(status);
}
