import { dirname } from 'node:path';
import type { Annotation } from '../../runner/annotation.ts';
import { describeEnding, planEnding, planWarning } from '../../runner/ending.ts';
import { toLogText } from '../../text/escape.ts';
import { countNouns, joinSome } from '../../text/format.ts';
import type { Finding } from './assess.ts';
import { describeFinding, describeIdle, KINDS } from './describe.ts';
import { FINDINGS, type FindingId } from './findings.ts';
import type { WrittenFile } from './kinds.ts';
import type { AccessResult } from './result.ts';
import type { Review } from './review.ts';

const NAME_LENGTH = 100;
const LINE_LENGTH = 300;
const NAMES_SHOWN = 10;

/** The log is no place for more. */
const LINES_SHOWN = 200;

/** The outputs that are known. What is unknown is left out, so that it is empty in a workflow and not 0. */
export function outputsOf({ outcome, review }: AccessResult): Readonly<Record<string, string>> {
  // The outcome last: if there is no room for all of them, it must not say `ok`.
  return review === null ? { outcome } : { ...countsOf(review), outcome };
}

/** Of a list that is not whole nothing is counted. */
function countsOf({ findings, gaps, keys, users, daysToFirstExpiry }: Review): Record<string, string> {
  const count = (id: FindingId) => String(findings.filter((finding) => finding.id === id).length);
  return {
    ...(gaps.length === 0 ? { findings: String(findings.length) } : {}),
    ...(keys.isWhole
      ? { expiring: count('key-expiring'), expired: count('key-expired'), unused: count('key-unused') }
      : {}),
    ...(keys.isWhole && daysToFirstExpiry !== null ? { 'days-to-first-expiry': String(daysToFirstExpiry) } : {}),
    ...(users.isWhole ? { 'users-without-mfa': count('user-no-mfa') } : {}),
  };
}

/** The outputs about a file; set when it is written. */
export function fileOutputsOf({ kind, path }: WrittenFile): Readonly<Record<string, string>> {
  return { 'report-dir': dirname(path), [`report-${kind}`]: path };
}

/** The lines that tell the result in the log. */
export function describeLog(result: AccessResult, files: readonly WrittenFile[]): string[] {
  const { review } = result;
  const findings = review?.findings ?? [];
  const shown = findings.slice(0, LINES_SHOWN).map((finding) => `- ${toLogText(lineOf(finding), LINE_LENGTH)}`);
  const rest = findings.length - shown.length;
  const idle = (review?.idleExpectations ?? [])
    .slice(0, LINES_SHOWN)
    .map((one) => `Warning: ${toLogText(describeIdle(one), LINE_LENGTH)}`);
  return [
    ...shown,
    ...(rest > 0 ? [`- … and ${countNouns(rest, 'more finding')}`] : []),
    ...idle,
    ...files.map(({ kind, path }) => `Written, ${kind}: ${path}`),
    ...describeEnding(result),
  ];
}

function lineOf(finding: Finding): string {
  const note = finding.level === 'note' ? ' (note)' : '';
  const why = finding.expected === null ? '' : `; expected: ${finding.expected.reason}`;
  return `${finding.id}${note}: ${toLogText(finding.name, NAME_LENGTH)} ${describeFinding(finding)}${why}`;
}

/**
 * One annotation for the result if it is not green, one for each kind of finding, and one for each warning: never one for
 * each key.
 */
export function planAnnotations(result: AccessResult, warnings: readonly string[] = []): Annotation[] {
  const { review } = result;
  const kinds = FINDINGS.flatMap((id) => {
    // What is expected needs nobody's eyes.
    const found = (review?.findings ?? []).filter((finding) => finding.id === id && finding.expected === null);
    return found.length === 0 ? [] : [planKind(id, found)];
  });
  const idle = review?.idleExpectations ?? [];
  if (idle.length > 0) {
    const lines = idle.slice(0, NAMES_SHOWN).map((one) => toLogText(describeIdle(one), LINE_LENGTH));
    const rest = idle.length - lines.length;
    if (rest > 0) lines.push(`And ${countNouns(rest, 'more entry', 'more entries')}.`);
    const title = `CloudQuery: ${countNouns(idle.length, 'entry', 'entries')} of expected without effect`;
    kinds.push({ level: 'warning', title, message: lines.join(' ') });
  }
  return [...planEnding('CloudQuery access', result), ...kinds, ...warnings.map(planWarning)];
}

function planKind(id: FindingId, found: readonly Finding[]): Annotation {
  const { one, many, remedy } = KINDS[id];
  const names = found.slice(0, NAMES_SHOWN).map(({ name }) => toLogText(name, NAME_LENGTH));
  return {
    level: found.some(({ level, fails }) => level === 'warning' || fails) ? 'warning' : 'notice',
    title: `CloudQuery: ${countNouns(found.length, one, many)}`,
    // The log shows the message alone.
    message: `${countNouns(found.length, one, many)}: ${joinSome(names, found.length)}. ${remedy}`,
  };
}
