import type { Policy } from '../../../platform/policy.ts';
import { gateSeverity, rankOf } from '../../../platform/severity.ts';

/** By code unit and not by locale: the same report on every machine. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Of policies that are not judged yet: highest severity first, then most violations, then by name. */
export function compareBySeverity(a: Policy, b: Policy): number {
  return (
    rankOf(gateSeverity(b.severity)) - rankOf(gateSeverity(a.severity)) ||
    (b.violationCount ?? 0) - (a.violationCount ?? 0) ||
    compareTexts(a.name, b.name)
  );
}
