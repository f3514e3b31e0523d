import { stringify } from 'csv-stringify/sync';
import { ReportObstacle } from '../../runner/report.ts';
import { toPlainText } from '../../text/escape.ts';
import type { Finding } from './assess.ts';
import { describeFinding, describeGap } from './describe.ts';
import type { Gap } from './gaps.ts';
import type { AccessResult } from './result.ts';

/** In the order of the columns. */
export const COLUMNS = [
  'finding',
  'level',
  'subject',
  'id',
  'name',
  'full_name',
  'what',
  'provider',
  'roles',
  'created_at',
  'created_by',
  'last_seen_at',
  'expires_at',
  'days_left',
  'expected',
] as const;

const LONGEST_CELL = 2_000;

/**
 * The findings as RFC 4180 has it, a line each. A cell that a spreadsheet would take for a formula begins with an
 * apostrophe: names are other people's texts. What could not be reviewed has a line too: a file without one is whole.
 * @throws {ReportObstacle} if nothing was read: a file without lines would say that there is nothing to do
 */
export function renderCsv({ review }: AccessResult): string {
  // @failure step#no-csv | not affected | The CSV file is missing: an empty file would look like a review without
  // findings. The log says why nothing could be read.
  if (review === null) throw new ReportObstacle('it would be empty, since nothing could be read');
  const gaps = review.gaps.map((gap) => COLUMNS.map((column) => cellOfGap(column, gap)));
  const rows = [...gaps, ...review.findings.map(cellsOf)].map((cells) => cells.map(clean));
  return stringify([[...COLUMNS], ...rows], { record_delimiter: '\r\n', escape_formulas: true });
}

function cellOfGap(column: (typeof COLUMNS)[number], gap: Gap): string {
  switch (column) {
    case 'finding':
      return 'incomplete';
    case 'level':
      return 'warning';
    case 'what':
      return describeGap(gap);
    default:
      return '';
  }
}

/** A number stays one: a spreadsheet takes no formula for it. */
function clean(cell: string | number): string | number {
  return typeof cell === 'number' ? cell : toPlainText(cell, LONGEST_CELL);
}

function cellsOf(finding: Finding): (string | number)[] {
  const { daysLeft, expected } = finding;
  return [
    finding.id,
    finding.level,
    finding.subject,
    finding.subjectId,
    finding.name,
    finding.fullName ?? '',
    describeFinding(finding),
    finding.provider ?? '',
    finding.roles.join(', '),
    finding.createdAt ?? '',
    finding.createdBy ?? '',
    finding.lastSeenAt ?? '',
    finding.expiresAt ?? '',
    daysLeft ?? '',
    expected?.reason ?? '',
  ];
}
