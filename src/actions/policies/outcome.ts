/** How a step can end. The comment above each is its row in the README's table of outcomes. */
export const OUTCOMES = [
  // @outcome green | `validate`: the files can be read and hold together. What the Platform has was not looked at.
  'valid',
  // @outcome green | Files and Platform say the same.
  'unchanged',
  // @outcome green | A plan with something to do.
  'changes',
  // @outcome green | All of it was done, and read back.
  'applied',
  // @outcome green | The files were written.
  'exported',
  // @outcome red | A file is wrong, or two of them contradict each other.
  'invalid',
  // @outcome red, or a warning with `fail-on-drift: false` | Somebody changed on the Platform what files say.
  'drift',
  // @outcome red | Nothing was written: a limit, a conflict, another plan than expected, or a pull request.
  'refused',
  // @outcome red | Some of it is not done, or nobody knows whether it is. Each is named.
  'partly-applied',
  // @outcome red | `timeout-minutes` passed before anything was written.
  'timed-out',
  // @outcome red | The workflow was cancelled before anything was written.
  'cancelled',
  // @outcome red | Bad input, a refused key, a Platform that can't be reached, or a fault of the action itself.
  'error',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
