import { CancelledError, messageOf, StepError } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import { isPassing } from '../../../platform/http/retry.ts';
import type { RunList, SyncRun } from '../../../platform/runs.ts';
import { formatTimestamp } from '../../../platform/timestamp.ts';
import { findOvertaken, findRunning } from './before-start.ts';
import type { SyncDeps } from './deps.ts';
import { type Asked, judgeNovelty } from './novelty.ts';
import type { RunOrigin } from './result.ts';
import { isInProgress } from './run-state.ts';

/** The run to wait for, or why the Platform gave none. */
export type Started =
  | {
      readonly kind: 'run';
      readonly run: SyncRun;
      readonly origin: RunOrigin;
      /** The Platform's clock when the run was in progress, in milliseconds since 1970; null if it is unknown. */
      readonly serverTime: number | null;
    }
  | { readonly kind: 'refused'; readonly problem: string };

/** How often a run is asked for if no try leads to one. */
const MOST_POSTS = 3;

/** How often the runs are listed after a lost answer: a slow server may still be creating the run. */
const LOOKS_AFTER_LOSS = 3;
const PAUSE_AFTER_LOSS_MS = 2_000;

/** The same if the step is being cancelled, which leaves some seconds. */
const PAUSE_WHILE_STOPPING_MS = 750;

/** After a cancellation, how long an answer that is under way is waited for: without it the run has no id. */
const GRACE_FOR_ANSWER_MS = 2_000;

/** With these the Platform says itself that it started nothing. */
const REFUSALS = [400, 401, 403, 404, 409, 422];

/** What came of a POST: a run, or an error, and with it the run of an answer that does not prove itself. */
type Posted = Started | { readonly error: unknown; readonly unproved: readonly SyncRun[] };

/**
 * Starts a run: once, whatever becomes of the answer.
 * @param before the runs that there were a moment ago
 */
export async function postRun(
  syncName: string,
  before: RunList,
  deps: SyncDeps,
): Promise<Started | 'refused-while-running'> {
  const asked: Asked = { before, at: { here: deps.clock.now(), there: before.serverTime } };
  let isLost = false;
  for (let attempt = 1; ; attempt++) {
    deps.stop.throwIfAborted();
    deps.ledger.attempt(syncName);
    const posted = await tryToPost(syncName, asked, deps);
    if ('kind' in posted) return posted;
    const { error } = posted;
    // A refusal after a lost answer may be about that very run, which came into being late.
    if (mayHaveStarted(error) || (isLost && hasStatus(error, 409, 422))) {
      isLost = true;
      const found = await findLostRun(syncName, asked, posted, deps);
      if (found !== null) return found;
    } else {
      deps.ledger.attempted(syncName);
    }
    // What is not known by now stays in the ledger, for the post step to warn of.
    deps.stop.throwIfAborted();
    if (hasStatus(error, 400, 409, 422)) return await explainRefusal(syncName, error, deps);
    if (!(error instanceof PlatformError) || !isPassing(error.failure) || attempt >= MOST_POSTS) throw error;
    const wished = error.failure.kind === 'status' ? error.failure.retryAfterMs : null;
    const pause = Math.max(wished ?? 0, Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs));
    if (deps.clock.uptime() + pause >= deps.deadline) throw error;
    // @failure sync#lost
    deps.info(`${syncName}: no run came of it (${messageOf(error)}); asking once more.`);
    await deps.clock.sleep(pause, deps.stop);
  }
}

async function tryToPost(syncName: string, asked: Asked, deps: SyncDeps): Promise<Posted> {
  const grace = startGrace(deps);
  try {
    const { run, serverTime } = await deps.client.createRun(syncName, grace.signal);
    const novelty = judgeNovelty(run, asked, { here: deps.clock.now(), there: serverTime });
    // The data of a run that was there before proves nothing, and it is not ours to cancel.
    if (novelty === 'known') return { error: describeOldRun(syncName, run), unproved: [] };
    if (novelty === 'unproved' || !deps.ledger.claim({ syncName, runId: run.id })) {
      return { error: describeDoubtfulRun(syncName, run), unproved: [run] };
    }
    return take(syncName, run, 'started', serverTime, deps);
  } catch (error) {
    return { error, unproved: [] };
  } finally {
    grace.end();
  }
}

function describeOldRun(syncName: string, run: SyncRun): PlatformError {
  // @failure sync | `error`, after three tries | The start was answered with an old run, which proves nothing about new
  // data. [Report it](../CONTRIBUTING.md), or look for a proxy that repeats answers.
  const message = `The Platform answered the start of a run with run ${run.id}, which was there before`;
  return new PlatformError(message, addressOfStart(syncName), { kind: 'unreadable' });
}

function describeDoubtfulRun(syncName: string, run: SyncRun): PlatformError {
  // @failure sync#unproved
  const message = `The Platform answered the start of a run with run ${run.id}, created ${formatTimestamp(run.createdAt)}, which is no new run of this sync`;
  return new PlatformError(message, addressOfStart(syncName), { kind: 'unreadable' });
}

function addressOfStart(syncName: string): { method: 'POST'; url: string } {
  return { method: 'POST', url: `/syncs/${syncName}/runs` };
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
 * @throws {StepError} if there is a run that may be the one that was asked for, and nothing proves or refutes that
 */
async function findLostRun(
  syncName: string,
  asked: Asked,
  { error: cause, unproved: answered }: { error: unknown; unproved: readonly SyncRun[] },
  deps: SyncDeps,
): Promise<Started | null> {
  // @failure sync#lost | none by itself | The step is finding out, or tries again. After the third POST the last error
  // ends the step.
  deps.info(`${syncName}: no clear answer to the start of a run (${messageOf(cause)}); looking whether there is one.`);
  let unproved = answered;
  for (let look = 1; look <= LOOKS_AFTER_LOSS; look++) {
    const { runs, serverTime } = await listRunsInAnyCase(syncName, deps);
    const seen = { here: deps.clock.now(), there: serverTime };
    const found = runs.filter((run) => judgeNovelty(run, asked, seen) === 'new');
    // Of several the newest one: it is over after ours, whichever that is, and no old one can be taken for it.
    const first = found.find(({ id }) => deps.ledger.claim({ syncName, runId: id }));
    if (first !== undefined) {
      const single = found.length === 1;
      deps.info(`${syncName}: found run ${first.id}${single ? '' : `, one of ${found.length} new ones`}.`);
      // 429 says that nothing was started: the run is most likely somebody else's.
      const isOurs = single && !hasStatus(cause, 429);
      if (isOurs) return take(syncName, first, 'adopted', serverTime, deps);
      deps.ledger.attempted(syncName);
      return somebodyElses(first, 'attached', serverTime);
    }
    unproved = [...answered, ...found, ...runs.filter((run) => judgeNovelty(run, asked, seen) === 'unproved')];
    if (look < LOOKS_AFTER_LOSS) await pauseInAnyCase(deps);
  }
  const [doubtful] = unproved;
  if (deps.stop.aborted) {
    // @failure sync#unknown
    const unknown = `It is not known whether a run of ${syncName} was started: look at the sync on the Platform.`;
    deps.warn(doubtful === undefined ? unknown : describeDoubt(syncName, doubtful, cause).message);
    return null;
  }
  deps.ledger.attempted(syncName);
  if (doubtful !== undefined) throw describeDoubt(syncName, doubtful, cause);
  return null;
}

/** Whatever the clocks say, a run that was not there before may be the one that was asked for: no second one. */
function describeDoubt(syncName: string, run: SyncRun, cause: unknown): StepError {
  // @failure sync#unproved | `error` | After the start there was a run that was not listed before, but it is older than
  // a listed one, its `created_at` fits neither the runner's clock nor the `Date` header, or another sync has it
  // already. Its data proves nothing; nothing more is started, and nothing is cancelled. Look at the sync on the
  // Platform, and at the runner's clock.
  return new StepError(
    `It is not known whether run ${run.id} of ${syncName}, created ${formatTimestamp(run.createdAt)}, is the one that this step asked for: no run with that date can be new, or another sync has it already.`,
    {
      remedy:
        'Look at the sync on the Platform: if the run goes on there, cancel it or wait for it, then run the job again. If the date is right, set the clock of this runner.',
      cause,
    },
  );
}

/** Lists the runs, by the last client if the step is cancelled or its time is over, before or meanwhile. */
async function listRunsInAnyCase(syncName: string, deps: SyncDeps): Promise<RunList> {
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
    // @failure sync#unknown | `error` | The POST's answer was lost, and the list of runs can't be read, or the step was
    // cancelled meanwhile (then it is a warning). Nothing is posted again. =
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
  if (disabled === true) return { kind: 'refused', problem: `the sync is disabled: ${error.message}` };
  const [stuck] = findOvertaken(runs);
  if (stuck === undefined) return { kind: 'refused', problem: error.message };
  // @failure sync | `sync-failed` | After the Platform's own refusal: a run that is said to go on, although a newer one
  // has completed, keeps it from starting one. Cancel that run on the Platform, then run the job again.
  const reason = `The reason may be run ${stuck.id}, created ${formatTimestamp(stuck.createdAt)} and still ${stuck.status}: cancel it on the Platform, then run the job again`;
  return { kind: 'refused', problem: `${error.message}. ${reason}` };
}

/**
 * A signal that follows the step's cancellation a little later. If it is not the workflow that was cancelled there is
 * no hurry: then the request's own deadline is enough.
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
