import type { Policy } from '../../../platform/policy.ts';
import { gateSeverity, rankOf } from '../../../platform/severity.ts';
import { compareTexts } from '../../../text/compare.ts';

/** Of policies that are not judged yet: highest severity first, then most violations, then by name. */
export function compareBySeverity(a: Policy, b: Policy): number {
  return (
    rankOf(gateSeverity(b.severity)) - rankOf(gateSeverity(a.severity)) ||
    (b.violationCount ?? 0) - (a.violationCount ?? 0) ||
    compareTexts(a.name, b.name)
  );
}
