import type { Policy } from '../../../platform/policy.ts';
import { millisecondsOf, type Timestamp } from '../../../platform/timestamp.ts';

/**
 * How long the policies took to be evaluated after the runs before, in milliseconds. Another sync may have moved their
 * dates since: that time is a hint, and no more.
 * @param policies those that are judged, as they were before the step started anything
 * @param completed when the latest run of each sync completed by then; null: unknown
 * @returns null if it is unknown of one of them
 */
export function findEvaluationLag(
  policies: readonly Pick<Policy, 'runAt'>[],
  completed: readonly (Timestamp | null)[],
): number | null {
  const moments = completed.filter((moment) => moment !== null);
  const runs = policies.map(({ runAt }) => runAt).filter((runAt) => runAt !== null);
  const [last, latest] = [moments.toSorted().at(-1), runs.toSorted().at(-1)];
  if (last === undefined || latest === undefined) return null;
  if (moments.length < completed.length || runs.length < policies.length) return null;
  return runs.every((runAt) => runAt >= last) ? millisecondsOf(latest) - millisecondsOf(last) : null;
}
