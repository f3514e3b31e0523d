import { systemClock } from '../clock.ts';
import { CancelledError, type FailedOutcome, messageOf, StepError } from '../errors.ts';
import type { Runner } from './runner.ts';

/** A step from its start to its end: it stays red until it has a result, and hears of the workflow's cancellation. */
export interface Lifecycle {
  /** Aborted with a CancelledError if the workflow is cancelled. */
  readonly stop: AbortSignal;
  /** When a cancelled step has to be over, by `clock.uptime`; null if it is not cancelled. */
  lastMoment(): number | null;
  /** The result is settled and its outputs are written: the one place in which the step becomes green. */
  conclude(green: boolean): void;
  /** The step is over. */
  settle(): void;
  /** The step ended without a result. */
  fail(error: unknown): void;
}

/** How a step speaks of itself. */
export interface StepName {
  /** Begins an annotation, such as `CloudQuery gate`. */
  readonly title: string;
  /** What the step finds out, such as `verdict`. */
  readonly result: string;
}

/**
 * Windows has no SIGTERM: there the runner sends Ctrl+C, which is SIGINT, and then Ctrl+Break. SIGHUP comes if the
 * terminal of a self-hosted runner is closed; Windows ends the process some ten seconds after it.
 */
const CANCELLATIONS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const;

/** The runner sends SIGTERM 7.5 s after SIGINT and SIGKILL 2.5 s later (actions/runner, ProcessInvoker). */
const TIME_TO_CANCEL_MS = 6_000;

/** How long a forgotten handle may keep the process alive. */
const TIME_TO_EXIT_MS = 1_000;

/** A socket that does not close must not keep a finished step alive. The exit code stays as it is. */
export function exitSoon(): void {
  setTimeout(() => process.exit(), TIME_TO_EXIT_MS).unref();
}

/** Sets the exit code to 1, and listens for signals and for crashes. */
export function startLifecycle(
  runner: Pick<Runner, 'warn' | 'annotate' | 'setOutput'>,
  { title, result }: StepName,
): Lifecycle {
  process.exitCode = 1;
  const stop = new AbortController();
  let stoppedAt: number | null = null;
  let isConcluded = false;
  let isBroken = false;

  function fail(error: unknown): void {
    if (isConcluded) {
      // Only reporters run after the result is settled, and none of them can change it.
      // @failure step | not affected | The verdict stays as it is. [Report it](../CONTRIBUTING.md).
      runner.warn(`after the ${result} something failed, which does not change it: ${messageOf(error)}`);
    } else {
      isConcluded = true;
      process.exitCode = 1;
      const outcome = error instanceof StepError ? error.outcome : 'error';
      const remedy = error instanceof StepError ? error.remedy : 'Please report it.';
      // @failure step#fault
      const message = `The step has no ${result}: ${messageOf(error)} ${remedy ?? ''}`.trim();
      runner.annotate({ level: 'error', title: `${title}: ${outcome}`, message });
      trySetOutcome(outcome);
    }
    exitSoon();
  }

  function trySetOutcome(outcome: FailedOutcome): void {
    try {
      runner.setOutput('outcome', outcome);
    } catch {
      // The error that led here is told already, and may be the reason why outputs cannot be written.
    }
  }

  /** Lets the step end in order: it cancels its runs and sets its outputs. If it takes too long, it is ended. */
  function halt(reason: StepError): void {
    stoppedAt ??= systemClock.uptime();
    stop.abort(reason);
    setTimeout(() => fail(reason), TIME_TO_CANCEL_MS + TIME_TO_EXIT_MS).unref();
  }

  function crash(error: unknown): void {
    if (isConcluded) {
      fail(error);
      return;
    }
    isBroken = true;
    // @failure step#fault
    halt(new StepError(`This action failed by a fault of its own: ${messageOf(error)}`, { cause: error }));
  }

  for (const signal of CANCELLATIONS) process.on(signal, () => halt(new CancelledError(signal)));
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  // The process ends without a result if a promise never settles and nothing else keeps it alive.
  process.on('exit', () => {
    // @failure step#fault
    if (!isConcluded) fail(new Error('the step stopped before it reached one.'));
  });

  return {
    stop: stop.signal,
    lastMoment: () => (stoppedAt === null ? null : stoppedAt + TIME_TO_CANCEL_MS),
    conclude(green) {
      isConcluded = true;
      process.exitCode = green && !isBroken ? 0 : 1;
    },
    settle: exitSoon,
    fail,
  };
}
