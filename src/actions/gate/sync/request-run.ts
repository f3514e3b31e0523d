import { CancelledError, messageOf, TimedOutError } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import { isPassing, readAskedPause } from '../../../platform/http/retry.ts';
import type { SyncRun } from '../../../platform/run.ts';
import type { RunList } from '../../../platform/runs.ts';
import { formatTimestamp } from '../../../platform/timestamp.ts';
import { findOvertaken, findRunning } from './before-start.ts';
import type { SyncDeps } from './deps.ts';
import type { Attempt } from './ledger.ts';
import {
  awaitLateRun,
  describeUnknown,
  findLostRun,
  type LostStart,
  listRunsInAnyCase,
  PAUSE_AFTER_LOSS_MS,
  takeNewRun,
} from './lost-run.ts';
import { type Asked, judgeNovelty } from './novelty.ts';
import { SYNC_DISABLED } from './result.ts';
import { type Started, take } from './started.ts';

/** How often a run is asked for if no try leads to one. */
const MOST_POSTS = 3;

/** The same while the Platform has too many requests, and says that it starts nothing. */
const MOST_BUSY_POSTS = 10;

/** Before another POST whose run may be a second one. The longer that of the first has time to appear, the better. */
const PAUSES_AFTER_LOSS_MS = [10_000, 30_000];

/** After a cancellation, how long an answer that is under way is waited for: without it the run has no id. */
const GRACE_FOR_ANSWER_MS = 2_000;

/** With these the Platform says itself that it started nothing. */
const REFUSALS = [400, 401, 403, 404, 409, 422];

/** What came of a start: a run, a refusal that lasts, or one that may pass. */
export type Posted = Started | Busy;

/** A refusal that another run explains: one that is in progress, one that is not ingested yet, or one that nobody lists. */
export interface Busy {
  readonly kind: 'busy';
  readonly because: 'running' | 'ingesting' | 'unlisted';
  readonly problem: string;
  /** What the Platform asks for; null if nothing. */
  readonly retryAfterMs: number | null;
}

/** What came of one POST: a run, or an error, and with it the run of an answer that does not prove itself. */
type Answered = Started | { readonly error: unknown; readonly unproved: readonly SyncRun[] };

/**
 * Starts a run: once, whatever becomes of the answer.
 * @param before the runs that there were a moment ago
 * @param isOthers whether the Platform spoke of another run, which nobody has seen since
 */
export async function postRun(syncName: string, before: RunList, isOthers: boolean, deps: SyncDeps): Promise<Posted> {
  const asked: Asked = { before, at: { here: deps.clock.now(), there: before.serverTime } };
  const attempt: Attempt = { syncName, asked: isOthers ? null : asked };
  let lost: LostStart | null = null;
  // Each kind by itself: one lost connection behind several answers of a busy Platform is one, and no verdict.
  let [tries, busyTries] = [0, 0];
  for (;;) {
    deps.stop.throwIfAborted();
    // A list before it may have taken until then. What is started now could only be cancelled.
    if (deps.clock.uptime() >= deps.deadline) {
      throw lost === null ? describeTooLate(syncName) : describeUnknown(syncName, lost.cause);
    }
    deps.ledger.attempt(attempt);
    const posted = await tryToPost(syncName, asked, deps);
    if ('kind' in posted) return posted;
    const { error, unproved } = posted;
    const isBusy = hasStatus(error, ...BUSY);
    if (isBusy) busyTries += 1;
    else tries += 1;
    // The Platform says that it started nothing: a new run is somebody else's, also for the post step.
    if (lost === null && (isBusy || !mayHaveStarted(error))) deps.ledger.attempt({ syncName, asked: null });
    // After a lost answer any other one may be about that very run, which came into being late.
    if (mayHaveStarted(error) || lost !== null) {
      const start: LostStart = { asked, cause: error, unproved, isOthers };
      const found = await findLostRun(syncName, start, deps);
      if (found !== null) return found;
      // With 429 the Platform says itself that it started nothing, and nothing shows the opposite.
      if (!isBusy) lost ??= start;
    }
    // What is not known by now stays in the ledger, for the post step to warn of.
    deps.stop.throwIfAborted();
    const isRefused = hasStatus(error, 400, 409, 422);
    if (lost === null || !isRefused) deps.ledger.attempted(syncName);
    if (isRefused) return await explainRefusal(syncName, error, lost, deps);
    const wished = error instanceof PlatformError ? readAskedPause(error.failure) : null;
    const pause = Math.max(wished ?? 0, pauseBeforePost(isBusy ? busyTries : 0, lost === null ? 0 : tries, deps));
    const isOver = isBusy ? busyTries >= MOST_BUSY_POSTS : tries >= MOST_POSTS;
    if (isOver || !mayPass(error) || deps.clock.uptime() + pause >= deps.deadline) {
      throw lost === null ? error : describeUnknown(syncName, error);
    }
    // @failure sync#lost
    deps.info(`${syncName}: that started no run (${messageOf(error)}); trying again.`);
    if (lost === null) {
      await deps.clock.sleep(pause, deps.stop);
    } else {
      deps.ledger.attempt(attempt);
      const late = await awaitLateRun(syncName, lost, pause, deps);
      if (late !== null) return late;
    }
  }
}

/** With these the Platform says that it has too much to do. */
const BUSY = [425, 429];

/**
 * Whether another POST makes sense. The runs of the sync were listed a moment ago: that it is not there is a server that
 * lags behind another one.
 */
function mayPass(error: unknown): boolean {
  return error instanceof PlatformError && (isPassing(error.failure) || hasStatus(error, 404));
}

/**
 * @param busyTries how often the Platform had too much to do, the last time included; 0: it was something else
 * @param lostTries how many tries may have started a run; 0: none
 */
function pauseBeforePost(busyTries: number, lostTries: number, { longestPauseMs }: SyncDeps): number {
  const busyMs = PAUSE_AFTER_LOSS_MS * 2 ** Math.min(Math.max(busyTries - 1, 0), 10);
  const lostMs = lostTries === 0 ? 0 : (PAUSES_AFTER_LOSS_MS[lostTries - 1] ?? Math.max(...PAUSES_AFTER_LOSS_MS));
  return Math.max(Math.min(busyMs, longestPauseMs), Math.min(lostMs, 2 * longestPauseMs));
}

function describeTooLate(syncName: string): TimedOutError {
  // @failure sync#another
  return new TimedOutError(
    `The deadline passed before a run of ${syncName} could be started.`,
    'Raise `timeout-minutes`.',
  );
}

async function tryToPost(syncName: string, asked: Asked, deps: SyncDeps): Promise<Answered> {
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
  // @failure sync#unproved
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

/** Whether the POST may have started a run although there was no answer that says so. */
function mayHaveStarted(error: unknown): boolean {
  if (!(error instanceof PlatformError)) return true;
  return error.failure.kind !== 'certificate' && !hasStatus(error, ...REFUSALS);
}

/** @param lost a start before this one whose answer was lost: its run may come into being late */
async function explainRefusal(
  syncName: string,
  error: PlatformError,
  lost: LostStart | null,
  deps: SyncDeps,
): Promise<Posted> {
  const list = lost === null ? await deps.client.listRuns(syncName) : await listRunsInAnyCase(syncName, deps);
  const late = lost === null ? null : takeNewRun(syncName, list, lost, deps);
  if (late !== null) return late;
  const { runs } = list;
  const retryAfterMs = readAskedPause(error.failure);
  const busy = (because: Busy['because']): Busy => ({ kind: 'busy', because, problem: error.message, retryAfterMs });
  if (findRunning(runs) !== undefined) return busy('running');
  if (lost !== null) throw describeUnknown(syncName, error);
  const disabled = await deps.client.findSyncDisabled(syncName);
  if (disabled === true) return { kind: 'refused', problem: SYNC_DISABLED };
  const [stuck] = findOvertaken(runs);
  if (stuck === undefined) {
    if (runs[0]?.status === 'completed' && runs[0].ingested === false) return busy('ingesting');
    // The other run may have ended meanwhile, or is not listed yet. What the request itself lacks does not pass.
    return error.status === 400 ? { kind: 'refused', problem: error.message } : busy('unlisted');
  }
  // @failure sync | `sync-failed` | An older run, which never ended on the Platform, may block new runs. Cancel that
  // older run, then run the job again.
  const reason = `The reason may be run ${stuck.id}, created ${formatTimestamp(stuck.createdAt)} and still ${stuck.status}: cancel it on the Platform, then run the job again`;
  return { kind: 'refused', problem: `${error.message}. ${reason}` };
}

/**
 * A signal that follows the step's cancellation a little later. If it is not the workflow that was cancelled there is
 * no hurry: then the request's own deadline is enough.
 */
function startGrace({ stop, stepStop = stop }: SyncDeps): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onStop = () => {
    if (!(stepStop.reason instanceof CancelledError)) return;
    timer = setTimeout(() => controller.abort(stepStop.reason), GRACE_FOR_ANSWER_MS);
  };
  stepStop.addEventListener('abort', onStop, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      stepStop.removeEventListener('abort', onStop);
    },
  };
}
