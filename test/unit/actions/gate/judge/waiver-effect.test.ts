import { describe, expect, test } from 'vitest';
import type { Standing } from '../../../../../src/actions/gate/evaluate/freshness.ts';
import type { Rule } from '../../../../../src/actions/gate/judge/rule.ts';
import { assessWaivers, describeWaivers, stateOf } from '../../../../../src/actions/gate/judge/waiver-effect.ts';
import type { Waiver } from '../../../../../src/actions/gate/waivers/waiver.ts';
import type { Policy } from '../../../../../src/platform/policy.ts';
import { aPolicy } from '../../../fake/client.ts';
import { baselineOf, findingsOf, policyOf, rowsOf, type Scene } from '../../../fake/decision.ts';
import { createReadCounter } from '../../../fake/reads.ts';
import { aWaiver, TODAY } from '../../../fake/waiver.ts';

const ACCOUNTS = ['prod', 'dev'];

describe('stateOf', () => {
  test.each([
    ['2025-08-01', 'expired'],
    ['2026-07-31', 'expired'],
    ['2026-08-01', 'expiring'],
    ['2026-08-02', 'expiring'],
    ['2026-08-13', 'expiring'],
    ['2026-08-14', 'expiring'],
    // Today is one of the fourteen days.
    ['2026-08-15', 'in-force'],
    ['2027-08-01', 'in-force'],
  ])('until %s: %s', (expires, state) => {
    expect(stateOf(aWaiver({ expires }), TODAY)).toBe(state);
  });

  test.each([
    ['2026-12-25', '2027-01-07', 'expiring'],
    ['2026-12-25', '2027-01-08', 'in-force'],
    ['2028-02-20', '2028-03-04', 'expiring'],
    ['2028-02-20', '2028-03-05', 'in-force'],
  ])('on %s, until %s: %s', (today, expires, state) => {
    expect(stateOf(aWaiver({ expires }), today)).toBe(state);
  });
});

/** `high:3` and the rows of its list, or none where it cannot be read; selected unless it is only in the catalogue. */
type Words = readonly [severity: string, rows?: string | 'not selected'];

const STANDINGS: Readonly<Record<string, Standing>> = { stale: 'stale', never: 'never-evaluated', bad: 'unreadable' };

interface Given {
  waiver: Partial<Waiver>;
  failOn?: Rule['failOn'];
  accounts?: string[];
  hasBaseline?: boolean;
  isDataWhole?: boolean;
}

async function assess(policies: readonly Words[], given: Given) {
  const { waiver, failOn = 'low', accounts = [], hasBaseline = false, isDataWhole = true } = given;
  const all = policies.map(([words, rows], index) => {
    const [severity = '', count] = words.split(':');
    const pages = rows === undefined || rows === 'not selected' ? null : [rowsOf(rows)];
    return {
      id: `p${index}`,
      name: `Policy ${index === 2 ? 1 : index}`,
      severity,
      count: Number(count ?? pages?.flat().length ?? 0) || 0,
      standing: STANDINGS[count ?? ''] ?? ('judged' as const),
      pages,
    };
  });
  const scene: Scene = {
    policies: all.filter((_, index) => policies[index]?.[1] !== 'not selected'),
    rule: { failOn, maxViolations: { kind: 'total', limit: 0 } },
    scope: { accounts },
    waivers: [aWaiver({ policy: 'p0', ...waiver })],
    baseline: hasBaseline ? baselineOf({}) : null,
  };
  const extent = { rule: scene.rule, isDataWhole };
  const [result] = await assessWaivers(scene.waivers, TODAY, all.map(policyOf), findingsOf(scene), extent);
  return result;
}

describe('what a waiver covers, and whether it has no effect', () => {
  const IN_VAIN = 'it matches no violation';

  test.each<[string, Words[], Given, number | null, string | null]>([
    // covered, problem
    ['all of its policy', [['high', 'a b']], { waiver: {} }, 2, null],
    ['all of its policy, more than anybody sees', [['high:7', 'a b']], { waiver: {} }, 7, null],
    ['all of its policy, whose list cannot be read', [['high:7']], { waiver: {}, hasBaseline: true }, 7, null],
    ['all of its policy, as far as it is seen', [['high:7', 'a b']], { waiver: {}, hasBaseline: true }, 2, null],
    ['some', [['high', 'a b']], { waiver: { resource: 'a' } }, 1, null],
    ['none', [['high', 'a b']], { waiver: { resource: 'c' } }, 0, IN_VAIN],
    ['none, of data that lacks some', [['high', 'a b']], { waiver: { resource: 'c' }, isDataWhole: false }, 0, null],
    ['some, of data that lacks some', [['high', 'a b']], { waiver: { resource: 'a' }, isDataWhole: false }, 1, null],
    ['nothing, of data that lacks some', [['high', '']], { waiver: {}, isDataWhole: false }, 0, null],
    ['none of its region', [['high', 'a b']], { waiver: { resource: 'a', region: 'eu' } }, 0, IN_VAIN],
    ['none, of those that are seen', [['high:7', 'a b']], { waiver: { resource: 'c' } }, null, null],
    ['some, of those that are seen', [['high:7', 'a b']], { waiver: { resource: 'a' } }, 1, null],
    ['what is out of scope', [['high', 'a/dev']], { waiver: { resource: 'a' }, accounts: ['prod'] }, 1, null],
    ['nothing, of a policy without violations', [['high', '']], { waiver: { resource: 'a' } }, 0, IN_VAIN],
    ['nothing at all of a policy without violations', [['high', '']], { waiver: {} }, 0, IN_VAIN],
    ['a list that cannot be read', [['high:3']], { waiver: { resource: 'a' } }, null, null],
    ['a policy below the threshold', [['low:3', 'a b c']], { waiver: {}, failOn: 'high' }, null, null],
    ['a clean policy below the threshold', [['low:0', '']], { waiver: {}, failOn: 'high' }, 0, IN_VAIN],
    ['a stale policy', [['high:stale', 'a']], { waiver: {} }, null, null],
    ['a policy that was never evaluated', [['high:never']], { waiver: {} }, null, null],
    ['a policy of another gate', [['high:3', 'not selected']], { waiver: { resource: 'a' } }, null, null],
    ['a policy of another gate, all of it', [['high:0', 'not selected']], { waiver: {} }, null, null],
    [
      'two policies of one name',
      [
        ['high', ''],
        ['high', 'a b'],
        ['high', 'a'],
      ],
      { waiver: { policy: 'policy 1', resource: 'a' } },
      2,
      null,
    ],
    [
      'one of two policies of one name',
      [
        ['high', ''],
        ['high', 'a b'],
        ['high', 'c'],
      ],
      { waiver: { policy: 'policy 1', resource: 'a' } },
      1,
      null,
    ],
    [
      'none of two policies of one name',
      [
        ['high', ''],
        ['high', 'b'],
        ['high', 'c'],
      ],
      { waiver: { policy: 'policy 1', resource: 'a' } },
      0,
      IN_VAIN,
    ],
    [
      'none of one policy, while another one of its name is not looked at',
      [
        ['high', ''],
        ['high', 'b'],
        ['high:3', 'not selected'],
      ],
      { waiver: { policy: 'policy 1', resource: 'a' } },
      0,
      null,
    ],
  ])('%s', async (_, policies, given, covered, problem) => {
    expect(await assess(policies, given)).toMatchObject({ covered, problem });
  });

  test.each<[string, Words[], Given, string]>([
    [
      'a name that does not exist',
      [
        ['high', 'a'],
        ['high', 'a'],
      ],
      { waiver: { policy: 'Polcy 0' } },
      '; the nearest names are: Policy 0; Policy 1',
    ],
    ['a pattern is no name', [['high', 'a']], { waiver: { policy: 'Policy*' } }, '; the nearest names are: Policy 0'],
    ['an empty Platform', [], { waiver: {} }, ': there are none'],
  ])('%s', async (_, policies, given, hint) => {
    const problem = 'the Platform has no policy of that name or id';
    expect(await assess(policies, given)).toMatchObject({ covered: 0, problem, hint });
  });

  test.each([
    [{}, true],
    [{ account: 'prod', region: 'eu' }, true],
    [{ resource: 'a' }, false],
    [{ resource: '*' }, false],
  ])('one of %j is marked as covering a whole policy: %s', async (waiver, isWhole) => {
    expect(await assess([['high', 'a']], { waiver })).toMatchObject({ isWhole });
  });

  test('one that ends soon is in force, and may be there in vain', async () => {
    const waiver = { resource: 'c', expires: TODAY };
    expect(await assess([['high', 'a']], { waiver })).toMatchObject({
      state: 'expiring',
      covered: 0,
      problem: IN_VAIN,
    });
  });

  test.each<[string, Words[], Given, number | null]>([
    [
      'what gates now, as far as the lists were read',
      [['high', 'a b']],
      { waiver: { resource: 'a' }, hasBaseline: true },
      1,
    ],
    ['nothing, if it matches nothing', [['high', 'a b']], { waiver: { resource: 'c' }, hasBaseline: true }, 0],
    ['nobody knows what, if no list was read', [['high:3']], { waiver: { resource: 'a' } }, null],
    ['all of its policy, whose list nobody has to read', [['high:3']], { waiver: {} }, 3],
    ['nothing, if there is no such policy', [['high', 'a']], { waiver: { policy: 'Gone' } }, 0],
  ])(
    'one that expired would cover %s, and is not called in vain',
    async (_, policies, { waiver, ...given }, covered) => {
      const result = await assess(policies, { waiver: { ...waiver, expires: '2026-07-31' }, ...given });
      expect(result).toMatchObject({ state: 'expired', covered, problem: null });
    },
  );

  test.each([
    ['2026-07-31', false],
    [TODAY, true],
    ['2026-08-02', false],
  ])('the last day of one until %s is today: %s', async (expires, isLastDay) => {
    expect(await assess([['high', 'a']], { waiver: { expires } })).toMatchObject({ isLastDay });
  });

  test('every waiver has its result, in the order of the file', async () => {
    const waivers = [aWaiver({ line: 9 }), aWaiver({ line: 3, expires: '2026-07-31' }), aWaiver({ line: 5 })];
    const catalogue: readonly Policy[] = [aPolicy()];
    const rule: Rule = { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } };
    const extent = { rule, isDataWhole: true };
    const results = await assessWaivers(waivers, TODAY, catalogue, [], extent);
    expect(results.map(({ waiver }) => waiver)).toEqual(waivers);
    expect(await assessWaivers([], TODAY, catalogue, [], extent)).toEqual([]);
  });
});

test('thousands of waivers and policies that have nothing in common are told apart at once', async () => {
  const reads = createReadCounter();
  const catalogue = Array.from({ length: 1_500 }, (_, index) =>
    reads.watch(
      aPolicy({ id: `p${index}`, name: `Ensure that control number ${index} of the CIS benchmark holds everywhere` }),
    ),
  );
  const waivers = Array.from({ length: 9_000 }, (_, index) =>
    reads.watch(aWaiver({ policy: `Old control ${index} about S3 buckets`, line: index })),
  );
  const rule: Rule = { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } };
  const results = await assessWaivers(waivers, TODAY, catalogue, [], { rule, isDataWhole: true });
  const sentences = await describeWaivers(results, 'waivers.yml', ACCOUNTS);
  // A few times each, and not each with each.
  expect(reads.count).toBeLessThanOrEqual(20 * (catalogue.length + waivers.length));
  // Nor are all names compared for each of them.
  expect(results.filter(({ hint }) => hint.includes('the nearest names are'))).toHaveLength(50);
  expect(results.map(({ waiver }) => waiver)).toEqual(waivers);
  for (const { covered, problem } of results) {
    expect([covered, problem]).toEqual([0, expect.stringMatching(/^the Platform has no policy of that name or id/)]);
  }
  expect(sentences).toHaveLength(50);
  expect(sentences[0]).toContain('; the nearest names are: Ensure that control number');
  expect(sentences.at(-1)).toContain('8,951');
});

describe('describeWaivers', () => {
  const result = (changes: object, waiver: Partial<Waiver> = {}) => ({
    waiver: aWaiver({ policy: 'Public S3 buckets', line: 12, ...waiver }),
    state: 'in-force' as const,
    isLastDay: false,
    hint: '',
    isWhole: true,
    covered: 1,
    problem: null,
    ...changes,
  });

  test('one that ended names its owner and its reason', async () => {
    expect(
      await describeWaivers(
        [result({ state: 'expired', covered: null }, { expires: '2026-07-31' })],
        'waivers.yml',
        ACCOUNTS,
      ),
    ).toEqual([
      'The waiver of Public S3 buckets (waivers.yml, line 12; owner: web-team@acme.example) expired on 2026-07-31, and waives nothing any more. Its reason was: Public on purpose.',
    ]);
  });

  test('one in vain says why', async () => {
    expect(
      await describeWaivers([result({ problem: 'it matches no violation', covered: 0 })], 'waivers.yml', ACCOUNTS),
    ).toEqual([
      'The waiver of Public S3 buckets (waivers.yml, line 12; owner: web-team@acme.example) has no effect: it matches no violation. Delete it, or correct it.',
    ]);
  });

  test('one that does its work needs no word, whether it ends soon or not', async () => {
    expect(
      await describeWaivers([result({}), result({ state: 'expiring' }), result({ covered: null })], 'w.yml', ACCOUNTS),
    ).toEqual([]);
  });

  test.each<[number, number, string | null]>([
    // waivers, lines, the last one
    [49, 49, null],
    [50, 50, null],
    [51, 50, '2'],
    [120, 50, '71'],
    [12_000, 50, '11,951'],
  ])('of %d there are %d lines, and the last one counts what is not told', async (count, lines, rest) => {
    const all = Array.from({ length: count }, (_, index) =>
      result(
        index % 2 === 0 ? { state: 'expired', covered: null } : { problem: 'it matches no violation', covered: 0 },
        { line: index },
      ),
    );
    const sentences = await describeWaivers([result({}), ...all], 'w.yml', ACCOUNTS);
    expect(sentences).toHaveLength(lines);
    expect(new Set(sentences).size).toBe(lines);
    if (rest === null) expect(sentences.at(-1)).toContain(`line ${count - 1};`);
    else expect(sentences.at(-1)).toMatch(new RegExp(`^And ${rest} more waivers `));
  });

  test('one that ends soon and is in vain is told', async () => {
    expect(await describeWaivers([result({ state: 'expiring', problem: 'it is so' })], 'w.yml', ACCOUNTS)).toHaveLength(
      1,
    );
  });

  test.each<[string, string | null, string[], string]>([
    ['an account that was seen', 'dev', ACCOUNTS, ''],
    ['accounts that were seen', 'd*', ACCOUNTS, ''],
    ['any account', null, ACCOUNTS, ''],
    ['an account, and none was seen', 'prd', [], ''],
    ['no account that was seen', 'prd', ACCOUNTS, 'prd; the nearest names are: prod; dev.'],
    ['no account that was seen, by a pattern', 'test-*', ACCOUNTS, 'test-*; the nearest names are: dev; prod.'],
  ])('one in vain, of %s', async (_, account, accounts, near) => {
    const inVain = result({ problem: 'it is so', covered: 0 }, { account });
    const more = near === '' ? '' : ` \`account\`: no account that this step has seen matches ${near}`;
    const [sentence] = await describeWaivers([inVain], 'w.yml', accounts);
    expect(sentence?.split(' has no effect: it is so. Delete it, or correct it.')[1]).toBe(more);
  });
});
