/** How an export can end. The comment above each is its row in the README's table of outcomes. */
export const OUTCOMES = [
  // @outcome green | There were new events, and all of them are in the files.
  'exported',
  // @outcome green | There was no new event, or too little time has passed since the last run.
  'nothing-new',
  // @outcome red | Not everything could be read. What was read is in the files, and the next run begins where this one
  // stopped.
  'incomplete',
  // @outcome red | Events appeared too late, or the log no longer has events that it had. Some may be missing for ever.
  // What was read is in the files.
  'gap',
  // @outcome red | `timeout-minutes` passed before the end. What was read until then is in the files.
  'timed-out',
  // @outcome red | The workflow was cancelled. What was read until then is in the files.
  'cancelled',
  // @outcome red | Bad input, a state that is missing, damaged or not this Platform's, a refused key, a public
  // repository, or a fault of the action itself.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
