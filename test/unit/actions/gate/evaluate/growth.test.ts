import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Freshness } from '../../../../../src/actions/gate/evaluate/freshness.ts';
import { countNews } from '../../../../../src/actions/gate/evaluate/growth.ts';
import { createRequester } from '../../../../../src/platform/http/requester.ts';
import { createThrottle } from '../../../../../src/platform/http/throttle.ts';
import type { Transport } from '../../../../../src/platform/http/transport.ts';
import { createPolicies, type EvaluationList } from '../../../../../src/platform/policies.ts';
import type { Policy } from '../../../../../src/platform/policy.ts';
import { aPolicy, atSecond, type FakeClient, failure, fakeClient } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';
import { fakeTransport } from '../../../fake/transport.ts';

/** The sync's data is of noon; the step began a minute before. */
const SINCE: Freshness = { kind: 'since', moment: atSecond(0) };
const LATEST: Freshness = { kind: 'latest' };

/** The counts of a policy by the second after noon at which they were found. */
type Counts = readonly (readonly [second: number, count: number])[];

const history = (counts: Counts, isWhole = true): EvaluationList => ({
  items: counts.map(([second, violationCount]) => ({ runAt: atSecond(second), violationCount })),
  isWhole,
});

const NEVER = Number.POSITIVE_INFINITY;

const depsOf = (client: FakeClient, until = NEVER, clock = createFakeClock()) => ({ client, clock, until });

interface Given {
  /** As it is judged; evaluated two minutes after noon. */
  now: Partial<Policy>;
  /** As it was when the step began; null: it was not there. */
  before: Partial<Policy> | null;
  history?: EvaluationList | null;
  freshness?: Freshness;
}

async function count({ now, before, history: list = null, freshness = SINCE }: Given) {
  const client = fakeClient({ findEvaluations: async () => list });
  const earlier = new Map(before === null ? [] : [['policy-1', aPolicy(before)]]);
  const news = await countNews([aPolicy({ runAt: atSecond(120), ...now })], earlier, freshness, depsOf(client));
  return { news: news.kind === 'unknown' ? 'unknown' : news.count, asked: client.count('findEvaluations') };
}

const OLD = { runAt: atSecond(-3_600) };
const NEW = { runAt: atSecond(60) };

describe('what was found before the start is good, and nobody is asked', () => {
  test.each<[string, Given, number | string]>([
    ['three more', { now: { violationCount: 5 }, before: { ...OLD, violationCount: 2 } }, 3],
    ['as many', { now: { violationCount: 5 }, before: { ...OLD, violationCount: 5 } }, 0],
    ['fewer', { now: { violationCount: 5 }, before: { ...OLD, violationCount: 9 } }, 0],
    ['none before', { now: { violationCount: 5 }, before: { ...OLD, violationCount: 0 } }, 5],
    ['never evaluated before', { now: { violationCount: 5 }, before: { runAt: null, violationCount: null } }, 5],
    ['none now', { now: { violationCount: 0 }, before: { ...OLD, violationCount: 9 } }, 0],
    ['none now, and nobody knows of before', { now: { violationCount: 0 }, before: null }, 0],
    ['a nanosecond before', { now: { violationCount: 5 }, before: { runAt: atSecond(-0.001), violationCount: 4 } }, 1],
    [
      'mode check, evaluated again meanwhile',
      { now: { violationCount: 5 }, before: { ...NEW, violationCount: 4 }, freshness: LATEST },
      1,
    ],
  ])('%s', async (_, given, expected) => {
    expect(await count(given)).toEqual({ news: expected, asked: 0 });
  });

  test('evaluated before, without a number: unknown, and not all of them', async () => {
    const given = { now: { violationCount: 5 }, before: { ...OLD, violationCount: null } };
    expect((await count(given)).news).toBe('unknown');
  });
});

describe('where it is not, the history is', () => {
  test.each<[string, Given, number | string]>([
    [
      'a run of somebody else ended before the start',
      {
        now: { violationCount: 5 },
        before: { ...NEW, violationCount: 5 },
        history: history([
          [60, 5],
          [-60, 3],
        ]),
      },
      2,
    ],
    [
      'at the very moment of the data',
      {
        now: { violationCount: 5 },
        before: { runAt: atSecond(0), violationCount: 5 },
        history: history([
          [0, 5],
          [-60, 4],
        ]),
      },
      1,
    ],
    ['a policy that is new', { now: { violationCount: 5 }, before: null, history: history([[120, 5]]) }, 5],
    [
      'a policy that was left out when the step began',
      {
        now: { violationCount: 5 },
        before: null,
        history: history([
          [120, 5],
          [-60, 5],
        ]),
      },
      0,
    ],
    [
      'a result that could not be read',
      { now: { violationCount: 5 }, before: { ...OLD, defect: 'odd' }, history: history([[-60, 1]]) },
      4,
    ],
    [
      'mode check',
      {
        now: { violationCount: 5 },
        before: { runAt: atSecond(120), violationCount: 5 },
        history: history([
          [120, 5],
          [60, 2],
        ]),
        freshness: LATEST,
      },
      3,
    ],
    [
      'the latest one counts',
      {
        now: { violationCount: 9 },
        before: null,
        history: history([
          [-1, 8],
          [-60, 1],
          [-3_600, 0],
        ]),
      },
      1,
    ],
    ['fewer than before', { now: { violationCount: 1 }, before: null, history: history([[-1, 8]]) }, 0],
    [
      'oldest first, and these are all',
      {
        now: { violationCount: 9 },
        before: null,
        history: history([
          [-60, 1],
          [-1, 8],
          [120, 9],
        ]),
      },
      1,
    ],
    [
      'in no order, and these are all',
      {
        now: { violationCount: 9 },
        before: null,
        history: history([
          [-60, 1],
          [120, 9],
          [-1, 8],
          [-90, 0],
        ]),
      },
      1,
    ],
    [
      'newest first, and there are more',
      {
        now: { violationCount: 9 },
        before: null,
        history: history(
          [
            [120, 9],
            [-1, 8],
            [-60, 0],
          ],
          false,
        ),
      },
      1,
    ],
    [
      'no evaluation before, and these are all',
      {
        now: { violationCount: 9 },
        before: null,
        history: history([
          [120, 9],
          [60, 9],
        ]),
      },
      9,
    ],
    ['no evaluation at all, and these are all', { now: { violationCount: 9 }, before: null, history: history([]) }, 9],
    [
      'no evaluation before, and there are more',
      {
        now: { violationCount: 9 },
        before: null,
        history: history(
          [
            [120, 9],
            [60, 9],
          ],
          false,
        ),
      },
      'unknown',
    ],
    [
      'none at all, and there are more',
      { now: { violationCount: 9 }, before: null, history: history([], false) },
      'unknown',
    ],
    [
      'oldest first, and there are more',
      {
        now: { violationCount: 9 },
        before: null,
        history: history(
          [
            [-60, 0],
            [-1, 8],
          ],
          false,
        ),
      },
      'unknown',
    ],
    [
      'in no order, and there are more',
      {
        now: { violationCount: 9 },
        before: null,
        history: history(
          [
            [120, 9],
            [-60, 0],
            [-1, 8],
          ],
          false,
        ),
      },
      'unknown',
    ],
    ['no answer', { now: { violationCount: 9 }, before: null, history: null }, 'unknown'],
  ])('%s', async (_, given, expected) => {
    expect(await count(given)).toEqual({ news: expected, asked: 1 });
  });
});

test('no policy has nothing new', async () => {
  expect(await countNews([], new Map(), SINCE, depsOf(fakeClient({})))).toEqual({ kind: 'counts', count: 0 });
});

test('the growth of each policy counts, and what became fewer in another one does not make up for it', async () => {
  const policies = [5, 5, 5].map((violationCount, index) => aPolicy({ id: `p${index}`, violationCount }));
  const before = new Map([2, 9, 4].map((violationCount, index) => [`p${index}`, aPolicy({ ...OLD, violationCount })]));
  expect(await countNews(policies, before, SINCE, depsOf(fakeClient({})))).toEqual({ kind: 'counts', count: 4 });
});

const MANY = Array.from({ length: 100 }, (_, index) => aPolicy({ id: `p${index}`, violationCount: 3 }));

/** The JSON of a history that is whole: one violation, a minute before noon. */
const ONE = { items: [{ run_at: atSecond(-60), violation_count: 1 }], metadata: { total_count: 1 } };

const ANSWER_MS = 400;

/** The real client, whose throttle and signals decide what is sent. @param answer by its number, from 0; null fails */
function ask(policies: readonly Policy[], answer: (number: number) => object | null, until = NOON + 3_600_000) {
  const clock = createFakeClock();
  const stop = new AbortController().signal;
  let now = 0;
  let most = 0;
  const { send, asked, close } = fakeTransport(() => {
    const body = answer(asked.length - 1);
    if (body === null) throw failure(500);
    return body;
  });
  const transport: Transport = {
    close,
    async send(request) {
      const answered = send(request);
      most = Math.max(most, ++now);
      // What failed came as late.
      await Promise.all([clock.sleep(ANSWER_MS, request.signal), answered.catch(() => {})]);
      now--;
      return answered;
    },
  };
  const requester = createRequester({
    ...{ transport, clock, stop, deadline: until, requestTimeoutMs: 60_000, longestPauseMs: 15_000 },
    ...{ debug: () => {}, info: () => {}, throttle: createThrottle(clock, stop, until) },
  });
  const news = countNews(policies, new Map(), SINCE, { client: createPolicies(requester), clock, until });
  return { news, clock, asked: () => asked.length, most: () => most };
}

describe('many policies', () => {
  test('no more at the same time than may ask for details', async () => {
    const { news, asked, most } = ask(MANY, () => ONE);
    expect(await news).toEqual({ kind: 'counts', count: 200 });
    expect([asked(), most()]).toEqual([100, 6]);
  });

  test('after the first that is not known no other is asked for', async () => {
    const { news, asked, clock } = ask(MANY, (number) => (number === 0 ? null : ONE));
    expect(await news).toEqual({ kind: 'unknown' });
    // One more may be on its way before that is known, and is given up.
    expect(asked()).toBeLessThanOrEqual(7);
    expect(clock.now() - NOON).toBe(ANSWER_MS);
  });

  test('nor is waited for', async () => {
    const client = fakeClient({
      findEvaluations: async (id, signal) => {
        if (id === 'p7') return null;
        return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(null)));
      },
    });
    expect(await countNews(MANY, new Map(), SINCE, depsOf(client))).toEqual({ kind: 'unknown' });
  });

  test('nor is one asked for whose turn comes where that is known already', async () => {
    const client = fakeClient({});
    const before = new Map([['p0', aPolicy({ ...OLD, violationCount: null })]]);
    const all = [...MANY.slice(0, 1), ...MANY.slice(0, 1), ...MANY.slice(1)];
    const news = countNews(
      all.map((policy) => ({ ...policy, runAt: null })),
      before,
      SINCE,
      depsOf(client),
    );
    expect(await news).toEqual({ kind: 'unknown' });
    expect(client.calls).toEqual([]);
  });

  test('the last one that is not known is enough', async () => {
    const { news, asked } = ask(MANY, (number) => (number === 99 ? null : ONE));
    expect(await news).toEqual({ kind: 'unknown' });
    expect(asked()).toBe(100);
  });

  test('what is not known of a policy without violations matters to nobody', async () => {
    const clean = MANY.map((policy) => ({ ...policy, violationCount: 0 }));
    const client = fakeClient({});
    expect(await countNews(clean, new Map(), SINCE, depsOf(client))).toEqual({ kind: 'counts', count: 0 });
    expect(client.calls).toEqual([]);
  });
});

describe('where the time is up', () => {
  test.each([0, -1, -60_000])('by %d ms nothing is asked, and nobody knows', async (before) => {
    const client = fakeClient({});
    expect(await countNews(MANY, new Map(), SINCE, depsOf(client, NOON + before))).toEqual({ kind: 'unknown' });
    expect(client.calls).toEqual([]);
  });

  test('while it asks it asks no more', async () => {
    const { news, clock, asked } = ask(MANY, () => ONE, NOON + 700);
    expect(await news).toEqual({ kind: 'unknown' });
    expect(asked()).toBe(12);
    expect(clock.now() - NOON).toBe(2 * ANSWER_MS);
  });

  test('only after the last answer it is known all the same', async () => {
    const clock = createFakeClock();
    const client = fakeClient({
      findEvaluations: async () => {
        await clock.sleep(900, new AbortController().signal);
        return history([[-60, 1]]);
      },
    });
    const news = countNews(MANY.slice(0, 8), new Map(), SINCE, depsOf(client, NOON + 500, clock));
    expect(await news).toEqual({ kind: 'counts', count: 16 });
  });

  test('it matters to nobody where nothing was found', async () => {
    const clean = MANY.map((policy) => ({ ...policy, violationCount: 0 }));
    const news = await countNews(clean, new Map(), SINCE, depsOf(fakeClient({}), NOON));
    expect(news).toEqual({ kind: 'counts', count: 0 });
  });
});

test('a fault of ours is passed on', async () => {
  const client = fakeClient({ findEvaluations: () => Promise.reject(new Error('oops')) });
  await expect(countNews([aPolicy({ violationCount: 1 })], new Map(), SINCE, depsOf(client))).rejects.toThrow('oops');
});

test('whatever the histories are, what is new is not more than there is, and unknown is never a number', async () => {
  const counts = fc.array(fc.tuple(fc.integer({ min: -100, max: 200 }), fc.nat(9)), { maxLength: 5 });
  const answer = fc.option(
    fc.record({ counts, isWhole: fc.boolean() }).map((one) => history(one.counts, one.isWhole)),
    { nil: null },
  );
  const before = fc.option(
    fc.record({
      runAt: fc.option(fc.integer({ min: -100, max: 200 }).map(atSecond), { nil: null }),
      violationCount: fc.option(fc.nat(9), { nil: null }),
      defect: fc.constantFrom(null, null, 'odd'),
    }),
    { nil: null },
  );
  const policy = fc.record({ now: fc.nat(9), before, answer });
  await fc.assert(
    fc.asyncProperty(fc.array(policy, { maxLength: 12 }), async (all) => {
      const client = fakeClient({ findEvaluations: async (id) => all[Number(id)]?.answer ?? null });
      const policies = all.map(({ now }, index) => aPolicy({ id: `${index}`, violationCount: now }));
      const earlier = new Map(
        all.flatMap((one, index) => (one.before === null ? [] : [[`${index}`, aPolicy(one.before)] as const])),
      );
      const news = await countNews(policies, earlier, SINCE, depsOf(client));
      const isAnswered = all.every(
        (one, index) => one.answer !== null || !client.calls.includes(`findEvaluations ${index}`),
      );
      if (!isAnswered) expect(news.kind).toBe('unknown');
      if (news.kind === 'unknown') return;
      const total = all.reduce((sum, { now }) => sum + now, 0);
      expect(news.count).toBeGreaterThanOrEqual(0);
      expect(news.count).toBeLessThanOrEqual(total);
    }),
    { numRuns: 300 },
  );
});
