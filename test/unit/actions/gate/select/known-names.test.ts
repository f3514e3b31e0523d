import { describe, expect, test } from 'vitest';
import type { GateClient } from '../../../../../src/actions/gate/client.ts';
import { listFilters, type ScopeFilter } from '../../../../../src/actions/gate/select/aspect.ts';
import { findUnproved, listKnownNames } from '../../../../../src/actions/gate/select/known-names.ts';
import { describeUnknownName, describeUnproved } from '../../../../../src/actions/gate/select/problems.ts';
import { prepareScope, type ScopeQuestion } from '../../../../../src/actions/gate/select/scope.ts';
import { parsePatterns } from '../../../../../src/text/pattern.ts';
import { aPage, aPolicy, aViolation, failure, fakeClient } from '../../../fake/client.ts';
import { scopeOf } from '../../../fake/scope.ts';

const [{ aspect: ACCOUNTS }] = listFilters(scopeOf({ accounts: ['*'] })) as [ScopeFilter];

const NAMES = ['acme-prod', 'acme-staging', ''];
const IDS = ['012345678901', '444455556666'];

type Column = readonly string[] | Error;

const columns =
  (names: Column = NAMES, ids: Column = IDS): GateClient['listColumnValues'] =>
  async (_, column) => {
    const values = column === 'account' ? ids : names;
    if (values instanceof Error) throw values;
    return [...values];
  };

describe('listKnownNames', () => {
  const list = (names?: Column, ids?: Column) =>
    listKnownNames(ACCOUNTS, fakeClient({ listColumnValues: columns(names, ids) }));

  test('names and ids', async () => {
    expect(await list()).toEqual({ names: ['acme-prod', 'acme-staging', ...IDS], problem: null });
  });

  test('what can be had of one that cannot be read as a whole', async () => {
    expect(await list(NAMES, failure(403))).toEqual({
      names: ['acme-prod', 'acme-staging'],
      problem: expect.stringContaining('403'),
    });
    expect(await list(failure('unreadable'), failure(404))).toEqual({
      names: [],
      problem: expect.stringContaining('unreadable'),
    });
  });

  test('a table without accounts proves nothing', async () => {
    expect(await list([], [''])).toEqual({ names: [], problem: 'its table `cloud_assets` names none' });
  });

  test('a refused key, or a fault of ours, is an error', async () => {
    await expect(list(failure(401))).rejects.toThrow('401');
    await expect(list(new TypeError('odd'))).rejects.toThrow('odd');
  });
});

describe('findUnproved', () => {
  const find = (patterns: string[], handlers: Partial<GateClient> = {}) => {
    const client = fakeClient(handlers);
    const violated = [aPolicy({ id: 'a', violationCount: 2 }), aPolicy({ id: 'b', violationCount: 0 })];
    const known = { names: ['acme-prod'], problem: null };
    const filter = { aspect: ACCOUNTS, patterns: parsePatterns(patterns), known };
    const found = findUnproved([filter], violated, client).then((unmatched) => unmatched.get('accounts') ?? []);
    return { client, found };
  };
  const inShop = async () => aPage([aViolation({ accountName: 'Shop', accountId: 'shop-1' })]);

  test('violations are looked at only for what the list lacks', async () => {
    const { client, found } = find(['acme-*', 'ACME-PROD']);
    expect(await found).toEqual([]);
    expect(client.calls).toEqual([]);
  });

  test('an account that violations are in exists', async () => {
    const { client, found } = find(['acme-prod', 'shop', 'shop-1', 'shpo'], { listSomeViolations: inShop });
    expect(await found).toEqual(['shpo']);
    expect(client.calls).toEqual(['listSomeViolations a']);
  });

  test('violations that cannot be read prove nothing', async () => {
    expect(await find(['shop'], { listSomeViolations: () => Promise.reject(failure(403)) }).found).toEqual(['shop']);
  });
});

test.each<[string, string, string]>([
  ['near names', 'acme-prd', 'no known account matches acme-prd; the nearest names are: acme-prod; acme-staging;'],
  ['a name that looks the same', 'acme-pr0d', 'acme-prod is almost the same: it has "o" where yours has "0"'],
  [
    'an id that lost its zero',
    '12345678901',
    "YAML takes zeros from the front of a number. Write it in quotes, as '012345678901'.",
  ],
  ['one that is not listed', '22345678901', "Write it in quotes, as '022345678901'."],
  ['one that lost several, and is listed', '1234', "Write it in quotes, as '000000001234'."],
  ['a number of no account', '42', 'no known account matches 42; the nearest names are:'],
])('an account that is not known is told with %s', (_, pattern, words) => {
  expect(describeUnknownName(ACCOUNTS, pattern, ['acme-prod', 'acme-staging', ...IDS, '000000001234'])).toContain(
    words,
  );
});

test('what nobody knows is told with the reason', () => {
  expect(describeUnproved(ACCOUNTS, ['a', 'b'], { names: [], problem: 'it is closed' })).toBe(
    'the Platform does not tell which accounts it has (it is closed): `accounts`: no known account matches a: there are none. `accounts`: no known account matches b: there are none.',
  );
});

describe('accounts before the sync', () => {
  const prepare = (lines: string[], handlers: Partial<GateClient> = {}, unknownAccounts: 'fail' | 'warn' = 'fail') => {
    const filters = { policies: parsePatterns([]), groups: parsePatterns([]), domains: [] };
    const question: ScopeQuestion = { scope: scopeOf({ accounts: lines }), unknownAccounts };
    const client = fakeClient({
      listPolicies: async () => [aPolicy()],
      listColumnValues: columns(),
      listSomeViolations: async () => aPage([]),
      ...handlers,
    });
    return prepareScope(filters, [], question, client);
  };

  test('none is asked for without `accounts`', async () => {
    expect((await prepare([], { listColumnValues: undefined as never })).lookups).toEqual([]);
  });

  test('known ones are fine', async () => {
    const {
      lookups: [accounts],
      warnings,
    } = await prepare(['acme-*', '444455556666', '!acme-staging']);
    expect(accounts?.unproved).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test('unknown ones are an error, all at once', async () => {
    await expect(prepare(['acme-prd', 'acme-prod', 'acme-stagin'])).rejects.toMatchObject({
      name: 'InputError',
      problems: [expect.stringContaining('matches acme-prd;'), expect.stringContaining('matches acme-stagin;')],
    });
  });

  test('or nothing yet with `unknown-accounts: warn`: the sync may bring them', async () => {
    expect((await prepare(['acme-prd', 'acme-prod'], {}, 'warn')).lookups[0]?.unproved).toEqual(['acme-prd']);
  });

  test('nor if the list cannot be had', async () => {
    const {
      lookups: [accounts],
    } = await prepare(['acme-prod'], { listColumnValues: columns(failure(403), failure(403)) });
    expect(accounts).toMatchObject({ unproved: ['acme-prod'], known: { problem: expect.stringContaining('403') } });
  });

  test('what one column has is proved, whatever became of the other', async () => {
    const {
      lookups: [accounts],
    } = await prepare(['acme-prod', '012345678901'], {
      listColumnValues: columns(NAMES, failure(403)),
    });
    expect(accounts?.unproved).toEqual(['012345678901']);
  });

  test('an exclusion that excludes nothing is a warning, and none if nobody knows', async () => {
    const {
      warnings,
      lookups: [accounts],
    } = await prepare(['!acme-prd']);
    expect(warnings).toEqual([expect.stringContaining('`accounts`: no known account matches acme-prd')]);
    expect(accounts?.unproved).toEqual([]);
    expect((await prepare(['!acme-prd'], { listColumnValues: columns([], []) })).warnings).toEqual([]);
  });
});
