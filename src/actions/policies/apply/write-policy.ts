import type { PolicyDraft, PolicyObject } from '../../../platform/policy-object.ts';
import { type Mark, readDescription } from '../../../text/mark.ts';
import type { PolicyForm } from '../form.ts';
import type { Change } from '../plan/change.ts';
import { draftPolicy, toPolicyForm } from '../state.ts';
import type { ApplyDeps, SettleChange, WritableKind } from './kind.ts';
import { type Settled, settleWrite } from './write.ts';
import { type Watcher, writeObject } from './write-object.ts';

const POLICIES: WritableKind<PolicyObject, PolicyForm> = {
  name: 'policy',
  find: (client, id) => client.getPolicyObject(id),
  list: (client, name) => client.listPolicyObjects(name),
  toForm: toPolicyForm,
  create: async (form, mark, deps, signal) => (await deps.client.createPolicy(draft(form, mark, deps, []), signal)).id,
  update: ({ id, destinationIds }, form, mark, deps, signal) =>
    deps.client.updatePolicy(id, draft(form, mark, deps, destinationIds), signal),
  toggle: (client, id, signal) => client.togglePolicy(id, signal),
  delete: (client, id, signal) => client.deletePolicy(id, signal),
};

export const settlePolicy: SettleChange<PolicyForm> = async (change, deps) => {
  const { verb, after } = change;
  const isToggle = verb === 'pause' || verb === 'resume';
  const lacking = after === null || isToggle ? [] : after.groups.filter((ref) => deps.groups.idOf(ref) === undefined);
  if (lacking.length > 0) {
    return { end: 'not-done', why: `its groups are not there: ${lacking.join(', ')}`, keyRefusal: null };
  }
  if (verb === 'create' && after?.status === 'paused') return createPaused({ ...change, after }, deps);
  return settleOne(change, deps);
};

function settleOne(change: Change<PolicyForm>, deps: ApplyDeps, watcher: Watcher<PolicyObject> = {}): Promise<Settled> {
  return settleWrite(writeObject(POLICIES, change, deps, watcher), deps);
}

/** A policy is born active. Until its alert is off, nobody may be told of one that is to be born paused. */
async function createPaused(
  change: Change<PolicyForm> & { readonly after: PolicyForm },
  deps: ApplyDeps,
): Promise<Settled> {
  const { slug, after } = change;
  const silent: PolicyForm = { ...after, status: 'active', notify: [] };
  const paused: PolicyForm = { ...silent, status: 'paused' };
  const reached: PolicyObject[] = [];
  const others: PolicyObject[] = [];
  const born = await settleOne({ ...change, after: silent }, deps, {
    onReached: (object) => reached.push(object),
    onBornOtherwise: (object) => others.push(object),
  });
  const other = others.at(-1);
  // What was there before is none of ours to pause: then nothing was written.
  if (other !== undefined && (born.end === 'differs' || born.end === 'unknown')) {
    return pauseOther(born, other, change, deps);
  }
  const id = reached.at(-1)?.id;
  if (born.end !== 'done' || id === undefined) return born;
  const common = { ...change, id, markBefore: { owner: deps.owner, slug } };
  const steps: Change<PolicyForm>[] = [{ ...common, verb: 'pause', before: silent, after: paused }];
  if (after.notify !== null && after.notify.length > 0) {
    steps.push({ ...common, verb: 'update', before: paused, after });
  }
  for (const step of steps) {
    const settled = await settleOne(step, deps);
    if (settled.end === 'done') continue;
    const why = `it is created, but not as it is to be (${step.verb}): ${settled.why ?? ''}`;
    return { ...settled, end: settled.end === 'not-done' ? 'differs' : settled.end, why };
  }
  return born;
}

/** It may have a destination that the Platform gave it, so its alert must be off, whatever else it is. */
async function pauseOther(
  born: Settled,
  other: PolicyObject,
  change: Change<PolicyForm>,
  deps: ApplyDeps,
): Promise<Settled> {
  const before = toPolicyForm(other, deps.groups);
  if (before.status !== 'active') return born;
  const after: PolicyForm = { ...before, status: 'paused' };
  const markBefore = readDescription(other.description).mark;
  const settled = await settleOne({ ...change, id: other.id, verb: 'pause', before, after, markBefore }, deps);
  if (settled.end === 'done') return { ...born, why: `${born.why ?? ''}; it is paused all the same` };
  const end = settled.end === 'unknown' ? settled.end : born.end;
  return { ...settled, end, why: `${born.why ?? ''}; its pause is not done, or nobody knows: ${settled.why ?? ''}` };
}

/** @throws {Error} if a group has no id, which `settlePolicy` has seen to before */
function draft(form: PolicyForm, mark: Mark, { groups }: ApplyDeps, kept: readonly string[]): PolicyDraft {
  const drafted = draftPolicy(form, mark, groups, kept);
  if ('missing' in drafted) throw new Error(`its groups are not there: ${drafted.missing.join(', ')}`);
  return drafted.draft;
}
