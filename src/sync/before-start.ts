import type { SyncRun } from '../platform/run.ts';
import { millisecondsOf } from '../platform/timestamp.ts';
import { classifyRun, isInProgress, isKnownStatus } from './run-state.ts';

export type IfRunning = 'wait' | 'attach' | 'fail';

export interface StartRule {
  readonly ifRunning: IfRunning;
  /** A usable run that was created less than this long ago is used instead of a new one; 0: never. */
  readonly reuseWithinMs: number;
  readonly requireIngestion: boolean;
}

/** What to do before a run is started, with the run that it is about. */
export type BeforeStart =
  | { readonly kind: 'start' }
  | { readonly kind: 'reuse' | 'attach' | 'wait' | 'refuse'; readonly run: SyncRun };

/**
 * Decides from the runs that there are whether to start one.
 * @param runs newest first
 * @param serverTime the Platform's clock, in milliseconds since 1970: its runs are dated by it
 */
export function decideBeforeStart(runs: readonly SyncRun[], serverTime: number, rule: StartRule): BeforeStart {
  const usable = runs.find(
    (run) =>
      serverTime - millisecondsOf(run.createdAt) < rule.reuseWithinMs &&
      ['succeeded', 'partial'].includes(classifyRun(run, rule.requireIngestion).kind),
  );
  if (rule.reuseWithinMs > 0 && usable !== undefined) return { kind: 'reuse', run: usable };
  // A word that this version does not know may mean that an old run is over: only the newest is waited for then.
  const running = runs.find((run, index) => isInProgress(run) && (index === 0 || isKnownStatus(run.status)));
  if (running === undefined) return { kind: 'start' };
  return { kind: rule.ifRunning === 'fail' ? 'refuse' : rule.ifRunning, run: running };
}

/**
 * The runs that came into being between two looks: those that the first one did not have and that are not older
 * than its newest one. Both dates are the Platform's, so a clock that is wrong does not matter.
 */
export function findNewRuns(before: readonly SyncRun[], after: readonly SyncRun[]): SyncRun[] {
  const known = new Set(before.map((run) => run.id));
  const newest = before[0]?.createdAt;
  return after.filter((run) => !known.has(run.id) && (newest === undefined || run.createdAt >= newest));
}
