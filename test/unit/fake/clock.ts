import type { Clock } from '../../../src/clock.ts';

/** Simulated time: it stands still while something is being done, and jumps to the next sleeper when all sleep. */
export interface FakeClock extends Clock {
  /** Sets the machine's clock, so much ahead of where it was: `now` jumps, and time goes on as before. */
  set(ahead: number): void;
  /** Does something at a moment, before any sleeper that wakes at that moment. */
  at(moment: number, action: () => void): void;
  /** Every pause that was asked for, in milliseconds. */
  readonly pauses: readonly number[];
}

/** 1 August 2026, 12:00 UTC. */
export const NOON = Date.UTC(2026, 7, 1, 12);

interface Sleeper {
  readonly wake: number;
  readonly order: number;
  readonly act: () => void;
}

/**
 * @param longest simulated milliseconds after which every sleep is refused: what still sleeps then hangs
 */
export function createFakeClock(start: number = NOON, longest: number = 48 * 3_600_000): FakeClock {
  let now = start;
  let ahead = 0;
  let order = 0;
  let pumping = false;
  let sleepers: Sleeper[] = [];
  const pauses: number[] = [];

  function add(wake: number, act: () => void): Sleeper {
    const sleeper = { wake, order: order++, act };
    sleepers.push(sleeper);
    if (!pumping) {
      pumping = true;
      setImmediate(pump);
    }
    return sleeper;
  }

  // A turn of the event loop later every promise that could settle has settled.
  function pump(): void {
    const [next] = sleepers.sort((a, b) => a.wake - b.wake || a.order - b.order);
    if (next === undefined) {
      pumping = false;
      return;
    }
    sleepers = sleepers.filter((one) => one !== next);
    now = Math.max(now, next.wake);
    next.act();
    setImmediate(pump);
  }

  return {
    pauses,
    now: () => now + ahead,
    uptime: () => now,
    set: (milliseconds) => {
      ahead += milliseconds;
    },
    at: (moment, action) => void add(moment, action),
    sleep(milliseconds, signal) {
      pauses.push(milliseconds);
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (!(milliseconds >= 0)) return reject(new Error(`asked to sleep for ${milliseconds} ms`));
        if (now + milliseconds > start + longest) return reject(new Error('simulated time is used up: this hangs'));
        const onAbort = () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          reject(signal.reason);
        };
        const sleeper = add(now + milliseconds, () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        });
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
  };
}
