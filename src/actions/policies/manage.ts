import { messageOf, type StepError, toStepError } from '../../errors.ts';
import { findUnlisted, type PolicyObjectClient } from '../../platform/policy-objects.ts';
import { countNouns } from '../../text/format.ts';
import { type Applied, applyPlan } from './apply/apply.ts';
import { isSentOnce, OVER } from './apply/next.ts';
import type { WriteDeps } from './apply/write.ts';
import { writeVerb } from './apply/write-object.ts';
import type { WrittenFolder } from './export/write.ts';
import type { ReadFiles } from './files/read-files.ts';
import { countObjects } from './form.ts';
import type { Outcome } from './outcome.ts';
import { type PlannedChange, sortForDrift } from './plan/change.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { describeRenamed } from './plan/renamed.ts';
import type { PlanRule } from './plan/rule.ts';
import type { Files, PlatformState } from './plan/sides.ts';
import type { Planned, Proof } from './prove.ts';
import type { CheckCounts, Mode, PoliciesResult } from './result.ts';
import { createGroupIds, toExistingGroup, toExistingPolicy } from './state.ts';

/** What the step was asked for. */
export interface PoliciesQuestion extends PlanRule {
  readonly mode: Exclude<Mode, 'validate'>;
  /** Empty: any plan will do. */
  readonly expectedPlan: string;
  readonly failOnDrift: boolean;
  /** Whether the workflow runs for files that nobody has merged, such as those of a pull request. */
  readonly isUnmerged: boolean;
}

export interface PoliciesDeps extends WriteDeps {
  readonly client: PolicyObjectClient;
  /** Asks the Platform about the queries of a plan, or without one about those of all files. */
  readonly prove: (planned: Planned | null) => Promise<Proof>;
  /** Another one, for the last looks of a step that is cancelled, or whose time is over. */
  readonly lastClient: () => PolicyObjectClient;
  /** The base address of the Platform's API. */
  readonly platformUrl: string;
  readonly info: (line: string) => void;
  /** Writes files of objects that are about to go. @throws {StepError} if it can't */
  readonly backUp: (changes: readonly PlannedChange[], state: PlatformState) => Promise<WrittenFolder>;
  /** Writes files of all that is there. @throws {StepError} if it can't */
  readonly export: (state: PlatformState) => Promise<WrittenFolder>;
}

/** How often the Platform is read until lists agree, and all of it is done: a server may lag behind its own writes. */
const READINGS = 3;
const PAUSE_BETWEEN_READINGS_MS = 2_000;

/** The whole story: read files and Platform, plan, write, read back. Whatever happens is a result; nothing is thrown. */
export async function managePolicies(
  { files, problems, warnings }: ReadFiles,
  question: PoliciesQuestion,
  deps: PoliciesDeps,
): Promise<PoliciesResult> {
  let facts: Facts = {
    ...NOTHING,
    mode: question.mode,
    platformUrl: deps.platformUrl,
    fileProblems: problems,
    fileWarnings: warnings,
  };
  try {
    if (problems.length > 0) return { ...facts, ...describeInvalid(facts) };
    const state = await readPlatform(files, question, deps);
    if (question.mode === 'export') return await exportAll(state, facts, deps);
    const made = makePlan(files, state, question);
    const plan = question.mode === 'drift' ? { ...made, changes: sortForDrift(made.changes) } : made;
    facts = { ...facts, plan, warnings: describeRenamed(plan.changes) };
    const refusal = refuse(plan, question);
    if (refusal !== null) return { ...facts, outcome: 'refused', green: false, ...refusal };
    if (question.mode !== 'drift') {
      const proof = await deps.prove({ plan, state });
      facts = addProof(facts, proof);
      if (proof.problems.length > 0) return { ...facts, ...describeInvalid(facts) };
      if (proof.excess !== null) return { ...facts, outcome: 'invalid', green: false, problems: [], ...proof.excess };
    }
    if (plan.changes.length === 0) return { ...facts, ...describeUnchanged(plan) };
    if (question.mode === 'plan') return { ...facts, ...describeChanges(plan) };
    if (question.mode === 'drift') return { ...facts, ...describeDrift(plan, question.failOnDrift) };
    return await apply(plan, state, { files, question, facts }, deps);
  } catch (thrown) {
    return {
      ...facts,
      ...describeError(toStepError(thrown, deps.stop)),
      mode: question.mode,
      platformUrl: deps.platformUrl,
    };
  }
}

/** The story of a step that looks at the files only. */
export function validateFiles({ files, problems, warnings, tests }: ReadFiles): PoliciesResult {
  const facts = { ...NOTHING, mode: 'validate' as const, fileProblems: problems, fileWarnings: warnings };
  if (problems.length > 0) return { ...facts, ...describeInvalid(facts) };
  const count = countNouns(files.policies.length, 'query was', 'queries were');
  const untested = [...tests.values()].reduce((sum, { length }) => sum + length, 0);
  const rest = untested === 0 ? '' : `, and ${countNouns(untested, 'test was', 'tests were')} not run`;
  // @failure managing | none | Give both inputs, if there is a key. Pull requests of forks have none.
  const note = `${count} not checked by the engine of the Platform${rest}: that needs \`platform-url\` and \`api-key\`.`;
  return {
    ...facts,
    ...describeValid(files, 'the Platform was not asked'),
    notes: files.policies.length === 0 ? [] : [note],
  };
}

/** The story of a step that looks at the files, and asks the Platform about their queries. */
export async function validateQueries(
  { files, problems, warnings }: ReadFiles,
  { prove, platformUrl, stop }: Pick<PoliciesDeps, 'prove' | 'platformUrl' | 'stop'>,
): Promise<PoliciesResult> {
  const mode = 'validate' as const;
  const facts = { ...NOTHING, mode, platformUrl, fileProblems: problems, fileWarnings: warnings };
  if (problems.length > 0) return { ...facts, ...describeInvalid(facts) };
  try {
    const proof = await prove(null);
    const proven = addProof(facts, proof);
    if (proof.problems.length > 0) return { ...proven, ...describeInvalid(proven) };
    return { ...proven, ...describeValid(files, 'they were not compared with what the Platform has') };
  } catch (thrown) {
    return { ...describeError(toStepError(thrown, stop)), mode, platformUrl };
  }
}

function addProof(facts: Facts, { problems, fileWarnings, excess: _, ...rest }: Proof): Facts {
  return { ...facts, ...rest, fileProblems: problems, fileWarnings: [...facts.fileWarnings, ...fileWarnings] };
}

/** @param missing what was not done */
function describeValid({ policies, groups }: Files, missing: string): Ending {
  const counts = `${countNouns(policies.length, 'policy', 'policies')} and ${countNouns(groups.length, 'policy group')}`;
  const sentence = `${counts} can be read; ${missing}.`;
  return { outcome: 'valid', green: true, sentence, problems: [], remedy: null };
}

type Facts = Pick<PoliciesResult, keyof typeof NOTHING>;
type Ending = Pick<PoliciesResult, 'outcome' | 'green' | 'sentence' | 'problems' | 'remedy'>;

const NOTHING = {
  mode: null as Mode | null,
  platformUrl: null as string | null,
  fileProblems: [] as PoliciesResult['fileProblems'],
  fileWarnings: [] as PoliciesResult['fileWarnings'],
  notes: [] as PoliciesResult['notes'],
  checks: null as CheckCounts | null,
  tests: null as PoliciesResult['tests'],
  preview: null as PoliciesResult['preview'],
  warnings: [] as readonly string[],
  plan: null as Plan | null,
  applied: null as readonly Applied[] | null,
  left: null as Plan | null,
  exportDir: null as string | null,
  backupDir: null as string | null,
};

/** @throws {PlatformError} if the lists contradict each other each time that they are read */
async function readPlatform(files: Files, question: PoliciesQuestion, deps: PoliciesDeps): Promise<PlatformState> {
  for (let reading = 1; ; reading++) {
    const { policies, groups, destinations } = await readLists(files, question, deps.client);
    const unlisted = findUnlisted(policies, groups);
    if (unlisted === null) {
      return { policies: policies.map(toExistingPolicy), groups: groups.map(toExistingGroup), destinations };
    }
    // Somebody may have made or deleted the group meanwhile.
    if (reading >= READINGS || deps.clock.uptime() >= deps.deadline) throw unlisted;
    await pauseBetweenReadings(deps);
  }
}

async function readLists(
  files: Files,
  { mode, onRemoved }: Pick<PoliciesQuestion, 'mode' | 'onRemoved'>,
  client: PolicyObjectClient,
) {
  // An export and a backup name them.
  const writesFiles = mode === 'export' || (mode === 'apply' && onRemoved !== 'keep');
  const names = writesFiles || files.policies.some(({ notifyNames }) => notifyNames !== null);
  const [policies, groups, destinations] = await Promise.all([
    client.listPolicyObjects(),
    client.listGroupObjects(),
    names ? client.listDestinations() : [],
  ]);
  return { policies, groups, destinations };
}

function pauseBetweenReadings({ clock, longestPauseMs, stop }: WriteDeps): Promise<void> {
  return clock.sleep(Math.min(PAUSE_BETWEEN_READINGS_MS, longestPauseMs), stop);
}

async function exportAll(state: PlatformState, facts: Facts, deps: PoliciesDeps): Promise<PoliciesResult> {
  const { folder, policies, groups, left } = await deps.export(state);
  const count = countNouns(policies, 'policy', 'policies');
  // Several are listed below the sentence.
  const notes = left.length === 1 ? left.join('') : `${countNouns(left.length, 'note')} on that.`;
  const rest = left.length === 0 ? '' : ` They don't say everything: ${notes}`;
  const sentence = `${count} and ${countNouns(groups, 'policy group')} of the Platform were written as files.${rest}`;
  return { ...facts, outcome: 'exported', green: true, sentence, problems: left, remedy: null, exportDir: folder };
}

/** Why nothing may be written of a plan; null if nothing speaks against it. */
function refuse(
  plan: Plan,
  { mode, expectedPlan, isUnmerged }: PoliciesQuestion,
): Omit<Ending, 'outcome' | 'green'> | null {
  if (plan.conflicts.length > 0) {
    const [first, ...others] = plan.conflicts;
    const problems = plan.conflicts.map(({ sentence, remedy }) => `${sentence} ${remedy}`);
    const sentence = first === undefined ? '' : first.sentence;
    const more = others.length === 0 ? '' : ` And ${countNouns(others.length, 'more conflict')}.`;
    // Somebody who only reads the headline must not miss a policy that somebody paused.
    const drift = mode === 'drift' && plan.changes.length > 0 ? ` ${describeDifference(plan)}` : '';
    return {
      sentence: `${sentence}${more}${drift}`,
      problems: others.length === 0 ? [] : problems,
      remedy: first?.remedy ?? null,
    };
  }
  if (expectedPlan !== '' && expectedPlan.toLowerCase() !== plan.hash) {
    // @failure managing | `refused` | = With [policies.yml](../examples/policies.yml) choose *Re-run all jobs*, which
    // makes a new plan.
    return {
      sentence: `The plan is ${plan.hash}, and \`expected-plan\` is ${expectedPlan}: files or Platform have changed since.`,
      problems: [],
      remedy:
        'Look at the new plan, and give its hash. If an earlier job of the workflow makes the plan, choose "Re-run all jobs".',
    };
  }
  if (mode === 'apply' && isUnmerged) {
    // @failure managing | `refused` | =
    return {
      sentence: 'Nothing is applied for a pull request or a merge queue: nobody has merged the files.',
      problems: [],
      remedy: 'Use `mode: plan` on pull requests, and `mode: apply` on pushes to the main branch.',
    };
  }
  return null;
}

function describeInvalid({ fileProblems }: Pick<Facts, 'fileProblems'>): Ending {
  const [first, ...others] = fileProblems;
  const place = first === undefined ? '' : `${first.path}${first.line === null ? '' : `:${first.line}`}`;
  const more = others.length === 0 ? '' : ` And ${countNouns(others.length, 'more problem')}.`;
  const sentence = `${place}: ${first?.sentence ?? ''}${more}`;
  return {
    outcome: 'invalid',
    green: false,
    sentence,
    problems: [],
    remedy: 'Correct the files; all problems are reported at once.',
  };
}

function describeUnchanged({ kept }: Plan): Ending {
  const verb = kept.length === 1 ? 'stays as it is' : 'stay as they are';
  const rest = kept.length === 0 ? '' : ` ${countObjects(kept.length)} without a file ${verb}.`;
  const sentence = `Files and Platform say the same.${rest}`;
  return { outcome: 'unchanged', green: true, sentence, problems: [], remedy: null };
}

/** Such as `2 to delete, 1 to pause and 3 to create`. */
export function describeCounts({ changes }: Plan): string {
  const verbs = new Map<string, number>();
  for (const { verb } of changes) verbs.set(verb, (verbs.get(verb) ?? 0) + 1);
  const parts = [...verbs].map(([verb, count]) => `${count} to ${verb}`);
  const last = parts.pop() ?? 'nothing to do';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function describeChanges(plan: Plan): Ending {
  return { outcome: 'changes', green: true, sentence: `${describeCounts(plan)}.`, problems: [], remedy: null };
}

function describeDifference(plan: Plan): string {
  return `The Platform differs from the files. To make it as the files say: ${describeCounts(plan)}.`;
}

function describeDrift(plan: Plan, fails: boolean): Ending {
  const sentence = describeDifference(plan);
  const remedy = 'Run `mode: apply` to bring it back, or change the files to what somebody did.';
  return { outcome: 'drift', green: !fails, sentence, problems: [], remedy };
}

async function apply(
  plan: Plan,
  state: PlatformState,
  { files, question, facts }: { readonly files: Files; readonly question: PoliciesQuestion; readonly facts: Facts },
  deps: PoliciesDeps,
): Promise<PoliciesResult> {
  const going = plan.changes.filter(({ verb, file }) => verb === 'delete' || (verb === 'pause' && file === null));
  const backup = going.length === 0 ? null : await deps.backUp(going, state);
  const losses = backup?.left.map((line) => `The backup does not say everything. ${line}`) ?? [];
  const warnings = [...facts.warnings, ...losses];
  const backupDir = backup?.folder ?? null;
  const known = new Map(
    state.groups.flatMap(({ id, mark }): [string, string][] =>
      mark !== null && mark.owner.toLowerCase() === question.owner.toLowerCase() ? [[mark.slug, id]] : [],
    ),
  );
  for (const { kind, verb, slug, id } of plan.changes)
    if (kind === 'group' && verb === 'adopt' && id !== null) known.set(slug, id);
  const applied = await applyPlan(plan.changes, { ...deps, owner: question.owner, groups: createGroupIds(known) });
  const done = { ...facts, plan, applied, backupDir, warnings };
  const undone = applied.filter(({ end }) => end !== 'done');
  const [first] = applied;
  if (first !== undefined && first.isForbidden === true && applied.every(({ end }) => end === 'not-done')) {
    return { ...done, ...describeForbidden(first) };
  }
  if (applied.every(({ why }) => why === OVER)) return { ...done, ...describeNothing(deps.stop) };
  if (undone.length > 0) return { ...done, ...describePartly(undone, applied.length) };
  try {
    const left = await readBack(files, question, deps);
    if (left.changes.length === 0 && left.conflicts.length === 0) return { ...done, left, ...describeApplied(plan) };
    return { ...done, left, ...describeLeft(left) };
  } catch (error) {
    // All of it was seen to be done, one by one.
    const sentence = `All of it was written, and the Platform could not be read again to compare: ${messageOf(error)}`;
    return { ...done, outcome: 'partly-applied', green: false, sentence, problems: [], remedy: AGAIN };
  }
}

const AGAIN =
  'Run the workflow again ("Re-run all jobs", since what is left is another plan): what is done is not done twice.';

/** Another run that begins too soon could toggle back, create a second one, or write what an old list undoes. */
const LATER = `Wait some minutes, and look at the Platform first: what is unknown may still be done, and another run must not begin before it is. ${AGAIN}`;

/** What still differs, as soon as nothing does, or after some time. */
async function readBack(files: Files, question: PoliciesQuestion, deps: PoliciesDeps): Promise<Plan> {
  for (let reading = 1; ; reading++) {
    const left = makePlan(files, await readPlatform(files, question, deps), question);
    const isDone = left.changes.length === 0 && left.conflicts.length === 0;
    if (isDone || reading >= READINGS || deps.clock.uptime() >= deps.deadline) return left;
    await pauseBetweenReadings(deps);
  }
}

function describeApplied(plan: Plan): Ending {
  const sentence = `${countNouns(plan.changes.length, 'change was', 'changes were')} written and read back.`;
  return { outcome: 'applied', green: true, sentence, problems: [], remedy: null };
}

/** The Platform refused the first write, and the key could not have written another one. */
function describeForbidden({ why }: Applied): Ending {
  // @failure managing | `error` | =
  return {
    outcome: 'error',
    green: false,
    sentence: `Nothing was written: ${why ?? ''}.`,
    problems: [],
    remedy: 'Give `apply` a key with the role `general:write`.',
  };
}

/** The step ended before the first write. */
function describeNothing({ aborted }: AbortSignal): Ending {
  const what = aborted ? 'The step was cancelled' : 'The deadline passed';
  return {
    outcome: aborted ? 'cancelled' : 'timed-out',
    green: false,
    sentence: `${what} before anything was written.`,
    problems: [],
    remedy: aborted ? AGAIN : 'Raise `timeout-minutes`.',
  };
}

function describePartly(undone: readonly Applied[], all: number): Ending {
  const problems = undone.map(({ change, end, why }) => {
    const word = {
      'not-done': 'not done',
      differs: 'written, and kept otherwise',
      unknown: 'unknown whether it is done',
      done: 'done',
    };
    return `${change.verb} ${change.kind} ${change.slug}: ${word[end]}: ${why ?? ''}.`;
  });
  const sentence = `${undone.length} of ${countNouns(all, 'change is', 'changes are')} not done, or the result is unknown.`;
  const mayBeDoneLate = undone.some(({ change, end }) => end === 'unknown' && isSentOnce(writeVerb(change)));
  return { outcome: 'partly-applied', green: false, sentence, problems, remedy: mayBeDoneLate ? LATER : AGAIN };
}

function describeLeft(left: Plan): Ending {
  const problems = [
    ...left.changes.map(
      ({ verb, kind, slug, fields }) => `${verb} ${kind} ${slug}: ${fields.map(({ field }) => field).join(', ')}.`,
    ),
    ...left.conflicts.map(({ sentence }) => sentence),
  ];
  const sentence = 'All of it was written, and the Platform still says something else than the files.';
  const remedy =
    'Somebody changed it meanwhile, or the Platform rewrites what it is sent: compare both, then run the job again.';
  return { outcome: 'partly-applied', green: false, sentence, problems, remedy };
}

/** How a step ends that wrote nothing. */
export function describeError({ outcome, message, problems, remedy }: StepError): PoliciesResult {
  return { ...NOTHING, outcome: outcome satisfies Outcome, green: false, sentence: message, problems, remedy };
}
