/** How a review can end. The comment above each is its row in the README's table of outcomes. */
export const OUTCOMES = [
  // @outcome green | Everything was reviewed, and nobody has to do anything. There may be notes.
  'ok',
  // @outcome green with warnings; red if `fail-on` names one of them | Everything was reviewed, and somebody has to do
  // something.
  'findings',
  // @outcome red | A list could not be read completely, or a pattern of `keys` or `users` matches nothing. What could
  // be read is reported.
  'incomplete',
  // @outcome red | `timeout-minutes` passed before the end.
  'timed-out',
  // @outcome red | The workflow was cancelled.
  'cancelled',
  // @outcome red | Bad input, a key that is not valid (401), a Platform that can't be reached, or a fault of the action
  // itself. A key that may not read a list (403) is `incomplete`.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
