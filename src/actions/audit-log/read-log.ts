import type { AuditEvent, AuditLogClient, AuditSpan } from '../../platform/audit-logs.ts';
import { awaitIds, countKnown, describeLoss, findNewest, type Gap, measureKnown, pruneKnown } from './merge.ts';
import { cutWindow, knownSince, overlapSince, type Plan } from './plan.ts';
import { floorSecond, GOOD_WINDOW, HOUR_MS, SECOND_MS, splitSpan } from './span.ts';
import { LARGEST_STATE, type State } from './state.ts';
import { readWindow } from './window.ts';
import { createWindowWriter, type Selection, type Watch, type WriterDeps, type Written } from './window-writer.ts';

/** What of the log is wanted, and how it is written. */
export interface Wanted extends Selection {
  /** After so many lines no further window is begun. */
  readonly maxEvents: number;
}

/** What reading works with. The limits are there for tests. */
export interface ReadDeps extends Omit<WriterDeps, 'largestState'> {
  readonly client: AuditLogClient;
  /** In bytes. */
  readonly largestState?: number;
  /** A day with more events is only counted again, not read. */
  readonly largestRereading?: number;
}

/** What was read and written. All of it is whole, wherever the reading ended. */
export interface Reading extends Written {
  /** Where the next run begins; its manifest is still that of the run before. */
  readonly state: State;
  readonly gaps: readonly Gap[];
  readonly isCapped: boolean;
  /** Up to when no second count will be done, since the state has no room for it; null: each one will be. */
  readonly uncountedTo: number | null;
  /** What ended it before its time; null if nothing did. */
  readonly thrown: unknown;
}

/** A second count of a larger day compares counts, an hour each: to read it again would take as long as the first time. */
const LARGEST_REREADING = GOOD_WINDOW;

/** After so many more ids, those that are needed no more are let go. */
const PRUNED_AFTER = 30_000;

/** Reads what a plan says, window after window, and writes each one as soon as it is whole. Never throws. */
export async function readLog(plan: Plan, before: State, wanted: Wanted, deps: ReadDeps): Promise<Reading> {
  const { client, largestWindow, largestState = LARGEST_STATE, largestRereading = LARGEST_REREADING } = deps;
  const known = new Map(before.known);
  const gone = new Set(before.gone);
  const writer = createWindowWriter(plan, { known, gone }, wanted, { ...deps, largestState });
  const gaps: Gap[] = [];
  let pruned = known.size;
  let reached = plan.from;
  let isCapped = false;
  let hasRecounted = plan.recounts.length === 0;
  let thrown: unknown = null;
  /** Ids that are still needed. Before the second counts are done that is all of them. */
  const neededSince = () =>
    hasRecounted
      ? Math.max(before.knownFrom, knownSince(Math.max(reached, plan.cursor), wanted.overlapMs))
      : before.knownFrom;

  async function readNew(): Promise<void> {
    const newest = findNewest(before.known, before.gone);
    const inOverlap = awaitIds(before.known, before.gone, plan);
    const watch: Watch = { awaited: new Set(inOverlap), earliest: Number.POSITIVE_INFINITY };
    if (newest !== null) watch.awaited.add(newest.id);
    await writer.write(
      plan,
      (from, length) => cutWindow(plan, from, length),
      watch,
      (end) => {
        reached = end;
        const lines = writer.written.files.reduce((sum, { events }) => sum + events, 0);
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
    await writer.write(span, cut, watch, (_, fresh) => {
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
  const state = { ...before, cursor, asOf: plan.asOf, knownFrom, known, gone };
  return { ...writer.written, state, gaps, isCapped, uncountedTo, thrown };
}
