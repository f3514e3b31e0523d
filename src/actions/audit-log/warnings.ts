import { formatSecond } from '../../platform/audit-logs.ts';
import { toLogText } from '../../text/escape.ts';
import { countNouns, joinSome } from '../../text/format.ts';
import { describePlace } from '../../text/pattern.ts';
import type { Reading, Wanted } from './read-log.ts';

const TYPES_SHOWN = 3;

/** What a pattern with a slip of the pen leaves out is left out for good. */
export function warnOfTypes({ unmatchedTypes }: Reading, { eventTypes }: Wanted): string[] {
  if (unmatchedTypes.length === 0) return [];
  const shown = unmatchedTypes
    .slice(0, TYPES_SHOWN)
    .map((one) => `\`${toLogText(one, 200)}\` (\`event-types\`${describePlace(one, eventTypes.lines)})`);
  // @failure audit | not affected | If no such event happened, nothing is wrong. Otherwise correct the pattern. No
  // later run exports the events that this run left out: to get them, [begin
  // anew](../audit-log/README.md#if-the-state-is-lost) at an earlier time.
  return [
    `Of the events that this run read, none is of the type ${joinSome(shown, unmatchedTypes.length)}. If that is a typing error, correct it: no later run exports what this one left out.`,
  ];
}

/** What nobody could read is not left out without a word. */
export function warnOfUsers({ oddUsers }: Reading, { fields }: Wanted): string[] {
  if (oddUsers === 0) return [];
  const kept = fields === 'full' ? 'The files have them as they came.' : '`fields: full` keeps them as they came.';
  // @failure audit | not affected | The events are in the files. Unreadable details are kept only with `fields: full`.
  // Update the action, or [report it](../CONTRIBUTING.md).
  return [`${countNouns(oddUsers, 'event has', 'events have')} details of the user that can't be read. ${kept}`];
}

/** A second count that will not be done is told while it can still be helped. */
export function warnOfUncounted({ uncountedTo }: Reading): string[] {
  if (uncountedTo === null) return [];
  // @failure audit | not affected | Usually the action reads each day a second time, a day later, to find late events.
  // This day has too many events for that. If events appear late, raise `overlap-minutes`.
  return [
    `The state has no room for the ids of events before ${formatSecond(uncountedTo)}. So that time is not read a second time, and events that appear in it from now on are missed.`,
  ];
}
