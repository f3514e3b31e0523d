import type { Clock } from '../../clock.ts';
import { StepError, toStepError } from '../../errors.ts';
import { type AuditLogClient, formatSecond } from '../../platform/audit-logs.ts';
import { PlatformError } from '../../platform/http/errors.ts';
import { toLogText } from '../../text/escape.ts';
import { countNouns } from '../../text/format.ts';
import { describePlace } from '../../text/pattern.ts';
import { IncompleteError } from './incomplete.ts';
import { renderManifest } from './manifest.ts';
import type { Gap } from './merge.ts';
import { findExported, findNewer, nameManifest } from './names.ts';
import type { Outcome } from './outcome.ts';
import { type Plan, planRun } from './plan.ts';
import { type ReadDeps, type Reading, readLog, type Wanted } from './read-log.ts';
import type { AuditLogResult, Progress } from './result.ts';
import { floorSecond, SECOND_MS } from './span.ts';
import { BRING_BACK, beginState, parseState, renderState, type State } from './state.ts';
import type { Store } from './store.ts';

/** What an export was asked for. */
export interface ExportRequest extends Wanted {
  /** The Platform's API: host, port and path. */
  readonly platform: string;
  /** As the input has it. */
  readonly statePath: string;
  /** In milliseconds since 1970; null if it is not given. */
  readonly since: number | null;
}

export interface ExportDeps extends Omit<ReadDeps, 'store'> {
  readonly client: AuditLogClient;
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly stop: AbortSignal;
  readonly warn: (line: string) => void;
}

/** The whole story: the state, the plan, the windows, then the manifest and the new state. Nothing is thrown. */
export async function exportAuditLog(asked: ExportRequest, deps: ExportDeps): Promise<AuditLogResult> {
  try {
    // Read before anything is asked: a state that is no good costs no request.
    const stored = readStored(asked, deps.store);
    const { tenant, now: claimed } = await deps.client.readPlatform();
    if (claimed === null) throw describeNoClock();
    const runnerTime = deps.clock.now();
    const now = proveNow(claimed, runnerTime);
    const before = stored === null ? beginExport(asked, tenant, now, deps) : claimState(stored, asked, tenant);
    const names = deps.store.listNames();
    refuseNewerFiles(names, stored, before, asked);
    refuseFuture(before, claimed);
    const plan = planRun(before, now, asked);
    if (plan === null) {
      // By one of the clocks there is something to read. That nothing is new is not known, then.
      const isDue = planRun(before, Math.max(claimed, runnerTime), asked) !== null;
      if (isDue && doClocksDiffer(claimed, runnerTime)) throw describeClocks(before, runnerTime, claimed);
      return describeTooSoon(before);
    }
    const reading = await readLog(plan, before, asked, deps);
    if (!reading.hasRead) return describeFailure(reading.thrown, deps.stop);
    const warnings = [
      ...warnOfClocks(runnerTime, claimed),
      ...warnOfNewChain(names, stored),
      ...warnOfTypes(reading, asked),
      ...warnOfUsers(reading, asked),
      ...warnOfUncounted(reading),
    ];
    const progress = keepReading(reading, plan, before, now, warnings, asked, deps.store);
    return describeReading(reading, progress, asked, deps.stop);
  } catch (thrown) {
    return describeFailure(thrown, deps.stop);
  }
}

/** Null if there is no state, and `since` says where to begin. */
function readStored({ statePath, since }: ExportRequest, store: Store): State | null {
  const file = store.readState();
  const path = toLogText(statePath, 200);
  if (file.kind === 'missing') {
    if (since !== null) return null;
    // @failure audit | `error` | Fetch the state before the step: [how](../audit-log/README.md#the-state). Only the
    // very first run has no state, and needs `since`. If the state is lost: [begin
    // anew](../audit-log/README.md#if-the-state-is-lost). The action never begins at the start of the log by itself.
    throw new StepError(`There is no state at \`state\` ${path}, and no \`since\` to begin at.`, {
      remedy:
        'Fetch the state that the last run wrote, from its branch or bucket, before this step. Only for the very first run, set `since`. If the state is lost for good: `audit-log/README.md`, "If the state is lost".',
    });
  }
  const parsed = file.kind === 'text' ? parseState(file.text) : { ...file, remedy: BRING_BACK };
  if (parsed.kind === 'state') return parsed.state;
  // @failure audit#damage
  throw new StepError(`The state at \`state\` ${path} ${parsed.problem.replace(/\.$/, '')}.`, {
    remedy: parsed.remedy,
  });
}

function beginExport(asked: ExportRequest, tenant: string, now: number, { warn }: ExportDeps): State {
  const since = asked.since ?? now;
  if (since >= now) {
    // @failure audit | `error` | Give a time that is in the past, by the Platform's clock.
    throw new StepError(`\`since\` is ${formatSecond(since)}, and the Platform's clock says ${formatSecond(now)}.`, {
      remedy: 'Give a `since` that has passed.',
    });
  }
  // @failure audit | unchanged | This is right for the first run. Then take `since` out of the workflow, so that a lost
  // state is an error.
  warn(
    `there is no state yet, so this export begins at \`since\` ${formatSecond(since)}. Remove \`since\` from the workflow after this run.`,
  );
  return beginState({ platform: asked.platform, tenant }, since);
}

/** Another Platform's cursor and ids would leave a hole here, or make everything look late. */
function claimState(state: State, { platform }: ExportRequest, tenant: string): State {
  const [theirs, ours] =
    state.platform === platform ? [`tenant ${state.tenant}`, `tenant ${tenant}`] : [state.platform, platform];
  if (theirs === ours) return state;
  // @failure audit | `error` | Each Platform and tenant needs a state of its own. Check `platform-url` and `state`.
  throw new StepError(
    `The state at \`state\` belongs to ${toLogText(theirs, 200)}, and this is ${toLogText(ours, 200)}.`,
    {
      remedy: 'Give each Platform a state of its own: check `platform-url` and `state`.',
    },
  );
}

/** Clocks of servers that answer for one Platform may differ by so much. */
const CLOCK_TOLERANCE_MS = 300_000;

/**
 * The time that has certainly come on the Platform. What lies beyond it would be taken for read before it happened, so of
 * a clock that is far ahead of the runner's nothing is believed.
 * @param claimed as the Platform's answer says
 */
function proveNow(claimed: number, runnerTime: number): number {
  return claimed <= runnerTime + CLOCK_TOLERANCE_MS ? claimed : floorSecond(runnerTime);
}

function doClocksDiffer(claimed: number, runnerTime: number): boolean {
  return Math.abs(claimed - runnerTime) > CLOCK_TOLERANCE_MS;
}

function warnOfClocks(runnerTime: number, claimed: number): string[] {
  if (!doClocksDiffer(claimed, runnerTime)) return [];
  // @failure audit | unchanged | One of the two clocks is wrong. Whatever is later than the earlier one is left for a later run:
  // set the runner's clock, look at the Platform's, or look for a cache in front of it that gives old answers.
  return [
    `The Platform's answer says that it is ${formatSecond(claimed)}, and on this runner it is ${formatSecond(runnerTime)}: the earlier time counts.`,
  ];
}

function describeClocks({ cursor }: State, runnerTime: number, claimed: number): StepError {
  // @failure audit | `incomplete` | The runner's clock is behind, the Platform's is, or an earlier run saw one that was ahead.
  // A cache in front of the Platform gives old answers with their old time. Nothing is exported, since nothing is known to be
  // settled. =
  return new IncompleteError(
    `Everything up to ${formatSecond(cursor)} was read before. The Platform's answer says that it is ${formatSecond(claimed)}, and on this runner it is ${formatSecond(runnerTime)}`,
    { remedy: "Set the runner's clock. If it is right, look at the Platform's, and for a cache in front of it." },
  );
}

/** Until that time comes every run would have nothing to read, and what happens meanwhile would be taken for read. */
function refuseFuture({ cursor }: State, now: number): void {
  if (cursor <= now + CLOCK_TOLERANCE_MS) return;
  // @failure audit | `error` | The Platform's clock was ahead in an earlier run, or is behind now. Bring back the last
  // state from before that run. The events since then are exported again.
  throw new StepError(
    `The state says that everything up to ${formatSecond(cursor)} was read, and the Platform's clock says ${formatSecond(now)}.`,
    {
      remedy:
        "Check the Platform's clock. If it is right, an earlier run saw a wrong one. Bring back the state from before that run, from its branch or bucket.",
    },
  );
}

const NAMES_SHOWN = 3;

/** @param stored null if there is no state: `state` then begins at `since` */
function refuseNewerFiles(
  names: readonly string[],
  stored: State | null,
  state: State,
  { statePath }: ExportRequest,
): void {
  const newer = findNewer(names, state);
  if (newer.length === 0) return;
  const shown = newer.sort().slice(0, NAMES_SHOWN).join(', ');
  const rest = newer.length > NAMES_SHOWN ? ` and ${newer.length - NAMES_SHOWN} more` : '';
  if (stored === null) {
    // @failure audit | `error` | An earlier run wrote these files, and its state is missing. Bring the state back. If
    // it is lost: [begin anew](../audit-log/README.md#if-the-state-is-lost).
    throw new StepError(
      `There is no state at \`state\` ${toLogText(statePath, 200)}, and \`output-dir\` has files from after \`since\` ${formatSecond(state.cursor)}: ${shown}${rest}.`,
      {
        remedy:
          'An earlier run wrote these files: bring back the state that was written with them. If it is lost, move the files away and begin anew: `audit-log/README.md`, "If the state is lost".',
      },
    );
  }
  // @failure audit | `error` | A run wrote these files, and its state was not kept. If the files were delivered, bring
  // back its state. If not, delete the files: this run writes their events again.
  throw new StepError(
    `The state at \`state\` ${toLogText(statePath, 200)} is older than the files in \`output-dir\`: it ends at ${formatSecond(state.cursor)}, and there is ${shown}${rest}.`,
    {
      remedy:
        'If these files were delivered, bring back the state that was written with them. If they were not, delete them, and run again.',
    },
  );
}

/** Two chains of manifests have events in common, and none of the manifests tells of the other chain. */
function warnOfNewChain(names: readonly string[], stored: State | null): string[] {
  if (stored !== null || findExported(names).length === 0) return [];
  // @failure audit | unchanged | This export began anew, and its manifest names none before it. If you go back from
  // manifest to manifest, you miss the older files: [read all files](../audit-log/README.md#the-files).
  return [
    '`output-dir` has files of an earlier export, and the chain of manifests begins anew with this run: to read both, take all files, and drop what has an `id` that was there before.',
  ];
}

/** What a pattern with a slip of the pen leaves out is left out for good. */
function warnOfTypes({ unmatchedTypes }: Reading, { eventTypes }: ExportRequest): string[] {
  if (unmatchedTypes.length === 0) return [];
  const shown = unmatchedTypes
    .slice(0, NAMES_SHOWN)
    .map((one) => `\`${toLogText(one, 200)}\` (\`event-types\`${describePlace(one, eventTypes.lines)})`);
  const rest = unmatchedTypes.length > NAMES_SHOWN ? ` and ${unmatchedTypes.length - NAMES_SHOWN} more` : '';
  // @failure audit | unchanged | If such events are rare, nothing is wrong. Otherwise correct the pattern. Events that
  // it should have matched are not in the files, and no later run exports them. To get them, [begin
  // anew](../audit-log/README.md#if-the-state-is-lost) at an earlier time.
  return [
    `Of the events that this run read, none is of the type ${shown.join(', ')}${rest}. If that is a typing error, correct it: no later run exports what this one left out.`,
  ];
}

/** What nobody could read is not left out without a word. */
function warnOfUsers({ oddUsers }: Reading, { fields }: ExportRequest): string[] {
  if (oddUsers === 0) return [];
  const kept = fields === 'full' ? 'The files have it as it came.' : '`fields: full` keeps it as it came.';
  // @failure audit | unchanged | The Platform is newer than this action, or something in front of it changes answers. The
  // events are in the files, without what can't be read of their users: update the action, or [report
  // it](../CONTRIBUTING.md).
  return [`The user of ${countNouns(oddUsers, 'event')} is told in a way that can't be read. ${kept}`];
}

function warnOfUncounted({ uncountedTo }: Reading): string[] {
  if (uncountedTo === null) return [];
  // @failure audit | unchanged | The state keeps the ids of the overlap only, since there are hundreds of thousands of them
  // each day. Raise `overlap-minutes` if events appear later than that.
  return [
    `The state has no room for the ids of events before ${formatSecond(uncountedTo)}: that time will not be counted again, so that events that appear in it from now on are missed.`,
  ];
}

function describeNoClock(): StepError {
  // @failure audit | `incomplete` | A proxy in front of the Platform removes the header `Date`. Without it the action
  // can't know which events are complete.
  return new IncompleteError("The Platform's answer has no `Date`, so its clock is unknown.", {
    remedy: 'Look for a proxy that removes headers.',
  });
}

/** Writes the manifest and, when all else is there, the state. */
function keepReading(
  reading: Reading,
  plan: Plan,
  before: State,
  now: number,
  warnings: readonly string[],
  asked: ExportRequest,
  store: Store,
): Progress {
  const { files, gaps, duplicates, isCapped, state } = reading;
  const count = (some: typeof files) => some.reduce((sum, { events }) => sum + events, 0);
  const progress = {
    span: { from: plan.cursor, to: state.cursor },
    events: count(files),
    lateEvents: count(files.filter(({ isLate }) => isLate)),
    duplicates,
    files,
    gaps,
    lagSeconds: Math.round((now - state.cursor) / SECOND_MS),
    isCapped,
    warnings,
  };
  const manifest = store.writeManifest(
    (sha256) => nameManifest(plan, sha256),
    renderManifest(before, plan, asked, progress),
  );
  return {
    ...progress,
    manifest: store.pathOf(manifest),
    stateFile: store.writeState(renderState({ ...state, manifest })),
  };
}

function describeReading(
  { thrown, gaps }: Reading,
  progress: Progress,
  { maxEvents }: ExportRequest,
  stop: AbortSignal,
): AuditLogResult {
  const done = describeProgress(progress);
  const common = { problems: [], progress };
  const failure = thrown === null ? null : describeFailure(thrown, stop);
  // First of all: the next run finds no trace of a gap any more.
  if (gaps.length > 0) {
    const besides = failure === null ? '' : ` Besides, the export ended early: ${failure.sentence}`;
    return {
      ...common,
      outcome: 'gap',
      green: false,
      sentence: `${gaps.map(describeGap).join(' ')} ${done}${besides}`,
      remedy:
        'Keep the files and the state all the same: they have what can be had. Run the export more often, or raise `overlap-minutes`.',
    };
  }
  if (failure !== null) return { ...failure, sentence: `${failure.sentence} ${done}`, progress };
  if (progress.events === 0) return { ...common, outcome: 'nothing-new', green: true, sentence: done, remedy: null };
  const more = progress.isCapped ? ` \`max-events\` (${maxEvents}) ended it: the next run goes on from there.` : '';
  return { ...common, outcome: 'exported', green: true, sentence: `${done}${more}`, remedy: null };
}

function describeProgress({ events, lateEvents, files, span }: Progress): string {
  const late = lateEvents === 0 ? '' : `, ${lateEvents} of them late`;
  return `${countNouns(events, 'event')} exported in ${countNouns(files.length, 'file')}${late}: all up to ${formatSecond(span.to)} was read.`;
}

function describeGap({ kind, from, to, events }: Gap): string {
  // @failure audit | `gap` | Events appeared later than `overlap-minutes` allows. They are in the files, but others may
  // have been missed. Raise `overlap-minutes`.
  if (kind === 'late')
    return `${countNouns(events, 'event')} from ${formatSecond(from)} to ${formatSecond(to)} appeared after the overlap.`;
  // @failure audit | `gap` | The Platform deleted events, somebody else did, or the export paused for longer than the
  // log reaches back. Events between these times that are not in the files are lost.
  return `${countNouns(events, 'exported event')} from ${formatSecond(from)} to ${formatSecond(to)} ${events === 1 ? 'is' : 'are'} no longer in the log: others may be lost.`;
}

function describeTooSoon({ cursor }: State): AuditLogResult {
  const sentence = `Nothing was asked: everything up to ${formatSecond(cursor)} was read before, and later events have to settle.`;
  return { outcome: 'nothing-new', green: true, sentence, problems: [], remedy: null, progress: null };
}

const REFUSED = 'The key needs the role `admin:read`, and the Platform a plan with audit log exports (Enterprise).';

/** A list that can't be read is incomplete. A request that will never be answered better is an error. */
function describeFailure(thrown: unknown, stop: AbortSignal): AuditLogResult {
  const error = toStepError(thrown, stop);
  const isStopped = stop.reason === error;
  const isUnread = error instanceof IncompleteError || (error instanceof PlatformError && !isFinal(error));
  const outcome: Outcome = isUnread && !isStopped ? 'incomplete' : error.outcome;
  const { remedy } = describeError(error);
  const sentence = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  return { ...describeError(error), outcome, sentence, remedy };
}

/** How a step ends that found out nothing. */
export function describeError(error: StepError): AuditLogResult {
  const { outcome, message, problems } = error;
  const isRefused = error instanceof PlatformError && error.status === 403;
  const remedy = isRefused ? REFUSED : error.remedy;
  return { outcome, green: false, sentence: message, problems, remedy, progress: null };
}

function isFinal({ status, failure }: PlatformError): boolean {
  if (failure.kind === 'certificate' || failure.kind === 'redirect') return true;
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
