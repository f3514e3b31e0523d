import type { SyncRun } from '../../../platform/run.ts';
import { CLOCK_TOLERANCE_MS, latestClock, liesBetween, type Sight } from '../../../platform/sight.ts';
import { millisecondsOf } from '../../../platform/timestamp.ts';

/** Runs that were listed, newest first. */
export interface ListedRuns {
  readonly runs: readonly Pick<SyncRun, 'id' | 'createdAt'>[];
  /** Whether these are all runs of the sync; else there are older ones. */
  readonly isWhole: boolean;
}

/** What the step knew when it asked for a run. */
export interface Asked {
  /** The runs that there were. */
  readonly before: ListedRuns;
  readonly at: Sight;
}

/**
 * What a run is to a start that was asked for.
 * - `known`: it was there before.
 * - `new`: it came into being since then, by what was listed and by at least one clock.
 * - `unproved`: it was not listed before, but its date says that it is no new run. So it may be the one that was asked
 *   for, or an old one: nothing may be started beside it, it may not be cancelled, and its data proves nothing.
 */
export type Novelty = 'known' | 'new' | 'unproved';

/** The Platform's own nodes may differ by so much. */
export const NODE_TOLERANCE_MS = 5_000;

/** @param seen when the answer came that showed the run */
export function judgeNovelty(run: SyncRun, { before, at }: Asked, seen: Sight): Novelty {
  const oldest = before.isWhole ? undefined : before.runs.at(-1)?.createdAt;
  if (before.runs.some(({ id }) => id === run.id) || (oldest !== undefined && run.createdAt < oldest)) return 'known';
  return liesBetween(run.createdAt, at, seen) && !isOlderThanListed(run, before, at) ? 'new' : 'unproved';
}

/** Whether a newer run was listed before this one was there. */
function isOlderThanListed(run: SyncRun, { runs }: ListedRuns, at: Sight): boolean {
  const created = millisecondsOf(run.createdAt);
  // A listed run that is dated ahead of both clocks says nothing about others.
  const dates = runs.map(({ createdAt }) => millisecondsOf(createdAt)).filter((date) => date <= latestClock(at));
  return dates.some((date) => created < date - NODE_TOLERANCE_MS);
}

/** Whether both clocks say that a run is dated in the future, which no run is. */
export function isDatedAhead({ createdAt, completedAt }: SyncRun, seen: Sight): boolean {
  const latest = latestClock(seen) + CLOCK_TOLERANCE_MS;
  return millisecondsOf(completedAt ?? createdAt) > latest || millisecondsOf(createdAt) > latest;
}
