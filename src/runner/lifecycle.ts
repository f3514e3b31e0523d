import type { Outcome } from '../actions/gate/outcome.ts';
import { CancelledError, GateError, messageOf } from '../errors.ts';
import { exitSoon, TIME_TO_EXIT_MS } from './exit.ts';
import type { Runner } from './runner.ts';

/** Keeps the exit code red until there is a verdict, and listens for the workflow's cancellation. */
export interface Guard {
  /** Aborted with a CancelledError where the workflow is cancelled. */
  readonly stop: AbortSignal;
  /** When a cancelled step has to be over, in milliseconds since 1970; null where it is not cancelled. */
  lastMoment(): number | null;
  /** The verdict is settled and its outputs are written: the one place where the step becomes green. */
  conclude(green: boolean): void;
  /** The step is over. */
  settle(): void;
  /** The step ended without a verdict. */
  fail(error: unknown): void;
}

/** Windows has no SIGTERM: there the runner sends Ctrl+C, which is SIGINT, and then Ctrl+Break. */
const CANCELLATIONS = ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const;

/** The runner sends SIGTERM 7.5 s after SIGINT and SIGKILL 2.5 s later (actions/runner, ProcessInvoker). */
const TIME_TO_CANCEL_MS = 6_000;

export function installGuard(runner: Runner): Guard {
  process.exitCode = 1;
  const stop = new AbortController();
  let stoppedAt: number | null = null;
  let isConcluded = false;
  let isBroken = false;

  function fail(error: unknown): void {
    if (isConcluded) {
      // Only reporters run after the verdict, and none of them can change it.
      // @failure step | unchanged | A fault after the verdict. [Report it](../CONTRIBUTING.md); the verdict stands.
      runner.info(`Warning: after the verdict something failed, which does not change it: ${messageOf(error)}`);
    } else {
      isConcluded = true;
      process.exitCode = 1;
      const outcome = error instanceof GateError ? error.outcome : 'error';
      const remedy = error instanceof GateError ? error.remedy : 'Please report it.';
      // @failure step#fault
      const message = `There is no verdict: ${messageOf(error)} ${remedy ?? ''}`.trim();
      runner.annotate({ level: 'error', title: `CloudQuery gate: ${outcome}`, message });
      trySetOutcome(runner, outcome);
    }
    exitSoon();
  }

  /** Lets the step end in order, its runs cancelled and its outputs set; where it cannot, it is ended. */
  function halt(reason: GateError): void {
    stoppedAt ??= Date.now();
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
    halt(new GateError(`This action failed by a fault of its own: ${messageOf(error)}`, { cause: error }));
  }

  for (const signal of CANCELLATIONS) process.on(signal, () => halt(new CancelledError(signal)));
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  // Reached without a verdict where a promise never settles and nothing else keeps the process alive.
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

function trySetOutcome(runner: Runner, outcome: Outcome): void {
  try {
    runner.setOutput('outcome', outcome);
  } catch {
    // The error that led here has been told; that the outputs cannot be written may be that very error.
  }
}
