import { type AuditEvent, type AuditLogClient, type AuditSpan, formatSecond } from '../../platform/audit-logs.ts';
import { millisecondsOf } from '../../platform/timestamp.ts';
import { findUnmatched, matchPatterns, type Patterns } from '../../text/pattern.ts';
import { type LineStyle, renderLine } from './format.ts';
import { IncompleteError } from './incomplete.ts';
import {
  awaitIds,
  countKnown,
  describeLoss,
  findNewest,
  type Gap,
  type Known,
  measureKnown,
  pruneKnown,
} from './merge.ts';
import { nameLate, nameWindow } from './names.ts';
import { cutWindow, type Delays, knownSince, overlapSince, type Plan } from './plan.ts';
import type { ExportedFile } from './result.ts';
import { adaptLength, DAY_MS, floorSecond, GOOD_WINDOW, HOUR_MS, SECOND_MS, splitSpan } from './span.ts';
import type { Spool } from './spool.ts';
import { LARGEST_STATE, type State } from './state.ts';
import type { NameFile, Store } from './store.ts';
import { readWindow } from './window.ts';

/** What of the log is wanted, and how it is written. */
export interface Wanted extends LineStyle, Delays {
  readonly eventTypes: Patterns;
  /** After so many lines no further window is begun. */
  readonly maxEvents: number;
}

export interface ReadDeps {
  readonly client: AuditLogClient;
  readonly store: Pick<Store, 'writeLines'>;
  readonly spool: Spool;
  /** A window with more events is split, if it can be. */
  readonly largestWindow?: number;
  /** In bytes. */
  readonly largestState?: number;
  /** A day with more events is only counted again, not read. */
  readonly largestRereading?: number;
}

/** What was read and written. All of it is whole, wherever the reading ended. */
export interface Reading {
  /** Where the next run begins; its manifest is still that of the run before. */
  readonly state: State;
  readonly files: readonly ExportedFile[];
  readonly gaps: readonly Gap[];
  readonly duplicates: number;
  readonly isCapped: boolean;
  /** The patterns of `event-types` that match none of the events that came. Empty if none came. */
  readonly unmatchedTypes: readonly string[];
  /** How many of the exported events have a user that can't be read. */
  readonly oddUsers: number;
  /** Up to when no second count will be done, since the state has no room for it; null: each one will be. */
  readonly uncountedTo: number | null;
  /** Whether any window was read. */
  readonly hasRead: boolean;
  /** What ended it before its time; null if nothing did. */
  readonly thrown: unknown;
}

/** Of a window. Their ids are held in memory while it is read. */
const LARGEST_WINDOW = 200_000;

/** A second count of a larger day compares counts, an hour each: to read it again would take as long as the first time. */
const LARGEST_REREADING = GOOD_WINDOW;

/** After so many more ids, those that are needed no more are let go. */
const PRUNED_AFTER = 30_000;

/** Which of the known events came again, and which event was the first of all. */
interface Watch {
  readonly awaited: Set<string>;
  earliest: number;
}

/** Reads what a plan says, window after window, and writes each one as soon as it is whole. Never throws. */
export async function readLog(plan: Plan, before: State, wanted: Wanted, deps: ReadDeps): Promise<Reading> {
  const { client, store, spool } = deps;
  const { largestWindow = LARGEST_WINDOW, largestState = LARGEST_STATE, largestRereading = LARGEST_REREADING } = deps;
  const isMeant = matchPatterns(wanted.eventTypes);
  const files: ExportedFile[] = [];
  const gaps: Gap[] = [];
  const known = new Map(before.known);
  const gone = new Set(before.gone);
  let pruned = known.size;
  let reached = plan.from;
  let duplicates = 0;
  let isCapped = false;
  let oddUsers = 0;
  // A pattern that excludes too little loses no event, so only these are watched.
  let unmatched: readonly string[] = wanted.eventTypes.include;
  let hasTypes = false;
  let hasRecounted = plan.recounts.length === 0;
  let hasRead = false;
  let thrown: unknown = null;
  /** Ids that are still needed. Before the second counts are done that is all of them. */
  const neededSince = () =>
    hasRecounted
      ? Math.max(before.knownFrom, knownSince(Math.max(reached, plan.cursor), wanted.overlapMs))
      : before.knownFrom;

  const lineOf = (event: AuditEvent) => renderLine(event, wanted);

  /**
   * Reads a span as windows.
   * @param cut ends a window that would reach too far
   * @param onWindow is told how far it came, and of the new events; `false` ends it
   */
  async function readWindows(
    { from, to }: AuditSpan,
    cut: (from: number, length: number) => AuditSpan,
    watch: Watch,
    onWindow: (end: number, fresh: ReadonlyMap<string, number>) => boolean,
  ): Promise<void> {
    let length = DAY_MS;
    for (let at = from; at < to; ) {
      const span = cut(at, length);
      spool.clear();
      let odd = 0;
      const window = await readWindow(span, {
        client,
        known,
        largestWindow,
        onEvents(events, fresh) {
          noteEvents(watch, events);
          for (const { id } of events) gone.delete(id);
          const types = events.flatMap(({ type }) => (type === null ? [] : [[type]]));
          hasTypes ||= types.length > 0;
          unmatched = findUnmatched(unmatched, types);
          const wantedOnes = fresh.filter(({ type }) => type === null || isMeant([type]));
          odd += wantedOnes.filter(({ hasOddUser }) => hasOddUser).length;
          spool.add(wantedOnes.map(lineOf));
          spool.pass(events.length - wantedOnes.length);
        },
      });
      if (window === null) {
        length = (splitSpan(span)?.[0].to ?? span.to) - at;
        continue;
      }
      const { fresh } = window;
      refuseFlood(known, fresh, overlapSince(Math.max(span.to, plan.cursor), wanted.overlapMs), largestState);
      duplicates += window.duplicates;
      oddUsers += odd;
      await writeWindow(span);
      hasRead = true;
      at = span.to;
      length = adaptLength(span.to - span.from, fresh.size);
      const goesOn = onWindow(at, fresh);
      // Moved, not copied: of a hundred thousand ids none is there twice.
      for (const [id, time] of fresh) {
        fresh.delete(id);
        known.set(id, time);
      }
      if (!goesOn) return;
    }
  }

  async function writeWindow(span: AuditSpan): Promise<void> {
    if (spool.size === 0) return;
    const isLate = span.from < plan.cursor;
    const nameFile: NameFile = (sha256) => (isLate ? nameLate(span, plan.asOf, sha256) : nameWindow(span, sha256));
    const events = spool.size;
    files.push({ ...(await store.writeLines(nameFile, spool.sorted())), span, isLate, events });
  }

  async function readNew(): Promise<void> {
    const newest = findNewest(before.known, before.gone);
    const inOverlap = awaitIds(before.known, before.gone, plan);
    const watch: Watch = { awaited: new Set(inOverlap), earliest: Number.POSITIVE_INFINITY };
    if (newest !== null) watch.awaited.add(newest.id);
    let lines = 0;
    await readWindows(
      plan,
      (from, length) => cutWindow(plan, from, length),
      watch,
      (end) => {
        reached = end;
        lines = files.reduce((sum, { events }) => sum + events, 0);
        isCapped = lines >= wanted.maxEvents && end < plan.to;
        if (known.size > pruned + PRUNED_AFTER) {
          pruneKnown(known, gone, neededSince());
          pruned = known.size;
        }
        return !isCapped;
      },
    );
    const isPast = (id: string) => (before.known.get(id) ?? 0) < reached - SECOND_MS;
    const vanished = new Set([...watch.awaited].filter((id) => inOverlap.has(id) && isPast(id)));
    if (newest !== null && watch.awaited.has(newest.id) && newest.at < plan.from + SECOND_MS) {
      if (!(await isThere(newest))) vanished.add(newest.id);
    }
    noteLoss(vanished, plan.from, watch.earliest);
  }

  async function isThere({ id, at }: { readonly id: string; readonly at: number }): Promise<boolean> {
    const second = floorSecond(at);
    const spans: AuditSpan[] = [{ from: second - SECOND_MS, to: second + SECOND_MS }];
    let isFound = false;
    const onEvents = (events: readonly AuditEvent[]) => {
      isFound ||= events.some((event) => event.id === id);
    };
    for (const span of spans) {
      const window = await readWindow(span, { client, known, largestWindow, onEvents });
      if (isFound) return true;
      if (window === null) spans.push(...(splitSpan(span) ?? []));
    }
    return false;
  }

  function noteLoss(vanished: ReadonlySet<string>, from: number, earliest: number): void {
    // If nothing is left, the log may have been cut up to this moment.
    const loss = describeLoss(vanished, before.known, from, Math.min(earliest, plan.now));
    if (loss !== null) gaps.push(loss);
    for (const id of vanished) if (known.has(id)) gone.add(id);
  }

  /**
   * Reads a part of an older day again: as many events may have vanished as appeared. Of a large one each hour is counted,
   * and read only if the counts differ.
   */
  async function recount(span: AuditSpan): Promise<void> {
    if (countKnown(known, gone, span) <= largestRereading) return reread(span);
    for (let from = span.from; from < span.to; from += HOUR_MS) {
      const hour = { from, to: Math.min(from + HOUR_MS, span.to) };
      if ((await client.countEvents(hour)) !== countKnown(known, gone, hour)) await reread(hour);
    }
  }

  async function reread(span: AuditSpan): Promise<void> {
    const watch: Watch = { awaited: awaitIds(before.known, gone, span), earliest: Number.POSITIVE_INFINITY };
    const late: number[] = [];
    const cut = (from: number, length: number) => ({ from, to: Math.min(from + length, span.to) });
    await readWindows(span, cut, watch, (_, fresh) => {
      for (const at of fresh.values()) late.push(at);
      return true;
    });
    late.sort((a, b) => a - b);
    const [first, last] = [late[0], late.at(-1)];
    if (first !== undefined && last !== undefined) {
      gaps.push({ kind: 'late', from: first, to: last, events: late.length });
    }
    noteLoss(watch.awaited, span.from, watch.earliest);
  }

  try {
    await readNew();
    if (!isCapped) {
      for (const span of plan.recounts) await recount(span);
      hasRecounted = true;
    }
  } catch (error) {
    thrown = error;
  }
  const cursor = Math.max(reached, plan.cursor);
  let knownFrom = neededSince();
  pruneKnown(known, gone, knownFrom);
  let uncountedTo: number | null = null;
  if (measureKnown(known) > largestState) {
    // Exactly once comes first: the ids of the overlap stay.
    knownFrom = Math.max(knownFrom, overlapSince(cursor, wanted.overlapMs));
    uncountedTo = knownFrom;
    pruneKnown(known, gone, knownFrom);
  }
  return {
    state: {
      ...before,
      cursor,
      asOf: plan.asOf,
      knownFrom,
      known,
      gone,
    },
    files,
    gaps,
    duplicates,
    isCapped,
    unmatchedTypes: hasTypes ? unmatched : [],
    oddUsers,
    uncountedTo,
    hasRead,
    thrown,
  };
}

/**
 * Refuses a window after which the overlap alone would fill a state. It is not written, so that the state of the windows
 * before it counts.
 */
function refuseFlood(known: Known, fresh: Known, since: number, largestState: number): void {
  if (measureKnown(known, since) + measureKnown(fresh, since) <= largestState) return;
  // @failure audit | `incomplete` | Hundreds of thousands of events lie within `overlap-minutes`, and the state keeps their
  // ids. What was read before is in the files. =
  throw new IncompleteError(
    `The events since ${formatSecond(since)} are too many for the state, which holds ${largestState} bytes`,
    { remedy: 'Set `overlap-minutes` to less: the next run goes on from there.' },
  );
}

function noteEvents(watch: Watch, events: readonly AuditEvent[]): void {
  for (const { id, at } of events) {
    watch.awaited.delete(id);
    watch.earliest = Math.min(watch.earliest, millisecondsOf(at));
  }
}
