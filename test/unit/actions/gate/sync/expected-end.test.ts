/** What becomes of a wait for a run if the runs before it are known. */
import { describe, expect, test } from 'vitest';
import { waitAsGate } from '../../../../../scripts/bench/wait.ts';
import { learnFromRuns, type PastRuns } from '../../../../../src/actions/gate/sync/past-runs.ts';
import { isInProgress } from '../../../../../src/actions/gate/sync/run-state.ts';
import { runSync } from '../../../../../src/actions/gate/sync/run-sync.ts';
import { runSyncs } from '../../../../../src/actions/gate/sync/run-syncs.ts';
import { awaitRun } from '../../../../../src/actions/gate/sync/wait.ts';
import { CancelledError } from '../../../../../src/errors.ts';
import { aCompletedRun, atSecond, fakeClient, runList } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';
import { fakeDeps } from '../../../fake/deps.ts';
import { fakeSync, type Life } from '../../../fake/sync.ts';

/** Runs that took so many seconds, the newest an hour ago. */
const pastRuns = (seconds: readonly number[]) =>
  seconds.map((time, index) => {
    const created = -3_600 * (index + 1) + 0.5;
    const completedAt = atSecond(created + time);
    return aCompletedRun({ id: `past-${index}`, createdAt: atSecond(created), completedAt, completedBy: completedAt });
  });

/** About ten minutes. */
const TEN_MINUTES = [600, 612, 588, 606, 594, 600, 618, 582];

const life = (seconds: number, status = 'completed'): Life => [
  [5, { status: 'started' }],
  [seconds, { status, ingested: true }],
];

function set(past: PastRuns, itsLife: Life, ageMs: number | null = 0) {
  const clock = createFakeClock();
  const sync = fakeSync(clock, itsLife);
  const client = fakeClient(sync.handlers);
  const deps = { ...fakeDeps(client, { clock }), deadline: NOON + 7 * 3_600_000 };
  const run = sync.create();
  const isOver = (one: Parameters<typeof isInProgress>[0]) => !isInProgress(one);
  const wait = (changes: Partial<typeof deps> = {}) =>
    awaitRun('aws', run, isOver, { ...deps, ...changes }, { past, ageMs });
  const late = () => clock.now() - NOON - (itsLife.at(-1)?.[0] ?? 0) * 1_000;
  return { clock, client, deps, wait, late };
}

const LEARNED = learnFromRuns(pastRuns(TEN_MINUTES));

describe('awaitRun, with runs before', () => {
  test('polls little, and notices the end at once', async () => {
    const { wait, client, late } = set(LEARNED, life(600));
    await wait();
    expect(client.count('getRun')).toBeLessThan(22);
    expect(late()).toBeLessThan(4_000);
  });

  test.each([5, 300, 590, 600, 615, 700, 1_500])(
    'a run of %d s: as many requests as the benchmark says',
    async (seconds) => {
      const { wait, client, late } = set(LEARNED, life(seconds));
      await wait();
      const simulated = waitAsGate(LEARNED.rhythm)(seconds * 1_000);
      // The simulation leaves out the statistics of the end.
      expect(client.count('getRun') + client.count('findRunStats') - 1).toBe(simulated.requests);
      expect(late()).toBeCloseTo(simulated.lateMs, 1);
    },
  );

  test('without them as many as ever', async () => {
    const { wait, client, late } = set(learnFromRuns([]), life(600));
    await wait();
    const simulated = waitAsGate(null)(600_000);
    expect(client.count('getRun') + client.count('findRunStats')).toBe(simulated.requests + 2);
    expect(late()).toBeCloseTo(simulated.lateMs, 1);
  });

  test.each([1, 10, 20, 60, 200, 500])(
    'one that fails after %d s is noticed within 15 s, or twice that time',
    async (seconds) => {
      const { wait, late } = set(LEARNED, life(seconds, 'failed'));
      const { run } = await wait();
      expect(run.status).toBe('failed');
      expect(late()).toBeLessThanOrEqual(Math.max(15_000, Math.min(2_000 * seconds, 120_000)));
    },
  );

  test('the log has a line a minute all the same, and statistics every ten minutes', async () => {
    const hour = learnFromRuns(pastRuns(TEN_MINUTES.map((time) => time * 6)));
    const { wait, deps, client } = set(hour, life(3_600));
    await wait();
    expect(deps.lines.length).toBeGreaterThan(45);
    expect(deps.lines.length).toBeLessThanOrEqual(60 + 4);
    expect(deps.lines.slice(0, 3)).toEqual([
      'aws: started (0:14)',
      'aws: started at the last poll (1:14)',
      'aws: started at the last poll (2:14)',
    ]);
    expect(client.count('findRunStats')).toBeLessThanOrEqual(6 + 1);
    expect(client.count('findRunStats')).toBeGreaterThan(4);
  });

  test.each([
    ['known', LEARNED],
    ['unknown', learnFromRuns([])],
  ])('if its past is %s, the end is told, with statistics of its own', async (_, past) => {
    const { deps, client, clock } = set(past, life(700));
    const counting = {
      ...client,
      findRunStats: async () => ({ completedTables: Math.floor(clock.now() - NOON), resources: 7 }),
    };
    const run = await client.createRun('aws', deps.stop);
    const isOver = (one: Parameters<typeof isInProgress>[0]) => !isInProgress(one);
    const { stats } = await awaitRun('aws', run.run, isOver, { ...deps, client: counting }, { past, ageMs: 0 });
    expect(stats?.completedTables).toBeGreaterThanOrEqual(700_000);
    expect(deps.lines.at(-1)).toMatch(/^aws: completed, ingested, [\d,]+ tables done, 7 rows, 0 errors \(11:\d\d\)$/);
  });

  test('a run that is queued for longer than usual has no line for each poll', async () => {
    const { wait, deps, client } = set(LEARNED, [
      [1, { status: 'pending' }],
      [1_200, { status: 'completed', ingested: true }],
    ]);
    await wait();
    expect(client.count('getRun')).toBeGreaterThan(60);
    expect(deps.lines.length).toBeLessThan(25);
  });

  test('if nobody knows how old the run is, nobody knows when it ends', async () => {
    const unknown = set(LEARNED, life(600), null);
    await unknown.wait();
    const first = set(learnFromRuns([]), life(600));
    await first.wait();
    expect(unknown.clock.pauses).toEqual(first.clock.pauses);
  });

  test('a run that was there before is as far as its age', async () => {
    const { wait, client, clock } = set(LEARNED, life(60), 540_000);
    await wait();
    expect(clock.now() - NOON).toBeLessThan(64_000);
    expect(client.count('getRun')).toBeLessThan(16);
  });

  test('the last poll is at the deadline, in the middle of a long pause', async () => {
    const { wait, clock } = set(LEARNED, []);
    await expect(wait({ deadline: NOON + 301_234 })).rejects.toMatchObject({ outcome: 'timed-out' });
    expect(clock.now()).toBe(NOON + 301_234);
  });

  test('a cancellation ends a long pause at once', async () => {
    const { wait, clock, deps } = set(LEARNED, []);
    clock.at(NOON + 200_123, () => deps.cancel.abort(new CancelledError('SIGINT')));
    await expect(wait()).rejects.toBeInstanceOf(CancelledError);
    expect(clock.now()).toBe(NOON + 200_123);
  });

  test('a run that takes far longer than any before is warned of, once', async () => {
    const { wait, deps, client, clock } = set(LEARNED, life(3_600));
    await wait();
    expect(deps.warned).toEqual([
      expect.stringMatching(
        /^Run run-1 of aws has been in progress for 15 min \d+ s\. The longest of the 8 runs before it that completed took 10 min 18 s\.$/,
      ),
    ]);
    expect(client.count('getRun')).toBeLessThan(260);
    expect(clock.now() - NOON).toBeLessThanOrEqual(3_615_000);
  });

  test('one that is as long as the longest is no warning', async () => {
    const { wait, deps } = set(LEARNED, life(900));
    await wait();
    expect(deps.warned).toEqual([]);
  });

  test('that its data is there is seen soon after its end, however long it took', async () => {
    const clock = createFakeClock();
    const sync = fakeSync(clock, [
      [5, { status: 'started' }],
      [600, { status: 'completed', ingested: false }],
      [610, { ingested: true }],
    ]);
    const client = fakeClient(sync.handlers);
    const run = sync.create();
    const deps = fakeDeps(client, { clock });
    const isOver = (one: typeof run) => one.ingested === true;
    await awaitRun('aws', run, isOver, deps, { past: LEARNED, ageMs: 0 });
    expect(clock.now() - NOON).toBeLessThanOrEqual(612_000);
  });
});

describe('a step', () => {
  const rule = { ifRunning: 'wait', reuseWithinMs: 0, requireIngestion: true, onPartialSync: 'warn' } as const;

  test('tells how long the run that it started usually takes', async () => {
    const clock = createFakeClock();
    const sync = fakeSync(clock, life(600));
    const deps = fakeDeps(fakeClient(sync.handlers), { clock });
    const { endedAt, completedBefore } = await runSync('aws', runList(pastRuns(TEN_MINUTES)), rule, deps, () => {});
    expect(deps.lines[0]).toBe('aws: started run run-1; it usually takes about 10 min.');
    expect(endedAt).toBe(clock.uptime());
    expect(completedBefore).toBe(atSecond(-3_000 + 0.5));
  });

  test.each([[[]], [[60, 600, 1_800]], [[600, 600]]])(
    'says nothing about that after runs of %j seconds',
    async (seconds) => {
      const clock = createFakeClock();
      const sync = fakeSync(clock, life(600));
      const deps = fakeDeps(fakeClient(sync.handlers), { clock });
      await runSync('aws', runList(pastRuns(seconds)), rule, deps, () => {});
      expect(deps.lines[0]).toBe('aws: started run run-1.');
      expect(deps.lines.join()).not.toContain('usually');
    },
  );

  test('knows it also of a run that it waits for or attaches to', async () => {
    for (const ifRunning of ['wait', 'attach'] as const) {
      const clock = createFakeClock();
      const sync = fakeSync(clock, life(600));
      const running = sync.create(life(600), NOON - 480_000);
      const client = fakeClient({
        ...sync.handlers,
        listRuns: async () => runList([...sync.all().toReversed(), ...pastRuns(TEN_MINUTES)], clock.now()),
      });
      const deps = fakeDeps(client, { clock });
      const known = runList([running, ...pastRuns(TEN_MINUTES)], clock.now());
      await runSync('aws', known, { ...rule, ifRunning }, deps, () => {});
      const ended = ifRunning === 'wait' ? 720_000 : 120_000;
      expect(clock.now() - NOON - ended).toBeLessThan(10_000);
      expect(client.count('getRun')).toBeLessThan(ifRunning === 'wait' ? 40 : 20);
    }
  });
});

describe('several syncs side by side', () => {
  /** Each minute's requests that wait: polls, and statistics but for those of an end. */
  async function simulate(count: number, lives: (index: number) => Life, past: readonly number[]) {
    const clock = createFakeClock();
    const names = Array.from({ length: count }, (_, index) => `sync-${index}`);
    const syncs = new Map(names.map((name, index) => [name, fakeSync(clock, lives(index), name)]));
    const sent: { at: number; isEnd: boolean }[] = [];
    const client = fakeClient({
      listRuns: async () => runList(pastRuns(past), clock.now()),
      createRun: async (name, signal) => syncs.get(name)?.handlers.createRun(name, signal) ?? Promise.reject(),
      async getRun(name, id, createdAt) {
        sent.push({ at: clock.uptime(), isEnd: false });
        return syncs.get(name)?.handlers.getRun(name, id, createdAt) ?? Promise.reject();
      },
      async findRunStats(name, id) {
        const run = syncs.get(name)?.read(id);
        sent.push({ at: clock.uptime(), isEnd: run?.ingested === true });
        return { completedTables: 1, resources: 1 };
      },
    });
    const deps = { ...fakeDeps(client, { clock }), deadline: NOON + 6 * 3_600_000 };
    const rule = { ifRunning: 'wait', reuseWithinMs: 0, requireIngestion: true, onPartialSync: 'warn' } as const;
    const finished = await runSyncs(names, rule, deps, () => {});
    const waiting = sent.filter(({ isEnd }) => !isEnd).map(({ at }) => at);
    const most = Math.max(...waiting.map((from) => waiting.filter((at) => at >= from && at < from + 60_000).length));
    return { most, finished, elapsedMs: clock.now() - NOON };
  }

  test.each([
    ['two', 2, TEN_MINUTES],
    ['five', 5, TEN_MINUTES],
    ['fifty', 50, TEN_MINUTES],
    ['fifty whose past is unknown', 50, []],
    ['three whose past is unknown', 3, []],
  ] as const)('%s that end at the same time: at most 60 requests a minute', async (_, count, past) => {
    const { most, finished, elapsedMs } = await simulate(count, () => life(600), past);
    expect(finished.map(({ result }) => result.state)).toEqual(Array(count).fill('succeeded'));
    expect(most).toBeLessThanOrEqual(60);
    // Each has its turn once a minute, and for the second answer to its end sooner or later another one.
    expect(elapsedMs).toBeLessThanOrEqual(600_000 + Math.max(15_000, 2 * count * 1_200));
  });

  test('and if they end one after the other, and are ingested late', async () => {
    const lives = (index: number): Life => [
      [5, { status: 'started' }],
      [400 + index * 7, { status: 'completed', ingested: false }],
      [430 + index * 9, { ingested: true }],
    ];
    const { most, finished } = await simulate(20, lives, [480, 500, 490, 470, 510, 505]);
    expect(finished).toHaveLength(20);
    expect(most).toBeLessThanOrEqual(60);
  });
});
