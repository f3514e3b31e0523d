import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideBeforeStart, findNewRuns, type StartRule } from '../../../../../src/actions/gate/sync/before-start.ts';
import type { SyncRun } from '../../../../../src/platform/runs.ts';
import { millisecondsOf } from '../../../../../src/platform/timestamp.ts';
import { aCompletedRun, aRun, atSecond, runList } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

const RULE: StartRule = { ifRunning: 'wait', reuseWithinMs: 0, requireIngestion: true, onPartialSync: 'warn' };
const TEN_MINUTES = 600_000;
/** Ten minutes after noon. */
const NOW = NOON + TEN_MINUTES;

const run = (id: string, changes: Partial<SyncRun> = {}) => aRun({ id, ...changes });
const completed = (id: string, changes: Partial<SyncRun> = {}) => aCompletedRun({ id, ...changes });

describe('decideBeforeStart', () => {
  test.each<[string, SyncRun[], Partial<StartRule>, string, string | null]>([
    ['no runs', [], {}, 'start', null],
    ['a completed one', [completed('a')], {}, 'start', null],
    ['a failed one', [run('a', { status: 'failed' })], {}, 'start', null],
    ['a cancelled one', [run('a', { status: 'cancelled' })], {}, 'start', null],
    ['a created one', [run('a')], {}, 'wait', 'a'],
    ['a pending one', [run('a', { status: 'pending' })], { ifRunning: 'attach' }, 'attach', 'a'],
    ['a started one', [run('a', { status: 'started' })], { ifRunning: 'fail' }, 'refuse', 'a'],
    ['a started one behind a completed one', [completed('b'), run('a', { status: 'started' })], {}, 'wait', 'a'],
    ['two of them', [run('b'), run('a', { status: 'started' })], { ifRunning: 'attach' }, 'attach', 'b'],
    ['an unknown status, the newest', [run('a', { status: 'hibernating' })], {}, 'wait', 'a'],
    ['an unknown status, an old one', [completed('b'), run('a', { status: 'archived' })], {}, 'start', null],
    ['no reuse asked for', [completed('a', { createdAt: atSecond(599) })], {}, 'start', null],
    ['a usable one', [completed('a')], { reuseWithinMs: TEN_MINUTES }, 'reuse', 'a'],
    [
      'one that is exactly too old',
      [completed('a', { createdAt: atSecond(0) })],
      { reuseWithinMs: TEN_MINUTES },
      'start',
      null,
    ],
    [
      'the newest of two usable ones',
      [completed('b', { createdAt: atSecond(9) }), completed('a')],
      { reuseWithinMs: TEN_MINUTES },
      'reuse',
      'b',
    ],
    [
      'a usable one behind a failed one',
      [run('b', { status: 'failed' }), completed('a')],
      { reuseWithinMs: TEN_MINUTES },
      'reuse',
      'a',
    ],
    ['a usable one behind one in progress', [run('b'), completed('a')], { reuseWithinMs: TEN_MINUTES }, 'reuse', 'a'],
    ['one that is not ingested', [completed('a', { ingested: false })], { reuseWithinMs: TEN_MINUTES }, 'start', null],
    [
      'one of which that is not known',
      [completed('a', { ingested: null })],
      { reuseWithinMs: TEN_MINUTES },
      'start',
      null,
    ],
    [
      'one that needs no ingestion',
      [completed('a', { ingested: null })],
      { reuseWithinMs: TEN_MINUTES, requireIngestion: false },
      'reuse',
      'a',
    ],
    ['one that is partial', [completed('a', { errors: 3 })], { reuseWithinMs: TEN_MINUTES }, 'reuse', 'a'],
    [
      'one that is partial, where that fails',
      [completed('a', { errors: 3 })],
      { reuseWithinMs: TEN_MINUTES, onPartialSync: 'fail' },
      'start',
      null,
    ],
    [
      'one that ran out of memory',
      [completed('a', { statusReason: 'oom_killed' })],
      { reuseWithinMs: TEN_MINUTES },
      'start',
      null,
    ],
    [
      'one with an unknown reason',
      [completed('a', { statusReason: 'odd' })],
      { reuseWithinMs: TEN_MINUTES },
      'start',
      null,
    ],
  ])('%s', (_, runs, rule, kind, id) => {
    const decision = decideBeforeStart(runs, NOW, { ...RULE, ...rule });
    expect(decision.kind).toBe(kind);
    expect('run' in decision ? decision.run.id : null).toBe(id);
  });

  test('never starts a run beside one that is known to go on, nor reuses one that is not over', () => {
    const runs = fc.array(
      fc.record({
        status: fc.constantFrom('created', 'pending', 'started', 'completed', 'failed', 'cancelled', 'odd'),
        ingested: fc.constantFrom(true, false, null),
        createdAt: fc.nat(600).map(atSecond),
      }),
      { maxLength: 6 },
    );
    const rules = fc.record<StartRule>({
      ifRunning: fc.constantFrom('wait', 'attach', 'fail'),
      reuseWithinMs: fc.constantFrom(0, 60_000, TEN_MINUTES),
      requireIngestion: fc.boolean(),
      onPartialSync: fc.constantFrom('warn', 'fail', 'ignore'),
    });
    fc.assert(
      fc.property(runs, rules, (changes, rule) => {
        const all = changes.map((change, index) => run(`run-${index}`, change));
        const decision = decideBeforeStart(all, NOW, rule);
        if (decision.kind === 'start')
          expect(all.some(({ status }) => ['created', 'pending', 'started'].includes(status))).toBe(false);
        if (decision.kind === 'reuse') {
          expect(decision.run.status).toBe('completed');
          expect(rule.reuseWithinMs).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('findNewRuns', () => {
  const ids = (runs: readonly SyncRun[]) => runs.map(({ id }) => id);
  const old = [completed('b', { createdAt: atSecond(20) }), completed('a', { createdAt: atSecond(10) })];

  test.each<[string, SyncRun[], SyncRun[], string[]]>([
    ['none', old, old, []],
    ['nothing at all', [], [], []],
    ['the first one ever', [], [run('c')], ['c']],
    ['one', old, [run('c', { createdAt: atSecond(30) }), ...old], ['c']],
    ['one that is over already', old, [completed('c', { createdAt: atSecond(30) }), ...old], ['c']],
    ['one of the same moment', old, [run('c', { createdAt: atSecond(20) }), ...old], ['c']],
    ['two', old, [run('d', { createdAt: atSecond(31) }), run('c', { createdAt: atSecond(30) }), ...old], ['d', 'c']],
    ['an old one that was not listed before', old, [...old, completed('z', { createdAt: atSecond(5) })], []],
    ['none, and old ones gone', old, [], []],
  ])('%s', (_, before, now, expected) => {
    expect(ids(findNewRuns(runList(before), now))).toEqual(expected);
  });

  test('any other run, where all were known: the newest one may be dated in the future', () => {
    const before = runList([completed('b', { createdAt: atSecond(90) })], null, true);
    expect(ids(findNewRuns(before, [...before.runs, run('c', { createdAt: atSecond(30) })]))).toEqual(['c']);
  });

  test.each<[string, number, string[]]>([
    ['long before the first look', 3_600_000, []],
    ['a little before it, by a clock that is off', 60_000, ['c']],
    ['after it', -1_000, ['c']],
  ])('a run that a first look should have had, created %s', (_, earlier, expected) => {
    const created = atSecond(30);
    const before = runList([], millisecondsOf(created) + earlier);
    expect(ids(findNewRuns(before, [run('c', { createdAt: created })]))).toEqual(expected);
  });
});
