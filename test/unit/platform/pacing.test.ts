import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pauseBeforePoll } from '../../../src/platform/pacing.ts';

/** How many polls a wait takes, and how late its end is noticed. */
function simulate(waitMs: number, longestMs: number): { polls: number; late: number } {
  let waited = 0;
  let polls = 0;
  while (waited < waitMs) {
    waited += pauseBeforePoll(waited, longestMs);
    polls++;
  }
  return { polls, late: waited - waitMs };
}

describe('pauseBeforePoll', () => {
  test.each([
    [0, 500],
    [500, 500],
    [1_000, 2_000],
    [60_000, 2_000],
    [100_000, 3_000],
    [500_000, 15_000],
    [3_600_000, 15_000],
  ])('after %d ms: %d ms', (waited, pause) => {
    expect(pauseBeforePoll(waited, 15_000)).toBe(pause);
  });

  test.each([
    ['5 s', 5_000, 4],
    ['1 min', 60_000, 32],
    ['10 min', 600_000, 110],
    ['1 h', 3_600_000, 310],
    ['6 h', 21_600_000, 1_510],
    ['24 h', 86_400_000, 5_850],
  ])('%s take at most so many polls', (_, wait, most) => {
    expect(simulate(wait, 15_000).polls).toBeLessThanOrEqual(most);
  });

  test('a wait of ten minutes or more takes twelve polls a minute at most, and four once the pause is at its longest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 600_000, max: 86_400_000 }), (wait) => {
        const { polls } = simulate(wait, 15_000);
        expect(polls).toBeLessThanOrEqual((12 * wait) / 60_000);
        const tenMinutes = simulate(600_000, 15_000).polls;
        expect(polls - tenMinutes).toBeLessThanOrEqual((4 * (wait - 600_000)) / 60_000 + 1);
      }),
    );
  });

  test('an end is noticed within 2 s, 3 % of the wait, or the longest pause', () => {
    fc.assert(
      fc.property(fc.nat(50_000_000), fc.integer({ min: 10, max: 60_000 }), (wait, longest) => {
        const { late } = simulate(wait, longest);
        expect(late).toBeLessThanOrEqual(Math.min(Math.max(2_000, wait * 0.03), longest));
      }),
      { numRuns: 50 },
    );
  });

  test.each([2_000, 10_000, 60_000, 600_000, 3_600_000])('%d ms: the end is noticed soon', (wait) => {
    expect(simulate(wait, 15_000).late).toBeLessThanOrEqual(Math.max(2_000, wait * 0.03));
  });

  test('is never longer than the longest, never shorter as the wait grows, and never nothing', () => {
    const times = fc.tuple(fc.nat(500_000_000), fc.nat(500_000_000)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
    fc.assert(
      fc.property(times, fc.integer({ min: 10, max: 3_600_000 }), ([less = 0, more = 0], longest) => {
        const pause = pauseBeforePoll(less, longest);
        expect(pause).toBeGreaterThan(0);
        expect(pause).toBeLessThanOrEqual(longest);
        expect(pause).toBeLessThanOrEqual(pauseBeforePoll(more, longest));
      }),
    );
  });
});
