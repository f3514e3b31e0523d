import { StepError, TimedOutError } from '../../../errors.ts';
import { hasStatus } from '../../../platform/http/errors.ts';
import type { SyncRun } from '../../../platform/run.ts';
import type { RunList } from '../../../platform/runs.ts';
import type { TimedSight } from '../../../platform/sight.ts';
import { formatTimestamp } from '../../../platform/timestamp.ts';
import { countNouns } from '../../../text/format.ts';
import { type BeforeStart, decideBeforeStart, findOvertaken, type PassedOver, type StartRule } from './before-start.ts';
import type { SyncDeps } from './deps.ts';
import { listRunsOf } from './lookup.ts';
import { findAge, learnFromRuns } from './past-runs.ts';
import { type Busy, postRun } from './request-run.ts';
import { isInProgress } from './run-state.ts';
import { type Started, somebodyElses } from './started.ts';
import { awaitRun } from './wait.ts';
import { type RunWatches, watchRuns } from './watches.ts';

/** After a refusal because of another run, before the runs are listed again. */
const PAUSE_AFTER_REFUSAL_MS = 2_000;

/** So many refusals are taken for passing although no other run is listed. */
const MOST_REFUSALS = 3;

/**
 * Starts a run of a sync exactly once, or finds the one to use instead.
 * @param known the sync's runs, as `listRunsOf` gave them a moment ago
 * @throws {StepError} if the key is refused, or the Platform cannot be reached
 */
export async function startRun(syncName: string, known: RunList, rule: StartRule, deps: SyncDeps): Promise<Started> {
  const told = new Set<string>();
  const watches = watchRuns(rule);
  let unlisted = 0;
  let busy: Busy | null = null;
  let asked = timeNow(deps);
  for (let list = known; ; asked = timeNow(deps), list = await listRunsOf(syncName, deps)) {
    const { runs, serverTime } = list;
    const answered = { ...timeNow(deps), there: serverTime };
    watches.look(runs, { ...asked, there: serverTime }, answered);
    const decision = decideBeforeStart(runs, answered, rule);
    if (decision.passedOver !== null) tellPassedOver(syncName, decision.passedOver, told, deps);
    if (decision.kind === 'start') warnOfOvertaken(syncName, findOvertaken(runs), told, deps);
    // The run that the Platform spoke of is seen.
    else unlisted = 0;
    const settled = await applyDecision(syncName, decision, list, watches, deps);
    if (settled === 'again') continue;
    if (settled !== 'start') return settled;
    if (list !== known) {
      if (deps.clock.uptime() >= deps.deadline) throw describeAlwaysBusy(syncName, busy);
      await deps.beforeStart?.();
    }
    const posted = await postRun(syncName, list, unlisted > 0, deps);
    if (posted.kind !== 'busy') return posted;
    busy = posted;
    unlisted = posted.because === 'unlisted' ? unlisted + 1 : 0;
    const isOver = deps.clock.uptime() >= deps.deadline;
    if (rule.ifRunning === 'fail' || (posted.because === 'unlisted' && (isOver || unlisted >= MOST_REFUSALS))) {
      // @failure sync#in-progress | `sync-failed` | `if-running: fail` asks for this. The other choices are `wait` and
      // `attach`.
      const running = 'another run of it is in progress';
      return { kind: 'refused', problem: posted.because === 'running' ? running : posted.problem };
    }
    deps.info(`${syncName}: ${describeBusy(posted)}`);
    if (isOver) throw describeAlwaysBusy(syncName, busy);
    const pause = Math.max(posted.retryAfterMs ?? 0, Math.min(PAUSE_AFTER_REFUSAL_MS, deps.longestPauseMs));
    await deps.clock.sleep(Math.min(pause, deps.deadline - deps.clock.uptime()), deps.stop);
  }
}

function describeBusy({ because, problem }: Busy): string {
  switch (because) {
    case 'running':
      return 'the Platform refused to start a run, because one is in progress.';
    case 'ingesting':
      return `the Platform refused to start a run (${problem}); the data of the last one is not ingested yet, asking again.`;
    case 'unlisted':
      return `the Platform refused to start a run (${problem}), and lists none in progress; asking again.`;
  }
}

/** @param busy why the last start was put off; null if none was asked for */
function describeAlwaysBusy(syncName: string, busy: Busy | null): TimedOutError {
  if (busy?.because === 'ingesting') {
    // @failure sync | `timed-out` | The Platform starts no run before the data of the last one is ingested, and
    // that took longer than the step waits. =
    return new TimedOutError(
      `Until the deadline the Platform refused to start a run of ${syncName}, and the data of the last one is not ingested: ${busy.problem}`,
      'Look at the ingestion of that run on the Platform, or raise `timeout-minutes`.',
    );
  }
  // @failure sync#another | `timed-out` | With `if-running: wait`, the step waited for another run of the sync, and
  // could not start its own in time. =
  return new TimedOutError(
    `The deadline passed before a run of ${syncName} could be started: there was always another one in progress.`,
    'Raise `timeout-minutes`, or choose `if-running: attach`.',
  );
}

function timeNow({ clock }: SyncDeps): TimedSight {
  return { here: clock.now(), uptime: clock.uptime(), there: null };
}

/** Says, once for each run, why it is not used again although it is recent enough. */
function tellPassedOver(
  syncName: string,
  { run, following }: PassedOver,
  told: Set<string>,
  deps: Pick<SyncDeps, 'info'>,
): void {
  if (told.has(run.id)) return;
  told.add(run.id);
  deps.info(
    `${syncName}: run ${run.id} is recent enough, but run ${following.id} (${following.status}) is not older: it may have changed the data since. So the step does not use run ${run.id} again.`,
  );
}

/** Once for each. */
function warnOfOvertaken(
  syncName: string,
  overtaken: readonly SyncRun[],
  told: Set<string>,
  deps: Pick<SyncDeps, 'warn'>,
): void {
  const fresh = overtaken.filter(({ id }) => !told.has(id));
  for (const { id } of fresh) told.add(id);
  const [run, ...others] = fresh;
  if (run === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${countNouns(others.length, 'older run')})`;
  // @failure sync | not affected | The step does not wait for this old run, since a newer run of the sync has
  // completed. If the old run is stuck, cancel it on the Platform.
  deps.warn(
    `Run ${run.id} of ${syncName}, created ${formatTimestamp(run.createdAt)}, is still ${run.status} on the Platform${more}, although a newer run has completed: it is not waited for. If it is stuck, cancel it on the Platform.`,
  );
}

async function applyDecision(
  syncName: string,
  decision: BeforeStart,
  { runs, serverTime }: RunList,
  watches: RunWatches,
  deps: SyncDeps,
): Promise<Started | 'start' | 'again'> {
  if (decision.kind === 'start') return 'start';
  const { run } = decision;
  const watch = watches.find(run.id);
  if (!deps.ledger.claim({ syncName, runId: run.id })) throw describeSharedRun(syncName, run);
  const created = `run ${run.id}, created ${formatTimestamp(run.createdAt)}`;
  switch (decision.kind) {
    case 'reuse':
      deps.info(`${syncName}: ${created}, is recent enough. The step uses it, and starts no run.`);
      // Its end came while the step waited: so its data came, as that of a run to which the step attaches.
      return watch === null ? somebodyElses(run, 'reused', null) : somebodyElses(run, 'attached', serverTime, watch);
    case 'attach':
      deps.info(`${syncName}: ${created}, is in progress (${run.status}): this step attaches to it.`);
      return somebodyElses(run, 'attached', serverTime, watch);
    case 'refuse':
      // @failure sync#in-progress
      return { kind: 'refused', problem: `run ${run.id} of it is in progress (${run.status})` };
    case 'wait': {
      deps.info(
        `${syncName}: ${created}, is in progress (${run.status}): the step waits for its end, then starts a run.`,
      );
      const ageMs = findAge(run, { here: deps.clock.now(), there: serverTime });
      const expected = { past: learnFromRuns(runs), ageMs };
      const isOver = (look: SyncRun) => !isInProgress(look);
      const onPoll = (look: SyncRun, sight: TimedSight) => watches.look([look], sight, sight);
      await awaitRun(syncName, run, isOver, deps, expected, onPoll).catch((error: unknown) => {
        // One that is deleted holds up nothing any more.
        if (error instanceof StepError && hasStatus(error.cause, 404)) return;
        throw error instanceof TimedOutError ? explainTimeout(syncName, error) : error;
      });
      return 'again';
    }
  }
}

function describeSharedRun(syncName: string, run: SyncRun): StepError {
  // @failure sync#unproved
  return new StepError(`Run ${run.id} is listed for ${syncName}, and another sync of this step has it already.`, {
    remedy: 'Look at the runs of both syncs on the Platform, and for a proxy that repeats answers.',
  });
}

function explainTimeout(syncName: string, cause: TimedOutError): TimedOutError {
  // @failure sync#another
  return new TimedOutError(
    `No run of ${syncName} was started, because another one was waited for. ${cause.message}`,
    'Raise `timeout-minutes`, or choose `if-running: attach`. If that run is stuck, cancel it on the Platform.',
  );
}
