/** The goals of the table in docs/speed.md. The numbers are the same on each machine. */
import { describe, expect, test } from 'vitest';
import { compareWaits, HABITS, type Habit, LENGTHS } from '../../../scripts/bench/wait.ts';

const [STEADY, WIDE, MIXED, UNKNOWN] = HABITS as readonly [Habit, Habit, Habit, Habit];
const FROM_TEN_MINUTES = LENGTHS.filter(([, runMs]) => runMs >= 600_000);

describe('runs that take as long as those before', () => {
  test.each(LENGTHS)('of %s are noticed within 1.5 s on average', (_, runMs) => {
    expect(compareWaits(runMs, STEADY).gate.lateMs).toBeLessThan(1_500);
  });

  test.each(FROM_TEN_MINUTES)('of %s cost fewer requests than a loop of 30 s', (_, runMs) => {
    const { gate, loopOf30 } = compareWaits(runMs, STEADY);
    expect(gate.requests).toBeLessThan(loopOf30.requests);
  });
});

test.each(LENGTHS)('runs of %s that scatter: no later than a loop of 10 s, and no more requests', (_, runMs) => {
  const { gate, loopOf10 } = compareWaits(runMs, WIDE);
  expect(gate.lateMs).toBeLessThan(loopOf10.lateMs);
  // The gate takes no single answer for the end: two are the least.
  expect(gate.requests).toBeLessThanOrEqual(Math.max(2, loopOf10.requests));
});

test.each(FROM_TEN_MINUTES)('two kinds of runs of %s: sooner than a loop of 10 s, with fewer requests', (_, runMs) => {
  const { gate, loopOf10 } = compareWaits(runMs, MIXED);
  expect(gate.lateMs).toBeLessThan(loopOf10.lateMs);
  expect(gate.requests).toBeLessThan(loopOf10.requests);
});

// As before runs were known, with the second answer to an end: test/unit/platform/pacing.test.ts has the bounds of each.
test.each([
  ['5 s', 5_000, 1_050, 6],
  ['1 min', 60_000, 1_050, 34],
  ['10 min', 600_000, 9_000, 121],
  ['1 h', 3_600_000, 8_000, 373],
  ['6 h', 21_600_000, 8_000, 1_881],
] as const)('runs of %s whose past is unknown', (_, runMs, lateMs, requests) => {
  const { gate } = compareWaits(runMs, UNKNOWN);
  expect(gate.lateMs).toBeLessThan(lateMs);
  expect(gate.requests).toBeLessThanOrEqual(requests);
});
