import { formatTimestamp } from '../../platform/timestamp.ts';
import type { Annotation } from '../../runner/annotation.ts';
import { toLogText, toMarkdown, toProse } from '../../text/escape.ts';
import { countNouns } from '../../text/format.ts';
import { renderRest, renderTable } from '../../text/markdown.ts';
import { FINDINGS, type Finding, type FindingId } from './findings.ts';
import type { AccessResult } from './result.ts';

const NAME_LENGTH = 100;
const SENTENCE_LENGTH = 2_000;
const NAMES_SHOWN = 10;

const TITLES: Readonly<Record<FindingId, { readonly one: string; readonly many: string }>> = {
  'key-expired': { one: 'key is expired', many: 'keys are expired' },
  'key-expiring': { one: 'key expires soon', many: 'keys expire soon' },
};

/** The outputs that are known. What is unknown is left out, so that it is empty in a workflow and not 0. */
export function outputsOf({ outcome, review }: AccessResult): Readonly<Record<string, string>> {
  if (review === null) return { outcome };
  const count = (id: FindingId) => String(review.findings.filter((finding) => finding.id === id).length);
  const { daysToFirstExpiry } = review;
  return {
    findings: String(review.findings.length),
    expiring: count('key-expiring'),
    expired: count('key-expired'),
    ...(daysToFirstExpiry === null ? {} : { 'days-to-first-expiry': String(daysToFirstExpiry) }),
    // Last: if there is no room for all of them, it must not say `ok`.
    outcome,
  };
}

/** The lines that tell the result in the log. */
export function describeLog({ outcome, sentence, problems, remedy, review }: AccessResult): string[] {
  const findings = (review?.findings ?? []).map((finding) => `- ${toLogText(describeFinding(finding), 300)}`);
  const told =
    problems.length > 1
      ? [
          `Result: ${outcome}. ${problems.length} problems:`,
          ...problems.map((problem) => `- ${toLogText(problem, 1_000)}`),
        ]
      : [`Result: ${outcome}. ${toLogText(sentence, SENTENCE_LENGTH)}`];
  return [...findings, ...told, ...(remedy === null ? [] : [`What to do: ${toLogText(remedy, 1_000)}`])];
}

function describeFinding({ id, keyName, expiresAt, daysLeft }: Finding): string {
  const when = `${id === 'key-expired' ? 'expired' : 'expires'} ${formatTimestamp(expiresAt)}`;
  const left = id === 'key-expired' ? '' : `, in ${countNouns(Math.max(0, daysLeft), 'day')}`;
  return `${id}: ${toLogText(keyName, NAME_LENGTH)} ${when}${left}`;
}

/**
 * One annotation for the result if it is not `ok`, one for each kind of finding, and one for each warning: never one for
 * each key.
 */
export function planAnnotations(
  { outcome, green, sentence, remedy, review }: AccessResult,
  warnings: readonly string[] = [],
): Annotation[] {
  const kinds = FINDINGS.flatMap((id) => {
    const found = (review?.findings ?? []).filter((finding) => finding.id === id);
    return found.length === 0 ? [] : [planKind(id, found)];
  });
  const rest = [...kinds, ...warnings.map(planWarning)];
  if (green) return rest;
  const message = [sentence, remedy ?? '']
    .map((part) => toLogText(part, 1_200))
    .join(' ')
    .trim();
  return [{ level: 'error', title: `CloudQuery access: ${outcome}`, message }, ...rest];
}

function planKind(id: FindingId, found: readonly Finding[]): Annotation {
  const { one, many } = TITLES[id];
  const names = found.slice(0, NAMES_SHOWN).map(({ keyName }) => toLogText(keyName, NAME_LENGTH));
  const rest = found.length > names.length ? ` and ${found.length - names.length} more` : '';
  return {
    level: 'warning',
    title: `CloudQuery: ${countNouns(found.length, one, many)}`,
    // The log shows the message alone.
    message: `${countNouns(found.length, one, many)}: ${names.join(', ')}${rest}.`,
  };
}

function planWarning(warning: string): Annotation {
  return { level: 'warning', title: 'CloudQuery: warning', message: toLogText(warning) };
}

/** The job summary in GitHub-flavoured Markdown. Every text of the result is escaped here. */
export function renderSummary(
  { outcome, sentence, problems, remedy, review }: AccessResult,
  maxBytes: number,
  warnings: readonly string[] = [],
): string {
  const findings = review?.findings ?? [];
  const table = renderTable(
    ['Finding', 'Key', 'Expires', 'Days left'],
    findings,
    ({ id, keyName, expiresAt, daysLeft }) => [
      `\`${id}\``,
      toMarkdown(keyName, NAME_LENGTH),
      formatTimestamp(expiresAt),
      String(daysLeft),
    ],
    maxBytes / 2,
  );
  const told =
    problems.length > 1
      ? problems.map((problem) => `- ${toProse(problem)}`).join('\n')
      : toProse(sentence, SENTENCE_LENGTH);
  return [
    `## CloudQuery access: ${outcome}`,
    told,
    remedy === null ? '' : `**What to do:** ${toProse(remedy)}`,
    warnings.map((warning) => `- ⚠️ ${toProse(warning)}`).join('\n'),
    `${table.text}${renderRest(findings.length - table.taken, 'finding')}`.trim(),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}
