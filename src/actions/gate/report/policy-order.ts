import { comparePolicies } from '../judge/order.ts';
import type { PolicyResult } from '../judge/verdict.ts';

/** With at least one gating violation, worst first. */
export function listFailing(policies: readonly PolicyResult[]): PolicyResult[] {
  return policies.filter((policy) => policy.gating > 0).sort(comparePolicies);
}

/** With violations none of which gates, worst first. */
export function listNotGating(policies: readonly PolicyResult[]): PolicyResult[] {
  return policies.filter((policy) => policy.gating === 0 && policy.found > 0).sort(comparePolicies);
}

/** Those that could not be judged, worst first. */
export function listUnjudged(policies: readonly PolicyResult[]): PolicyResult[] {
  return policies.filter((policy) => policy.standing !== 'judged').sort(comparePolicies);
}
