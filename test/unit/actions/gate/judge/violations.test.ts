import { describe, expect, test } from 'vitest';
import type { GateClient } from '../../../../../src/actions/gate/client.ts';
import type { Acceptance } from '../../../../../src/actions/gate/judge/acceptance.ts';
import type { Rule } from '../../../../../src/actions/gate/judge/rule.ts';
import type { ReportedViolation } from '../../../../../src/actions/gate/judge/tally.ts';
import { decideOutcome, judgePolicies } from '../../../../../src/actions/gate/judge/verdict.ts';
import {
  type PolicyList,
  readViolations,
  type ViolationSink,
} from '../../../../../src/actions/gate/judge/violations.ts';
import { EVERYTHING } from '../../../../../src/actions/gate/select/aspect.ts';
import type { Waiver } from '../../../../../src/actions/gate/waivers/waiver.ts';
import { CancelledError, TimedOutError } from '../../../../../src/errors.ts';
import type { Page } from '../../../../../src/platform/http/paging.ts';
import type { Policy } from '../../../../../src/platform/policy.ts';
import type { Violation, ViolationRow } from '../../../../../src/platform/violations.ts';
import { aPage, aPolicy, aRow, aViolation, failure, fakeClient, walkPages } from '../../../fake/client.ts';
import { baselineOf } from '../../../fake/decision.ts';
import { scopeOf } from '../../../fake/scope.ts';
import { aWaiver } from '../../../fake/waiver.ts';

const toPolicies = (sink: ViolationSink | null) => ({ sink, groupBy: { kind: 'policy' } as const });
const seenAccounts = (unmatched: string[], names: string[]) => ({
  seen: new Map([['accounts', { unmatched, names }]]),
});

const RULE: Rule = { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } };

const rows = (count: number, changes: Partial<Violation> = {}) =>
  Array.from({ length: count }, (_, index) => aRow({ platformId: `${index}`, ...changes }));

const violations = (count: number) => rows(count).map(({ violation }) => violation);

const NOTHING: Acceptance = { scope: EVERYTHING, waivers: [], baseline: null };
const inAccounts = (...accounts: string[]): Acceptance => ({ ...NOTHING, scope: scopeOf({ accounts }) });
const waivedBy = (...waivers: Waiver[]): Acceptance => ({ ...NOTHING, waivers });
const EMPTY_BASELINE: Acceptance = { ...NOTHING, baseline: { path: 'baseline.json', byPolicy: new Map() } };

function find(
  policies: readonly Policy[],
  acceptance: Acceptance,
  handlers: Partial<GateClient>,
  rule: Partial<Rule> = {},
) {
  const client = fakeClient(handlers);
  return { client, found: readViolations(policies, acceptance, { ...RULE, ...rule }, client, toPolicies(null)) };
}

const walking = (all: readonly ViolationRow[], totalCount: number | null = null): Partial<GateClient> => ({
  async *walkViolations() {
    for (let start = 0; start < all.length; start += 3) yield aPage(all.slice(start, start + 3), { totalCount });
  },
});

const tallyOf = (list: PolicyList | undefined) => (list?.kind === 'whole' ? list.tally : undefined);

describe('where nothing decides which violations gate', () => {
  test('only policies with violations are asked for, in one request each', async () => {
    const policies = [aPolicy({ id: 'a', violationCount: 3 }), aPolicy({ id: 'b', violationCount: 0 })];
    const { client, found } = find(policies, NOTHING, { listSomeViolations: async () => aPage(violations(3)) });
    expect((await found).byPolicy).toEqual(
      new Map([['a', { kind: 'sample', listed: 3, shown: violations(3), isWaived: false }]]),
    );
    expect(client.calls).toEqual(['listSomeViolations a']);
  });

  test('no more policies are asked for than are shown, the worst first', async () => {
    const policies = Array.from({ length: 60 }, (_, index) =>
      aPolicy({
        id: `p${index}`,
        violationCount: 1 + (index % 7),
        severity: ['low', 'odd', 'high', 'medium'][index % 4] ?? '',
      }),
    );
    const { found, client } = find(policies, NOTHING, { listSomeViolations: async () => aPage(violations(1)) });
    expect((await found).byPolicy.size).toBe(20);
    const asked = policies.filter(({ id }) => client.calls.includes(`listSomeViolations ${id}`));
    expect(asked.filter(({ severity }) => severity === 'odd')).toHaveLength(15);
    expect(asked.filter(({ severity }) => severity === 'low')).toHaveLength(0);
  });

  test.each([
    ['as many as the policy says', aPage(violations(3)), 3, 3],
    ['more than the policy says, and fewer than were asked for', aPage(violations(9)), 9, 9],
    ['more than were asked for, with a total', aPage(violations(30), { totalCount: 30 }), 30, 10],
    ['a total', aPage(violations(10), { totalCount: 512 }), 512, 10],
    ['a total below what is listed', aPage(violations(5), { totalCount: 1 }), 5, 5],
    ['nothing', aPage<Violation>([]), 0, 0],
  ])('%s', async (_, page, listed, shown) => {
    const { found } = find([aPolicy({ violationCount: 3 })], NOTHING, { listSomeViolations: async () => page });
    const list = (await found).byPolicy.get('policy-1');
    expect(list).toEqual({ kind: 'sample', listed, shown: page.items.slice(0, shown), isWaived: false });
  });

  describe('where there are more than the policy says, and nobody says how many', () => {
    const policies = [aPolicy({ violationCount: 3 })];
    const listSomeViolations = async () => aPage(violations(10));

    test('all of them are read, as they would be if something decided which ones gate', async () => {
      const { client, found } = find(policies, NOTHING, { ...walking(rows(12)), listSomeViolations });
      expect((await found).byPolicy.get('policy-1')).toMatchObject({ kind: 'whole', tally: { listed: 12, read: 12 } });
      expect(client.calls).toEqual(['listSomeViolations policy-1', 'walkViolations policy-1']);
    });

    test('as many as the policy says are not more', async () => {
      const { client, found } = find([aPolicy({ violationCount: 10 })], NOTHING, { listSomeViolations });
      expect((await found).byPolicy.get('policy-1')).toMatchObject({ kind: 'sample', listed: 10 });
      expect(client.count('walkViolations')).toBe(0);
    });

    test.each<[string, Error]>([
      ['403', failure(403)],
      ['500', failure(500)],
      ['no answer in time', failure('timeout')],
      ['401', failure(401)],
      ['the deadline', new TimedOutError('The deadline passed.', '')],
    ])('and they cannot be read (%s): what is known already is enough, for each of them gates', async (_, error) => {
      const handlers = { listSomeViolations, walkViolations: () => walkPages<ViolationRow>([], error) };
      const { byPolicy } = await find(policies, NOTHING, handlers).found;
      const [policy] = policies;
      const list = byPolicy.get('policy-1');
      const standing = { standing: 'judged', reason: null } as const;
      const verdict = judgePolicies(policy === undefined ? [] : [{ policy, standing, list, change: null }], RULE);
      expect(decideOutcome(verdict)).toBe('violations');
      expect(verdict.totals.gating).toBeGreaterThanOrEqual(3);
    });
  });

  test.each<[string, Error]>([
    ['403', failure(403)],
    ['401', failure(401)],
    ['an outage', failure(503)],
    ['the deadline', new TimedOutError('The deadline passed.', '')],
  ])('%s: the details are missing, and nothing else', async (_, error) => {
    const handlers = { listSomeViolations: () => Promise.reject(error) };
    const { found } = find([aPolicy({ violationCount: 3 })], NOTHING, handlers);
    expect((await found).byPolicy.get('policy-1')).toEqual({ kind: 'none', problem: error.message, isWaived: false });
  });

  test.each<[string, Error]>([
    ['a cancellation', new CancelledError('SIGINT')],
    ['a fault of ours', new Error('oops')],
  ])('%s is passed on', async (_, error) => {
    const handlers = { listSomeViolations: () => Promise.reject(error) };
    await expect(find([aPolicy({ violationCount: 3 })], NOTHING, handlers).found).rejects.toBe(error);
  });
});

describe('which lists are read', () => {
  const policies = [
    aPolicy({ id: 'a', name: 'A', violationCount: 2 }),
    aPolicy({ id: 'b', name: 'B', violationCount: 2 }),
    aPolicy({ id: 'c', name: 'C', violationCount: 2, severity: 'low' }),
    aPolicy({ id: 'd', name: 'D', violationCount: 0 }),
  ];
  const handlers = { ...walking(rows(2)), listSomeViolations: async () => aPage(violations(2)) };

  test.each<[string, Acceptance, string, string]>([
    // acceptance → read whole, looked at
    ['no acceptance', NOTHING, '', 'a b'],
    ['accounts', inAccounts('prod'), 'a b', ''],
    ['only excluded accounts', inAccounts('!prod'), 'a b', ''],
    ['a baseline, empty though it is', EMPTY_BASELINE, 'a b', ''],
    ['a waiver of some resources', waivedBy(aWaiver({ policy: 'A', resource: 'x' })), 'a', 'b'],
    ['a waiver of an account', waivedBy(aWaiver({ policy: 'b', account: 'x' })), 'b', 'a'],
    ['a waiver of a region', waivedBy(aWaiver({ policy: 'B', region: 'x' })), 'b', 'a'],
    ['a waiver of a whole policy', waivedBy(aWaiver({ policy: 'A' })), '', 'b'],
    [
      'a waiver of a whole policy, and of a part of it',
      waivedBy(aWaiver({ policy: 'A' }), aWaiver({ policy: 'A', region: 'x' })),
      'a',
      'b',
    ],
    ['a waiver of another policy', waivedBy(aWaiver({ policy: 'Z', resource: 'x' })), '', 'a b'],
    ['a waiver of what does not gate', waivedBy(aWaiver({ policy: 'C', resource: 'x' })), '', 'a b'],
    ['a waiver of a clean policy', waivedBy(aWaiver({ policy: 'D', resource: 'x' })), '', 'a b'],
  ])('%s', async (_, acceptance, whole, looked) => {
    const { found, client } = find(policies, acceptance, handlers, { failOn: 'medium' });
    await found;
    const asked = (call: string) => client.calls.flatMap((one) => (one.startsWith(call) ? one.split(' ')[1] : []));
    expect([asked('walkViolations').join(' '), asked('listSomeViolations').join(' ')]).toEqual([whole, looked]);
  });

  test('of a policy that is waived as a whole its count says all', async () => {
    const { found } = find(policies, waivedBy(aWaiver({ policy: 'A' })), handlers);
    expect((await found).byPolicy.get('a')).toEqual({ kind: 'none', problem: null, isWaived: true });
  });

  test('what is waived as a whole takes no room from what is shown', async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      aPolicy({ id: `p${index}`, name: `P${index}`, violationCount: 1 }),
    );
    const waivers = many.slice(0, 10).map(({ name }) => aWaiver({ policy: name }));
    const { found, client } = find(many, waivedBy(...waivers), handlers);
    await found;
    expect(client.count('listSomeViolations')).toBe(20);
  });

  test('where no severity gates nothing is read at all', async () => {
    const { found, client } = find(policies, { ...EMPTY_BASELINE, scope: scopeOf({ accounts: ['prod'] }) }, handlers, {
      failOn: 'none',
    });
    expect((await found).byPolicy.size).toBe(0);
    expect(client.calls).toEqual([]);
  });
});

describe('where accounts decide', () => {
  test.each<[string, string[], Partial<Violation>[], number]>([
    ['a name', ['prod'], [{ accountName: 'prod' }, { accountName: 'dev' }], 1],
    ['an id', ['1234*'], [{ accountId: '12345' }, { accountId: '999' }], 1],
    ['a name or an id', ['prod'], [{ accountName: '', accountId: 'prod' }], 0],
    ['an exclusion', ['!dev'], [{ accountName: 'prod' }, { accountName: 'dev' }], 1],
    ['an exclusion by id', ['!999'], [{ accountName: 'prod', accountId: '999' }], 1],
    ['in any case', ['PROD'], [{ accountName: 'prod' }], 0],
    ['no account known: in scope', ['prod'], [{ accountName: '', accountId: null }], 0],
    ['no account known, exclusion: in scope', ['!dev'], [{ accountName: '', accountId: null }], 0],
    ['none', ['nobody'], [{ accountName: 'prod' }, { accountName: 'dev' }], 2],
  ])('%s', async (_, accounts, changes, outOfScope) => {
    const all = changes.map((change) => aRow({ accountId: 'x', ...change }));
    const { found } = find([aPolicy({ violationCount: 2 })], inAccounts(...accounts), walking(all));
    expect((await found).byPolicy.get('policy-1')).toMatchObject({
      kind: 'whole',
      isWaived: false,
      tally: { listed: all.length, read: all.length, outOfScope },
    });
  });

  test('every policy that gates is read whole, however many there are', async () => {
    const policies = Array.from({ length: 50 }, (_, index) => aPolicy({ id: `p${index}`, violationCount: 5 }));
    const { found, client } = find(policies, inAccounts('prod'), walking(rows(100)));
    const { byPolicy } = await found;
    expect(byPolicy.size).toBe(50);
    // Twice each, since they have several pages.
    expect(client.count('walkViolations')).toBe(100);
    expect(tallyOf(byPolicy.get('p49'))).toMatchObject({ listed: 100 });
    expect(tallyOf(byPolicy.get('p49'))?.shown).toHaveLength(10);
  });

  test('what does not gate is counted only', async () => {
    const policies = [
      aPolicy({ id: 'a', violationCount: 5, severity: 'low' }),
      aPolicy({ id: 'b', violationCount: 5 }),
    ];
    const handlers = { ...walking(rows(3)), listSomeViolations: async () => aPage(violations(3)) };
    const { found, client } = find(policies, inAccounts('prod'), handlers, { failOn: 'high' });
    await found;
    expect(client.calls).toEqual(['walkViolations b']);
  });

  test.each([403, 404, 500, 'unreadable', 'timeout'] as const)(
    '%s: the list is not read, half of it or not',
    async (kind) => {
      const error = failure(kind);
      const handlers: Partial<GateClient> = {
        walkViolations: () => walkPages([aPage(rows(2, { accountName: 'dev' }))], error),
      };
      const { found } = find([aPolicy({ violationCount: 3 })], inAccounts('prod'), handlers);
      expect((await found).byPolicy.get('policy-1')).toEqual({
        kind: 'unread',
        problem: error.message,
        listed: 2,
        isWaived: false,
      });
    },
  );

  test.each<[string, number | null, number]>([
    ['the server said how many there are', 2_000, 2_000],
    ['the server said fewer', 7, 1_000],
    ['nobody said', null, 1_000],
  ])('of a list that breaks after its first page it is known how long it is at least: %s', async (_, total, listed) => {
    const handlers: Partial<GateClient> = {
      walkViolations: () => walkPages([aPage(rows(1_000), { totalCount: total })], failure(403)),
    };
    for (const acceptance of [inAccounts('prod'), EMPTY_BASELINE]) {
      const { found } = find([aPolicy({ violationCount: 5 })], acceptance, handlers);
      expect((await found).byPolicy.get('policy-1')).toMatchObject({ kind: 'unread', listed });
    }
  });

  test('what such a list is known to hold is not tolerated as if it were what the policy says', async () => {
    const handlers: Partial<GateClient> = {
      walkViolations: () => walkPages([aPage(rows(1_000), { totalCount: 2_000 })], failure(403)),
    };
    const policy = aPolicy({ violationCount: 5 });
    const rule = { ...RULE, maxViolations: { kind: 'total', limit: 5 } } as const;
    const { found } = find([policy], EMPTY_BASELINE, handlers, rule);
    const list = (await found).byPolicy.get('policy-1');
    const verdict = judgePolicies(
      [{ policy, standing: { standing: 'judged', reason: null }, list, change: null }],
      rule,
    );
    expect(decideOutcome(verdict)).toBe('inconclusive');
  });

  test('a list that cannot be read of a policy that is waived as a whole is known to be waived', async () => {
    const handlers = { walkViolations: () => walkPages<ViolationRow>([], failure(403)) };
    const acceptance = { ...inAccounts('prod'), waivers: [aWaiver({ policy: 'policy-1' })] };
    const { found } = find([aPolicy({ violationCount: 3 })], acceptance, handlers);
    expect((await found).byPolicy.get('policy-1')).toMatchObject({ kind: 'unread', isWaived: true });
  });

  test.each<[string, Error]>([
    ['401', failure(401)],
    ['the deadline', new TimedOutError('The deadline passed.', '')],
    ['a cancellation', new CancelledError('SIGINT')],
  ])('%s is passed on', async (_, error) => {
    const { found } = find([aPolicy({ violationCount: 3 })], inAccounts('prod'), {
      walkViolations: () => walkPages<ViolationRow>([], error),
    });
    await expect(found).rejects.toBe(error);
  });

  test('a list that repeats a row while it is read has lost another one, which gates', async () => {
    const [a, b, c] = [aRow({ platformId: 'a' }), aRow({ platformId: 'b' }), aRow({ platformId: 'c' })];
    const { found } = find([aPolicy({ violationCount: 6 })], inAccounts('nobody'), walking([a, b, c, c, a, b]));
    expect(tallyOf((await found).byPolicy.get('policy-1'))).toMatchObject({ listed: 6, read: 3, outOfScope: 3 });
  });

  test('a total that says more than the list holds counts', async () => {
    const { found } = find([aPolicy({ violationCount: 2 })], inAccounts('nobody'), walking(rows(2), 7));
    expect(tallyOf((await found).byPolicy.get('policy-1'))).toMatchObject({ listed: 7, read: 2, outOfScope: 2 });
  });

  test('a pattern that matches no account is told', async () => {
    const { found } = find([aPolicy({ violationCount: 3 })], inAccounts('prod', 'dve'), walking(rows(3)));
    expect(await found).toMatchObject(seenAccounts(['dve'], ['prod', '123456789012']));
    const none = find([aPolicy({ violationCount: 0 })], inAccounts('prod'), {});
    expect(await none.found).toMatchObject(seenAccounts(['prod'], []));
  });

  test('accounts are seen whatever the violations in them count as', async () => {
    const acceptance = { ...inAccounts('nobody', '!prod'), waivers: [aWaiver({ policy: 'policy-1', region: '*' })] };
    const { found } = find([aPolicy({ violationCount: 3 })], acceptance, walking(rows(3)));
    expect(await found).toMatchObject(seenAccounts(['nobody'], ['prod', '123456789012']));
  });

  test('of hundred thousand accounts some thousands are remembered', async () => {
    const all = Array.from({ length: 30_000 }, (_, index) => aRow({ accountName: `a${index}`, accountId: `${index}` }));
    const { found } = find([aPolicy({ violationCount: 3 })], inAccounts('a*'), walking(all));
    expect((await found).seen.get('accounts')?.names.length).toBeLessThanOrEqual(5_001);
  });
});

test('a policy without a known count is not asked for', async () => {
  const { found, client } = find([aPolicy({ violationCount: null })], inAccounts('prod'), {});
  expect((await found).byPolicy.size).toBe(0);
  expect(client.calls).toEqual([]);
});

test.each([
  ['all', inAccounts('prod')],
  ['some', NOTHING],
])('no more than eight requests at the same time (%s)', async (_, acceptance) => {
  let now = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now--;
  };
  const policies = Array.from({ length: 40 }, (_, index) => aPolicy({ id: `p${index}`, violationCount: 5 }));
  const { found } = find(policies, acceptance, {
    async *walkViolations() {
      await work();
      yield aPage<ViolationRow>([]);
    },
    listSomeViolations: async () => {
      await work();
      return aPage([aViolation()]);
    },
  });
  await found;
  expect(most).toBe(8);
});

describe('a list of several pages that decides', () => {
  const known = (...ids: string[]): Acceptance => ({
    ...NOTHING,
    baseline: baselineOf({ 'policy-1': ids.map((platformId) => aRow({ platformId })) }),
  });
  const POLICY = aPolicy({ violationCount: 4 });
  /** Pages of two rows, a text a reading; the last one for all further readings. */
  const reading = (...readings: string[]): Partial<GateClient> => {
    let next = 0;
    return {
      async *walkViolations() {
        const ids = [...(readings[Math.min(next++, readings.length - 1)] ?? '')];
        for (let start = 0; start < ids.length; start += 2) {
          yield aPage(ids.slice(start, start + 2).map((platformId) => aRow({ platformId })));
        }
      },
    };
  };
  const judgeWith = (list: PolicyList | undefined, limit = 0) => {
    const standing = { standing: 'judged', reason: null } as const;
    const rule = { ...RULE, maxViolations: { kind: 'total', limit } } as const;
    return decideOutcome(judgePolicies([{ policy: POLICY, standing, list, change: null }], rule));
  };

  // readings → how many times it is read, outcome
  test.each<[string, string[], number, string]>([
    ['is read twice', ['abcd'], 2, 'passed'],
    ['loses a new row between two pages', ['abde', 'abxd'], 3, 'violations'],
    ['loses it in the second reading', ['abxd', 'abde', 'abxd'], 4, 'violations'],
    ['has the same pages in another order of rows', ['abcd', 'badc'], 2, 'passed'],
    ['gives other pages each time, and all rows are known', ['abcd', 'acbd', 'adbc', 'bcad'], 4, 'inconclusive'],
    ['gives other pages each time, and one gates', ['abcd', 'acbd', 'adbc', 'bxad'], 4, 'violations'],
    ['gets shorter', ['abcd', 'ab'], 2, 'violations'],
  ])('%s', async (_, readings, times, outcome) => {
    const { found, client } = find([POLICY], known('a', 'b', 'c', 'd', 'e'), reading(...readings));
    expect(judgeWith((await found).byPolicy.get('policy-1'))).toBe(outcome);
    expect(client.count('walkViolations')).toBe(times);
  });

  test('what is tolerated at the worst is judged all the same, also if it moves', async () => {
    const { found } = find([POLICY], known('a', 'b', 'c', 'd'), reading('abcd', 'acbd', 'adbc', 'bcad'));
    const list = (await found).byPolicy.get('policy-1');
    expect([judgeWith(list, 3), judgeWith(list, 4)]).toEqual(['inconclusive', 'passed']);
  });

  test('one page is read once, and so is what no acceptance needs', async () => {
    const one = find([aPolicy({ violationCount: 2 })], known('a', 'b'), reading('ab'));
    await one.found;
    const rule: Partial<Rule> = { maxViolations: { kind: 'total', limit: 9 } };
    const plain = find([POLICY], NOTHING, reading('abcd'), rule);
    await plain.found;
    expect([one.client.count('walkViolations'), plain.client.count('walkViolations')]).toEqual([1, 1]);
  });

  test('a sink has the rows of the last reading only', async () => {
    const rows: string[] = [];
    const sink = {
      add: (_: string, all: readonly ReportedViolation[]) => rows.push(...all.map((one) => one.violation.platformId)),
      drop: () => rows.splice(0),
    };
    const client = fakeClient(reading('abde', 'abxd'));
    await readViolations([POLICY], known('a', 'b', 'd', 'e'), RULE, client, toPolicies(sink));
    expect(rows.join('')).toBe('abxd');
  });
});

describe('lists that decide since the counts alone are tolerated', () => {
  const policies = Array.from({ length: 30 }, (_, index) => aPolicy({ id: `p${index}`, violationCount: 1 }));
  const rule = (limit: number): Partial<Rule> => ({ maxViolations: { kind: 'total', limit } });
  const handlers = { ...walking(rows(1)), listSomeViolations: async () => aPage(violations(1)) };

  test.each([
    [30, 30, 0],
    [29, 0, 20],
  ])('with %d tolerated: %d read whole, %d looked at', async (limit, whole, looked) => {
    const { found, client } = find(policies, NOTHING, handlers, rule(limit));
    await found;
    expect([client.count('walkViolations'), client.count('listSomeViolations')]).toEqual([whole, looked]);
  });

  test.each<[string, Page<ViolationRow>[], number | null]>([
    ['before its first page', [], null],
    ['after a page that is no more than the count', [aPage(rows(1))], null],
    ['after a page that is more than the count', [aPage(rows(5))], 5],
    ['after a page that says how many there are', [aPage(rows(1), { totalCount: 9 })], 9],
  ])('one that breaks %s', async (_, pages, listed) => {
    const [policy] = policies;
    const broken = { walkViolations: () => walkPages(pages, failure(500)) };
    const { found } = find(policy === undefined ? [] : [policy], NOTHING, broken, rule(1));
    const list = (await found).byPolicy.get('p0');
    expect(list).toMatchObject(listed === null ? { kind: 'none' } : { kind: 'sample', listed });
  });

  test('an account that only the rows of a report name is as unknown as without that report', async () => {
    const low = [aPolicy({ severity: 'low', violationCount: 1 })];
    const told = [null, { add: () => {}, drop: () => {} }].map(async (sink) => {
      const client = fakeClient(walking(rows(1, { accountName: 'prod' })));
      const high: Rule = { ...RULE, failOn: 'high' };
      const { seen } = await readViolations(low, inAccounts('prod'), high, client, toPolicies(sink));
      return seen.get('accounts')?.unmatched;
    });
    expect(await Promise.all(told)).toEqual([['prod'], ['prod']]);
  });

  test.each([0, 29, 30, 45, 60])('with %d tolerated no sink changes the outcome', async (limit) => {
    const twice = { ...walking(rows(2)), listSomeViolations: async () => aPage(violations(2)) };
    const outcomes = [];
    for (const sink of [null, { add: () => {}, drop: () => {} }]) {
      const all = { ...RULE, ...rule(limit) };
      const { byPolicy } = await readViolations(policies, NOTHING, all, fakeClient(twice), toPolicies(sink));
      const findings = policies.map((policy) => ({
        policy,
        standing: { standing: 'judged', reason: null } as const,
        list: byPolicy.get(policy.id),
        change: null,
      }));
      outcomes.push(decideOutcome(judgePolicies(findings, all)));
    }
    expect(outcomes).toEqual(Array(2).fill(limit < 60 ? 'violations' : 'passed'));
  });
});
