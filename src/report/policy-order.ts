import type { PolicyResult } from '../result.ts';
import { rankOf } from '../severity.ts';

/** Worst first: by severity, then by gating and by all violations, then by name. */
export function comparePolicies(a: PolicyResult, b: PolicyResult): number {
  return (
    rankOf(b.severity) - rankOf(a.severity) ||
    b.gating - a.gating ||
    b.found - a.found ||
    compareTexts(a.name, b.name) ||
    compareTexts(a.id, b.id)
  );
}

/** By code unit and not by locale: the same report on every machine. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

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
