import { hash } from 'node:crypto';
import * as v from '../vendor/valibot.ts';
import { WAITING } from './http/effort.ts';
import type { OnPage } from './http/lists.ts';
import { collectItems, isLastPage, readPage } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import { Count, Identifier, NonEmptyText, optional, read, SchemaError, When } from './schema.ts';
import { gateSeverity, rankOf } from './severity.ts';
import type { Timestamp } from './timestamp.ts';

/**
 * A policy, as far as it is used. Its notification destinations are left behind on purpose, since they can hold a
 * webhook. Of its query only a hash is kept, which is never shown or stored.
 */
export interface Policy {
  readonly id: string;
  readonly name: string;
  /** Other names under which the same list has it; none, unless the Platform contradicts itself. */
  readonly aliases: readonly string[];
  readonly description: string;
  readonly domain: string;
  /** In the Platform's word; empty if it gives none. */
  readonly severity: string;
  /** `active`, `paused`, or a newer word. */
  readonly status: string;
  /** When it was last evaluated; null: never. */
  readonly runAt: Timestamp | null;
  /** The violations found then; null: never evaluated, which is not 0. */
  readonly violationCount: number | null;
  /** When it was last changed; null if the Platform does not say. Whether an evaluation moves it is unknown. */
  readonly updatedAt: Timestamp | null;
  /** Tells one query from another; null if the Platform does not show the query. */
  readonly queryHash: string | null;
  /** What of its result cannot be read; null where all can. */
  readonly defect: string | null;
}

/** Names are compared with each other; a report shows much less. */
const LONGEST_NAME = 1_000;

const Identity = v.object({ id: Identifier, name: v.string(), status: NonEmptyText });

/** A policy without a severity gates as one whose severity is unknown does. */
const Grade = v.object({ severity: v.fallback(v.string(), '') });

const Texts = v.object({
  description: v.fallback(v.string(), ''),
  domain: v.fallback(v.string(), ''),
});

/** What tells that the query was changed; a Platform that says neither can be judged all the same. */
const Changes = v.object({
  updated_at: v.fallback(optional(When), null),
  query: v.fallback(optional(v.string()), null),
});

const Evaluation = v.object({ run_at: optional(When), violation_count: optional(Count) });

/** All that is read of a policy; its parts are read one by one, since they differ in what becomes of a defect. */
export const PolicyBody = v.object({
  ...Identity.entries,
  ...Grade.entries,
  ...Texts.entries,
  ...Changes.entries,
  ...Evaluation.entries,
});

/**
 * Reads one policy. Without its identity the whole list cannot be trusted; a result that cannot be read is only this
 * policy's own defect, and makes it inconclusive.
 * @throws {SchemaError} if id, name or status is missing
 */
export function readPolicy(json: unknown, path = ''): Policy {
  const { id, name, status } = read(Identity, json, path);
  const { severity } = read(Grade, json, path);
  const texts = read(Texts, json, path);
  const { updated_at: updatedAt, query } = read(Changes, json, path);
  const policy = {
    id,
    name: name.trim() === '' ? id : name.slice(0, LONGEST_NAME),
    aliases: [],
    status,
    severity,
    // As much as a report shows; thousands of policies are held at once.
    description: texts.description.slice(0, 2_000),
    domain: texts.domain.trim(),
    updatedAt,
    queryHash: query === null ? null : hash('sha256', query, 'base64'),
  };
  try {
    const { run_at: runAt, violation_count: violationCount } = read(Evaluation, json);
    return { ...policy, runAt, violationCount, defect: null };
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return { ...policy, runAt: null, violationCount: null, defect: error.message };
  }
}

/** A status that this version does not know is not "paused": the policy has to prove itself. */
export function isPaused({ status }: Pick<Policy, 'status'>): boolean {
  return status.toLowerCase() === 'paused';
}

/** What decides whether a policy is selected, and whether it passes; in the Platform's words. */
const DECIDING = {
  name: 'name',
  domain: 'domain',
  status: 'status',
  severity: 'severity',
  runAt: 'run_at',
  violationCount: 'violation_count',
  updatedAt: 'updated_at',
  queryHash: 'query',
} satisfies Partial<Record<keyof Policy, string>>;

/**
 * Makes one policy of two with the same id in one reading. If they differ in what decides, none of them can be believed:
 * it is selected if either would be, and has no result.
 */
export function joinTwins(a: Policy, b: Policy): Policy {
  const differing = (Object.keys(DECIDING) as (keyof typeof DECIDING)[]).filter((field) => a[field] !== b[field]);
  const aliases = new Set([...a.aliases, b.name, ...b.aliases]);
  aliases.delete(a.name);
  if (differing.length === 0 && aliases.size === 0 && a.defect === b.defect) return b;
  const words = differing.map((field) => `\`${DECIDING[field]}\``).join(', ');
  return {
    ...a,
    aliases: [...aliases],
    domain: a.domain === b.domain ? a.domain : '',
    status: isPaused(a) ? b.status : a.status,
    severity: rankOf(gateSeverity(a.severity)) >= rankOf(gateSeverity(b.severity)) ? a.severity : b.severity,
    runAt: null,
    violationCount: null,
    // @failure policies | `inconclusive` | The Platform, or a proxy in front of it, contradicts itself: it lists the
    // policy twice with different values, even if the list is read again. [Report it](../CONTRIBUTING.md).
    defect: a.defect ?? b.defect ?? `the Platform lists it more than once, with different values of ${words}`,
  };
}

/**
 * Makes one policy of what two readings say, one after the other. The later one counts unless its own dates say that it
 * is the older one: a server that lags must not outrank what was seen. If no date tells them apart and they differ, or
 * if their dates contradict each other, they are twins.
 */
export function joinReadings(earlier: Policy, later: Policy): Policy {
  if (later.defect !== null) return later;
  if (earlier.defect !== null) return isLess(later, earlier) ? earlier : later;
  // No server lags so far that a result was never there; and null is not "the one before".
  if (earlier.runAt !== null && later.runAt === null) return joinTwins(earlier, later);
  const order = [compareMoments(earlier.runAt ?? '', later.runAt ?? ''), compareChanges(earlier, later)];
  const isNewer = order.every((one) => one <= 0) && order.some((one) => one < 0);
  if (isNewer) return later;
  const isOlder = order.every((one) => one >= 0) && order.some((one) => one > 0);
  return isOlder ? earlier : joinTwins(earlier, later);
}

/** Whether a reading would judge less than a contradicted one before it, which is no way out of the contradiction. */
function isLess(later: Policy, earlier: Policy): boolean {
  const rank = ({ severity }: Policy) => rankOf(gateSeverity(severity));
  const isElsewhere = earlier.domain === '' && later.domain !== '';
  return (isPaused(later) && !isPaused(earlier)) || rank(later) < rank(earlier) || isElsewhere;
}

/** What a reading does not say, it does not contradict. */
function compareChanges(a: Policy, b: Policy): number {
  return a.updatedAt === null || b.updatedAt === null ? 0 : compareMoments(a.updatedAt, b.updatedAt);
}

function compareMoments(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Each policy of several readings once. */
export function mergeReadings(earlier: readonly Policy[], later: readonly Policy[]): Policy[] {
  return [...collectItems([...earlier, ...later], ({ id }) => id, joinReadings).values()];
}

/** Each policy of several lists of one reading once. */
export function mergePolicies(lists: readonly (readonly Policy[])[]): Policy[] {
  return [...collectItems(lists.flat(), ({ id }) => id, joinTwins).values()];
}

export interface PolicyGroup {
  readonly id: string;
  readonly name: string;
}

export const GroupBody = v.object({ id: Identifier, name: v.string() });

/** @throws {SchemaError} */
export function readPolicyGroup(json: unknown, path = ''): PolicyGroup {
  return read(GroupBody, json, path);
}

/** What an earlier evaluation of a policy found. */
export interface EvaluationCount {
  readonly runAt: Timestamp;
  readonly violationCount: number;
}

export const EvaluationBody = v.object({ run_at: When, violation_count: Count });

/** @throws {SchemaError} */
export function readEvaluationCount(json: unknown, path = ''): EvaluationCount {
  const { run_at: runAt, violation_count: violationCount } = read(EvaluationBody, json, path);
  if (runAt === null) throw new SchemaError(`${path}.run_at`, 'a date and time');
  return { runAt, violationCount };
}

/** The policies and their groups. */
export interface PolicyClient {
  /**
   * All policies, paused ones too, or those of some groups.
   * @param tellTime told what the answers' `Date` header says, in milliseconds since 1970
   * @throws {PlatformError}
   */
  listPolicies(
    groupIds: readonly string[],
    patience?: 'asking' | 'waiting',
    tellTime?: (serverTime: number | null) => void,
  ): Promise<Policy[]>;
  /** @throws {PlatformError} */
  listPolicyGroups(patience?: 'asking' | 'waiting'): Promise<PolicyGroup[]>;
  /**
   * Some evaluations of a policy, most likely the latest. It only tells more: one try, and null if it fails.
   * @param signal aborted as soon as nobody wants to know any more
   */
  findEvaluations(policyId: string, signal?: AbortSignal): Promise<EvaluationList | null>;
}

export interface EvaluationList {
  readonly items: readonly EvaluationCount[];
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/** The one before a sync is among so many, unless there were as many since. */
const EVALUATIONS = 20;

export function createPolicies({ list, find }: Requester): PolicyClient {
  return {
    async listPolicies(groupIds, patience = 'asking', tellTime = () => {}) {
      // Oldest first: one that is created meanwhile moves no other to a page that was read already.
      const order = { sort_by: 'created_at', sort_dir: 'asc' };
      // A group each: a server that takes one of several only would leave out policies without a word.
      const queries = groupIds.length === 0 ? [order] : groupIds.map((id) => ({ ...order, policy_group_ids: [id] }));
      const budget = patience === 'waiting' ? WAITING : undefined;
      const onPage: OnPage = (_, serverTime) => tellTime(serverTime);
      const lists = await Promise.all(
        queries.map((query) =>
          list('/policies', query, readPolicy, (policy) => policy.id, {
            budget,
            isSeen: true,
            choose: joinTwins,
            join: joinReadings,
            onPage,
          }),
        ),
      );
      return mergePolicies(lists);
    },

    listPolicyGroups: (patience = 'asking') =>
      list('/policy-groups', {}, readPolicyGroup, (group) => group.id, {
        isUnpaged: true,
        isSeen: true,
        budget: patience === 'waiting' ? WAITING : undefined,
      }),

    findEvaluations: (policyId, signal) =>
      find(
        { path: `${pathOfPolicy(policyId)}/violations-history`, query: { per_page: EVALUATIONS }, signal },
        (answer) => {
          const page = readPage(answer.body, readEvaluationCount);
          return { items: page.items, isWhole: isLastPage(page, 1, EVALUATIONS, page.items.length) };
        },
      ),
  };
}

/** The address of a policy. */
export function pathOfPolicy(policyId: string): string {
  return `/policies/${encodeURIComponent(policyId)}`;
}
