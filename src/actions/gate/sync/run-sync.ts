import type { SyncRun } from '../../../platform/run.ts';
import type { RunList } from '../../../platform/runs.ts';
import { formatMoment, later, millisecondsOf, type Timestamp } from '../../../platform/timestamp.ts';
import type { StartRule } from './before-start.ts';
import type { SyncDeps } from './deps.ts';
import { type IngestionWatch, watchIngestion } from './ingestion.ts';
import { describeUsual, findAge, learnFromRuns } from './past-runs.ts';
import type { SyncResult } from './result.ts';
import { classifyRun, isInProgress, isKnownStatus } from './run-state.ts';
import { startRun } from './start.ts';
import { awaitRun } from './wait.ts';

export interface FinishedSync {
  readonly result: SyncResult;
  /** From this moment of the Platform's clock on, an evaluation has seen the run's data; null if that is unknown. */
  readonly freshSince: Timestamp | null;
  /** When the run was seen to be over, by `clock.uptime`; null if the step did not wait for its end. */
  readonly endedAt: number | null;
  /** When the latest run before it completed; null if that is unknown. */
  readonly completedBefore: Timestamp | null;
}

const WORST_TABLES = 5;
const LAST_LOG_LINES = 20;

/** A sync that was asked for and of which nothing is known yet. */
export function unstartedSync(syncName: string): SyncResult {
  return {
    syncName,
    runId: null,
    origin: null,
    state: 'unfinished',
    status: null,
    statusReason: null,
    ingested: null,
    rows: null,
    errors: null,
    tables: null,
    createdAt: null,
    completedAt: null,
    durationSeconds: null,
    problem: null,
    worstTables: [],
    lastLogLines: [],
  };
}

/**
 * Starts a run of one sync and waits until it is over and its data is ingested. That it failed is a result, not an
 * error.
 * @param known the sync's runs, as `listRunsOf` gave them a moment ago
 * @param report told whatever becomes known, as soon as it is
 */
export async function runSync(
  syncName: string,
  known: RunList,
  rule: StartRule,
  deps: SyncDeps,
  report: (result: SyncResult) => void,
): Promise<FinishedSync> {
  let result = unstartedSync(syncName);
  const update = (known: Partial<SyncResult>) => {
    result = { ...result, ...known };
    report(result);
  };

  const past = learnFromRuns(known.runs);
  const completedBefore = past.lastCompletedAt;
  const started = await startRun(syncName, known, rule, deps);
  if (started.kind === 'refused') {
    // @failure sync with an answer 400, 409 or 422 | `sync-failed` | The Platform refused to start a run. The message
    // quotes its reason.
    deps.info(`${syncName}: no run: ${started.problem}`);
    update({ state: 'refused', problem: started.problem });
    return { result, freshSince: null, endedAt: null, completedBefore };
  }
  const { run, origin } = started;
  update({ ...factsOf(run), origin });
  const isOurs = origin === 'started' || origin === 'adopted';
  const usual = past.rhythm === null || origin === 'reused' ? '' : `; it ${describeUsual(past.rhythm)}`;
  if (origin === 'started') deps.info(`${syncName}: started run ${run.id}${usual}.`);
  else if (usual !== '') deps.info(`${syncName}: waiting for run ${run.id}${usual}.`);

  const unknown = new Set<string>();
  const isOver = (look: SyncRun) => classifyRun(look, rule.requireIngestion).kind !== 'waiting';
  const sight = { here: deps.clock.now(), uptime: deps.clock.uptime(), there: started.serverTime };
  const ingestion = started.watch ?? watchIngestion({ run, sight, isNew: origin === 'started' }, rule);
  const expected = { past, ageMs: isOurs ? 0 : findAge(run, sight) };
  const awaited = await awaitRun(syncName, run, isOver, deps, expected, (look, moment) => {
    // As long as one answer alone says that it has ended it is ours to cancel, after another look.
    if (isOurs && isInProgress(look)) deps.ledger.add({ syncName, runId: look.id });
    deps.ledger.note(look.id, isInProgress(look));
    if (!isKnownStatus(look.status) && !unknown.has(look.status)) {
      unknown.add(look.status);
      // @failure sync | not affected | The step keeps waiting, as if the run were in progress. Update the action.
      deps.warn(`Run ${look.id} of ${syncName} has the status ${look.status}, which this version does not know.`);
    }
    ingestion.look(look, moment);
    update(factsOf(look));
  });

  const over = awaited.run;
  const state = classifyRun(over, rule.requireIngestion);
  if (state.kind === 'waiting') throw new Error('A run that is not over was taken for one that is.');
  deps.ledger.settle(over.id);
  const stats = awaited.stats ?? (await deps.client.findRunStats(syncName, over.id));
  update({ ...factsOf(over), tables: stats?.completedTables ?? null, state: state.kind });
  if (state.kind !== 'succeeded') update({ problem: state.problem, ...(await explainProblem(syncName, over, deps)) });
  const endedAt = origin === 'reused' ? null : awaited.endedAt;
  return { result, freshSince: findFreshSince(syncName, over, ingestion, deps), endedAt, completedBefore };
}

/** An evaluation before the run's data was there has not seen all of it. */
function findFreshSince(
  syncName: string,
  run: SyncRun,
  ingestion: IngestionWatch,
  deps: Pick<SyncDeps, 'warn'>,
): Timestamp | null {
  if (run.completedBy === null) return null;
  if (ingestion.contradicts(run)) {
    // @failure sync | `inconclusive` | The time in the message can't be right: it is in the future, or the step still
    // saw the run in progress after that time. Look at the clocks of the runner and of the Platform.
    deps.warn(
      `Run ${run.id} of ${syncName} says that it completed ${formatMoment(run.completedAt)}, which contradicts what this step saw. So no result can be shown to be newer.`,
    );
    return null;
  }
  return later(run.completedBy, ingestion.notThereAt());
}

function factsOf(run: SyncRun): Partial<SyncResult> {
  const { completedAt, createdAt } = run;
  return {
    runId: run.id,
    status: run.status,
    statusReason: run.statusReason,
    ingested: run.ingested,
    rows: run.rows,
    errors: run.errors,
    createdAt,
    completedAt,
    durationSeconds: completedAt === null ? null : (millisecondsOf(completedAt) - millisecondsOf(createdAt)) / 1_000,
  };
}

/** Why a run did not succeed, as far as the Platform tells. */
async function explainProblem(syncName: string, run: SyncRun, deps: SyncDeps): Promise<Partial<SyncResult>> {
  const [tables, log] = await Promise.all([
    deps.client.findWorstTables(syncName, run.id, WORST_TABLES),
    run.status === 'failed' ? deps.client.findLog(syncName, run.id) : null,
  ]);
  return {
    worstTables: (tables ?? []).filter((table) => table.errors > 0),
    lastLogLines: (log ?? '')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-LAST_LOG_LINES),
  };
}
