/** How an export can end. The comment above each is its row in the README's table of outcomes. */
export const OUTCOMES = [
  // @outcome green | There were new events, and they are in the files. If `max-events` ended the run, the next run goes
  // on from there.
  'exported',
  // @outcome green | There was no new event to export, or too little time has passed since the last run.
  'nothing-new',
  // @outcome red | Not everything could be read. What was read is in the files, and the next run begins where this one
  // stopped.
  'incomplete',
  // @outcome red | Events appeared later than `overlap-minutes` allows, or exported events are no longer in the log.
  // Other events may be missing for ever. What was read is in the files.
  'gap',
  // @outcome red | `timeout-minutes` passed before the end. What was read until then is in the files.
  'timed-out',
  // @outcome red | The workflow was cancelled. What was read until then is in the files.
  'cancelled',
  // @outcome red | Bad input, a wrong state, a refused key, a public repository, or a fault of the action itself.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
