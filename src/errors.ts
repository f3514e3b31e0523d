/** How a step can end by an error; the outcomes of every action hold these three. */
export type FailedOutcome = 'error' | 'timed-out' | 'cancelled';

/**
 * An error that people are meant to read: what happened, and what to do about it.
 * Anything else that is thrown is a fault of ours, and is reported as one.
 */
export class StepError extends Error {
  override name = 'StepError';
  /** How the step ends if nobody handles the error. */
  readonly outcome: FailedOutcome;
  /** What to do next; null if the message says it all. */
  readonly remedy: string | null;
  /** The message's parts, if it tells several problems at once. */
  readonly problems: readonly string[];

  constructor(
    message: string,
    options: { outcome?: FailedOutcome; remedy?: string | null; problems?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.outcome = options.outcome ?? 'error';
    this.remedy = options.remedy ?? null;
    this.problems = options.problems ?? [];
  }
}

/** Inputs that are wrong, all of them at once; `problems` holds one sentence each. */
export class InputError extends StepError {
  override name = 'InputError';

  constructor(problems: readonly string[]) {
    const message =
      // @failure inputs | The message names each wrong input, its value and what is allowed. Correct the workflow. The
      // step checks all inputs before its first request.
      problems.length === 1 ? `Bad input: ${problems[0]}` : `${problems.length} bad inputs: ${problems.join(' ')}`;
    super(message, { problems });
  }
}

/** One error for several: the problems of bad inputs together; a fault of ours before those. */
export function joinErrors(errors: readonly unknown[]): unknown {
  const other = errors.find((error) => !(error instanceof InputError));
  return other ?? new InputError(errors.flatMap((error) => (error as InputError).problems));
}

/** A signal ended the step: mostly because the workflow was cancelled. */
export class CancelledError extends StepError {
  override name = 'CancelledError';

  constructor(signal: string) {
    // @failure step | `cancelled` | Somebody or a newer push cancelled the workflow, or the job's own `timeout-minutes`
    // passed. Give the job at least 5 minutes more than the step.
    super(`The step was cancelled (${signal}) before there was a verdict.`, { outcome: 'cancelled' });
  }
}

/** The step's own deadline passed. */
export class TimedOutError extends StepError {
  override name = 'TimedOutError';

  constructor(message: string, remedy: string) {
    super(message, { outcome: 'timed-out', remedy });
  }
}

/** What was thrown, as one sentence that is never empty; never a stack trace. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.message !== '') return thrown.message;
  // Node throws one without a message if every address of a host refuses.
  if (thrown instanceof AggregateError && thrown.errors.length > 0) {
    return [...new Set(thrown.errors.map(messageOf))].join('; ');
  }
  return thrown.cause === undefined ? codeOf(thrown) : messageOf(thrown.cause);
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.name;
}

/**
 * An error that people can read. Any other error is told as a fault of ours.
 * @param stop its reason wins: whatever a cancellation broke, the cancellation ended the step
 */
export function toStepError(thrown: unknown, stop: AbortSignal): StepError {
  if (stop.reason instanceof StepError) return stop.reason;
  if (thrown instanceof StepError) return thrown;
  // @failure step#fault | `error` | This is a bug. [Report it](../CONTRIBUTING.md) with the log of a run in debug mode
  // (`ACTIONS_STEP_DEBUG`).
  return new StepError(`This action failed by a fault of its own: ${messageOf(thrown)}`, {
    remedy: 'Please report it, with the log of a run in debug mode.',
    cause: thrown,
  });
}

/** Whether an error is one of the system's with such a code, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
