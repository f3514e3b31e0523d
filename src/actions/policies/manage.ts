import { messageOf, toStepError } from '../../errors.ts';
import { applyPlan } from './apply/apply.ts';
import { OVER } from './apply/next.ts';
import {
  AGAIN,
  describeApplied,
  describeChanges,
  describeDrift,
  describeExported,
  describeForbidden,
  describeInvalid,
  describeLeft,
  describeNothing,
  describePartly,
  describeStop,
  describeUnchanged,
  type Written,
} from './ending.ts';
import { addProof, type Facts, NOTHING } from './facts.ts';
import type { ReadFiles } from './files/read-files.ts';
import { sortForDrift } from './plan/change.ts';
import { describeLookalikes } from './plan/lookalikes.ts';
import { nameAsPlanned } from './plan/names-after.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import type { Files, PlatformState } from './plan/sides.ts';
import { describeTwins } from './plan/twins.ts';
import type { PoliciesDeps, PoliciesQuestion } from './question.ts';
import { pauseBetweenReadings, READINGS, readPlatform } from './read-platform.ts';
import { describeUnproved, refuse } from './refusal.ts';
import type { PoliciesResult } from './result.ts';
import { createGroupIds } from './state.ts';

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
  let written: Written | null = question.mode === 'apply' ? 'Nothing was written.' : null;
  try {
    if (problems.length > 0) return { ...facts, ...describeInvalid(facts) };
    const state = await readPlatform(files, question, deps);
    if (question.mode === 'export') return await exportAll(state, facts, deps);
    const made = makePlan(files, state, question);
    const plan = question.mode === 'drift' ? { ...made, changes: sortForDrift(made.changes) } : made;
    facts = {
      ...facts,
      plan,
      warnings: [...describeLookalikes(plan, state, question.owner), ...describeTwins(plan.changes, state)],
    };
    const refusal = refuse(plan, question);
    if (refusal !== null) {
      return { ...facts, notes: describeUnproved(files, question), outcome: 'refused', green: false, ...refusal };
    }
    if (question.mode !== 'drift') {
      const proof = await deps.prove({ plan, state });
      facts = addProof(facts, proof);
      if (proof.problems.length > 0) return { ...facts, ...describeInvalid(facts) };
      if (proof.excess !== null) return { ...facts, outcome: 'invalid', green: false, problems: [], ...proof.excess };
    }
    if (plan.changes.length === 0) return { ...facts, ...describeUnchanged(plan, question.mode) };
    if (question.mode === 'plan') return { ...facts, ...describeChanges(plan) };
    if (question.mode === 'drift') return { ...facts, ...describeDrift(plan, question.failOnDrift) };
    facts = await backUp(plan, state, facts, deps);
    await deps.tellPlan({ ...facts, ...describeChanges(plan) });
    written = 'It is unknown what was written.';
    return await apply(plan, state, { files, question, facts }, deps);
  } catch (thrown) {
    return { ...facts, ...describeStop(toStepError(thrown, deps.stop), facts.plan === null ? null : written) };
  }
}

async function exportAll(state: PlatformState, facts: Facts, deps: PoliciesDeps): Promise<PoliciesResult> {
  const written = await deps.export(state);
  return { ...facts, ...describeExported(written), exportDir: written.folder, over: written.over };
}

/** Writes down what is about to go. @throws {StepError} if that can't be: then nothing may be written */
async function backUp(plan: Plan, state: PlatformState, facts: Facts, deps: PoliciesDeps): Promise<Facts> {
  const going = plan.changes.filter(({ verb, file }) => verb === 'delete' || (verb === 'pause' && file === null));
  if (going.length === 0) return facts;
  const tells = going.some(({ before }) => before !== null && 'notify' in before && before.notify?.length);
  const isNamed = !tells || state.destinations.length > 0;
  const destinations = isNamed ? state.destinations : await deps.client.listDestinations();
  const { folder, left } = await deps.backUp(going, nameAsPlanned({ ...state, destinations }, plan.changes));
  const losses = left.map((line) => `The backup does not say everything. ${line}`);
  return { ...facts, backupDir: folder, warnings: [...facts.warnings, ...losses] };
}

async function apply(
  plan: Plan,
  state: PlatformState,
  { files, question, facts }: { readonly files: Files; readonly question: PoliciesQuestion; readonly facts: Facts },
  deps: PoliciesDeps,
): Promise<PoliciesResult> {
  const known = new Map(
    state.groups.flatMap(({ id, mark }): [string, string][] =>
      mark !== null && mark.owner.toLowerCase() === question.owner.toLowerCase() ? [[mark.slug, id]] : [],
    ),
  );
  for (const { kind, verb, slug, id } of plan.changes)
    if (kind === 'group' && verb === 'adopt' && id !== null) known.set(slug, id);
  const applied = await applyPlan(plan.changes, { ...deps, owner: question.owner, groups: createGroupIds(known) });
  const done = { ...facts, applied };
  const undone = applied.filter(({ end }) => end !== 'done');
  const [first] = applied;
  if (first !== undefined && first.isForbidden === true && applied.every(({ end }) => end === 'not-done')) {
    return { ...done, ...describeForbidden(first, applied) };
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

/** What still differs, as soon as nothing does, or after some time. */
async function readBack(files: Files, question: PoliciesQuestion, deps: PoliciesDeps): Promise<Plan> {
  for (let reading = 1; ; reading++) {
    const left = makePlan(files, await readPlatform(files, question, deps), question);
    const isDone = left.changes.length === 0 && left.conflicts.length === 0;
    if (isDone || reading >= READINGS || deps.clock.uptime() >= deps.deadline) return left;
    await pauseBetweenReadings(deps);
  }
}
