import { pauseBeforeLook } from '../../src/platform/pacing.ts';

/** How a way of waiting fares with a run. */
export interface Waiting {
  /** Polls until the run's end is noticed. */
  readonly requests: number;
  /** Milliseconds from the run's end to that, on average. */
  readonly lateMs: number;
}

/** The default of `max-poll-interval-seconds`. */
const LONGEST_PAUSE_MS = 15_000;

export const waitAsGate = (waitedMs: number): number => pauseBeforeLook(waitedMs, LONGEST_PAUSE_MS);

/** So many ends are tried. */
const ENDS = 100;

/**
 * Simulates waits for runs that take about so long: nobody knows where between two polls a run ends.
 * @param pauseAfter the length of a pause in milliseconds, after so many milliseconds of waiting
 */
export function simulateWait(runMs: number, pauseAfter: (waitedMs: number) => number): Waiting {
  const waits = Array.from({ length: ENDS }, (_, index) => {
    const end = runMs * (0.95 + (0.1 * index) / (ENDS - 1));
    let waited = 0;
    let requests = 0;
    for (; waited < end; requests++) waited += pauseAfter(waited);
    return { requests, lateMs: waited - end };
  });
  const average = (read: (one: Waiting) => number) => waits.reduce((sum, one) => sum + read(one), 0) / ENDS;
  return { requests: average((one) => one.requests), lateMs: average((one) => one.lateMs) };
}
