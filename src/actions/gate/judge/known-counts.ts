import { SEVERITIES, type Severity } from '../../../platform/severity.ts';
import type { ViolationCounts } from './policy-result.ts';
import type { Verdict } from './verdict.ts';

/** The sums of a verdict, as far as they are known: a sum over no judged policy is not 0, it is unknown. */
export interface KnownCounts {
  /** Judged policies with at least one gating violation; null if none was judged. */
  readonly failing: number | null;
  /** Over the judged policies; null if there is none. */
  readonly totals: ViolationCounts | null;
  /** The same by severity; null also if policies of the severity are selected, and none of them was judged. */
  readonly bySeverity: Readonly<Record<Severity, ViolationCounts | null>>;
}

/** What reports may say of the sums of a verdict. */
export function findKnownCounts(verdict: Omit<Verdict, 'policies'>): KnownCounts {
  const { judged, failing, totals, bySeverity, unjudgedSeverities } = verdict;
  const isKnown = judged > 0;
  const counted = SEVERITIES.map(
    (severity) => [severity, isKnown && !unjudgedSeverities.includes(severity) ? bySeverity[severity] : null] as const,
  );
  return {
    failing: isKnown ? failing : null,
    totals: isKnown ? totals : null,
    bySeverity: Object.fromEntries(counted) as KnownCounts['bySeverity'],
  };
}
