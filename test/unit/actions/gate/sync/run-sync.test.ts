import { describe, expect, test } from 'vitest';
import type { GateClient } from '../../../../../src/actions/gate/client.ts';
import type { StartRule } from '../../../../../src/actions/gate/sync/before-start.ts';
import type { SyncResult } from '../../../../../src/actions/gate/sync/result.ts';
import { runSync } from '../../../../../src/actions/gate/sync/run-sync.ts';
import { runSyncs } from '../../../../../src/actions/gate/sync/run-syncs.ts';
import { CancelledError } from '../../../../../src/errors.ts';
import type { SyncRun } from '../../../../../src/platform/run.ts';
import { millisecondsOf } from '../../../../../src/platform/timestamp.ts';
import { aRun, atSecond, failure, fakeClient, look, runList } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';
import { fakeDeps } from '../../../fake/deps.ts';
import { fakeSync, GOOD_LIFE, type Life } from '../../../fake/sync.ts';

const RULE: StartRule = { ifRunning: 'wait', reuseWithinMs: 0, requireIngestion: true, onPartialSync: 'warn' };

function set(life: Life = GOOD_LIFE, handlers: Partial<GateClient> = {}) {
  const clock = createFakeClock();
  const sync = fakeSync(clock, life);
  const client = fakeClient({ ...sync.handlers, ...handlers });
  const deps = fakeDeps(client, { clock });
  const results: SyncResult[] = [];
  const run = (rule: Partial<StartRule> = {}) =>
    runSync('aws', runList([...sync.all()], NOON), { ...RULE, ...rule }, deps, (result) => results.push(result));
  return { clock, sync, client, deps, results, run };
}

const ends = (changes: Partial<SyncRun>): Life => [
  [1, { status: 'started' }],
  [60, changes],
];

describe('runSync', () => {
  test('starts a run, waits for it and its data, and tells all that is known as soon as it is', async () => {
    const { run, results, deps } = set();
    const { result, freshSince } = await run();
    expect(result).toMatchObject({
      runId: 'run-1',
      origin: 'started',
      state: 'succeeded',
      status: 'completed',
      ingested: true,
      rows: 1_204,
      problem: null,
      durationSeconds: 300.5,
    });
    expect(results[0]).toMatchObject({ runId: 'run-1', origin: 'started', state: 'unfinished', status: 'created' });
    expect(results.at(-1)).toEqual(result);
    expect(deps.ledger.open()).toEqual([]);
    // A policy that was evaluated between completion and the last look without ingestion has not seen all the data.
    expect(freshSince).not.toBeNull();
    expect(millisecondsOf(freshSince ?? atSecond(0))).toBeGreaterThan(NOON + 300_000);
    expect(millisecondsOf(freshSince ?? atSecond(0))).toBeLessThan(NOON + 330_000);
  });

  test('if the header tells another time than the data, the time that passed here counts', async () => {
    const { sync, run } = set(GOOD_LIFE, {
      createRun: async () => look(sync.create(), NOON - 3_600_000),
      getRun: async (_, id) => look(sync.read(id), NOON - 3_600_000),
    });
    const { freshSince } = await run();
    expect(millisecondsOf(freshSince ?? atSecond(0))).toBeGreaterThan(NOON + 310_000);
    expect(millisecondsOf(freshSince ?? atSecond(0))).toBeLessThan(NOON + 330_000);
  });

  test('a completion that is cut to the second may be as late as the next one', async () => {
    const completedBy = atSecond(301);
    const { run } = set(GOOD_LIFE, {
      getRun: async () =>
        look(aRun({ status: 'completed', completedAt: atSecond(300), completedBy, ingested: true }), NOON + 300_000),
    });
    expect((await run()).freshSince).toBe(completedBy);
  });

  test('a completion that what was seen contradicts makes no result fresh, and is told', async () => {
    const { run, deps } = set([
      [1, { status: 'started' }],
      [1_200, { status: 'completed', completedAt: atSecond(2), ingested: true }],
    ]);
    expect(await run()).toMatchObject({ result: { state: 'succeeded' }, freshSince: null });
    expect(deps.warned).toEqual([expect.stringContaining('contradicts what this step saw')]);
  });

  test('without ingestion it does not wait for it', async () => {
    const { run, clock } = set();
    expect(await run({ requireIngestion: false })).toMatchObject({ result: { state: 'succeeded', ingested: false } });
    expect(clock.now() - NOON).toBeLessThan(320_000);
  });

  test.each<[Life, SyncResult['state'], string]>([
    [ends({ status: 'failed' }), 'failed', 'the run failed'],
    [ends({ status: 'failed', statusReason: 'oom_killed' }), 'failed', 'the run failed: oom_killed'],
    [ends({ status: 'cancelled' }), 'cancelled', 'the run was cancelled on the Platform'],
    [ends({ status: 'completed', ingested: true, errors: 4 }), 'partial', 'the run completed with 4 errors'],
    [
      ends({ status: 'completed', ingested: true, statusReason: 'partial_success' }),
      'partial',
      'the run completed as partial_success',
    ],
    [
      ends({ status: 'completed', statusReason: 'ingestion_failed' }),
      'failed',
      'the run completed, but with the reason ingestion_failed',
    ],
    [
      ends({ status: 'completed', ingested: true, statusReason: 'new_word' }),
      'failed',
      'the run completed, but with the reason new_word',
    ],
  ])('%j: %s', async (life, state, problem) => {
    const { run, deps } = set(life);
    expect(await run()).toMatchObject({ result: { state, problem } });
    expect(deps.ledger.open()).toEqual([]);
  });

  test('what failed shows its worst tables and the last lines of its log', async () => {
    const log = Array.from({ length: 50 }, (_, index) => `line ${index}\n\n`).join('');
    const { run, client } = set(ends({ status: 'failed' }), {
      findWorstTables: async () => [
        { name: 'bad', errors: 4, rows: 1 },
        { name: 'good', errors: 0, rows: 9 },
      ],
      findLog: async () => log,
      findRunStats: async () => ({ completedTables: 7, resources: 9 }),
    });
    const { result } = await run();
    expect(result.worstTables).toEqual([{ name: 'bad', errors: 4, rows: 1 }]);
    expect(result.lastLogLines).toHaveLength(20);
    expect(result.lastLogLines.at(-1)).toBe('line 49');
    expect(result.tables).toBe(7);
    expect(client.count('findLog')).toBe(1);
  });

  test('what only completed with errors is not asked for its log', async () => {
    const { run, client } = set(ends({ status: 'completed', ingested: true, errors: 4 }));
    await run();
    expect(client.count('findLog')).toBe(0);
    expect(client.count('findWorstTables')).toBe(1);
  });

  test('without the details the verdict is the same', async () => {
    const { run } = set(ends({ status: 'failed' }));
    expect(await run()).toMatchObject({ result: { state: 'failed', worstTables: [], lastLogLines: [], tables: null } });
  });

  test.each<[string, Partial<SyncRun>]>([['without a date', { completedAt: null }]])(
    'a completion %s makes no result fresh',
    async (_, changes) => {
      const { run } = set(ends({ status: 'completed', ingested: true, ...changes }));
      expect(await run()).toMatchObject({
        result: { state: 'succeeded', completedAt: null, durationSeconds: null },
        freshSince: null,
      });
    },
  );

  test('an unknown status is warned of once, and waited through', async () => {
    const { run, deps } = set([
      [5, { status: 'hibernating' }],
      [60, { status: 'stretching' }],
      [120, { status: 'hibernating' }],
      [180, { status: 'completed', ingested: true }],
    ]);
    expect(await run()).toMatchObject({ result: { state: 'succeeded' } });
    expect(deps.warned).toEqual([
      'Run run-1 of aws has the status hibernating, which this version does not know.',
      'Run run-1 of aws has the status stretching, which this version does not know.',
    ]);
  });

  test('refused is a result', async () => {
    const { run, sync, client } = set();
    sync.create();
    expect(await run({ ifRunning: 'fail' })).toMatchObject({
      result: { state: 'refused', runId: null },
      freshSince: null,
    });
    expect(client.count('createRun')).toBe(0);
  });

  test('attached and reused runs are never ours', async () => {
    for (const rule of [{ ifRunning: 'attach' }, { reuseWithinMs: 600_000 }] as const) {
      const { run, sync, deps } = set();
      sync.create(GOOD_LIFE, NOON - ('reuseWithinMs' in rule ? 400_000 : 10_000));
      expect(await run(rule)).toMatchObject({ result: { state: 'succeeded', runId: 'run-1' } });
      expect(deps.saved).toEqual([]);
    }
  });

  test('what was seen of a run while it was waited for counts if that run is used', async () => {
    const { run, sync, client, clock, deps } = set(GOOD_LIFE, {
      listRuns: async (name) => {
        // While this list is asked for, the data of the run comes.
        await clock.sleep(30_000, deps.stop);
        return sync.handlers.listRuns(name);
      },
    });
    sync.create(GOOD_LIFE, NOON - 60_000);
    const { result, freshSince } = await run({ reuseWithinMs: 600_000 });
    expect(client.count('createRun')).toBe(0);
    // As if the step had attached to it: it was in progress when the step began.
    expect(result).toMatchObject({ runId: 'run-1', origin: 'attached', state: 'succeeded' });
    // The poll that saw its end saw that the data was missing.
    expect(millisecondsOf(freshSince ?? atSecond(0))).toBeGreaterThan(NOON + 240_500);
  });

  test('a run that is still going when the step is cancelled stays in the ledger', async () => {
    const { run, deps, clock, results } = set();
    clock.at(NOON + 100_000, () => deps.cancel.abort(new CancelledError('SIGINT')));
    await expect(run()).rejects.toBeInstanceOf(CancelledError);
    expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
    expect(results.at(-1)).toMatchObject({ state: 'unfinished', status: 'started' });
  });

  test('a run whose answer came after the cancellation is told and stays in the ledger', async () => {
    const { run, deps, results } = set(GOOD_LIFE, {
      createRun: async () => {
        deps.cancel.abort(new CancelledError('SIGINT'));
        return look(aRun());
      },
    });
    await expect(run()).rejects.toBeInstanceOf(CancelledError);
    expect(deps.ledger.open()).toEqual([{ syncName: 'aws', runId: 'run-1' }]);
    expect(results.at(-1)).toMatchObject({ runId: 'run-1', state: 'unfinished' });
  });

  test('a run that completed and is not ingested yet is not cancelled any more', async () => {
    const { run, deps, clock } = set();
    clock.at(NOON + 320_000, () => deps.cancel.abort(new CancelledError('SIGINT')));
    await expect(run()).rejects.toBeInstanceOf(CancelledError);
    expect(deps.ledger.open()).toEqual([]);
  });
});

describe('runSyncs', () => {
  function many(lives: Readonly<Record<string, Life>>, change: (name: string) => Partial<GateClient> = () => ({})) {
    const clock = createFakeClock();
    const syncs = new Map(Object.entries(lives).map(([name, life]) => [name, fakeSync(clock, life, name)]));
    const handle = (name: string) => {
      const sync = syncs.get(name);
      if (sync === undefined) throw failure(404);
      return { ...sync.handlers, ...change(name) };
    };
    const client = fakeClient({
      listRuns: async (name) => handle(name).listRuns(name),
      createRun: async (name, signal) => handle(name).createRun(name, signal),
      getRun: async (name, id, createdAt) => handle(name).getRun(name, id, createdAt),
      listSyncNames: async () => [...syncs.keys()],
    });
    const deps = fakeDeps(client, { clock });
    const told: (readonly SyncResult[])[] = [];
    const run = (names: readonly string[]) => runSyncs(names, RULE, deps, (results) => told.push(results));
    return { clock, client, deps, told, run };
  }

  test('run side by side: the slowest one counts', async () => {
    const { run, clock, told } = many({ a: GOOD_LIFE, b: ends({ status: 'completed', ingested: true }), c: GOOD_LIFE });
    const finished = await run(['c', 'a', 'b']);
    expect(finished.map(({ result }) => result.runId)).toEqual(['c-1', 'a-1', 'b-1']);
    expect(clock.now() - NOON).toBeLessThan(345_000);
    expect(told.at(-1)?.map(({ state }) => state)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(told[0]?.map(({ syncName }) => syncName)).toEqual(['c', 'a', 'b']);
  });

  test('one that fails does not stop the others', async () => {
    const { run } = many({ a: ends({ status: 'failed' }), b: GOOD_LIFE });
    expect((await run(['a', 'b'])).map(({ result }) => result.state)).toEqual(['failed', 'succeeded']);
  });

  test('a name that does not exist: none is started', async () => {
    const { run, client } = many({ a: GOOD_LIFE, b: GOOD_LIFE });
    await expect(run(['a', 'bb'])).rejects.toThrow('no sync named bb; its syncs are b, a.');
    expect(client.count('createRun')).toBe(0);
  });

  test('all the names that do not exist are told at once', async () => {
    const { run } = many({ aws: GOOD_LIFE });
    await expect(run(['aww', 'aws', 'azz'])).rejects.toMatchObject({
      problems: [expect.stringContaining('aww'), expect.stringContaining('azz')],
    });
  });

  test('a key that is refused stops them all, and what runs is left to be cancelled', async () => {
    const { run, deps, clock } = many({ a: GOOD_LIFE, b: GOOD_LIFE }, (name) =>
      name === 'b' ? { getRun: () => Promise.reject(failure(401)) } : {},
    );
    await expect(run(['a', 'b'])).rejects.toMatchObject({ status: 401 });
    expect(clock.now() - NOON).toBeLessThan(5_000);
    expect(deps.ledger.open().map(({ runId }) => runId)).toEqual(['a-1', 'b-1']);
  });

  test('at the deadline the others are waited for, and the time is what ended it', async () => {
    const { run, told } = many({ a: [[1, { status: 'started' }]], b: GOOD_LIFE });
    await expect(run(['a', 'b'])).rejects.toMatchObject({ outcome: 'timed-out' });
    expect(told.at(-1)?.map(({ state }) => state)).toEqual(['unfinished', 'succeeded']);
  });

  test('two that are answered by one and the same run: nothing is proved, and it is cancelled once', async () => {
    const { run, client, deps } = many({ a: GOOD_LIFE, b: GOOD_LIFE }, (name) =>
      name === 'b' ? { createRun: async () => look(aRun({ id: 'a-1' })) } : {},
    );
    await expect(run(['a', 'b'])).rejects.toThrow(/It is unknown whether run a-1 of b/);
    expect(client.count('createRun')).toBe(2);
    expect(deps.ledger.open()).toEqual([{ syncName: 'a', runId: 'a-1' }]);
  });

  test('fifty of them', async () => {
    const lives = Object.fromEntries(
      Array.from({ length: 50 }, (_, index): [string, Life] => [`sync-${index}`, GOOD_LIFE]),
    );
    const { run, client } = many(lives);
    expect(await run(Object.keys(lives))).toHaveLength(50);
    expect(client.count('createRun')).toBe(50);
  });
});
