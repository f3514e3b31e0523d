import { systemClock } from '../../clock.ts';
import { GateError, joinErrors, messageOf } from '../../errors.ts';
import { openPlatform } from '../../platform/open.ts';
import { readText } from '../../runner/files.ts';
import { installGuard } from '../../runner/lifecycle.ts';
import { createGarbage } from '../../runner/memory.ts';
import { createRunner } from '../../runner/runner.ts';
import { dayOf } from '../../text/day.ts';
import { formatDuration } from '../../text/format.ts';
import { describeFiles, type GateFiles, readGateFiles } from './files.ts';
import { runGate } from './gate.ts';
import { DEFAULTS, type Inputs, readInputs } from './inputs.ts';
import { decideRedaction, readVisibility, redactFilter } from './redact.ts';
import { createReporting } from './report/deliver.ts';
import { listsViolations } from './report/kinds.ts';
import { syncOutputsOf } from './report/outputs.ts';
import { createSpool } from './report/spool.ts';
import type { GateResult, SyncResult } from './result.ts';
import { describeEnding } from './sentence.ts';
import { createLedger, NOTHING_OPEN, writeOpenRuns } from './sync/ledger.ts';

const runner = createRunner();
const guard = installGuard(runner);

/** Decided before the inputs are checked: a message about a bad one quotes it. */
const isRedacted = decideRedaction(
  runner.getInput('redact').trim() || DEFAULTS.redact,
  readVisibility(runner.readPayload()),
);

if (isRedacted) runner.hideNames();
const reporting = createReporting(runner, guard, isRedacted);
const { info, setOutputs } = reporting;

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
    return reporting.report(failBeforeStart(error), { annotations: true, summary: true, files: [] });
  }
  tellInputs(inputs);
  const ledger = createLedger((open) => saveState('runs', writeOpenRuns(inputs.keepRunning ? NOTHING_OPEN : open)));
  const garbage = createGarbage();
  const platform = openPlatform(inputs, systemClock, guard, { debug: runner.debug, info }, garbage.add);
  const spool = inputs.reports.some(listsViolations) ? createSpool(runner.places().temp, runner.scrub, garbage) : null;
  try {
    if (spool !== null) saveState('spool', spool.folder);
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
      sink: spool,
      onSyncs: setRunIds(),
    });
    const files = reporting.planFiles(nextBaseline, spool, inputs);
    await reporting.report(await locateIn(result, inputs), { ...inputs, files });
  } finally {
    spool?.remove();
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

/** Only annotations point at a place, and only a failing policy has one. */
async function locateIn(result: GateResult, { annotations }: Inputs): Promise<GateResult> {
  if (!annotations || !result.judgement?.failing) return result;
  try {
    const { locateInCheckout } = await import('./source/checkout.ts');
    return locateInCheckout(result, runner.places().workspace, runner.context(systemClock.now()).repository);
  } catch (error) {
    // @failure step#report
    info(
      `Warning: the places in the checkout could not be found, which does not change the verdict: ${messageOf(error)}`,
    );
    return result;
  }
}

function saveState(name: string, value: string): void {
  try {
    runner.saveState(name, value);
  } catch (cause) {
    const remedy = 'See that the runner has room on its disk.';
    // @failure step#write
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
