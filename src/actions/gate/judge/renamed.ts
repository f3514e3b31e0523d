import type { Policy } from '../../../platform/policy.ts';
import { gateSeverity } from '../../../platform/severity.ts';
import type { AssessedPolicy, Evaluation } from '../evaluate/evaluation.ts';
import { groupByPolicy, type Waiver } from '../waivers/waiver.ts';
import { gates, type Rule } from './rule.ts';

/**
 * Withholds the result of each policy that got the name of a waiver while the step waited: else a change in these
 * minutes would decide that its violations do not gate. What does not gate needs no waiver.
 * @param before the policies as they were when the step began, by id
 * @param waivers those in force
 */
export function withholdRenamed(
  evaluation: Evaluation,
  before: ReadonlyMap<string, Policy>,
  waivers: readonly Waiver[],
  { failOn }: Rule,
): Evaluation {
  const byPolicy = groupByPolicy(waivers, ({ policy }) => policy);
  const withhold = (one: AssessedPolicy): AssessedPolicy => {
    const { policy, standing } = one;
    const earlier = before.get(policy.id);
    const mayGate = policy.violationCount !== 0 && gates(gateSeverity(policy.severity), failOn);
    if (standing.standing !== 'judged' || !mayGate || earlier === undefined) return one;
    const known = new Set(byPolicy.find(earlier));
    if (byPolicy.find(policy).every((waiver) => known.has(waiver))) return one;
    // @failure policies#changed
    const reason = 'it was renamed while this step waited, and a waiver has its new name';
    return { policy, standing: { standing: 'unreadable', reason } };
  };
  return { ...evaluation, assessed: evaluation.assessed.map(withhold) };
}
