import { StepError } from '../../errors.ts';
import { formatSecond } from '../../platform/audit-logs.ts';
import { IncompleteError } from './incomplete.ts';
import { floorSecond } from './span.ts';
import type { State } from './state.ts';

/** Clocks of servers that answer for one Platform may differ by so much. */
const CLOCK_TOLERANCE_MS = 300_000;

/**
 * The time that has certainly come on the Platform. What lies beyond it would be taken for read before it happened: of a
 * clock that is far ahead of the runner's nothing is believed.
 * @param claimed the time that the Platform's answer says, here and below. All times are milliseconds since 1970.
 */
export function proveNow(claimed: number, runnerTime: number): number {
  return claimed <= runnerTime + CLOCK_TOLERANCE_MS ? claimed : floorSecond(runnerTime);
}

/** Whether one of the two clocks is wrong. */
export function doClocksDiffer(claimed: number, runnerTime: number): boolean {
  return Math.abs(claimed - runnerTime) > CLOCK_TOLERANCE_MS;
}

/** A warning if the clocks differ; else none. */
export function warnOfClocks(claimed: number, runnerTime: number): string[] {
  if (!doClocksDiffer(claimed, runnerTime)) return [];
  // @failure audit | not affected | One of the two clocks is wrong, so this run exports only events before the earlier
  // time. Correct the clock. If both are right, look for a cache in front of the Platform that gives old answers.
  return [
    `The Platform's answer says that it is ${formatSecond(claimed)}, and on this runner it is ${formatSecond(runnerTime)}: the earlier time counts.`,
  ];
}

/** Why nothing was read, although by one of the clocks there is something to read. */
export function describeClocks({ cursor }: State, claimed: number, runnerTime: number): StepError {
  // @failure audit | `incomplete` | A clock is behind, or was ahead in an earlier run. Nothing was exported. Correct
  // the runner's clock. If it is right, look at the Platform's clock, and look for a cache in front of the Platform.
  return new IncompleteError(
    `Everything up to ${formatSecond(cursor)} was read before. The Platform's answer says that it is ${formatSecond(claimed)}, and on this runner it is ${formatSecond(runnerTime)}`,
    {
      remedy:
        'Set the clock of the runner. If that clock is right, check the clock of the Platform, and look for a cache in front of it.',
    },
  );
}

/** Why nothing was read from a Platform that does not tell the time. */
export function describeNoClock(): StepError {
  // @failure audit | `incomplete` | Without the header `Date` the action can't know which events are complete. =
  return new IncompleteError("The Platform's answer has no `Date`, so its clock is unknown.", {
    remedy: 'Look for a proxy that removes headers.',
  });
}

/**
 * Refuses a state from the future. Until that time comes every run would have nothing to read, and what happens meanwhile
 * would be taken for read.
 * @throws {StepError}
 */
export function refuseFuture({ cursor }: State, claimed: number): void {
  if (cursor <= claimed + CLOCK_TOLERANCE_MS) return;
  // @failure audit | `error` | The clock of the Platform is behind now, or was ahead in an earlier run. If it is behind,
  // correct it. If it was ahead, bring back the state from before that earlier run. Events since then are exported again.
  throw new StepError(
    `The state says that everything up to ${formatSecond(cursor)} was read, and the Platform's clock says ${formatSecond(claimed)}.`,
    {
      remedy:
        "Check the Platform's clock. If it is right, an earlier run saw a wrong one. Bring back the state from before that run, from its branch or bucket.",
    },
  );
}
