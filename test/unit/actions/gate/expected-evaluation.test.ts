/** What becomes of the wait for the policies if their dates tell how long their evaluation took before. */
import { describe, expect, test } from 'vitest';
import { runGate } from '../../../../src/actions/gate/gate.ts';
import type { SyncRun } from '../../../../src/platform/run.ts';
import { aCompletedRun, aPolicy, atSecond, fakeClient, runList } from '../../fake/client.ts';
import { createFakeClock, NOON } from '../../fake/clock.ts';
import { fakeDeps, someInputs } from '../../fake/deps.ts';
import { fakeSync } from '../../fake/sync.ts';

/** A run of ten seconds, an hour ago. */
const BEFORE = aCompletedRun({ id: 'before', createdAt: atSecond(-3_610.5), completedAt: atSecond(-3_600.5) });

/** A step whose run takes ten seconds, and whose policy is evaluated a minute after that. */
async function gate(runs: readonly SyncRun[], evaluatedBefore: number) {
  const clock = createFakeClock();
  const sync = fakeSync(clock, [
    [1, { status: 'started' }],
    [10, { status: 'completed', ingested: true }],
  ]);
  const lists: number[] = [];
  const client = fakeClient({
    ...sync.handlers,
    listRuns: async () => runList(runs, clock.now()),
    async listPolicies() {
      const seconds = (clock.now() - NOON) / 1_000;
      lists.push(seconds);
      return [aPolicy({ runAt: atSecond(seconds >= 70 ? 70 : evaluatedBefore) })];
    },
  });
  const { outcome } = await runGate(someInputs(), fakeDeps(client, { clock }));
  // The first one was read before the start.
  return { outcome, lists: lists.slice(1) };
}

describe('an evaluation that takes a minute', () => {
  test('as before: few lists until then', async () => {
    const { outcome, lists } = await gate([BEFORE], -3_540.5);
    expect(outcome).toBe('passed');
    expect(lists.filter((seconds) => seconds < 50)).toHaveLength(3);
    expect(lists.length).toBeLessThan(16);
    expect(lists.at(-1)).toBeLessThan(73);
  });

  test.each<[string, readonly SyncRun[], number]>([
    ['no run before', [], -3_540.5],
    ['a run before that failed', [{ ...BEFORE, status: 'failed' }], -3_540.5],
    ['no evaluation since the run before', [BEFORE], -3_601],
    ['one that came at once', [BEFORE], -3_600.5],
  ])('%s: as many lists as ever', async (_, runs, evaluatedBefore) => {
    const { outcome, lists } = await gate(runs, evaluatedBefore);
    expect(outcome).toBe('passed');
    expect(lists.length).toBeGreaterThan(28);
    expect(lists.at(-1)).toBeLessThan(73);
  });

  test('another sync moved the dates for a day: no list is more than fifteen seconds after the one before', async () => {
    const { outcome, lists } = await gate(
      [{ ...BEFORE, createdAt: atSecond(-90_010), completedAt: atSecond(-90_000) }],
      -60,
    );
    expect(outcome).toBe('passed');
    expect(lists.at(-1)).toBeLessThanOrEqual(85);
  });
});
