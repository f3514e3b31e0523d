import { type Clock, systemClock } from '../../../src/clock.ts';

/** The machine's time, but for pauses: they end at once, and count as if somebody had waited. */
export interface HurriedClock extends Clock {
  /** So many milliseconds pass at once. */
  advance(milliseconds: number): void;
}

/** For requests that are really sent, by somebody who pauses between them. */
export function createHurriedClock(): HurriedClock {
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    uptime: () => systemClock.uptime() + ahead,
    advance(milliseconds) {
      ahead += milliseconds;
    },
    async sleep(milliseconds, signal) {
      await systemClock.sleep(0, signal);
      ahead += milliseconds;
    },
  };
}
