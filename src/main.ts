import { systemClock } from './clock.ts';
import { describeEnding } from './ending.ts';
import { GateError, messageOf } from './errors.ts';
import { formatDuration } from './format.ts';
import { runGate } from './gate.ts';
import { installGuard } from './guard.ts';
import { type Inputs, readInputs } from './inputs/inputs.ts';
import { openPlatform } from './open-platform.ts';
import { planAnnotations } from './report/annotations.ts';
import { tellVerdict } from './report/log.ts';
import { outputsOf, syncOutputsOf } from './report/outputs.ts';
import { renderSummary } from './report/summary.ts';
import type { GateResult, SyncResult } from './result.ts';
import { createRunner } from './runner/runner.ts';
import { toLogText } from './sanitize.ts';
import { createLedger, NOTHING_OPEN, type OpenRuns, writeOpenRuns } from './sync/ledger.ts';

/** Of a line of the log, in characters. */
const LINE_LENGTH = 1_000;

const runner = createRunner();
const guard = installGuard(runner);

main().then(guard.settle, guard.fail);

/** Runs the step. */
async function main(): Promise<void> {
  // Before anything else, so that nothing that is printed can hold it.
  runner.protect(runner.getInput('api-key').trim());
  let inputs: Inputs;
  try {
    inputs = readInputs(runner.getInput, runner.readEvent());
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return report(failBeforeStart(error), { annotations: true, summary: true });
  }
  tellInputs(inputs);
  const ledger = createLedger((open) => saveOpenRuns(inputs.keepRunning ? NOTHING_OPEN : open));
  const platform = openPlatform(inputs, systemClock, guard, { debug: runner.debug, info });
  try {
    const result = await runGate(inputs, {
      ...platform,
      clock: systemClock,
      stop: guard.stop,
      lastMoment: guard.lastMoment,
      longestPauseMs: inputs.longestPauseMs,
      ledger,
      info,
      warn: (line) => info(`Warning: ${line}`),
      group: runner.group,
      onSyncs: setRunIds(),
    });
    await report(result, inputs);
  } finally {
    platform.close();
  }
}

/** The outputs first: where they cannot be written the step is red. No reporter after them can change the verdict. */
async function report(raw: GateResult, wanted: { annotations: boolean; summary: boolean }): Promise<void> {
  const result = runner.scrubData(raw);
  setOutputs(outputsOf(result));
  guard.conclude(result.green);
  tellVerdict(result, runner);
  await attempt('annotations', wanted.annotations, () => {
    for (const annotation of planAnnotations(result)) runner.annotate(annotation);
  });
  await attempt('job summary', wanted.summary, () => runner.writeSummary(renderSummary(result)));
}

function saveOpenRuns(open: OpenRuns): void {
  try {
    runner.saveState('runs', writeOpenRuns(open));
  } catch (cause) {
    const remedy = 'See that the runner has room on its disk.';
    throw new GateError(`The step's state could not be written to GITHUB_STATE: ${messageOf(cause)}`, {
      remedy,
      cause,
    });
  }
}

/** Writes what is known of the runs as soon as another one exists, and not with every look at them. */
function setRunIds(): (syncs: readonly SyncResult[]) => void {
  let written = '';
  return (syncs) => {
    const outputs = syncOutputsOf(syncs);
    const ids = outputs['sync-run-id'] ?? '';
    if (ids !== written) setOutputs(outputs);
    written = ids;
  };
}

/** One line, whatever it holds. */
function info(line: string): void {
  runner.info(toLogText(line, LINE_LENGTH));
}

async function attempt(name: string, wanted: boolean, write: () => void | Promise<void>): Promise<void> {
  if (!wanted) return;
  try {
    await write();
  } catch (error) {
    runner.info(`Warning: the ${name} could not be written, which does not change the verdict: ${messageOf(error)}`);
  }
}

function setOutputs(outputs: Readonly<Record<string, string>>): void {
  try {
    for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  } catch (cause) {
    const remedy = 'See that the runner has room on its disk.';
    throw new GateError(`The outputs could not be written to GITHUB_OUTPUT: ${messageOf(cause)}`, { remedy, cause });
  }
}

function tellInputs(inputs: Inputs): void {
  const syncs = inputs.syncNames.length === 0 ? 'no sync' : `sync ${inputs.syncNames.join(', ')}`;
  runner.info(`CloudQuery Platform at ${inputs.baseUrl}: mode ${inputs.mode}, ${syncs}.`);
  runner.info(`At most ${formatDuration(inputs.timeoutMs / 1_000)} in all.`);
  for (const filter of inputs.activeFilters) runner.info(`Only ${filter}`);
}

function failBeforeStart(error: GateError): GateResult {
  const ending = {
    outcome: error.outcome,
    green: false,
    error,
    syncs: [],
    judgement: null,
    inputs: { mode: 'gate', onInconclusive: 'fail' },
  } as const;
  return {
    ...ending,
    mode: 'gate',
    ...describeEnding(ending),
    warnings: [],
    platformUrl: null,
    elapsedSeconds: 0,
  };
}
