import type { SyncRun } from '../../../platform/run.ts';
import { elapsedBetween, liesBetween, type Sight, type TimedSight } from '../../../platform/sight.ts';
import { isWholeMinute, later, millisecondsOf, type Timestamp, timestampOf } from '../../../platform/timestamp.ts';
import { isInProgress } from './run-state.ts';

/** Finds the last moment at which a run's data was seen not to be there yet. */
export interface IngestionWatch {
  /** @param sight the moment before the run was asked for, and the `Date` header of the answer */
  look(run: SyncRun, sight: TimedSight): void;
  /** On the Platform's clock; null if there was no such moment, or nothing relates it to that clock. */
  notThereAt(): Timestamp | null;
  /** Whether every clock says that the run cannot have completed when it says that it did. */
  contradicts(run: SyncRun): boolean;
}

/** How far a `Date` header may be from the dates in the Platform's data; it is cut to whole seconds, too. */
const TOLERANCE_MS = 2_000;

/** This machine's clock may run faster than the Platform's, by so much at most. */
const MOST_DRIFT = 0.001;

/**
 * An evaluation while a run goes on, or between its completion and its ingestion, has not seen all of its data; and
 * the Platform does not say when a run was ingested. Two things say when it was not. The time that passed here since
 * the run was first seen: the Platform's clock was at the run's creation by then. And the `Date` header, but only if it
 * tells the same time as the Platform's data, which a proxy's may not. That is known from a run whose creation it met,
 * or whose completion lies between two looks.
 * @param first the run when it was first seen, and the moment after that
 * @param rule without `requireIngestion` a run may never say that it is ingested: then only its end counts
 */
export function watchIngestion(
  first: { run: SyncRun; sight: TimedSight; isNew: boolean },
  { requireIngestion }: { requireIngestion: boolean },
): IngestionWatch {
  const createdAt = millisecondsOf(first.run.createdAt);
  let latest = first.run;
  let inProgress: Sight | null = isInProgress(first.run) ? first.sight : null;
  let over: Sight | null = isInProgress(first.run) ? null : first.sight;
  let sharesClock = first.isNew && isNear(first.run.createdAt, first.sight, first.sight);
  let notThere: TimedSight | null = null;

  return {
    look(run, sight) {
      latest = run;
      const isGoingOn = isInProgress(run);
      if (isGoingOn) {
        inProgress = { here: sight.here, there: sight.there ?? inProgress?.there ?? null };
        over = null;
      } else {
        sharesClock ||= inProgress !== null && isNear(run.completedAt, inProgress, sight);
        over ??= sight;
        if (run.ingested === true || !requireIngestion) return;
      }
      notThere = { ...sight, there: sight.there ?? notThere?.there ?? null };
    },
    notThereAt() {
      if (notThere === null) return null;
      const elapsed = Math.max(0, elapsedBetween(first.sight, notThere) * (1 - MOST_DRIFT) - 1);
      const byHere = timestampOf(Math.floor(createdAt + cutOff(latest) + elapsed));
      return later(byHere, sharesClock && notThere.there !== null ? timestampOf(notThere.there) : null);
    },
    contradicts({ completedAt }) {
      return completedAt !== null && inProgress !== null && !liesBetween(completedAt, inProgress, over ?? inProgress);
    },
  };
}

/**
 * By how much the date of a run's creation may be too early, in milliseconds: by a minute if neither of its dates shows
 * more. If they are cut to the second that is less than the gap between two polls, in which nobody knows anything.
 */
function cutOff({ createdAt, completedAt }: SyncRun): number {
  return completedAt !== null && isWholeMinute(createdAt) && isWholeMinute(completedAt) ? 60_000 : 0;
}

function isNear(moment: Timestamp | null, from: Sight, to: Sight): boolean {
  if (moment === null || from.there === null || to.there === null) return false;
  const at = millisecondsOf(moment);
  return at >= from.there - TOLERANCE_MS && at <= to.there + TOLERANCE_MS;
}
