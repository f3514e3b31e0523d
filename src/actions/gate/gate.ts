import { type StepError, toStepError } from '../../errors.ts';
import type { Policy } from '../../platform/policy.ts';
import { mergeReadings } from '../../platform/policy-readings.ts';
import { formatTimestamp } from '../../platform/timestamp.ts';
import { toLogText } from '../../text/escape.ts';
import type { Baseline } from './baseline/baseline.ts';
import type { GateClient } from './client.ts';
import { assessPolicies, awaitEvaluation, type Evaluation, type Proof } from './evaluate/evaluation.ts';
import { describeOutdated, type Freshness, freshSinceAll } from './evaluate/freshness.ts';
import { findEvaluationLag } from './evaluate/lag.ts';
import { NO_SIGHTINGS, recordSightings } from './evaluate/sightings.ts';
import type { GateFiles } from './files.ts';
import type { Inputs } from './inputs.ts';
import { type JudgeDeps, type Judgement, judge } from './judge/judge.ts';
import { describeRule } from './judge/rule.ts';
import { decideOutcome } from './judge/verdict.ts';
import type { Outcome } from './outcome.ts';
import type { GateResult } from './result.ts';
import { compareBySeverity } from './select/order.ts';
import { type PreparedScope, prepareScope } from './select/scope.ts';
import { describeEmptyGroups } from './select/selection.ts';
import { describeEnding, describePartial } from './sentence.ts';
import { cancelOpenRuns } from './sync/cancel.ts';
import type { SyncDeps } from './sync/deps.ts';
import type { SyncResult } from './sync/result.ts';
import { type FinishedSync, unstartedSync } from './sync/run-sync.ts';
import { runSyncs } from './sync/run-syncs.ts';

/** All that the step was asked for, and the files that it names. */
export type GateInputs = Inputs &
  Pick<GateFiles, 'baseline' | 'waivers'> & {
    /** The base address of the Platform's API. */
    readonly platformUrl: string;
  };

/** The result, which reporters read, and what the run leaves for the next one. */
export interface GateRun extends GateResult {
  /** Null if there was none before, or nothing was judged. */
  readonly nextBaseline: Baseline | null;
}

export interface GateDeps extends SyncDeps {
  readonly client: GateClient;
  readonly sink: JudgeDeps['sink'];
  /** A warning that may quote what was found, or a waiver; `warn` if it is not given. */
  readonly warnOfData?: (line: string) => void;
  readonly group: (title: string, lines: readonly string[]) => void;
  /** Told of the syncs whenever something becomes known of one. */
  readonly onSyncs: (syncs: readonly SyncResult[]) => void;
  /** When the step has to be over that is being cancelled, by `clock.uptime`; null if it is not. */
  readonly lastMoment: () => number | null;
  /** What is known of the key by now and worth a warning; absent: nobody wants to know. */
  readonly endKeyWatch?: () => string | null;
}

/** For cancelling runs after the deadline: nobody is in a hurry then. */
const CANCEL_TIME_MS = 15_000;

/** One time alone does not tell how far the next one is from it. */
const IMPROBABLE_SHARE = 0.75;

/**
 * The whole story: sync, wait, evaluate, judge. Whatever happens is a result; nothing is thrown, and nothing that
 * this step started is left running without a word.
 */
export async function runGate(inputs: GateInputs, deps: GateDeps): Promise<GateRun> {
  const began = deps.clock.uptime();
  const warnings: string[] = [...inputs.warnings];
  let syncs: readonly SyncResult[] = inputs.syncNames.map(unstartedSync);
  let judgement: Judgement | null = null;
  let nextBaseline: Baseline | null = null;
  const warn = (line: string) => {
    warnings.push(line);
    deps.warn(line);
  };
  const warnOfData = (line: string) => {
    warnings.push(line);
    (deps.warnOfData ?? deps.warn)(line);
  };
  const onSyncs = (results: readonly SyncResult[]) => {
    syncs = results;
    deps.onSyncs(results);
  };

  async function tell(): Promise<Outcome> {
    const prepared =
      inputs.mode === 'sync' ? null : await prepareScope(inputs.filters, inputs.activeFilters, inputs, deps);
    if (prepared !== null) tellScope(prepared, inputs, { ...deps, warn });

    // The list before the start: if the step waits for another run first, it is read again after that wait.
    let earlier = prepared?.catalogue ?? [];
    const beforeStart = async () => {
      if (prepared === null) return;
      const listed = await deps.client.listPolicies([], 'waiting');
      // Several syncs may read it at once: what another one merged meanwhile is kept.
      earlier = mergeReadings(earlier, listed);
    };
    const finished = await runSyncs(inputs.syncNames, inputs, { ...deps, warn, beforeStart }, onSyncs);
    const failed = findFailed(syncs, inputs, warn);
    if (failed) return 'sync-failed';
    if (prepared === null) return 'passed';

    const freshness: Freshness =
      inputs.mode === 'check' ? { kind: 'latest' } : freshSinceAll(finished.map(({ freshSince }) => freshSince));
    // A run that is reused was over before the step began, so that the list before may show its results already.
    const mustMove = finished.some(({ result }) => result.origin !== 'reused');
    const sightings = inputs.mode === 'check' ? NO_SIGHTINGS : recordSightings(earlier, mustMove);
    const probableFrom = expectEvaluation(prepared.selection.active, finished);
    const evaluation = await evaluate(prepared, { freshness, sightings }, probableFrom, inputs, deps);
    // Of the others the step saw itself with which query they were evaluated.
    const watched = new Set(mustMove ? earlier.map(({ id }) => id) : []);
    const unwatched = evaluation.assessed.filter(({ policy }) => !watched.has(policy.id));
    for (const sentence of describeOutdated(unwatched)) warn(sentence);
    // What is not evaluated yet may have come later than the step's own deadline: that is no verdict on the results. To
    // read lists for a report may take until then, too, and must not count.
    const isCutShort = inputs.mode === 'gate' && deps.clock.uptime() >= deps.deadline;
    const isDataWhole = syncs.every(({ state }) => state === 'succeeded');
    const judged = await judge(
      prepared,
      evaluation,
      freshness,
      { ...inputs, isDataWhole },
      { ...deps, warn: warnOfData, showsPast: inputs.summary },
    );
    ({ judgement, nextBaseline } = judged);
    const outcome = decideOutcome(judged.judgement);
    // Accounts that can't be shown to exist have nothing to do with the time.
    const isUnjudged = judged.judgement.inconclusive > 0 || judged.judgement.judged === 0;
    return outcome === 'inconclusive' && isUnjudged && isCutShort ? 'timed-out' : outcome;
  }

  let outcome: Outcome;
  let error: StepError | null = null;
  try {
    outcome = await tell();
  } catch (thrown) {
    error = toStepError(thrown, deps.stop);
    outcome = error.outcome;
  }
  await endRuns(inputs, { ...deps, warn });
  const expiry = deps.endKeyWatch?.() ?? null;
  if (expiry !== null) warn(expiry);

  const green = outcome === 'passed' || (outcome === 'inconclusive' && inputs.onInconclusive === 'warn');
  return {
    outcome,
    green,
    mode: inputs.mode,
    ...describeEnding({ outcome, green, error, syncs, judgement, inputs }),
    warnings,
    platformUrl: inputs.platformUrl,
    syncs,
    judgement,
    nextBaseline,
    elapsedSeconds: Math.round(deps.clock.uptime() - began) / 1_000,
    isRedacted: false,
  };
}

function tellScope({ selection, emptyGroups, warnings }: PreparedScope, inputs: GateInputs, deps: GateDeps): void {
  const paused = selection.paused.length > 0 ? `; paused and left out: ${selection.paused.length}` : '';
  const empty = emptyGroups.length > 0 ? `; ${describeEmptyGroups(emptyGroups)}` : '';
  deps.info(`Policies to judge: ${selection.active.length}${paused}${empty}. Rule: ${describeRule(inputs.rule)}.`);
  for (const line of warnings) deps.warn(line);
  deps.group(
    'The policies that are selected',
    selection.active
      .toSorted(compareBySeverity)
      .map((policy) => `${toLogText(policy.severity, 20).padEnd(8)}  ${toLogText(policy.name, 120)}  (${policy.id})`),
  );
}

/** Whether a sync failed; one that is only partial is told, and fails if the input says so. */
function findFailed(syncs: readonly SyncResult[], inputs: GateInputs, warn: (line: string) => void): boolean {
  const partial = syncs.filter(({ state }) => state === 'partial');
  if (inputs.onPartialSync === 'warn') for (const sync of partial) warn(describePartial(sync));
  return syncs.some(({ state }) => state !== 'succeeded' && (state !== 'partial' || inputs.onPartialSync === 'fail'));
}

/**
 * From when on the policies are probably evaluated, by `clock.uptime`: most of the time after the end of the runs that
 * it took before, by what the dates told before the start. Null: nobody knows.
 */
function expectEvaluation(policies: readonly Policy[], finished: readonly FinishedSync[]): number | null {
  const completed = finished.map(({ completedBefore }) => completedBefore);
  const lag = findEvaluationLag(policies, completed);
  const ends = finished.flatMap(({ endedAt }) => endedAt ?? []);
  return lag === null || ends.length < finished.length ? null : Math.max(...ends) + lag * IMPROBABLE_SHARE;
}

async function evaluate(
  { scope, selection, catalogue, serverTime }: PreparedScope,
  proof: Proof,
  probableFrom: number | null,
  inputs: GateInputs,
  deps: GateDeps,
): Promise<Evaluation> {
  const { freshness } = proof;
  // Nothing was started: the list of a moment ago is the latest.
  if (freshness.kind === 'latest') {
    return assessPolicies({ selection, listed: catalogue, serverTime }, selection.active, proof, deps.clock.now());
  }
  if (freshness.kind === 'since') {
    deps.info(`Waiting for the policies to be evaluated on data of ${formatTimestamp(freshness.moment)} or later.`);
  }
  const until = Math.min(deps.clock.uptime() + inputs.evaluationTimeoutMs, deps.deadline);
  return awaitEvaluation(scope, selection.active, proof, until, deps, probableFrom);
}

/** Leaves nothing running that this step started, unless it was asked to. */
async function endRuns(inputs: GateInputs, deps: GateDeps): Promise<void> {
  const open = deps.ledger.open();
  if (inputs.keepRunning) {
    for (const run of open) {
      deps.ledger.settle(run.runId);
      deps.info(`${run.syncName}: run ${run.runId} is left running, as \`keep-running\` asks.`);
    }
    return;
  }
  const latest = deps.clock.uptime() + CANCEL_TIME_MS;
  const until = () => Math.min(latest, deps.lastMoment() ?? latest);
  await cancelOpenRuns(deps.ledger, { ...deps, client: deps.lastClient(), until });
}
