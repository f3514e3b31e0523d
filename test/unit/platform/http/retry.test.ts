import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../../src/platform/http/errors.ts';
import { isPassing, parseRetryAfter, pauseBeforeRetry } from '../../../../src/platform/http/retry.ts';

const status = (code: number, retryAfterMs: number | null = null): Failure => ({
  kind: 'status',
  status: code,
  retryAfterMs,
});

describe('isPassing', () => {
  test.each(['network', 'timeout', 'unreadable'] as const)('%s passes', (kind) => {
    expect(isPassing({ kind })).toBe(true);
  });

  test.each([200, 401, 403, 404])('an answer %d of something else than the Platform passes', (code) => {
    expect(isPassing({ kind: 'stray', status: code })).toBe(true);
  });

  test.each(['certificate', 'redirect'] as const)('%s does not', (kind) => {
    expect(isPassing({ kind })).toBe(false);
  });

  test.each([408, 425, 429, 500, 502, 503, 504, 520, 524, 530])('%d passes', (code) => {
    expect(isPassing(status(code))).toBe(true);
  });

  test.each([
    0, 100, 304, 400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 418, 421, 422, 426, 431, 451, 501, 505, 507, 508,
    511, 526, 599, 999,
  ])('%d does not', (code) => {
    expect(isPassing(status(code))).toBe(false);
  });
});

describe('pauseBeforeRetry', () => {
  const patience = { budget: 8, strayBudget: 3, missingBudget: 0, largeBudget: 2, longestPauseMs: 15_000 };

  // failure, the how-manieth in a row, remaining, random → pause
  test.each<[Failure, number, number, number, number | null]>([
    [{ kind: 'network' }, 1, 60_000, 1, 1_000],
    [{ kind: 'network' }, 1, 60_000, 0.5, 500],
    [{ kind: 'network' }, 1, 60_000, 0, 0],
    [{ kind: 'timeout' }, 2, 60_000, 1, 2_000],
    [{ kind: 'unreadable' }, 3, 60_000, 1, 4_000],
    [{ kind: 'unreadable', isTooLarge: true }, 1, 60_000, 1, 1_000],
    [{ kind: 'unreadable', isTooLarge: true }, 2, 60_000, 1, null],
    [status(500), 4, 60_000, 1, 8_000],
    [status(502), 5, 60_000, 1, 15_000],
    [status(503), 7, 60_000, 1, 15_000],
    [status(504), 8, 60_000, 1, null],
    [status(504), 9, 60_000, 1, null],
    [status(408), 1, 300, 1, 300],
    [status(408), 1, 0, 1, null],
    [status(408), 1, -5, 1, null],
    [status(429, 7_000), 1, 60_000, 1, 7_000],
    [status(429, 7_000), 1, 60_000, 0, 7_000],
    [status(429, 100), 1, 60_000, 1, 1_000],
    [status(429, 0), 1, 60_000, 0.25, 250],
    [status(503, 40_000), 1, 60_000, 0, 40_000],
    [status(503, 90_000), 1, 60_000, 0, 60_000],
    [status(503, 3_600_000), 1, 9_000_000, 0, 120_000],
    [status(429, 3_600_000), 1, 60_000, 0, 60_000],
    [status(429, 7_000), 8, 60_000, 1, null],
    [status(400), 1, 60_000, 1, null],
    [status(401), 1, 60_000, 1, null],
    [status(403, 1_000), 1, 60_000, 1, null],
    [status(404), 1, 60_000, 1, null],
    [status(409), 1, 60_000, 1, null],
    [status(422), 1, 60_000, 1, null],
    [status(501), 1, 60_000, 1, null],
    [{ kind: 'stray', status: 404 }, 1, 60_000, 1, 1_000],
    [{ kind: 'stray', status: 403 }, 2, 60_000, 1, 2_000],
    [{ kind: 'stray', status: 200 }, 3, 60_000, 1, null],
    [{ kind: 'redirect' }, 1, 60_000, 1, null],
    [{ kind: 'certificate' }, 1, 60_000, 1, null],
  ])('%j for the %d. time, %d ms left, random %d: %j', (failure, failures, remaining, random, expected) => {
    expect(pauseBeforeRetry(failure, failures, patience, remaining, random)).toBe(expected);
  });

  test('a 404 of what was just seen is asked again, for as long as there is patience for it', () => {
    const seen = { ...patience, missingBudget: 3 };
    const pauses = [1, 2, 3].map((failures) => pauseBeforeRetry(status(404), failures, seen, 60_000, 1));
    expect(pauses).toEqual([1_000, 2_000, null]);
    expect(pauseBeforeRetry(status(403), 1, seen, 60_000, 1)).toBeNull();
  });

  const anyFailure: fc.Arbitrary<Failure> = fc.oneof(
    fc.constantFrom<Failure>({ kind: 'network' }, { kind: 'timeout' }, { kind: 'unreadable' }, { kind: 'redirect' }),
    fc.constant<Failure>({ kind: 'certificate' }),
    fc.constantFrom<Failure>({ kind: 'stray', status: 200 }, { kind: 'stray', status: 404 }),
    fc
      .tuple(fc.integer({ min: 100, max: 599 }), fc.option(fc.nat(10_000_000)))
      .map(([code, asked]) => status(code, asked)),
  );

  test('is never longer than the time that remains, nor than the longest pause unless the server asks for it', () => {
    fc.assert(
      fc.property(
        anyFailure,
        fc.integer({ min: 1, max: 2_000 }),
        fc.record({
          budget: fc.integer({ min: 1, max: 2_000 }),
          strayBudget: fc.integer({ min: 1, max: 2_000 }),
          missingBudget: fc.constant(0),
          largeBudget: fc.constant(2),
          longestPauseMs: fc.integer({ min: 1, max: 3_600_000 }),
        }),
        fc.integer({ min: -1_000, max: 10_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failure, failures, limits, remaining, random) => {
          const pause = pauseBeforeRetry(failure, failures, limits, remaining, random);
          const budget = failure.kind === 'stray' ? limits.strayBudget : limits.budget;
          const mayRetry = isPassing(failure) && failures < budget && remaining > 0;
          if (!mayRetry) {
            expect(pause).toBeNull();
            return;
          }
          const asked = Math.min(failure.kind === 'status' ? (failure.retryAfterMs ?? 0) : 0, 120_000);
          expect(pause).toBeGreaterThanOrEqual(Math.min(asked, remaining));
          expect(pause).toBeLessThanOrEqual(remaining);
          expect(pause).toBeLessThanOrEqual(Math.max(limits.longestPauseMs, asked));
        },
      ),
    );
  });
});

describe('parseRetryAfter', () => {
  const now = Date.UTC(2026, 7, 1, 12);

  test.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['1.5', 1_500],
    ['999999999', 999_999_999_000],
    ['Sat, 01 Aug 2026 12:00:30 GMT', 30_000],
    ['Saturday, 01-Aug-26 12:00:30 GMT', 30_000],
    ['Sat Aug 01 12:00:30 2026 GMT', 30_000],
    ['Sat, 01 Aug 2026 11:00:00 GMT', 0],
  ])('%j is %d ms', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  test.each([
    undefined,
    '',
    ' ',
    '-1',
    '+1',
    '1e3',
    '0x10',
    'soon',
    'NaN',
    'Infinity',
    '12 s',
    '9999999999',
    'Sat, nonsense',
  ])('%j says nothing', (header) => {
    expect(parseRetryAfter(header, now)).toBeNull();
  });

  test('is never negative nor NaN', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        (header) => {
          const pause = parseRetryAfter(header, now);
          if (pause !== null) expect(pause).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
