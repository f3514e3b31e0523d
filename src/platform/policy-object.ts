import * as v from '../vendor/valibot.ts';
import { Count, Identifier, NonEmptyText, optional, read, SchemaError, When, Word } from './schema.ts';
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
  status: Word,
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
export type ToldPolicy = Omit<PolicyObject, ListName> & Readonly<Record<ListName, readonly string[] | null>>;
export type ListName = 'groupIds' | 'destinationIds';

export function readPolicyObject(json: unknown, path = ''): ToldPolicy {
  const body = read(PolicyObjectBody, json, path);
  const { policy_groups: groups, notification_destinations: destinations, ...rest } = body;
  return {
    id: rest.id,
    name: rest.name,
    domain: rest.domain,
    severity: rest.severity,
    description: rest.description,
    status: rest.status,
    query: rest.query,
    groupIds: groups?.map(({ id }) => id) ?? null,
    destinationIds: destinations?.map(({ id }) => id) ?? null,
    updatedBy: rest.updated_by,
    updatedAt: rest.updated_at,
  };
}

export function readListedGroup(json: unknown, at: string): ListedGroup {
  const { policy_count: policyCount, ...group } = read(ListedGroupBody, json, at);
  return { ...group, policyCount };
}

/** @throws {SchemaError} if it is another policy, such as a proxy that caches may answer with */
export function readPolicyOf(id: string, json: unknown): ToldPolicy {
  const policy = readPolicyObject(json);
  if (policy.id !== id) throw new SchemaError('id', 'the id of the policy that was asked for');
  return policy;
}
