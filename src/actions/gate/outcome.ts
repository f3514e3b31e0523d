/**
 * How a step can end; the names are the contract's. The comment above each is its row in the README's table of outcomes
 * (scripts/docs/outcomes.ts).
 */
export const OUTCOMES = [
  // @outcome green | Every selected policy was judged, and no more violations gate than `max-violations` allows. In mode
  // `gate`, all results are newer than the sync. Mode `sync` judges no policy: there it means that every run completed.
  'passed',
  // @outcome red | More violations gate than `max-violations` allows. Some policies may not have been judged.
  'violations',
  // @outcome red; green with a warning if `on-inconclusive` is `warn` | A selected policy could not be judged, there was
  // no policy to judge, or the gate could not confirm a name (`unknown-accounts`). As far as policies were judged, no
  // more violations gate than `max-violations` allows.
  'inconclusive',
  // @outcome red | A run failed; somebody cancelled a run on the Platform; no run could be started, for example with
  // `if-running: fail`; or a run was partial, and `on-partial-sync` is `fail`. No policy was judged.
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
