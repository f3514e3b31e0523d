import { ASKING } from './http/effort.ts';
import { hasStatus, PlatformError } from './http/errors.ts';
import type { OnPage } from './http/lists.ts';
import type { Requester } from './http/requester.ts';
import { createOmittedLists } from './omitted-lists.ts';
import {
  DestinationBody,
  type DestinationObject,
  type GroupDraft,
  type GroupObject,
  GroupObjectBody,
  type GroupUpdate,
  type ListedGroup,
  type PolicyDraft,
  type PolicyObject,
  readListedGroup,
  readPolicyObject,
  readPolicyOf,
  type ToldPolicy,
} from './policy-object.ts';
import { read } from './schema.ts';
import { explainOmitted } from './silent-lists.ts';

/** Whether it is the name that can't be searched for: the Platform takes it for a pattern, or a proxy for an attack. */
function isRefusedSearch(error: unknown): boolean {
  if (hasStatus(error, 400, 414, 422)) return true;
  return error instanceof PlatformError && error.failure.kind === 'stray' && error.failure.status < 500;
}

/** Policies and groups as objects that can be written. All throw a PlatformError. */
export interface PolicyObjectClient {
  /**
   * All of them, read until two readings agree.
   * @param search a part of their names; if the Platform refuses to search for it, all of them come
   */
  listPolicyObjects(search?: string): Promise<PolicyObject[]>;
  /** The policy of this id, and no other one. */
  getPolicyObject(id: string): Promise<PolicyObject>;
  listGroupObjects(): Promise<ListedGroup[]>;
  listDestinations(): Promise<DestinationObject[]>;
  /** These are sent once. */
  createPolicy(draft: PolicyDraft, signal: AbortSignal): Promise<PolicyObject>;
  updatePolicy(id: string, draft: PolicyDraft, signal: AbortSignal): Promise<void>;
  /** From active to paused, and back. */
  togglePolicy(id: string, signal: AbortSignal): Promise<void>;
  deletePolicy(id: string, signal: AbortSignal): Promise<void>;
  createGroup(draft: GroupDraft, signal: AbortSignal): Promise<GroupObject>;
  updateGroup(id: string, update: GroupUpdate, signal: AbortSignal): Promise<void>;
  deleteGroup(id: string, signal: AbortSignal): Promise<void>;
}

/** @param tellTime told what the `Date` header of each list of policies says, in milliseconds since 1970 */
export function createPolicyObjects(
  { get, list, sendOnce }: Requester,
  tellTime: (serverTime: number | null) => void = () => {},
): PolicyObjectClient {
  const policyAt = (id: string) => `/policies/${encodeURIComponent(id)}`;
  const groupAt = (id: string) => `/policy-groups/${encodeURIComponent(id)}`;
  const order = { sort_by: 'created_at', sort_dir: 'asc' };
  const readGroup = (json: unknown) => read(GroupObjectBody, json);
  const omitted = { groupIds: createOmittedLists(), destinationIds: createOmittedLists() };

  const listGroupObjects = () =>
    list('/policy-groups', {}, readListedGroup, ({ id }) => id, { isUnpaged: true, isSeen: true });
  const listDestinations = () =>
    list(
      '/notifications/destinations',
      {},
      (json, at) => read(DestinationBody, json, at),
      ({ id }) => id,
    );

  /** @throws {PlatformError} if nobody knows what a missing list holds */
  async function checkLists(policies: readonly ToldPolicy[], url: string): Promise<void> {
    for (const name of ['groupIds', 'destinationIds'] as const) {
      for (const policy of policies) omitted[name].note(policy[name]);
      const silent = policies.filter((policy) => policy[name] === null);
      if (silent.length === 0 || omitted[name].areEmpty()) continue;
      // Of what is nowhere, there can be none in a list.
      const there = name === 'groupIds' ? await listGroupObjects() : await listDestinations();
      if (there.length > 0) throw explainOmitted(name, silent, url);
    }
  }

  const onPage: OnPage = (_, serverTime) => tellTime(serverTime);
  const readPolicies = (query: Readonly<Record<string, string>>) =>
    list('/policies', query, readPolicyObject, ({ id }) => id, { isSeen: true, onPage });

  async function complete(policy: ToldPolicy, url: string): Promise<PolicyObject> {
    await checkLists([policy], url);
    return fillLists(policy);
  }

  return {
    async listPolicyObjects(search) {
      const found = search === undefined ? readPolicies(order) : readPolicies({ ...order, search });
      const told = await found.catch((error: unknown) => {
        if (search === undefined || !isRefusedSearch(error)) throw error;
        return readPolicies(order);
      });
      await checkLists(told, '/policies');
      return told.map(fillLists);
    },
    getPolicyObject: async (id) =>
      complete(await get(policyAt(id), {}, ({ body }) => readPolicyOf(id, body), { budget: ASKING }), policyAt(id)),
    listGroupObjects,
    listDestinations,
    async createPolicy(draft, signal) {
      const request = { method: 'POST', path: '/policies', body: writeDraft(draft), signal } as const;
      return complete(await sendOnce(request, ({ body }) => readPolicyObject(body)), '/policies');
    },
    updatePolicy: (id, draft, signal) =>
      sendOnce({ method: 'PUT', path: policyAt(id), body: writeDraft(draft), answer: 'none', signal }, () => {}),
    togglePolicy: (id, signal) =>
      sendOnce({ method: 'POST', path: `${policyAt(id)}/toggle`, answer: 'none', signal }, () => {}),
    deletePolicy: (id, signal) => sendOnce({ method: 'DELETE', path: policyAt(id), answer: 'none', signal }, () => {}),
    createGroup: (draft, signal) =>
      sendOnce({ method: 'POST', path: '/policy-groups', body: draft, signal }, ({ body }) => readGroup(body)),
    updateGroup: (id, { policyIds, ...draft }, signal) => {
      const body = { ...draft, policy_ids: policyIds };
      return sendOnce({ method: 'PUT', path: groupAt(id), body, answer: 'none', signal }, () => {});
    },
    deleteGroup: (id, signal) => sendOnce({ method: 'DELETE', path: groupAt(id), answer: 'none', signal }, () => {}),
  };
}

function writeDraft({ groupIds, destinationIds, ...rest }: PolicyDraft) {
  return { ...rest, policy_group_ids: groupIds, notification_destination_ids: destinationIds };
}

function fillLists(policy: ToldPolicy): PolicyObject {
  return { ...policy, groupIds: policy.groupIds ?? [], destinationIds: policy.destinationIds ?? [] };
}
