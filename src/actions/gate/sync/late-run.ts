import type { Clock } from '../../../clock.ts';
import type { SyncRun } from '../../../platform/run.ts';
import type { RunClient } from '../../../platform/runs.ts';
import type { Sight } from '../../../platform/sight.ts';
import { millisecondsOf } from '../../../platform/timestamp.ts';
import type { Attempt, OwnRun } from './ledger.ts';
import { judgeNovelty, NODE_TOLERANCE_MS } from './novelty.ts';

/** A slow server may still be creating the run. */
const LOOKS = 3;
const PAUSE_MS = 2_000;

/** How long after a start its run may come into being. One that comes later can be somebody else's. */
const LATEST_MS = 30_000;

export interface LateRunDeps {
  /** A client that gives up soon, for each look. */
  readonly openClient: () => Pick<RunClient, 'listRuns'>;
  readonly clock: Clock;
}

/**
 * Looks for the run that a step asked for before it ended without an answer. A single new one is taken for it if it came
 * into being soon after that.
 * @returns null: there is none, nobody can tell which one it is, or the runs can't be listed
 */
export async function findLateRun(
  { syncName, asked }: Attempt,
  { openClient, clock }: LateRunDeps,
): Promise<OwnRun | null> {
  if (asked === null) return null;
  for (let look = 1; ; look++) {
    const list = await openClient()
      .listRuns(syncName)
      .catch(() => null);
    const seen = { here: clock.now(), there: list?.serverTime ?? null };
    const fresh = list?.runs.filter((run) => judgeNovelty(run, asked, seen) !== 'known') ?? [];
    const [run] = fresh;
    if (run !== undefined) {
      const isOurs = fresh.length === 1 && judgeNovelty(run, asked, seen) === 'new' && isSoonAfter(run, asked.at);
      return isOurs ? { syncName, runId: run.id } : null;
    }
    if (look === LOOKS) return null;
    await clock.sleep(PAUSE_MS, new AbortController().signal);
  }
}

/** Whether by one of the clocks a run came into being soon after it was asked for. */
function isSoonAfter({ createdAt }: Pick<SyncRun, 'createdAt'>, { here, there }: Sight): boolean {
  const created = millisecondsOf(createdAt);
  return [here, there ?? here].some((at) => created >= at - NODE_TOLERANCE_MS && created <= at + LATEST_MS);
}
