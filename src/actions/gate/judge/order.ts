import { rankOf } from '../../../platform/severity.ts';
import { compareIds, compareTexts } from '../../../text/compare.ts';
import type { PolicyResult } from './policy-result.ts';

/** What the order of policies rests on. */
type Ranked = Pick<PolicyResult, 'id' | 'name' | 'severity' | 'standing' | 'gating' | 'found'>;

/** Worst first: what fails or could not be judged, then what was found, then the rest; in each by severity. */
export function comparePolicies(a: Ranked, b: Ranked): number {
  return (
    troubleOf(b) - troubleOf(a) ||
    rankOf(b.severity) - rankOf(a.severity) ||
    b.gating - a.gating ||
    b.found - a.found ||
    compareTexts(a.name, b.name) ||
    compareIds(a, b)
  );
}

function troubleOf({ standing, gating, found }: Ranked): number {
  if (standing !== 'judged' || gating > 0) return 2;
  return found > 0 ? 1 : 0;
}
