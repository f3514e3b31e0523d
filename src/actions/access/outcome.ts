/** How a review can end. The comment above each is its row in the README's table of outcomes. */
export const OUTCOMES = [
  // @outcome green | Everything was reviewed. There is no finding, or each one is expected, or is a note that `fail-on`
  // does not name.
  'ok',
  // @outcome green with warnings; red if `fail-on` names one of the findings | Everything was reviewed. At least one
  // finding that is not expected is a warning, or is named in `fail-on`.
  'findings',
  // @outcome red | A list or a date could not be read, or a pattern of `keys`, `users` or `powerful-roles` matches
  // nothing. What could be read is reported.
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
