import { describe, expect, test } from 'vitest';
import { createGateClient, type GateClient } from '../../../src/actions/gate/client.ts';
import { CancelledError } from '../../../src/errors.ts';
import { createRequester } from '../../../src/platform/http/requester.ts';
import { createThrottle } from '../../../src/platform/http/throttle.ts';
import type { PlatformRequest } from '../../../src/platform/http/transport.ts';
import { failure, moment } from '../fake/client.ts';
import { createFakeClock, NOON } from '../fake/clock.ts';
import { fakeTransport } from '../fake/transport.ts';

function set(answer: (request: PlatformRequest, tries: number) => unknown, minutes = 60) {
  const clock = createFakeClock();
  const stop = new AbortController();
  let tries = 0;
  const transport = fakeTransport((request) => answer(request, ++tries), clock.now);
  const debug: string[] = [];
  const told: string[] = [];
  const requester = createRequester({
    transport,
    clock,
    stop: stop.signal,
    deadline: NOON + minutes * 60_000,
    requestTimeoutMs: 60_000,
    longestPauseMs: 15_000,
    debug: (line) => debug.push(line),
    info: (line) => told.push(line),
    random: () => 1,
    throttle: createThrottle(clock, stop.signal, NOON + minutes * 60_000),
  });
  return { clock, stop, transport, debug, told, client: createGateClient(requester) };
}

const RUN = { id: 'run-1', status: 'started', created_at: '2026-08-01T12:00:00Z', total_rows: 0, errors: 0 };
const CREATED = moment(RUN.created_at);
const POLICY = { id: 'p', name: 'P', status: 'active', severity: 'high', run_at: null, violation_count: null };
const page = (items: readonly unknown[], metadata?: object) => ({
  items,
  ...(metadata === undefined ? {} : { metadata }),
});
const all = (items: readonly unknown[]) => page(items, { page_size: 1_000, total_count: items.length });

const groups = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ id: `g${from + index}`, name: `G${from + index}` }));

async function walkThrough(client: Pick<GateClient, 'walkViolations'>): Promise<number> {
  let count = 0;
  for await (const { items } of client.walkViolations('p')) count += items.length;
  return count;
}

describe('what is asked', () => {
  test.each<[string, (client: GateClient) => Promise<unknown>, unknown, string[]]>([
    [
      'policies',
      (client) => client.listPolicies([]),
      all([POLICY]),
      ['GET /policies?sort_by=created_at&sort_dir=asc&page=1&per_page=1000'],
    ],
    [
      'policies of groups',
      (client) => client.listPolicies(['g1', 'g2']),
      all([POLICY]),
      [
        'GET /policies?sort_by=created_at&sort_dir=asc&policy_group_ids=g1&page=1&per_page=1000',
        'GET /policies?sort_by=created_at&sort_dir=asc&policy_group_ids=g2&page=1&per_page=1000',
      ],
    ],
    ['groups', (client) => client.listPolicyGroups(), page([{ id: 'g', name: 'G' }]), ['GET /policy-groups']],
    [
      'some violations',
      (client) => client.listSomeViolations('p', 10),
      page([]),
      ['GET /policies/p/violations?page=1&per_page=10'],
    ],
    ['all violations', (client) => walkThrough(client), page([]), ['GET /policies/p/violations?page=1&per_page=1000']],
    ['syncs', (client) => client.listSyncNames(), all([{ name: 'aws' }]), ['GET /syncs?page=1&per_page=1000']],
    ['runs', (client) => client.listRuns('aws'), all([RUN]), ['GET /syncs/aws/runs?page=1&per_page=100']],
    ['a start', (client) => client.createRun('aws', new AbortController().signal), RUN, ['POST /syncs/aws/runs']],
    ['a run', (client) => client.getRun('aws', 'run-1', CREATED), RUN, ['GET /syncs/aws/runs/run-1']],
    [
      'a cancellation',
      (client) => client.cancelRun('aws', 'run-1', 9, new AbortController().signal),
      RUN,
      ['PATCH /syncs/aws/runs/run-1'],
    ],
    [
      'an odd name',
      (client) => client.getRun('a/../b?c', 'run-1', CREATED),
      RUN,
      ['GET /syncs/a%2F..%2Fb%3Fc/runs/run-1'],
    ],
  ])('%s', async (_, ask, answer, asked) => {
    const { client, transport } = set(() => answer);
    await ask(client);
    expect(transport.asked).toEqual(asked);
  });
});

describe('what is answered', () => {
  test('a run of another id is not the one that was asked for', async () => {
    const { client, transport } = set(() => ({ ...RUN, id: 'run-2', status: 'completed' }), 2);
    await expect(client.getRun('aws', 'run-1', CREATED)).rejects.toThrow(
      '`id` should be that of the run that was asked for',
    );
    expect(transport.asked.length).toBeGreaterThan(3);
  });

  test.each([
    ['ten days earlier', '2026-07-22T12:00:00Z', false],
    ['two seconds later', '2026-08-01T12:00:02Z', false],
    ['the same with more decimals', '2026-08-01T12:00:00.123456Z', true],
    ['the same, rounded', '2026-08-01T12:00:01Z', true],
  ])('a run whose date of creation is %s', async (_, created_at, isBelieved) => {
    const { client } = set(() => ({ ...RUN, created_at }), 2);
    const look = client.getRun('aws', 'run-1', CREATED);
    if (isBelieved) await expect(look).resolves.toMatchObject({ run: { id: 'run-1' } });
    else await expect(look).rejects.toThrow('`created_at` should be what it was when the run was first seen');
  });

  test('what is not as expected says where, and never what', async () => {
    const { client } = set(() => page([POLICY, { ...POLICY, id: 'a/b', name: 'SECRET' }]));
    const error = await client.listPolicies([]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message:
        "The Platform's answer is not as expected: `items.1.id` should be an id (GET https://acme.example/api/policies)",
      failure: { kind: 'unreadable' },
    });
  });

  const result = (run_at: string | null, violation_count: number | string | null) => ({
    ...POLICY,
    run_at,
    violation_count,
  });
  const [EARLY, LATE] = ['2026-08-01T11:00:00Z', '2026-08-01T12:00:00Z'];

  test.each<[string, object, object, number | null, string | null]>([
    ['the same', result(LATE, 7), result(LATE, 7), 7, null],
    [
      'another number at the same moment',
      result(LATE, 7),
      result(LATE, 0),
      null,
      'different values of `violation_count`',
    ],
    ['a newer result', result(LATE, 7), result(EARLY, 7), null, 'different values of `run_at`'],
    ['a result of one only', result(LATE, 2), result(null, 2), null, 'different values of `run_at`'],
    ['one that cannot be read', result(LATE, 'odd'), result(LATE, 0), null, '`violation_count` should be'],
  ])('a policy of two groups with %s in their lists is one', async (_, one, other, count, defect) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ]) {
      const { client } = set(({ query }) =>
        all([[first, second][String(query?.['policy_group_ids']) === 'g1' ? 0 : 1]]),
      );
      const policies = await client.listPolicies(['g1', 'g2']);
      expect(policies).toMatchObject([
        { violationCount: count, defect: defect === null ? null : expect.stringContaining(defect) },
      ]);
    }
  });

  test('a group or a run that is listed twice with other facts makes the list unreadable', async () => {
    const twins = (items: object[]) => () => all(items);
    const { client } = set(twins(groups(1).flatMap((group) => [group, { ...group, name: 'other' }])), 2);
    await expect(client.listPolicyGroups()).rejects.toThrow('`items` should be the same if their ids are the same');
    const runs = set(twins([RUN, { ...RUN, status: 'completed' }]), 2);
    await expect(runs.client.listRuns('aws')).rejects.toThrow('`items` should be the same if their ids are the same');
    expect((await set(twins([RUN, RUN])).client.listRuns('aws')).runs).toHaveLength(1);
  });

  test('what the `Date` header says is told with the policies', async () => {
    const told: (number | null)[] = [];
    await set(() => all([POLICY])).client.listPolicies(['g1', 'g2'], 'waiting', (time) => told.push(time));
    expect(told).toEqual([NOON, NOON]);
  });

  test.each<[string, (number: unknown) => object, number | null]>([
    ['that says nothing', () => page(groups(2)), 2],
    ['that goes on', (number) => page(number === undefined ? groups(2) : groups(1, 2), { total_count: 3 }), 3],
    ['that goes on, by pages', (number) => page(groups(2, Number(number ?? 1) * 2), { last_page: 2 }), 4],
    ['that never gives the rest', () => page(groups(2), { total_count: 3 }), null],
    ['that has nothing of some', () => page([], { total_count: 3 }), null],
  ])('a list of groups %s', async (_, answer, count) => {
    const { client, transport } = set(({ query }) => answer(query?.['page']));
    const read = await client.listPolicyGroups().catch(() => null);
    expect(read?.length ?? null).toBe(count);
    expect(transport.asked[0]).toBe('GET /policy-groups');
    expect(transport.asked.length).toBeLessThanOrEqual(12);
  });

  // Every page is full, and all of them look alike.
  test('a list of violations that does not end is an error for people', async () => {
    const { client } = set(() => page([{}], { page_size: 1 }));
    await expect(walkThrough(client)).rejects.toMatchObject({ outcome: 'error' });
  });

  test('no runs are not taken for none where the total says that there are some', async () => {
    const { client, transport } = set((_, tries) => page(tries > 2 ? [RUN] : [], { page_size: 100, total_count: 1 }));
    expect((await client.listRuns('aws')).runs).toHaveLength(1);
    expect(transport.asked).toHaveLength(3);
  });

  test.each<[string, (request: PlatformRequest) => unknown, number, string]>([
    [
      'newest first',
      ({ query }) => page(some(100, 1_000 - Number(query?.['page']) * 100, -1), { page_size: 100 }),
      1,
      'run-900',
    ],
    [
      'oldest first',
      ({ query }) =>
        page(query?.['page'] === 3 ? some(7, 200, 1) : some(100, (Number(query?.['page']) - 1) * 100, 1), {
          page_size: 100,
        }),
      // One for the first page, and then all three twice, since they may shift.
      7,
      'run-206',
    ],
    ['few, oldest first', () => page(some(3, 0, 1)), 5, 'run-2'],
    ['none', () => page([]), 1, ''],
    ['the same page for ever', () => page(some(100, 0, 1)), 5, 'run-99'],
  ])('runs, %s: the newest is found', async (_, answer, requests, newest) => {
    const { client, transport } = set(answer);
    const { runs } = await client.listRuns('aws');
    expect(runs[0]?.id ?? '').toBe(newest);
    expect(transport.asked).toHaveLength(requests);
    expect(runs.map(({ createdAt }) => createdAt)).toEqual(
      runs
        .map(({ createdAt }) => createdAt)
        .toSorted()
        .reverse(),
    );
  });

  function some(count: number, from: number, step: number) {
    return Array.from({ length: count }, (_, index) => {
      const number = from + index * step;
      return { ...RUN, id: `run-${number}`, created_at: new Date(NOON + number * 60_000).toISOString() };
    });
  }
});

describe('trying again', () => {
  test.each([
    ['network', 4],
    ['timeout', 4],
    ['unreadable', 4],
    [500, 4],
    [429, 4],
  ] as const)('%s: a GET is tried again until it works', async (kind, needed) => {
    const { client, transport } = set((_, tries) => {
      if (tries < needed) throw failure(kind);
      return page([{ id: 'g', name: 'G' }]);
    });
    expect(await client.listPolicyGroups()).toHaveLength(1);
    expect(transport.asked).toHaveLength(needed);
  });

  test.each([400, 401, 403, 409, 422, 501, 'certificate', 'redirect'] as const)(
    '%s: at once an error',
    async (kind) => {
      const { client, transport } = set(() => {
        throw failure(kind);
      });
      await expect(client.listPolicyGroups()).rejects.toMatchObject({ name: 'PlatformError' });
      expect(transport.asked).toHaveLength(1);
    },
  );

  const missing = () => {
    throw failure(404);
  };

  test.each<[string, number, number]>([
    ['before any useful answer: soon an error, since the address may be wrong', 0, 3],
    ['after one: half a minute of trying', 1, 8],
  ])('404 of what every Platform has, %s', async (_, answers, tries) => {
    const { client, transport } = set(() => (transport.asked.length > answers ? missing() : page([])));
    if (answers > 0) await client.listPolicyGroups();
    await expect(client.listPolicyGroups()).rejects.toMatchObject({ status: 404 });
    expect(transport.asked).toHaveLength(answers + tries);
  });

  test.each<[string, object, number, number | null]>([
    // One answer may be a server's that lags.
    ['by its total', { total_count: 1_000 }, 2, 1_000],
    ['by its last page', { last_page: 1 }, 2, 1_000],
    ['and one 404 is followed by more', { total_count: 1_000 }, 1, 1_001],
    ['not at all', { page_size: 1_000 }, 8, null],
    ['and it says that there is more', { total_count: 1_500 }, 8, null],
    ['and its total and its last page contradict each other', { total_count: 1_000, last_page: 2 }, 8, null],
    ['and its last page and its total contradict each other', { total_count: 1_500, last_page: 1 }, 8, null],
  ])(
    '404 of the page behind a full one is the end of a list that says so itself: %s',
    async (_, metadata, most, got) => {
      const { client, transport } = set(({ query }) => {
        if (query?.['page'] === 1) return page(groups(1_000), metadata);
        return got === 1_001 && transport.asked.length > 2 ? page(groups(1, 1_000), { page_size: 1_000 }) : missing();
      });
      const walk = walkThrough(client);
      if (got === null) await expect(walk).rejects.toMatchObject({ status: 404 });
      else expect(await walk).toBe(got);
      expect(transport.asked).toHaveLength(1 + (got === 1_001 ? 2 : most));
    },
  );

  test('404 of the runs of a sync: at once an error, unless they were listed before', async () => {
    const { client, transport } = set(() => (transport.asked.length === 2 ? page([]) : missing()));
    await expect(client.listRuns('aws')).rejects.toMatchObject({ status: 404 });
    expect(transport.asked).toHaveLength(1);
    await client.listRuns('aws');
    await expect(client.listRuns('gcp')).rejects.toMatchObject({ status: 404 });
    expect(transport.asked).toHaveLength(3);
    await expect(client.listRuns('aws')).rejects.toMatchObject({ status: 404 });
    expect(transport.asked).toHaveLength(11);
  });

  test.each([500, 'network'] as const)('%s for good: half a minute of trying', async (kind) => {
    const { client, transport, clock } = set(() => {
      throw failure(kind);
    });
    await expect(client.listPolicyGroups()).rejects.toMatchObject({ name: 'PlatformError' });
    expect(transport.asked).toHaveLength(8);
    expect(clock.now() - NOON).toBeLessThan(61_000);
  });

  test('trying again is told after the third failure, and then every ten seconds, also if it is at once', async () => {
    const { client, told } = set(() => {
      throw failure('network');
    });
    await expect(client.listPolicyGroups()).rejects.toMatchObject({ name: 'PlatformError' });
    // Eight tries within a minute.
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect(told.length).toBeLessThanOrEqual(5);
    const many = set(() => {
      throw failure('network');
    });
    await Promise.allSettled([1, 2, 3, 4, 5].map(() => many.client.listPolicyGroups()));
    expect(many.told.length).toBeLessThanOrEqual(5);
  });

  test('a look inside a wait survives an outage of ten minutes', async () => {
    const { client, clock } = set(() => {
      if (clock.now() < NOON + 600_000) throw failure(503);
      return RUN;
    });
    await expect(client.getRun('aws', 'run-1', CREATED)).resolves.toMatchObject({ run: { status: 'started' } });
  });

  test.each([7_200_000, -7_200_000])('and a clock that is set by %d ms meanwhile', async (ahead) => {
    const { client, clock } = set(() => {
      if (clock.uptime() < NOON + 600_000) throw failure(503);
      return RUN;
    });
    clock.at(NOON + 60_000, () => clock.set(ahead));
    await expect(client.getRun('aws', 'run-1', CREATED)).resolves.toMatchObject({ run: { status: 'started' } });
    expect(clock.uptime() - NOON).toBeLessThan(620_000);
  });

  test.each<[string, Parameters<typeof failure>[0], number]>([
    ['an answer of something else', 'stray', 30],
    ['a 404 of a run that was just seen', 404, 5],
  ])('a look inside a wait survives %s', async (_, kind, times) => {
    const { client, transport } = set((_request, tries) => {
      if (tries > 1 && tries <= times + 1) throw failure(kind);
      return RUN;
    });
    await client.getRun('aws', 'run-1', CREATED);
    await expect(client.getRun('aws', 'run-1', CREATED)).resolves.toMatchObject({ run: { status: 'started' } });
    expect(transport.asked).toHaveLength(times + 2);
  });

  test.each([
    [false, 3],
    [true, 8],
  ])('an answer of something else, the Platform having answered: %s', async (hasAnswered, tries) => {
    const { client, transport } = set((request) => {
      if (hasAnswered && request.path === '/syncs') return all([]);
      throw failure('stray');
    });
    if (hasAnswered) await client.listSyncNames();
    const before = transport.asked.length;
    await expect(client.listPolicyGroups()).rejects.toMatchObject({ failure: { kind: 'stray' } });
    expect(transport.asked.length - before).toBe(tries);
  });

  test('but not the deadline', async () => {
    const { client, clock } = set(() => {
      throw failure(503);
    }, 5);
    await expect(client.getRun('aws', 'run-1', CREATED)).rejects.toMatchObject({
      outcome: 'timed-out',
      message: expect.stringContaining('503'),
    });
    expect(clock.now()).toBe(NOON + 300_000);
  });

  test('Retry-After is waited for', async () => {
    const { client, clock } = set((_, tries) => {
      if (tries === 1) throw failure(429, 'GET', 120_000);
      return RUN;
    });
    await client.getRun('aws', 'run-1', CREATED);
    expect(clock.now() - NOON).toBe(120_000);
  });

  test.each([429, 503])('but not for an hour after one %d, and the log says so', async (status) => {
    const { client, clock, told } = set((request, tries) => {
      if (request.path === '/syncs') return all([]);
      if (tries === 1) throw failure(status, 'GET', 3_600_000);
      return RUN;
    });
    // A 429 holds back the others, too.
    await Promise.all([client.getRun('aws', 'run-1', CREATED), client.listSyncNames()]);
    expect(clock.now() - NOON).toBe(120_000);
    expect(told).toEqual([
      expect.stringMatching(/next try in 120 s\. It asked for 3600 s; the step waits at most 120 s at once\.$/),
    ]);
  });

  test.each<[string, (client: GateClient) => Promise<unknown>]>([
    ['a POST', (client) => client.createRun('aws', new AbortController().signal)],
    ['a PATCH', (client) => client.cancelRun('aws', 'run-1', 9, new AbortController().signal)],
  ])('%s is sent once', async (_, ask) => {
    const { client, transport } = set(() => {
      throw failure('network', 'POST');
    });
    await expect(ask(client)).rejects.toMatchObject({ failure: { kind: 'network' } });
    expect(transport.asked).toHaveLength(1);
  });

  test('what only tells more is asked for once, and null where it fails', async () => {
    const { client, transport } = set(() => {
      throw failure(500);
    });
    expect(await client.findRunStats('aws', 'run-1')).toBeNull();
    expect(await client.findWorstTables('aws', 'run-1', 5)).toBeNull();
    expect(await client.findLog('aws', 'run-1')).toBeNull();
    expect(await client.findSyncDisabled('aws')).toBeNull();
    expect(transport.asked).toHaveLength(4);
  });

  test('what only tells more is not asked for again where it stalled three times', async () => {
    const { client, clock, stop, transport } = set(() => RUN);
    const send = transport.send;
    transport.send = async (request) => {
      await clock.sleep(request.timeoutMs, stop.signal);
      await send(request);
      throw failure('timeout');
    };
    for (let asked = 0; asked < 5; asked++) expect(await client.findRunStats('aws', 'run-1')).toBeNull();
    expect(transport.asked).toHaveLength(3);
    expect(clock.now() - NOON).toBe(30_000);
    await clock.sleep(30_000, stop.signal);
    await client.findRunStats('aws', 'run-1');
    expect(transport.asked).toHaveLength(4);
  });

  test('and takes a tenth of the time that is left at most', async () => {
    const { client, clock, stop, transport } = set(() => RUN, 1);
    const given: number[] = [];
    transport.send = async (request) => {
      given.push(request.timeoutMs);
      throw failure('network');
    };
    for (const wait of [0, 30_000, 27_000, 10_000]) {
      await clock.sleep(wait, stop.signal);
      await client.findRunStats('aws', 'run-1');
    }
    expect(given).toEqual([6_000, 3_000, 500]);
  });

  test('what only tells more is null after the deadline, and what is needed is timed out', async () => {
    const { client, clock, stop, transport } = set(() => RUN, 5);
    await clock.sleep(310_000, stop.signal);
    expect(await client.findRunStats('aws', 'run-1')).toBeNull();
    expect(await client.findEvaluations('p')).toBeNull();
    await expect(client.getRun('aws', 'run-1', CREATED)).rejects.toMatchObject({ outcome: 'timed-out' });
    expect(transport.asked).toEqual([]);
  });

  test('what nobody wants to know any more is neither asked for nor waited for, and holds up nothing else', async () => {
    const { client, clock, transport } = set(() => page([], { total_count: 0 }));
    const { send } = transport;
    expect(await client.findEvaluations('p', AbortSignal.abort())).toBeNull();
    expect(transport.asked).toEqual([]);
    transport.send = (request) =>
      new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)));
    for (let time = 0; time < 5; time++) {
      const unknown = new AbortController();
      clock.at(clock.now() + 20_000, () => unknown.abort());
      expect(await client.findEvaluations('p', unknown.signal)).toBeNull();
    }
    transport.send = send;
    expect(await client.findEvaluations('p', new AbortController().signal)).toEqual({ items: [], isWhole: true });
  });

  test('a cancellation ends what only tells more, whoever wants to know it', async () => {
    const { client, clock, stop, transport } = set(() => RUN);
    transport.send = (request) =>
      new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)));
    clock.at(NOON + 500, () => stop.abort(new CancelledError('SIGINT')));
    const { signal } = new AbortController();
    await expect(client.findEvaluations('p', signal)).rejects.toBeInstanceOf(CancelledError);
  });

  test.each([new CancelledError('SIGINT'), new TypeError('x is not a function')])(
    'what is no failure of the Platform is passed on as it is: %s',
    async (error) => {
      const { client, transport } = set(() => {
        throw error;
      });
      await expect(client.getRun('aws', 'run-1', CREATED)).rejects.toBe(error);
      expect(transport.asked).toHaveLength(1);
    },
  );

  test('a list that loses an item while it is read is read again', async () => {
    const policies = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...POLICY, id }));
    const { client } = set(({ query }, tries) => {
      const number = Number(query?.['page']);
      const answer = page(policies.slice((number - 1) * 2, number * 2), { page_size: 2, total_count: policies.length });
      if (tries === 1) policies.shift();
      return answer;
    });
    expect((await client.listPolicies([])).map(({ id }) => id)).toEqual(['b', 'c', 'd', 'e']);
  });

  test('a list that moves is read again', async () => {
    const { client, transport } = set((_, tries) => page(tries > 2 ? [POLICY] : [], { total_count: 1 }));
    expect(await client.listPolicies([])).toHaveLength(1);
    expect(transport.asked).toHaveLength(4);
  });

  test('a cancellation ends it', async () => {
    const { client, clock, stop } = set(() => {
      throw failure(503);
    });
    clock.at(NOON + 500, () => stop.abort(new CancelledError('SIGINT')));
    await expect(client.getRun('aws', 'run-1', CREATED)).rejects.toBeInstanceOf(CancelledError);
    expect(clock.now()).toBe(NOON + 500);
  });

  test('a list on a Platform that is down is given up like everything else', async () => {
    const { client, transport } = set(() => {
      throw failure(500);
    });
    await client.listPolicies([]).catch(() => {});
    expect(transport.asked).toHaveLength(8);
  });
});
