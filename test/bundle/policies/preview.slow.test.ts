/** A preview of a large estate, against what the Platform evaluates once the plan is applied. */
import { expect, it } from 'vitest';
import { ask, itemsOf } from '../../emulator/ask.ts';
import { fixtureEstate } from '../../emulator/estate.ts';
import { startEmulator, whyNoClickHouse } from '../../emulator/platform.ts';
import { markOf, policyYaml, runPolicies } from './policies.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

const RESOURCES = 100_000;
const POLICIES = 20;

const COLUMNS = 'cloud, resource_type_label, _cq_account_name, account_id, name, region, _cq_platform_id, tags';
const query = (...rests: readonly number[]) =>
  `SELECT ${COLUMNS} FROM aws_s3_buckets WHERE cityHash64(_cq_platform_id) % 50 IN (${rests.join(', ')})`;

const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

interface PolicyPreview {
  readonly slug: string;
  readonly difference: { readonly new: number; readonly gone: number; readonly same: number } | null;
}

it.skipIf(MISSING !== null)(`finds the same as ${POLICIES} evaluations of ${RESOURCES} resources${WHERE}`, async () => {
  const estate = fixtureEstate();
  const [account] = estate.accounts;
  estate.buckets = Array.from({ length: RESOURCES }, (_, index) => ({
    ...{ accountId: account?.id ?? '', name: `bucket | ${index}`, region: 'us-east-1', tags: [] },
    ...{ platformId: `arn:aws:s3:::bucket-${index}`, encrypted: false, publicRead: false },
  }));
  const policies = Array.from({ length: POLICIES }, (_, index) => ({
    ...{
      id: idOf(index),
      name: `Policy ${index}`,
      description: markOf(`p${index}`),
      domain: 'security',
      severity: 'high',
    },
    ...{ status: 'active' as const, groups: [], query: query(index, index + 1) },
  }));
  const files = Object.fromEntries(
    policies.map(({ name }, index) => [
      `policies/p${index}.yml`,
      policyYaml({ name, query: query(index + 1, index + 2, index + 3) }),
    ]),
  );
  await using emulator = await startEmulator({
    ...{ estate, policies, engine: 'clickhouse', role: 'general:write', earlier: { syncs: ['aws-prod'] } },
    queries: { order: 'shuffled' },
  });
  async function readIds(id: string): Promise<Set<string>> {
    const ids = new Set<string>();
    for (let page = 1; ; page++) {
      const items = await itemsOf(emulator, `/policies/${id}/violations?per_page=1000&page=${page}`);
      for (const one of items) ids.add(String(one['_cq_platform_id']));
      if (items.length < 1_000) return ids;
    }
  }
  const readAll = () => Promise.all(policies.map(({ id }) => readIds(id)));
  const before = await readAll();
  const planned = await runPolicies(emulator, { mode: 'plan' }, files);
  expect([planned.exitCode, planned.outputs['outcome']], planned.printed).toEqual([0, 'changes']);
  const applied = await runPolicies(emulator, { mode: 'apply', preview: 'none' }, files);
  expect(applied.outputs['outcome'], applied.printed).toBe('applied');
  const { length } = emulator.policy('Policy 0').history;
  await ask(emulator, 'POST', '/syncs/aws-prod/runs');
  await expect.poll(() => emulator.policy('Policy 0').history.length, { timeout: 60_000 }).toBeGreaterThan(length);
  const after = await readAll();
  const plan = JSON.parse(planned.reports['plan.json'] ?? '{}') as { preview: { policies: PolicyPreview[] } };
  const bySlug = new Map(plan.preview.policies.map(({ slug, difference }) => [slug, difference]));
  for (const [index, old] of before.entries()) {
    const young = after[index] ?? new Set<string>();
    expect(old.size + young.size).toBeGreaterThan(5_000);
    const same = [...young].filter((id) => old.has(id)).length;
    expect(bySlug.get(`p${index}`)).toMatchObject({ new: young.size - same, gone: old.size - same, same });
  }
});
