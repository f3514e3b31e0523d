import { describe, expect, test } from 'vitest';
import type { GateClient } from '../../../../../src/actions/gate/client.ts';
import { EVERYTHING } from '../../../../../src/actions/gate/select/aspect.ts';
import { findSelectionProblems } from '../../../../../src/actions/gate/select/filter-problems.ts';
import type { ScopeQuestion } from '../../../../../src/actions/gate/select/lookup.ts';
import { listSelected, prepareScope } from '../../../../../src/actions/gate/select/scope.ts';
import type { ActiveFilter } from '../../../../../src/actions/gate/select/selection.ts';
import {
  countLeftOut,
  describeEmptyGroups,
  type PolicyFilters,
  selectPolicies,
} from '../../../../../src/actions/gate/select/selection.ts';
import { describeNearest, describeUnmatched } from '../../../../../src/actions/gate/select/unmatched.ts';
import type { Policy } from '../../../../../src/platform/policy.ts';
import { parsePatterns } from '../../../../../src/text/pattern.ts';
import { aPolicy, atSecond, fakeClient } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';
import { fakeDeps } from '../../../fake/deps.ts';

const POLICIES: readonly Policy[] = [
  aPolicy({ id: 'p1', name: 'Unencrypted S3 buckets' }),
  aPolicy({ id: 'p2', name: 'Public S3 buckets', severity: 'critical' }),
  aPolicy({ id: 'p3', name: 'Untagged EC2 instances', domain: 'finops' }),
  aPolicy({ id: 'p4', name: 'Old RDS snapshots', domain: 'FinOps', status: 'paused' }),
  aPolicy({ id: 'p5', name: 'Odd', status: 'hibernating', domain: 'operations' }),
];

interface Words {
  policies?: string[];
  groups?: string[];
  domains?: string[];
}

const filters = ({ policies = [], groups = [], domains = [] }: Words = {}): PolicyFilters => ({
  policies: parsePatterns(policies),
  groups: parsePatterns(groups),
  domains,
});

/** As the inputs say which filters are set, before anybody knows what they leave out. */
const activeOf = ({ policies = [], groups = [], domains = [] }: Words, accounts: string[] = []): ActiveFilter[] =>
  Object.entries({ policies, 'policy-groups': groups, domains, accounts }).flatMap(([input, lines]) =>
    lines.length === 0 ? [] : [{ input, value: lines.join(', '), leftOut: null }],
  );

const leftOutOf = (found: readonly ActiveFilter[]) =>
  found.map(({ input, leftOut }) => `${input} ${leftOut ?? '?'}`).join(', ');

const ids = (policies: readonly Policy[]) => policies.map(({ id }) => id).join(' ');

describe('selectPolicies', () => {
  test.each<[string, Words, string[], string, string]>([
    ['nothing said', {}, [], 'p1 p2 p3 p5', 'p4'],
    ['a name', { policies: ['public s3 buckets'] }, [], 'p2', ''],
    ['an id', { policies: ['p3'] }, [], 'p3', ''],
    ['a pattern', { policies: ['*S3*'] }, [], 'p1 p2', ''],
    ['an exclusion', { policies: ['!*S3*'] }, [], 'p3 p5', 'p4'],
    ['both', { policies: ['*S3*', '!Public*'] }, [], 'p1', ''],
    ['a domain, in any case', { domains: ['finops'] }, [], 'p3', 'p4'],
    ['two domains', { domains: ['finops', 'operations'] }, [], 'p3 p5', 'p4'],
    ['a domain and a name', { domains: ['security'], policies: ['*public*'] }, [], 'p2', ''],
    ['the policies of an excluded group', {}, ['p1', 'p4'], 'p2 p3 p5', ''],
    ['nothing left', { policies: ['p1'] }, ['p1'], '', ''],
  ])('%s', (_, words, excluded, active, paused) => {
    const selection = selectPolicies(POLICIES, new Set(excluded), filters(words));
    expect([ids(selection.active), ids(selection.paused)]).toEqual([active, paused]);
  });

  test('a policy of several names, which contradict each other, is left out only if all of them are', () => {
    const several = aPolicy({ name: 'A', aliases: ['B'] });
    const isSelected = (policies: string[]) =>
      selectPolicies([several], new Set(), filters({ policies })).active.length === 1;
    expect([['A'], ['B'], ['!A'], ['!B'], ['B', '!A']].map(isSelected)).toEqual([true, true, true, true, true]);
    expect([['C'], ['!A', '!B'], ['!policy-1']].map(isSelected)).toEqual([false, false, false]);
    expect(
      leftOutOf(
        countLeftOut(activeOf({ policies: ['B'] }), [several], [several], new Set(), filters({ policies: ['B'] })),
      ),
    ).toBe('policies 0');
  });

  test('a status that is not known is not left out', () => {
    for (const status of ['hibernating', 'paused?', 'archived']) {
      expect(selectPolicies([aPolicy({ status })], new Set(), filters()).active).toHaveLength(1);
    }
    expect(selectPolicies([aPolicy({ status: 'paused' })], new Set(), filters()).paused).toHaveLength(1);
  });

  // What cannot be read is not known to be of another domain: to leave it out would be a guess, and a silent pass.
  test('a policy whose domain cannot be read is not left out', () => {
    expect(
      selectPolicies([aPolicy({ domain: '' })], new Set(), filters({ domains: ['security'] })).active,
    ).toHaveLength(1);
  });
});

describe('findSelectionProblems', () => {
  const find = (words: Words, listed = POLICIES) => {
    const wanted = filters(words);
    return findSelectionProblems(listed, selectPolicies(listed, new Set(), wanted), wanted);
  };

  test.each<[string, Words]>([
    ['nothing said', {}],
    ['a name', { policies: ['Odd'] }],
    ['a pattern', { policies: ['*S3*', '!Public*'] }],
    ['a pattern that also matches a paused one', { policies: ['O*'] }],
  ])('%s: none', (_, words) => {
    expect(find(words)).toEqual([]);
  });

  test('a slip of the pen is told with the nearest names', () => {
    expect(find({ policies: ['Public S3 bucket', '*S3*'] })).toEqual([
      '`policies`: no policy matches Public S3 bucket; the nearest names are: Public S3 buckets; Unencrypted S3 buckets; Old RDS snapshots.',
    ]);
    expect(find({ policies: ['!Publik*'] })).toEqual([]);
    expect(find({ policies: ['x', 'y'] })).toHaveLength(2);
  });

  test('a backslash is told with how it is written', () => {
    expect(find({ policies: ['a\\b'] }, [aPolicy({ name: 'a\\b' })])).toEqual([
      expect.stringMatching(/nearest names are: a\\b\. A backslash that belongs to a name is written twice\.$/),
    ]);
    expect(find({ policies: ['a\\\\b'] }, [aPolicy({ name: 'a\\b' })])).toEqual([]);
  });

  test('a policy of another group than those selected is told as such', () => {
    const wanted = filters({ policies: ['Odd'], groups: ['SOC 2'] });
    const others = { groups: [], all: POLICIES };
    expect(findSelectionProblems([], selectPolicies([], new Set(), wanted), wanted, others)).toEqual([
      '`policies`: no policy matches Odd; the policy Odd does, and is in none of the groups that `policy-groups` selects.',
    ]);
  });

  test.each(['Old RDS snapshots', 'old rds SNAPSHOTS', 'p4'])('%s is paused, and was asked for by name', (name) => {
    expect(find({ policies: [name, 'Odd'] })).toEqual([
      '`policies`: Old RDS snapshots is paused on the Platform, so that it is not evaluated: activate it there, or take it out of `policies`.',
    ]);
  });

  test.each(['Is MFA on?', 'is mfa on\\?', 'Full "*"', 'Full "\\*"'])(
    '%s is paused, and was asked for by name, whatever a wildcard in it matches',
    (name) => {
      const listed = [
        aPolicy({ id: 'p1', name: 'Is MFA on?', status: 'paused' }),
        aPolicy({ id: 'p2', name: 'Full "*"', status: 'paused' }),
        aPolicy({ id: 'p3', name: 'Is MFA on!' }),
        aPolicy({ id: 'p4', name: 'Full "all"' }),
      ];
      expect(find({ policies: [name, 'p3'] }, listed)).toEqual([
        expect.stringMatching(/^`policies`: (Is MFA on\?|Full "\*") is paused on the Platform/),
      ]);
    },
  );

  test.each<[string, Words, string]>([
    ['a name of another domain', { policies: ['*S3*'], domains: ['finops'] }, 'select no active policy.'],
    ['only paused ones', { policies: ['Old*'] }, 'select no active policy (1 paused ones are not evaluated).'],
    ['a domain without policies', { domains: ['governance'] }, 'select no active policy.'],
    ['a group', { groups: ['SOC 2'], domains: ['governance'] }, 'select no active policy.'],
  ])('filters that leave nothing: %s', (_, words, problem) => {
    expect(find(words)).toEqual([`\`policies\`, \`policy-groups\` and \`domains\` together ${problem}`]);
  });

  test('without filters an empty Platform is no problem of the inputs', () => {
    expect(find({}, [])).toEqual([]);
    expect(find({ policies: ['x'] }, [])).toEqual(['`policies`: no policy matches x: there are none.']);
  });

  test('names that the Platform has twice are told once', () => {
    expect(describeUnmatched('policies', 'policy', 'b', ['a', 'a', 'a', 'c'])).toBe(
      '`policies`: no policy matches b; the nearest names are: a; c.',
    );
  });
});

describe('countLeftOut', () => {
  test.each<[string, Words, string[], string[], string]>([
    // words, excluded by group, listed → left out
    ['no filter', {}, [], ['p1', 'p2', 'p3', 'p4', 'p5'], ''],
    [
      'a name; the paused one counts for nothing',
      { policies: ['p1'] },
      [],
      ['p1', 'p2', 'p3', 'p4', 'p5'],
      'policies 3',
    ],
    ['an exclusion', { policies: ['!*S3*'] }, [], ['p1', 'p2', 'p3', 'p4', 'p5'], 'policies 2'],
    ['only a paused one', { policies: ['!p4'] }, [], ['p1', 'p2', 'p3', 'p4', 'p5'], 'policies 0'],
    ['a domain', { domains: ['finops'] }, [], ['p1', 'p2', 'p3', 'p4', 'p5'], 'domains 3'],
    ['a group', { groups: ['g'] }, [], ['p1', 'p3'], 'policy-groups 2'],
    ['an excluded group', { groups: ['!g'] }, ['p1', 'p4'], ['p1', 'p2', 'p3', 'p4', 'p5'], 'policy-groups 1'],
    ['both', { groups: ['g', '!h'] }, ['p1'], ['p1', 'p3'], 'policy-groups 3'],
    [
      'each by itself, whatever the others leave out',
      { policies: ['*S3*'], groups: ['g'], domains: ['finops'] },
      [],
      ['p1'],
      'policies 2, policy-groups 3, domains 3',
    ],
  ])('%s', (_, words, excluded, listed, expected) => {
    const inGroups = POLICIES.filter(({ id }) => listed.includes(id));
    const counted = countLeftOut(activeOf(words), POLICIES, inGroups, new Set(excluded), filters(words));
    expect(leftOutOf(counted)).toBe(expected);
  });

  test('what `accounts` leaves out is not known before the violations are', () => {
    const counted = countLeftOut(activeOf({}, ['prod']), POLICIES, POLICIES, new Set(), filters());
    expect(counted).toEqual([{ input: 'accounts', value: 'prod', leftOut: null }]);
  });

  test('a policy whose domain cannot be read is not counted as left out', () => {
    const odd = [aPolicy({ domain: '' })];
    const words = { domains: ['security'] };
    expect(leftOutOf(countLeftOut(activeOf(words), odd, odd, new Set(), filters(words)))).toBe('domains 0');
  });
});

test.each<[string, string[], string]>([
  ['s3 bucket', [], ': there are none'],
  ['b', ['aaa', 'b', 'bb', 'bbb', 'c'], '; the nearest names are: b; bb; c'],
  ['Public S3', ['x', 'Public\u200b S3'], '; Public\u200b S3 is almost the same: it holds the invisible U+200B'],
  ['Public', ['PUBLIC', 'Publik', 'zzzzzzzzzz'], '; the nearest names are: PUBLIC; Publik; zzzzzzzzzz'],
])('describeNearest: %s among %j', (wanted, names, expected) => {
  expect(describeNearest(wanted, names)).toBe(expected);
});

describe('prepareScope', () => {
  const GROUPS = [
    { id: 'g1', name: 'CIS AWS Foundations' },
    { id: 'g2', name: 'SOC 2' },
    { id: 'g3', name: 'SOC 2 (old)' },
  ];
  const MEMBERS: Readonly<Record<string, readonly string[]>> = { g1: ['p1', 'p2'], g2: ['p2', 'p3'], g3: [] };
  const handlers: Partial<GateClient> = {
    listPolicyGroups: async () => GROUPS,
    listPolicies: async (groupIds) =>
      POLICIES.filter(({ id }) => groupIds.length === 0 || groupIds.some((group) => MEMBERS[group]?.includes(id))),
  };
  const QUESTION: ScopeQuestion = { scope: EVERYTHING, unknownAccounts: 'fail', mode: 'gate' };
  const prepare = (words: Words, client = fakeClient(handlers), mode: ScopeQuestion['mode'] = 'gate') =>
    prepareScope(filters(words), activeOf(words), { ...QUESTION, mode }, fakeDeps(client));

  test.each<[string, Words, string]>([
    ['nothing', {}, 'p1 p2 p3 p5'],
    ['a group', { groups: ['soc 2'] }, 'p2 p3'],
    ['a group by id', { groups: ['g1'] }, 'p1 p2'],
    ['groups by a pattern', { groups: ['*'] }, 'p1 p2 p3'],
    ['all but a group', { groups: ['!SOC 2'] }, 'p1 p5'],
    ['a group without another', { groups: ['CIS*', '!SOC 2'] }, 'p1'],
    ['a group and a domain', { groups: ['SOC 2'], domains: ['finops'] }, 'p3'],
  ])('%s', async (_, words, expected) => {
    expect(ids((await prepare(words)).selection.active)).toBe(expected);
  });

  test('the groups are asked for only where one is named', async () => {
    const client = fakeClient(handlers);
    await prepare({ domains: ['security'] }, client);
    expect(client.calls).toEqual(['listPolicies']);
  });

  test('the catalogue holds every policy, in whatever groups and domains, and the paused ones too', async () => {
    for (const words of [
      {},
      { groups: ['CIS*'] },
      { groups: ['!CIS*'] },
      { domains: ['finops'] },
      { policies: ['p2'] },
    ]) {
      expect(ids((await prepare(words)).catalogue)).toBe('p1 p2 p3 p4 p5');
    }
  });

  test('the policies are asked for once more only where a group hides some', async () => {
    const [some, none] = [fakeClient(handlers), fakeClient(handlers)];
    await prepare({ groups: ['CIS*'] }, some);
    await prepare({ policies: ['p1'] }, none);
    expect([some.count('listPolicies'), none.count('listPolicies')]).toEqual([2, 1]);
  });

  test.each<[string, Words, string]>([
    ['nothing', {}, ''],
    ['a group', { groups: ['soc 2'] }, 'policy-groups 2'],
    ['a group without another', { groups: ['CIS*', '!SOC 2'] }, 'policy-groups 3'],
    ['a group and a domain', { groups: ['SOC 2'], domains: ['finops'] }, 'policy-groups 2, domains 3'],
    ['a name', { policies: ['Public*'] }, 'policies 3'],
  ])('what is left out by %s', async (_, words, expected) => {
    expect(leftOutOf((await prepare(words)).filters)).toBe(expected);
  });

  test.each<[string, Words, string[]]>([
    [
      'groups that do not exist, all at once',
      { groups: ['SOC 3', 'PCI'] },
      ['no policy group matches SOC 3; the nearest names are: SOC 2;', 'no policy group matches PCI'],
    ],
    ['policies that do not exist', { policies: ['p9', 'p8'] }, ['matches p9', 'matches p8']],
    ['a policy of another group', { groups: ['CIS*'], policies: ['Untagged EC2 instances'] }, ['matches Untagged']],
    ['an empty group', { groups: ['SOC 2 (old)'] }, ['select no active policy']],
  ])('%s', async (_, words, problems) => {
    const error = await prepare(words).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'InputError',
      problems: problems.map((problem) => expect.stringContaining(problem)),
    });
  });

  test.each<[string, Words, string[]]>([
    ['of policies', { policies: ['*S3*', '!Publik*'] }, ['`policies`: no policy matches Publik*; the nearest']],
    ['of groups', { groups: ['!PCI'] }, ['`policy-groups`: no policy group matches PCI; the nearest']],
    ['of a policy in another group', { groups: ['CIS*'], policies: ['!Untagged*'] }, []],
    ['of both', { groups: ['CIS*', '!PCI'], policies: ['!x'] }, ['matches PCI', 'matches x']],
  ])('an exclusion that excludes nothing can only judge more, and is a warning: %s', async (_, words, expected) => {
    const { warnings } = await prepare(words);
    expect(warnings).toEqual(expected.map((words) => expect.stringContaining(words)));
    for (const line of warnings) expect(line).toContain('If that is a typing error, violations gate that should not.');
  });

  test.each<[string, Words, string[]]>([
    ['none', {}, []],
    ['one that is full', { groups: ['CIS*'] }, []],
    ['one of two', { groups: ['SOC 2*'] }, ['SOC 2 (old)']],
    ['one that is excluded', { groups: ['CIS*', '!SOC 2 (old)'] }, []],
  ])('the selected groups without an active policy: %s', async (_, words, expected) => {
    expect((await prepare(words)).emptyGroups).toEqual(expected);
  });

  test('a group of paused policies has no active one', async () => {
    const paused = POLICIES.map((policy) =>
      policy.id === 'p1' || policy.id === 'p2' ? { ...policy, status: 'paused' } : policy,
    );
    const client = fakeClient({
      ...handlers,
      listPolicies: async (groupIds) =>
        paused.filter(({ id }) => groupIds.length === 0 || groupIds.some((group) => MEMBERS[group]?.includes(id))),
    });
    expect((await prepare({ groups: ['CIS*', 'SOC 2'] }, client)).emptyGroups).toEqual(['CIS AWS Foundations']);
  });

  describe('what speaks against going on is read three times', () => {
    /** The policies of each reading of the list of all; the last one stays. */
    const reading = (...lists: readonly (readonly Policy[])[]) => {
      let at = 0;
      return fakeClient({
        ...handlers,
        listPolicies: async () => [...(lists[Math.min(at++, lists.length - 1)] ?? [])],
      });
    };
    const [one, paused] = [aPolicy({ id: 'p1' }), aPolicy({ id: 'p1', status: 'paused' })];
    const broken = aPolicy({ id: 'p1', defect: 'odd', runAt: null, violationCount: null });

    test.each<[string, readonly (readonly Policy[])[], ScopeQuestion['mode'], number, boolean]>([
      ['nothing does', [[one]], 'check', 1, true],
      ['it is there in the second reading', [[], [one]], 'gate', 2, true],
      ['it is there in the third', [[], [], [one]], 'check', 3, true],
      ['it is never there', [[]], 'gate', 3, false],
      ['it is there later', [[], [], [], [one]], 'gate', 3, false],
      // Two readings that differ, and no date that says which is the later: a third one decides.
      ['it is not paused in the second reading', [[paused], [one]], 'gate', 3, true],
      ['it stays paused', [[paused]], 'gate', 3, false],
      ['its result cannot be read', [[broken], [one]], 'check', 2, true],
      ['its result cannot ever be read', [[broken]], 'check', 3, true],
      ['its result cannot be read before a sync', [[broken], [one]], 'gate', 2, true],
    ])('%s', async (_, lists, mode, requests, isFound) => {
      const client = reading(...lists);
      const prepared = await prepare({ policies: ['p1'] }, client, mode).catch(() => null);
      expect(prepared !== null).toBe(isFound);
      expect(client.count('listPolicies')).toBe(requests);
    });

    test('also that there is no policy at all, if the lists decide', async () => {
      for (const [mode, requests] of [
        ['check', 2],
        ['gate', 1],
      ] as const) {
        const client = reading([], [one]);
        await prepare({}, client, mode);
        expect(client.count('listPolicies')).toBe(requests);
      }
    });

    test('with a pause of a second, or as long as pauses may be', async () => {
      for (const [longestPauseMs, pause] of [
        [15_000, 1_000],
        [50, 50],
      ] as const) {
        const deps = { ...fakeDeps(reading([])), longestPauseMs };
        await expect(prepareScope(filters({ policies: ['p1'] }), [], QUESTION, deps)).rejects.toThrow('matches p1');
        expect(deps.clock.pauses).toEqual([pause, pause]);
      }
    });

    test('but not beyond the deadline: what is known by then is told', async () => {
      const deps = { ...fakeDeps(reading([])), deadline: NOON + 1_500 };
      await expect(prepareScope(filters({ policies: ['p1'] }), [], QUESTION, deps)).rejects.toThrow('matches p1');
      expect(deps.clock.pauses).toEqual([1_000]);
    });
  });

  describe("the list of a group may be older than that of all policies: each policy's newest reading counts", () => {
    const [early, late] = [atSecond(60), atSecond(120)];
    const old = aPolicy({ id: 'p1', runAt: early, updatedAt: early });
    const changed = { ...old, updatedAt: late };
    const TWINS = /the Platform lists it more than once, with different values of/;

    test.each<[string, Policy, Policy, Partial<Policy>]>([
      ['the same', old, old, old],
      ['a later result', old, { ...old, runAt: late, violationCount: 3 }, { runAt: late, violationCount: 3 }],
      ['a later result in the group', { ...old, runAt: late, violationCount: 3 }, old, { violationCount: 3 }],
      [
        'a higher severity',
        { ...old, severity: 'low' },
        { ...changed, severity: 'critical' },
        { severity: 'critical' },
      ],
      ['no pause any more', { ...old, status: 'paused' }, changed, { status: 'active' }],
      [
        'another count at the same time, poll after poll',
        old,
        { ...old, violationCount: 3 },
        { violationCount: null, defect: expect.stringMatching(TWINS) },
      ],
    ])('%s', async (_, inGroup, inAll, expected) => {
      for (const mode of ['check', 'gate'] as const) {
        const client = fakeClient({
          ...handlers,
          listPolicies: async (groupIds) => (groupIds.length === 0 ? [inAll, aPolicy({ id: 'p4' })] : [inGroup]),
        });
        const { selection, catalogue } = await prepare({ groups: ['SOC 2'] }, client, mode);
        expect(selection.active).toMatchObject([{ id: 'p1', ...expected }]);
        expect(catalogue.find(({ id }) => id === 'p1')).toEqual(selection.active[0]);
      }
    });

    test('two groups that contradict each other are not settled by the list of all', async () => {
      const client = fakeClient({
        ...handlers,
        listPolicies: async ([group]) => [group === 'g2' ? { ...old, runAt: late, violationCount: 3 } : old],
      });
      const { selection } = await prepare({ groups: ['CIS*', 'SOC 2'] }, client, 'check');
      expect(selection.active).toMatchObject([{ violationCount: null, defect: expect.stringMatching(TWINS) }]);
    });

    test('a doubt that a second reading settles is none', async () => {
      let lists = 0;
      const client = fakeClient({
        ...handlers,
        listPolicies: async (groupIds) => [
          groupIds.length > 0 && lists++ === 0 ? old : { ...old, violationCount: 3, runAt: late },
        ],
      });
      expect((await prepare({ groups: ['SOC 2'] }, client, 'check')).selection.active).toMatchObject([
        { violationCount: 3, defect: null },
      ]);
    });
  });

  describe('in mode check, what is listed group by group is listed twice', () => {
    test.each<[string, Words, string[]]>([
      ['not if it is one list', { policies: ['p1'] }, ['listPolicies']],
      ['not if it is one group', { groups: ['SOC 2'] }, ['listPolicyGroups', 'listPolicies', 'listPolicies']],
      ['not if groups are excluded', { groups: ['!SOC*'] }, ['listPolicyGroups', 'listPolicies', 'listPolicies']],
    ])('%s', async (_, words, calls) => {
      const client = fakeClient(handlers);
      await prepare(words, client, 'check');
      expect(client.calls).toEqual(calls);
    });

    test('so that a policy that moves meanwhile is found', async () => {
      for (const [mode, expected] of [
        ['check', 'p1 p2 p3'],
        // The policies are listed again after the sync.
        ['gate', 'p1 p2'],
      ] as const) {
        let requests = 0;
        const moving = fakeClient({
          ...handlers,
          // The third policy comes into the second group after the lists of the first reading.
          listPolicies: async ([group]) => {
            requests += 1;
            return POLICIES.filter(
              ({ id }) =>
                group === undefined || (MEMBERS[group]?.includes(id) === true && (id !== 'p3' || requests > 3)),
            );
          },
        });
        expect(ids((await prepare({ groups: ['*'] }, moving, mode)).selection.active)).toBe(expected);
      }
    });

    test('and one that leaves all of them meanwhile is judged', async () => {
      let requests = 0;
      const leaving = fakeClient({
        ...handlers,
        listPolicies: async ([group]) => {
          requests += 1;
          return POLICIES.filter(
            ({ id }) =>
              group === undefined || (MEMBERS[group]?.includes(id) === true && (id !== 'p1' || requests <= 3)),
          );
        },
      });
      expect(ids((await prepare({ groups: ['*'] }, leaving, 'check')).selection.active)).toBe('p1 p2 p3');
    });
  });

  test('the groups are looked up again with the policies', async () => {
    const members: Record<string, string[]> = { g1: ['p1'], g2: ['p2'] };
    let groups = GROUPS.slice(0, 2);
    const client = fakeClient({
      listPolicyGroups: async () => groups,
      listPolicies: async (groupIds) =>
        POLICIES.filter(({ id }) => groupIds.length === 0 || groupIds.some((group) => members[group]?.includes(id))),
    });
    const select = async (words: Words) =>
      ids((await listSelected({ filters: filters(words) }, client, 'waiting')).selection.active);
    expect(await select({ groups: ['!SOC*'] })).toBe('p1 p3 p5');
    expect(await select({ groups: ['CIS*'] })).toBe('p1');
    // A policy leaves the excluded group; a further group matches.
    members['g2'] = [];
    groups = [...groups, { id: 'g4', name: 'CIS GCP' }];
    members['g4'] = ['p5'];
    expect(await select({ groups: ['!SOC*'] })).toBe('p1 p2 p3 p5');
    expect(await select({ groups: ['CIS*'] })).toBe('p1 p5');
    // Without any group left no policy is selected, and never all.
    groups = [];
    expect(await select({ groups: ['CIS*'] })).toBe('');
  });
});

test('of very many groups without policies some are named', () => {
  expect(describeEmptyGroups(['SOC 2'])).toBe('policy groups without an active policy: SOC 2');
  const many = Array.from({ length: 12 }, (_, index) => `g${index}`);
  expect(describeEmptyGroups(many)).toMatch(/: g0, g1, .*, g9 and 2 more$/);
});
