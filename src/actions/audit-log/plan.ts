import type { AuditSpan } from '../../platform/audit-logs.ts';
import { DAY_MS, floorDay, floorSecond, SECOND_MS } from './span.ts';
import type { State } from './state.ts';

/** How long events take to appear. All in milliseconds. */
export interface Delays {
  /** What is younger may still be on its way, and is left for the next run. */
  readonly settleMs: number;
  /** What is older than the cursor by no more than this is read again. */
  readonly overlapMs: number;
}

/** What a run reads. All bounds are fixed before the first page, in milliseconds since 1970. */
export interface Plan {
  /** Where the overlap begins. */
  readonly from: number;
  /** Up to here earlier runs have read. */
  readonly cursor: number;
  /** Up to here this run reads. */
  readonly to: number;
  /** Later than that of the run before, so that the runs of an export have an order, also within one second. */
  readonly asOf: number;
  /** The Platform's clock. */
  readonly now: number;
  /** Parts of days that are over for a day: their events are counted again, once. */
  readonly recounts: readonly AuditSpan[];
}

/** So long after its end a day is counted again; a day that is read later than that needs no second count. */
const RECOUNT_AFTER_MS = DAY_MS;

/**
 * Plans a run.
 * @param now the Platform's clock, in milliseconds since 1970
 * @returns null if no time has passed that can be read
 */
export function planRun(state: State, now: number, { settleMs, overlapMs }: Delays): Plan | null {
  const to = floorSecond(now - settleMs);
  if (to <= state.cursor) return null;
  const from = Math.min(state.cursor, Math.max(state.knownFrom, overlapSince(state.cursor, overlapMs)));
  // The clock may stand still or go back a little if several servers answer.
  const asOf = Math.max(to, state.asOf + SECOND_MS);
  return { from, cursor: state.cursor, to, asOf, now, recounts: planRecounts(state.knownFrom, from, to) };
}

/** The days before the overlap whose ids are still known, each as far as it lies there. */
function planRecounts(knownFrom: number, from: number, to: number): AuditSpan[] {
  const spans: AuditSpan[] = [];
  for (let start = knownFrom; start < from; ) {
    const dayEnd = floorDay(start) + DAY_MS;
    if (dayEnd + RECOUNT_AFTER_MS > to) break;
    spans.push({ from: start, to: Math.min(dayEnd, from) });
    start = dayEnd;
  }
  return spans;
}

/** The windows of a run: first the overlap, then what is new. None reaches over the cursor. */
export function cutWindow({ cursor, to }: Plan, from: number, length: number): AuditSpan {
  return { from, to: Math.min(from + length, from < cursor ? cursor : to) };
}

/**
 * Since when ids have to be known, for a run that begins at the cursor: for its overlap, and for the second count of
 * each day that is not due yet.
 */
export function knownSince(cursor: number, overlapMs: number): number {
  return Math.min(overlapSince(cursor, overlapMs), floorDay(cursor - RECOUNT_AFTER_MS));
}

/** Where the overlap of a run begins that begins at the cursor. */
export function overlapSince(cursor: number, overlapMs: number): number {
  return floorSecond(cursor - overlapMs);
}
