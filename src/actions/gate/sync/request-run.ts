import { CancelledError, messageOf, StepError } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import { isPassing } from '../../../platform/http/retry.ts';
import type { RunList, SyncRun } from '../../../platform/runs.ts';
import { findNewRuns, findRunning, matchKnown } from './before-start.ts';
import type { SyncDeps } from './deps.ts';
import type { RunOrigin } from './result.ts';
import { isInProgress } from './run-state.ts';

/** The run to wait for, or why the Platform gave none. */
export type Started =
  | {
      readonly kind: 'run';
      readonly run: SyncRun;
      readonly origin: RunOrigin;
      /** The Platform's clock when the run was in progress, in milliseconds since 1970; null where it is not known. */
      readonly serverTime: number | null;
    }
  | { readonly kind: 'refused'; readonly problem: string };

/** How often a run is asked for where no try led to one. */
const MOST_POSTS = 3;

/** How often the runs are listed after a lost answer: a slow server may still be creating the run. */
const LOOKS_AFTER_LOSS = 3;
const PAUSE_AFTER_LOSS_MS = 2_000;

/** The same where the step is being cancelled, which leaves some seconds. */
const PAUSE_WHILE_STOPPING_MS = 750;

/** After a cancellation, how long an answer that is under way is waited for: without it the run has no id. */
const GRACE_FOR_ANSWER_MS = 2_000;

/** With these the Platform says itself that it started nothing. */
const REFUSALS = [400, 401, 403, 404, 409, 422];

/**
 * Starts a run: once, whatever becomes of the answer.
 * @param before the runs that there were a moment ago
 */
export async function postRun(
  syncName: string,
  before: RunList,
  deps: SyncDeps,
): Promise<Started | 'refused-while-running'> {
  let isLost = false;
  for (let attempt = 1; ; attempt++) {
    deps.stop.throwIfAborted();
    deps.ledger.attempt(syncName);
    const posted = await tryToPost(syncName, before, deps);
    if ('kind' in posted) return posted;
    const { error } = posted;
    // A refusal after a lost answer may be about that very run, which came into being late.
    if (mayHaveStarted(error) || (isLost && hasStatus(error, 409, 422))) {
      isLost = true;
      const found = await findLostRun(syncName, before, deps, error);
      if (found !== null) return found;
    } else {
      deps.ledger.attempted(syncName);
    }
    // What is not known by now stays in the ledger, for the post step to warn of.
    deps.stop.throwIfAborted();
    if (hasStatus(error, 400, 409, 422)) return await explainRefusal(syncName, error, deps);
    if (!(error instanceof PlatformError) || !isPassing(error.failure) || attempt >= MOST_POSTS) throw error;
    const asked = error.failure.kind === 'status' ? error.failure.retryAfterMs : null;
    const pause = Math.max(asked ?? 0, Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs));
    if (deps.clock.uptime() + pause >= deps.deadline) throw error;
    // @failure sync#lost
    deps.info(`${syncName}: no run came of it (${messageOf(error)}); asking once more.`);
    await deps.clock.sleep(pause, deps.stop);
  }
}

async function tryToPost(syncName: string, before: RunList, deps: SyncDeps): Promise<Started | { error: unknown }> {
  const grace = startGrace(deps);
  try {
    const { run, serverTime } = await deps.client.createRun(syncName, grace.signal);
    // The data of a run that was there before proves nothing, and it is not ours to cancel.
    if (matchKnown(before)(run)) return { error: describeOldRun(syncName, run) };
    return take(syncName, run, 'started', serverTime, deps);
  } catch (error) {
    return { error };
  } finally {
    grace.end();
  }
}

function describeOldRun(syncName: string, run: SyncRun): PlatformError {
  const where = { method: 'POST', url: `/syncs/${syncName}/runs` } as const;
  // @failure sync | `error`, after three tries | The start was answered with an old run, which proves nothing about new
  // data. [Report it](../CONTRIBUTING.md), or look for a proxy that repeats answers.
  const message = `The Platform answered the start of a run with run ${run.id}, which was there before`;
  return new PlatformError(message, where, { kind: 'unreadable' });
}

function take(
  syncName: string,
  run: SyncRun,
  origin: 'started' | 'adopted',
  serverTime: number | null,
  deps: SyncDeps,
): Started {
  // First of all: from here on a cancelled step knows what to cancel. It ends in the wait, when the run's id is told.
  if (isInProgress(run)) deps.ledger.add({ syncName, runId: run.id });
  deps.ledger.attempted(syncName);
  return { kind: 'run', run, origin, serverTime };
}

/** A run that this step did not start, and never cancels. */
export function somebodyElses(run: SyncRun, origin: 'attached' | 'reused', serverTime: number | null): Started {
  return { kind: 'run', run, origin, serverTime };
}

/** Whether the POST may have started a run although there was no answer that says so. */
function mayHaveStarted(error: unknown): boolean {
  if (!(error instanceof PlatformError)) return true;
  return error.failure.kind !== 'certificate' && !hasStatus(error, ...REFUSALS);
}

/**
 * Looks for the run that a POST without an answer may have started. A single new one is taken for ours; of several
 * nobody can tell which is, so that none of them is ours to cancel. A cancelled step looks, too: what it started must
 * not go on.
 */
async function findLostRun(syncName: string, before: RunList, deps: SyncDeps, cause: unknown): Promise<Started | null> {
  // @failure sync#lost | none by itself | The step is finding out, or tries again. After the third POST the last error
  // ends the step.
  deps.info(`${syncName}: no clear answer to the start of a run (${messageOf(cause)}); looking whether there is one.`);
  for (let look = 1; look <= LOOKS_AFTER_LOSS; look++) {
    const { runs, serverTime } = await listRunsInAnyCase(syncName, deps);
    const found = findNewRuns(before, runs);
    // Of several the newest one: it is over after ours, whichever that is, and no old one can be taken for it.
    const [first] = found;
    if (first !== undefined) {
      const single = found.length === 1;
      deps.info(`${syncName}: found run ${first.id}${single ? '' : `, one of ${found.length} new ones`}.`);
      // 429 says that nothing was started: the run is most likely somebody else's.
      const isOurs = single && !hasStatus(cause, 429);
      if (isOurs) return take(syncName, first, 'adopted', serverTime, deps);
      deps.ledger.attempted(syncName);
      return somebodyElses(first, 'attached', serverTime);
    }
    if (look < LOOKS_AFTER_LOSS) await pauseInAnyCase(deps);
  }
  if (!deps.stop.aborted) deps.ledger.attempted(syncName);
  // @failure sync#unknown
  else deps.warn(`It is not known whether a run of ${syncName} was started: look at the sync on the Platform.`);
  return null;
}

/** Lists the runs, by the last client where the step is cancelled before or meanwhile. */
async function listRunsInAnyCase(syncName: string, deps: SyncDeps): Promise<RunList> {
  try {
    if (!deps.stop.aborted) {
      try {
        return await deps.client.listRuns(syncName);
      } catch (error) {
        if (!deps.stop.aborted) throw error;
      }
    }
    return await deps.lastClient().listRuns(syncName);
  } catch (error) {
    // @failure sync#unknown | `error` | The POST's answer was lost, and the list of runs can't be read, or the step was
    // cancelled meanwhile (then it is a warning). Nothing is posted again. Look at the sync on the Platform before you
    // run the job again.
    throw new StepError(`It is not known whether a run of ${syncName} was started: ${messageOf(error)}`, {
      remedy: 'Look at the sync on the Platform before the job is run again.',
      cause: error,
    });
  }
}

/** A pause that a cancellation shortens and does not end. */
async function pauseInAnyCase(deps: SyncDeps): Promise<void> {
  try {
    await deps.clock.sleep(Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs), deps.stop);
  } catch {
    await deps.clock.sleep(PAUSE_WHILE_STOPPING_MS, new AbortController().signal);
  }
}

async function explainRefusal(
  syncName: string,
  error: PlatformError,
  deps: SyncDeps,
): Promise<Started | 'refused-while-running'> {
  const { runs } = await deps.client.listRuns(syncName);
  if (findRunning(runs) !== undefined) return 'refused-while-running';
  const disabled = await deps.client.findSyncDisabled(syncName);
  const problem = disabled === true ? `the sync is disabled: ${error.message}` : error.message;
  return { kind: 'refused', problem };
}

/**
 * A signal that follows the step's cancellation a little later. Where it is not the workflow that was cancelled there
 * is no hurry: then the request's own deadline is enough.
 */
function startGrace({ stop }: SyncDeps): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onStop = () => {
    if (!(stop.reason instanceof CancelledError)) return;
    timer = setTimeout(() => controller.abort(stop.reason), GRACE_FOR_ANSWER_MS);
  };
  stop.addEventListener('abort', onStop, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
    },
  };
}
