import { formatMoment } from '../../../platform/timestamp.ts';
import { toLogText } from '../../../text/escape.ts';
import { formatCount } from '../../../text/format.ts';
import type { Judgement } from '../judge/judge.ts';
import { findKnownCounts } from '../judge/known-counts.ts';
import type { PolicyResult, ViolationCounts } from '../judge/policy-result.ts';
import { listOutOfScope } from '../judge/reason.ts';

/** Stands where nothing was judged: the counts are not 0, they are unknown. */
const NOTHING = '–';

type Column = readonly [title: string, count: (counts: ViolationCounts) => number];

/** If several inputs leave violations out, each has a column. */
function listColumns(totals: ViolationCounts): Column[] {
  const leftOut = listOutOfScope(totals).map(({ words, count }): Column => [words, count]);
  return [
    ['found', ({ found }) => found],
    ['known', ({ known }) => known],
    ['waived', ({ waived }) => waived],
    ['below threshold', ({ belowThreshold }) => belowThreshold],
    ...(leftOut.length > 0 ? leftOut : [NOTHING_LEFT_OUT]),
    ['gating', ({ gating }) => gating],
  ];
}

const NOTHING_LEFT_OUT: Column = ['out of scope', ({ outOfScope }) => outOfScope];

/**
 * Why the outcome is what it is: a line a policy, whose numbers add up to `found`, below the sum of all. The sum comes
 * first, since a log is cut at its end.
 */
export function renderLogTable(judgement: Judgement): string[] {
  const { policies } = judgement;
  const columns = listColumns(judgement.totals);
  const renderCounts = (counts: ViolationCounts | null) =>
    columns.map(([, count]) => (counts === null ? NOTHING : formatCount(count(counts))));
  const { totals } = findKnownCounts(judgement);
  const renderRow = (policy: PolicyResult) => {
    const counts = renderCounts(policy.standing === 'judged' ? policy : null);
    const evaluated = policy.evaluatedAt === null ? 'never' : formatMoment(policy.evaluatedAt);
    return [toLogText(policy.severityLabel, 20) || policy.severity, ...counts, evaluated, toLogText(policy.name, 120)];
  };
  const header = ['severity', ...columns.map(([title]) => title), 'evaluated at', 'policy'];
  const rows = [header, ['total', ...renderCounts(totals), '', ''], ...policies.map(renderRow)];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isCount = (column: number) => column >= 1 && column <= columns.length;
  return rows.map((row) =>
    row
      .map((cell, column) => (isCount(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
