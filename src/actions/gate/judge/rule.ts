import { rankOf, SEVERITIES, type Severity, WORST_FIRST } from '../../../platform/severity.ts';

/** What gates, and how much of it is tolerated. */
export interface Rule {
  /** Lowest severity that gates. */
  readonly failOn: Severity | 'none';
  readonly maxViolations: MaxViolations;
}

/** Gating violations that are tolerated: over all severities, or for each. */
export type MaxViolations =
  | { readonly kind: 'total'; readonly limit: number }
  | { readonly kind: 'by-severity'; readonly limits: Readonly<Record<Severity, number>> };

/** Whether a severity gates at all. */
export function gates(severity: Severity, failOn: Rule['failOn']): boolean {
  return failOn !== 'none' && rankOf(severity) >= rankOf(failOn);
}

/** Whether there are no more gating violations than the rule tolerates. */
export function isTolerated(
  bySeverity: Readonly<Record<Severity, { readonly gating: number }>>,
  most: MaxViolations,
): boolean {
  if (most.kind === 'by-severity') {
    return SEVERITIES.every((severity) => bySeverity[severity].gating <= most.limits[severity]);
  }
  return SEVERITIES.reduce((total, severity) => total + bySeverity[severity].gating, 0) <= most.limit;
}

/** The rule in words, such as `high or worse gates, none tolerated`. */
export function describeRule({ failOn, maxViolations }: Rule): string {
  if (failOn === 'none') return 'no severity gates (`fail-on: none`)';
  const which =
    failOn === 'low' ? 'every severity gates' : failOn === 'critical' ? 'critical gates' : `${failOn} or worse gates`;
  return `${which}, ${describeLimit(maxViolations)} tolerated`;
}

function describeLimit(most: MaxViolations): string {
  if (most.kind === 'total') return most.limit === 0 ? 'none' : `up to ${most.limit}`;
  const parts = WORST_FIRST.filter((severity) => most.limits[severity] > 0).map((s) => `${most.limits[s]} ${s}`);
  return parts.length === 0 ? 'none' : `up to ${parts.join(', ')}`;
}
