/** Which violations gate: by tags, regions, resource types and clouds, and what a slip of a pen in them is. */
import { describe, expect, it } from 'vitest';
import {
  type EmulatorOptions,
  fixtureEstate,
  policyOf,
  queryOf,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import type { ActionResult } from '../run-action.ts';
import { runGate } from './gate.ts';

const said = ({ annotations, log }: ActionResult) => [...annotations.map(({ message }) => message), ...log].join('\n');

const CHECK = { mode: 'check', 'sync-name': '' };
/** `ci` may do all but ask which names there are. */
const CLOSED: EmulatorOptions = { withoutTables: ['ci'] };

const POLICY = policyOf({ name: 'Unencrypted buckets', query: queryOf('aws_s3_buckets', 'NOT encrypted') });

/** One unencrypted bucket for each of these tags; null: the row says nothing of tags. */
function withBuckets(...tags: (string[] | null)[]): EmulatorOptions {
  const estate = fixtureEstate();
  const [bucket] = estate.buckets;
  if (bucket === undefined) throw new Error('no bucket');
  estate.buckets = tags.map((its, index) => ({
    ...bucket,
    name: `bucket-${index}`,
    platformId: `arn:aws:s3:::bucket-${index}`,
    encrypted: false,
    tags: its,
  }));
  return { estate, policies: [POLICY] };
}

const countsOf = ({ outputs }: ActionResult) => [outputs['violations'], outputs['gating-violations']].map(Number);

describe('tags', { concurrent: true }, () => {
  it.for<[string, string, (string[] | null)[], number]>([
    // what gates of the buckets with these tags
    ['key=value', 'env=preview-42', [['env=preview-42'], ['env=prod'], []], 1],
    ['key:value', 'env=preview-42', [['env:preview-42'], ['env:prod']], 1],
    ['key: value', 'env=preview-42', [['env: preview-42'], ['env: prod']], 1],
    ['JSON', 'env=preview-42', [['{"key":"env","value":"preview-42"}'], ['{"key":"env","value":"prod"}']], 1],
    ['one of several', 'env=preview-42', [['team=a', 'env=preview-42'], ['team=a']], 1],
    ['any value', 'team=*', [['team=a'], ['team='], ['teams=a'], []], 2],
    ['another case, and blanks', 'Env=Preview  42', [['env=preview 42'], ['env=prod']], 1],
    ['several lines', 'env=a\nenv=b', [['env=a'], ['env=b'], ['env=c']], 2],
    ['an exclusion', '!ephemeral=true', [['ephemeral=true'], ['ephemeral=false'], []], 2],
    ['an exclusion beside', 'env=*\n!env=prod', [['env=dev'], ['env=prod'], ['env=dev', 'env=prod']], 1],
    ['tags that the row does not list', 'env=preview-42', [null, ['env=preview-42']], 2],
    ['a tag that nobody can read', 'env=preview-42', [['something'], ['env=preview-42']], 2],
    ['nor is what cannot be read excluded', '!env=prod', [['something'], ['env=prod'], null], 2],
    ['a key with a colon', 'acme:env=preview', [['acme:env=preview'], ['acme:env:preview'], ['acme:env=prod']], 2],
    ['an exclusion of what may be another tag', '!acme:env=prod', [['acme:env=prod'], ['acme:env:prod']], 1],
  ])('%s', async ([, tags, buckets, gating]) => {
    await using emulator = await startEmulator(withBuckets(...buckets));
    const result = await runGate(emulator, { ...CHECK, tags });
    expect(countsOf(result), result.printed).toEqual([buckets.length, gating]);
    expect(result.outputs['outcome']).toBe('violations');
  });

  it.for<[string, Record<string, string>, EmulatorOptions, string, RegExp]>([
    ['that a clean preview bears', {}, withCleanPreview(), 'passed', /leaves out 1 violation\./],
    [
      'that nothing bears',
      { tags: 'env=preview-24' },
      withCleanPreview(),
      'inconclusive',
      /Not proved: `tags`: no known tag matches env=preview-24; the nearest names are: env=preview-42; env=prod\..*No violation has such a tag, and the table `cloud_assets` shows none/,
    ],
    [
      'that nothing bears, with `unknown-accounts: warn`',
      { tags: 'env=preview-24', 'unknown-accounts': 'warn' },
      withCleanPreview(),
      'passed',
      /no known tag matches env=preview-24/,
    ],
    [
      'if nobody may know which there are',
      {},
      { ...withCleanPreview(), ...CLOSED },
      'inconclusive',
      /does not tell which tags it has.*403/,
    ],
    ['that only a violation bears', { tags: 'env=prod' }, { ...withCleanPreview(), ...CLOSED }, 'violations', /./],
  ])('a tag %s', async ([, inputs, options, outcome, words]) => {
    await using emulator = await startEmulator(options);
    const result = await runGate(emulator, { tags: 'env=preview-42', ...inputs });
    expect(result.outputs['outcome'], result.printed).toBe(outcome);
    expect(said(result)).toMatch(words);
  });

  it('are looked for after the sync only, and only if no violation has them', async () => {
    await using emulator = await startEmulator(withCleanPreview());
    await runGate(emulator, { tags: 'env=prod' });
    expect(emulator.count('column-values')).toBe(0);
    await runGate(emulator, { tags: 'env=preview-42' });
    const asked = emulator.requests.filter(({ route }) => route === 'column-values');
    expect(asked.map(({ query }) => query.get('filter'))).toEqual(['preview-42']);
  });

  it('that no row of a policy shows are a warning that names the policy', async () => {
    await using emulator = await startEmulator(withBuckets([], []));
    const result = await runGate(emulator, { ...CHECK, tags: 'env=*', 'unknown-accounts': 'warn' });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(said(result)).toMatch(/none of them shows a tag.*Unencrypted buckets/);
  });
});

interface Row {
  readonly standing: string;
  readonly left_out_by: string | null;
  readonly cloud: string;
  readonly region: string;
  readonly account: { readonly name: string };
  readonly resource: { readonly type: string };
}

interface Report {
  readonly judgement: {
    readonly filters: readonly { readonly left_out: number }[];
    readonly policies: readonly { readonly violations: readonly Row[] }[];
  };
}

const readReport = ({ reports }: ActionResult): Report => JSON.parse(reports['report.json'] ?? '');

const listRows = (result: ActionResult) => readReport(result).judgement.policies.flatMap((policy) => policy.violations);

/** A preview without a violation in an account that has one elsewhere. */
function withCleanPreview(): EmulatorOptions {
  const options = withBuckets(['env=prod'], ['env=preview-42']);
  const preview = options.estate?.buckets[1];
  if (preview !== undefined) preview.encrypted = true;
  return options;
}

describe('regions, resource types and clouds', { concurrent: true }, () => {
  const ALL: EmulatorOptions = {
    policies: [
      POLICY,
      policyOf({ name: 'Volumes', query: queryOf('aws_ec2_ebs_volumes', 'NOT encrypted') }),
      policyOf({ name: 'GCP buckets', query: queryOf('gcp_storage_buckets', 'NOT uniform_access') }),
    ],
    earlier: { syncs: ['aws-prod', 'aws-staging', 'gcp-prod'] },
  };

  it.for<[string, Record<string, string>, (row: Row) => boolean]>([
    ['a region', { regions: 'us-east-1' }, ({ region }) => region === 'us-east-1'],
    ['a pattern', { regions: 'US-*' }, ({ region }) => region.startsWith('us-')],
    ['an exclusion', { regions: '!eu-*' }, ({ region }) => !region.startsWith('eu-')],
    ['a type', { 'resource-types': 'S3 Bucket' }, ({ resource }) => resource.type === 'S3 Bucket'],
    ['several types', { 'resource-types': 's3*\nEBS *' }, ({ resource }) => /^(?:S3|EBS)/.test(resource.type)],
    ['a cloud', { clouds: 'gcp' }, ({ cloud }) => cloud === 'gcp'],
    [
      'all together',
      { regions: 'us-*', 'resource-types': 'S3 Bucket', clouds: 'aws', accounts: '!acme-prod' },
      ({ region, resource, account }) =>
        region.startsWith('us-') && resource.type === 'S3 Bucket' && account.name !== 'acme-prod',
    ],
  ])('%s', async ([, inputs, isIn]) => {
    await using emulator = await startEmulator(ALL);
    const result = await runGate(emulator, { ...CHECK, ...inputs, reports: 'json' });
    const rows = listRows(result);
    expect(rows.some(isIn), result.printed).toBe(true);
    expect(rows.some((row) => !isIn(row))).toBe(true);
    for (const row of rows) {
      expect(row.standing, JSON.stringify(row)).toBe(isIn(row) ? 'gating' : 'out-of-scope');
      expect(row.left_out_by === null).toBe(isIn(row));
      if (row.left_out_by !== null) expect(Object.keys(inputs)).toContain(row.left_out_by);
    }
    const out = rows.filter((row) => !isIn(row)).length;
    const leftOut = readReport(result).judgement.filters.map((filter) => filter.left_out);
    expect(leftOut.reduce((sum, one) => sum + one, 0)).toBe(out);
  });

  it.for(['region', 'resource_type_label', 'cloud'])('a row without its %s gates', async (field) => {
    await using emulator = await startEmulator(ALL);
    emulator.fault({
      route: 'list-violations',
      times: 99,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({ ...body, items: body.items?.map((item) => ({ ...item, [field]: ' ' })) }),
      },
    });
    const inputs = { regions: 'eu-west-1', 'resource-types': 'RDS Instance', clouds: 'gcp' };
    const input = { region: 'regions', resource_type_label: 'resource-types', cloud: 'clouds' }[field] ?? '';
    const result = await runGate(emulator, { ...CHECK, [input]: inputs[input as keyof typeof inputs] });
    expect(countsOf(result)[0]).toBeGreaterThan(0);
    expect(countsOf(result)[1], result.printed).toBe(countsOf(result)[0]);
  });

  it.for<[string, Record<string, string>, EmulatorOptions, string, RegExp]>([
    [
      'a slip',
      { regions: 'us-esat-1' },
      {},
      'error',
      /no known region matches us-esat-1; the nearest names are: us-east-1/,
    ],
    [
      'of a type',
      { 'resource-types': 'S3 Buckets' },
      {},
      'error',
      /no known resource type matches S3 Buckets; the nearest names are: S3 Bucket/,
    ],
    ['of a cloud', { clouds: 'asw' }, {}, 'error', /no known cloud matches asw; the nearest names are: aws/],
    [
      'several',
      { clouds: 'asw', regions: 'mars', accounts: 'acme-prd' },
      {},
      'error',
      /3 bad inputs: `accounts`.*`regions`.*`clouds`/,
    ],
    [
      'a slip, only warned of',
      { regions: 'mars', 'unknown-accounts': 'warn' },
      {},
      'passed',
      /no known region matches mars/,
    ],
    ['a clean region', { regions: 'eu-*' }, { estate: repairedEstate() }, 'passed', /./],
    ['if nobody may know', { regions: 'us-esat-1' }, CLOSED, 'inconclusive', /does not tell which regions it has.*403/],
    ['the same, and it is violated', { regions: 'us-east-1' }, CLOSED, 'violations', /./],
    ['lines that leave nothing', { clouds: '*\n!aw*\n!gcp' }, {}, 'error', /its lines together exclude every cloud/],
    [
      'an exclusion of nothing',
      { regions: '!mars' },
      {},
      'violations',
      /no known region matches mars.*violations gate that should not/,
    ],
  ])('%s', async ([, inputs, options, outcome, words]) => {
    await using emulator = await startEmulator(options);
    const result = await runGate(emulator, inputs);
    expect(result.outputs['outcome'], result.printed).toBe(outcome);
    expect(said(result)).toMatch(words);
    expect(emulator.count('create-run')).toBe(outcome === 'error' ? 0 : 1);
  });

  it('are looked up only if one of them is set', async () => {
    await using emulator = await startEmulator();
    await runGate(emulator, { ...CHECK, policies: '*S3*' });
    expect(emulator.count('column-values')).toBe(0);
    await runGate(emulator, { ...CHECK, regions: 'us-*' });
    expect(emulator.count('column-values')).toBe(1);
  });
});
