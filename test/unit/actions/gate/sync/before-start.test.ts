import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideBeforeStart,
  findOvertaken,
  findRunning,
  type StartRule,
} from '../../../../../src/actions/gate/sync/before-start.ts';
import { isInProgress } from '../../../../../src/actions/gate/sync/run-state.ts';
import type { SyncRun } from '../../../../../src/platform/run.ts';
import { aCompletedRun, aRun, atSecond } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

const RULE: StartRule = { ifRunning: 'wait', reuseWithinMs: 0, requireIngestion: true, onPartialSync: 'warn' };
const TEN_MINUTES = 600_000;
/** Ten minutes after noon, by both clocks. */
const NOW = { here: NOON + TEN_MINUTES, there: NOON + TEN_MINUTES };
const HOUR = 3_600;

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
    [
      'a started one that a newer completed one has overtaken',
      [completed('b', { createdAt: atSecond(9) }), run('a', { status: 'started' })],
      { ifRunning: 'fail' },
      'start',
      null,
    ],
    [
      'one behind that, which is stuck longer',
      [completed('c', { createdAt: atSecond(9) }), run('b', { status: 'pending' }), run('a')],
      { ifRunning: 'attach' },
      'start',
      null,
    ],
    [
      'a started one that is newer than a completed one and than one that is stuck',
      [
        run('c', { createdAt: atSecond(9), status: 'started' }),
        completed('b', { createdAt: atSecond(5) }),
        run('a', { status: 'started' }),
      ],
      {},
      'wait',
      'c',
    ],
    [
      'a started one and a newer one that failed',
      [run('b', { createdAt: atSecond(9), status: 'failed' }), run('a', { status: 'started' })],
      {},
      'wait',
      'a',
    ],
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
      [run('b', { createdAt: atSecond(9), status: 'failed' }), completed('a')],
      { reuseWithinMs: TEN_MINUTES },
      'start',
      null,
    ],
    [
      'a usable one with a cancelled one of the same date',
      [completed('a'), run('b', { status: 'cancelled' })],
      { reuseWithinMs: TEN_MINUTES },
      'start',
      null,
    ],
    [
      'a usable one behind a partial one, where that fails',
      [completed('b', { createdAt: atSecond(9), errors: 3 }), completed('a')],
      { reuseWithinMs: TEN_MINUTES, onPartialSync: 'fail' },
      'start',
      null,
    ],
    [
      'a usable one behind one that is not ingested',
      [completed('b', { createdAt: atSecond(9), ingested: false }), completed('a')],
      { reuseWithinMs: TEN_MINUTES },
      'start',
      null,
    ],
    [
      'a usable one behind one in progress',
      [run('b', { createdAt: atSecond(9) }), completed('a')],
      { reuseWithinMs: TEN_MINUTES },
      'wait',
      'b',
    ],
    [
      'a usable one before one that failed',
      [completed('b', { createdAt: atSecond(9) }), run('a', { status: 'failed' })],
      { reuseWithinMs: TEN_MINUTES },
      'reuse',
      'b',
    ],
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
    [
      'one that is dated hours ahead of both clocks',
      [completed('a', { createdAt: atSecond(5 * HOUR), completedAt: atSecond(5 * HOUR + 60) })],
      { reuseWithinMs: TEN_MINUTES },
      'start',
      null,
    ],
    [
      'one that is said to have completed hours ahead of both clocks',
      [completed('a', { completedAt: atSecond(5 * HOUR) })],
      { reuseWithinMs: TEN_MINUTES },
      'start',
      null,
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
        if (decision.kind === 'start') {
          const going = all.filter(({ status }) => ['created', 'pending', 'started'].includes(status));
          const isOver = ({ createdAt }: SyncRun) =>
            all.some((other) => other.status === 'completed' && other.createdAt > createdAt);
          expect(going.filter((one) => !isOver(one))).toEqual([]);
        }
        if (decision.kind === 'reuse') {
          expect(decision.run.status).toBe('completed');
          const { createdAt } = decision.run;
          expect(all.filter((other) => other.createdAt >= createdAt).map(({ status }) => status)).not.toContain(
            'failed',
          );
          expect(all.filter((other) => isInProgress(other) && other.createdAt >= createdAt)).toEqual([]);
          expect(rule.reuseWithinMs).toBeGreaterThan(0);
        }
      }),
    );
  });
});

test('a run in progress is either waited for or overtaken, unless its status is unknown', () => {
  const runs = fc.array(
    fc.record({
      status: fc.constantFrom('created', 'pending', 'started', 'completed', 'failed', 'cancelled'),
      createdAt: fc.nat(9).map(atSecond),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(runs, (changes) => {
      const all = changes.map((change, index) => run(`run-${index}`, change));
      const going = all.filter(({ status }) => ['created', 'pending', 'started'].includes(status));
      const overtaken = findOvertaken(all);
      expect(findRunning(all)).toBe(going.find((one) => !overtaken.includes(one)));
    }),
  );
});
