/** How an export can end. The comment above each is its row in the README's table of outcomes. */
export const OUTCOMES = [
  // @outcome green | There were new events, and all of them are in the files.
  'exported',
  // @outcome green | There was no new event, or no time has passed that could be read.
  'nothing-new',
  // @outcome red | Not everything could be read. What could be is in the files, and the next run goes on from there.
  'incomplete',
  // @outcome red | Events appeared too late, or the log lost events that it had: some may be missing for ever. What
  // could be read is in the files.
  'gap',
  // @outcome red | `timeout-minutes` passed first. What was read until then is in the files.
  'timed-out',
  // @outcome red | The workflow was cancelled. What was read until then is in the files.
  'cancelled',
  // @outcome red | Bad input, a state that is missing, damaged or not this Platform's, a refused key, a public
  // repository, or a fault of the action itself.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
