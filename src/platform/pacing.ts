/** Pause before the first poll: the answer to the start was one already. */
const FIRST_PAUSE_MS = 500;

/** Until a wait is so old that a share of it is more, polls are this far apart. */
const SHORT_PAUSE_MS = 2_000;

/** The pause grows with the wait, so that what is noticed late is late by a small share of it. */
const SHARE = 0.03;

/**
 * How long to wait until the next poll if nobody knows when the wait ends, in milliseconds: short at first, then a
 * share of the time waited so far.
 * @param waitedMs since the wait began
 * @param longestMs `max-poll-interval-seconds`
 */
export function pauseBeforePoll(waitedMs: number, longestMs: number): number {
  const pause = waitedMs < 2 * FIRST_PAUSE_MS ? FIRST_PAUSE_MS : Math.max(SHORT_PAUSE_MS, waitedMs * SHARE);
  return Math.min(pause, longestMs);
}
