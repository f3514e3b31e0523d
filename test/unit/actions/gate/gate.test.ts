import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countEntries } from '../../../../src/actions/gate/baseline/baseline.ts';
import { writeBaseline } from '../../../../src/actions/gate/baseline/file.ts';
import type { GateClient } from '../../../../src/actions/gate/client.ts';
import { type GateInputs, type GateRun, runGate } from '../../../../src/actions/gate/gate.ts';
import type { Inputs } from '../../../../src/actions/gate/inputs.ts';
import type { Waiver } from '../../../../src/actions/gate/waivers/waiver.ts';
import { CancelledError, StepError } from '../../../../src/errors.ts';
import type { Policy } from '../../../../src/platform/policy.ts';
import { timestampOf } from '../../../../src/platform/timestamp.ts';
import type { ViolationRow } from '../../../../src/platform/violations.ts';
import { parsePatterns } from '../../../../src/text/pattern.ts';
import { aPage, aPolicy, aRow, atSecond, aViolation, failure, fakeClient, walkPages } from '../../fake/client.ts';
import { createFakeClock, type FakeClock, NOON } from '../../fake/clock.ts';
import { baselineOf } from '../../fake/decision.ts';
import { fakeDeps, someInputs } from '../../fake/deps.ts';
import { scopeOf } from '../../fake/scope.ts';
import { type FakeSync, fakeSync, GOOD_LIFE, type Life } from '../../fake/sync.ts';
import { aWaiver } from '../../fake/waiver.ts';

interface Scene {
  life?: Life;
  policies?: (seconds: number) => readonly Policy[];
  handlers?: (sync: FakeSync, clock: FakeClock) => Partial<GateClient>;
  clock?: FakeClock;
}

/** Evaluated every ten seconds; what was found before noon was nothing. */
const evaluated = (seconds: number) => atSecond(seconds - (seconds % 10) + 0.5);

function set({
  life = GOOD_LIFE,
  policies = (seconds) => [aPolicy({ runAt: evaluated(seconds) })],
  handlers,
  clock = createFakeClock(),
}: Scene = {}) {
  const sync = fakeSync(clock, life);
  const client = fakeClient({
    ...sync.handlers,
    listPolicies: async () => [...policies((clock.now() - NOON) / 1_000)],
    listSomeViolations: async () => aPage([aViolation()]),
    listColumnValues: async () => ['prod', 'dev', 'nobody'],
    walkViolations: () => walkPages([aPage([aRow(), aRow({ accountName: 'dev', accountId: '2' })])]),
    ...handlers?.(sync, clock),
  });
  const deps = fakeDeps(client, { clock });
  const run = (inputs: Partial<GateInputs> = {}) => runGate(someInputs(inputs), deps);
  return { clock, sync, client, deps, run };
}

const ends = (changes: Life[number][1]): Life => [
  [1, { status: 'started' }],
  [60, changes],
];

describe('the story', () => {
  test('passed: every policy was judged on results newer than the sync', async () => {
    const { run, sync, client } = set();
    const result = await run();
    expect(result).toMatchObject({
      outcome: 'passed',
      green: true,
      syncs: [{ state: 'succeeded' }],
      judgement: { judged: 1 },
    });
    const [policy] = result.judgement?.policies ?? [];
    expect((policy?.evaluatedAt ?? '') >= (sync.read('run-1').completedAt ?? 'z')).toBe(true);
    expect([client.count('createRun'), client.count('cancelRun')]).toEqual([1, 0]);
  });

  test('violations', async () => {
    const { run, client } = set({ policies: (seconds) => [aPolicy({ violationCount: 2, runAt: evaluated(seconds) })] });
    expect(await run()).toMatchObject({
      outcome: 'violations',
      green: false,
      sentence: '2 gating violations in 1 of 1 judged policy; rule: every severity gates, none tolerated.',
      judgement: { totals: { found: 2, gating: 2 }, policies: [{ resources: [{ name: 'prod-logs' }] }] },
    });
    expect(client.count('listSomeViolations')).toBe(1);
  });

  test('violations that the sync repaired are not counted', async () => {
    const { run } = set({
      policies: (seconds) => [
        seconds < 400 ? aPolicy({ violationCount: 9, runAt: atSecond(-60) }) : aPolicy({ runAt: atSecond(390) }),
      ],
    });
    expect(await run()).toMatchObject({ outcome: 'passed' });
  });

  test('and a clean result from before the sync is not believed', async () => {
    const { run } = set({
      policies: (seconds) => [
        seconds < 400 ? aPolicy({ runAt: atSecond(-60) }) : aPolicy({ violationCount: 9, runAt: atSecond(390) }),
      ],
    });
    expect(await run()).toMatchObject({ outcome: 'violations' });
  });

  test('what two syncs that wait see before their starts is known, whichever list is answered last', async () => {
    const clock = createFakeClock();
    const syncs = new Map(['a', 'b'].map((name) => [name, fakeSync(clock, GOOD_LIFE, name)]));
    const of = (name: string) => syncs.get(name)?.handlers ?? fakeSync(clock).handlers;
    for (const sync of syncs.values())
      sync.create(
        [
          [1, { status: 'started' }],
          [30, { status: 'completed' }],
        ],
        NOON - 5_000,
      );
    // Dated ahead, and there before both starts.
    const early = aPolicy({ runAt: atSecond(-60) });
    const ahead = aPolicy({ runAt: atSecond(440) });
    let lists = 0;
    const { run } = set({
      clock,
      handlers: () => ({
        listRuns: (name) => of(name).listRuns(name),
        createRun: (name, signal) => of(name).createRun(name, signal),
        getRun: (name, id, createdAt) => of(name).getRun(name, id, createdAt),
        listPolicies: async () => {
          lists += 1;
          const list = lists <= 2 ? [early] : [ahead];
          // The list before the first start is old when it comes.
          if (lists === 2) await clock.sleep(60_000, new AbortController().signal);
          return list;
        },
      }),
    });
    expect(await run({ syncNames: ['a', 'b'] })).toMatchObject({ outcome: 'inconclusive' });
  });

  test.each<[string, Partial<Policy>, string]>([
    ['stale', { runAt: atSecond(-60) }, 'not evaluated since the sync'],
    ['evaluated before completion', { runAt: atSecond(299.999) }, 'not evaluated since the sync'],
    ['evaluated before ingestion', { runAt: atSecond(301) }, 'not evaluated since the sync'],
    ['never evaluated', { runAt: null }, 'never evaluated'],
    ['without a count', { violationCount: null, runAt: atSecond(400) }, 'never evaluated'],
    ['with a defect', { defect: 'odd', runAt: null }, 'unreadable'],
    ['of an unknown status', { status: 'odd', runAt: atSecond(400) }, 'unreadable'],
  ])('inconclusive: one of two is %s', async (_, changes, words) => {
    const policies = (seconds: number) => [
      aPolicy({ id: 'bad', ...changes }),
      aPolicy({ id: 'good', runAt: evaluated(seconds) }),
    ];
    for (const onInconclusive of ['fail', 'warn'] as const) {
      const { run } = set({ policies });
      expect(await run({ onInconclusive })).toMatchObject({
        outcome: 'inconclusive',
        green: onInconclusive === 'warn',
        sentence: `Not proved: 1 of 2 policies could not be judged (1 ${words}).`,
      });
    }
  });

  test('inconclusive, and not timed out: it is a report that takes until after the deadline', async () => {
    for (const sink of [null, { add: () => {}, drop: () => {} }]) {
      const { client, deps, clock } = set({
        policies: (seconds) => [
          aPolicy({ id: 'bad', runAt: null }),
          aPolicy({ id: 'low', severity: 'low', violationCount: 1, runAt: evaluated(seconds) }),
        ],
        handlers: (_, clock) => ({
          async *walkViolations() {
            await clock.sleep(7_200_000, new AbortController().signal);
            yield aPage([aRow()]);
          },
        }),
      });
      const rule = { failOn: 'high', maxViolations: { kind: 'total', limit: 0 } } as const;
      const result = await runGate(someInputs({ rule, onInconclusive: 'warn' }), { ...deps, sink });
      expect(result).toMatchObject({ outcome: 'inconclusive', green: true });
      expect([client.count('walkViolations'), clock.now() > deps.deadline]).toEqual(sink ? [1, true] : [0, false]);
    }
  });

  test('inconclusive: the Platform does not say when the run completed', async () => {
    const { run } = set({ life: ends({ status: 'completed', completedAt: null, ingested: true }) });
    expect(await run()).toMatchObject({ outcome: 'inconclusive', green: false });
  });

  test('inconclusive: no policy at all', async () => {
    const { run } = set({ policies: () => [] });
    expect(await run()).toMatchObject({
      outcome: 'inconclusive',
      green: false,
      sentence: 'The Platform has no active policy, so nothing was judged.',
    });
  });

  test('inconclusive: a policy that vanished', async () => {
    const { run } = set({
      policies: (seconds) => [
        aPolicy({ id: 'a', runAt: evaluated(seconds) }),
        ...(seconds < 100 ? [aPolicy({ id: 'b' })] : []),
      ],
    });
    expect(await run()).toMatchObject({ outcome: 'inconclusive', judgement: { inconclusive: 1, judged: 1 } });
  });

  test('violations win over what could not be judged', async () => {
    const { run } = set({
      policies: (seconds) => [
        aPolicy({ id: 'a', runAt: null }),
        aPolicy({ id: 'b', violationCount: 1, runAt: evaluated(seconds) }),
      ],
    });
    expect(await run({ onInconclusive: 'warn' })).toMatchObject({ outcome: 'violations', green: false });
  });

  test.each<[string, Life, Partial<Inputs>, string, boolean]>([
    ['failed', ends({ status: 'failed', statusReason: 'oom_killed' }), {}, 'sync-failed', false],
    ['cancelled', ends({ status: 'cancelled' }), {}, 'sync-failed', false],
    ['not ingestible', ends({ status: 'completed', statusReason: 'ingestion_failed' }), {}, 'sync-failed', false],
    [
      'of an unknown reason',
      ends({ status: 'completed', ingested: true, statusReason: 'odd' }),
      {},
      'sync-failed',
      false,
    ],
    [
      'partial, fail',
      ends({ status: 'completed', ingested: true, errors: 3 }),
      { onPartialSync: 'fail' },
      'sync-failed',
      false,
    ],
    ['partial, warn', ends({ status: 'completed', ingested: true, errors: 3 }), {}, 'passed', true],
    [
      'partial, ignore',
      ends({ status: 'completed', ingested: true, errors: 3 }),
      { onPartialSync: 'ignore' },
      'passed',
      true,
    ],
  ])('a run that is %s', async (_, life, inputs, outcome, green) => {
    const { run, client } = set({ life });
    const result = await run(inputs);
    expect(result).toMatchObject({ outcome, green });
    expect(client.count('cancelRun')).toBe(0);
    expect(result.warnings).toHaveLength(life[1]?.[1].errors === 3 && inputs.onPartialSync === undefined ? 1 : 0);
    if (!green) expect(result.judgement).toBeNull();
  });

  test('sync-failed: refused', async () => {
    const { run, sync, client } = set();
    sync.create();
    expect(await run({ ifRunning: 'fail' })).toMatchObject({
      outcome: 'sync-failed',
      syncs: [{ state: 'refused', runId: null }],
    });
    expect([client.count('createRun'), client.count('cancelRun')]).toEqual([0, 0]);
  });

  test.each([
    ['the run never ends', [[1, { status: 'started' }]], true],
    ['it is of an unknown status', [[1, { status: 'odd' }]], true],
    ['it is never ingested', [[1, { status: 'completed' }]], false],
  ] as [string, Life, boolean][])('timed-out: %s', async (_, life, isCancelled) => {
    const { run, client, deps, sync, clock } = set({ life });
    expect(await run()).toMatchObject({ outcome: 'timed-out', green: false, judgement: null });
    expect(client.count('cancelRun')).toBe(isCancelled ? 1 : 0);
    expect(sync.read('run-1').status).toBe(isCancelled ? 'cancelled' : 'completed');
    expect(deps.ledger.open()).toEqual([]);
    expect(clock.now()).toBeLessThanOrEqual(deps.deadline + 20_000);
  });

  test('timed-out: the deadline comes before the evaluation', async () => {
    const { run, client } = set({ policies: () => [aPolicy({ runAt: atSecond(-1) })] });
    expect(await run({ evaluationTimeoutMs: 7_200_000, onInconclusive: 'warn' })).toMatchObject({
      outcome: 'timed-out',
      green: false,
    });
    expect(client.count('cancelRun')).toBe(0);
  });

  test.each([false, true])('keep-running %s', async (keepRunning) => {
    const { run, client, deps } = set({ life: [] });
    await run({ keepRunning });
    expect(client.count('cancelRun')).toBe(keepRunning ? 0 : 1);
    expect(deps.ledger.open()).toEqual([]);
    expect(deps.lines.some((line) => line.includes('is left running, as `keep-running` asks'))).toBe(keepRunning);
  });

  test.each([0, 2_000, 30_000, 200_000, 315_000, 400_000])(
    'cancelled after %d ms: nothing is left running',
    async (milliseconds) => {
      const { run, client, deps, clock, sync } = set({ policies: () => [aPolicy({ runAt: atSecond(-1) })] });
      clock.at(NOON + milliseconds, () => deps.cancel.abort(new CancelledError('SIGTERM')));
      const result = await run();
      expect(result).toMatchObject({ outcome: 'cancelled', green: false });
      expect(clock.now()).toBeLessThanOrEqual(NOON + milliseconds + 1_000);
      expect(['cancelled', 'completed']).toContain(sync.all()[0]?.status ?? 'cancelled');
      expect(client.count('cancelRun')).toBe(
        milliseconds > 0 && milliseconds < 300_000 ? 1 : milliseconds === 0 ? sync.all().length : 0,
      );
      expect(deps.ledger.open()).toEqual([]);
    },
  );

  test('attached and reused runs are never cancelled', async () => {
    for (const inputs of [{ ifRunning: 'attach' }, { reuseWithinMs: 3_600_000 }] as const) {
      const { run, sync, client, deps, clock } = set({ policies: () => [aPolicy({ runAt: atSecond(-3_000) })] });
      sync.create(GOOD_LIFE, NOON - ('reuseWithinMs' in inputs ? 1_000_000 : 10_000));
      clock.at(NOON + 50_000, () => deps.cancel.abort(new CancelledError('SIGINT')));
      expect(await run(inputs)).toMatchObject({ outcome: 'cancelled' });
      expect([client.count('createRun'), client.count('cancelRun')]).toEqual([0, 0]);
    }
  });

  test.each<[string, Partial<GateClient>, string]>([
    ['the key is refused', { listPolicies: () => Promise.reject(failure(401)) }, 'The Platform answered 401'],
    ['the role is not enough', { createRun: () => Promise.reject(failure(403, 'POST')) }, 'The Platform answered 403'],
    ['the Platform is down', { listRuns: () => Promise.reject(failure(503)) }, 'The Platform answered 503'],
    [
      'a fault of ours',
      { listRuns: () => Promise.reject(new TypeError('x is not a function')) },
      'This action failed by a fault of its own: x is not a function',
    ],
  ])('error: %s', async (_, handlers, sentence) => {
    const { run } = set({ handlers: () => handlers });
    const result = await run();
    expect(result).toMatchObject({ outcome: 'error', green: false, sentence: expect.stringContaining(sentence) });
    expect(result.remedy).not.toBe('');
  });

  test('error: a key that stops working ends the wait at once, and the run is cancelled', async () => {
    const { run, client, clock } = set({
      handlers: (sync) => ({
        getRun: async (name, id, createdAt) => {
          if (clock.now() > NOON + 30_000) throw failure(401);
          return sync.handlers.getRun(name, id, createdAt);
        },
      }),
    });
    expect(await run()).toMatchObject({ outcome: 'error', syncs: [{ runId: 'run-1', state: 'unfinished' }] });
    expect(clock.now() - NOON).toBeLessThan(40_000);
    expect(client.count('cancelRun')).toBe(1);
  });

  test('error: a filter in vain, before anything is started', async () => {
    const { run, client } = set({ handlers: () => ({ listPolicyGroups: async () => [] }) });
    const filters = { ...someInputs().filters, policies: parsePatterns(['nope']) };
    expect(await run({ filters })).toMatchObject({
      outcome: 'error',
      sentence: expect.stringContaining('no policy matches nope'),
    });
    // The groups, since it might be the name of one; all of it three times, since a list may lag.
    const once = ['listPolicies', 'listPolicyGroups'];
    expect(client.calls).toEqual([...once, ...once, ...once]);
  });

  test('a cancel that the Platform refuses is said and changes nothing', async () => {
    const { run, deps } = set({
      life: [],
      handlers: () => ({ cancelRun: () => Promise.reject(failure(403, 'PATCH')) }),
    });
    const result = await run();
    expect(result).toMatchObject({
      outcome: 'timed-out',
      warnings: [expect.stringContaining('could not be cancelled')],
    });
    expect(deps.warned).toEqual(result.warnings);
  });
});

describe('modes', () => {
  test('sync: no policy is asked for', async () => {
    const { run, client } = set();
    expect(await run({ mode: 'sync' })).toMatchObject({
      outcome: 'passed',
      judgement: null,
      sentence: '1 sync completed.',
    });
    expect(client.count('listPolicies')).toBe(0);
  });

  test('check: nothing is started, and the latest results count', async () => {
    const { run, client } = set({ policies: () => [aPolicy({ runAt: atSecond(-86_400) })] });
    expect(await run({ mode: 'check', syncNames: [] })).toMatchObject({
      outcome: 'passed',
      syncs: [],
      judgement: { freshSince: null },
    });
    expect(client.calls).toEqual(['listPolicies']);
  });

  test('check: never evaluated is not passed', async () => {
    const { run } = set({ policies: () => [aPolicy({ runAt: null })] });
    expect(await run({ mode: 'check', syncNames: [] })).toMatchObject({ outcome: 'inconclusive' });
  });
});

describe('accounts', () => {
  const policies = (seconds: number) => [aPolicy({ violationCount: 2, runAt: evaluated(seconds) })];

  test.each([
    [['prod'], 'violations', 1],
    [['nobody'], 'passed', 0],
    [['!prod', '!dev'], 'passed', 0],
    [['*'], 'violations', 2],
  ])('%j: %s', async (patterns, outcome, gating) => {
    const { run } = set({ policies });
    expect(await run({ scope: scopeOf({ accounts: patterns }) })).toMatchObject({
      outcome,
      judgement: { totals: { found: 2, gating } },
    });
  });

  test('hidden rows gate', async () => {
    const { run } = set({ policies: (seconds) => [aPolicy({ violationCount: 5, runAt: evaluated(seconds) })] });
    expect(await run({ scope: scopeOf({ accounts: ['nobody'] }) })).toMatchObject({
      outcome: 'violations',
      judgement: { totals: { found: 5, gating: 3, outOfScope: 2 } },
    });
  });

  test('a list that cannot be read proves nothing', async () => {
    const { run } = set({
      policies,
      handlers: () => ({ walkViolations: () => walkPages<ViolationRow>([], failure(403)) }),
    });
    expect(await run({ scope: scopeOf({ accounts: ['nobody'] }) })).toMatchObject({ outcome: 'inconclusive' });
  });

  const slip = scopeOf({ accounts: ['prdo'] });

  test('a slip of the pen is an error before the sync', async () => {
    const { run, client } = set({ policies });
    const { outcome, sentence } = await run({ scope: slip });
    expect(outcome).toBe('error');
    expect(sentence).toMatch(/no known account matches prdo; the nearest names are: prod/);
    expect(client.count('createRun')).toBe(0);
  });

  test('and with `unknown-accounts: warn` a warning, after the sync did not bring it either', async () => {
    const { run, client } = set({ policies });
    const { outcome, warnings } = await run({ scope: slip, unknownAccounts: 'warn' });
    expect(outcome).toBe('passed');
    expect(warnings).toEqual([expect.stringMatching(/no known account matches prdo; the nearest names are: prod/)]);
    expect(client.count('listColumnValues')).toBe(4);
  });

  test.each<[string, string, number, string]>([
    // the pattern, what the list answers before the sync and after it
    ['prdo', 'refused', 4, 'inconclusive'],
    ['prod', 'refused', 2, 'violations'],
    ['nobody', 'refused', 4, 'inconclusive'],
    ['nobody', 'refused at first', 4, 'passed'],
    ['prdo', 'refused at first', 4, 'inconclusive'],
  ])('%s, of which nobody knows since the list is %s', async (pattern, what, asked, outcome) => {
    let times = 0;
    const listColumnValues = async () => {
      times += 1;
      if (what === 'refused' || times <= 2) throw failure(403);
      return ['prod', 'nobody'];
    };
    const { run, client } = set({ policies, handlers: () => ({ listColumnValues }) });
    expect(await run({ scope: scopeOf({ accounts: [pattern] }) })).toMatchObject({ outcome });
    expect(client.count('listColumnValues')).toBe(asked);
  });

  test('mode check asks once', async () => {
    const listColumnValues = () => Promise.reject(failure(403));
    const { run, client } = set({ policies, handlers: () => ({ listColumnValues }) });
    const result = await run({ mode: 'check', syncNames: [], scope: slip });
    expect(result).toMatchObject({
      outcome: 'inconclusive',
      remedy: expect.stringContaining('`unknown-accounts: warn`'),
      sentence: expect.stringMatching(
        /^Not proved: the Platform does not tell which accounts it has \(.*403.*\): `accounts`: no known account matches prdo/,
      ),
    });
    expect(client.count('listColumnValues')).toBe(2);
  });

  test('what is violated is violated, whatever else may be out of scope', async () => {
    const listColumnValues = () => Promise.reject(failure(403));
    const { run } = set({ policies, handlers: () => ({ listColumnValues }) });
    expect(await run({ scope: scopeOf({ accounts: ['prod', 'prdo'] }) })).toMatchObject({ outcome: 'violations' });
  });
});

describe('a baseline', () => {
  const policies = (seconds: number) => [aPolicy({ violationCount: 2, runAt: evaluated(seconds) })];
  const dev = aRow({ accountName: 'dev', accountId: '2', platformId: 'other' });
  const handlers = () => ({ walkViolations: () => walkPages([aPage([aRow(), dev])]) });
  const known = (...rows: ViolationRow[]) => baselineOf({ 'policy-1': rows });
  const textOf = ({ nextBaseline }: GateRun) =>
    nextBaseline === null ? null : [...writeBaseline(nextBaseline, String)].join('');

  test('that has all of them is green, and stays as it is', async () => {
    const first = await set({ policies, handlers }).run({ baseline: known() });
    const again = await set({ policies, handlers }).run({ baseline: first.nextBaseline });
    expect(again).toMatchObject({
      outcome: 'passed',
      sentence:
        '1 policy was judged on results newer than the sync: 2 violations, of which 0 gating, 2 known; rule: every severity gates, none tolerated.',
      judgement: {
        totals: { found: 2, known: 2, gating: 0 },
        baseline: { entries: 2, fixed: 0, added: 0 },
        news: { kind: 'baseline', count: 0 },
      },
    });
    expect(textOf(again)).toBe(textOf(first));
  });

  test('that lacks one is red for that one, and is left with it', async () => {
    const result = await set({ policies, handlers }).run({ baseline: known(aRow()) });
    expect(result).toMatchObject({
      outcome: 'violations',
      sentence: '1 new gating violation in 1 of 1 judged policy, 1 known; rule: every severity gates, none tolerated.',
      judgement: {
        policies: [{ resources: [{ accountName: 'dev' }] }],
        baseline: { entries: 1, fixed: 0, added: 1 },
        news: { kind: 'baseline', count: 1 },
      },
    });
    expect(result.nextBaseline === null ? 0 : countEntries(result.nextBaseline)).toBe(2);
  });

  test('loses what is fixed, but not by a sync that fetched a part', async () => {
    const clean = (seconds: number) => [aPolicy({ runAt: evaluated(seconds) })];
    const whole = await set({ policies: clean }).run({ baseline: known(aRow(), dev) });
    expect(whole).toMatchObject({ outcome: 'passed', judgement: { baseline: { entries: 2, fixed: 2, added: 0 } } });
    expect(whole.nextBaseline?.byPolicy.size).toBe(0);
    const life = ends({ status: 'completed', ingested: true, errors: 3 });
    const partial = await set({ policies: clean, life }).run({ baseline: known(aRow(), dev) });
    expect(partial).toMatchObject({ outcome: 'passed', judgement: { baseline: { entries: 2, fixed: 0, added: 0 } } });
    expect(partial.nextBaseline?.byPolicy.get('policy-1')?.size).toBe(2);
  });

  test('keeps what is not judged', async () => {
    const oneStale = (seconds: number) => [
      aPolicy({ violationCount: 0, runAt: atSecond(-60) }),
      aPolicy({ id: 'judged', name: 'Judged', violationCount: 0, runAt: evaluated(seconds) }),
    ];
    const result = await set({ policies: oneStale }).run({ baseline: known(aRow(), dev) });
    expect(result).toMatchObject({ outcome: 'inconclusive', judgement: { baseline: { fixed: 0, added: 0 } } });
    expect(textOf(result)).toBe(textOf({ ...result, nextBaseline: known(aRow(), dev) }));
  });

  test('does not help where its list cannot be read', async () => {
    const refused = () => ({ walkViolations: () => walkPages<ViolationRow>([], failure(403)) });
    const { run } = set({ policies, handlers: refused });
    expect(await run({ baseline: known(aRow(), dev) })).toMatchObject({ outcome: 'inconclusive', green: false });
    expect(
      await run({ baseline: known(), rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 2 } } }),
    ).toMatchObject({ outcome: 'passed', judgement: { totals: { found: 2, gating: 2 } } });
  });

  test.each<[string, Scene, Partial<GateInputs>]>([
    ['mode sync', {}, { mode: 'sync' }],
    ['a sync that failed', { life: ends({ status: 'failed' }) }, {}],
    ['an error', { handlers: () => ({ listPolicies: () => Promise.reject(failure(401)) }) }, {}],
    ['a run that never ends', { life: [] }, {}],
    [
      'policies that were not evaluated since',
      { policies: () => [aPolicy({ violationCount: 0, runAt: atSecond(-60) })] },
      {},
    ],
  ])('is left by no step that judged nothing: %s', async (_, scene, inputs) => {
    expect((await set(scene).run({ baseline: known(aRow()), ...inputs })).nextBaseline).toBeNull();
  });

  test('is left by no step that had none', async () => {
    expect((await set({ policies, handlers }).run()).nextBaseline).toBeNull();
  });
});

describe('waivers', () => {
  const policies = (seconds: number) => [aPolicy({ violationCount: 2, runAt: evaluated(seconds) })];
  const fileOf = (...entries: Waiver[]) => ({ path: 'waivers.yml', entries });

  test('of each violation, and of the policy as a whole', async () => {
    for (const waivers of [fileOf(aWaiver()), fileOf(aWaiver({ account: 'prod' }), aWaiver({ account: 'dev' }))]) {
      const { run } = set({ policies });
      expect(await run({ waivers })).toMatchObject({
        outcome: 'passed',
        warnings: [],
        judgement: { totals: { found: 2, waived: 2, gating: 0 } },
      });
    }
  });

  test('one that ended gates again, and is warned of with its owner and reason', async () => {
    const { run, deps } = set({ policies });
    const result = await run({ waivers: fileOf(aWaiver({ expires: '2026-07-31' })) });
    expect(result).toMatchObject({ outcome: 'violations', judgement: { waivers: [{ state: 'expired' }] } });
    expect(result.warnings).toEqual([
      expect.stringMatching(/web-team@acme\.example.*expired on 2026-07-31.*Public on purpose/),
    ]);
    expect(deps.warned).toEqual(result.warnings);
    expect(result.sentence).toMatch(/^2 gating violations with an expired waiver in 1 of 1 judged policy;/);
  });

  test('one that ended is told apart from what is new, with its place in the file', async () => {
    const prod = aWaiver({ account: 'prod', expires: '2026-07-31', line: 3 });
    const { run } = set({ policies });
    const result = await run({ waivers: fileOf(prod), baseline: { path: 'baseline.json', byPolicy: new Map() } });
    expect(result).toMatchObject({
      judgement: { formerlyWaived: 1, waivers: [{ state: 'expired', covered: 1 }] },
      sentence: expect.stringMatching(/^2 gating violations \(1 new, 1 with an expired waiver\) in 1 of 1/),
      remedy: expect.stringMatching(
        /^Of those whose waiver has expired, fix the resources, or renew the waiver with its owner \(waivers\.yml, line 3\)\. Of the others: Fix/,
      ),
    });
  });

  test('one that matches nothing is warned of', async () => {
    const { run } = set({ policies });
    const result = await run({
      waivers: fileOf(aWaiver({ resource: 'nothing' }), aWaiver({ policy: 'Encrypted S3 buckets' })),
    });
    expect(result.outcome).toBe('violations');
    expect(result.warnings).toEqual([
      expect.stringContaining('has no effect: it matches no violation.'),
      expect.stringContaining('the nearest names are: Unencrypted S3 buckets'),
    ]);
  });

  test.each<[string, Partial<GateInputs>, number | null, string]>([
    ["the runner's clock is a day behind", {}, 86_400_000, 'expired'],
    ["the runner's clock is a day behind, in mode check", { mode: 'check', syncNames: [] }, 86_400_000, 'expired'],
    ["the Platform's clock is a day behind", {}, -86_400_000, 'expiring'],
    ['the Platform tells no time', {}, null, 'expiring'],
  ])('which day it is, the later of both clocks says: %s', async (_, inputs, ahead, state) => {
    const { run } = set({
      handlers: (__, clock) => ({
        listPolicies: async (___, ____, tellTime) => {
          tellTime?.(ahead === null ? null : clock.now() + ahead);
          return [...policies((clock.now() - NOON) / 1_000)];
        },
      }),
    });
    const result = await run({ ...inputs, waivers: fileOf(aWaiver({ expires: '2026-08-01' })) });
    expect(result).toMatchObject({
      outcome: state === 'expired' ? 'violations' : 'passed',
      judgement: { waivers: [{ state }] },
    });
  });

  test('which day it is, is known when the policies are judged', async () => {
    const { run } = set({ policies, clock: createFakeClock(Date.UTC(2026, 7, 1, 23, 59)) });
    const result = await run({ waivers: fileOf(aWaiver({ expires: '2026-08-01' })) });
    expect(result).toMatchObject({ outcome: 'violations', judgement: { waivers: [{ state: 'expired' }] } });
  });
});

describe('what is new, without a baseline', () => {
  const growing = (seconds: number) => [
    seconds < 300
      ? aPolicy({ violationCount: 1, runAt: atSecond(-60) })
      : aPolicy({ violationCount: 4, runAt: evaluated(seconds) }),
  ];

  test('is what was not there before the start, and nobody is asked', async () => {
    const { run, client } = set({ policies: growing });
    expect(await run({ summary: false })).toMatchObject({
      judgement: { news: { kind: 'counts', count: 3 }, past: null },
    });
    expect(client.count('findEvaluations')).toBe(0);
  });

  test('in mode check the history says it, and where it does not nobody knows', async () => {
    const policies = () => [aPolicy({ violationCount: 4, runAt: atSecond(-60) })];
    const items = [
      { runAt: atSecond(-60), violationCount: 4 },
      { runAt: atSecond(-3_600), violationCount: 2 },
    ];
    const check: Partial<GateInputs> = { mode: 'check', syncNames: [] };
    const known = set({ policies, handlers: () => ({ findEvaluations: async () => ({ items, isWhole: false }) }) });
    expect(await known.run(check)).toMatchObject({ judgement: { news: { kind: 'counts', count: 2 } } });
    expect(await set({ policies }).run(check)).toMatchObject({ judgement: { news: { kind: 'unknown' } } });
  });
});

test('the filters that are set are told with what they leave out', async () => {
  const policies = (seconds: number) => [
    aPolicy({ id: 'a', name: 'A', violationCount: 2, runAt: evaluated(seconds) }),
    aPolicy({ id: 'b', name: 'B', runAt: evaluated(seconds) }),
    aPolicy({ id: 'c', name: 'C', status: 'paused' }),
  ];
  const { run } = set({ policies });
  const result = await run({
    filters: { ...someInputs().filters, policies: parsePatterns(['A']) },
    scope: scopeOf({ accounts: ['prod'] }),
    activeFilters: [
      { input: 'policies', value: 'A', leftOut: null },
      { input: 'accounts', value: 'prod', leftOut: null },
    ],
  });
  expect(result.judgement?.filters).toEqual([
    { input: 'policies', value: 'A', leftOut: 1 },
    { input: 'accounts', value: 'prod', leftOut: 1 },
  ]);
});

describe('whatever is thrown, whenever', () => {
  const thrown = fc.oneof(
    fc.constantFrom<unknown>(
      failure(401),
      failure(403),
      failure(404),
      failure(409),
      failure(422),
      failure(429),
      failure(500),
      failure('network'),
      failure('timeout'),
      failure('unreadable'),
    ),
    fc.constantFrom<unknown>(
      new TypeError('x is not a function'),
      new RangeError('Maximum call stack size exceeded'),
      'a text',
      null,
      undefined,
      7,
    ),
    fc.constantFrom<unknown>(new StepError('Odd.'), new CancelledError('SIGINT')),
  );
  const modes = fc.constantFrom<Inputs['mode']>('gate', 'sync', 'check');

  test('a client whose every call throws never gives green', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(thrown), modes, fc.boolean(), async (errors, mode, keepRunning) => {
        const throwing = async () => {
          throw errors.next().value;
        };
        const nothing = {
          listRuns: throwing,
          listPolicies: throwing,
          createRun: throwing,
          getRun: throwing,
          cancelRun: throwing,
        };
        const { run } = set({ handlers: () => nothing });
        const result = await run({
          mode,
          syncNames: mode === 'check' ? [] : ['aws'],
          keepRunning,
          onInconclusive: 'warn',
        });
        expect(result.green).toBe(false);
        expect(result.sentence).not.toMatch(/\n\s+at |\[object/);
      }),
      { numRuns: 100 },
    );
  });

  test('errors at random moments give no green that is not proved, and leave nothing running', async () => {
    const plan = fc.array(fc.record({ call: fc.nat(60), error: thrown }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(plan, modes, fc.nat(3), async (faults, mode, bad) => {
        let calls = 0;
        const scene = set({ policies: (seconds) => [aPolicy({ violationCount: bad, runAt: evaluated(seconds) })] });
        const failing = Object.fromEntries(
          Object.entries(scene.client).map(([name, value]) => [
            name,
            typeof value !== 'function' || name === 'count' || name.startsWith('find')
              ? value
              : async (...args: unknown[]) => {
                  const number = calls++;
                  const fault = faults.find((one) => one.call === number);
                  // A POST that fails may have started a run all the same.
                  if (fault !== undefined && name === 'createRun') await Reflect.apply(value, scene.client, args);
                  if (fault !== undefined) throw fault.error;
                  return Reflect.apply(value, scene.client, args);
                },
          ]),
        ) as unknown as GateClient;
        const deps = { ...scene.deps, client: failing, lastClient: () => scene.client };
        const result = await runGate(someInputs({ mode, syncNames: mode === 'check' ? [] : ['aws'] }), deps);
        if (mode !== 'sync' && bad > 0) expect(result.green).toBe(false);
        if (result.green && mode !== 'check') expect(result.syncs[0]?.state).toBe('succeeded');
        expect(scene.client.count('createRun')).toBeLessThanOrEqual(3);
        expect(scene.deps.ledger.open()).toEqual([]);
        expect(result.sentence).not.toMatch(/\n\s+at |\[object/);
      }),
      { numRuns: 150 },
    );
  });
});

test('everything known of a sync is told before the step ends', async () => {
  const { run, deps } = set({ life: ends({ status: 'failed' }) });
  const result = await run();
  expect(deps.told.at(-1)).toEqual(result.syncs);
  expect(deps.told[0]).toMatchObject([{ runId: 'run-1', state: 'unfinished', createdAt: timestampOf(NOON) }]);
});

test('the time of the step is told', async () => {
  const { run } = set();
  expect((await run()).elapsedSeconds).toBeGreaterThan(330);
});
