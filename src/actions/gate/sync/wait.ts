import { TimedOutError } from '../../../errors.ts';
import { pauseBeforeLook } from '../../../platform/pacing.ts';
import type { RunStats, SyncRun } from '../../../platform/runs.ts';
import type { Sight } from '../../../platform/sight.ts';
import type { SyncDeps } from './deps.ts';
import { createProgress } from './progress.ts';

export interface AwaitedRun {
  readonly run: SyncRun;
  /** As of the last look; null if the Platform did not say, or no look was needed. */
  readonly stats: RunStats | null;
}

/**
 * Polls a run until `isOver` says so. The last poll is at the deadline itself. A run that no poll saw going on is over
 * only if two answers in a row say so: the first one may be another's, and nothing else speaks for it.
 * @param onLook is told of each poll: the run, the moment before it was asked for, and the answer's `Date`
 * @throws {TimedOutError} after the deadline
 */
export async function awaitRun(
  syncName: string,
  first: SyncRun,
  isOver: (run: SyncRun) => boolean,
  deps: SyncDeps,
  onLook: (run: SyncRun, sight: Sight) => void = () => {},
): Promise<AwaitedRun> {
  const { client, clock, deadline } = deps;
  const began = clock.uptime();
  const progress = createProgress(syncName, first, began);
  let run = first;
  let stats: RunStats | null = null;
  let wasGoingOn = false;
  let ends = isOver(first) ? 1 : 0;
  while (ends < (wasGoingOn ? 1 : 2)) {
    const now = clock.uptime();
    if (now >= deadline) throw describeTimeout(syncName, run, ends > 0);
    await clock.sleep(Math.min(pauseBeforeLook(now - began, deps.longestPauseMs), deadline - now), deps.stop);
    const here = clock.now();
    const look = await client.getRun(syncName, first.id, first.createdAt);
    run = look.run;
    onLook(run, { here, there: look.serverTime });
    ends = isOver(run) ? ends + 1 : 0;
    wasGoingOn ||= ends === 0;
    if (ends > 0) continue;
    if (progress.isDue(run, clock.uptime())) {
      stats = run.status === 'created' || run.status === 'pending' ? null : await client.findRunStats(syncName, run.id);
      deps.info(progress.tell(run, stats, clock.uptime()));
    }
  }
  return { run, stats };
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
