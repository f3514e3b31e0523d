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
  // @outcome red | A file or a query is wrong, two files contradict each other, a test did not pass or could not be run,
  // a policy has fewer tests than `min-tests` asks for, there are more new violations than `max-new-violations` allows or
  // their number is unknown, or a query does not fulfil `require-platform-id: error`.
  'invalid',
  // @outcome red; green with a warning if `fail-on-drift` is `false` | The Platform differs from the files: somebody
  // changed it, or a merged change is not applied yet.
  'drift',
  // @outcome red | Nothing was written, because of a limit, a conflict, a plan that is not the expected one, or a pull
  // request.
  'refused',
  // @outcome red | Some writes were not done, or it is unknown whether they were. The report names each.
  'partly-applied',
  // @outcome red | `timeout-minutes` passed before anything was written.
  'timed-out',
  // @outcome red | The workflow was cancelled before anything was written.
  'cancelled',
  // @outcome red | Bad input, a refused key, a Platform that can't be reached, or a fault of the action itself.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
