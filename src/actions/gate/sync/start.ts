import { StepError, TimedOutError } from '../../../errors.ts';
import { hasStatus, type PlatformError } from '../../../platform/http/errors.ts';
import type { RunList } from '../../../platform/runs.ts';
import { formatTimestamp } from '../../../platform/timestamp.ts';
import { findNear, findNearest } from '../../../text/nearest.ts';
import { type BeforeStart, decideBeforeStart, type StartRule } from './before-start.ts';
import type { SyncDeps } from './deps.ts';
import { postRun, type Started, somebodyElses } from './request-run.ts';
import { isInProgress } from './run-state.ts';
import { awaitRun } from './wait.ts';

/** After a refusal because of another run, before the runs are looked at again. */
const PAUSE_AFTER_REFUSAL_MS = 2_000;

/**
 * Starts a run of a sync exactly once, or finds the one to use instead.
 * @param known the sync's runs, as `listRunsOf` gave them a moment ago
 * @throws {StepError} where the key is refused, or the Platform cannot be reached
 */
export async function startRun(syncName: string, known: RunList, rule: StartRule, deps: SyncDeps): Promise<Started> {
  for (let list = known; ; list = await listRunsOf(syncName, deps)) {
    const { runs, serverTime } = list;
    // The later clock of the two: a run must not look recent because one of them is behind.
    const now = Math.max(serverTime ?? 0, deps.clock.now());
    const decision = decideBeforeStart(runs, now, rule);
    const settled = await applyDecision(syncName, decision, serverTime, deps);
    if (settled === 'again') continue;
    if (settled !== 'start') return settled;
    const posted = await postRun(syncName, list, deps);
    if (posted !== 'refused-while-running') return posted;
    // @failure sync#in-progress | `sync-failed` | That is what `if-running: fail` asks for. `wait` and `attach` are the
    // other choices.
    if (rule.ifRunning === 'fail') return { kind: 'refused', problem: 'another run of it is in progress' };
    deps.info(`${syncName}: the Platform refused to start a run, because one is in progress.`);
    if (deps.clock.now() >= deps.deadline) {
      // @failure sync#another | `timed-out` | With `if-running: wait` the step waits for the run before its own. Raise
      // `timeout-minutes`, or choose `attach`.
      throw new TimedOutError(
        `The deadline passed before a run of ${syncName} could be started: there was always another one in progress.`,
        'Raise `timeout-minutes`, or choose `if-running: attach`.',
      );
    }
    await deps.clock.sleep(Math.min(PAUSE_AFTER_REFUSAL_MS, deps.longestPauseMs), deps.stop);
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
      // @failure sync#in-progress
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
  // @failure sync#another
  return new TimedOutError(
    `No run of ${syncName} was started, because another one was waited for. ${cause.message}`,
    'Raise `timeout-minutes`, or choose `if-running: attach`.',
  );
}

/** @throws {StepError} where there is no such sync, with the nearest names that there are */
export async function listRunsOf(syncName: string, deps: SyncDeps): Promise<RunList> {
  try {
    return await deps.client.listRuns(syncName);
  } catch (error) {
    if (hasStatus(error, 404)) throw await explainUnknownSync(syncName, error, deps);
    throw error;
  }
}

async function explainUnknownSync(syncName: string, error: PlatformError, deps: SyncDeps): Promise<StepError> {
  const names = await deps.client.listSyncNames().catch(() => [] as string[]);
  deps.stop.throwIfAborted();
  if (names.length === 0) return error;
  const nearest = findNearest(syncName, names);
  const near = findNear(syncName, names);
  // @failure inputs | Correct `sync-name`; the nearest names are in the message.
  return new StepError(
    `\`sync-name\`: this Platform has no sync named ${syncName}; the nearest of its ${names.length} are ${nearest.join(', ')}.`,
    {
      remedy: near === null ? 'Name one of the syncs of this Platform.' : `Did you mean ${near}?`,
      cause: error,
    },
  );
}
