/** How a review can end. The comment above each is its row in the README's table of outcomes. */
export const OUTCOMES = [
  // @outcome green | Everything was read, and there is nothing to do. There may be notes.
  'ok',
  // @outcome green with warnings; red if `fail-on` names one of them | Everything was read, and somebody has something
  // to do.
  'findings',
  // @outcome red | A list could not be read, or not whole, or what was meant is not there: what was not seen may hold
  // anything. What could be read is told all the same.
  'incomplete',
  // @outcome red | `timeout-minutes` passed first.
  'timed-out',
  // @outcome red | The workflow was cancelled.
  'cancelled',
  // @outcome red | Bad input, a key that is none (401), a Platform that can't be reached, or a fault of the action itself. A
  // key that may not read a list (403) is `incomplete`.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
