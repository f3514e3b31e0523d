import { joinErrors, messageOf, StepError } from '../../errors.ts';
import type { Connection } from '../../inputs/connection.ts';
import type { InputReader } from '../../inputs/reader.ts';
import type { Requester } from '../../platform/http/requester.ts';
import type { Memory } from '../../runner/memory.ts';
import { readText } from '../../runner/read-file.ts';
import { setOutputs } from '../../runner/report.ts';
import type { Runner } from '../../runner/runner.ts';
import { dayOf } from '../../text/day.ts';
import { formatDuration } from '../../text/format.ts';
import { HIDDEN_PATTERNS } from '../../text/redact.ts';
import type { Action, OpenStep, Report, Step } from '../step.ts';
import { createGateClient } from './client.ts';
import { describeFiles, type GateFiles, readGateFiles } from './files.ts';
import { runGate } from './gate.ts';
import { DEFAULTS, type Inputs, readInputs } from './inputs.ts';
import type { KeyWatch } from './key-watch.ts';
import type { MentionWatch } from './mentions.ts';
import { hidePolicyWords, hideWords } from './platform-words.ts';
import { deliver, NO_FILES } from './report/deliver.ts';
import { listsViolations } from './report/kinds.ts';
import { outputsOf, syncOutputsOf } from './report/outputs.ts';
import type { Spool } from './report/spool.ts';
import type { GateResult } from './result.ts';
import { holdsNames } from './select/aspect.ts';
import { describeEnding } from './sentence.ts';
import { createLedger } from './sync/ledger.ts';
import { NOTHING_OPEN, writeOpenRuns } from './sync/open-runs.ts';
import type { SyncResult } from './sync/result.ts';

/** For the action `policies`; the gate itself does without. */
export const loadForgive = () => import('./forgive.ts');

/** What the post step needs of the gate. */
export const loadCancellation = () => import('./cancel-from-post.ts');

type Asked = Inputs & GateFiles;

/** The gate. */
export const action: Action<Asked, GateResult> = {
  defaults: DEFAULTS,
  loadRedaction: () => import('./redact.ts'),
  readInputs: readEverything,
  describeInputs,
  run,
  fail: failBeforeStart,
  outputsOf,
  reportFailure: (step) => (result, raw) =>
    deliver(result, raw, { annotations: true, summary: true, planned: NO_FILES }, step),
};

async function run(
  asked: Asked,
  step: OpenStep,
  finish: (result: GateResult, report: Report<GateResult>) => Promise<void>,
): Promise<void> {
  const { runner, lifecycle, clock, platform, memory } = step;
  const mentions = step.isRedacted ? await startMentionWatch(asked) : null;
  const openClient = (requester: Requester) => {
    const client = createGateClient(requester);
    return mentions === null ? client : mentions.watch(hidePolicyWords(hideWords(client)));
  };
  for (const line of asked.warnings) runner.warn(line);
  const { longestPauseMs, farPauseMs, keepRunning } = asked;
  const ledger = createLedger((open) => saveState(runner, 'runs', writeOpenRuns(keepRunning ? NOTHING_OPEN : open)));
  const lists = asked.reports.some(listsViolations);
  const spool = lists ? await openSpool(runner, memory) : null;
  const keyWatch = asked.keyName === '' ? null : await startKeyWatch(asked.keyName, step);
  try {
    if (spool !== null) saveState(runner, 'spool', spool.folder);
    const { nextBaseline, ...found } = await runGate(
      { ...asked, warnings: [...step.warnings, ...asked.warnings], platformUrl: step.platformUrl },
      {
        client: openClient(platform.requester),
        lastClient: () => openClient(platform.openLast()),
        deadline: platform.deadline,
        clock,
        stop: lifecycle.stop,
        lastMoment: lifecycle.lastMoment,
        longestPauseMs,
        farPauseMs,
        ledger,
        info: runner.tell,
        warn: runner.warn,
        // Which names it quotes is known with the result only.
        ...(step.isRedacted ? { warnOfData: () => {} } : {}),
        group: runner.group,
        sink: spool,
        onSyncs: setRunIds(runner),
        endKeyWatch: () => keyWatch?.end() ?? null,
      },
    );
    const result = mentions === null ? found : { ...found, mentions: mentions.finish() };
    const isWritten = nextBaseline !== null || asked.reports.length > 0;
    const planned = isWritten
      ? await (await import('./report/files.ts')).planFiles(nextBaseline, spool, asked, step)
      : NO_FILES;
    await finish(await placeAll(result, step), (shown, raw) => deliver(shown, raw, { ...asked, planned }, step));
  } finally {
    spool?.remove();
  }
}

/** Where policies with a mark are defined; few repositories have such. */
async function placeAll(result: GateResult, { runner, clock }: Step): Promise<GateResult> {
  if (!result.judgement?.policies.some(({ definition }) => definition !== null)) return result;
  const { placeDefinitions } = await import('./source/checkout.ts');
  return placeDefinitions(result, runner.folders().workspace, runner.context(clock.now()).repository);
}

async function startMentionWatch({ waivers, scope: { accounts } }: Asked): Promise<MentionWatch> {
  const { watchMentions } = await import('./redact.ts');
  return watchMentions(waivers?.entries ?? [], [...accounts.include, ...accounts.exclude]);
}

async function startKeyWatch(name: string, { platform, clock, runner }: OpenStep): Promise<KeyWatch> {
  const { watchKey } = await import('./key-watch.ts');
  async function find(wanted: AbortSignal) {
    const { createIdentities } = await import('../../platform/identities.ts');
    return createIdentities(platform.requester).findKeys(wanted);
  }
  return watchKey(name, find, clock, runner.debug);
}

async function openSpool(runner: Runner, memory: Memory): Promise<Spool> {
  const { createSpool } = await import('./report/spool.ts');
  return createSpool(runner.folders().temp, runner.scrub, memory);
}

/** @throws {InputError} with everything that is wrong with the inputs and the files that they name */
async function readEverything(reader: InputReader, { runner, clock, isRedacted }: Step): Promise<Asked> {
  // The comment reads it, which is written also if other inputs are bad.
  reader.know('github-token');
  // These texts are looked at first: where the inputs end, what is wrong with any of them is told.
  const opened = readGateFiles(reader.textOf, runner.folders(), readText, dayOf(clock.now()), isRedacted);
  const [inputs, files] = await Promise.allSettled([(async () => readInputs(reader))(), opened]);
  if (inputs.status === 'fulfilled' && files.status === 'fulfilled') return { ...inputs.value, ...files.value };
  throw joinErrors([inputs, files].flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])));
}

function saveState(runner: Runner, name: string, value: string): void {
  try {
    runner.saveState(name, value);
  } catch (cause) {
    const remedy = 'See that the runner has room on its disk.';
    // @failure step#write
    throw new StepError(`The step's state could not be written to GITHUB_STATE: ${messageOf(cause)}`, {
      remedy,
      cause,
    });
  }
}

/** Writes what is known of the runs as soon as another one exists, and not at every poll. */
function setRunIds(runner: Runner): (syncs: readonly SyncResult[]) => void {
  let written = '';
  return (syncs) => {
    const outputs = syncOutputsOf(syncs);
    const ids = outputs['sync-run-id'] ?? '';
    if (ids !== written) setOutputs(runner, outputs);
    written = ids;
  };
}

function describeInputs(inputs: Asked, { baseUrl, timeoutMs }: Connection, isRedacted: boolean): string[] {
  const syncs = inputs.syncNames.length === 0 ? 'no sync' : `sync ${inputs.syncNames.join(', ')}`;
  return [
    `CloudQuery Platform at ${baseUrl}: mode ${inputs.mode}, ${syncs}.`,
    `At most ${formatDuration(timeoutMs / 1_000)} in all.`,
    ...inputs.activeFilters.map(({ input, value }) => {
      return `Only ${input}: ${isRedacted && holdsNames(input) ? HIDDEN_PATTERNS : value}`;
    }),
    ...(isRedacted ? ['Names of accounts and resources are hidden (`redact`).'] : []),
    ...describeFiles(inputs),
  ];
}

function failBeforeStart(error: StepError): GateResult {
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
    isRedacted: false,
  };
}
