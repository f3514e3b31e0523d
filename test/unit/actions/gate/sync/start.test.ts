import { afterEach, describe, expect, test, vi } from 'vitest';
import type { GateClient } from '../../../../../src/actions/gate/client.ts';
import type { StartRule } from '../../../../../src/actions/gate/sync/before-start.ts';
import { listRunsOf } from '../../../../../src/actions/gate/sync/lookup.ts';
import { startRun } from '../../../../../src/actions/gate/sync/start.ts';
import { CancelledError, StepError, TimedOutError } from '../../../../../src/errors.ts';
import { aCompletedRun, atSecond, failure, fakeClient, look, runList } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';
import { fakeDeps } from '../../../fake/deps.ts';
import { fakeSync, GOOD_LIFE } from '../../../fake/sync.ts';

const RULE: StartRule = { ifRunning: 'wait', reuseWithinMs: 0, requireIngestion: true, onPartialSync: 'warn' };

type Handlers = Partial<GateClient>;

function set(
  change: (sync: ReturnType<typeof fakeSync>, clock: ReturnType<typeof createFakeClock>) => Handlers = () => ({}),
  changes: Parameters<typeof fakeDeps>[1] = {},
) {
  const clock = createFakeClock();
  const sync = fakeSync(clock);
  const client = fakeClient({ ...sync.handlers, ...change(sync, clock) });
  const deps = fakeDeps(client, { ...changes, clock });
  const start = async (rule: Partial<StartRule> = {}) =>
    startRun('aws', await listRunsOf('aws', deps), { ...RULE, ...rule }, deps);
  return { clock, sync, client, deps, start };
}

const MINUTE = 60_000;

describe('without another run', () => {
  test('one is started, and is ours to cancel', async () => {
    const { start, client, deps } = set();
    expect(await start()).toMatchObject({ kind: 'run', origin: 'started', run: { id: 'run-1' }, serverTime: NOON });
    expect(client.calls).toEqual(['listRuns aws', 'createRun aws']);
    expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
    // Known to the post step before the answer, and by its id after it.
    expect(deps.saved).toEqual([
      { runs: [], attempts: [{ syncName: 'aws', asked: expect.anything() }] },
      { runs: [{ syncName: 'aws', runId: 'run-1' }], attempts: [] },
    ]);
  });

  test('one that is over at once is ours all the same: one answer alone may be wrong', async () => {
    const { start, deps } = set(() => ({ createRun: async () => ({ run: aCompletedRun(), serverTime: null }) }));
    await start();
    expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
    expect(deps.ledger.isDoubtful('run-1')).toBe(true);
  });

  test.each<[string, number, number]>([
    ['the Platform behind', NOON - 7_150_000, 1],
    ['the Platform ahead', NOON + 7_150_000, 1],
    ['both the same', NOON, 0],
  ])('no clock makes an old run recent: %s', async (_, serverTime, posts) => {
    const age = posts === 0 ? -30 : -7_200;
    const { start, client } = set(() => ({
      listRuns: async () => runList([aCompletedRun({ id: 'an-old-one', createdAt: atSecond(age) })], serverTime),
    }));
    expect(await start({ reuseWithinMs: MINUTE })).toMatchObject({ origin: posts === 0 ? 'reused' : 'started' });
    expect(client.count('createRun')).toBe(posts);
  });
});

test('no run is started after the deadline', async () => {
  const { start, client } = set(
    (sync, clock) => ({
      listRuns: async (name) => {
        await clock.sleep(MINUTE, new AbortController().signal);
        return sync.handlers.listRuns(name);
      },
    }),
    { deadline: NOON + MINUTE },
  );
  await expect(start()).rejects.toMatchObject({ outcome: 'timed-out' });
  expect(client.count('createRun')).toBe(0);
});

describe('with another run', () => {
  test('waits until it is over, then starts one', async () => {
    const { start, sync, client, clock, deps } = set();
    sync.create(GOOD_LIFE, NOON - 60_000);
    expect(await start()).toMatchObject({ origin: 'started', run: { id: 'run-2' } });
    expect(clock.now() - NOON).toBeGreaterThanOrEqual(240_000);
    expect(client.count('createRun')).toBe(1);
    expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-2' }]);
    expect(deps.lines.join('\n')).toContain('is in progress (started): the step waits for its end, then starts a run');
  });

  test.each([
    ['attach', { kind: 'run', origin: 'attached', run: { id: 'run-1' }, serverTime: NOON }],
    ['fail', { kind: 'refused', problem: 'run run-1 of it is in progress (pending)' }],
  ] as const)('%s: none is started, and none is ours', async (ifRunning, expected) => {
    const { start, sync, client, deps } = set();
    sync.create(GOOD_LIFE, NOON - 10_000);
    expect(await start({ ifRunning })).toMatchObject(expected);
    expect(client.count('createRun')).toBe(0);
    expect(deps.saved).toEqual([]);
  });

  test('one that is recent enough is used, and is not ours', async () => {
    const { start, sync, client, deps } = set();
    sync.create(GOOD_LIFE, NOON - 400_000);
    expect(await start({ reuseWithinMs: 10 * MINUTE })).toMatchObject({ origin: 'reused', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(0);
    expect(deps.saved).toEqual([]);
  });

  test('one that is recent enough is not used behind a newer one, and the log says so once', async () => {
    const { start, sync, deps, clock } = set();
    sync.create([[1, { status: 'completed', ingested: true }]], NOON - 3 * MINUTE);
    sync.create([[70, { status: 'failed' }]], NOON - MINUTE);
    expect(await start({ reuseWithinMs: 10 * MINUTE })).toMatchObject({ origin: 'started', run: { id: 'run-3' } });
    expect(clock.now()).toBeGreaterThan(NOON + 10_000);
    expect(deps.lines.filter((line) => line.includes('run-1'))).toEqual([
      'aws: run run-1 is recent enough, but run run-2 (created) is not older: it may have changed the data since. So the step does not use run run-1 again.',
    ]);
  });

  test('that never ends, the deadline comes', async () => {
    const { start, sync, client } = set();
    sync.create([], NOON - 10_000);
    await expect(start()).rejects.toMatchObject({ outcome: 'timed-out' });
    expect(client.count('createRun')).toBe(0);
  });
});

describe('refused', () => {
  test.each([409, 422, 400])('with %d, while one is in progress: waits for it, then asks again', async (status) => {
    const { start, client } = set((sync, clock) => ({
      createRun: async (name, signal) => {
        if (sync.all().length === 0) {
          sync.create([
            [0, { status: 'started' }],
            [100, { status: 'completed' }],
          ]);
          throw failure(status, 'POST');
        }
        if (clock.now() < NOON + 100_000) throw failure(status, 'POST');
        return sync.handlers.createRun(name, signal);
      },
    }));
    expect(await start()).toMatchObject({ origin: 'started', run: { id: 'run-2' } });
    expect(client.count('createRun')).toBe(2);
  });

  test('with 409 while one is in progress: attaches to it', async () => {
    const { start, client } = set((sync) => ({
      createRun: async () => {
        sync.create();
        throw failure(409, 'POST');
      },
    }));
    expect(await start({ ifRunning: 'attach' })).toMatchObject({ origin: 'attached', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(1);
  });

  test('with 409 while one is in progress: fails', async () => {
    const { start } = set((sync) => ({
      createRun: async () => {
        sync.create();
        throw failure(409, 'POST');
      },
    }));
    expect(await start({ ifRunning: 'fail' })).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('in progress'),
    });
  });

  test.each<[number, boolean | null, StartRule['ifRunning'], number, string]>([
    [422, true, 'wait', 1, 'the sync is disabled on the Platform'],
    [422, false, 'wait', 3, 'The Platform answered 422'],
    [422, null, 'wait', 3, 'The Platform answered 422'],
    [409, false, 'attach', 3, 'The Platform answered 409'],
    [409, false, 'fail', 1, 'The Platform answered 409'],
    [400, false, 'wait', 1, 'The Platform answered 400'],
  ])(
    'with %d, and nothing in progress (disabled: %s, %s): asked %d times',
    async (...[status, disabled, ifRunning, posts, problem]) => {
      const { start, client } = set(() => ({
        createRun: () => Promise.reject(failure(status, 'POST')),
        findSyncDisabled: async () => disabled,
      }));
      expect(await start({ ifRunning })).toMatchObject({ kind: 'refused', problem: expect.stringContaining(problem) });
      expect(client.count('createRun')).toBe(posts);
    },
  );

  test.each([409, 422])('with %d, since a run ended a moment ago: asked again', async (status) => {
    const { start, client } = set((sync) => ({
      createRun: (name, signal) =>
        client.count('createRun') === 1
          ? Promise.reject(failure(status, 'POST'))
          : sync.handlers.createRun(name, signal),
    }));
    expect(await start()).toMatchObject({ origin: 'started', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(2);
  });

  test('with 409 after a lost answer, and nothing in progress: not posted a third time', async () => {
    const { start, client } = set(() => ({
      createRun: () =>
        Promise.reject(client.count('createRun') === 1 ? failure('timeout', 'POST') : failure(409, 'POST')),
    }));
    await expect(start()).rejects.toThrow(/unknown whether a run of aws was started: .* 409/);
    expect(client.count('createRun')).toBe(2);
  });

  test('with 404, although the runs of the sync were listed: asked again, three times in all', async () => {
    const { start, client } = set(() => ({ createRun: () => Promise.reject(failure(404, 'POST')) }));
    await expect(start()).rejects.toMatchObject({ status: 404 });
    expect(client.calls).toEqual(['listRuns aws', 'createRun aws', 'createRun aws', 'createRun aws']);
  });

  test.each([401, 403])('with %d: an error at once, without a second look', async (status) => {
    const { start, client } = set(() => ({ createRun: () => Promise.reject(failure(status, 'POST')) }));
    await expect(start()).rejects.toMatchObject({ status });
    expect(client.calls).toEqual(['listRuns aws', 'createRun aws']);
  });

  test.each([303, 405, 423, 501])('with %d: looked for, and never posted again', async (status) => {
    const { start, client } = set(() => ({ createRun: () => Promise.reject(failure(status, 'POST')) }));
    await expect(start()).rejects.toMatchObject({ message: expect.stringMatching(UNKNOWN), cause: { status } });
    expect(client.count('createRun')).toBe(1);
    expect(client.count('listRuns')).toBe(4);
  });

  test.each([303, 423, 524])('with %d, although the run was started: it is found', async (status) => {
    const { start, client } = set((sync) => ({
      createRun: async () => {
        sync.create();
        throw failure(status, 'POST');
      },
    }));
    expect(await start()).toMatchObject({ origin: 'adopted' });
    expect(client.count('createRun')).toBe(1);
  });

  test.each([
    [30_000, 270_000, 320_000],
    [null, 90_000, 150_000],
  ])('with 429 (Retry-After: %s): asked ten times, with a look after each', async (wished, least, most) => {
    const { start, client, clock } = set(() => ({ createRun: () => Promise.reject(failure(429, 'POST', wished)) }));
    await expect(start()).rejects.toMatchObject({ status: 429 });
    expect(client.count('createRun')).toBe(10);
    // A proxy may answer 429 to a POST that went through.
    expect(client.count('listRuns')).toBe(1 + 30);
    expect(clock.now() - NOON).toBeGreaterThanOrEqual(least);
    expect(clock.now() - NOON).toBeLessThan(most);
  });

  test.each([429, 425])('with %d several times, and once with 502: asked again', async (busy) => {
    let posts = 0;
    const { start, client } = set((sync) => ({
      createRun: async (...question) => {
        posts += 1;
        if (posts < 10) throw failure(posts === 5 ? 502 : busy, 'POST');
        return sync.handlers.createRun(...question);
      },
    }));
    expect(await start()).toMatchObject({ origin: 'started' });
    expect(client.count('createRun')).toBe(10);
  });

  test('with 429 that asks for an hour: asked again every two minutes', async () => {
    const { start, client, clock } = set(() => ({ createRun: () => Promise.reject(failure(429, 'POST', 3_600_000)) }));
    await expect(start()).rejects.toMatchObject({ status: 429 });
    expect(client.count('createRun')).toBe(10);
    expect(clock.now() - NOON).toBeGreaterThanOrEqual(9 * 120_000);
    expect(clock.now() - NOON).toBeLessThan(9 * 150_000);
  });

  test('again and again by runs that are listed a moment later: waits for each of them', async () => {
    const { start, client } = set((sync, clock) => ({
      createRun: (name, signal) => {
        if (client.count('createRun') > 4) return sync.handlers.createRun(name, signal);
        clock.at(clock.now() + 1_000, () =>
          sync.create([
            [0, { status: 'started' }],
            [30, { status: 'completed' }],
          ]),
        );
        return Promise.reject(failure(409, 'POST'));
      },
    }));
    expect(await start()).toMatchObject({ origin: 'started', run: { id: 'run-5' } });
  });

  test('until the data of the last run is ingested: asked again, as late as the Platform asks for', async () => {
    const { start, client, clock } = set((sync) => ({
      createRun: (name, signal) =>
        clock.now() < NOON + 60_000
          ? Promise.reject(failure(422, 'POST', 7_000))
          : sync.handlers.createRun(name, signal),
      listRuns: async () =>
        runList([aCompletedRun({ id: 'last', createdAt: atSecond(-60), ingested: false })], clock.now()),
    }));
    expect(await start()).toMatchObject({ origin: 'started' });
    // At 0, 7, … 63 s, and what is asked in between is a list.
    expect(clock.now() - NOON).toBe(63_000);
    expect(client.count('createRun')).toBe(10);
  });

  test('for as long as the data of the last run is not ingested, until the deadline: that is what is told', async () => {
    const last = aCompletedRun({ id: 'the-last', ingested: false, createdAt: atSecond(-600) });
    const { start } = set(() => ({
      listRuns: async () => runList([last]),
      createRun: () => Promise.reject(failure(409, 'POST')),
    }));
    await expect(start()).rejects.toMatchObject({
      outcome: 'timed-out',
      message: expect.stringMatching(/data of the last one is not ingested/),
      remedy: expect.not.stringContaining('if-running'),
    });
  });

  test('with a run that is waited for until the deadline: none is started after it', async () => {
    const { sync, client, deps, clock } = set((all) => ({
      listRuns: async (name) => {
        // A slow answer, once the other run is over.
        if (all.all().some(({ status }) => status === 'completed')) await clock.sleep(2_000, deps.stop);
        return all.handlers.listRuns(name);
      },
    }));
    const late = { ...deps, deadline: NOON + 20_000 };
    sync.create([
      [0, { status: 'started' }],
      [18.9, { status: 'completed' }],
    ]);
    await expect(startRun('aws', await listRunsOf('aws', late), RULE, late)).rejects.toMatchObject({
      outcome: 'timed-out',
    });
    expect(client.count('createRun')).toBe(0);
  });

  // An old run whose status this version does not know is none that a new one would have to wait for.
  test.each(['wait', 'attach'] as const)(
    'for good, with an old run of an unknown status (%s): not for ever',
    async (ifRunning) => {
      const clock = createFakeClock(NOON, 2 * 3_600_000);
      const runs = [
        aCompletedRun({ id: 'b', createdAt: atSecond(-60) }),
        aCompletedRun({ id: 'a', status: 'archived', createdAt: atSecond(-90) }),
      ];
      const client = fakeClient({
        listRuns: async () => runList(runs, clock.now()),
        createRun: () => Promise.reject(failure(422, 'POST')),
      });
      const deps = fakeDeps(client, { clock });
      await startRun('aws', runList(runs, NOON), { ...RULE, ifRunning }, deps).catch(() => {});
      expect(client.count('createRun')).toBeLessThanOrEqual(3);
    },
  );

  // Each look finds a new run of somebody else's that is over by the next one.
  test('again and again, since others are always quicker: ends at the deadline', async () => {
    const clock = createFakeClock(NOON, 600_000);
    const sync = fakeSync(clock, [[1, { status: 'completed' }]]);
    const client = fakeClient({
      ...sync.handlers,
      createRun: async () => {
        sync.create();
        throw failure(409, 'POST');
      },
    });
    const deps = fakeDeps(client, { clock, deadline: NOON + 2 * MINUTE });
    await startRun('aws', runList(), RULE, deps).catch(() => {});
    expect(clock.now()).toBeLessThanOrEqual(deps.deadline + MINUTE);
  });
});

/** Whatever ends the step after a lost answer. */
const UNKNOWN = /^It is unknown whether a run of aws was started: /;

const AMBIGUOUS = ['network', 'timeout', 'unreadable', 500, 502, 503, 504, 408] as const;

describe('an answer that is lost', () => {
  test.each(AMBIGUOUS)('%s, and a run: it is ours, and not posted again', async (kind) => {
    const { start, client, deps } = set((sync) => ({
      createRun: async () => {
        sync.create();
        throw failure(kind, 'POST');
      },
    }));
    expect(await start()).toMatchObject({ origin: 'adopted', run: { id: 'run-1' }, serverTime: NOON });
    expect(client.count('createRun')).toBe(1);
    expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
  });

  test.each(AMBIGUOUS)('%s, and no run: looked for three times, posted again, three times in all', async (kind) => {
    const { start, client, clock } = set(() => ({ createRun: () => Promise.reject(failure(kind, 'POST')) }));
    await expect(start()).rejects.toMatchObject({
      message: expect.stringMatching(UNKNOWN),
      cause: { failure: expect.anything() },
    });
    expect(client.count('createRun')).toBe(3);
    // And once more before each of the two that follow.
    expect(client.count('listRuns')).toBe(1 + 9 + 2);
    // A second run is worse than a late one.
    expect(clock.now() - NOON).toBe(3 * 4_000 + 10_000 + 30_000);
  });

  test('and a run that is listed twenty seconds later: no second one', async () => {
    const { start, client } = set((sync, clock) => ({
      createRun: async () => {
        if (client.count('createRun') === 2) clock.at(clock.now() + 20_000, () => sync.create());
        throw failure('timeout', 'POST');
      },
    }));
    expect(await start()).toMatchObject({ origin: 'adopted', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(2);
  });

  test('and a list that takes until the deadline: not posted again', async () => {
    const { start, client } = set(
      (sync, clock) => ({
        listRuns: async (name) => {
          if (client.count('listRuns') === 5) await clock.sleep(MINUTE, new AbortController().signal);
          return sync.handlers.listRuns(name);
        },
        createRun: () => Promise.reject(failure('timeout', 'POST')),
      }),
      { deadline: NOON + MINUTE },
    );
    await expect(start()).rejects.toThrow(UNKNOWN);
    expect(client.count('createRun')).toBe(1);
  });

  test('once, and then an answer', async () => {
    let tries = 0;
    const { start, client } = set((sync) => ({
      createRun: (name, signal) =>
        tries++ === 0 ? Promise.reject(failure('network', 'POST')) : sync.handlers.createRun(name, signal),
    }));
    expect(await start()).toMatchObject({ origin: 'started', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(2);
  });

  test('and a server that is slow to make the run', async () => {
    const { start, client } = set((sync, clock) => ({
      createRun: async () => {
        clock.at(clock.now() + 3_000, () => sync.create());
        throw failure('timeout', 'POST');
      },
    }));
    expect(await start()).toMatchObject({ origin: 'adopted', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(1);
  });

  // The request's own deadline is the step's: the ordinary client sends nothing any more.
  test.each([0, 5_000])('and the deadline %d ms later: the run is found by the last client', async (left) => {
    const lastClient = () => fakeClient(sync.handlers);
    const { start, client, deps, sync } = set(
      (all, clock) => ({
        listRuns: () =>
          clock.uptime() < NOON + MINUTE ? all.handlers.listRuns('aws') : Promise.reject(new TimedOutError('late', '')),
        createRun: async (_name, signal) => {
          all.create();
          await clock.sleep(MINUTE - left, signal);
          throw failure('timeout', 'POST');
        },
      }),
      { deadline: NOON + MINUTE, lastClient: () => lastClient() },
    );
    expect(await start()).toMatchObject({ origin: 'adopted', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(1);
    expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
  });

  test.each([
    ['waits as long as it is asked to, and looks before it posts again', false],
    ['is cancelled in that wait, and looks all the same', true],
  ])('and a run that comes later than the looks: the step %s', async (_, isCancelled) => {
    const { start, client, deps } = set((sync, clock) => ({
      createRun: async () => {
        clock.at(NOON + 6_000, () => sync.create());
        if (isCancelled) clock.at(NOON + 7_000, () => deps.cancel.abort(new CancelledError('SIGINT')));
        throw failure(503, 'POST', 12_000);
      },
    }));
    expect(await start()).toMatchObject({ origin: 'adopted', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(1);
    expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
  });

  test.each(['wait', 'attach', 'fail'] as const)(
    'and then 400, because of the very run (%s): it is ours',
    async (ifRunning) => {
      const { start, client, deps } = set((sync) => ({
        createRun: async () => {
          if (client.count('createRun') === 2) sync.create();
          throw failure(client.count('createRun') === 1 ? 'timeout' : 400, 'POST');
        },
      }));
      expect(await start({ ifRunning })).toMatchObject({ origin: 'adopted', run: { id: 'run-1' } });
      expect(client.count('createRun')).toBe(2);
      expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
    },
  );

  test.each([401, 403, 404])('and then %d, and no run: it is not known', async (status) => {
    const { start, client } = set(() => ({
      createRun: () => Promise.reject(failure(client.count('createRun') === 1 ? 'network' : status, 'POST')),
    }));
    await expect(start()).rejects.toMatchObject({ message: expect.stringMatching(UNKNOWN), cause: { status } });
  });

  test('after the Platform spoke of another run that it did not list: what is found is not ours', async () => {
    const { start, client, deps } = set((sync) => ({
      createRun: async () => {
        if (client.count('createRun') === 1) throw failure(409, 'POST');
        sync.create();
        throw failure('network', 'POST');
      },
    }));
    expect(await start()).toMatchObject({ origin: 'attached', run: { id: 'run-1' } });
    expect(deps.ledger.open()).toEqual([]);
  });

  test('and old runs: they are not taken for it', async () => {
    const { start, client, sync } = set(() => ({ createRun: () => Promise.reject(failure(502, 'POST')) }));
    sync.create(GOOD_LIFE, NOON - 500_000);
    await expect(start()).rejects.toMatchObject({ cause: { status: 502 } });
    expect(client.count('createRun')).toBe(3);
  });

  test.each([600, -600, 18_000])('a header %d s ahead of the data: the run is found all the same', async (seconds) => {
    const { start, client } = set((sync, clock) => ({
      listRuns: async () => runList([...sync.all()], clock.now() + seconds * 1_000, true),
      createRun: async () => {
        sync.create();
        throw failure(502, 'POST');
      },
    }));
    expect(await start()).toMatchObject({ origin: 'adopted', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(1);
  });

  test('and a run that was not listed before, from long ago: no second one is started, and none is ours', async () => {
    const { start, client, deps } = set((sync) => ({
      createRun: async () => {
        sync.create(GOOD_LIFE, NOON - 86_400_000);
        throw failure(502, 'POST');
      },
      listRuns: async () => runList([...sync.all()], null, true),
    }));
    await expect(start()).rejects.toThrow(/unknown whether run run-1 of aws, created 2026-07-31 12:00:00 UTC, is/);
    expect(client.count('createRun')).toBe(1);
    expect(deps.ledger.open()).toEqual([]);
    // Told already: the post step need not warn of it.
    expect(deps.saved.at(-1)).toEqual({ runs: [], attempts: [] });
  });

  test('and two new runs: neither is ours to cancel, and the newest is waited for', async () => {
    const { start, client, deps } = set((sync) => ({
      createRun: async () => {
        sync.create();
        sync.create(GOOD_LIFE, NOON + 5);
        throw failure(504, 'POST');
      },
    }));
    expect(await start()).toMatchObject({ origin: 'attached', run: { id: 'run-2' } });
    expect(client.count('createRun')).toBe(1);
    expect(deps.saved.flatMap(({ runs }) => runs)).toEqual([]);
  });

  test('429, and a run: it is used, and is not ours to cancel', async () => {
    const { start, client, deps } = set((sync) => ({
      createRun: async () => {
        sync.create();
        throw failure(429, 'POST');
      },
    }));
    expect(await start()).toMatchObject({ origin: 'attached', run: { id: 'run-1' } });
    expect(client.count('createRun')).toBe(1);
    expect(deps.ledger.open()).toEqual([]);
  });

  test('and the runs cannot be listed either: said, and not posted again', async () => {
    const { deps, client } = set(() => ({
      createRun: () => Promise.reject(failure('timeout', 'POST')),
      listRuns: () => Promise.reject(failure(503)),
    }));
    const error = await startRun('aws', runList(), RULE, deps).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StepError);
    expect(error).toMatchObject({
      message: expect.stringMatching(/unknown whether a run of aws was started/),
      remedy: expect.any(String),
    });
    expect(client.count('createRun')).toBe(1);
  });

  // The first POST is lost, its run appears only when the second POST is refused because of it. It is ours: waiting
  // for its end and starting another one syncs twice, and a cancelled step leaves it running.
  test.each(['wait', 'attach', 'fail'] as const)(
    'and then a refusal, because of the very run (%s): it is ours',
    async (ifRunning) => {
      const { start, client, deps } = set((sync) => ({
        createRun: async (name, signal) => {
          if (client.count('createRun') === 1) throw failure('timeout', 'POST');
          if (client.count('createRun') > 2) return sync.handlers.createRun(name, signal);
          sync.create();
          throw failure(409, 'POST');
        },
      }));
      expect(await start({ ifRunning })).toMatchObject({ origin: 'adopted', run: { id: 'run-1' } });
      expect(client.count('createRun')).toBe(2);
      expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
    },
  );
});

describe('an answer with a run that cannot be new', () => {
  const answer = (seconds: number) => ({
    createRun: async () => look(aCompletedRun({ id: 'odd', createdAt: atSecond(seconds) })),
  });

  test.each([
    ['of ten days ago', -864_000],
    ['from hours ahead', 18_000],
  ])('%s, and the list has no new one: nothing is proved, and it is not posted again', async (_, seconds) => {
    const { start, client, deps } = set(() => answer(seconds));
    await expect(start()).rejects.toThrow(/unknown whether run odd of aws/);
    expect(client.count('createRun')).toBe(1);
    expect(client.count('listRuns')).toBe(4);
    expect(deps.ledger.open()).toEqual([]);
  });

  test('and the list has a new one: that is ours', async () => {
    const { start } = set((sync) => ({
      createRun: async () => {
        sync.create();
        return answer(-864_000).createRun();
      },
    }));
    expect(await start()).toMatchObject({ origin: 'adopted', run: { id: 'run-1' } });
  });

  test('in a step that is cancelled meanwhile: told, and left to the post step', async () => {
    const { start, deps } = set(() => ({
      createRun: async () => {
        deps.cancel.abort(new CancelledError('SIGHUP'));
        return answer(-864_000).createRun();
      },
    }));
    await expect(start()).rejects.toBeInstanceOf(CancelledError);
    expect(deps.warned).toEqual([expect.stringContaining('run odd of aws')]);
    expect(deps.saved.at(-1)).toEqual({ runs: [], attempts: [{ syncName: 'aws', asked: expect.anything() }] });
  });
});

describe('a run that a newer one has overtaken', () => {
  const STUCK: Handlers = {
    listRuns: async () =>
      runList([
        aCompletedRun({ id: 'newer', createdAt: atSecond(-3_600) }),
        aCompletedRun({ id: 'stuck', status: 'started', createdAt: atSecond(-1_814_400) }),
        aCompletedRun({ id: 'stuck-too', status: 'pending', createdAt: atSecond(-1_900_000) }),
      ]),
  };

  test.each(['wait', 'attach', 'fail'] as const)('blocks nothing (%s), and is told once', async (ifRunning) => {
    const { start, deps } = set(() => STUCK);
    expect(await start({ ifRunning })).toMatchObject({ origin: 'started' });
    expect(deps.warned).toEqual([
      'Run stuck of aws, created 2026-07-11 12:00:00 UTC, is still started on the Platform (and 1 older run), although a newer run has completed: it is not waited for. If it is stuck, cancel it on the Platform.',
    ]);
  });

  test.each([400, 409, 422])('and for which the Platform refuses with %d: what to do is told', async (status) => {
    const { start, client } = set(() => ({ ...STUCK, createRun: () => Promise.reject(failure(status, 'POST')) }));
    expect(await start()).toMatchObject({
      kind: 'refused',
      problem: expect.stringMatching(/run stuck, created .* and still started: cancel it on the Platform/),
    });
    expect(client.count('createRun')).toBe(1);
  });
});

describe('a sync that does not exist', () => {
  test('is told with the nearest names', async () => {
    const { start } = set(() => ({
      listRuns: () => Promise.reject(failure(404)),
      listSyncNames: async () => ['gcp-prod', 'AWS', 'azure', 'aws-prod', 'awz'],
    }));
    const error = await start().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: '`sync-name`: this Platform has no sync named aws; of its 5 syncs the nearest are AWS, awz, azure.',
      remedy: 'Did you mean AWS?',
    });
  });

  test.each<[string, Handlers]>([
    ['has none', { listSyncNames: async () => [] }],
    ['does not say', { listSyncNames: () => Promise.reject(failure(403)) }],
  ])('is told with the 404 if the Platform %s', async (_, handlers) => {
    const { start } = set(() => ({ listRuns: () => Promise.reject(failure(404)), ...handlers }));
    await expect(start()).rejects.toMatchObject({
      message:
        '`sync-name`: the Platform has no sync named aws, and lists none: The Platform answered 404 (GET https://acme.example/api/x)',
      remedy: 'Check the name, the role of the key, and `platform-url`.',
    });
  });
});

describe('a sync that is listed, and whose runs are not', () => {
  const isMissing = (times: number) =>
    set((sync) => ({
      listRuns: (name) =>
        client().count('listRuns') <= times ? Promise.reject(failure(404)) : sync.handlers.listRuns(name),
      listSyncNames: async () => ['aws'],
    }));
  let client: () => ReturnType<typeof set>['client'];

  test.each([1, 2])('%d times: asked again, and started', async (times) => {
    const all = isMissing(times);
    client = () => all.client;
    expect(await all.start()).toMatchObject({ origin: 'started' });
    expect(all.client.count('createRun')).toBe(1);
  });

  test('three times: an error that says so', async () => {
    const all = isMissing(3);
    client = () => all.client;
    await expect(all.start()).rejects.toThrow(
      'The Platform lists the sync aws, but not its runs: The Platform answered 404',
    );
    expect(all.client.count('createRun')).toBe(0);
  });
});

describe('cancelled while the POST is under way', () => {
  afterEach(() => void vi.useRealTimers());

  test('its answer is waited for, so that the run can be cancelled', async () => {
    const { start, deps, sync, client } = set((all, clock) => ({
      createRun: async (name, signal) => {
        deps.cancel.abort(new CancelledError('SIGINT'));
        await clock.sleep(1_000, signal);
        return all.handlers.createRun(name, signal);
      },
    }));
    // The wait that follows ends at once, after the run's id is told.
    expect(await start()).toMatchObject({ origin: 'started', run: { id: 'run-1' } });
    expect(sync.all()).toHaveLength(1);
    expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
    expect(client.count('createRun')).toBe(1);
  });

  test.each([
    ['and it started a run, that is ours to cancel', true],
    ['and it started none, none is posted again', false],
  ])('no answer comes, %s', async (_, hasRun) => {
    // The grace for the answer is a timer of the machine, not of the clock that is passed in.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { start, deps, client } = set((sync) => ({
      createRun: (_name, signal) => {
        if (hasRun) sync.create();
        deps.cancel.abort(new CancelledError('SIGTERM'));
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          vi.advanceTimersByTime(3_000);
        });
      },
    }));
    if (hasRun) expect(await start()).toMatchObject({ origin: 'adopted' });
    else await expect(start()).rejects.toBeInstanceOf(CancelledError);
    expect(client.count('createRun')).toBe(1);
    expect(deps.ledger.open()).toEqual(hasRun ? [{ syncName: 'aws', runId: 'run-1' }] : []);
  });

  test.each<[status: number, asked: unknown]>([
    [503, expect.objectContaining({ at: { here: NOON, there: expect.anything() } })],
    // With these nothing was started: a new run is somebody else's.
    [403, null],
    [409, null],
    [422, null],
    [425, null],
    [429, null],
  ])('it is answered with %i: the post step knows whether a new run can be ours', async (status, asked) => {
    const { start, deps } = set(() => ({
      createRun: () => {
        deps.cancel.abort(new CancelledError('SIGTERM'));
        return Promise.reject(failure(status, 'POST'));
      },
    }));
    await expect(start()).rejects.toBeInstanceOf(CancelledError);
    expect(deps.saved.at(-1)).toEqual({ runs: [], attempts: [{ syncName: 'aws', asked }] });
  });

  test('no answer comes, and the runs cannot be listed: told, and left to the post step', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { deps } = set(() => ({
      listRuns: () => Promise.reject(failure('timeout')),
      createRun: (_name, signal) => {
        deps.cancel.abort(new CancelledError('SIGTERM'));
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          vi.advanceTimersByTime(3_000);
        });
      },
    }));
    await expect(startRun('aws', runList(), RULE, deps)).rejects.toBeInstanceOf(StepError);
    expect(deps.warned).toEqual([expect.stringMatching(/unknown whether a run of aws was started/)]);
    expect(deps.saved.at(-1)).toEqual({ runs: [], attempts: [{ syncName: 'aws', asked: expect.anything() }] });
  });

  test('after another sync has ended the step: its answer is waited for as shortly', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const others = new AbortController();
    const { deps, client } = set((sync) => ({
      createRun: (_name, signal) => {
        sync.create();
        others.abort(new StepError('another sync', {}));
        deps.cancel.abort(new CancelledError('SIGTERM'));
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          vi.advanceTimersByTime(3_000);
        });
      },
    }));
    const together = { ...deps, stop: AbortSignal.any([others.signal, deps.stop]), stepStop: deps.stop };
    const started = await startRun('aws', await listRunsOf('aws', together), RULE, together);
    expect(started).toMatchObject({ origin: 'adopted' });
    expect(client.count('createRun')).toBe(1);
  });

  test('before it: nothing is posted', async () => {
    const { start, deps, client } = set();
    const started = start();
    deps.cancel.abort(new CancelledError('SIGINT'));
    await expect(started).rejects.toBeInstanceOf(CancelledError);
    expect(client.count('createRun')).toBe(0);
  });

  test('while the runs of others are waited for: nothing is posted', async () => {
    const { start, deps, client, sync, clock } = set();
    sync.create();
    clock.at(NOON + 30_000, () => deps.cancel.abort(new CancelledError('SIGINT')));
    await expect(start()).rejects.toBeInstanceOf(CancelledError);
    expect(client.count('createRun')).toBe(0);
    expect(deps.saved).toEqual([]);
  });
});
