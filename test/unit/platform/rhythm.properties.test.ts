import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pauseBeforePoll } from '../../../src/platform/pacing.ts';
import { findRhythm, pauseInRhythm, type Rhythm, type Span } from '../../../src/platform/rhythm.ts';
import { runs } from '../../runs.ts';

const DAY = 86_400_000;

/** Anything that a list of runs may say, possible or not. */
const anyTime = fc.oneof(
  fc.nat(10_000),
  fc.nat(DAY),
  fc.constantFrom(0, 60_000, 3_600_000, 365 * DAY, -1, Number.NaN, Number.POSITIVE_INFINITY),
);
const anySpan: fc.Arbitrary<Span> = fc.oneof(
  anyTime.map((time) => ({ fromMs: time, toMs: time })),
  fc.tuple(anyTime, fc.constantFrom(1_000, 60_000, -1_000)).map(([fromMs, more]) => ({ fromMs, toMs: fromMs + more })),
);
/** Close to each other, in two groups, or anything; up to some thousand. */
const anyPast: fc.Arbitrary<readonly Span[]> = fc.oneof(
  fc.array(anySpan, { maxLength: 40 }),
  fc
    .tuple(fc.integer({ min: 1, max: 6 * 3_600_000 }), fc.constantFrom(0.001, 0.05, 0.4), fc.constantFrom(1, 2, 7))
    .chain(([around, spread, kinds]) =>
      fc.array(
        fc.tuple(fc.double({ min: -spread, max: spread, noNaN: true }), fc.nat(kinds - 1)).map(([by, kind]) => {
          const time = around * (1 + by) * (1 + kind);
          return { fromMs: time, toMs: time };
        }),
        { minLength: 3, maxLength: 25 },
      ),
    ),
  fc.tuple(anySpan, fc.constantFrom(3, 20, 5_000)).map(([one, count]) => Array.from({ length: count }, () => one)),
);

/** As the defaults are, or as somebody chose. */
const anyLongest = fc.oneof(
  fc.constant({ longestPauseMs: 15_000, farPauseMs: 120_000 }),
  fc.integer({ min: 10, max: 3_600_000 }).map((chosen) => ({ longestPauseMs: chosen, farPauseMs: chosen })),
);

/** The polls until an end: how long the wait was before each of them, and after it. */
function* pollUntil(rhythm: Rhythm | null, endMs: number, longest: Parameters<typeof pauseInRhythm>[2]) {
  for (let waited = 0; waited < endMs; ) {
    const before = waited;
    waited += pauseInRhythm(rhythm, waited, longest);
    yield { before, after: waited };
  }
}

test('no pause is longer than its bound, whatever the past says', () => {
  fc.assert(
    fc.property(anyPast, fc.nat(2 * DAY), anyLongest, (past, waited, longest) => {
      const rhythm = findRhythm(past);
      const pause = pauseInRhythm(rhythm, waited, longest);
      expect(pause).toBeGreaterThan(0);
      const plain = pauseBeforePoll(waited, longest.longestPauseMs);
      if (rhythm === null) {
        expect(pause).toBe(plain);
        return;
      }
      // Before the first time at which an end is probable: a share of the wait, and two minutes at most.
      expect(pause).toBeLessThanOrEqual(Math.min(longest.farPauseMs, Math.max(15_000, 2 * waited)));
      const [first] = rhythm.windows;
      if (waited < (first?.fromMs ?? 0)) return;
      expect(pause).toBeLessThanOrEqual(Math.min(longest.longestPauseMs, Math.max(plain, 12_000)));
      if (waited > (rhythm.windows.at(-1)?.toMs ?? 0)) expect(pause).toBeLessThanOrEqual(plain);
    }),
    { numRuns: runs(5_000) },
  );
});

test('an end that no run before had is noticed within that bound: a lie costs no more', () => {
  fc.assert(
    fc.property(anyPast, fc.nat(3 * 3_600_000), (past, end) => {
      const polls = [...pollUntil(findRhythm(past), end, { longestPauseMs: 15_000, farPauseMs: 120_000 })];
      const late = (polls.at(-1)?.after ?? end) - end;
      expect(late).toBeLessThanOrEqual(Math.min(120_000, Math.max(15_000, 2 * end)));
    }),
    { numRuns: runs(1_000) },
  );
});

test('a minute has no more than thirty polls, once the first seconds are over', () => {
  fc.assert(
    fc.property(anyPast, fc.nat(3 * 3_600_000), (past, end) => {
      const times = [...pollUntil(findRhythm(past), end, { longestPauseMs: 15_000, farPauseMs: 120_000 })]
        .map(({ after }) => after)
        .filter((time) => time > 5_000);
      const late = times.filter((time, index) => time - (times[index - 30] ?? Number.NEGATIVE_INFINITY) < 59_000);
      expect(late).toEqual([]);
    }),
    { numRuns: runs(1_000) },
  );
});

const steadyPast = fc
  .integer({ min: 60_000, max: 6 * 3_600_000 })
  .chain((around) =>
    fc.array(fc.double({ min: 0.95 * around, max: 1.05 * around, noNaN: true }), { minLength: 17, maxLength: 17 }),
  );

test('up to three of twenty that are far from all others do not count', () => {
  const far = fc.array(
    fc.oneof(fc.double({ min: 0.001, max: 0.1, noNaN: true }), fc.double({ min: 3, max: 50, noNaN: true })),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  fc.assert(
    fc.property(steadyPast, far, fc.integer(), (times, factors, seed) => {
      const [around = 0] = times;
      const all = [...times, ...factors.map((factor) => around * factor)];
      // In any order.
      const turned = [...all.slice(Math.abs(seed) % all.length), ...all.slice(0, Math.abs(seed) % all.length)];
      const usual = findRhythm(turned.map((time) => ({ fromMs: time, toMs: time })))?.usual;
      expect(usual?.fromMs).toBeGreaterThanOrEqual(Math.min(...times));
      expect(usual?.toMs).toBeLessThanOrEqual(Math.max(...times));
    }),
    { numRuns: runs(1_000) },
  );
});

test('the order of the runs does not matter, nor what cannot be a time', () => {
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 20 }), (past) => {
      const possible = past.filter(({ fromMs, toMs }) => fromMs >= 0 && toMs >= fromMs && toMs <= 5 * DAY);
      expect(findRhythm(past)).toEqual(findRhythm(possible.toReversed()));
    }),
    { numRuns: runs(1_000) },
  );
});
