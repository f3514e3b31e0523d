import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../../../src/platform/http/errors.ts';
import { createThrottle, MOST_AT_ONCE, slowDown, speedUp } from '../../../../src/platform/http/throttle.ts';
import { createFakeClock, NOON } from '../../fake/clock.ts';

const FULL = { atOnce: MOST_AT_ONCE, passed: 0, heldUntil: 0 };
const LATER = NOON + 3_600_000;

function refuse(retryAfterMs: number | null = null): PlatformError {
  const where = { method: 'GET', url: 'https://acme.example/api/policies' } as const;
  return new PlatformError('Too many', where, { kind: 'status', status: 429, retryAfterMs });
}

describe('the pace', () => {
  test.each([
    ['a refusal without a time', FULL, null, { atOnce: 4, heldUntil: NOON + 1_000 }],
    ['its own time', FULL, 7_000, { atOnce: 4, heldUntil: NOON + 7_000 }],
    ['no longer than the step', FULL, 9e9, { atOnce: 4, heldUntil: LATER }],
    ['some time even where it asks for none', FULL, 0, { atOnce: 4, heldUntil: NOON + 100 }],
    ['one at a time is the least', { ...FULL, atOnce: 1 }, null, { atOnce: 1, heldUntil: NOON + 1_000 }],
    [
      'refused together is refused once',
      { ...FULL, heldUntil: NOON + 5 },
      null,
      { atOnce: 8, heldUntil: NOON + 1_000 },
    ],
    [
      'a shorter time changes nothing',
      { ...FULL, heldUntil: NOON + 5_000 },
      10,
      { atOnce: 8, heldUntil: NOON + 5_000 },
    ],
  ])('%s', (_, pace, asked, expected) => {
    expect(slowDown(pace, NOON, asked, LATER)).toMatchObject(expected);
  });

  test('grows back by one for each round of answers, and no further', () => {
    let pace = { ...FULL, atOnce: 4 };
    const seen: number[] = [];
    for (let answers = 0; answers < 40; answers++) {
      pace = speedUp(pace);
      seen.push(pace.atOnce);
    }
    expect(seen.slice(0, 9)).toEqual([4, 4, 4, 5, 5, 5, 5, 5, 6]);
    expect(seen.at(-1)).toBe(MOST_AT_ONCE);
  });
});

test('no more are under way than may be, and all of them get through', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 40 }), async (durations) => {
      const clock = createFakeClock();
      const { signal } = new AbortController();
      const throttle = createThrottle(clock, signal, LATER);
      let underWay = 0;
      let most = 0;
      const answers = await Promise.all(
        durations.map((duration, index) =>
          throttle.pass(async () => {
            most = Math.max(most, ++underWay);
            await clock.sleep(duration, signal);
            underWay -= 1;
            return index;
          }),
        ),
      );
      expect(answers).toEqual(durations.map((_, index) => index));
      expect(most).toBeLessThanOrEqual(MOST_AT_ONCE);
    }),
    { numRuns: 50 },
  );
});

test('after a refusal nothing is sent before its time, and then half as many at once', async () => {
  const clock = createFakeClock();
  const { signal } = new AbortController();
  const throttle = createThrottle(clock, signal, LATER);
  const sent: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      throttle.pass(async () => {
        sent.push(clock.now() - NOON);
        await clock.sleep(100, signal);
        if (index === 0) throw refuse(5_000);
      }),
    ),
  );
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(sent.filter((at) => at === 0)).toHaveLength(8);
  expect(sent.filter((at) => at > 0 && at < 5_100)).toEqual([]);
  expect(sent.filter((at) => at === 5_100).length).toBeLessThanOrEqual(5);
  expect(sent).toHaveLength(20);
});

test('a step that is cancelled waits for nothing', async () => {
  const clock = createFakeClock();
  const stop = new AbortController();
  const throttle = createThrottle(clock, stop.signal, LATER);
  await expect(throttle.pass(() => Promise.reject(refuse(60_000)))).rejects.toThrow('Too many');
  clock.at(NOON + 10, () => stop.abort(new Error('cancelled')));
  await expect(throttle.pass(async () => 'sent')).rejects.toThrow('cancelled');
  expect(clock.now()).toBe(NOON + 10);
});

test('a detail neither waits for the end of a refusal nor makes others wait', async () => {
  const clock = createFakeClock();
  const throttle = createThrottle(clock, new AbortController().signal, LATER);
  await expect(
    throttle.pass(
      () => Promise.reject(refuse(60_000)),
      () => LATER,
    ),
  ).rejects.toThrow('Too many');
  await throttle.pass(async () => 'sent');
  expect(clock.now()).toBe(NOON);
  await expect(throttle.pass(() => Promise.reject(refuse(60_000)))).rejects.toThrow('Too many');
  // Eight that wait take no detail's place.
  const waiting = Array.from({ length: 8 }, () => throttle.pass(async () => clock.now()));
  await throttle.pass(
    async () => 'sent',
    () => LATER,
  );
  expect(clock.now()).toBe(NOON);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([NOON + 60_000]));
});

test('whose turn comes some seconds after the deadline is not sent any more', async () => {
  const clock = createFakeClock();
  const { signal } = new AbortController();
  const throttle = createThrottle(clock, signal, NOON + 1_000);
  let sent = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      throttle.pass(async () => {
        sent += 1;
        await clock.sleep(4_000, signal);
      }),
    ),
  );
  expect(sent).toBe(MOST_AT_ONCE);
  const late = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  expect(late.map(({ reason }) => reason.outcome)).toEqual(late.map(() => 'timed-out'));
  expect(late).toHaveLength(20 - MOST_AT_ONCE);
});

test('details that stall leave room for what is needed, and those behind them are not sent too late', async () => {
  const clock = createFakeClock();
  const { signal } = new AbortController();
  const throttle = createThrottle(clock, signal, LATER);
  const details = Array.from({ length: 20 }, () =>
    throttle.pass(
      () => clock.sleep(10_000, signal),
      () => NOON + 9_000,
    ),
  );
  const settled = Promise.allSettled(details);
  for (let asked = 0; asked < 20; asked++) await throttle.pass(async () => 'sent');
  expect(clock.now()).toBe(NOON);
  expect((await settled).filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
  expect(clock.now()).toBe(NOON + 10_000);
});
