import { describe, expect, test } from 'vitest';
import type { GateClient } from '../../../../../src/actions/gate/client.ts';
import { listFilters, type ScopeFilter } from '../../../../../src/actions/gate/select/aspect.ts';
import { findUnproved, listKnownNames, listNamesFor } from '../../../../../src/actions/gate/select/known-names.ts';
import type { ScopeQuestion } from '../../../../../src/actions/gate/select/lookup.ts';
import { prepareScope } from '../../../../../src/actions/gate/select/scope.ts';
import { describeUnknownName, describeUnproved } from '../../../../../src/actions/gate/select/scope-problems.ts';
import { parsePatterns } from '../../../../../src/text/pattern.ts';
import { aPage, aPolicy, aViolation, failure, fakeClient } from '../../../fake/client.ts';
import { fakeDeps } from '../../../fake/deps.ts';
import { type ScopeLines, scopeOf } from '../../../fake/scope.ts';

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
    "matches 12345678901, which may be '012345678901'. Ids of AWS accounts have 12 digits, and YAML takes zeros from the front of a number: write it in quotes.",
  ],
  ['one that is not listed', '22345678901', "matches 22345678901, which may be '022345678901'. "],
  ['one that lost several, and is listed', '1234', "matches 1234, which may be '000000001234'. "],
  ['several in one line', 'acme-prod, acme-staging', 'Several are written one per line.'],
  ['a number of no account', '42', 'no known account matches 42; the nearest names are:'],
])('an account that is not known is told with %s', (_, pattern, words) => {
  expect(describeUnknownName(ACCOUNTS, pattern, ['acme-prod', 'acme-staging', ...IDS, '000000001234'])).toContain(
    words,
  );
});

test('what nobody knows is told with the reason', () => {
  const known = { names: [], problem: 'it is closed' };
  const asked = { ...parsePatterns(['a', 'b', 'c']), lines: ['a', 'b', 'c'] };
  const told =
    'the Platform does not tell which accounts it has (it is closed): `accounts`, line 1: no known account matches a: there are none. `accounts`, line 2: no known account matches b: there are none.';
  expect(describeUnproved(ACCOUNTS, ['a', 'b'], known, asked)).toBe(told);
  expect(describeUnproved(ACCOUNTS, ['a', 'b'], known, parsePatterns(['a', 'b']))).toBe(
    `${told.replace(/, line \d/g, '')} So nothing is in scope but violations that name no account.`,
  );
});

describe('accounts before the sync', () => {
  const prepare = (lines: string[], handlers: Partial<GateClient> = {}, unknownAccounts: 'fail' | 'warn' = 'fail') => {
    const filters = { policies: parsePatterns([]), groups: parsePatterns([]), domains: [] };
    const question: ScopeQuestion = { scope: scopeOf({ accounts: lines }), unknownAccounts, mode: 'gate' };
    const client = fakeClient({
      listPolicies: async () => [aPolicy()],
      listColumnValues: columns(),
      listSomeViolations: async () => aPage([]),
      ...handlers,
    });
    return prepareScope(filters, [], question, fakeDeps(client));
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

  test('nor if more policies are violated than are asked for their violations', async () => {
    const policies = Array.from({ length: 51 }, (_, index) => aPolicy({ id: `p${index}`, violationCount: 1 }));
    const { lookups } = await prepare(['acme-prd'], { listPolicies: async () => policies });
    expect(lookups[0]?.unproved).toEqual(['acme-prd']);
    await expect(prepare(['acme-prd'], { listPolicies: async () => policies.slice(1) })).rejects.toThrow('acme-prd');
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

describe('the other inputs before the sync', () => {
  const VALUES: Readonly<Record<string, readonly string[]>> = {
    account: ['111122223333'],
    account_name: ['acme-prod'],
    region: ['us-east-1', 'eu-west-1', ''],
    resource_type_label: ['S3 Bucket'],
    cloud: ['aws'],
  };
  const prepare = async (lines: ScopeLines, handlers: Partial<GateClient> = {}) => {
    const filters = { policies: parsePatterns([]), groups: parsePatterns([]), domains: [] };
    const client = fakeClient({
      listPolicies: async () => [aPolicy({ violationCount: 1 })],
      listColumnValues: async (_, column) => [...(VALUES[column] ?? [])],
      listSomeViolations: async () => aPage([aViolation({ region: 'mars-1', cloud: 'moon', resourceType: 'Rover' })]),
      ...handlers,
    });
    const question: ScopeQuestion = { scope: scopeOf(lines), unknownAccounts: 'fail', mode: 'gate' };
    const prepared = await prepareScope(filters, [], question, fakeDeps(client));
    return { ...prepared, client };
  };
  const asked = ({ calls }: { readonly calls: readonly string[] }) =>
    calls.filter((call) => call.startsWith('listColumnValues')).map((call) => call.split(' ').at(-1));

  test('each input that is set has its columns read, and no other', async () => {
    const { client } = await prepare({ regions: ['us-*'], clouds: ['aws'] });
    expect(asked(client).sort()).toEqual(['cloud', 'region']);
    expect(asked((await prepare({ 'resource-types': ['s3 bucket'] })).client)).toEqual(['resource_type_label']);
  });

  test('the violations are read once for all of them, and prove what the lists lack', async () => {
    const { client, lookups } = await prepare({ regions: ['mars-*'], clouds: ['moon'], 'resource-types': ['rover'] });
    expect(lookups.flatMap(({ unproved }) => unproved)).toEqual([]);
    expect(client.count('listSomeViolations')).toBe(1);
  });

  test('what is unknown is told at once, in the order of the inputs', async () => {
    const lines = { clouds: ['asw'], regions: ['venus'], accounts: ['acme-prd'] };
    await expect(prepare(lines)).rejects.toMatchObject({
      problems: [
        expect.stringMatching(/^`accounts`: no known account matches acme-prd;.*the account is new/),
        expect.stringMatching(/^`regions`: no known region matches venus;.*the region is new/),
        expect.stringMatching(/^`clouds`: no known cloud matches asw;.*the cloud is new/),
      ],
    });
  });

  test('lines that leave nothing of what there is are an error', async () => {
    await expect(prepare({ regions: ['*-*', '!us-*', '!eu-*'] })).rejects.toThrow(
      'exclude every region that the Platform knows',
    );
  });

  test('tags are not asked for: the sync may bring them, and no list of them is whole', async () => {
    const { client, lookups } = await prepare({ tags: ['env=a', '!env=b'] });
    expect(lookups).toMatchObject([{ aspect: { input: 'tags' }, unproved: ['env=a'], known: null }]);
    expect(client.calls).toEqual(['listPolicies']);
  });
});

describe('tags after the sync', () => {
  const [{ aspect: TAGS }] = listFilters(scopeOf({ tags: ['*=*'] })) as [ScopeFilter];
  const find = async (lines: string[], ...pages: (string[] | Error)[]) => {
    const client = fakeClient({
      async *findColumnValues() {
        for (const page of pages) {
          if (page instanceof Error) throw page;
          yield page;
        }
      },
    });
    return { client, known: await listNamesFor(TAGS, lines, client) };
  };

  test.each<[string, string, string[][], string[]]>([
    ['one in a map', 'env=a', [['{"team":"x","env":"a"}']], ['env=a']],
    ['one in a list', 'env=a', [['["env=a"]']], ['env=a']],
    ['one by itself', 'env=a', [['env: a']], ['env=a']],
    ['one on a later page', 'env=a', [['{"env":"b"}'], ['{"env":"a"}']], ['env=a']],
    ['only near ones', 'env=a', [['{"env":"b"}', '{}']], ['env=b']],
    ['nothing that can be read', 'env=a', [['{env: a}', '']], []],
  ])('%s', async (_, line, pages, names) => {
    expect((await find([line], ...pages)).known).toEqual({ names, problem: null });
  });

  test.each<[string, string[]]>([
    ['env=preview-42', ['preview-42', 'env']],
    ['env=*-preview-?', ['-preview-', 'env']],
    ['*=preview-42', ['preview-42']],
    ['team=*', ['team']],
    ['*=*', ['']],
  ])('%s is looked for by %j, until something is found', async (line, texts) => {
    const { client } = await find([line], []);
    expect(client.calls).toEqual(texts.map((text) => `findColumnValues cloud_assets tags ${text}`));
  });

  test('a value with a typing error shows the tags that have its key', async () => {
    const client = fakeClient({
      async *findColumnValues(_table, _column, text) {
        yield ['{"team":"checkout"}', '{"env":"prod"}'].filter((one) => one.includes(text));
      },
    });
    expect((await listNamesFor(TAGS, ['team=chekout'], client)).names).toEqual(['team=checkout']);
  });

  test('no more than some pages are read for a line, and no more than some lines are looked for', async () => {
    let pages = 0;
    const client = fakeClient({
      async *findColumnValues() {
        for (;;) {
          pages += 1;
          yield ['{"env":"b"}'];
        }
      },
    });
    await listNamesFor(
      TAGS,
      Array.from({ length: 30 }, (_, index) => `env=${index}`),
      client,
    );
    expect([client.count('findColumnValues'), pages]).toEqual([20, 100]);
  });

  test('a refusal is the problem, and a refused key an error', async () => {
    expect((await find(['env=a'], failure(403))).known).toEqual({ names: [], problem: expect.stringContaining('403') });
    await expect(find(['env=a'], failure(401))).rejects.toThrow('401');
  });
});
