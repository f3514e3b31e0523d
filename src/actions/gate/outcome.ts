/**
 * How a step can end; the names are the contract's. The comment above each is its row in the README's table of outcomes
 * (scripts/docs/outcomes.ts).
 */
export const OUTCOMES = [
  // @outcome green | Every selected policy was judged (in mode `gate` on results newer than the sync) and the gating
  // violations are within `max-violations`. In mode `sync`: every run completed.
  'passed',
  // @outcome red | There are more gating violations than `max-violations` tolerates, whatever else could not be judged.
  'violations',
  // @outcome red; green with a warning under `on-inconclusive: warn` | Some selected policy could not be judged, or there
  // was none to judge, and what was judged did not fail.
  'inconclusive',
  // @outcome red | A run failed, was cancelled on the Platform, was refused, or was partial under
  // `on-partial-sync: fail`. No policy was judged.
  'sync-failed',
  // @outcome red | `timeout-minutes` passed before there was a verdict.
  'timed-out',
  // @outcome red | The workflow was cancelled.
  'cancelled',
  // @outcome red | Bad input, a refused key, a Platform that can't be reached or does not answer as one, or a fault of the
  // action itself.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
