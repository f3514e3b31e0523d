import { StepError, TimedOutError } from '../../../errors.ts';
import { hasStatus, type PlatformError } from '../../../platform/http/errors.ts';
import { pauseBeforeLook } from '../../../platform/pacing.ts';
import type { RunStats, SyncRun } from '../../../platform/runs.ts';
import type { TimedSight } from '../../../platform/sight.ts';
import type { SyncDeps } from './deps.ts';
import { createProgress } from './progress.ts';

/** So long before the deadline a poll can still be followed by another one. */
const LAST_MOMENT_MS = 1_000;

export interface AwaitedRun {
  readonly run: SyncRun;
  /** As of the last look; null if the Platform did not say, or no look was needed. */
  readonly stats: RunStats | null;
}

/**
 * Polls a run until `isOver` says so, twice in a row and in the same way: one answer alone may be wrong, and then a run
 * would be judged, or left going, on its word. The last poll is at the deadline itself.
 * @param onLook is told of each poll: the run, the moment before it was asked for, and the answer's `Date`
 * @throws {TimedOutError} after the deadline
 */
export async function awaitRun(
  syncName: string,
  first: SyncRun,
  isOver: (run: SyncRun) => boolean,
  deps: SyncDeps,
  onLook: (run: SyncRun, sight: TimedSight) => void = () => {},
): Promise<AwaitedRun> {
  const { client, clock, deadline } = deps;
  const began = clock.uptime();
  const progress = createProgress(syncName, first, began);
  let run = first;
  let stats: RunStats | null = null;
  let end = isOver(first) ? describeState(first) : null;
  let isNews = true;
  for (;;) {
    const now = clock.uptime();
    if (now >= deadline) throw describeTimeout(syncName, run, end !== null);
    // An end is asked for again at once, unless answers about it differ.
    const pause = end !== null && isNews ? 0 : pauseBeforeLook(now - began, deps.longestPauseMs);
    const left = deadline - now;
    // The last poll but one leaves time for another answer to an end.
    await clock.sleep(Math.min(pause, left > 2 * LAST_MOMENT_MS ? left - LAST_MOMENT_MS : left), deps.stop);
    const sight = { here: clock.now(), uptime: clock.uptime() };
    const look = await client.getRun(syncName, first.id, first.createdAt).catch((error: unknown) => {
      throw hasStatus(error, 404) ? explainLostSight(syncName, run, error) : error;
    });
    run = look.run;
    onLook(run, { ...sight, there: look.serverTime });
    const state = describeState(run);
    if (end === state) break;
    isNews = end === null;
    end = isOver(run) ? state : null;
    if (end !== null) continue;
    if (progress.isDue(run, clock.uptime())) {
      stats = run.status === 'created' || run.status === 'pending' ? null : await client.findRunStats(syncName, run.id);
      deps.info(progress.tell(run, stats, clock.uptime()));
    }
  }
  return { run, stats };
}

/** What two answers about an end have to agree in. */
function describeState({ status, statusReason, ingested, errors, completedAt }: SyncRun): string {
  return JSON.stringify([status, statusReason, ingested, errors, completedAt]);
}

function explainLostSight(syncName: string, run: SyncRun, cause: PlatformError): StepError {
  // @failure sync | `error` | Somebody deleted the run, or the sync. Look at the sync, then run the job again.
  return new StepError(`The Platform does not know run ${run.id} of ${syncName} any more: ${cause.message}`, {
    remedy: 'Look at the sync on the Platform, then run the job again.',
    cause,
  });
}

function describeTimeout(syncName: string, run: SyncRun, isOver: boolean): TimedOutError {
  if (isOver) {
    // @failure sync | `timed-out` | One answer said that the run is over, and the deadline passed before a second one
    // did. Raise `timeout-minutes`.
    return new TimedOutError(
      `The deadline passed before a second answer could say, too, that run ${run.id} of ${syncName} is ${run.status}.`,
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
  // @failure sync | `timed-out` | = The run is cancelled, unless `keep-running` is set.
  return new TimedOutError(
    `The deadline passed while run ${run.id} of ${syncName} was ${run.status}.`,
    'Raise `timeout-minutes` (it counts the time in the queue too), or look on the Platform at why the sync takes so long.',
  );
}
