import { TimedOutError } from '../../../errors.ts';
import { pauseBeforeLook } from '../../../platform/pacing.ts';
import type { RunStats, SyncRun } from '../../../platform/runs.ts';
import type { SyncDeps } from './deps.ts';
import { createProgress } from './progress.ts';

export interface AwaitedRun {
  readonly run: SyncRun;
  /** As of the last look; null where the Platform did not say, or no look was needed. */
  readonly stats: RunStats | null;
}

/**
 * Looks at a run until `isOver` says so. The last look is at the deadline itself.
 * @param onLook is told of each look
 * @throws {TimedOutError} after the deadline
 */
export async function awaitRun(
  syncName: string,
  first: SyncRun,
  isOver: (run: SyncRun) => boolean,
  deps: SyncDeps,
  onLook: (run: SyncRun, serverTime: number | null) => void = () => {},
): Promise<AwaitedRun> {
  const { client, clock, deadline } = deps;
  const began = clock.uptime();
  const progress = createProgress(syncName, first, began);
  let run = first;
  let stats: RunStats | null = null;
  while (!isOver(run)) {
    const now = clock.uptime();
    if (now >= deadline) throw describeTimeout(syncName, run);
    await clock.sleep(Math.min(pauseBeforeLook(now - began, deps.longestPauseMs), deadline - now), deps.stop);
    const look = await client.getRun(syncName, first.id);
    run = look.run;
    onLook(run, look.serverTime);
    if (progress.isDue(run, clock.uptime())) {
      stats = run.status === 'created' || run.status === 'pending' ? null : await client.findRunStats(syncName, run.id);
      deps.info(progress.tell(run, stats, clock.uptime()));
    }
  }
  return { run, stats };
}

function describeTimeout(syncName: string, run: SyncRun): TimedOutError {
  if (run.status === 'completed') {
    // @failure sync | `timed-out` | For a destination of your own set `require-ingestion: false`. Otherwise look at the
    // ingestion, or raise `timeout-minutes`.
    return new TimedOutError(
      `Run ${run.id} of ${syncName} completed, but the Platform does not say that its data is ingested, and the deadline passed.`,
      'If the sync writes to a destination of your own, set `require-ingestion: false`; otherwise look at the ingestion on the Platform, or raise `timeout-minutes`.',
    );
  }
  // @failure sync | `timed-out` | Raise `timeout-minutes`, which counts queueing and waiting for another run too, or
  // look at why the sync is slow. The run is cancelled unless `keep-running`.
  return new TimedOutError(
    `The deadline passed while run ${run.id} of ${syncName} was ${run.status}.`,
    'Raise `timeout-minutes` (it counts the time in the queue too), or look on the Platform at why the sync takes so long.',
  );
}
