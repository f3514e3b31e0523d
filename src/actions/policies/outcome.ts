/** How a step can end. The comment above each is its row in the README's table of outcomes. */
export const OUTCOMES = [
  // @outcome green | `validate` found no problem in the files, nor in their queries if there is a key.
  'valid',
  // @outcome green | Files and Platform say the same.
  'unchanged',
  // @outcome green | The plan has something to do.
  'changes',
  // @outcome green | The whole plan was carried out, and then read back.
  'applied',
  // @outcome green | The files were written.
  'exported',
  // @outcome red | There is no folder `path`, a file or a query is wrong, or a test failed or could not be run. Or one
  // of these is not kept: `min-tests`, `max-new-violations`, `require-platform-id: error`.
  'invalid',
  // @outcome red; green with a warning if `fail-on-drift` is `false` | The Platform differs from the files: somebody
  // changed it, or a merged change is not applied yet.
  'drift',
  // @outcome red | Nothing was written. The plan has a conflict, removes more than `max-removals` allows, or is not the
  // `expected-plan`. Or files may be missing in the checkout, or `apply` ran for a pull request.
  'refused',
  // @outcome red | Some writes failed, it is unknown whether they worked, or the Platform still differs after them. The
  // report names each.
  'partly-applied',
  // @outcome red | `timeout-minutes` passed before anything was written.
  'timed-out',
  // @outcome red | The workflow was cancelled before anything was written.
  'cancelled',
  // @outcome red | Bad input, a refused key, a Platform that can't be reached, a backup or an export that can't be
  // written, or a fault of the action itself.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
