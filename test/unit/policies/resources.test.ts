import { describe, expect, test } from 'vitest';
import { CancelledError, TimedOutError } from '../../../src/errors.ts';
import type { PlatformClient } from '../../../src/platform/client.ts';
import type { Policy } from '../../../src/platform/policy.ts';
import type { Violation } from '../../../src/platform/violation.ts';
import { parsePatterns } from '../../../src/policies/pattern.ts';
import { findResources } from '../../../src/policies/resources.ts';
import type { Rule } from '../../../src/result.ts';
import { aPage, aPolicy, aViolation, failure, fakeClient } from '../fake/client.ts';

const RULE: Rule = { failOn: 'low', maxViolations: { kind: 'total', limit: 0 } };

const rows = (count: number, changes: Partial<Violation> = {}) =>
  Array.from({ length: count }, (_, index) => aViolation({ platformId: `${index}`, ...changes }));

function find(
  policies: readonly Policy[],
  accounts: string[],
  handlers: Partial<PlatformClient>,
  rule: Partial<Rule> = {},
) {
  const client = fakeClient(handlers);
  return { client, found: findResources(policies, parsePatterns(accounts), { ...RULE, ...rule }, client) };
}

const visiting = (violations: readonly Violation[]): Partial<PlatformClient> => ({
  visitViolations: async (_, visit) => {
    for (let start = 0; start < violations.length; start += 3) visit(aPage(violations.slice(start, start + 3)));
  },
});

describe('without `accounts`', () => {
  test('only policies with violations are asked for, in one request each', async () => {
    const policies = [aPolicy({ id: 'a', violationCount: 3 }), aPolicy({ id: 'b', violationCount: 0 })];
    const { client, found } = find(policies, [], { listSomeViolations: async () => aPage(rows(3)) });
    expect((await found).byPolicy).toEqual(
      new Map([['a', { listed: 3, outOfScope: 0, shown: rows(3), problem: null, isNeeded: false }]]),
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
    const { found, client } = find(policies, [], { listSomeViolations: async () => aPage(rows(1)) });
    expect((await found).byPolicy.size).toBe(20);
    const asked = policies.filter(({ id }) => client.calls.includes(`listSomeViolations ${id}`));
    expect(asked.filter(({ severity }) => severity === 'odd')).toHaveLength(15);
    expect(asked.filter(({ severity }) => severity === 'low')).toHaveLength(0);
  });

  test.each([
    ['more than were asked for', aPage(rows(30)), 30, 10],
    ['a total', aPage(rows(10), { totalCount: 512 }), 512, 10],
    ['a total below what is listed', aPage(rows(5), { totalCount: 1 }), 5, 5],
    ['nothing', aPage<Violation>([]), 0, 0],
  ])('%s', async (_, page, listed, shown) => {
    const { found } = find([aPolicy({ violationCount: 3 })], [], { listSomeViolations: async () => page });
    const resources = (await found).byPolicy.get('policy-1');
    expect([resources?.listed, resources?.shown.length]).toEqual([listed, shown]);
  });

  test.each<[string, Error]>([
    ['403', failure(403)],
    ['401', failure(401)],
    ['an outage', failure(503)],
    ['the deadline', new TimedOutError('The deadline passed.', '')],
  ])('%s: the details are missing, and nothing else', async (_, error) => {
    const { found } = find([aPolicy({ violationCount: 3 })], [], { listSomeViolations: () => Promise.reject(error) });
    expect((await found).byPolicy.get('policy-1')).toEqual({
      listed: 0,
      outOfScope: 0,
      shown: [],
      problem: error.message,
      isNeeded: false,
    });
  });

  test.each<[string, Error]>([
    ['a cancellation', new CancelledError('SIGINT')],
    ['a fault of ours', new Error('oops')],
  ])('%s is passed on', async (_, error) => {
    const { found } = find([aPolicy({ violationCount: 3 })], [], { listSomeViolations: () => Promise.reject(error) });
    await expect(found).rejects.toBe(error);
  });
});

describe('with `accounts`', () => {
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
    const violations = changes.map((change) => aViolation({ accountId: 'x', ...change }));
    const { found } = find([aPolicy({ violationCount: 2 })], accounts, visiting(violations));
    expect((await found).byPolicy.get('policy-1')).toMatchObject({
      listed: violations.length,
      outOfScope,
      isNeeded: true,
      problem: null,
    });
  });

  test('every policy that gates is read whole, however many there are', async () => {
    const policies = Array.from({ length: 50 }, (_, index) => aPolicy({ id: `p${index}`, violationCount: 5 }));
    const { found, client } = find(policies, ['prod'], visiting(rows(100)));
    const { byPolicy } = await found;
    expect(byPolicy.size).toBe(50);
    expect(client.count('visitViolations')).toBe(50);
    expect(byPolicy.get('p49')).toMatchObject({ listed: 100 });
    expect(byPolicy.get('p49')?.shown).toHaveLength(10);
  });

  test('what does not gate is counted only', async () => {
    const policies = [
      aPolicy({ id: 'a', violationCount: 5, severity: 'low' }),
      aPolicy({ id: 'b', violationCount: 5 }),
    ];
    const handlers = { ...visiting(rows(5)), listSomeViolations: async () => aPage(rows(5)) };
    const { found, client } = find(policies, ['prod'], handlers, { failOn: 'high' });
    await found;
    expect(client.calls).toEqual(['visitViolations b']);
  });

  test.each([403, 404, 500, 'unreadable', 'timeout'] as const)('%s: the policy cannot be judged', async (kind) => {
    const handlers: Partial<PlatformClient> = {
      visitViolations: (_, visit) => {
        visit(aPage(rows(2, { accountName: 'dev' })));
        return Promise.reject(failure(kind));
      },
    };
    const { found } = find([aPolicy({ violationCount: 3 })], ['prod'], handlers);
    expect((await found).byPolicy.get('policy-1')).toMatchObject({
      listed: 0,
      outOfScope: 0,
      shown: [],
      problem: expect.any(String),
      isNeeded: true,
    });
  });

  test.each<[string, Error]>([
    ['401', failure(401)],
    ['the deadline', new TimedOutError('The deadline passed.', '')],
    ['a cancellation', new CancelledError('SIGINT')],
  ])('%s is passed on', async (_, error) => {
    const { found } = find([aPolicy({ violationCount: 3 })], ['prod'], {
      visitViolations: () => Promise.reject(error),
    });
    await expect(found).rejects.toBe(error);
  });

  test('a list that repeats a row while it is read has lost another one, which gates', async () => {
    const [a, b, c] = [
      aViolation({ platformId: 'a' }),
      aViolation({ platformId: 'b' }),
      aViolation({ platformId: 'c' }),
    ];
    const { found } = find([aPolicy({ violationCount: 6 })], ['nobody'], visiting([a, b, c, c, a, b]));
    expect((await found).byPolicy.get('policy-1')).toMatchObject({ listed: 6, outOfScope: 3 });
  });

  test('a pattern that matches no account is told', async () => {
    const { found } = find([aPolicy({ violationCount: 3 })], ['prod', 'dve'], visiting(rows(3)));
    expect(await found).toMatchObject({ unmatchedAccounts: ['dve'], accounts: ['prod', '123456789012'] });
    const none = find([aPolicy({ violationCount: 0 })], ['prod'], {});
    expect(await none.found).toMatchObject({ unmatchedAccounts: [], accounts: [] });
  });
});

test.each([
  ['all', ['prod']],
  ['some', []],
])('no more than eight requests at the same time (%s)', async (_, accounts) => {
  let now = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now--;
  };
  const policies = Array.from({ length: 40 }, (_, index) => aPolicy({ id: `p${index}`, violationCount: 5 }));
  const { found } = find(policies, accounts, {
    visitViolations: work,
    listSomeViolations: async () => {
      await work();
      return aPage(rows(1));
    },
  });
  await found;
  expect(most).toBe(8);
});
