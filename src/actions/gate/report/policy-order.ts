import { countNouns } from '../../../text/format.ts';
import { describeStanding } from '../evaluate/freshness.ts';
import { comparePolicies } from '../judge/order.ts';
import type { PolicyResult } from '../judge/policy-result.ts';

/** With at least one gating violation, worst first. */
export function listFailing(policies: readonly PolicyResult[]): PolicyResult[] {
  return policies.filter((policy) => policy.gating > 0).sort(comparePolicies);
}

/** With violations that don't gate, worst first. */
export function listNotGating(policies: readonly PolicyResult[]): PolicyResult[] {
  return policies.filter((policy) => policy.gating === 0 && policy.found > 0).sort(comparePolicies);
}

/** Those that could not be judged, worst first. */
export function listUnjudged(policies: readonly PolicyResult[]): PolicyResult[] {
  return policies.filter((policy) => policy.standing !== 'judged').sort(comparePolicies);
}

/** Why a policy could not be judged. */
export function reasonOf({ reason, standing }: PolicyResult): string {
  return reason?.trim() || describeStanding(standing);
}

/** Policies of the same reason, in the order in which they come. */
export function groupByReason(
  policies: readonly PolicyResult[],
): readonly { readonly reason: string; readonly policies: readonly PolicyResult[] }[] {
  return [...Map.groupBy(policies, reasonOf)].map(([reason, policies]) => ({ reason, policies }));
}

/** `1 policy`, `2 policies, for the same reason`: what stands before a reason. */
export function countSharing(policies: readonly PolicyResult[]): string {
  return `${countNouns(policies.length, 'policy', 'policies')}${policies.length > 1 ? ', for the same reason' : ''}`;
}
