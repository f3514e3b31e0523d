import { formatSecond } from '../../platform/audit-logs.ts';
import type { Annotation } from '../../runner/annotation.ts';
import { describeEnding, planEnding, planWarning } from '../../runner/ending.ts';
import { toCode, toLogText, toProse } from '../../text/escape.ts';
import { countNouns, formatCount, formatDuration } from '../../text/format.ts';
import { renderRest, renderTable } from '../../text/markdown.ts';
import type { AuditLogResult, ExportedFile, Progress } from './result.ts';

const SENTENCE_LENGTH = 2_000;
const FILES_IN_LOG = 20;

/** The outputs that are known. What is unknown is left out, so that it is empty in a workflow and not 0. */
export function outputsOf({ outcome, progress }: AuditLogResult): Readonly<Record<string, string>> {
  if (progress === null) return { outcome };
  return {
    events: String(progress.events),
    'late-events': String(progress.lateEvents),
    duplicates: String(progress.duplicates),
    from: formatSecond(progress.span.from),
    to: formatSecond(progress.span.to),
    files: progress.files.map(({ path }) => path).join('\n'),
    manifest: progress.manifest,
    'state-file': progress.stateFile,
    'lag-seconds': String(progress.lagSeconds),
    // Last: if there is no room for all of them, it must not say `exported`.
    outcome,
  };
}

/** The lines that tell the result in the log. No event is quoted: they hold e-mail and IP addresses. */
export function describeLog(result: AuditLogResult): string[] {
  const files = result.progress?.files ?? [];
  const rest = files.length > FILES_IN_LOG ? [`… and ${files.length - FILES_IN_LOG} more files`] : [];
  return [...files.slice(0, FILES_IN_LOG).map(describeFile), ...rest, ...describeEnding(result)];
}

function describeFile({ path, events, isLate }: ExportedFile): string {
  return `- ${toLogText(path, 400)}: ${countNouns(events, isLate ? 'late event' : 'event')}`;
}

/** One annotation if the step is red, and one for each warning. */
export function planAnnotations(result: AuditLogResult, warnings: readonly string[] = []): Annotation[] {
  return [...planEnding('CloudQuery audit log', result), ...warnings.map(planWarning)];
}

/** The job summary in GitHub-flavoured Markdown: counts and times, never an event. */
export function renderSummary(
  { outcome, sentence, problems, remedy, progress }: AuditLogResult,
  maxBytes: number,
  warnings: readonly string[] = [],
): string {
  const told =
    problems.length > 1
      ? problems.map((problem) => `- ${toProse(problem)}`).join('\n')
      : toProse(sentence, SENTENCE_LENGTH);
  return [
    `## CloudQuery audit log: ${outcome}`,
    told,
    remedy === null ? '' : `**What to do:** ${toProse(remedy)}`,
    warnings.map((warning) => `- ⚠️ ${toProse(warning)}`).join('\n'),
    progress === null ? '' : renderProgress(progress, maxBytes),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function renderProgress(progress: Progress, maxBytes: number): string {
  const { span, events, lateEvents, duplicates, files, lagSeconds } = progress;
  const counts = renderTable(
    ['From', 'To', 'Events', 'Late', 'Dropped as known', 'Behind the Platform'],
    [progress],
    () => [
      formatSecond(span.from),
      formatSecond(span.to),
      formatCount(events),
      formatCount(lateEvents),
      formatCount(duplicates),
      formatDuration(lagSeconds),
    ],
  );
  const table = renderTable(
    ['File', 'Events', 'SHA-256'],
    files,
    ({ path, events, sha256 }) => [toCode(path.split(/[\\/]/).at(-1) ?? path), formatCount(events), toCode(sha256)],
    maxBytes / 2,
  );
  return `${counts.text}\n${table.text}${renderRest(files.length - table.taken, 'file')}`.trim();
}
