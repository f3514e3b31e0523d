import { toLogText } from '../text/escape.ts';
import { countNouns } from '../text/format.ts';
import * as v from '../vendor/valibot.ts';
import { ASKING } from './http/effort.ts';
import { hasStatus, PlatformError } from './http/errors.ts';
import type { Requester } from './http/requester.ts';
import { createOmittedLists } from './omitted-lists.ts';
import { Count, Identifier, NonEmptyText, optional, read, SchemaError, When } from './schema.ts';
import type { Timestamp } from './timestamp.ts';

/** A policy with all that can be written of it. */
export interface PolicyObject {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly severity: string;
  readonly description: string;
  /** `active`, `paused`, or a newer word. */
  readonly status: string;
  readonly query: string;
  readonly groupIds: readonly string[];
  readonly destinationIds: readonly string[];
  /** The user that changed it last; null if the Platform does not say. */
  readonly updatedBy: string | null;
  readonly updatedAt: Timestamp | null;
}

/** What is sent. Lists are whole: what is not in them is taken off. */
export interface PolicyDraft {
  readonly name: string;
  readonly domain: string;
  readonly severity: string;
  readonly description: string;
  readonly query: string;
  readonly groupIds: readonly string[];
  readonly destinationIds: readonly string[];
}

export interface GroupObject {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** A group as the list of all groups has it. */
export interface ListedGroup extends GroupObject {
  /** How many policies are in it; null if the Platform does not say. */
  readonly policyCount: number | null;
}

export type GroupDraft = Omit<GroupObject, 'id'>;

/** What is sent for a group that is there: its policies, too, as a list that is whole. */
export interface GroupUpdate extends GroupDraft {
  readonly policyIds: readonly string[];
}

/** Whom a policy's alert tells. Its address can be a secret, and is never read. */
export interface DestinationObject {
  readonly id: string;
  readonly name: string;
}

const Reference = v.object({ id: Identifier });

/** All that is read of a policy. What a missing list means is decided by `createOmittedLists`. */
export const PolicyObjectBody = v.object({
  id: Identifier,
  name: v.string(),
  domain: NonEmptyText,
  severity: NonEmptyText,
  description: v.string(),
  status: NonEmptyText,
  query: v.string(),
  policy_groups: optional(v.array(Reference)),
  notification_destinations: optional(v.array(Reference)),
  updated_by: optional(v.string()),
  updated_at: v.fallback(optional(When), null),
});

export const GroupObjectBody = v.object({ id: Identifier, name: v.string(), description: v.string() });
export const ListedGroupBody = v.object({ ...GroupObjectBody.entries, policy_count: optional(Count) });
export const DestinationBody = v.object({ id: Identifier, name: v.string() });

/** A policy as one answer tells it. */
type ToldPolicy = Omit<PolicyObject, ListName> & Readonly<Record<ListName, readonly string[] | null>>;
type ListName = 'groupIds' | 'destinationIds';

function readPolicyObject(json: unknown, path = ''): ToldPolicy {
  const body = read(PolicyObjectBody, json, path);
  const { policy_groups: groups, notification_destinations: destinations, ...rest } = body;
  return {
    id: rest.id,
    name: rest.name,
    domain: rest.domain,
    severity: rest.severity,
    description: rest.description,
    status: rest.status.toLowerCase(),
    query: rest.query,
    groupIds: groups?.map(({ id }) => id) ?? null,
    destinationIds: destinations?.map(({ id }) => id) ?? null,
    updatedBy: rest.updated_by,
    updatedAt: rest.updated_at,
  };
}

function readListedGroup(json: unknown, at: string): ListedGroup {
  const { policy_count: policyCount, ...group } = read(ListedGroupBody, json, at);
  return { ...group, policyCount };
}

/** @throws {SchemaError} if it is another policy, such as a proxy that caches may answer with */
function readPolicyOf(id: string, json: unknown): ToldPolicy {
  const policy = readPolicyObject(json);
  if (policy.id !== id) throw new SchemaError('id', 'the id of the policy that was asked for');
  return policy;
}

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

export function createPolicyObjects({ get, list, sendOnce }: Requester): PolicyObjectClient {
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

  const readPolicies = (query: Readonly<Record<string, string>>) =>
    list('/policies', query, readPolicyObject, ({ id }) => id, { isSeen: true });

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

/** Why a list of groups is not whole: policies name a group that it lacks. Null: nothing says so. */
export function findUnlisted(
  policies: readonly Pick<PolicyObject, 'name' | 'groupIds'>[],
  groups: readonly Pick<GroupObject, 'id'>[],
): PlatformError | null {
  const listed = new Set(groups.map(({ id }) => id));
  const users = policies.filter(({ groupIds }) => groupIds.some((id) => !listed.has(id)));
  const [first] = users;
  if (first === undefined) return null;
  const count = countNouns(users.length, 'policy names', 'policies name');
  // @failure managing | `error` | A group that is missing from the list would be made a second time. Run the job again. If
  // that does not help, the Platform or a proxy cuts the list, or the role of the key hides the group.
  return new PlatformError(
    `The list of policy groups lacks a group that ${count}, such as “${toLogText(first.name, 100)}”`,
    { method: 'GET', url: '/policy-groups' },
    { kind: 'unreadable' },
    {
      remedy:
        'Run the job again. If that does not help, look at the role of the key, and at proxies before the Platform.',
    },
  );
}

function writeDraft({ groupIds, destinationIds, ...rest }: PolicyDraft) {
  return { ...rest, policy_group_ids: groupIds, notification_destination_ids: destinationIds };
}

function fillLists(policy: ToldPolicy): PolicyObject {
  return { ...policy, groupIds: policy.groupIds ?? [], destinationIds: policy.destinationIds ?? [] };
}

const LIST_FIELDS = { groupIds: 'policy_groups', destinationIds: 'notification_destinations' } as const;

function explainOmitted(name: ListName, silent: readonly ToldPolicy[], url: string): PlatformError {
  const field = LIST_FIELDS[name];
  const [first] = silent;
  const count = countNouns(silent.length, 'policy has', 'policies have');
  // @failure managing | `error` | The Platform leaves this list out, and no policy shows what that means. To treat it as
  // empty could delete what it holds. Put one policy into a group, or give it a destination: if its list is shown then,
  // those that are left out are empty.
  return new PlatformError(
    `The Platform does not say which \`${field}\` ${count}, such as “${toLogText(first?.name ?? '', 100)}”`,
    { method: 'GET', url },
    { kind: 'unreadable' },
    {
      remedy:
        name === 'groupIds'
          ? 'Put one policy into a policy group on the Platform: if its list is shown then, those that are left out are empty.'
          : 'Give one policy a notification destination on the Platform: if its list is shown then, those that are left out are empty.',
    },
  );
}
