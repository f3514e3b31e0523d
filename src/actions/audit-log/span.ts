import type { AuditSpan } from '../../platform/audit-logs.ts';

export const SECOND_MS = 1_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** So many events make a good window: some twenty requests, and a file that any reader takes. */
export const GOOD_WINDOW = 20_000;

/** A window is at most so many times as long, or as short, as the one before. */
const MOST_GROWTH = 4;

/** The bounds of a time are whole seconds, because nobody knows how exactly a server compares. */
export function floorSecond(moment: number): number {
  return Math.floor(moment / SECOND_MS) * SECOND_MS;
}

/** The beginning of the day in UTC. */
export function floorDay(moment: number): number {
  return Math.floor(moment / DAY_MS) * DAY_MS;
}

/** Both halves of a span; null if it is a second, which can't be split. */
export function splitSpan({ from, to }: AuditSpan): readonly [AuditSpan, AuditSpan] | null {
  const middle = floorSecond(from + (to - from) / 2);
  return middle <= from
    ? null
    : [
        { from, to: middle },
        { from: middle, to },
      ];
}

/** How long the next window is, after one that had so many events. */
export function adaptLength(length: number, events: number): number {
  const factor = Math.min(MOST_GROWTH, Math.max(1 / MOST_GROWTH, GOOD_WINDOW / Math.max(1, events)));
  return Math.max(SECOND_MS, floorSecond(length * factor));
}
