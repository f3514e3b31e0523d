import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addUp, findPast, MOST_HISTORIES, PATIENCE_MS } from '../../../../../src/actions/gate/evaluate/past.ts';
import { CancelledError } from '../../../../../src/errors.ts';
import type { EvaluationList } from '../../../../../src/platform/policies.ts';
import { aPolicy, atSecond, fakeClient } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';

/** Counts by the second after noon at which they were found, newest first as the Platform most likely has them. */
type Counts = readonly (readonly [second: number, count: number])[];

const history = (counts: Counts, isWhole = true): EvaluationList => ({
  items: counts.map(([second, violationCount]) => ({ runAt: atSecond(second), violationCount })),
  isWhole,
});

const SIX: Counts = [
  [50, 6],
  [40, 5],
  [30, 4],
  [20, 3],
  [10, 2],
  [0, 1],
];

const policy = (id: string, violationCount: number | null, second: number | null = 60) =>
  aPolicy({ id, violationCount, runAt: second === null ? null : atSecond(second) });

interface Given {
  readonly policies: readonly ReturnType<typeof aPolicy>[];
  readonly histories?: Readonly<Record<string, EvaluationList | null>>;
}

async function find({ policies, histories = {} }: Given) {
  const client = fakeClient({ findEvaluations: async (id) => histories[id] ?? null });
  const clock = createFakeClock();
  const past = await findPast(policies, { client, clock, until: Number.POSITIVE_INFINITY });
  return { past, found: past?.totals.map(({ found }) => found) ?? null, asked: client.count('findEvaluations') };
}

describe('the totals of several policies', () => {
  test.each<[string, readonly EvaluationList[], number[]]>([
    ['one policy', [history(SIX)], [1, 2, 3, 4, 5, 6]],
    [
      'two, which are evaluated one after the other',
      [
        history([
          [10, 3],
          [0, 1],
        ]),
        history([
          [11, 30],
          [1, 10],
        ]),
      ],
      [11, 33],
    ],
    [
      'two, in another order the second time',
      [
        history([
          [11, 3],
          [0, 1],
        ]),
        history([
          [10, 30],
          [1, 10],
        ]),
      ],
      [11, 33],
    ],
    [
      'one that came later had none before',
      [
        history([
          [20, 3],
          [10, 2],
          [0, 1],
        ]),
        history([[21, 10]]),
      ],
      [1, 2, 13],
    ],
    [
      'one whose earlier evaluations are on another page is unknown before',
      [
        history([
          [20, 3],
          [10, 2],
          [0, 1],
        ]),
        history([[21, 10]], false),
      ],
      [13],
    ],
    [
      'one that is not evaluated any more keeps its count',
      [
        history([
          [20, 3],
          [10, 2],
          [0, 1],
        ]),
        history([[1, 10]]),
      ],
      [11, 12, 13],
    ],
    ['nothing', [], []],
    ['no evaluation', [history([])], []],
  ])('%s', (_, histories, expected) => {
    expect(addUp(histories).map(({ found }) => found)).toEqual(expected);
  });

  test('of any histories: in order, and the last is the sum of the latest counts', () => {
    const list = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 999 }), fc.nat(9)), {
        selector: ([second]) => second,
        minLength: 1,
      })
      .map((counts) => history(counts.sort(([a], [b]) => b - a)));
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 5 }), (histories) => {
        const totals = addUp(histories);
        const moments = totals.map(({ moment }) => moment);
        expect(moments).toEqual(moments.toSorted());
        const latest = histories.reduce((sum, { items }) => sum + (items[0]?.violationCount ?? 0), 0);
        expect(totals.at(-1)?.found).toBe(latest);
      }),
    );
  });
});

describe('the past', () => {
  test('ends with the result that is judged, whether the history holds it or not', async () => {
    const held = history([[60, 7], ...SIX]);
    expect((await find({ policies: [policy('a', 7)], histories: { a: held } })).found).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const lagging = { policies: [policy('a', 7)], histories: { a: history(SIX) } };
    expect((await find(lagging)).found).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('has no later result than the one that is judged', async () => {
    const later = history([[70, 99], ...SIX]);
    expect((await find({ policies: [policy('a', 7)], histories: { a: later } })).found).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('has the last twelve', async () => {
    const long = history(
      Array.from({ length: 19 }, (_, index) => [50 - index, index + 1]),
      false,
    );
    const { found } = await find({
      policies: [policy('a', 0), policy('b', 5)],
      histories: { a: history([]), b: long },
    });
    expect(found).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 5]);
  });

  test.each<[string, Given, number]>([
    ['nothing was found', { policies: [policy('a', 0)], histories: { a: history(SIX) } }, 0],
    ['no count', { policies: [policy('a', null)], histories: { a: history(SIX) } }, 0],
    ['no policy', { policies: [] }, 0],
    ['the Platform does not tell it: the others are not asked for', { policies: [policy('a', 1), policy('b', 2)] }, 1],
    ['it does not tell it of one', { policies: [policy('a', 1), policy('b', 2)], histories: { b: history(SIX) } }, 2],
    ['four evaluations', { policies: [policy('a', 1)], histories: { a: history(SIX.slice(0, 3)) } }, 1],
    [
      'a page that is neither whole nor newest first',
      { policies: [policy('a', 1)], histories: { a: history(SIX.toReversed(), false) } },
      1,
    ],
  ])('is unknown: %s', async (_, given, asked) => {
    expect(await find(given)).toEqual({ past: null, found: null, asked });
  });

  test('five evaluations are enough, in any order if the list is whole', async () => {
    const list = history(SIX.slice(0, 4).toReversed());
    expect((await find({ policies: [policy('a', 9)], histories: { a: list } })).found).toEqual([3, 4, 5, 6, 9]);
  });

  test.each<[number, boolean]>([
    [MOST_HISTORIES, true],
    [MOST_HISTORIES + 1, false],
    [500, false],
  ])('of %i policies asks for at most ten histories, those with the most violations', async (many, isWhole) => {
    const policies = Array.from({ length: many }, (_, index) => policy(`${index}`, index));
    const histories = Object.fromEntries(policies.map(({ id }) => [id, history(SIX)]));
    const { past, asked } = await find({ policies, histories });
    expect(past).toMatchObject({ policies: MOST_HISTORIES, isWhole });
    expect(asked).toBe(10);
    const most = Array.from({ length: MOST_HISTORIES }, (_, index) => many - 1 - index);
    expect(past?.totals.at(-1)?.found).toBe(most.reduce((sum, count) => sum + count, 0));
  });

  test('of many policies leaves out those without violations', async () => {
    const policies = [policy('a', 1), ...Array.from({ length: 20 }, (_, index) => policy(`${index}`, 0))];
    const { past, asked } = await find({ policies, histories: { a: history(SIX) } });
    expect([past?.policies, asked]).toEqual([1, 1]);
  });
});

describe('nobody waits for it', () => {
  test.each<[string, number]>([
    ['the first answer', 0],
    ['the others', 1],
  ])('%s never comes', async (_, answers) => {
    const clock = createFakeClock();
    let aborted = 0;
    const client = fakeClient({
      findEvaluations: (_, signal) => {
        if (client.count('findEvaluations') <= answers) return Promise.resolve(history(SIX));
        signal?.addEventListener('abort', () => aborted++);
        return new Promise(() => {});
      },
    });
    const policies = [policy('a', 2), policy('b', 1)];
    expect(await findPast(policies, { client, clock, until: Number.POSITIVE_INFINITY })).toBeNull();
    expect([clock.uptime() - NOON, aborted]).toEqual([PATIENCE_MS, 1]);
  });

  test('not after the deadline', async () => {
    const clock = createFakeClock();
    const client = fakeClient({ findEvaluations: () => new Promise(() => {}) });
    expect(await findPast([policy('a', 1)], { client, clock, until: NOON + 1_000 })).toBeNull();
    expect(clock.uptime() - NOON).toBe(1_000);
    expect(await findPast([policy('a', 1)], { client, clock, until: NOON + 1_000 })).toBeNull();
    expect(client.count('findEvaluations')).toBe(1);
  });

  test('no timer is left once it is known', async () => {
    const timers: AbortSignal[] = [];
    const sleep = (_: number, signal: AbortSignal) => {
      timers.push(signal);
      return new Promise<void>(() => {});
    };
    const client = fakeClient({ findEvaluations: async () => history(SIX) });
    const deps = { client, clock: { ...createFakeClock(), sleep }, until: Number.POSITIVE_INFINITY };
    expect(await findPast([policy('a', 1)], deps)).not.toBeNull();
    expect(timers.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('the end of the step is its end, too', async () => {
    const client = fakeClient({ findEvaluations: () => Promise.reject(new CancelledError('SIGINT')) });
    const deps = { client, clock: createFakeClock(), until: Number.POSITIVE_INFINITY };
    await expect(findPast([policy('a', 1)], deps)).rejects.toBeInstanceOf(CancelledError);
  });
});
