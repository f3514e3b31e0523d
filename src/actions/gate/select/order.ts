import type { Policy } from '../../../platform/policies.ts';
import { gateSeverity, rankOf } from '../../../platform/severity.ts';
import type { PolicyResult } from '../result.ts';

/** Worst first: what fails or could not be judged, then what was found, then the rest; in each by severity. */
export function comparePolicies(a: PolicyResult, b: PolicyResult): number {
  return (
    troubleOf(b) - troubleOf(a) ||
    rankOf(b.severity) - rankOf(a.severity) ||
    b.gating - a.gating ||
    b.found - a.found ||
    compareTexts(a.name, b.name) ||
    compareTexts(a.id, b.id)
  );
}

function troubleOf({ standing, gating, found }: PolicyResult): number {
  if (standing !== 'judged' || gating > 0) return 2;
  return found > 0 ? 1 : 0;
}

/** By code unit and not by locale: the same report on every machine. */
function compareTexts(a: string, b: string): number {
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
