import type { SyncRun } from '../../../platform/run.ts';
import { latestClock, type Sight } from '../../../platform/sight.ts';
import { millisecondsOf } from '../../../platform/timestamp.ts';
import { isDatedAhead } from './novelty.ts';
import { classifyRun, isInProgress, isKnownStatus } from './run-state.ts';

export type IfRunning = 'wait' | 'attach' | 'fail';

export interface StartRule {
  readonly ifRunning: IfRunning;
  /** A usable run that was created less than this long ago is used instead of a new one; 0: never. */
  readonly reuseWithinMs: number;
  readonly requireIngestion: boolean;
  /** With `fail` a partial run is not used again: it would fail the step as long as it is recent. */
  readonly onPartialSync: 'warn' | 'fail' | 'ignore';
}

/** What to do before a run is started, with the run that it is about. */
export type BeforeStart =
  | { readonly kind: 'start' }
  | { readonly kind: 'reuse' | 'attach' | 'wait' | 'refuse'; readonly run: SyncRun };

/**
 * Decides from the runs that there are whether to start one.
 * @param runs newest first
 * @param seen when they were listed
 */
export function decideBeforeStart(runs: readonly SyncRun[], seen: Sight, rule: StartRule): BeforeStart {
  // By the later clock: if one of them is behind, that must not make a run look recent.
  const since = latestClock(seen) - rule.reuseWithinMs;
  const usable = runs.find((run) => millisecondsOf(run.createdAt) > since && isUsable(run, seen, rule));
  if (rule.reuseWithinMs > 0 && usable !== undefined) return { kind: 'reuse', run: usable };
  const running = findRunning(runs);
  if (running === undefined) return { kind: 'start' };
  return { kind: rule.ifRunning === 'fail' ? 'refuse' : rule.ifRunning, run: running };
}

function isUsable(run: SyncRun, seen: Sight, rule: StartRule): boolean {
  const { kind } = classifyRun(run, rule.requireIngestion);
  const isOver = kind === 'succeeded' || (kind === 'partial' && rule.onPartialSync !== 'fail');
  return isOver && !isDatedAhead(run, seen);
}

/**
 * The run in progress that a new one would have to wait for.
 * @param runs newest first
 */
export function findRunning(runs: readonly SyncRun[]): SyncRun | undefined {
  // A word that this version does not know may mean that an old run is over: only the newest is waited for then.
  return runs.find(
    (run, index) => isInProgress(run) && !isOvertaken(run, runs) && (index === 0 || isKnownStatus(run.status)),
  );
}

/**
 * The runs that are said to go on although a newer one has completed. They hold nothing up, so that nobody waits for
 * their end, which may never come.
 * @param runs newest first
 */
export function findOvertaken(runs: readonly SyncRun[]): SyncRun[] {
  return runs.filter((run) => isInProgress(run) && isKnownStatus(run.status) && isOvertaken(run, runs));
}

function isOvertaken(run: SyncRun, runs: readonly SyncRun[]): boolean {
  return runs.some(({ status, createdAt }) => status === 'completed' && createdAt > run.createdAt);
}
