import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  auditEntries,
  type EmulatorOptions,
  floodPolicy,
  groupIdOf,
  type SeededRun,
  startEmulator,
  usualPolicies,
  usualRoles,
  usualUsers,
  whyNoClickHouse,
} from './platform.ts';
import { ASSETS, TABLES } from './tables.ts';
import { startValidatingProxy } from './validating-proxy.ts';

const FILE = join(import.meta.dirname, '../../../shared/openapi/cloudquery-platform.json');
const PRESENT = existsSync(FILE);
const description: unknown = PRESENT ? JSON.parse(readFileSync(FILE, 'utf8')) : null;

const MISSING = whyNoClickHouse();

const WHERE = "against the vendor's description (skipped where ../shared/openapi is not there)";

/** An emulator behind the proxy that checks, and a client for both. */
async function startChecked(options: EmulatorOptions = {}) {
  const emulator = await startEmulator(options);
  const proxy = await startValidatingProxy(emulator.url, description);
  const ask = async (method: string, path: string, body?: unknown, key = emulator.key) => {
    const response = await fetch(`${proxy.url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: response.status, json: (isJson ? JSON.parse(text) : null) as Record<string, unknown> | null };
  };
  const get = (path: string) => ask('GET', path);
  return {
    emulator,
    proxy,
    ask,
    get,
    async [Symbol.asyncDispose]() {
      await proxy.close();
      await emulator.close();
    },
  };
}

/** A run that stays in each phase, oldest first. */
const EVERY_PHASE: SeededRun[] = [
  { sync: 'aws-prod', age: 9_000 },
  { sync: 'aws-prod', age: 8_000, script: { stuckIn: 'ingestion' } },
  { sync: 'aws-prod', age: 7_000, script: { ends: 'failed', errors: 5 } },
  { sync: 'aws-prod', age: 6_000, script: { ends: 'cancelled' } },
  { sync: 'aws-prod', age: 5_000, script: { timings: { started: 10_000_000 } } },
  { sync: 'aws-prod', age: 4_000, script: { stuckIn: 'pending' } },
  { sync: 'aws-prod', age: 3_000, script: { stuckIn: 'created' } },
];

describe.skipIf(!PRESENT)(`The emulator ${WHERE}`, () => {
  it.each(['page-size', 'full'] as const)(
    'answers every route validly in every phase, metadata %s',
    async (metadata) => {
      await using checked = await startChecked({ metadata, role: 'general:write', runs: EVERY_PHASE });
      const { emulator, proxy, ask, get } = checked;
      const { json } = await ask('POST', '/syncs/aws-staging/runs');
      await get(`/syncs/aws-staging/runs/${json?.['id']}`);
      const seen = new Set<string>();
      let run = '';
      for (const { id } of emulator.runsOf('aws-prod')) {
        run = `/syncs/aws-prod/runs/${id}`;
        const { status, ingested } = (await get(run)).json ?? {};
        seen.add(`${status} ${ingested}`);
        for (const path of ['/stats', '/tables', '/logs/live', '/logs/query']) await get(`${run}${path}`);
      }
      expect([...seen]).toEqual([
        'completed true',
        'completed false',
        'failed false',
        'cancelled false',
        'started false',
        'pending false',
        'created false',
      ]);
      await get('/syncs');
      await get('/syncs/aws-prod/runs');
      await get('/policies');
      for (const { id } of usualPolicies()) {
        for (const path of ['', '/violations', '/violations?search=acme&per_page=2', '/violations-history']) {
          expect((await get(`/policies/${id}${path}`)).status).toBe(200);
        }
      }
      for (const column of ['account', 'account_name']) {
        await get(`/tables/cloud_assets/columns/${column}/values?page=1&per_page=1`);
      }
      await get('/platform-info');
      await get('/healthcheck');
      await get('/syncs/aws-prod');
      await get(
        '/policies?status=active&severities=low&severities=high&domain=finops&sort_by=severity&sort_dir=asc&page=1',
      );
      await get(`/policies?policy_group_ids=${groupIdOf('SOC 2')}&search=s3`);
      await get('/policy-groups?severities=high');
      await get(`/policy-groups/${groupIdOf('SOC 2')}?sort_by=name&sort_dir=desc`);
      await get(`${run}/tables?sort_by=errors&sort_dir=desc&per_page=2&page=2`);
      await get(`${run}/logs/query?download=true`);
      expect(proxy.findings).toEqual([]);
      expect(proxy.checked).toBe(emulator.requests.length);
    },
  );

  it('tells keys, users and roles validly, whatever they lack', async () => {
    const times = { createdAt: null, lastUsedAt: null, createdBy: null };
    await using checked = await startChecked({
      role: 'admin:read',
      keys: [
        { key: 'bare', role: 'ci', ...times },
        { key: 'old', role: 'admin:write', expired: true },
      ],
      users: [...usualUsers(), { email: 'root@acme.example', provider: 'local', createdAt: null, lastLoginAt: null }],
      roles: [...usualRoles(), { name: 'Auditors', type: 'custom' }],
      identities: { revealsKeys: true },
    });
    const { proxy, get } = checked;
    for (const path of ['/apikeys', '/users', '/rbac/roles']) {
      for (const query of ['', '?page=1&per_page=2', '?page=9&per_page=1000']) {
        expect((await get(`${path}${query}`)).status).toBe(200);
      }
    }
    expect(proxy.findings).toEqual([]);
    expect(proxy.checked).toBe(9);
  });

  it('refuses keys, users and roles validly', async () => {
    await using checked = await startChecked({ role: 'ci' });
    const { proxy, get } = checked;
    for (const path of ['/users', '/rbac/roles']) expect((await get(path)).status).toBe(403);
    expect(proxy.findings).toEqual([]);
  });

  it('answers the audit log validly', async () => {
    const now = Date.now();
    await using checked = await startChecked({
      role: 'admin:read',
      metadata: 'full',
      keys: [{ key: 'ci', role: 'ci' }],
      auditLog: { entries: auditEntries(7, now - 3_600_000, now) },
    });
    const { emulator, proxy, ask, get } = checked;
    const span = `start_time=${new Date(now - 1_800_000).toISOString()}&end_time=${new Date(now).toISOString()}`;
    expect((await get('/audit-logs')).json?.['items']).toHaveLength(7);
    expect((await get(`/audit-logs?${span}&per_page=2&page=2`)).json?.['items']).toHaveLength(2);
    expect((await get('/audit-logs?event_type=user.login')).json?.['items']).toHaveLength(2);
    const statuses = [await get('/audit-logs?per_page=1001'), await ask('GET', '/audit-logs', undefined, 'ci')];
    emulator.auditLog.isInPlan = false;
    statuses.push(await get('/audit-logs'));
    expect(statuses.map(({ status }) => status)).toEqual([400, 403, 403]);
    expect(proxy.findings).toEqual([]);
  });

  it('answers errors validly', async () => {
    await using checked = await startChecked({
      keys: [{ key: 'reader', role: 'general:read' }],
      withoutTables: ['general:read'],
      script: { stuckIn: 'started' },
    });
    const { proxy, ask, get } = checked;
    const { json } = await ask('POST', '/syncs/aws-prod/runs');
    const run = `/syncs/aws-prod/runs/${json?.['id']}`;
    const statuses = [
      await ask('POST', '/syncs/aws-prod/runs'),
      await ask('POST', '/syncs/aws-legacy/runs'),
      await ask('POST', '/syncs/unknown/runs'),
      await ask('POST', '/syncs/aws-staging/runs', undefined, 'reader'),
      await ask('GET', '/tables/cloud_assets/columns/account/values', undefined, 'reader'),
      await get('/tables/cloud_assets/columns/nothing/values'),
      await get('/tables/aws_iam_users/columns/account/values'),
      await ask('GET', '/policies', undefined, 'nobody'),
      await get('/policies?per_page=0'),
      await get('/policies?severities=worst'),
      await get(`/policies/${groupIdOf('no policy')}`),
      await ask('PATCH', run, { status: 'stopped' }),
      await ask('PATCH', run, { status: 'cancelled' }),
      await ask('PATCH', run, { status: 'cancelled' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([422, 422, 404, 403, 403, 404, 404, 401, 400, 400, 404, 400, 200, 422]);
    await get(run);
    expect(proxy.findings).toEqual([]);
  });

  it('answers unhappy runs, empty warehouses and floods validly', async () => {
    await using checked = await startChecked({
      earlier: 'never',
      policies: [...usualPolicies(), floodPolicy(2_000)],
      violationsMetadata: false,
      scripts: {
        'aws-prod': { ends: 'failed', statusReason: 'oom_killed', errors: 3 },
        'aws-staging': { statusReason: 'partial_success', errors: 7, omit: ['completed_at', 'workers'] },
        'gcp-prod': { results: { '*': { violation_count: 'absent', run_at: null } } },
      },
      timings: { created: 1, pending: 1, started: 2, ingestion: 1, evaluation: 1 },
    });
    const { emulator, proxy, ask, get } = checked;
    for (const sync of ['aws-prod', 'aws-staging', 'gcp-prod']) {
      await get('/policies');
      const { json } = await ask('POST', `/syncs/${sync}/runs`);
      await new Promise((resolve) => setTimeout(resolve, 15));
      for (const path of ['', '/stats', '/tables', '/logs/live', '/logs/query']) {
        await get(`/syncs/${sync}/runs/${json?.['id']}${path}`);
      }
      await get(`/policies/${emulator.policy('Flood of 2000').id}/violations?per_page=1000&page=2`);
    }
    await get('/syncs');
    await get('/policy-groups');
    expect(proxy.findings).toEqual([]);
  });

  it('answers the schema of each table validly', async () => {
    await using checked = await startChecked();
    const { proxy, get } = checked;
    const statuses = [];
    for (const { name } of [...TABLES, ASSETS, { name: 'nowhere' }]) {
      statuses.push((await get(`/tables/${name}/schema`)).status);
    }
    expect(statuses).toEqual([...TABLES.map(() => 200), 200, 404]);
    expect(proxy.findings).toEqual([]);
  });

  it.skipIf(MISSING !== null).each(['page-size', 'full'] as const)(
    `answers queries validly, metadata %s${MISSING === null ? '' : ` (skipped: ${MISSING})`}`,
    async (metadata) => {
      await using checked = await startChecked({
        metadata,
        keys: [{ key: 'reader', role: 'general:read' }],
        withoutQueries: ['general:read'],
      });
      const { proxy, ask } = checked;
      const statuses: number[] = [];
      for (const path of ['/queries/check-syntax', '/queries/columns', '/queries/execute?per_page=2&page=1']) {
        for (const query of ['SELECT * FROM cloud_assets', "SELECT '::error::", 'SELECT nothing FROM nowhere']) {
          statuses.push((await ask('POST', path, { query })).status);
        }
        statuses.push((await ask('POST', path, { query: 'SELECT 1' }, 'reader')).status);
        statuses.push((await ask('POST', path, { query: 'SELECT 1' }, 'nobody')).status);
      }
      expect(statuses).toEqual([200, 400, 200, 403, 401, 200, 400, 400, 403, 401, 200, 400, 400, 403, 401]);
      expect(proxy.findings).toEqual([]);
      expect(proxy.checked).toBe(15);
    },
  );

  it('says through the proxy what contradicts the description, of requests and of answers', async () => {
    await using checked = await startChecked();
    const { emulator, proxy, get } = checked;
    emulator.fault({ route: 'list-syncs', do: { kind: 'rewrite', rewrite: (body) => ({ items: body.items }) } });
    await get('/syncs');
    await get('/policies?perpage=5');
    expect(proxy.findings).toEqual([
      "GET /syncs → 200: body must have required property 'metadata'",
      'GET /policies → 200: query parameter perpage is not declared',
    ]);
  });

  it('hands a cut answer through the proxy as a cut one', async () => {
    await using checked = await startChecked();
    checked.emulator.fault({ route: 'list-policies', do: { kind: 'cut' } });
    checked.emulator.fault({ route: 'list-policies', from: 2, do: { kind: 'reset' } });
    await expect(checked.get('/policies')).rejects.toThrow();
    await expect(checked.get('/policies')).rejects.toThrow();
    expect((await checked.get('/policies')).status).toBe(200);
    expect(checked.proxy.checked).toBe(1);
  });
});
