import { formatMoment } from '../../../platform/timestamp.ts';
import { toLogText } from '../../../text/escape.ts';
import { formatCount } from '../../../text/format.ts';
import type { Judgement } from '../judge/judge.ts';
import type { PolicyResult, ViolationCounts } from '../judge/verdict.ts';

const HEADER = ['severity', 'found', 'known', 'waived', 'below', 'out of scope', 'gating', 'evaluated at', 'policy'];

/** Stands where a policy could not be judged: its counts are not 0, they are not known. */
const NOTHING = '–';

const COUNTS = ['found', 'known', 'waived', 'belowThreshold', 'outOfScope', 'gating'] as const;

/**
 * Why the outcome is what it is: a line a policy, whose numbers add up to `found`, below the sum of all. The sum comes
 * first, since a log is cut at its end.
 */
export function renderLogTable({ totals, policies }: Judgement): string[] {
  const rows = [HEADER, ['total', ...renderCounts(totals), '', ''], ...policies.map(renderRow)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (isCount(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function isCount(column: number): boolean {
  return column >= 1 && column <= COUNTS.length;
}

function renderRow(policy: PolicyResult): string[] {
  const counts = policy.standing === 'judged' ? renderCounts(policy) : COUNTS.map(() => NOTHING);
  const evaluated = policy.evaluatedAt === null ? 'never' : formatMoment(policy.evaluatedAt);
  return [toLogText(policy.severityLabel, 20), ...counts, evaluated, toLogText(policy.name, 120)];
}

function renderCounts(counts: ViolationCounts): string[] {
  return COUNTS.map((name) => formatCount(counts[name]));
}
