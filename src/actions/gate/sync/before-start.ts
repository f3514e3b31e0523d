import type { SyncRun } from '../../../platform/run.ts';
import { latestClock, type Sight } from '../../../platform/sight.ts';
import { millisecondsOf } from '../../../platform/timestamp.ts';
import { isDatedAhead } from './novelty.ts';
import { classifyRun, isInProgress, isKnownStatus } from './run-state.ts';

export type IfRunning = 'wait' | 'attach' | 'fail';

export interface StartRule {
  readonly ifRunning: IfRunning;
  /** The newest run, if it is usable and was created less than this long ago, is used instead of a new one; 0: never. */
  readonly reuseWithinMs: number;
  readonly requireIngestion: boolean;
  /** With `fail` a partial run is not used again: it would fail the step as long as it is recent. */
  readonly onPartialSync: 'warn' | 'fail' | 'ignore';
}

/** What to do before a run is started, with the run that it is about. */
export type BeforeStart = (
  | { readonly kind: 'start' }
  | { readonly kind: 'reuse' | 'attach' | 'wait' | 'refuse'; readonly run: SyncRun }
) & { readonly passedOver: PassedOver | null };

/** A run that could be used again, but for one that is not older: that one may have changed the data since. */
export interface PassedOver {
  readonly run: SyncRun;
  readonly following: SyncRun;
}

/**
 * Decides from the runs that there are whether to start one.
 * @param runs newest first
 * @param seen when they were listed
 */
export function decideBeforeStart(runs: readonly SyncRun[], seen: Sight, rule: StartRule): BeforeStart {
  const usable = findUsable(runs, seen, rule);
  const [latest] = usable;
  let passedOver: PassedOver | null = null;
  if (latest !== undefined) {
    // Of two runs of one date nobody knows which came first.
    const following = runs.find((run) => run.createdAt >= latest.createdAt && !usable.includes(run));
    if (following === undefined) return { kind: 'reuse', run: latest, passedOver: null };
    passedOver = { run: latest, following };
  }
  const running = findRunning(runs);
  if (running === undefined) return { kind: 'start', passedOver };
  return { kind: rule.ifRunning === 'fail' ? 'refuse' : rule.ifRunning, run: running, passedOver };
}

/**
 * The runs that `reuse-within-minutes` allows to use, each by itself.
 * @param runs newest first
 */
function findUsable(runs: readonly SyncRun[], seen: Sight, rule: StartRule): SyncRun[] {
  if (rule.reuseWithinMs === 0) return [];
  // By the later clock: if one of them is behind, that must not make a run look recent.
  const since = latestClock(seen) - rule.reuseWithinMs;
  return runs.filter((run) => millisecondsOf(run.createdAt) > since && isUsable(run, seen, rule));
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
