import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTurns } from '../../../../../src/actions/gate/sync/turns.ts';

describe('take', () => {
  test('the first one has its moment, and others come 1.2 s after each other', () => {
    const turns = createTurns();
    expect([turns.take(0, 500, 9_999), turns.take(0, 500, 9_999), turns.take(0, 500, 9_999)]).toEqual([
      500, 1_700, 2_900,
    ]);
    expect(turns.take(0, 100, 9_999)).toBe(4_100);
    expect(turns.take(0, 60_000, 99_999)).toBe(60_000);
    expect(turns.take(0, 58_900, 99_999)).toBe(61_200);
    expect(turns.take(0, 6_000, 99_999)).toBe(6_000);
  });

  test('a moment that is over is free again', () => {
    const turns = createTurns();
    turns.take(0, 500, 9_999);
    expect(turns.take(1_600, 1_650, 9_999)).toBe(1_700);
    expect(turns.take(1_700, 1_701, 9_999)).toBe(2_900);
  });

  test('no one waits for longer than it may', () => {
    const turns = createTurns();
    turns.take(0, 500, 9_999);
    expect(turns.take(0, 500, 550)).toBe(550);
  });

  test('a minute has no more than fifty polls, whoever wants them when', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2_000), fc.nat(30_000)), { maxLength: 300 }), (asked) => {
        const turns = createTurns();
        let now = 0;
        const polls = asked.map(([later, pause]) => {
          now += later;
          const at = turns.take(now, now + pause, Number.POSITIVE_INFINITY);
          expect(at).toBeGreaterThanOrEqual(now + pause);
          return at;
        });
        polls.sort((a, b) => a - b);
        for (const [index, at] of polls.entries()) {
          if (index >= 50) expect(at - (polls[index - 50] ?? 0)).toBeGreaterThan(59_999);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('what only tells more has ten requests a minute', () => {
  const turns = createTurns();
  const taken = Array.from({ length: 121 }, (_, second) => turns.takeExtra(second * 1_000));
  expect(taken.filter(Boolean)).toHaveLength(21);
  expect(taken.slice(0, 60).filter(Boolean)).toHaveLength(10);
  expect(taken.slice(9, 11)).toEqual([true, false]);
  expect(taken[60]).toBe(true);
});
