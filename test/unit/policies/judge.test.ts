import { describe, expect, test } from 'vitest';
import type { ViolationRow } from '../../../src/platform/violation.ts';
import { writeBaseline } from '../../../src/policies/baseline-file.ts';
import { judge } from '../../../src/policies/judge.ts';
import { parsePatterns } from '../../../src/policies/pattern.ts';
import type { Rule, Standing } from '../../../src/result.ts';
import { aPage, aPolicy, atSecond, fakeClient } from '../fake/client.ts';
import { createFakeClock } from '../fake/clock.ts';
import { baselineOf, judgeScene, rowsOf, type Scene, type ScenePolicy } from '../fake/decision.ts';
import { aWaiver } from '../fake/waiver.ts';

const RULE: Rule = { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } };

function aScene(rows: string, changes: Partial<Scene> = {}, policy: Partial<ScenePolicy> = {}): Scene {
  const pages = [rowsOf(rows)];
  const [page = []] = pages;
  return {
    policies: [
      { id: 'p0', name: 'Policy 0', severity: 'high', count: page.length, standing: 'judged', pages, ...policy },
    ],
    rule: RULE,
    accounts: [],
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
    expect((await judgeScene(scene)).warnings).toEqual([expect.stringContaining('is there in vain')]);
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
});

describe('what is said of accounts', () => {
  test('a pattern that matches none is told with the nearest names', async () => {
    const { warnings } = await judgeScene(aScene('a', { accounts: ['prdo'] }));
    expect(warnings).toEqual([
      expect.stringMatching(/^`accounts`: no account with violations matches prdo; the nearest names are: prod/),
    ]);
  });

  test('what they leave out is in the result', async () => {
    const { judgement } = await judgeScene(aScene('a b/dev c/dev', { accounts: ['prod'] }));
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

describe('a list that is longer than the policy says, and whose length nobody states', () => {
  /** @param acceptance what makes the gate read the list whole */
  async function outcomeOf(acceptance: Partial<Parameters<typeof judge>[3]>) {
    const rows = Array.from({ length: 12 }, (_, index): ViolationRow[] => rowsOf(`r${index}`)).flat();
    const policy = aPolicy({ id: 'p0', violationCount: 1 });
    const { judgement } = await judge(
      {
        scope: {
          filters: { policies: parsePatterns([]), groups: parsePatterns([]), domains: [] },
          includedGroupIds: [],
          excludedIds: new Set(),
        },
        selection: { active: [policy], paused: [] },
        catalogue: [policy],
        filters: [],
      },
      { assessed: [{ policy, standing: { standing: 'judged', reason: null } }], paused: 0 },
      { kind: 'since', moment: atSecond(0) },
      {
        isDataWhole: true,
        rule: { failOn: 'low', maxViolations: { kind: 'total', limit: 10 } },
        accounts: parsePatterns([]),
        waivers: null,
        baseline: null,
        ...acceptance,
      },
      {
        client: fakeClient({
          listSomeViolations: async (_, count) => aPage(rows.slice(0, count).map(({ violation }) => violation)),
          visitViolations: async (_, visit) => visit(aPage(rows)),
        }),
        clock: createFakeClock(),
        warn: () => {},
      },
    );
    return judgement.totals.gating > 10 ? 'violations' : 'passed';
  }

  test('nothing that forgives makes the verdict worse there either', async () => {
    const waiver = aWaiver({ policy: 'p0', resource: 'nothing' });
    const bare = await outcomeOf({});
    const forgiving = [
      await outcomeOf({ waivers: { path: 'waivers.yml', entries: [waiver] } }),
      await outcomeOf({ baseline: baselineOf({}) }),
    ];
    if (bare === 'passed') expect(forgiving).toEqual(['passed', 'passed']);
  });
});

test('a hundred thousand violations are known, and leave the same baseline', async () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => rowsOf(`r${index}`)).flat();
  const pages = Array.from({ length: 100 }, (_, index) => rows.slice(index * 1_000, (index + 1) * 1_000));
  const policy = {
    id: 'p0',
    name: 'Policy 0',
    severity: 'high',
    count: rows.length,
    standing: 'judged' as const,
    pages,
  };
  const scene = aScene('', { policies: [policy], baseline: baselineOf({}) });
  const first = await judgeScene(scene);
  expect(first.judgement.totals).toMatchObject({ found: 100_000, gating: 100_000 });
  const second = await judgeScene({ ...scene, baseline: first.nextBaseline });
  expect(second.outcome).toBe('passed');
  expect(second.judgement.totals).toMatchObject({ found: 100_000, known: 100_000, gating: 0 });
  const [before, after] = [first, second].map(({ nextBaseline }) =>
    nextBaseline === null ? [] : [...writeBaseline(nextBaseline, String)],
  );
  expect(after).toEqual(before);
});
