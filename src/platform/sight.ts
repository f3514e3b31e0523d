import { millisecondsOf, type Timestamp } from './timestamp.ts';

/** A moment at which the step saw something, as two clocks tell it, in milliseconds since 1970. */
export interface Sight {
  /** This machine's. */
  readonly here: number;
  /** The `Date` header's; null if there was none. */
  readonly there: number | null;
}

/** The same, and this machine's clock that never jumps. */
export interface TimedSight extends Sight {
  /** As of `clock.uptime`. */
  readonly uptime: number;
}

/** A header is cut to whole seconds, and so an interval between two of them may be so much longer. */
const HEADER_MS = 1_000;

/**
 * How long ago one sight was at another, in milliseconds. Somebody may set this machine's clock meanwhile; and if the
 * machine was suspended, the clock that never jumps stood still. So the clock counts as far as the header agrees.
 */
export function elapsedBetween(from: TimedSight, to: TimedSight): number {
  const shown = from.there === null || to.there === null ? Number.POSITIVE_INFINITY : to.there - from.there + HEADER_MS;
  return Math.max(0, to.uptime - from.uptime, Math.min(to.here - from.here, shown));
}

/**
 * How far a clock may be from the dates in the Platform's data. Both clocks are hints: each of them may be wrong, and
 * the header may be a proxy's.
 */
export const CLOCK_TOLERANCE_MS = 300_000;

/** Whether at least one of the clocks agrees that a date of the Platform lies between two sights. */
export function liesBetween(date: Timestamp, from: Sight, to: Sight): boolean {
  const at = millisecondsOf(date);
  const fits = (first: number, last: number) => at >= first - CLOCK_TOLERANCE_MS && at <= last + CLOCK_TOLERANCE_MS;
  if (fits(from.here, to.here)) return true;
  if (from.there === null) return false;
  // An answer without the header came as much later as this machine says.
  return fits(from.there, to.there ?? from.there + (to.here - from.here));
}

/** The later of the two clocks: for it a date is older than for the other. */
export function latestClock({ here, there }: Sight): number {
  return Math.max(here, there ?? here);
}
