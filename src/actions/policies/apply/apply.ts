import { messageOf } from '../../../errors.ts';
import type { PolicyObject, PolicyObjectClient } from '../../../platform/policy-objects.ts';
import { type Mark, writeDescription } from '../../../text/mark.ts';
import type { GroupForm, PolicyForm } from '../form.ts';
import { type Change, sortForWriting } from '../plan/change.ts';
import type { PlannedChange } from '../plan/plan.ts';
import { agrees, draftPolicy, type GroupIds, toExistingGroup, toExistingPolicy, toPolicyForm } from '../state.ts';
import { settleWrite, type Write, type WriteDeps, type WriteEnd } from './write.ts';

/** What became of a change. */
export interface Applied extends WriteEnd {
  readonly change: PlannedChange;
}

export interface ApplyDeps extends WriteDeps {
  readonly client: PolicyObjectClient;
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
    try {
      const end = await applyChange(change, deps);
      applied.push({ change, ...end });
      deps.info(describeEnd(change, end));
    } catch (error) {
      refusal = `the Platform refused the key: ${messageOf(error)}`;
      // It may have been refused at the look after the write.
      applied.push({ change, end: 'unknown', why: refusal });
    }
  }
  return applied;
}

function describeEnd({ kind, verb, slug }: Change, { end, why }: WriteEnd): string {
  return `${verb} ${kind} ${slug}: ${end}${why === null ? '' : ` (${why})`}`;
}

async function applyChange(change: PlannedChange, deps: ApplyDeps): Promise<WriteEnd> {
  if (change.kind === 'policy' && change.after !== null && ['create', 'update', 'adopt'].includes(change.verb)) {
    const lacking = (change.after as PolicyForm).groups.filter((ref) => deps.groups.idOf(ref) === undefined);
    if (lacking.length > 0) return { end: 'not-done', why: `its groups are not there: ${lacking.join(', ')}` };
  }
  if (change.kind === 'group') return settleWrite(writeGroup(change as Change<GroupForm>, deps), deps);
  const policy = change as Change<PolicyForm>;
  if (policy.verb !== 'create') return settleWrite(writePolicy(policy, deps), deps);
  return createPolicy(policy, deps);
}

/** Until its alert is off nobody may be told of a policy that is to be born paused. */
async function createPolicy(change: Change<PolicyForm>, deps: ApplyDeps): Promise<WriteEnd> {
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
    const end = await settleWrite(writePolicy(step, deps), deps);
    if (end.end !== 'done')
      return { ...end, why: `it is created, but not as it is to be (${step.verb}): ${end.why ?? ''}` };
  }
  return born;
}

/** @param onFound told of the policy, if a look finds it as it is to be */
function writePolicy(
  { verb, slug, id, before, after, markBefore }: Change<PolicyForm>,
  { client, owner, groups }: ApplyDeps,
  onFound: (object: PolicyObject) => void = () => {},
): Write {
  const mark: Mark = { owner, slug };
  let kept: readonly string[] = [];

  async function find(): Promise<PolicyObject | null> {
    if (id !== null) return client.getPolicyObject(id);
    const found = await client.listPolicyObjects(after?.name);
    const isOurs = (object: PolicyObject) => {
      const seen = toExistingPolicy(object).mark;
      return seen?.slug === slug && seen.owner.toLowerCase() === owner.toLowerCase();
    };
    return found.find(isOurs) ?? null;
  }

  const look: Write['look'] = async () => {
    const object = await find();
    if (object === null) return 'missing';
    const seen = { mark: toExistingPolicy(object).mark, form: toPolicyForm(object, groups) };
    kept = object.destinationIds;
    if (after !== null && agrees(seen, { mark, form: after })) {
      onFound(object);
      return 'after';
    }
    return before !== null && agrees(seen, { mark: markBefore, form: before }) ? 'before' : 'other';
  };

  async function send(signal: AbortSignal): Promise<void> {
    if (verb === 'delete') return client.deletePolicy(id ?? '', signal);
    if (verb === 'pause' || verb === 'resume') return client.togglePolicy(id ?? '', signal);
    const drafted = after === null ? null : draftPolicy(after, mark, groups, kept);
    if (drafted === null || 'missing' in drafted) {
      throw new Error(`its groups are not there: ${drafted?.missing.join(', ') ?? ''}`);
    }
    if (id === null) await client.createPolicy(drafted.draft, signal);
    else await client.updatePolicy(id, drafted.draft, signal);
  }
  return { verb: verb === 'create' || verb === 'delete' ? verb : 'change', look, send };
}

function writeGroup(
  { verb, slug, id, before, after, markBefore }: Change<GroupForm>,
  { client, owner, groups }: ApplyDeps,
): Write {
  const mark: Mark = { owner, slug };
  const look: Write['look'] = async () => {
    const all = (await client.listGroupObjects()).map(toExistingGroup);
    const object = all.find((one) =>
      id === null ? one.mark?.slug === slug && one.mark.owner.toLowerCase() === owner.toLowerCase() : one.id === id,
    );
    if (object === undefined) return 'missing';
    if (after !== null && agrees(object, { mark, form: after })) {
      groups.add(slug, object.id);
      return 'after';
    }
    return before !== null && agrees(object, { mark: markBefore, form: before }) ? 'before' : 'other';
  };

  async function send(signal: AbortSignal): Promise<void> {
    if (verb === 'delete') return client.deleteGroup(id ?? '', signal);
    if (after === null) return;
    const draft = { name: after.name, description: writeDescription(after.description, mark) };
    if (id === null) await client.createGroup(draft, signal);
    else await client.updateGroup(id, draft, signal);
  }
  return { verb: verb === 'create' || verb === 'delete' ? verb : 'change', look, send };
}
