import { setTimeout as delay } from 'node:timers/promises';

/** Time, which is passed in: a test that polls for an hour takes milliseconds. */
export interface Clock {
  /**
   * Milliseconds since 1970, on this machine: for dates, and for nothing else. It jumps if the machine's clock is set.
   */
  now(): number;
  /** Milliseconds since some moment before the step, and never jumps: for deadlines, pauses and durations. */
  uptime(): number;
  /** Resolves after that many milliseconds; rejects with the signal's reason as soon as it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Timers cannot hold more than 2^31 - 1 milliseconds: a longer sleep would end at once. */
const LONGEST_SLEEP = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  // Not `performance`, which loads half a dozen of Node's modules.
  uptime: () => process.uptime() * 1_000,
  async sleep(milliseconds, signal) {
    signal.throwIfAborted();
    try {
      await delay(Math.min(Math.max(0, milliseconds), LONGEST_SLEEP), undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
};
