/** Lists that contradict themselves, lack for a moment what is asked for, or change while they are read. */
import { describe, expect, test } from 'vitest';
import {
  type Emulator,
  type EmulatorOptions,
  type Fault,
  groupIdOf,
  type JsonBody,
  manyPolicies,
  type PolicyDefinition,
  policyOf,
  queryOf,
  type RunScript,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const CHECK = { mode: 'check', 'sync-name': '' };
const MINUTE = 60_000;

const iso = (at: number) => new Date(at).toISOString();

type Item = Record<string, unknown>;

const rewriteItems = (rewrite: (items: Item[]) => Item[], metadata?: Item) => ({
  kind: 'rewrite' as const,
  rewrite: (body: JsonBody) => ({
    ...body,
    items: rewrite(body.items ?? []),
    metadata: metadata ?? body['metadata'],
  }),
});

/** Every answer, or so many from the first one on. */
function spoil(
  platform: Emulator,
  route: Fault['route'],
  rewrite: (items: Item[]) => Item[],
  more: Partial<Fault> = {},
) {
  platform.fault({ route, times: 999, ...more, do: rewriteItems(rewrite) });
}

const VIOLATED = (given: Partial<PolicyDefinition> = {}) =>
  policyOf({ name: 'Violated', severity: 'critical', query: queryOf('aws_s3_buckets', 'NOT encrypted'), ...given });
const CLEAN = (given: Partial<PolicyDefinition> = {}) =>
  policyOf({ name: 'Clean', query: queryOf('aws_s3_buckets', 'name IS NULL'), ...given });

const isOf =
  (group: string) =>
  ({ query }: { query: URLSearchParams }) =>
    query.getAll('policy_group_ids').includes(groupIdOf(group));

describe('one id twice in a list', { concurrent: true }, () => {
  /** The policy, and once more with other facts. */
  const twin = (facts: Item) => (items: Item[]) =>
    items.flatMap((item) =>
      item['name'] === 'Violated' ? [item, { ...item, run_at: iso(Date.now()), ...facts }] : [item],
    );

  test.each<[string, Item, Record<string, string>]>([
    ['paused', { status: 'paused' }, {}],
    ['a lower severity', { severity: 'low' }, { 'fail-on': 'high' }],
    ['no violation', { violation_count: 0 }, {}],
    ['another name', { name: 'Renamed', violation_count: 0 }, { policies: 'Violated\nClean' }],
    ['another domain', { domain: 'finops', violation_count: 0 }, { domains: 'security' }],
    ['another query', { query: 'SELECT 1 WHERE false' }, { 'max-violations': '999' }],
    ['another date', {}, { 'max-violations': '999' }],
  ])('is inconclusive if the other one has %s', async (_, facts, inputs) => {
    for (const order of ['as it is', 'reversed'] as const) {
      await using platform = await startEmulator({ policies: [VIOLATED(), CLEAN()] });
      const both = twin(facts);
      spoil(platform, 'list-policies', order === 'reversed' ? (items) => both(items).reverse() : both);
      const result = await runGate(platform, { ...CHECK, ...inputs });
      expect([result.outputs['outcome'], result.exitCode], result.printed).toEqual(['inconclusive', 1]);
      expect(result.summary).toContain('lists it more than once');
    }
  });

  test('is read again, and judged as soon as the list agrees with itself', async () => {
    await using platform = await startEmulator({ policies: [VIOLATED(), CLEAN()] });
    spoil(platform, 'list-policies', twin({ status: 'paused' }), { times: 1 });
    const { outputs } = await runGate(platform, CHECK);
    expect(outputs['outcome']).toBe('violations');
    expect(platform.count('list-policies')).toBe(2);
  });

  test('is nothing if both are the same', async () => {
    await using platform = await startEmulator({ policies: [VIOLATED(), CLEAN()] });
    spoil(platform, 'list-policies', (items) => [...items, ...items]);
    const { outputs } = await runGate(platform, CHECK);
    expect(outputs['outcome']).toBe('violations');
    expect(platform.count('list-policies')).toBe(1);
  });

  test.each<[string, Record<string, string>, number]>([
    // The first list of a group is read before the start.
    ['gate', {}, 2],
    ['check', CHECK, 1],
  ])('mode %s: the lists of two groups differ', async (_, mode, from) => {
    const inputs = { ...mode, 'policy-groups': 'A\nB' };
    const policies = [VIOLATED({ groups: ['A', 'B'] }), CLEAN({ groups: ['A'] })];
    const other = (items: Item[]) =>
      items.map((item) => ({ ...item, violation_count: 0, run_at: iso(Date.now() + MINUTE) }));
    await using platform = await startEmulator({ policies });
    spoil(platform, 'list-policies', other, { when: isOf('B'), from });
    const short = { ...inputs, 'evaluation-timeout-minutes': '0.01' };
    expect((await runGate(platform, short)).outputs['outcome']).toBe('inconclusive');
    // A policy that is evaluated between the two lists contradicts nothing.
    platform.clearFaults();
    spoil(platform, 'list-policies', other, { when: isOf('B'), from, times: 1 });
    expect((await runGate(platform, inputs)).outputs['outcome']).toBe('violations');
  });

  test('a group of two names is an unreadable list', async () => {
    await using platform = await startEmulator({ policies: [VIOLATED({ groups: ['Trial'] })] });
    spoil(platform, 'list-groups', (items) => items.flatMap((item) => [item, { ...item, name: 'Production' }]));
    for (const groups of ['!Trial', '!Production']) {
      const result = await runGate(platform, { ...CHECK, 'policy-groups': groups });
      expect(result.outputs['outcome'], result.printed).toBe('error');
      expect(result.printed).toContain('the same if their ids are the same');
    }
  });

  test('a run that is over and goes on is not used again', async () => {
    await using platform = await startEmulator({ policies: [CLEAN()], runs: [{ sync: 'aws-prod', age: MINUTE }] });
    spoil(platform, 'list-runs', (items) => [...items, ...items.map((item) => ({ ...item, status: 'started' }))]);
    const result = await runGate(platform, { 'reuse-within-minutes': '5' });
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(result.printed).toContain('the same if their ids are the same');
    expect(platform.count('create-run')).toBe(0);
  });
});

describe('a list that states less than it gives', { concurrent: true }, () => {
  test.each<[string, Item]>([
    ['no item', { total_count: 0 }],
    ['fewer items', { total_count: 1 }],
    ['no page', { last_page: 0 }],
    ['neither', { total_count: 0, last_page: 0 }],
  ])('%s is read on', async (_, metadata) => {
    // The violated one is the last.
    await using platform = await startEmulator({ policies: [...manyPolicies(5).slice(1), VIOLATED()], maxPerPage: 2 });
    platform.fault({ route: 'list-policies', times: 99, do: rewriteItems((items) => items, metadata) });
    const result = await runGate(platform, CHECK);
    expect(result.outputs['outcome'], result.printed).toBe('violations');
  });

  test.each<[string, Item]>([
    ['-1', { total_count: -1 }],
    ['a number in quotes', { total_count: '2' }],
  ])('a total of %s states no less than none does', async (_, metadata) => {
    await using platform = await startEmulator({ policies: [CLEAN(), VIOLATED()] });
    platform.fault({ route: 'list-policies', times: 99, do: rewriteItems((items) => items, metadata) });
    const result = await runGate(platform, CHECK);
    expect(result.outputs['outcome'], result.printed).toBe('violations');
  });

  test('a first page that comes again for each, full by its own size, is no whole list', async () => {
    await using platform = await startEmulator({ policies: [...manyPolicies(5).slice(1), VIOLATED()], maxPerPage: 2 });
    let first: string | undefined;
    const repeat = (text: string) => (first ??= text);
    platform.fault({ route: 'list-policies', times: 99, do: { kind: 'rewriteText', rewrite: repeat } });
    const result = await runGate(platform, CHECK);
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(result.printed).toContain('other items on page 2');
  });

  test('a policy without a severity gates as one of an unknown severity does', async () => {
    await using platform = await startEmulator({ policies: [CLEAN(), VIOLATED({ severity: 'low' })] });
    spoil(platform, 'list-policies', (items) => items.map((item) => ({ ...item, severity: null })));
    const result = await runGate(platform, { ...CHECK, 'fail-on': 'critical' });
    expect(result.outputs['outcome'], result.printed).toBe('violations');
    expect(result.summary).toContain('critical');
  });

  test('a list of violations, too: one of them is in no baseline', async () => {
    await using platform = await startEmulator({ policies: [VIOLATED()], maxPerPage: 1 });
    const inputs = { ...CHECK, baseline: 'baseline.json' };
    const empty = { 'baseline.json': '{"version": 1, "violations": []}' };
    const first = await runGate(platform, inputs, { files: empty });
    const found = Number(first.outputs['violations']);
    expect(found).toBeGreaterThan(1);
    platform.fault({ route: 'list-violations', times: 99, do: rewriteItems((items) => items, { total_count: 0 }) });
    const again = await runGate(platform, inputs, {
      files: { 'baseline.json': first.reports['baseline.json'] ?? '' },
    });
    expect(again.outputs['outcome'], again.printed).toBe('passed');
    expect([again.outputs['violations'], again.outputs['gating-violations']]).toEqual([String(found), '0']);
  });
});

describe('several policy groups', { concurrent: true }, () => {
  /** The policy moves from A to B between the two lists, so that it is on neither. */
  const move = (platform: Emulator, from: number) =>
    spoil(platform, 'list-policies', (items) => items.filter(({ name }) => name !== 'Violated'), {
      when: isOf('B'),
      from,
      times: 1,
    });
  const policies = [VIOLATED({ groups: ['B'] }), CLEAN({ groups: ['A', 'B'] })];

  test.each<[string, Record<string, string>]>([
    ['by name', { 'policy-groups': 'A\nB' }],
    ['by a pattern', { 'policy-groups': '?' }],
  ])('mode check: a policy that moves from one to the other is judged: %s', async (_, inputs) => {
    await using platform = await startEmulator({ policies });
    move(platform, 1);
    const result = await runGate(platform, { ...CHECK, ...inputs });
    expect(result.outputs['outcome'], result.printed).toBe('violations');
  });

  test('mode check: a policy that moves to a new group that the pattern matches is judged', async () => {
    await using platform = await startEmulator({ policies });
    spoil(platform, 'list-groups', (items) => items.filter(({ name }) => name !== 'B'), { times: 1 });
    const result = await runGate(platform, { ...CHECK, 'policy-groups': '?' });
    expect(result.outputs['outcome'], result.printed).toBe('violations');
  });

  test('mode gate: a policy that is new and moves when the others have been evaluated is judged', async () => {
    await using platform = await startEmulator({ policies });
    // Neither before the start, nor in the first list after it.
    for (const from of [1, 2]) move(platform, from);
    const result = await runGate(platform, { 'policy-groups': 'A\nB' });
    expect(result.outputs['outcome'], result.printed).toBe('violations');
  });

  test.each<[string, string, number, number]>([
    // The groups once and each list once, and all policies, to count what is left out.
    ['one is read once', 'A', 1, 2],
    ['two are read twice', 'A\nB', 2, 5],
    ['a pattern may match others meanwhile', 'A*', 2, 3],
  ])('mode check: %s', async (_, groups, groupLists, policyLists) => {
    await using platform = await startEmulator({ policies });
    await runGate(platform, { ...CHECK, 'policy-groups': groups });
    expect([platform.count('list-groups'), platform.count('list-policies')]).toEqual([groupLists, policyLists]);
  });
});

describe('a list that lacks for a moment what is asked for', { concurrent: true }, () => {
  const policies = [CLEAN({ groups: ['A'] })];
  const lose = () => [];

  test.each<[string, Fault['route'], (items: Item[]) => Item[], Record<string, string>]>([
    ['the policy', 'list-policies', lose, { policies: 'Clean' }],
    ['all of a domain', 'list-policies', lose, { domains: 'security' }],
    ['all of them', 'list-policies', lose, {}],
    ['the group', 'list-groups', lose, { 'policy-groups': 'A' }],
    [
      'the account',
      'column-values',
      (items) => items.filter(({ value }) => value !== '444455556666'),
      { accounts: '444455556666' },
    ],
    [
      'that it is not paused any more',
      'list-policies',
      (items) => items.map((item) => ({ ...item, status: 'paused' })),
      { policies: 'Clean' },
    ],
  ])('is read again: %s', async (_, route, rewrite, inputs) => {
    for (const mode of [CHECK, {}]) {
      await using platform = await startEmulator({ policies, estate: repairedEstate() });
      // Two columns say which accounts there are.
      spoil(platform, route, rewrite, { times: route === 'column-values' ? 2 : 1 });
      const result = await runGate(platform, { ...mode, ...inputs });
      expect(result.outputs['outcome'], result.printed).toBe('passed');
    }
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['the policy', { policies: 'Clena' }, /no policy matches Clena; the nearest names are: Clean/],
    ['the group', { 'policy-groups': 'B' }, /no policy group matches B/],
    ['the account', { accounts: 'acme-prd' }, /no known account matches acme-prd/],
  ])('is an error if it stays so, and is read three times: %s', async (_, inputs, words) => {
    await using platform = await startEmulator({ policies });
    const result = await runGate(platform, { ...CHECK, ...inputs });
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(result.annotations.map(({ message }) => message).join()).toMatch(words);
    const groupLists = platform.count('list-groups');
    expect(groupLists === 0 ? platform.count('list-policies') : groupLists).toBe(3);
  });
});

test('a column that is another one in each reading keeps a list of several pages from nothing', async () => {
  await using platform = await startEmulator({ policies: [VIOLATED()], maxPerPage: 1 });
  let age = 0;
  const grow = (items: Item[]) => items.map((item) => ({ ...item, additional_properties: { age_seconds: age++ } }));
  spoil(platform, 'list-violations', grow);
  // The two that gate are tolerated, and all three are not: the verdict rests on the list.
  const result = await runGate(platform, { ...CHECK, accounts: '!acme-prod', 'max-violations': '2' });
  expect(result.outputs['outcome'], result.printed).toBe('passed');
});

test.each(['Full "*" privileges', 'Full "\\*" privileges', 'Is MFA on?'])(
  'a paused policy that is named in full is an error, whatever characters its name holds: %s',
  async (name) => {
    const paused = ['Full "*" privileges', 'Is MFA on?'].map((one) => VIOLATED({ name: one, status: 'paused' }));
    await using platform = await startEmulator({ policies: [CLEAN(), ...paused] });
    const result = await runGate(platform, { ...CHECK, policies: `Clean\n${name}` });
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(result.printed).toContain('is paused on the Platform');
  },
);

describe('a waiver of an account that does not exist', { concurrent: true }, () => {
  const day = iso(Date.now() + 1_440 * MINUTE).slice(0, 10);
  const waive = (account: string) => {
    const waiver = { policy: 'Violated', account, reason: 'r', owner: 'o', expires: day };
    return { files: { 'waivers.yml': JSON.stringify({ version: 1, waivers: [waiver] }) } };
  };
  const INPUTS = { ...CHECK, waivers: 'waivers.yml', redact: 'never' };

  test.each<[string, Record<string, string>]>([
    ['by the violations', {}],
    ['by `accounts`', { accounts: 'acme-*' }],
  ])('is told with the nearest name, as far as it is known %s', async (_, inputs) => {
    await using platform = await startEmulator({ policies: [VIOLATED()] });
    const result = await runGate(platform, { ...INPUTS, ...inputs }, waive('acme-prd'));
    expect(result.outputs['outcome'], result.printed).toBe('violations');
    for (const text of [result.summary, result.annotations.map(({ message }) => message).join()]) {
      expect(text).toMatch(
        /matches no violation. Delete it, or correct it. (`|<code>)account(`|<\/code>): no account that this step has seen matches acme-prd; the nearest names are: acme-prod/,
      );
    }
    expect(platform.count('column-values')).toBe(inputs['accounts'] === undefined ? 0 : 2);
  });

  test('shows no name where names are hidden', async () => {
    await using platform = await startEmulator({ policies: [VIOLATED()] });
    const result = await runGate(platform, { ...INPUTS, redact: 'always' }, waive('acme-prd'));
    expect(result.printed).toContain('matches no violation');
    for (const text of [result.printed, result.summary]) expect(text).not.toMatch(/acme-pro?d/);
  });

  test('one that is known needs no other name', async () => {
    const query = queryOf('aws_s3_buckets', "NOT encrypted AND _cq_account_name = 'acme-prod'");
    await using platform = await startEmulator({ policies: [VIOLATED({ query })] });
    const result = await runGate(platform, { ...INPUTS, accounts: 'acme*' }, waive('444455556666'));
    expect(result.summary).toContain('matches no violation');
    expect(result.summary).not.toContain('no account that this step has seen');
  });
});

describe('a result that is dated ahead of both clocks', { concurrent: true }, () => {
  const HOURS = { '*': { run_at: 180 * MINUTE } };
  const ahead = (script: RunScript, options: EmulatorOptions = {}): EmulatorOptions => ({
    policies: [CLEAN()],
    estate: repairedEstate(),
    script: { results: HOURS, ...script },
    ...options,
  });

  test('counts if the step saw it move after the run was over', async () => {
    await using platform = await startEmulator(ahead({ evaluates: 'never' }));
    // The first list is read before the start, and the second one after the run.
    const evaluate = (items: Item[]) => items.map((item) => ({ ...item, run_at: iso(Date.now() + 180 * MINUTE) }));
    spoil(platform, 'list-policies', evaluate, { from: 3 });
    const result = await runGate(platform);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
  });

  test.each<[string, EmulatorOptions, Record<string, string>]>([
    ['of the data before', ahead({ evaluates: 'before-completion' }), {}],
    [
      'of a run that was over',
      ahead({}, { runs: [{ sync: 'aws-prod', age: MINUTE, script: { results: HOURS } }] }),
      { 'reuse-within-minutes': '5' },
    ],
  ])('is inconclusive otherwise: %s', async (_, options, inputs) => {
    await using platform = await startEmulator(options);
    const result = await runGate(platform, { 'evaluation-timeout-minutes': '0.01', ...inputs });
    expect([result.outputs['outcome'], result.exitCode], result.printed).toEqual(['inconclusive', 1]);
    expect(result.summary).toMatch(/ahead of this machine's clock and of the Platform's/);
  });

  test('is not ahead if one of the clocks says so', async () => {
    // The Platform's clock and its header are three hours ahead of this machine's.
    await using platform = await startEmulator({
      policies: [CLEAN()],
      estate: repairedEstate(),
      clockSkew: 180 * MINUTE,
    });
    const result = await runGate(platform);
    expect(result.outputs['outcome'], result.printed).toBe('passed');
  });
});
