import type { Clock } from '../../../clock.ts';
import type { EvaluationList, PolicyClient } from '../../../platform/policies.ts';
import type { Policy } from '../../../platform/policy.ts';
import type { Timestamp } from '../../../platform/timestamp.ts';
import type { Freshness } from './freshness.ts';

/** How many violations are new. */
export type News =
  /** Against the baseline: each one by itself. */
  | { readonly kind: 'baseline'; readonly count: number }
  /** Against the evaluation before: the growth of the policies' counts only. */
  | { readonly kind: 'counts'; readonly count: number }
  | { readonly kind: 'unknown' };

/** Nobody knows how many are new. */
export const UNKNOWN_NEWS: News = { kind: 'unknown' };

/** What it takes to ask for the histories of policies. */
export interface HistoryDeps {
  readonly client: Pick<PolicyClient, 'findEvaluations'>;
  readonly clock: Clock;
  /** By `clock.uptime`; nobody begins to ask after that. */
  readonly until: number;
}

/**
 * By how much the counts grew since the evaluation before the sync, or in mode `check` since the one before the latest.
 * What was found before the start is known already; only if that is new itself, as with a run of somebody else, the
 * Platform is asked for the policy's history. It decides nothing: the first unknown count ends it.
 * @param judged the policies whose count is known and new enough
 * @param before the policies as they were when the step began, by id
 */
export async function countNews(
  judged: readonly Policy[],
  before: ReadonlyMap<string, Policy>,
  freshness: Freshness,
  { client, clock, until }: HistoryDeps,
): Promise<News> {
  const violated = judged.filter((policy) => (policy.violationCount ?? 0) > 0);
  const unknown = new AbortController();
  const growths = await Promise.all(
    violated.map(async (policy) => {
      if (clock.uptime() >= until) unknown.abort();
      const earlier = await findEarlierCount(policy, before.get(policy.id), freshness, client, unknown.signal);
      if (earlier === null) unknown.abort();
      return Math.max(0, (policy.violationCount ?? 0) - (earlier ?? 0));
    }),
  );
  if (unknown.signal.aborted) return UNKNOWN_NEWS;
  return { kind: 'counts', count: growths.reduce((sum, growth) => sum + growth, 0) };
}

async function findEarlierCount(
  policy: Policy,
  before: Policy | undefined,
  freshness: Freshness,
  client: HistoryDeps['client'],
  unknown: AbortSignal,
): Promise<number | null> {
  if (freshness.kind === 'unknown' || policy.runAt === null) return null;
  const moment = freshness.kind === 'since' ? freshness.moment : policy.runAt;
  const known = findKnownCount(before, moment);
  if (known !== undefined) return known;
  // What is unknown of one policy makes the sum unknown: the others are not asked for then.
  const list = unknown.aborted ? null : await client.findEvaluations(policy.id, unknown);
  return list === null ? null : countBefore(list, moment);
}

/** What was found before the start; undefined if that was found at the moment or later, or can't be read. */
function findKnownCount(before: Policy | undefined, moment: Timestamp): number | null | undefined {
  if (before === undefined || before.defect !== null) return undefined;
  // Never evaluated before: all of its violations are new.
  if (before.runAt === null) return 0;
  return before.runAt < moment ? before.violationCount : undefined;
}

/** How much a policy's count grew since what was found before the start; null if that says nothing of it. */
export function findChange(policy: Policy, before: Policy | undefined, freshness: Freshness): number | null {
  if (freshness.kind !== 'since' || policy.violationCount === null) return null;
  const earlier = findKnownCount(before, freshness.moment) ?? null;
  return earlier === null ? null : policy.violationCount - earlier;
}

/** Of the latest evaluation before the moment; null if the list does not hold it for sure. */
function countBefore(list: EvaluationList, moment: Timestamp): number | null {
  const earlier = list.items.filter(({ runAt }) => runAt < moment);
  if (earlier.length === 0) return list.isWhole ? 0 : null;
  if (!isInOrder(list)) return null;
  return earlier.reduce((latest, one) => (one.runAt > latest.runAt ? one : latest)).violationCount;
}

/** Whether no evaluation is missing between two that a list holds: it holds all, or the latest, newest first. */
export function isInOrder({ items, isWhole }: EvaluationList): boolean {
  return isWhole || items.every(({ runAt }, index) => index === 0 || runAt <= (items[index - 1]?.runAt ?? ''));
}
