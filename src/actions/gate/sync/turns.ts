/** Spreads the requests of syncs that are waited for side by side. */
export interface Turns {
  /**
   * Takes the first moment for a poll that is near to no other.
   * @param wanted it is no earlier than that
   * @param latest it is no later than that, whatever else is near
   */
  take(now: number, wanted: number, latest: number): number;
  /** Whether a request may be sent now that only tells more; if so, it counts. */
  takeExtra(now: number): boolean;
}

/** All syncs together are polled no more often. */
const POLLS_A_MINUTE = 50;

/** What only tells more has the rest of the 60 requests that a minute may have. */
const EXTRAS_A_MINUTE = 10;

const MINUTE_MS = 60_000;
const APART_MS = MINUTE_MS / POLLS_A_MINUTE;

/** All moments by `clock.uptime`. */
export function createTurns(): Turns {
  let polls: number[] = [];
  let extras: number[] = [];
  return {
    take(now, wanted, latest) {
      polls = polls.filter((taken) => taken > now - APART_MS);
      let at = wanted;
      for (const taken of polls) if (Math.abs(taken - at) < APART_MS) at = taken + APART_MS;
      at = Math.min(at, latest);
      polls = [...polls, at].sort((a, b) => a - b);
      return at;
    },
    takeExtra(now) {
      extras = extras.filter((taken) => taken > now - MINUTE_MS);
      if (extras.length >= EXTRAS_A_MINUTE) return false;
      extras.push(now);
      return true;
    },
  };
}
