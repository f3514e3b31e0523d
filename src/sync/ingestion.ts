import type { SyncRun } from '../platform/run.ts';
import { millisecondsOf, type Timestamp, timestampOf } from '../platform/timestamp.ts';
import { isInProgress } from './run-state.ts';

/** Finds the last moment at which a run's data was seen not to be ingested. */
export interface IngestionWatch {
  /** @param serverTime the Platform's clock at the look, in milliseconds since 1970; null where it does not say */
  look(run: SyncRun, serverTime: number | null): void;
  /** On the Platform's clock; null where there was no such moment, or its clock cannot be read. */
  notIngestedAt(): Timestamp | null;
}

/** How far a `Date` header may be from the dates in the Platform's data; it is cut to whole seconds, too. */
const TOLERANCE_MS = 2_000;

/**
 * An evaluation between completion and ingestion has not seen all of a run's data, and the Platform does not say when
 * a run was ingested. Its `Date` header says when it was not, but only where that header tells the same time as the
 * Platform's data: a proxy's may not. That is known from the run's completion, which must lie between two looks.
 * @param firstSeenAt the Platform's clock when the run was in progress; null where it is not known
 */
export function watchIngestion(firstSeenAt: number | null): IngestionWatch {
  let inProgressAt = firstSeenAt;
  let sharesClock: boolean | null = null;
  let notIngestedAt: Timestamp | null = null;
  return {
    look(run, serverTime) {
      if (isInProgress(run)) {
        inProgressAt = serverTime;
        return;
      }
      sharesClock ??= liesBetween(run.completedAt, inProgressAt, serverTime);
      if (sharesClock && serverTime !== null && run.ingested !== true) notIngestedAt = timestampOf(serverTime);
    },
    notIngestedAt: () => notIngestedAt,
  };
}

function liesBetween(moment: Timestamp | null, from: number | null, to: number | null): boolean {
  if (moment === null || from === null || to === null) return false;
  const at = millisecondsOf(moment);
  return at >= from - TOLERANCE_MS && at <= to + TOLERANCE_MS;
}
