import { type StepError, toStepError } from '../../errors.ts';
import { formatSecond } from '../../platform/audit-logs.ts';
import { PlatformError } from '../../platform/http/errors.ts';
import { passesByItself } from '../../platform/http/retry.ts';
import { countNouns } from '../../text/format.ts';
import { IncompleteError } from './incomplete.ts';
import type { Gap } from './merge.ts';
import type { Outcome } from './outcome.ts';
import type { Reading, Wanted } from './read-log.ts';
import type { AuditLogResult, Progress } from './result.ts';
import type { State } from './state.ts';

/** The result of a log that was read, as far as it was. */
export function describeReading(
  { thrown, gaps }: Reading,
  progress: Progress,
  { maxEvents }: Wanted,
  stop: AbortSignal,
): AuditLogResult {
  const done = describeProgress(progress);
  const common = { problems: [], progress };
  const failure = thrown === null ? null : describeFailure(thrown, stop);
  // First of all: the next run finds no trace of a gap any more.
  if (gaps.length > 0) {
    const besides = failure === null ? '' : ` Besides, the export ended early: ${failure.sentence}`;
    return {
      ...common,
      outcome: 'gap',
      green: false,
      sentence: `${gaps.map(describeGap).join(' ')} ${done}${besides}`,
      remedy:
        'Keep the files and the state all the same: they have what can be had. Run the export more often, or raise `overlap-minutes`.',
    };
  }
  if (failure !== null) return { ...failure, sentence: `${failure.sentence} ${done}`, progress };
  if (progress.events === 0) return { ...common, outcome: 'nothing-new', green: true, sentence: done, remedy: null };
  const more = progress.isCapped ? ` \`max-events\` (${maxEvents}) ended it: the next run goes on from there.` : '';
  return { ...common, outcome: 'exported', green: true, sentence: `${done}${more}`, remedy: null };
}

function describeProgress({ events, lateEvents, files, span }: Progress): string {
  const late = lateEvents === 0 ? '' : `, ${lateEvents} of them late`;
  return `${countNouns(events, 'event')} exported in ${countNouns(files.length, 'file')}${late}: all up to ${formatSecond(span.to)} was read.`;
}

function describeGap({ kind, from, to, events }: Gap): string {
  // @failure audit | `gap` | Events appeared later than `overlap-minutes` allows. These are in the files, but others
  // may be missing. Raise `overlap-minutes`.
  if (kind === 'late')
    return `${countNouns(events, 'event')} from ${formatSecond(from)} to ${formatSecond(to)} appeared later than \`overlap-minutes\` allows.`;
  // @failure audit | `gap` | Events were deleted from the log, or the export paused for longer than the log keeps
  // events. What the files lack between these times is lost.
  return `${countNouns(events, 'exported event')} from ${formatSecond(from)} to ${formatSecond(to)} ${events === 1 ? 'is' : 'are'} no longer in the log: others may be lost.`;
}

/** The result of a run that came before there was anything to read. */
export function describeTooSoon({ cursor }: State): AuditLogResult {
  const sentence = `Nothing was read: everything up to ${formatSecond(cursor)} was read before, and later events are younger than \`settle-minutes\`.`;
  return { outcome: 'nothing-new', green: true, sentence, problems: [], remedy: null, progress: null };
}

const REFUSED = 'The key needs the role `admin:read`, and the Platform a plan with audit log exports (Enterprise).';

/** A list that can't be read is incomplete. A request that will never be answered better is an error. */
export function describeFailure(thrown: unknown, stop: AbortSignal): AuditLogResult {
  const error = toStepError(thrown, stop);
  const isUnread = error instanceof IncompleteError || (error instanceof PlatformError && !isFinal(error));
  const outcome: Outcome = isUnread ? 'incomplete' : error.outcome;
  const sentence = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  return { ...describeError(error), outcome, sentence };
}

/** How a step ends that found out nothing. */
export function describeError(error: StepError): AuditLogResult {
  const { outcome, message, problems } = error;
  const isRefused = error instanceof PlatformError && error.status === 403;
  const remedy = isRefused ? REFUSED : error.remedy;
  return { outcome, green: false, sentence: message, problems, remedy, progress: null };
}

/** Whether the same request would be answered in the same way later on. */
function isFinal({ failure }: PlatformError): boolean {
  if (failure.kind === 'status') return failure.status < 500 && !passesByItself(failure.status);
  return failure.kind === 'certificate' || failure.kind === 'redirect';
}
