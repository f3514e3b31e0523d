import { WORST_FIRST } from '../../../platform/severity.ts';
import { formatChange, formatCount } from '../../../text/format.ts';
import { renderTable } from '../../../text/markdown.ts';
import type { Judgement } from '../judge/judge.ts';
import { findKnownCounts } from '../judge/known-counts.ts';
import type { PolicyResult } from '../judge/policy-result.ts';
import { listReasons } from '../judge/reason.ts';

/**
 * What was found and what gates, a severity a row. A column that would be empty is left out, and so is the table if
 * nothing was found. With a baseline the new violations are those that it does not have: a change since the evaluation
 * before would be another number under the same name.
 */
export function renderSeverities(judgement: Judgement): string {
  const { totals, rule, policies, baseline } = judgement;
  if (totals.found === 0) return '';
  const { bySeverity } = findKnownCounts(judgement);
  const judged = policies.filter(({ standing }) => standing === 'judged');
  const hasChange = baseline === null && judged.some(({ change }) => change !== null);
  const columns = listReasons([totals]);
  const limits = rule.maxViolations.kind === 'by-severity' ? rule.maxViolations.limits : null;
  const lines = [
    ...WORST_FIRST.map((severity) => ({
      label: severity as string,
      counts: bySeverity[severity],
      change: bySeverity[severity] === null ? null : sumChange(judged.filter((policy) => policy.severity === severity)),
      limit: limits?.[severity] ?? null,
    })),
    { label: '**total**', counts: totals, change: sumChange(judged), limit: null },
  ];
  return renderTable(
    [
      'Severity',
      'Found',
      ...(hasChange ? ['Change'] : []),
      'Gating',
      ...columns.map(({ title }) => title),
      ...(limits === null ? [] : ['Limit']),
    ],
    lines,
    ({ label, counts, change, limit }) => [
      label,
      showCount(counts?.found),
      ...(hasChange ? [change === null ? '–' : formatChange(change)] : []),
      showCount(counts?.gating),
      ...columns.map(({ count }) => showCount(counts === null ? undefined : count(counts))),
      ...(limits === null ? [] : [limit === null ? '–' : formatCount(limit)]),
    ],
  ).text;
}

/** @param count undefined if no policy of the severity could be judged */
function showCount(count: number | undefined): string {
  return count === undefined ? '–' : formatCount(count);
}

/** Null if one of them is unknown. */
function sumChange(policies: readonly PolicyResult[]): number | null {
  return policies.reduce<number | null>(
    (sum, { change }) => (sum === null || change === null ? null : sum + change),
    0,
  );
}
