import type { GroupObject } from '../../../platform/policy-objects.ts';
import { type Mark, writeDescription } from '../../../text/mark.ts';
import type { GroupForm } from '../form.ts';
import { toExistingGroup } from '../state.ts';
import type { SettleChange, WritableKind } from './kind.ts';
import { settleWrite } from './write.ts';
import { writeObject } from './write-object.ts';

/** Policy groups. The policies in one are not written here: each policy says in which groups it is. */
const GROUPS: WritableKind<GroupObject, GroupForm> = {
  name: 'group',
  // The answer about one group is a list of its policies.
  find: async (client, id) => (await client.listGroupObjects()).find((one) => one.id === id) ?? null,
  list: (client) => client.listGroupObjects(),
  toForm: (object) => toExistingGroup(object).form,
  create: async (form, mark, { client }, signal) => (await client.createGroup(draftGroup(form, mark), signal)).id,
  update: ({ id }, form, mark, { client }, signal) => client.updateGroup(id, draftGroup(form, mark), signal),
  toggle() {
    throw new Error('a policy group is neither active nor paused');
  },
  delete: (client, id, signal) => client.deleteGroup(id, signal),
};

/** Policies that are written after it find its id in `deps.groups`. */
export const settleGroup: SettleChange<GroupForm> = (change, deps) =>
  settleWrite(
    writeObject(GROUPS, change, deps, ({ id }) => deps.groups.add(change.slug, id)),
    deps,
  );

function draftGroup({ name, description }: GroupForm, mark: Mark) {
  return { name, description: writeDescription(description, mark) };
}
