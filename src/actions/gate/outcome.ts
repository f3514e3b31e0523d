/**
 * How a step can end; the names are the contract's. The comment above each is its row in the README's table of outcomes
 * (scripts/docs/outcomes.ts).
 */
export const OUTCOMES = [
  // @outcome green | Every selected policy was judged (in mode `gate` on results newer than the sync), and no more
  // violations gate than `max-violations` tolerates. In mode `sync`: every run completed.
  'passed',
  // @outcome red | There are more gating violations than `max-violations` tolerates, even if other policies could not
  // be judged.
  'violations',
  // @outcome red; green with a warning if `on-inconclusive` is `warn` | A selected policy could not be judged, or there
  // was no policy to judge. What could be judged is within `max-violations`.
  'inconclusive',
  // @outcome red | A run failed, or somebody cancelled it on the Platform, or the Platform refused to start it, or it
  // was partial and `on-partial-sync` is `fail`. No policy was judged.
  'sync-failed',
  // @outcome red | `timeout-minutes` passed before there was a verdict.
  'timed-out',
  // @outcome red | The workflow was cancelled.
  'cancelled',
  // @outcome red | Bad input, a refused key, a Platform that can't be reached or that answers wrongly, or a fault of
  // the action itself.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
