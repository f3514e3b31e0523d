/** What is judged, and what a slip of a pen, a group that changes or a row that says little makes of that. */
import { describe, expect, it } from 'vitest';
import {
  type EmulatorOptions,
  fixtureEstate,
  policyOf,
  queryOf,
  repairedEstate,
  startEmulator,
  syncOf,
  usualPolicies,
} from '../../emulator/platform.ts';
import type { ActionResult } from '../run-action.ts';
import { runGate } from './gate.ts';

const said = ({ annotations, log }: ActionResult) => [...annotations.map(({ message }) => message), ...log].join('\n');

const CHECK = { mode: 'check', 'sync-name': '' };
/** `ci` may do all but ask which accounts there are. */
const CLOSED: EmulatorOptions = { withoutTables: ['ci'] };

describe('a name of `accounts`', { concurrent: true }, () => {
  it.for<[string, Record<string, string>, EmulatorOptions, string, RegExp]>([
    [
      'with a slip',
      { accounts: 'acme-prd' },
      {},
      'error',
      /no known account matches acme-prd; the nearest names are: acme-prod/,
    ],
    [
      'with a slip, if the list has names instead of values',
      { accounts: 'acme-prd' },
      { valueField: 'name' },
      'error',
      /the nearest names are: acme-prod/,
    ],
    [
      'with a letter that looks the same',
      { accounts: 'acme-pr\u043ed' },
      {},
      'error',
      /acme-prod is almost the same: it has "o" where yours has U\+043E \(Cyrillic\)/,
    ],
    [
      'that is an id without its zero',
      { accounts: '11112222' },
      { earlier: { syncs: ['aws-legacy'] } },
      'error',
      /which may be '000011112222'\. .* write it in quotes/,
    ],
    ['that is clean', { accounts: 'acme-prod' }, { estate: repairedEstate() }, 'passed', /./],
    ['that is clean, by its id', { accounts: '111122223333' }, { estate: repairedEstate() }, 'passed', /./],
    [
      'if nobody may know which there are',
      { accounts: 'acme-prd' },
      CLOSED,
      'inconclusive',
      /does not tell which accounts it has.*403/,
    ],
    [
      'the same, and it is clean',
      { accounts: 'acme-prod' },
      { ...CLOSED, estate: repairedEstate() },
      'inconclusive',
      /`unknown-accounts: warn`/,
    ],
    ['the same, and violations are in it', { accounts: 'acme-prod' }, CLOSED, 'violations', /./],
    [
      'with a slip, and `unknown-accounts: warn`',
      { accounts: 'acme-prd', 'unknown-accounts': 'warn' },
      {},
      'passed',
      /::warning|no known account matches acme-prd/,
    ],
    [
      'that excludes nothing',
      { accounts: '!acme-prd' },
      {},
      'violations',
      /no known account matches acme-prd.*violations gate that should not/,
    ],
  ])('%s', async ([, inputs, options, outcome, words]) => {
    await using emulator = await startEmulator(options);
    const result = await runGate(emulator, inputs);
    expect(result.outputs['outcome'], result.printed).toBe(outcome);
    expect(said(result)).toMatch(words);
    expect(emulator.count('create-run')).toBe(outcome === 'error' ? 0 : 1);
  });

  it('is told with everything else that the scope asks for in vain', async () => {
    await using emulator = await startEmulator();
    const inputs = { accounts: 'acme-prd', policies: 'Nothing', 'policy-groups': 'SOC 2' };
    const result = await runGate(emulator, inputs);
    expect(said(result)).toMatch(
      /2 bad inputs: `policies`: no policy matches Nothing;.*`accounts`: no known account matches acme-prd/,
    );
  });

  it('that only the violations know exists', async () => {
    await using emulator = await startEmulator();
    emulator.fault({
      route: 'column-values',
      times: 9,
      do: { kind: 'rewrite', rewrite: (body) => ({ ...body, items: [{ value: 'other', kind: 'string' }] }) },
    });
    const result = await runGate(emulator, { accounts: 'acme-prod' });
    expect(result.outputs['outcome']).toBe('violations');
    expect(Number(result.outputs['gating-violations'])).toBeGreaterThan(0);
  });

  it('that the sync brings is asked for again', async () => {
    await using emulator = await startEmulator({ earlier: 'never', estate: repairedEstate() });
    const result = await runGate(emulator, { accounts: 'acme-prod' });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
  });

  it('is in nothing that a public repository shows', async () => {
    for (const options of [{}, CLOSED]) {
      await using emulator = await startEmulator(options);
      const result = await runGate(emulator, { accounts: 'acme-prd', redact: 'always' });
      const everything = [result.printed, result.summary, JSON.stringify(result.outputs)].join('\n');
      for (const name of ['acme-prd', 'acme-prod', 'acme-staging', '111122223333'])
        expect(everything).not.toContain(name);
    }
  });

  it('is fine if the account is clean, whatever is violated elsewhere', async () => {
    const estate = fixtureEstate();
    const clean = { accountId: '555566667777', name: 'lake', region: 'eu-west-1', platformId: '5d1c0a7e', tags: [] };
    estate.accounts.push({ id: clean.accountId, name: 'acme-data' });
    estate.buckets.push({ ...clean, encrypted: true, publicRead: false });
    const syncs = [syncOf({ name: 'aws-all', accountIds: estate.accounts.map(({ id }) => id) })];
    await using emulator = await startEmulator({ estate, syncs });
    const result = await runGate(emulator, { 'sync-name': 'aws-all', accounts: 'acme-data' });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(Number(result.outputs['violations'])).toBeGreaterThan(0);
  });

  it('is looked up only if it is asked for', async () => {
    await using emulator = await startEmulator();
    await runGate(emulator, { ...CHECK, domains: 'security' });
    expect(emulator.count('column-values')).toBe(0);
  });
});

describe('a row', { concurrent: true }, () => {
  const QUERY = queryOf('gcp_storage_buckets', 'NOT uniform_access');

  it('of Google Cloud without an id gates if a pattern may be one', async () => {
    await using emulator = await startEmulator({
      policies: [policyOf({ name: 'P', query: QUERY, severity: 'critical' })],
      earlier: { syncs: ['gcp-prod'] },
    });
    emulator.fault({
      route: 'list-violations',
      times: 9,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({
          ...body,
          items: body.items?.map(({ account_id: _, ...item }) => ({ ...item, _cq_account_name: 'Shop' })),
        }),
      },
    });
    const result = await runGate(emulator, { ...CHECK, accounts: 'acme-prod-1' });
    expect(result.outputs['outcome'], result.printed).toBe('violations');
  });

  it('whose account is a number that lost its zeros gates', async () => {
    await using emulator = await startEmulator({
      policies: [policyOf({ name: 'P', query: queryOf('aws_s3_buckets', 'NOT encrypted') })],
      earlier: { syncs: ['aws-legacy'] },
    });
    emulator.fault({
      route: 'list-violations',
      times: 9,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({ ...body, items: body.items?.map((item) => ({ ...item, account_id: 11112222 })) }),
      },
    });
    const result = await runGate(emulator, { ...CHECK, accounts: '000011112222' });
    expect(result.outputs['outcome'], result.printed).toBe('violations');
  });

  it('that names neither an id nor an account is never known', async () => {
    await using emulator = await startEmulator({
      policies: [policyOf({ name: 'P', query: queryOf('aws_s3_buckets', 'NOT encrypted') })],
    });
    emulator.fault({
      route: 'list-violations',
      times: 99,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({
          ...body,
          items: body.items?.map((item) => ({
            ...item,
            account_id: '',
            _cq_account_name: '',
            _cq_platform_id: '',
            region: '',
            name: 'logs',
          })),
        }),
      },
    });
    const files = { 'baseline.json': '{"version": 1, "violations": []}' };
    const first = await runGate(emulator, { ...CHECK, baseline: 'baseline.json' }, { files });
    const again = await runGate(
      emulator,
      { ...CHECK, baseline: 'baseline.json' },
      { files: { 'baseline.json': first.reports['baseline.json'] ?? '' } },
    );
    expect(again.outputs['outcome'], again.printed).toBe('violations');
    expect(again.outputs['new-violations']).toBe(first.outputs['violations']);
  });
});

describe('names that look the same', { concurrent: true }, () => {
  const NAME = 'Cafe\u0301 buckets should be encrypted';
  const POLICY = policyOf({
    name: NAME,
    query: queryOf('aws_s3_buckets', 'NOT encrypted'),
    groups: ['Se\u0301curite\u0301'],
  });
  const TYPED = 'Caf\u00e9\u00a0buckets  should be encrypted';

  it('are the same, of policies, groups and waivers', async () => {
    await using emulator = await startEmulator({ policies: [POLICY] });
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const waiver = { policy: TYPED, reason: 'r', owner: 'o', expires: day };
    const files = { 'waivers.yml': JSON.stringify({ version: 1, waivers: [waiver] }) };
    const inputs = { ...CHECK, policies: TYPED, 'policy-groups': 'S\u00e9curit\u00e9', waivers: 'waivers.yml' };
    const result = await runGate(emulator, inputs, { files });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(Number(result.outputs['waived-violations'])).toBeGreaterThan(0);
  });

  it('and if they are not, the message says which character it is', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { ...CHECK, policies: 'Unencrypted\u200b S3 buckets' });
    expect(result.outputs['outcome']).toBe('error');
    expect(said(result)).toContain('without the invisible U+200B it would be Unencrypted S3 buckets');
  });
});

describe('policies and their groups', { concurrent: true }, () => {
  it.for<[string, Record<string, string>]>([
    ['of policies', { policies: '!Experiment*' }],
    ['of groups', { 'policy-groups': '!Experiments' }],
  ])('an exclusion that excludes nothing is a warning: %s', async ([, inputs]) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await runGate(emulator, { ...CHECK, ...inputs });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(result.annotations).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        message: expect.stringContaining('violations gate that should not'),
      }),
    );
    expect(result.summary).toContain('violations gate that should not');
  });

  it('a selected group without policies is named in the coverage', async () => {
    const policies = usualPolicies().map((policy) => ({
      ...policy,
      groups: policy.groups.filter((name) => name !== 'SOC 2'),
    }));
    await using emulator = await startEmulator({ policies, estate: repairedEstate() });
    const result = await runGate(emulator, { ...CHECK, 'policy-groups': 'SOC 2\nCIS*' });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(said(result)).toMatch(/Policies to judge: \d+; policy groups without an active policy: SOC 2\./);
    expect(result.summary).toContain('policy groups without an active policy: SOC 2');
  });

  it.for<[string, Record<string, string>, string[], string[]]>([
    ['leaves an excluded group', { 'policy-groups': '!Trial' }, ['Trial'], []],
    ['comes into a group that the pattern matches', { 'policy-groups': 'Security*' }, [], ['Security New']],
  ])('a policy that %s while the step waits is judged', async ([, inputs, before, after]) => {
    const moving = policyOf({ name: 'Moving', query: queryOf('aws_s3_buckets', 'NOT encrypted'), groups: before });
    const still = policyOf({ name: 'Still', query: queryOf('aws_s3_buckets', 'FALSE'), groups: ['Security Policies'] });
    await using emulator = await startEmulator({ policies: [moving, still] });
    emulator.fault({
      route: 'create-run',
      do: {
        kind: 'rewrite',
        rewrite: (body) => {
          moving.groups = after;
          return body;
        },
      },
    });
    const result = await runGate(emulator, inputs);
    expect(result.outputs['outcome'], result.printed).toBe('violations');
    expect(result.outputs['policies-evaluated']).toBe('2');
  });

  it('a policy that was made anew is told, with what the baseline knew of the old one', async () => {
    const policies = [policyOf({ name: 'Made anew', query: queryOf('aws_s3_buckets', 'NOT encrypted') })];
    await using old = await startEmulator({ policies });
    const files = { 'baseline.json': '{"version": 1, "violations": []}' };
    const inputs = { ...CHECK, baseline: 'baseline.json' };
    const known = (await runGate(old, inputs, { files })).reports['baseline.json'] ?? '';
    await using emulator = await startEmulator({
      policies: policies.map((policy) => ({ ...policy, id: '11111111-2222-4333-8444-555555555555' })),
    });
    const result = await runGate(emulator, inputs, { files: { 'baseline.json': known } });
    expect(result.outputs['outcome']).toBe('violations');
    expect(said(result)).toMatch(
      /Made anew: `baseline` knows a policy of that name with another id.*take over this step's own baseline/,
    );
    expect(result.summary).toContain('was made anew');
  });
});

describe('a baseline', { concurrent: true }, () => {
  it.for<[string, string, RegExp]>([
    [
      'with a key twice',
      '{"version": 1, "violations": ["end"], "violations": []}',
      /`violations` is there twice in one object \(line 1, column 39\)/,
    ],
    [
      'that swells',
      `{"version": 1, "violations": [${'{},'.repeat(100_000)}"end"]}`,
      /its entries hold too many values/,
    ],
    [
      'that is nested without end',
      `{"version": 1, "violations": ${'['.repeat(300_000)}`,
      /nested deeper than 20 levels/,
    ],
  ])('%s is bad input', async ([, text, words]) => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { baseline: 'baseline.json' }, { files: { 'baseline.json': text } });
    expect(result.outputs['outcome']).toBe('error');
    expect(said(result)).toMatch(words);
    expect(emulator.requests).toEqual([]);
  });
});

describe('lines of `accounts` that cancel each other', { concurrent: true }, () => {
  it.for([
    ['acme-prod\n!acme-prod', 'error', /its lines together exclude every account/],
    ['acme-prod\n!*prod*', 'error', /its lines together exclude every account/],
    ['!*', 'error', /its lines together exclude every account/],
    ['acme-prod\n!111122223333', 'inconclusive', /a line that names an account has no effect/],
    ['111122223333\n!acme-*', 'inconclusive', /a line that names an account has no effect/],
  ] as const)('%j is not green', async ([accounts, outcome, said]) => {
    await using emulator = await startEmulator({ estate: fixtureEstate() });
    const result = await runGate(emulator, { accounts });
    expect([result.outputs['outcome'], result.exitCode], result.printed.slice(-3_000)).toEqual([outcome, 1]);
    expect(result.printed).toMatch(said);
  });
});
