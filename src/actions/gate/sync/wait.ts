import { StepError, TimedOutError } from '../../../errors.ts';
import { hasStatus, type PlatformError } from '../../../platform/http/errors.ts';
import { pauseBeforePoll } from '../../../platform/pacing.ts';
import { pauseInRhythm } from '../../../platform/rhythm.ts';
import type { SyncRun } from '../../../platform/run.ts';
import type { RunStats } from '../../../platform/runs.ts';
import type { TimedSight } from '../../../platform/sight.ts';
import type { SyncDeps } from './deps.ts';
import { describeOverdue, NO_PAST_RUNS, type PastRuns } from './past-runs.ts';
import { createProgress } from './progress.ts';
import { isInProgress } from './run-state.ts';

/** So long before the deadline a poll can still be followed by another one. */
const LAST_MOMENT_MS = 1_000;

export interface AwaitedRun {
  readonly run: SyncRun;
  /** As of the last poll; null if the Platform did not say, or was not asked. */
  readonly stats: RunStats | null;
  /** When the first poll was that did not see it in progress, by `clock.uptime`. */
  readonly endedAt: number;
}

/** What is known of a run before it is polled. */
export interface Expectation {
  readonly past: PastRuns;
  /** How old the run is by now, in milliseconds; null: unknown. */
  readonly ageMs: number | null;
}

const NO_EXPECTATION: Expectation = { past: NO_PAST_RUNS, ageMs: null };

/** A shorter pause has no line of its own: the next poll has one. */
const LONG_PAUSE_MS = 30_000;

/** If it is known how long runs take, the number of tables that are done is news only so often. */
export const STATS_APART_MS = 600_000;

/**
 * Polls a run until `isOver` says so, twice in a row and in the same way: one answer alone may be wrong, and then a run
 * would be judged, or left going, on its word. The last poll is at the deadline itself.
 * @param onPoll is told of each poll: the run, the moment before it was asked for, and the answer's `Date`
 * @throws {TimedOutError} after the deadline
 */
export async function awaitRun(
  syncName: string,
  first: SyncRun,
  isOver: (run: SyncRun) => boolean,
  deps: SyncDeps,
  { past, ageMs }: Expectation = NO_EXPECTATION,
  onPoll: (run: SyncRun, sight: TimedSight) => void = () => {},
): Promise<AwaitedRun> {
  const { client, clock, deadline, turns } = deps;
  const began = clock.uptime();
  // How far it is in its rhythm is unknown if its age is.
  const rhythm = ageMs === null ? null : past.rhythm;
  const progress = createProgress(syncName, first, began);
  let run = first;
  let stats: RunStats | null = null;
  let statsAt = began;
  let endedAt = isInProgress(first) ? null : began;
  let isOverdue = false;
  let end = isOver(first) ? describeState(first) : null;
  let isNews = true;

  function findPause(now: number): number {
    if (endedAt === null) return pauseInRhythm(rhythm, (ageMs ?? 0) + now - began, deps);
    // That its data is there may be seen soon after its end, whenever that was.
    return pauseBeforePoll(now - (rhythm === null ? began : endedAt), deps.longestPauseMs);
  }

  function findMoment(now: number): number {
    // An end is asked for again at once, unless answers about it differ.
    const isAgain = end !== null && isNews;
    if (isAgain && turns?.takeExtra(now) !== false) return now;
    const wanted = now + (isAgain ? 0 : findPause(now));
    const at = turns?.take(now, wanted, Math.max(wanted, now + deps.farPauseMs)) ?? wanted;
    // The last poll but one leaves time for another answer to an end.
    return Math.min(at, deadline - now > 2 * LAST_MOMENT_MS ? deadline - LAST_MOMENT_MS : deadline);
  }

  async function sleepUntil(moment: number): Promise<void> {
    const isLong = moment - clock.uptime() > LONG_PAUSE_MS;
    while (isLong && progress.dueAt() < moment) {
      await clock.sleep(Math.max(0, progress.dueAt() - clock.uptime()), deps.stop);
      deps.info(progress.tellPause(run, clock.uptime()));
    }
    await clock.sleep(Math.max(0, moment - clock.uptime()), deps.stop);
  }

  const areStatsOld = (now: number) => rhythm !== null && now - statsAt >= STATS_APART_MS;

  async function findStats(now: number): Promise<RunStats | null> {
    const isWanted = rhythm === null || areStatsOld(now);
    if (isWanted) statsAt = now;
    if (run.status === 'created' || run.status === 'pending') return null;
    // At its end they are a part of the result.
    if (!isOver(run) && (!isWanted || turns?.takeExtra(now) === false)) return null;
    return client.findRunStats(syncName, run.id);
  }

  async function tell(now: number): Promise<void> {
    stats = await findStats(now);
    deps.info(progress.tell(run, stats, clock.uptime()));
  }

  for (;;) {
    const now = clock.uptime();
    if (now >= deadline) throw describeTimeout(syncName, run, end !== null);
    await sleepUntil(findMoment(now));
    const sight = { here: clock.now(), uptime: clock.uptime() };
    const answer = await client.getRun(syncName, first.id, first.createdAt).catch((error: unknown) => {
      throw hasStatus(error, 404) ? explainLostSight(syncName, run, error) : error;
    });
    run = answer.run;
    endedAt = isInProgress(run) ? null : (endedAt ?? clock.uptime());
    onPoll(run, { ...sight, there: answer.serverTime });
    const state = describeState(run);
    if (end === state) break;
    isNews = end === null;
    end = isOver(run) ? state : null;
    if (end !== null) continue;
    if (progress.isDue(run, clock.uptime()) || areStatsOld(clock.uptime())) await tell(clock.uptime());
    // Only the time that was seen here counts: of the run's age a wrong clock may tell anything.
    const overdue =
      isOverdue || endedAt !== null ? null : describeOverdue(syncName, run.id, clock.uptime() - began, past);
    if (overdue !== null) {
      isOverdue = true;
      deps.warn(overdue);
    }
  }
  // What was counted before its end is not the result.
  stats = null;
  if (progress.isDue(run, clock.uptime())) await tell(clock.uptime());
  return { run, stats, endedAt: endedAt ?? clock.uptime() };
}

/** What two answers about an end have to agree in. */
function describeState({ status, statusReason, ingested, errors, completedAt }: SyncRun): string {
  return JSON.stringify([status, statusReason, ingested, errors, completedAt]);
}

function explainLostSight(syncName: string, run: SyncRun, cause: PlatformError): StepError {
  // @failure sync | `error` | Somebody deleted the run or the sync. =
  return new StepError(`The Platform does not know run ${run.id} of ${syncName} any more: ${cause.message}`, {
    remedy: 'Look at the sync on the Platform, then run the job again.',
    cause,
  });
}

function describeTimeout(syncName: string, run: SyncRun, isOver: boolean): TimedOutError {
  if (isOver) {
    // @failure sync | `timed-out` | The step believes the end of a run only when two answers show it. Raise
    // `timeout-minutes`.
    return new TimedOutError(
      `The deadline passed before a second answer confirmed that run ${run.id} of ${syncName} is ${run.status}.`,
      'Raise `timeout-minutes`.',
    );
  }
  if (run.status === 'completed') {
    // @failure sync | `timed-out` | =
    return new TimedOutError(
      `Run ${run.id} of ${syncName} completed, but the Platform does not say that its data is ingested, and the deadline passed.`,
      'If the sync writes to a destination of your own, set `require-ingestion: false`; otherwise look at the ingestion on the Platform, or raise `timeout-minutes`.',
    );
  }
  // @failure sync | `timed-out` | = The step cancels the run, except with `keep-running: true`.
  return new TimedOutError(
    `The deadline passed while run ${run.id} of ${syncName} was ${run.status}.`,
    'Raise `timeout-minutes` (it counts the time in the queue too), or look on the Platform at why the sync takes so long.',
  );
}
