import { systemClock } from './clock.ts';
import { dayOf } from './day.ts';
import { describeEnding } from './ending.ts';
import { GateError, joinErrors, messageOf } from './errors.ts';
import { formatDuration } from './format.ts';
import { runGate } from './gate.ts';
import { installGuard } from './guard.ts';
import { describeFiles, type GateFiles, readGateFiles } from './inputs/files.ts';
import { DEFAULTS, type Inputs, readInputs } from './inputs/inputs.ts';
import { openPlatform } from './open-platform.ts';
import { type Baseline, hideNames } from './policies/baseline.ts';
import { writeBaseline } from './policies/baseline-file.ts';
import { decideRedaction, readVisibility, redactFilter, redactResult } from './redact.ts';
import { redactText } from './redact-text.ts';
import { planAnnotations } from './report/annotations.ts';
import { SUMMARY_BYTES } from './report/budget.ts';
import { tellVerdict } from './report/log.ts';
import { fileOutputsOf, outputsOf, syncOutputsOf } from './report/outputs.ts';
import { renderSummary } from './report/summary.ts';
import type { GateResult, SyncResult } from './result.ts';
import { findFreePath, readText, writeText } from './runner/files.ts';
import { createRunner } from './runner/runner.ts';
import { toLogText, toPlainText } from './sanitize.ts';
import { createLedger, NOTHING_OPEN, type OpenRuns, writeOpenRuns } from './sync/ledger.ts';

/** Of a line of the log, in characters. */
const LINE_LENGTH = 1_000;

const runner = createRunner();
const guard = installGuard(runner);

/** Decided before the inputs are checked: a message about a bad one quotes it. */
const isRedacted = decideRedaction(
  runner.getInput('redact').trim() || DEFAULTS.redact,
  readVisibility(runner.readPayload()),
);

if (isRedacted) runner.hideNames();

main().then(guard.settle, guard.fail);

/** Runs the step. */
async function main(): Promise<void> {
  // Before anything else, so that nothing that is printed can hold it.
  runner.protect(runner.getInput('api-key').trim());
  let inputs: Inputs & GateFiles;
  try {
    inputs = await readEverything();
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return report(failBeforeStart(error), { annotations: true, summary: true, baseline: null });
  }
  tellInputs(inputs);
  const ledger = createLedger((open) => saveOpenRuns(inputs.keepRunning ? NOTHING_OPEN : open));
  const platform = openPlatform(inputs, systemClock, guard, { debug: runner.debug, info });
  try {
    const { nextBaseline, ...result } = await runGate(inputs, {
      ...platform,
      clock: systemClock,
      stop: guard.stop,
      lastMoment: guard.lastMoment,
      longestPauseMs: inputs.longestPauseMs,
      ledger,
      info,
      warn: (line) => info(`Warning: ${line}`),
      group: runner.group,
      sink: null,
      onSyncs: setRunIds(),
    });
    await report(result, { ...inputs, baseline: planBaseline(nextBaseline, inputs) });
  } finally {
    platform.close();
  }
}

/** @throws {InputError} with everything that is wrong with the inputs and the files that they name */
async function readEverything(): Promise<Inputs & GateFiles> {
  const [inputs, files] = await Promise.allSettled([
    (async () => readInputs(runner.getInput, runner.readEvent()))(),
    readGateFiles(runner.getInput, runner.places(), readText, dayOf(systemClock.now()), isRedacted),
  ]);
  if (inputs.status === 'fulfilled' && files.status === 'fulfilled') return { ...inputs.value, ...files.value };
  throw joinErrors([inputs, files].flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])));
}

/** The reports that somebody asked for. */
interface Wanted {
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly baseline: { readonly path: string; readonly pieces: Iterable<string> } | null;
}

function planBaseline(baseline: Baseline | null, { nextBaselinePath: path }: GateFiles): Wanted['baseline'] {
  if (baseline === null || path === null) return null;
  const clean = (text: string) => runner.scrub(toPlainText(text));
  return { path, pieces: writeBaseline(isRedacted ? hideNames(baseline) : baseline, clean) };
}

/** The outputs first: where they cannot be written the step is red. No reporter after them can change the verdict. */
async function report(raw: GateResult, { annotations, summary, baseline }: Wanted): Promise<void> {
  const scrubbed = runner.scrubData(raw);
  const result = isRedacted ? redactResult(scrubbed) : scrubbed;
  setOutputs(outputsOf(result));
  guard.conclude(result.green);
  let baselineFile: string | null = null;
  if (baseline !== null) {
    await attempt('baseline', () => {
      const path = findFreePath(baseline.path);
      writeText(path, baseline.pieces);
      setOutputs(fileOutputsOf(path));
      baselineFile = path;
    });
  }
  tellVerdict(result, runner, baselineFile);
  if (annotations) {
    await attempt('annotations', () => {
      for (const annotation of planAnnotations(result)) runner.annotate(annotation);
    });
  }
  if (summary)
    await attempt('job summary', () => runner.writeSummary(renderSummary(result, SUMMARY_BYTES, baselineFile)));
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
  runner.info(toLogText(isRedacted ? redactText(line) : line, LINE_LENGTH));
}

async function attempt(name: string, write: () => void | Promise<void>): Promise<void> {
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

function tellInputs(inputs: Inputs & GateFiles): void {
  const syncs = inputs.syncNames.length === 0 ? 'no sync' : `sync ${inputs.syncNames.join(', ')}`;
  runner.info(`CloudQuery Platform at ${inputs.baseUrl}: mode ${inputs.mode}, ${syncs}.`);
  runner.info(`At most ${formatDuration(inputs.timeoutMs / 1_000)} in all.`);
  for (const filter of inputs.activeFilters) {
    const { input, value } = isRedacted ? redactFilter(filter) : filter;
    runner.info(`Only ${input}: ${value}`);
  }
  if (isRedacted) runner.info('Names of accounts and resources are hidden (`redact`).');
  for (const line of describeFiles(inputs)) runner.info(line);
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
