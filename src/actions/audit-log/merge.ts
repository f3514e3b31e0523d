import type { AuditEvent, AuditSpan } from '../../platform/audit-logs.ts';
import { millisecondsOf, timestampOf } from '../../platform/timestamp.ts';
import { SECOND_MS } from './span.ts';

/** The ids of events that were read, with their times in milliseconds since 1970: of hundreds of thousands, so not as texts. */
export type Known = ReadonlyMap<string, number>;

/** What became of some events of a window. */
export interface Merged {
  /** Seen for the first time. */
  readonly fresh: readonly AuditEvent[];
  /** How many were dropped, because they were read before. */
  readonly duplicates: number;
}

/**
 * Sorts events into new and known ones, by their ids alone. An event belongs to the window that it came in, also if its
 * time lies beside it: a server may round what it shows and not what it compares, and at the edge of two windows it
 * sends an event in both.
 * @param seen the ids that came in this window so far, with their times; those of the events are added
 */
export function mergeEvents(
  events: readonly AuditEvent[],
  known: Known,
  seen: { has(id: string): boolean; set(id: string, at: number): unknown },
): Merged {
  const fresh: AuditEvent[] = [];
  for (const event of events) {
    if (!seen.has(event.id) && !known.has(event.id)) fresh.push(event);
    seen.set(event.id, millisecondsOf(event.at));
  }
  return { fresh, duplicates: events.length - fresh.length };
}

/** The first event whose time shows that the list does not keep to the span; what a server rounds is let be. */
export function findStray(events: readonly AuditEvent[], { from, to }: AuditSpan): AuditEvent | null {
  const [least, most] = [timestampOf(from - SECOND_MS), timestampOf(to + SECOND_MS)];
  return events.find(({ at }) => at < least || at > most) ?? null;
}

/** Those of the known ids that the log has no more. They stay known, since what vanished may come back. */
export type Gone = ReadonlySet<string>;

/** Ids that have to come again if a span is read again. What lies at its edges may be rounded away. */
export function awaitIds(known: Known, gone: Gone, { from, to }: AuditSpan): Set<string> {
  const ids = new Set<string>();
  for (const [id, at] of known) if (at >= from + SECOND_MS && at < to - SECOND_MS && !gone.has(id)) ids.add(id);
  return ids;
}

/** How many known events a span has in the log, both ends included, as the Platform counts. */
export function countKnown(known: Known, gone: Gone, { from, to }: AuditSpan): number {
  let count = 0;
  for (const [id, at] of known) if (at >= from && at <= to && !gone.has(id)) count += 1;
  return count;
}

/** The newest known event that the log has; null if there is none. */
export function findNewest(known: Known, gone: Gone): { readonly id: string; readonly at: number } | null {
  let newest: { id: string; at: number } | null = null;
  for (const [id, at] of known) if ((newest === null || at > newest.at) && !gone.has(id)) newest = { id, at };
  return newest;
}

/**
 * Takes the ids out that later runs don't need. The newest stays, however old: if it is gone one day, so is what came
 * after it. There may be hundreds of thousands, so they are not copied.
 * @param since in milliseconds since 1970
 */
export function pruneKnown(known: Map<string, number>, gone: Set<string>, since: number): void {
  const newest = findNewest(known, gone);
  for (const [id, at] of known) if (!isNeeded(at, since) && id !== newest?.id) known.delete(id);
  for (const id of gone) if (!known.has(id)) gone.delete(id);
}

/** Whether an id is needed by runs that need those since a moment. A server may round a time up. */
function isNeeded(at: number, since: number): boolean {
  return at >= since - SECOND_MS;
}

/** What an id takes in a state besides itself, more or less. */
const ENTRY_BYTES = 66;

/** How many bytes ids take in a state, more or less. @param since those before that are not kept */
export function measureKnown(known: Known, since = Number.NEGATIVE_INFINITY): number {
  let bytes = 0;
  for (const [id, at] of known) if (isNeeded(at, since)) bytes += ENTRY_BYTES + Buffer.byteLength(id);
  return bytes;
}

/** A time for which events are missing from the files, or may be. */
export interface Gap {
  /** `late`: events appeared after the overlap. `vanished`: exported events are in the log no more. */
  readonly kind: 'late' | 'vanished';
  /** In milliseconds since 1970, as `to`. */
  readonly from: number;
  readonly to: number;
  /** How many appeared, or how many exported ones are gone. */
  readonly events: number;
}

/**
 * What it means that the log lost known events: others that nobody read may have gone with them.
 * @param vanished the ids that came no more
 * @param from where the reading began, in milliseconds since 1970
 * @param survivor the first event that is still there: the log may have been cut anywhere before it
 * @returns null if none vanished
 */
export function describeLoss(vanished: ReadonlySet<string>, known: Known, from: number, survivor: number): Gap | null {
  const lost = [...vanished].flatMap((id) => known.get(id) ?? []);
  if (lost.length === 0) return null;
  return {
    kind: 'vanished',
    from: lost.reduce((least, at) => Math.min(least, at), from),
    to: lost.reduce((most, at) => Math.max(most, at), survivor),
    events: lost.length,
  };
}
