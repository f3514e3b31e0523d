import pLimit from 'p-limit';
import type { Clock } from '../../clock.ts';
import { TimedOutError } from '../../errors.ts';
import { hasStatus } from './errors.ts';
import { readAskedPause } from './retry.ts';

/** Lets requests through, so many at a time; fewer, and later, once the Platform says that there are too many. */
export interface Throttle {
  /**
   * @param detailUntil given if it only tells more: it neither waits for a refusal of others to be over, nor makes
   *   others wait, and is not sent after that moment (by `clock.uptime`), nor after the
   *   deadline; asked for when its turn comes
   * @throws whatever the request throws, the signal's reason if it is aborted, and a TimedOutError if its turn
   *   comes after the deadline
   */
  pass<T>(send: () => Promise<T>, detailUntil?: () => number): Promise<T>;
}

/** Requests at the same time. */
export const MOST_AT_ONCE = 8;

/** Of these, for what only tells more: the others are left for what the verdict needs, however long these take. */
const DETAILS_AT_ONCE = 6;

/** If a refusal does not say how long to wait. */
const PAUSE_MS = 1_000;

/** Those that were under way together are refused within such a time, whatever they say. */
const SHORTEST_PAUSE_MS = 100;

/** So long after the deadline the last looks, which all begin at it, may still begin. */
const LAST_TURN_MS = 2_000;

/** @param deadline by `clock.uptime`: nothing waits for longer */
export function createThrottle(clock: Clock, stop: AbortSignal, deadline: number): Throttle {
  const limit = pLimit(MOST_AT_ONCE);
  const limitDetails = pLimit(DETAILS_AT_ONCE);
  let pace: Pace = { atOnce: MOST_AT_ONCE, passed: 0, heldUntil: 0 };

  function keep(next: Pace): void {
    pace = next;
    if (limit.concurrency !== pace.atOnce) limit.concurrency = pace.atOnce;
  }

  const isHeld = () => clock.uptime() < pace.heldUntil;

  async function sendNow<T>(send: () => Promise<T>, latest: number): Promise<T> {
    stop.throwIfAborted();
    if (clock.uptime() > latest) throw describeTimeout();
    const answer = await send();
    keep(speedUp(pace));
    return answer;
  }

  /** Inside the limit: the next one must not go before it is known that none may. */
  async function sendNeeded<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await sendNow(send, deadline + LAST_TURN_MS);
    } catch (error) {
      if (hasStatus(error, 429)) {
        keep(slowDown(pace, clock.uptime(), readAskedPause(error.failure), deadline));
      }
      throw error;
    }
  }

  async function passNeeded<T>(send: () => Promise<T>): Promise<T> {
    for (;;) {
      // Not inside the limit: who waits there takes the place of a detail, which does not.
      while (isHeld()) await clock.sleep(pace.heldUntil - clock.uptime(), stop);
      const sent = await limit(async () => (isHeld() ? null : { answer: await sendNeeded(send) }));
      if (sent !== null) return sent.answer;
    }
  }

  return {
    pass: (send, detailUntil) =>
      detailUntil === undefined
        ? passNeeded(send)
        : limitDetails(() => {
            const latest = Math.min(detailUntil(), deadline);
            return limit(() => sendNow(send, latest));
          }),
  };
}

function describeTimeout(): TimedOutError {
  // @failure platform#outage
  return new TimedOutError('The deadline passed before the Platform could be asked again.', 'Raise `timeout-minutes`.');
}

/** How fast requests may follow one another. */
export interface Pace {
  /** Requests at the same time. */
  readonly atOnce: number;
  /** How many got through since that changed. */
  readonly passed: number;
  /** By `clock.uptime`: until then none is sent. */
  readonly heldUntil: number;
}

/** After a refusal: half as many at once, and none before the server's own time or a second is over. */
export function slowDown(pace: Pace, now: number, askedMs: number | null, deadline: number): Pace {
  const heldUntil = Math.max(
    pace.heldUntil,
    Math.min(now + Math.max(askedMs ?? PAUSE_MS, SHORTEST_PAUSE_MS), deadline),
  );
  // Those that were under way together are refused together: that is one refusal.
  const isNews = now >= pace.heldUntil;
  return { atOnce: isNews ? Math.max(1, Math.floor(pace.atOnce / 2)) : pace.atOnce, passed: 0, heldUntil };
}

/** After an answer: one more at once as soon as so many got through. */
export function speedUp({ atOnce, passed, heldUntil }: Pace): Pace {
  const isReady = atOnce < MOST_AT_ONCE && passed + 1 >= atOnce;
  return { atOnce: isReady ? atOnce + 1 : atOnce, passed: isReady ? 0 : passed + 1, heldUntil };
}
