import type { PolicyObject, PolicyObjectClient } from '../../../platform/policy-objects.ts';
import { isOwnedBy, type Mark, readDescription, writeDescription } from '../../../text/mark.ts';
import { compareForms, type GroupForm, type PolicyForm } from '../form.ts';
import { type Change, type PlannedChange, sortForWriting } from '../plan/change.ts';
import { agrees, draftPolicy, type GroupIds, toExistingGroup, toPolicyForm } from '../state.ts';
import { type Seen, type Settled, settleWrite, type Write, type WriteDeps, type WriteEnd } from './write.ts';

/** What became of a change. */
export interface Applied extends WriteEnd {
  readonly change: PlannedChange;
}

export interface ApplyDeps extends WriteDeps {
  readonly client: PolicyObjectClient;
  /** Another one, for what is still to be looked at after a cancellation or the deadline. */
  readonly lastClient: () => PolicyObjectClient;
  readonly owner: string;
  readonly groups: GroupIds;
  readonly info: (line: string) => void;
}

/**
 * Writes a plan: groups, then policies, then what is removed. One failure does not hide the others, and nothing is
 * written that is not in the plan. Never throws: a refusal of the key ends it, and what follows is not done.
 */
export async function applyPlan(changes: readonly PlannedChange[], deps: ApplyDeps): Promise<Applied[]> {
  const applied: Applied[] = [];
  let refusal: string | null = null;
  for (const change of sortForWriting(changes)) {
    if (refusal !== null) {
      applied.push({ change, end: 'not-done', why: refusal });
      continue;
    }
    const { end, why, keyRefusal } = await applyChange(change, deps);
    if (keyRefusal !== null) refusal = `the Platform refused the key: ${keyRefusal}`;
    applied.push({ change, end, why: end === 'done' ? why : (refusal ?? why) });
    deps.info(describeEnd(change, { end, why }));
  }
  return applied;
}

function describeEnd({ kind, verb, slug }: Change, { end, why }: WriteEnd): string {
  return `${verb} ${kind} ${slug}: ${end}${why === null ? '' : ` (${why})`}`;
}

async function applyChange(change: PlannedChange, deps: ApplyDeps): Promise<Settled> {
  if (change.kind === 'policy' && change.after !== null && ['create', 'update', 'adopt'].includes(change.verb)) {
    const lacking = (change.after as PolicyForm).groups.filter((ref) => deps.groups.idOf(ref) === undefined);
    if (lacking.length > 0) {
      return { end: 'not-done', why: `its groups are not there: ${lacking.join(', ')}`, keyRefusal: null };
    }
  }
  if (change.kind === 'group') return settleWrite(writeGroup(change as Change<GroupForm>, deps), deps);
  const policy = change as Change<PolicyForm>;
  if (policy.verb !== 'create') return settleWrite(writePolicy(policy, deps), deps);
  return createPolicy(policy, deps);
}

/** Until its alert is off nobody may be told of a policy that is to be born paused. */
async function createPolicy(change: Change<PolicyForm>, deps: ApplyDeps): Promise<Settled> {
  const { after } = change;
  if (after === null || after.status === 'active') return settleWrite(writePolicy(change, deps), deps);
  const silent: PolicyForm = { ...after, status: 'active', notify: [] };
  let id: string | null = null;
  const born = await settleWrite(
    writePolicy({ ...change, after: silent }, deps, (object) => {
      id = object.id;
    }),
    deps,
  );
  if (born.end !== 'done' || id === null) return born;
  const mark = { owner: deps.owner, slug: change.slug };
  const steps: Change<PolicyForm>[] = [
    { ...change, id, verb: 'pause', markBefore: mark, before: silent, after: { ...silent, status: 'paused' } },
  ];
  if (after.notify !== null && after.notify.length > 0) {
    steps.push({ ...change, id, verb: 'update', markBefore: mark, before: { ...silent, status: 'paused' }, after });
  }
  for (const step of steps) {
    const settled = await settleWrite(writePolicy(step, deps), deps);
    if (settled.end === 'done') continue;
    const why = `it is created, but not as it is to be (${step.verb}): ${settled.why ?? ''}`;
    return { ...settled, end: settled.end === 'not-done' ? 'differs' : settled.end, why };
  }
  return born;
}

/** A toggle must not be sent twice; what says all of an object may. */
function writeVerb({ verb }: Change): Write['verb'] {
  if (verb === 'create' || verb === 'delete') return verb;
  return verb === 'pause' || verb === 'resume' ? 'toggle' : 'change';
}

/** @param onFound told of the policy, if a look finds it as it is to be */
function writePolicy(
  change: Change<PolicyForm>,
  { client, lastClient, owner, groups }: ApplyDeps,
  onFound: (object: PolicyObject) => void = () => {},
): Write {
  const { verb, slug, id, before, after, markBefore } = change;
  const mark: Mark = { owner, slug };
  let kept: readonly string[] = [];
  /** The policy that the answer to its creation names. */
  let born: string | null = null;

  async function find(asked: PolicyObjectClient, wasLost: boolean): Promise<PolicyObject[]> {
    if (id !== null) return [await asked.getPolicyObject(id)];
    // What a search finds is the server's to say. A second one must not be made because it left the first one out.
    const found = await findMarked(mark, () => asked.listPolicyObjects(wasLost ? undefined : after?.name));
    return found.length === 0 && born !== null ? [await asked.getPolicyObject(born)] : found;
  }

  const look: Write['look'] = async ({ wasLost, isLast }) => {
    const [object, ...twins] = await find(isLast ? lastClient() : client, wasLost);
    if (object === undefined) return { look: 'missing' };
    if (twins.length > 0) return describeTwins([object, ...twins]);
    const seen = { mark: readDescription(object.description).mark, form: toPolicyForm(object, groups) };
    kept = object.destinationIds;
    if (after !== null && agrees(seen, { mark, form: after })) {
      onFound(object);
      return { look: 'after' };
    }
    const isBefore = before !== null && agrees(seen, { mark: markBefore, form: before });
    return isBefore ? { look: 'before' } : describeOther(seen, { mark, form: after ?? before });
  };

  async function send(signal: AbortSignal): Promise<void> {
    if (verb === 'delete') return client.deletePolicy(id ?? '', signal);
    if (verb === 'pause' || verb === 'resume') return client.togglePolicy(id ?? '', signal);
    const drafted = after === null ? null : draftPolicy(after, mark, groups, kept);
    if (drafted === null || 'missing' in drafted) {
      throw new Error(`its groups are not there: ${drafted?.missing.join(', ') ?? ''}`);
    }
    if (id === null) born = (await client.createPolicy(drafted.draft, signal)).id;
    else await client.updatePolicy(id, drafted.draft, signal);
  }
  return { verb: writeVerb(change), look, send };
}

function writeGroup(change: Change<GroupForm>, { client, lastClient, owner, groups }: ApplyDeps): Write {
  const { verb, slug, id, before, after, markBefore } = change;
  const mark: Mark = { owner, slug };

  const look: Write['look'] = async ({ isLast }) => {
    const list = () => (isLast ? lastClient() : client).listGroupObjects();
    const found = id === null ? await findMarked(mark, list) : (await list()).filter((one) => one.id === id);
    const [object, ...twins] = found;
    if (object === undefined) return { look: 'missing' };
    if (twins.length > 0) return describeTwins(found);
    const seen = toExistingGroup(object);
    if (after !== null && agrees(seen, { mark, form: after })) {
      groups.add(slug, object.id);
      return { look: 'after' };
    }
    const isBefore = before !== null && agrees(seen, { mark: markBefore, form: before });
    return isBefore ? { look: 'before' } : describeOther(seen, { mark, form: after ?? before });
  };

  async function send(signal: AbortSignal): Promise<void> {
    if (verb === 'delete') return client.deleteGroup(id ?? '', signal);
    if (after === null) return;
    const draft = { name: after.name, description: writeDescription(after.description, mark) };
    if (id === null) await client.createGroup(draft, signal);
    else await client.updateGroup(id, draft, signal);
  }
  return { verb: writeVerb(change), look, send };
}

/** The objects of a list with a mark: a creation has no id yet, and several of it may be there. */
async function findMarked<T extends { readonly description: string }>(
  { owner, slug }: Mark,
  list: () => Promise<readonly T[]>,
): Promise<T[]> {
  return (await list()).filter(({ description }) => {
    const { mark } = readDescription(description);
    return isOwnedBy(mark, owner) && mark.slug === slug;
  });
}

function describeTwins(objects: readonly { readonly id: string }[]): Seen {
  return { look: 'twice', detail: objects.map(({ id }) => id).join(', ') };
}

/** What differs, for people. */
function describeOther<F extends PolicyForm | GroupForm>(
  seen: { readonly mark: Mark | null; readonly form: F },
  wanted: { readonly mark: Mark; readonly form: F | null },
): Seen {
  const isMarked = isOwnedBy(seen.mark, wanted.mark.owner) && seen.mark.slug === wanted.mark.slug;
  const fields = wanted.form === null ? [] : compareForms(seen.form, wanted.form).map(({ field }) => field);
  return { look: 'other', detail: [...(isMarked ? [] : ['mark']), ...fields].join(', ') };
}
