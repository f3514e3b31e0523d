import type { Outcome } from './outcome.ts';

/**
 * An error that people are meant to read: what happened, and what to do about it.
 * Anything else that is thrown is a fault of ours, and is reported as one.
 */
export class GateError extends Error {
  override name = 'GateError';
  /** How the step ends where nobody handles the error. */
  readonly outcome: Outcome;
  /** What to do next; null where the message says it all. */
  readonly remedy: string | null;

  constructor(message: string, options: { outcome?: Outcome; remedy?: string | null; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.outcome = options.outcome ?? 'error';
    this.remedy = options.remedy ?? null;
  }
}

/** Inputs that are wrong, all of them at once; `problems` holds one sentence each. */
export class InputError extends GateError {
  override name = 'InputError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.length === 1 ? `Bad input: ${problems[0]}` : `${problems.length} bad inputs: ${problems.join(' ')}`);
    this.problems = problems;
  }
}

/** The workflow was cancelled: SIGINT or SIGTERM. */
export class CancelledError extends GateError {
  override name = 'CancelledError';

  constructor(signal: string) {
    super(`The step was cancelled (${signal}) before there was a verdict.`, { outcome: 'cancelled' });
  }
}

/** The step's own deadline passed. */
export class TimedOutError extends GateError {
  override name = 'TimedOutError';

  constructor(message: string, remedy: string) {
    super(message, { outcome: 'timed-out', remedy });
  }
}

/** What was thrown, as one sentence; never a stack trace. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
