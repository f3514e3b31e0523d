import { closest, distance } from 'fastest-levenshtein';
import { GateError, messageOf, TimedOutError } from '../errors.ts';
import type { RunList } from '../platform/client.ts';
import { hasStatus, PlatformError } from '../platform/errors.ts';
import { isPassing } from '../platform/retry.ts';
import type { SyncRun } from '../platform/run.ts';
import { formatTimestamp } from '../platform/timestamp.ts';
import type { RunOrigin } from '../result.ts';
import { type BeforeStart, decideBeforeStart, findNewRuns, findRunning, type StartRule } from './before-start.ts';
import type { SyncDeps } from './deps.ts';
import { isInProgress } from './run-state.ts';
import { awaitRun } from './wait.ts';

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

/** After a cancellation, how long an answer that is under way is waited for: without it the run has no id. */
const GRACE_FOR_ANSWER_MS = 2_500;

/**
 * Starts a run of a sync exactly once, or finds the one to use instead.
 * @param known the sync's runs, as `listRunsOf` gave them a moment ago
 * @throws {GateError} where the key is refused, or the Platform cannot be reached
 */
export async function startRun(syncName: string, known: RunList, rule: StartRule, deps: SyncDeps): Promise<Started> {
  for (let list = known; ; list = await listRunsOf(syncName, deps)) {
    const { runs, serverTime } = list;
    const decision = decideBeforeStart(runs, serverTime ?? deps.clock.now(), rule);
    const settled = await applyDecision(syncName, decision, serverTime, deps);
    if (settled === 'again') continue;
    if (settled !== 'start') return settled;
    const posted = await postRun(syncName, runs, deps);
    if (posted !== 'refused-while-running') return posted;
    if (rule.ifRunning === 'fail') return { kind: 'refused', problem: 'another run of it is in progress' };
    deps.info(`${syncName}: the Platform refused to start a run, because one is in progress.`);
    if (deps.clock.now() >= deps.deadline) {
      throw new TimedOutError(
        `The deadline passed before a run of ${syncName} could be started: there was always another one in progress.`,
        'Raise `timeout-minutes`, or choose `if-running: attach`.',
      );
    }
    await deps.clock.sleep(Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs), deps.stop);
  }
}

async function applyDecision(
  syncName: string,
  decision: BeforeStart,
  serverTime: number | null,
  deps: SyncDeps,
): Promise<Started | 'start' | 'again'> {
  if (decision.kind === 'start') return 'start';
  const { run } = decision;
  const created = `run ${run.id}, created ${formatTimestamp(run.createdAt)}`;
  switch (decision.kind) {
    case 'reuse':
      deps.info(`${syncName}: ${created}, is recent enough: it is used, and none is started.`);
      return somebodyElses(run, 'reused', null);
    case 'attach':
      deps.info(`${syncName}: ${created}, is in progress (${run.status}): this step attaches to it.`);
      return somebodyElses(run, 'attached', serverTime);
    case 'refuse':
      return { kind: 'refused', problem: `run ${run.id} of it is in progress (${run.status})` };
    case 'wait': {
      deps.info(`${syncName}: ${created}, is in progress (${run.status}): waiting for it to end, then one is started.`);
      await awaitRun(syncName, run, (look) => !isInProgress(look), deps).catch((error: unknown) => {
        throw error instanceof TimedOutError ? explainTimeout(syncName, error) : error;
      });
      return 'again';
    }
  }
}

function explainTimeout(syncName: string, cause: TimedOutError): TimedOutError {
  return new TimedOutError(
    `No run of ${syncName} was started, because another one was waited for. ${cause.message}`,
    'Raise `timeout-minutes`, or choose `if-running: attach`.',
  );
}

/** @throws {GateError} where there is no such sync, with the nearest names that there are */
export async function listRunsOf(syncName: string, deps: SyncDeps): Promise<RunList> {
  try {
    return await deps.client.listRuns(syncName);
  } catch (error) {
    if (hasStatus(error, 404)) throw await explainUnknownSync(syncName, error, deps);
    throw error;
  }
}

async function explainUnknownSync(syncName: string, error: PlatformError, deps: SyncDeps): Promise<GateError> {
  const names = await deps.client.listSyncNames().catch(() => [] as string[]);
  deps.stop.throwIfAborted();
  if (names.length === 0) return error;
  const near = [...names].sort((a, b) => distance(syncName, a) - distance(syncName, b)).slice(0, 3);
  return new GateError(
    `\`sync-name\`: this Platform has no sync named ${syncName}; the nearest of its ${names.length} are ${near.join(', ')}.`,
    {
      remedy: `Did you mean ${closest(syncName, names)}?`,
      cause: error,
    },
  );
}

/** @param before the runs that there were, newest first */
async function postRun(
  syncName: string,
  before: readonly SyncRun[],
  deps: SyncDeps,
): Promise<Started | 'refused-while-running'> {
  let isLost = false;
  for (let attempt = 1; ; attempt++) {
    deps.stop.throwIfAborted();
    const grace = startGrace(deps.stop);
    deps.ledger.attempt(syncName);
    try {
      const { run, serverTime } = await deps.client.createRun(syncName, grace.signal);
      return take(syncName, run, 'started', serverTime, deps);
    } catch (error) {
      // A refusal after a lost answer may be about that very run, which came into being late.
      if (grace.signal.aborted || isAmbiguous(error) || (isLost && hasStatus(error, 409, 422))) {
        isLost = true;
        const found = await findLostRun(syncName, before, deps, error);
        if (found !== null) return found;
        deps.stop.throwIfAborted();
      }
      if (hasStatus(error, 400, 409, 422)) {
        return await explainRefusal(syncName, error, deps);
      }
      if (!isAmbiguous(error) || attempt >= MOST_POSTS) throw error;
      const asked = error.failure.kind === 'status' ? error.failure.retryAfterMs : null;
      const pause = Math.max(asked ?? 0, Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs));
      if (deps.clock.now() + pause >= deps.deadline) throw error;
      deps.info(`${syncName}: no run came of it (${messageOf(error)}); asking once more.`);
      await deps.clock.sleep(pause, deps.stop);
    } finally {
      deps.ledger.attempted(syncName);
      grace.end();
    }
  }
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
  return { kind: 'run', run, origin, serverTime };
}

function somebodyElses(run: SyncRun, origin: 'attached' | 'reused', serverTime: number | null): Started {
  return { kind: 'run', run, origin, serverTime };
}

/** Whether the POST may have started a run although there was no answer that says so. */
function isAmbiguous(error: unknown): error is PlatformError {
  return error instanceof PlatformError && isPassing(error.failure);
}

/**
 * Looks for the run that a POST without an answer may have started. A single new one is taken for ours; of several
 * nobody can tell which is, so that none of them is ours to cancel.
 */
async function findLostRun(
  syncName: string,
  before: readonly SyncRun[],
  deps: SyncDeps,
  cause: unknown,
): Promise<Started | null> {
  const client = deps.stop.aborted ? deps.lastClient() : deps.client;
  deps.info(`${syncName}: no answer to the start of a run (${messageOf(cause)}); looking whether there is one.`);
  for (let look = 1; look <= LOOKS_AFTER_LOSS; look++) {
    const { runs, serverTime } = await client.listRuns(syncName).catch((error: unknown) => {
      const message = `It is not known whether a run of ${syncName} was started: ${messageOf(error)}`;
      throw new GateError(message, {
        remedy: 'Look at the sync on the Platform before the job is run again.',
        cause: error,
      });
    });
    const found = findNewRuns(before, runs);
    // Of several the newest one: it is over after ours, whichever that is, and no old one can be taken for it.
    const [first] = found;
    if (first !== undefined) {
      const single = found.length === 1;
      deps.info(`${syncName}: found run ${first.id}${single ? '' : `, one of ${found.length} new ones`}.`);
      // 429 says that nothing was started: the run is most likely somebody else's.
      const isOurs = single && !hasStatus(cause, 429);
      return isOurs ? take(syncName, first, 'adopted', serverTime, deps) : somebodyElses(first, 'attached', serverTime);
    }
    if (look === LOOKS_AFTER_LOSS || deps.stop.aborted) break;
    await deps.clock.sleep(Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs), deps.stop);
  }
  return null;
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

/** A signal that follows the step's cancellation a little later. */
function startGrace(stop: AbortSignal): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onStop = () => {
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
