import { describe, expect, test } from 'vitest';
import type { Baseline } from '../../../../../src/actions/gate/baseline/baseline.ts';
import type { Standing } from '../../../../../src/actions/gate/evaluate/freshness.ts';
import { judge, type Question } from '../../../../../src/actions/gate/judge/judge.ts';
import type { Rule } from '../../../../../src/actions/gate/judge/rule.ts';
import { decideOutcome } from '../../../../../src/actions/gate/judge/verdict.ts';
import { EVERYTHING } from '../../../../../src/actions/gate/select/aspect.ts';
import { parsePatterns } from '../../../../../src/text/pattern.ts';
import { aPage, aPolicy, atSecond, fakeClient, walkPages } from '../../../fake/client.ts';
import { createFakeClock } from '../../../fake/clock.ts';
import { baselineOf, judgeScene, rowsOf, type Scene, type ScenePolicy } from '../../../fake/decision.ts';
import { aWaiver } from '../../../fake/waiver.ts';

const RULE: Rule = { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } };

function aScene(rows: string, changes: Partial<Scene> = {}, policy: Partial<ScenePolicy> = {}): Scene {
  const pages = [rowsOf(rows)];
  const [page = []] = pages;
  return {
    policies: [
      { id: 'p0', name: 'Policy 0', severity: 'high', count: page.length, standing: 'judged', pages, ...policy },
    ],
    rule: RULE,
    scope: {},
    waivers: [],
    baseline: null,
    ...changes,
  };
}

describe('what is said of waivers', () => {
  const WAIVED = aWaiver({ policy: 'p0', resource: 'a' });

  test('one that ended gates again, and its owner and reason are named', async () => {
    const waivers = [{ ...WAIVED, expires: '2026-07-31' }];
    const { outcome, warnings, judgement } = await judgeScene(aScene('a', { waivers }));
    expect(outcome).toBe('violations');
    expect(warnings).toEqual([
      expect.stringMatching(/owner: web-team@acme\.example\) expired on 2026-07-31.*reason was: Public on purpose\.$/),
    ]);
    expect(judgement.waivers).toMatchObject([{ state: 'expired', covered: null }]);
  });

  test('one that does its work is in the result, and no more is said', async () => {
    const { outcome, warnings, judgement } = await judgeScene(aScene('a', { waivers: [WAIVED] }));
    expect([outcome, warnings]).toEqual(['passed', []]);
    expect(judgement.waivers).toMatchObject([{ waiver: WAIVED, state: 'in-force', covered: 1, problem: null }]);
  });

  test('one in vain is told, unless the sync did not fetch all', async () => {
    const scene = aScene('b', { waivers: [WAIVED] });
    expect((await judgeScene(scene)).warnings).toEqual([expect.stringContaining('has no effect')]);
    expect((await judgeScene(scene, false)).warnings).toEqual([]);
  });

  test('every waiver of the file is in the result, in its order, whatever became of it', async () => {
    const waivers = [
      aWaiver({ policy: 'gone', line: 3 }),
      { ...WAIVED, line: 9 },
      { ...WAIVED, line: 14, expires: '2026-01-01' },
      { ...WAIVED, line: 20, expires: '2026-08-03' },
    ];
    const { judgement } = await judgeScene(aScene('a', { waivers }));
    expect(judgement.waivers.map(({ waiver, state }) => [waiver.line, state])).toEqual([
      [3, 'in-force'],
      [9, 'in-force'],
      [14, 'expired'],
      [20, 'expiring'],
    ]);
  });

  test.each<[string, Partial<Scene>, number]>([
    ['one of them', { baseline: baselineOf({ p0: rowsOf('a') }) }, 1],
    ['none of them', { baseline: baselineOf({ p0: rowsOf('b') }) }, 0],
    ['without a baseline', {}, 0],
  ])('violations that are waived and in the baseline too are told: %s', async (_, changes, count) => {
    const { warnings } = await judgeScene(aScene('a b', { waivers: [WAIVED], ...changes }));
    expect(warnings.filter((line) => line.includes('waived, and in the baseline too'))).toHaveLength(count);
  });

  test('these are told with their policy and its waivers', async () => {
    const scene = aScene('a b', { waivers: [{ ...WAIVED, line: 7 }], baseline: baselineOf({ p0: rowsOf('a') }) });
    const { warnings } = await judgeScene(scene);
    expect(warnings[0]).toMatch(
      /^1 violation is waived, and in the baseline too: .+ \(\S+, line 7\)\. They will not gate/,
    );
  });
});

describe('what is said of a waiver whose policy was renamed while the step waited', () => {
  const toldOf = async (policy: string, earlierName: string, name: string) => {
    const waivers = [aWaiver({ policy, resource: 'a' })];
    return judgeScene(aScene('a', { waivers }, { earlierName, name }));
  };

  test.each<[string, string, string, string]>([
    ['to another one, and the waiver has its id', 'p0', 'Buckets', 'Public buckets'],
    ['in its capitals only', 'public buckets', 'PUBLIC BUCKETS', 'Public buckets'],
  ])('%s: it waives, and nobody says that there is no such policy', async (_, policy, earlierName, name) => {
    const { outcome, warnings, judgement } = await toldOf(policy, earlierName, name);
    expect([outcome, warnings]).toEqual(['passed', []]);
    expect(judgement.waivers).toMatchObject([{ covered: 1, problem: null }]);
  });

  test('to the name that the waiver has: nobody knows whether it is meant', async () => {
    const { outcome, warnings, judgement } = await toldOf('Public buckets', 'Buckets', 'Public buckets');
    expect([outcome, warnings]).toEqual(['inconclusive', []]);
    expect(judgement.policies).toMatchObject([{ reason: expect.stringContaining('it was renamed'), waived: 0 }]);
    expect(judgement.waivers).toMatchObject([{ covered: null, problem: null }]);
  });

  test.each<[string, string, Rule]>([
    ['nothing was found', '', RULE],
    ['it does not gate', 'a', { ...RULE, failOn: 'critical' }],
  ])('to that name, and there is nothing to waive: %s', async (_, rows, rule) => {
    const waivers = [aWaiver({ policy: 'Public buckets' })];
    const renamed = { earlierName: 'Buckets', name: 'Public buckets' };
    expect((await judgeScene(aScene(rows, { waivers, rule }, renamed))).outcome).toBe('passed');
  });

  test('away from it: it does not', async () => {
    const { outcome, warnings } = await toldOf('Buckets', 'Buckets', 'Public buckets');
    expect(outcome).toBe('violations');
    expect(warnings).toEqual([expect.stringContaining('no policy of that name or id; the nearest names are: Public')]);
  });
});

describe('rows that the Platform counts and its list lacks', () => {
  const UNLISTED = /(\d+) violations? .* not in (?:its|the) lists?/i;
  const REASONS: [string, Partial<Scene>][] = [
    ['a baseline', { baseline: baselineOf({ p0: rowsOf('a b') }) }],
    ['accounts', { scope: { accounts: ['dev'] } }],
    ['a waiver of a resource', { waivers: [aWaiver({ policy: 'p0', resource: '*' })] }],
  ];

  test.each(REASONS)('gate, and are told: %s', async (_, changes) => {
    const { outcome, warnings } = await judgeScene(aScene('a b', changes, { count: 5 }));
    expect(outcome).toBe('violations');
    expect(warnings.flatMap((line) => UNLISTED.exec(line)?.[1] ?? [])).toEqual(['3']);
  });

  test('of several policies are told in one sentence', async () => {
    const scene = aScene('a b', { baseline: baselineOf({}) }, { count: 5 });
    const policies = scene.policies.flatMap((one) => [one, { ...one, id: 'p1', count: 3 }]);
    const { warnings } = await judgeScene({ ...scene, policies });
    expect(warnings.flatMap((line) => UNLISTED.exec(line)?.[1] ?? [])).toEqual(['4']);
  });

  test.each<[string, Scene]>([
    ['the list is whole', aScene('a b', { baseline: baselineOf({}) })],
    ['the list is longer than the policy says', aScene('a b', { baseline: baselineOf({}) }, { count: 1 })],
    ['nobody needs the list', aScene('a b', {}, { count: 5 })],
    ['the list cannot be read', aScene('a', { baseline: baselineOf({}) }, { count: 5, pages: null })],
    ['a waiver covers all of the policy', aScene('a', { waivers: [aWaiver({ policy: 'p0' })] }, { count: 5 })],
  ])('are no matter where %s', async (_, scene) => {
    expect((await judgeScene(scene)).warnings.filter((line) => UNLISTED.test(line))).toEqual([]);
  });
});

describe('what is said of accounts', () => {
  test('what they leave out is in the result', async () => {
    const { judgement } = await judgeScene(aScene('a b/dev c/dev', { scope: { accounts: ['prod'] } }));
    expect(judgement.filters).toEqual([{ input: 'accounts', value: 'prod', leftOut: 2 }]);
  });
});

describe('what is new', () => {
  test('against a baseline: what gates', async () => {
    const scene = aScene('a b c d', {
      baseline: baselineOf({ p0: rowsOf('a') }),
      waivers: [aWaiver({ policy: 'p0', resource: 'b' })],
    });
    expect((await judgeScene(scene)).judgement.news).toEqual({ kind: 'baseline', count: 2 });
  });

  test('without one: by how much the counts grew', async () => {
    const { judgement } = await judgeScene(aScene('a b c'));
    // As many as when the step began.
    expect(judgement.news).toEqual({ kind: 'counts', count: 0 });
  });

  test.each<[string, Partial<Scene>, Partial<ScenePolicy>]>([
    ['no policy could be judged', {}, { standing: 'stale' as Standing }],
    [
      'no policy could be judged against the baseline',
      { baseline: baselineOf({}) },
      { standing: 'unreadable' as Standing },
    ],
    [
      'a list that had to be compared with the baseline could not be read',
      { baseline: baselineOf({}) },
      { pages: null },
    ],
  ])('is not known, and not 0, where %s', async (_, changes, policy) => {
    const { judgement, outcome } = await judgeScene(aScene('a b', changes, policy));
    expect(outcome).toBe('inconclusive');
    expect(judgement.news).toEqual({ kind: 'unknown' });
  });
});

describe('what is new where a part is not known', () => {
  const two = (second: Partial<ScenePolicy>, changes: Partial<Scene> = {}): Scene => {
    const scene = aScene('a b', changes);
    return { ...scene, policies: scene.policies.flatMap((one) => [one, { ...one, id: 'p1', ...second }]) };
  };

  test.each<[string, Scene]>([
    ['one of two policies is stale', two({ standing: 'stale' })],
    ['one of two policies is stale, with a baseline', two({ standing: 'stale' }, { baseline: baselineOf({}) })],
    ['one of two lists cannot be read', two({ pages: null }, { baseline: baselineOf({}) })],
    ['there is no policy', { ...aScene('a'), policies: [] }],
    ['there is no policy, with a baseline', { ...aScene('a', { baseline: baselineOf({}) }), policies: [] }],
  ])('%s', async (_, scene) => {
    expect((await judgeScene(scene)).judgement.news).toEqual({ kind: 'unknown' });
  });

  test('both are judged', async () => {
    expect((await judgeScene(two({}))).judgement.news).toEqual({ kind: 'counts', count: 0 });
    const { judgement } = await judgeScene(two({}, { baseline: baselineOf({ p0: rowsOf('a') }) }));
    expect(judgement.news).toEqual({ kind: 'baseline', count: 3 });
  });
});

describe('lists that are longer than the policy says', () => {
  interface Given {
    /** Each with a count of 1. */
    readonly policies: number;
    readonly rows: number;
    readonly isTotalStated: boolean;
    readonly limit: number;
  }

  async function outcomeOf({ policies, rows, isTotalStated, limit }: Given, acceptance: Partial<Question>) {
    const all = Array.from({ length: rows }, (_, index) => rowsOf(`r${index}`)).flat();
    const total = isTotalStated ? rows : null;
    const many = Array.from({ length: policies }, (_, index) => aPolicy({ id: `p${index}`, violationCount: 1 }));
    const filters = { policies: parsePatterns([]), groups: parsePatterns([]), domains: [] };
    const { judgement } = await judge(
      {
        scope: { filters },
        lookups: [],
        emptyGroups: [],
        warnings: [],
        selection: { active: many, paused: [] },
        catalogue: many,
        serverTime: null,
        filters: [],
      },
      {
        assessed: many.map((policy) => ({ policy, standing: { standing: 'judged', reason: null } })),
        paused: 0,
        serverTime: null,
      },
      { kind: 'since', moment: atSecond(0) },
      {
        isDataWhole: true,
        rule: { failOn: 'low', maxViolations: { kind: 'total', limit } },
        scope: EVERYTHING,
        groupBy: { kind: 'policy' },
        unknownAccounts: 'fail',
        waivers: null,
        baseline: null,
        ...acceptance,
      },
      {
        client: fakeClient({
          listSomeViolations: async (_, count) =>
            aPage(
              all.slice(0, count).map(({ violation }) => violation),
              { totalCount: total },
            ),
          walkViolations: () => walkPages([aPage(all, { totalCount: total })]),
        }),
        clock: createFakeClock(),
        deadline: Number.POSITIVE_INFINITY,
        warn: () => {},
        sink: null,
      },
    );
    return decideOutcome(judgement);
  }

  /** The same outcome without anything that forgives, with a waiver that matches nothing, and with an empty baseline. */
  async function expectSame(given: Given, outcome: string) {
    const entries = [aWaiver({ policy: 'p20', resource: 'nothing' }), aWaiver({ policy: 'p0', resource: 'nothing' })];
    for (const acceptance of [{}, { waivers: { path: 'waivers.yml', entries } }, { baseline: baselineOf({}) }]) {
      expect(await outcomeOf(given, acceptance)).toBe(outcome);
    }
  }

  test.each<[string, Given]>([
    ['the server says how long', { policies: 1, rows: 12, isTotalStated: true, limit: 12 }],
    ['it does not', { policies: 1, rows: 12, isTotalStated: false, limit: 12 }],
    ['it does not, and they are short', { policies: 1, rows: 9, isTotalStated: false, limit: 9 }],
    ['of as many policies as are shown', { policies: 20, rows: 2, isTotalStated: true, limit: 40 }],
    ['also of policies that nobody is shown', { policies: 21, rows: 2, isTotalStated: true, limit: 42 }],
    ['of many, and nobody says how long', { policies: 40, rows: 12, isTotalStated: false, limit: 480 }],
  ])('what forgives nothing changes nothing: %s', async (_, given) => {
    await expectSame(given, 'passed');
    await expectSame({ ...given, limit: given.limit - 1 }, 'violations');
  });
});

describe('a policy that was made anew', () => {
  const entries = { p9: rowsOf('a b') };
  const old = baselineOf(entries);
  const named: Baseline = {
    ...old,
    byPolicy: new Map(
      [...old.byPolicy].map(([id, its]) => [
        id,
        new Map([...its].map(([key, { count, names }]) => [key, { count, names: { ...names, policy: 'Policy  p0' } }])),
      ]),
    ),
  };
  const REMADE = /knows a policy of that name with another id \(p9, now p0\)/;

  test('is told with what the baseline knew, and what to do', async () => {
    const { warnings } = await judgeScene(aScene('a b', { baseline: named }, { name: 'POLICY p0' }));
    expect(warnings).toEqual([expect.stringMatching(REMADE)]);
    expect(warnings[0]).toContain('what was known of the old one (2 violations) no longer counts as known');
    expect(warnings[0]).toContain("take over this step's own baseline");
  });

  test.each<[string, Baseline, string]>([
    ['another name', named, 'Other'],
    ['no such name in the baseline', old, 'Policy p0'],
    ['nothing in the baseline', baselineOf({}), 'Policy p0'],
  ])('is not told of one with %s', async (_, baseline, name) => {
    expect((await judgeScene(aScene('a b', { baseline }, { name }))).warnings).toEqual([]);
  });

  test('nor if the Platform still lists the other one, or nothing gates', async () => {
    const scene = aScene('a', { baseline: named }, { name: 'Policy p0' });
    const other = { ...scene.policies[0], id: 'p9', count: 0, pages: [[]] } as (typeof scene.policies)[number];
    expect((await judgeScene({ ...scene, policies: [...scene.policies, other] })).warnings).toEqual([]);
    expect((await judgeScene(aScene('', { baseline: named }, { name: 'Policy p0' }))).warnings).toEqual([]);
  });
});
