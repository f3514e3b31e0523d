import * as v from '../vendor/valibot.ts';
import { WAITING } from './http/effort.ts';
import type { OnPage } from './http/lists.ts';
import { isLastPage, readPage } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import { type Policy, readPolicy } from './policy.ts';
import { joinReadings, joinTwins, mergePolicies } from './policy-readings.ts';
import { Count, Identifier, read, SchemaError, When } from './schema.ts';
import type { Timestamp } from './timestamp.ts';

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

/** The endpoints of the policies, as the gate needs them. */
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
