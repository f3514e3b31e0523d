import { describe, expect, test } from 'vitest';
import { isInProgress } from '../../../../../src/actions/gate/sync/run-state.ts';
import { awaitRun } from '../../../../../src/actions/gate/sync/wait.ts';
import { CancelledError, TimedOutError } from '../../../../../src/errors.ts';
import { failure, fakeClient, look } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';
import { fakeDeps } from '../../../fake/deps.ts';
import { fakeSync, GOOD_LIFE, type Life } from '../../../fake/sync.ts';

function set(life: Life = GOOD_LIFE) {
  const clock = createFakeClock();
  const sync = fakeSync(clock, life);
  const client = fakeClient(sync.handlers);
  const run = sync.create();
  return { clock, sync, client, run, deps: fakeDeps(client, { clock }) };
}

const isOver = (run: Parameters<typeof isInProgress>[0]) => !isInProgress(run);

describe('awaitRun', () => {
  test('looks until the run is over, and notices within a look', async () => {
    const { deps, run, client, clock } = set();
    const awaited = await awaitRun('aws', run, isOver, deps);
    expect(awaited.run.status).toBe('completed');
    expect(clock.now() - NOON).toBeLessThanOrEqual(310_000);
    expect(client.count('getRun')).toBeLessThan(90);
  });

  // What each answer says, the first one before the wait. The run is over where a line ends.
  test.each<[string, string]>([
    ['was over at the first sight: asked once more', 'completed completed'],
    ['was over at the first sight, and goes on', 'completed started completed completed'],
    ['is over at the first poll: asked once more', 'created completed completed'],
    ['is over, goes on, and is over', 'created completed started completed completed'],
    ['went on: asked once more', 'created started completed completed'],
    ['failed at the first sight: asked once more', 'failed failed'],
    ['ended in two ways: asked until two answers agree', 'created failed completed failed failed'],
  ])('a run that %s', async (_, statuses) => {
    const [first = '', ...rest] = statuses.split(' ');
    const { deps, run, clock } = set();
    let polls = 0;
    const client = fakeClient({ getRun: async () => look({ ...run, status: rest[polls++] ?? 'none' }, clock.now()) });
    const awaited = await awaitRun('aws', { ...run, status: first }, isOver, { ...deps, client });
    expect(polls).toBe(rest.length);
    expect(awaited.run.status).toBe(rest.at(-1));
  });

  test('an end is asked for again at once, and answers that differ are no reason to hurry', async () => {
    const { deps, run, clock } = set();
    const times: number[] = [];
    const client = fakeClient({
      getRun: async () => {
        times.push(clock.now() - NOON);
        return look({ ...run, status: 'completed', errors: times.length < 5 ? times.length : 0 }, clock.now());
      },
    });
    await awaitRun('aws', run, isOver, { ...deps, client });
    expect(times).toEqual([500, 500, 1_000, 3_000, 5_000, 7_000]);
  });

  test('a run that is gone is told as such', async () => {
    const { deps, run } = set();
    const client = fakeClient({ getRun: () => Promise.reject(failure(404)) });
    await expect(awaitRun('aws', run, isOver, { ...deps, client })).rejects.toMatchObject({
      message: expect.stringMatching(/^The Platform does not know run run-1 of aws any more: /),
      remedy: 'Look at the sync on the Platform, then run the job again.',
    });
  });

  test('an end that nobody could confirm before the deadline is no end', async () => {
    const { deps, run, clock } = set();
    const over = { ...run, status: 'completed' };
    const late = { ...deps, deadline: clock.uptime() };
    await expect(awaitRun('aws', over, isOver, late)).rejects.toMatchObject({
      outcome: 'timed-out',
      message: 'The deadline passed before a second answer confirmed that run run-1 of aws is completed.',
    });
  });

  test('an hour of waiting is told in about sixty lines', async () => {
    const { deps, run, client } = set([
      [0, { status: 'started' }],
      [3_590, { status: 'completed' }],
    ]);
    await awaitRun('aws', run, isOver, deps);
    expect(client.count('getRun')).toBeLessThan(320);
    expect(deps.lines.length).toBeGreaterThan(45);
    expect(deps.lines.length).toBeLessThanOrEqual(61);
    expect(client.count('findRunStats')).toBe(deps.lines.length);
  });

  test.each([
    [3_599, true],
    [3_599.5, false],
  ])('polls a second before the deadline, and at the deadline: an end after %d s', async (seconds, isSeen) => {
    const { deps, run } = set([[seconds, { status: 'completed' }]]);
    const awaited = awaitRun('aws', run, isOver, deps);
    if (isSeen) await expect(awaited).resolves.toMatchObject({ run: { status: 'completed' } });
    else await expect(awaited).rejects.toThrow(/before a second answer confirmed that run run-1 of aws is completed/);
  });

  test.each<[string, Life, string, string]>([
    ['starts', [], 'The deadline passed while run run-1 of aws was created.', '`timeout-minutes`'],
    [
      'ends',
      [[9, { status: 'started' }]],
      'The deadline passed while run run-1 of aws was started.',
      '`timeout-minutes`',
    ],
    [
      'is known',
      [[9, { status: 'napping' }]],
      'The deadline passed while run run-1 of aws was napping.',
      '`timeout-minutes`',
    ],
    [
      'is ingested',
      [[9, { status: 'completed' }]],
      'does not say that its data is ingested',
      '`require-ingestion: false`',
    ],
  ])('a run that never %s is out of time', async (_, life, message, remedy) => {
    const { deps, run, clock } = set(life);
    const error = await awaitRun('aws', run, () => false, deps).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TimedOutError);
    expect(error).toMatchObject({
      outcome: 'timed-out',
      message: expect.stringContaining(message),
      remedy: expect.stringContaining(remedy),
    });
    expect(clock.now()).toBe(deps.deadline);
  });

  test('a cancellation ends a pause at once', async () => {
    const { deps, run, clock } = set([]);
    clock.at(NOON + 100_123, () => deps.cancel.abort(new CancelledError('SIGINT')));
    await expect(awaitRun('aws', run, isOver, deps)).rejects.toBeInstanceOf(CancelledError);
    expect(clock.now()).toBe(NOON + 100_123);
  });

  test('an error of a look is passed on', async () => {
    const { deps, run } = set();
    const client = fakeClient({ getRun: () => Promise.reject(failure(401)) });
    await expect(awaitRun('aws', run, isOver, { ...deps, client })).rejects.toMatchObject({ status: 401 });
  });

  test('is told of every look', async () => {
    const { deps, run, client } = set();
    const looks: string[] = [];
    await awaitRun('aws', run, isOver, deps, undefined, (one) => looks.push(one.status));
    expect(looks).toHaveLength(client.count('getRun'));
    expect([...new Set(looks)]).toEqual(['created', 'pending', 'started', 'completed']);
  });
});
