import type { SyncRun } from '../../../platform/runs.ts';
import { millisecondsOf, type Timestamp, timestampOf } from '../../../platform/timestamp.ts';
import { isInProgress } from './run-state.ts';

/** Finds the last moment at which a run's data was seen not to be there yet. */
export interface IngestionWatch {
  /** @param serverTime the Platform's clock at the look, in milliseconds since 1970; null where it does not say */
  look(run: SyncRun, serverTime: number | null): void;
  /** On the Platform's clock; null where there was no such moment, or its clock cannot be read. */
  notThereAt(): Timestamp | null;
}

/** How far a `Date` header may be from the dates in the Platform's data; it is cut to whole seconds, too. */
const TOLERANCE_MS = 2_000;

/**
 * An evaluation while a run goes on, or between its completion and its ingestion, has not seen all of its data; and
 * the Platform does not say when a run was ingested. Its `Date` header says when it was not, but only where that
 * header tells the same time as the Platform's data: a proxy's may not. That is known from a run whose creation it
 * met, or whose completion lies between two looks.
 * @param first the run when it was first seen, and the Platform's clock then; null where that is not known
 */
export function watchIngestion(first: { run: SyncRun; serverTime: number | null; isNew: boolean }): IngestionWatch {
  let inProgressAt = first.serverTime;
  let sharesClock = first.isNew && liesBetween(first.run.createdAt, first.serverTime, first.serverTime);
  let notThereAt: number | null = null;
  return {
    look(run, serverTime) {
      const isGoingOn = isInProgress(run);
      if (!isGoingOn) sharesClock ||= liesBetween(run.completedAt, inProgressAt, serverTime);
      if (serverTime === null) return;
      if (isGoingOn) inProgressAt = serverTime;
      if (isGoingOn || run.ingested !== true) notThereAt = serverTime;
    },
    notThereAt: () => (sharesClock && notThereAt !== null ? timestampOf(notThereAt) : null),
  };
}

function liesBetween(moment: Timestamp | null, from: number | null, to: number | null): boolean {
  if (moment === null || from === null || to === null) return false;
  const at = millisecondsOf(moment);
  return at >= from - TOLERANCE_MS && at <= to + TOLERANCE_MS;
}
