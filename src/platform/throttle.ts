import pLimit from 'p-limit';
import type { Clock } from '../clock.ts';
import { hasStatus } from './errors.ts';

/** Lets requests through, so many at a time; fewer, and later, once the Platform says that there are too many. */
export interface Throttle {
  /** @throws whatever the request throws, and the signal's reason where it is aborted */
  pass<T>(send: () => Promise<T>): Promise<T>;
}

/** Requests at the same time. */
export const MOST_AT_ONCE = 8;

/** Where a refusal does not say how long to wait. */
const PAUSE_MS = 1_000;

/** @param deadline in milliseconds since 1970, on this machine: nothing waits for longer */
export function createThrottle(clock: Clock, stop: AbortSignal, deadline: number): Throttle {
  const limit = pLimit(MOST_AT_ONCE);
  let pace: Pace = { atOnce: MOST_AT_ONCE, passed: 0, heldUntil: 0 };

  function keep(next: Pace): void {
    pace = next;
    if (limit.concurrency !== pace.atOnce) limit.concurrency = pace.atOnce;
  }

  return {
    pass: (send) =>
      limit(async () => {
        for (let now = clock.now(); now < pace.heldUntil; now = clock.now()) {
          await clock.sleep(pace.heldUntil - now, stop);
        }
        try {
          const answer = await send();
          keep(speedUp(pace));
          return answer;
        } catch (error) {
          if (hasStatus(error, 429)) {
            const asked = error.failure.kind === 'status' ? error.failure.retryAfterMs : null;
            keep(slowDown(pace, clock.now(), asked, deadline));
          }
          throw error;
        }
      }),
  };
}

/** How fast requests may follow one another. */
export interface Pace {
  /** Requests at the same time. */
  readonly atOnce: number;
  /** How many got through since that changed. */
  readonly passed: number;
  /** In milliseconds since 1970, on this machine: until then none is sent. */
  readonly heldUntil: number;
}

/** After a refusal: half as many at once, and none before the server's own time or a second is over. */
export function slowDown(pace: Pace, now: number, askedMs: number | null, deadline: number): Pace {
  const heldUntil = Math.max(pace.heldUntil, Math.min(now + (askedMs ?? PAUSE_MS), deadline));
  // Those that were under way together are refused together: that is one refusal.
  const isNews = now >= pace.heldUntil;
  return { atOnce: isNews ? Math.max(1, Math.floor(pace.atOnce / 2)) : pace.atOnce, passed: 0, heldUntil };
}

/** After an answer: one more at once as soon as so many got through. */
export function speedUp({ atOnce, passed, heldUntil }: Pace): Pace {
  const isReady = atOnce < MOST_AT_ONCE && passed + 1 >= atOnce;
  return { atOnce: isReady ? atOnce + 1 : atOnce, passed: isReady ? 0 : passed + 1, heldUntil };
}
