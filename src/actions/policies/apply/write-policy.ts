import type { PolicyDraft, PolicyObject } from '../../../platform/policy-objects.ts';
import type { Mark } from '../../../text/mark.ts';
import type { PolicyForm } from '../form.ts';
import type { Change } from '../plan/change.ts';
import { draftPolicy, toPolicyForm } from '../state.ts';
import type { ApplyDeps, SettleChange, WritableKind } from './kind.ts';
import { type Settled, settleWrite } from './write.ts';
import { writeObject } from './write-object.ts';

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

function settleOne(
  change: Change<PolicyForm>,
  deps: ApplyDeps,
  onReached: (object: PolicyObject) => void = () => {},
): Promise<Settled> {
  return settleWrite(writeObject(POLICIES, change, deps, onReached), deps);
}

/** A policy is born active. Until its alert is off, nobody may be told of one that is to be born paused. */
async function createPaused(
  change: Change<PolicyForm> & { readonly after: PolicyForm },
  deps: ApplyDeps,
): Promise<Settled> {
  const { slug, after } = change;
  const silent: PolicyForm = { ...after, status: 'active', notify: [] };
  const paused: PolicyForm = { ...silent, status: 'paused' };
  let id: string | null = null;
  const born = await settleOne({ ...change, after: silent }, deps, (object) => {
    id = object.id;
  });
  if (born.end !== 'done' || id === null) return born;
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

/** @throws {Error} if a group has no id, which `settlePolicy` has seen to before */
function draft(form: PolicyForm, mark: Mark, { groups }: ApplyDeps, kept: readonly string[]): PolicyDraft {
  const drafted = draftPolicy(form, mark, groups, kept);
  if ('missing' in drafted) throw new Error(`its groups are not there: ${drafted.missing.join(', ')}`);
  return drafted.draft;
}
