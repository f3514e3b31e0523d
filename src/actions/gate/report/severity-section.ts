import { WORST_FIRST } from '../../../platform/severity.ts';
import { formatChange, formatCount } from '../../../text/format.ts';
import { renderTable } from '../../../text/markdown.ts';
import type { Judgement } from '../judge/judge.ts';
import { findKnownCounts } from '../judge/known-counts.ts';
import { listReasons } from '../judge/reason.ts';

/**
 * What was found and what gates, a severity a row. A column that would be empty is left out, and so is the table if
 * nothing was found. With a baseline the new violations are those that it does not have: a change since the evaluation
 * before would be another number under the same name.
 */
export function renderSeverities(judgement: Judgement): string {
  const { totals, rule, changes, baseline } = judgement;
  if (totals.found === 0) return '';
  const { bySeverity } = findKnownCounts(judgement);
  const hasChange = baseline === null && changes.isAnyKnown;
  const columns = listReasons([totals]);
  const limits = rule.maxViolations.kind === 'by-severity' ? rule.maxViolations.limits : null;
  const lines = [
    ...WORST_FIRST.map((severity) => ({
      label: severity as string,
      counts: bySeverity[severity],
      change: bySeverity[severity] === null ? null : changes.bySeverity[severity],
      limit: limits?.[severity] ?? null,
    })),
    { label: '**total**', counts: totals, change: changes.total, limit: null },
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
