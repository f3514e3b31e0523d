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
