/** How a step can end; the names are the contract's. */
export const OUTCOMES = [
  'passed',
  'violations',
  'inconclusive',
  'sync-failed',
  'timed-out',
  'cancelled',
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
