import type { RunList, SyncRun } from '../../../platform/runs.ts';
import { millisecondsOf } from '../../../platform/timestamp.ts';
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
 * @param now in milliseconds since 1970
 */
export function decideBeforeStart(runs: readonly SyncRun[], now: number, rule: StartRule): BeforeStart {
  const usable = runs.find((run) => now - millisecondsOf(run.createdAt) < rule.reuseWithinMs && isUsable(run, rule));
  if (rule.reuseWithinMs > 0 && usable !== undefined) return { kind: 'reuse', run: usable };
  const running = findRunning(runs);
  if (running === undefined) return { kind: 'start' };
  return { kind: rule.ifRunning === 'fail' ? 'refuse' : rule.ifRunning, run: running };
}

function isUsable(run: SyncRun, rule: StartRule): boolean {
  const { kind } = classifyRun(run, rule.requireIngestion);
  return kind === 'succeeded' || (kind === 'partial' && rule.onPartialSync !== 'fail');
}

/**
 * The run in progress that a new one would have to wait for.
 * @param runs newest first
 */
export function findRunning(runs: readonly SyncRun[]): SyncRun | undefined {
  // A word that this version does not know may mean that an old run is over: only the newest is waited for then.
  return runs.find((run, index) => isInProgress(run) && (index === 0 || isKnownStatus(run.status)));
}

/** How far the Platform's `Date` header may be from the dates of its runs. */
const CLOCK_TOLERANCE_MS = 300_000;

/** Makes a test for runs that were there when the list was read: those in it, and those it does not go back to. */
export function matchKnown(list: RunList): (run: SyncRun) => boolean {
  const ids = new Set(list.runs.map(({ id }) => id));
  const oldest = list.isWhole ? undefined : list.runs.at(-1)?.createdAt;
  return (run) => ids.has(run.id) || (oldest !== undefined && run.createdAt < oldest);
}

/**
 * The runs that came into being between two looks: those that the first one did not have although it went that far
 * back, and that are not much older than the first look itself. All dates are the Platform's, so that a clock which
 * is wrong here does not matter.
 * @param after newest first
 */
export function findNewRuns(before: RunList, after: readonly SyncRun[]): SyncRun[] {
  const isKnown = matchKnown(before);
  const earliest = before.serverTime === null ? 0 : before.serverTime - CLOCK_TOLERANCE_MS;
  return after.filter((run) => !isKnown(run) && millisecondsOf(run.createdAt) >= earliest);
}
