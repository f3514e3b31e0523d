import { messageOf, StepError } from '../../../errors.ts';
import { hasStatus } from '../../../platform/http/errors.ts';
import type { SyncRun } from '../../../platform/run.ts';
import type { RunList } from '../../../platform/runs.ts';
import { formatTimestamp } from '../../../platform/timestamp.ts';
import type { SyncDeps } from './deps.ts';
import { type Asked, judgeNovelty } from './novelty.ts';
import { type Started, somebodyElses, take } from './started.ts';

/** How often the runs are listed after a lost answer: a slow server may still be creating the run. */
const LOOKS_AFTER_LOSS = 3;
export const PAUSE_AFTER_LOSS_MS = 2_000;

/** The same if the step is being cancelled, which leaves some seconds. */
const PAUSE_WHILE_STOPPING_MS = 750;

/** A start that may have begun a run, although no answer says so. */
export interface LostStart {
  readonly asked: Asked;
  readonly cause: unknown;
  /** The run of an answer that does not prove itself. */
  readonly unproved: readonly SyncRun[];
  /** Whether the Platform spoke of another run before, which nobody has seen since. */
  readonly isOthers: boolean;
}

/**
 * Looks for the run that a POST without an answer may have started. A single new one is taken for ours; of several
 * nobody can tell which is, so that none of them is ours to cancel. A cancelled step looks, too: what it started must
 * not go on.
 * @throws {StepError} if there is a run that may be the one that was asked for, and nothing proves or refutes that
 */
export async function findLostRun(syncName: string, lost: LostStart, deps: SyncDeps): Promise<Started | null> {
  // @failure sync#lost | not affected | The step checks whether the Platform started a run. If not, it asks again, at
  // most three times in all. If the last try fails, too, its error ends the step.
  deps.info(
    `${syncName}: no clear answer to the start of a run (${messageOf(lost.cause)}); checking whether there is one.`,
  );
  let unproved = lost.unproved;
  for (let look = 1; look <= LOOKS_AFTER_LOSS; look++) {
    const list = await listRunsInAnyCase(syncName, deps);
    const found = takeNewRun(syncName, list, lost, deps);
    if (found !== null) return found;
    unproved = [...lost.unproved, ...findUnproved(list, lost, deps)];
    if (look < LOOKS_AFTER_LOSS) await pauseInAnyCase(Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs), deps);
  }
  const [doubtful] = unproved;
  if (deps.stop.aborted) {
    const { message } =
      doubtful === undefined ? describeUnknown(syncName, lost.cause) : describeDoubt(syncName, doubtful, lost.cause);
    deps.warn(message);
    return null;
  }
  if (doubtful === undefined) return null;
  deps.ledger.attempted(syncName);
  throw describeDoubt(syncName, doubtful, lost.cause);
}

/**
 * Waits before the next POST, and looks once more then: a slow server may have made the run meanwhile. A cancellation
 * shortens the wait.
 */
export async function awaitLateRun(
  syncName: string,
  lost: LostStart,
  pauseMs: number,
  deps: SyncDeps,
): Promise<Started | null> {
  await pauseInAnyCase(pauseMs, deps);
  if (deps.stop.aborted) return findLostRun(syncName, lost, deps);
  return takeNewRun(syncName, await listRunsInAnyCase(syncName, deps), lost, deps);
}

/** The newest of the new runs in a list, if there is one. */
export function takeNewRun(syncName: string, list: RunList, lost: LostStart, deps: SyncDeps): Started | null {
  const seen = { here: deps.clock.now(), there: list.serverTime };
  const found = list.runs.filter((run) => judgeNovelty(run, lost.asked, seen) === 'new');
  // Of several the newest one: it is over after ours, whichever that is, and no old one can be taken for it.
  const first = found.find(({ id }) => deps.ledger.claim({ syncName, runId: id }));
  if (first === undefined) return null;
  const single = found.length === 1;
  deps.info(`${syncName}: found run ${first.id}${single ? '' : `, one of ${found.length} new ones`}.`);
  // 429 says that nothing was started: the run is most likely somebody else's.
  const isOurs = single && !lost.isOthers && !hasStatus(lost.cause, 429);
  if (isOurs) return take(syncName, first, 'adopted', list.serverTime, deps);
  deps.ledger.attempted(syncName);
  return somebodyElses(first, 'attached', list.serverTime);
}

/** Runs that may be the one that was asked for; a new one that another sync has is none of this sync's. */
function findUnproved(list: RunList, { asked }: LostStart, deps: SyncDeps): SyncRun[] {
  const seen = { here: deps.clock.now(), there: list.serverTime };
  return list.runs.filter((run) => judgeNovelty(run, asked, seen) !== 'known');
}

/** The answer to a start is lost, and no list shows a run. */
export function describeUnknown(syncName: string, cause: unknown): StepError {
  // @failure sync#unknown | `error` | The step asked for a run and got no answer. The list of runs shows no new run, or
  // could not be read. If the step was cancelled, this is only a warning. =
  return new StepError(`It is unknown whether a run of ${syncName} was started: ${messageOf(cause)}`, {
    remedy: 'Check the sync on the Platform before you run the job again.',
    cause,
  });
}

/** Whatever the clocks say, a run that was not there before may be the one that was asked for: no second one. */
function describeDoubt(syncName: string, run: SyncRun, cause: unknown): StepError {
  // @failure sync#unproved | `error` | It is unknown which run the Platform started for this sync, so the step uses no
  // run and cancels no run. Look at the sync on the Platform, and at the clock of the runner. If both are right, look
  // for a proxy that repeats answers, or [report it](../CONTRIBUTING.md).
  return new StepError(
    `It is unknown whether run ${run.id} of ${syncName}, created ${formatTimestamp(run.createdAt)}, is the run that this step asked for. Its date is too old for a new run, or another sync of this step has it already.`,
    {
      remedy:
        'Check the sync on the Platform: if the run is in progress there, cancel it or wait for it, then run the job again. If the date is right, set the clock of this runner.',
      cause,
    },
  );
}

/** Lists the runs, by the last client if the step is cancelled or its time is over, before or meanwhile. */
export async function listRunsInAnyCase(syncName: string, deps: SyncDeps): Promise<RunList> {
  // The ordinary client sends nothing any more then.
  const isOver = () => deps.stop.aborted || deps.clock.uptime() >= deps.deadline;
  try {
    if (!isOver()) {
      try {
        return await deps.client.listRuns(syncName);
      } catch (error) {
        if (!isOver()) throw error;
      }
    }
    return await deps.lastClient().listRuns(syncName);
  } catch (error) {
    // Nothing is posted again.
    const unknown = describeUnknown(syncName, error);
    // What ended the step is its verdict, and not this error.
    if (deps.stop.aborted) deps.warn(unknown.message);
    throw unknown;
  }
}

/** A pause that a cancellation shortens and does not end. */
async function pauseInAnyCase(pauseMs: number, deps: SyncDeps): Promise<void> {
  try {
    await deps.clock.sleep(pauseMs, deps.stop);
  } catch {
    await deps.clock.sleep(PAUSE_WHILE_STOPPING_MS, new AbortController().signal);
  }
}
