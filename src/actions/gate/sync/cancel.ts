import type { Clock } from '../../../clock.ts';
import { messageOf } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import { isPassing, readAskedPause } from '../../../platform/http/retry.ts';
import type { RunClient } from '../../../platform/runs.ts';
import type { Ledger, OwnRun } from './ledger.ts';
import { isInProgress } from './run-state.ts';

export interface CancelDeps {
  readonly client: Pick<RunClient, 'cancelRun' | 'findRun'>;
  readonly clock: Clock;
  /** When to give up, by `clock.uptime`; it may come nearer while a run is cancelled. */
  readonly until: () => number;
  /** Whether each run is looked at first: nobody has for a while, and a run that has ended must stay as it is. */
  readonly looksFirst?: boolean;
  readonly info: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** For one try: the step has 7.5 s in all before the runner loses patience. */
const TRY_TIMEOUT_MS = 2_000;

/** If the time is up, a look at the run may take so long: a cancelled step has little more until it is ended. */
const LAST_LOOK_MS = 500;

/** Each pause is twice as long as the one before: six tries in six seconds, ten in fifteen. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** So long nobody hears a signal in such a pause. */
const LONGEST_DEAF_MS = 500;

/**
 * With these a server may only lag behind another one, or the run be in a state that lasts for a moment, such as while
 * it is created.
 */
const PASSING_REFUSALS = [404, 409, 422];

/** How often the cancellation of a run that is in progress may be refused so. */
const MOST_REFUSALS = 4;

/**
 * Cancels the runs that this step started and that still go on. Never throws: what the Platform refuses is said and
 * changes nothing. A run whose cancellation failed for a passing reason stays in the ledger, for the post step.
 */
export async function cancelOpenRuns(ledger: Ledger, deps: CancelDeps): Promise<void> {
  await Promise.all(ledger.open().map((run) => cancelRun(run, ledger, deps)));
}

/**
 * Waits as long as the server asks for, unless there is no time for it: a run that goes on matters more. A signal may
 * shorten the time meanwhile.
 */
async function pauseAsAsked(pause: number, wished: number, { clock, until }: CancelDeps, never: AbortSignal) {
  const end = clock.uptime() + wished;
  await clock.sleep(pause, never);
  while (clock.uptime() < end && end < until()) {
    await clock.sleep(Math.min(LONGEST_DEAF_MS, end - clock.uptime()), never);
  }
}

async function cancelRun(run: OwnRun, ledger: Ledger, deps: CancelDeps): Promise<void> {
  const { client, clock, until } = deps;
  const never = new AbortController().signal;
  let refusals = 1;
  if (deps.looksFirst === true || ledger.isDoubtful(run.runId)) {
    const now = await client.findRun(run.syncName, run.runId);
    if (now !== null && !isInProgress(now)) {
      ledger.settle(run.runId);
      deps.info(`${run.syncName}: run ${run.runId} has ended already (${now.status}).`);
      return;
    }
  }
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      const timeoutMs = Math.max(1, Math.min(TRY_TIMEOUT_MS, until() - clock.uptime()));
      await client.cancelRun(run.syncName, run.runId, timeoutMs, never);
      ledger.settle(run.runId);
      deps.info(`${run.syncName}: cancelled run ${run.runId} on the Platform.`);
      return;
    } catch (error) {
      const isLater = error instanceof PlatformError && isPassing(error.failure);
      const left = until() - clock.uptime();
      if (isLater && pause < left) {
        await pauseAsAsked(pause, readAskedPause(error.failure) ?? 0, deps, never);
        continue;
      }
      // A try that failed may have been heard all the same.
      const late = AbortSignal.timeout(Math.ceil(Math.max(LAST_LOOK_MS, until() - clock.uptime())));
      const now = await client.findRun(run.syncName, run.runId, late);
      const isGoingOn = now !== null && isInProgress(now);
      const mayPass = isGoingOn && hasStatus(error, ...PASSING_REFUSALS) && refusals++ < MOST_REFUSALS;
      if (mayPass && pause < until() - clock.uptime()) {
        await clock.sleep(pause, never);
        continue;
      }
      // Asking again would not help.
      if (hasStatus(error, 400, 403, 404, 409, 422)) ledger.settle(run.runId);
      if (now !== null && !isInProgress(now)) {
        ledger.settle(run.runId);
        deps.info(`${run.syncName}: run ${run.runId} has ended already (${now.status}).`);
        return;
      }
      // @failure sync | not affected | Check on the Platform whether the run still goes on. If the Platform could not
      // be reached, the action tries once more at the end of the job.
      deps.warn(
        `Run ${run.runId} of ${run.syncName} could not be cancelled and may still be in progress: ${messageOf(error)}`,
      );
      return;
    }
  }
}
