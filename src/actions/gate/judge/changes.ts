import { SEVERITIES, type Severity } from '../../../platform/severity.ts';
import type { PolicyResult } from './policy-result.ts';

/** By how much counts changed since the previous evaluation, summed up over the judged policies. */
export interface Changes {
  /** Null if one of them is unknown. */
  readonly total: number | null;
  readonly bySeverity: Readonly<Record<Severity, number | null>>;
  /** By how much the counts that fell did so. */
  readonly shrunk: number;
  /** Whether the change of any policy is known. */
  readonly isAnyKnown: boolean;
}

/** Sums up over all policies of the verdict: a report may show only some of them. */
export function sumChanges(policies: readonly PolicyResult[]): Changes {
  const judged = policies.filter(({ standing }) => standing === 'judged');
  const bySeverity = SEVERITIES.map(
    (severity) => [severity, sumChange(judged.filter((policy) => policy.severity === severity))] as const,
  );
  return {
    total: sumChange(judged),
    bySeverity: Object.fromEntries(bySeverity) as Changes['bySeverity'],
    shrunk: judged.reduce((sum, { change }) => sum + Math.max(0, -(change ?? 0)), 0),
    isAnyKnown: judged.some(({ change }) => change !== null),
  };
}

function sumChange(policies: readonly PolicyResult[]): number | null {
  return policies.reduce<number | null>(
    (sum, { change }) => (sum === null || change === null ? null : sum + change),
    0,
  );
}
