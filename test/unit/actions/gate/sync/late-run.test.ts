import { describe, expect, test } from 'vitest';
import { findLateRun } from '../../../../../src/actions/gate/sync/late-run.ts';
import type { Asked } from '../../../../../src/actions/gate/sync/novelty.ts';
import type { SyncRun } from '../../../../../src/platform/run.ts';
import type { RunList } from '../../../../../src/platform/runs.ts';
import { aCompletedRun, aRun, atSecond, runList } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';

const OLD = aCompletedRun({ id: 'old', createdAt: atSecond(-600) });
const ASKED: Asked = { before: runList([OLD]), at: { here: NOON, there: null } };
const run = (id: string, seconds: number): SyncRun => aRun({ id, createdAt: atSecond(seconds) });

/** @param lists one a look, the last one again and again; null: the runs can't be listed */
async function find(lists: readonly (RunList | null)[], asked: Asked | null = ASKED, seconds = 60) {
  let looks = 0;
  const listRuns = async () => {
    const list = lists[Math.min(looks++, lists.length - 1)];
    return list ?? Promise.reject(new Error('unavailable'));
  };
  const found = await findLateRun(
    { syncName: 'aws', asked },
    { openClient: () => ({ listRuns }), clock: createFakeClock(NOON + seconds * 1_000) },
  );
  return { id: found?.runId ?? null, looks };
}

describe('the run of a start without an answer', () => {
  test.each<[what: string, lists: readonly (RunList | null)[], id: string | null, looks: number]>([
    ['there at once', [runList([run('a', 4), OLD])], 'a', 1],
    ['there at the third look', [runList([OLD]), null, runList([run('a', 29), OLD])], 'a', 3],
    ['over already', [runList([aCompletedRun({ id: 'a', createdAt: atSecond(1) }), OLD])], 'a', 1],
    ['by a node whose clock is behind', [runList([run('a', -4), OLD])], 'a', 1],
    ['there never', [runList([OLD])], null, 3],
    ['unknown', [null], null, 3],
    ['one of two', [runList([run('b', 5), run('a', 4), OLD])], null, 1],
    ['beside an older one that was not listed', [runList([run('a', 4), run('b', -300), OLD])], null, 1],
    ['so late that it can be somebody else’s', [runList([run('a', 31), OLD])], null, 1],
    ['older than the start', [runList([run('a', -6), OLD])], null, 1],
  ])('%s', async (_, lists, id, looks) => {
    expect(await find(lists)).toEqual({ id, looks });
  });

  test('is dated by the clock of the Platform, too', async () => {
    const asked: Asked = { ...ASKED, at: { here: NOON - 7_200_000, there: NOON } };
    expect(await find([runList([run('a', 4), OLD], NOON + 60_000)], asked, -7_140)).toMatchObject({ id: 'a' });
    expect(await find([runList([run('a', 31), OLD], NOON + 60_000)], asked, -7_140)).toMatchObject({ id: null });
  });

  test('is none of ours if it may be somebody else’s: nobody asks', async () => {
    expect(await find([runList([run('a', 4), OLD])], null)).toEqual({ id: null, looks: 0 });
  });
});
