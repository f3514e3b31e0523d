import { PlatformError } from '../../../platform/http/errors.ts';
import type { GroupObject, ListedGroup } from '../../../platform/policy-object.ts';
import type { PolicyObjectClient } from '../../../platform/policy-objects.ts';
import { toLogText } from '../../../text/escape.ts';
import { countNouns } from '../../../text/format.ts';
import { type Mark, writeDescription } from '../../../text/mark.ts';
import type { GroupForm } from '../form.ts';
import type { Change } from '../plan/change.ts';
import { toExistingGroup } from '../state.ts';
import type { ApplyDeps, SettleChange, WritableKind } from './kind.ts';
import { type Settled, settleWrite } from './write.ts';
import { writeObject } from './write-object.ts';

/** A group with the ids of its policies; null: nobody asked. */
interface FullGroup extends GroupObject {
  readonly policyIds: readonly string[] | null;
}

/**
 * Policy groups. Each policy says in which groups it is, so that the policies of a group are sent as they are: the vendor
 * does not say what a list means that is left out.
 */
const GROUPS: WritableKind<FullGroup, GroupForm> = {
  name: 'group',
  // The answer about one group is a list of its policies, a page at a time.
  async find(client, id) {
    const group = (await client.listGroupObjects()).find((one) => one.id === id);
    return group === undefined ? null : { ...group, policyIds: await listMembers(client, group) };
  },
  list: async (client) => (await client.listGroupObjects()).map((group) => ({ ...group, policyIds: null })),
  toForm: (object) => toExistingGroup(object).form,
  create: async (form, mark, { client }, signal) => (await client.createGroup(draftGroup(form, mark), signal)).id,
  async update({ id, policyIds }, form, mark, { client }, signal) {
    if (policyIds === null) throw new Error('the policies of the group were not read');
    await client.updateGroup(id, { ...draftGroup(form, mark), policyIds }, signal);
  },
  toggle() {
    throw new Error('a policy group is neither active nor paused');
  },
  delete: (client, id, signal) => client.deleteGroup(id, signal),
};

/** @throws {PlatformError} if the list of policies lacks one that the group counts: an update would throw it out */
async function listMembers(client: PolicyObjectClient, { id, name, policyCount }: ListedGroup): Promise<string[]> {
  const policies = await client.listPolicyObjects();
  const members = policies.filter(({ groupIds }) => groupIds.includes(id)).map((policy) => policy.id);
  if (policyCount === null || policyCount <= members.length) return members;
  const count = countNouns(policyCount, 'policy', 'policies');
  // @failure managing | `partly-applied` | The Platform's list of policies is out of date, or the key may not see a
  // policy of the group. Run the workflow again. If that does not help, look at the group on the Platform, and at the
  // role of the key.
  throw new PlatformError(
    `The policy group “${toLogText(name, 100)}” counts ${count}, and the list of policies has ${members.length} of them`,
    { method: 'GET', url: '/policies' },
    { kind: 'unreadable' },
  );
}

/** Policies that are written after it find its id in `deps.groups`. */
export const settleGroup: SettleChange<GroupForm> = async (change, deps) => {
  /** The policies in it, as they were before the write and after it. */
  const seen: (readonly string[])[] = [];
  const watched: WritableKind<FullGroup, GroupForm> = {
    ...GROUPS,
    async find(client, id) {
      const group = await GROUPS.find(client, id);
      if (group?.policyIds) seen.push(group.policyIds);
      return group;
    },
    findObstacle: ({ policyIds }) => describeJoined(policyIds ?? [], change, deps),
  };
  const write = writeObject(watched, change, deps, { onReached: ({ id }) => deps.groups.add(change.slug, id) });
  return checkMembers(await settleWrite(write, deps), seen);
};

/** Who agreed to the deletion of a group agreed to what the policies lose that are named in the plan. */
function describeJoined(
  policyIds: readonly string[],
  { members }: Pick<Change, 'members'>,
  { deleted }: Pick<ApplyDeps, 'deleted'>,
): string | null {
  const named = new Set(members.map(({ id }) => id));
  const [first, ...others] = policyIds.filter((id) => !named.has(id) && !deleted.has(id));
  if (first === undefined) return null;
  if (others.length === 0) return `a policy is in it that the plan does not name: ${first}`;
  return `${others.length + 1} policies are in it that the plan does not name, such as ${first}`;
}

/** A group that lost policies by the write is not as it was to be, whatever its name and description say. */
function checkMembers(settled: Settled, seen: readonly (readonly string[])[]): Settled {
  const [before = [], after = before] = [seen.at(0), seen.at(-1)];
  const lost = before.filter((id) => !after.includes(id)).length;
  if (settled.end !== 'done' || lost === 0) return settled;
  return { ...settled, end: 'differs', why: `${countNouns(lost, 'policy is', 'policies are')} no longer in it` };
}

function draftGroup({ name, description }: GroupForm, mark: Mark) {
  return { name, description: writeDescription(description, mark) };
}
