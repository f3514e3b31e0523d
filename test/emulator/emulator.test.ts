import { describe, expect, it } from 'vitest';
import { ask, itemsOf } from './ask.ts';
import { floodPolicy, groupIdOf, manyPolicies, repairedEstate, startEmulator, WEBHOOK_MARKER } from './platform.ts';

const BUCKETS = 'Unencrypted S3 buckets';

describe('A key', () => {
  it('opens what its role may do', async () => {
    const roles = ['ci', 'general:read', 'general:write', 'admin:read', 'admin:write', 'schema-only'] as const;
    const keys = [...roles.map((role) => ({ key: role, role })), { key: 'old', role: 'ci', expired: true } as const];
    await using emulator = await startEmulator({ keys, whenBusy: 'allow' });
    const may: Record<string, number[]> = {};
    for (const { key } of [...keys, { key: 'unknown' }]) {
      const post = await ask(emulator, 'POST', '/syncs/aws-prod/runs', { key });
      const get = await ask(emulator, 'GET', '/policies', { key });
      may[key] = [post.status, get.status];
    }
    expect(may).toEqual({
      ci: [201, 200],
      'general:read': [403, 200],
      'general:write': [201, 200],
      'admin:read': [403, 200],
      'admin:write': [201, 200],
      'schema-only': [403, 403],
      old: [401, 401],
      unknown: [401, 401],
    });
  });

  it('is missed where there is none, and stops working when it is revoked', async () => {
    await using emulator = await startEmulator();
    expect((await fetch(`${emulator.url}/api/policies`)).status).toBe(401);
    expect((await fetch(`${emulator.url}/api/healthcheck`)).status).toBe(200);
    expect((await ask(emulator, 'GET', '/platform-info')).status).toBe(200);
    emulator.revoke(emulator.key);
    expect(await ask(emulator, 'GET', '/platform-info')).toMatchObject({
      status: 401,
      json: { message: 'Unauthorized', status: 401 },
    });
  });
});

describe('A list', () => {
  it('comes in pages that tell no more than they must', async () => {
    await using emulator = await startEmulator({ policies: manyPolicies(250) });
    const { json } = await ask(emulator, 'GET', '/policies?per_page=100&page=3&sort_dir=asc&sort_by=name');
    expect(json['items']).toHaveLength(50);
    expect(json['items']).toMatchObject({ 0: { name: 'Control 0201' } });
    expect(json['metadata']).toEqual({ page_size: 100 });
    expect(await itemsOf(emulator, '/policies')).toHaveLength(100);
    expect(await itemsOf(emulator, '/policies?page=4')).toHaveLength(0);
    for (const query of ['per_page=0', 'per_page=1001', 'page=0', 'page=x']) {
      const bad = await ask(emulator, 'GET', `/policies?${query}`);
      expect(bad).toMatchObject({
        status: 400,
        json: { field_errors: { [query.split('=')[0] ?? '']: expect.any(String) } },
      });
    }
  });

  it('can end too early, whether or not its total says so', async () => {
    for (const metadata of ['full', 'page-size'] as const) {
      await using emulator = await startEmulator({
        policies: manyPolicies(12),
        cutsListsAfter: 2,
        maxPerPage: 5,
        metadata,
      });
      const pages = await Promise.all([1, 2, 3].map((page) => ask(emulator, 'GET', `/policies?page=${page}`)));
      expect(pages.map(({ json }) => (json['items'] as unknown[]).length)).toEqual([2, 0, 0]);
      const total = metadata === 'full' ? { total_count: 12 } : {};
      expect(pages[0]?.json['metadata']).toMatchObject({ page_size: 5, ...total });
      expect([emulator.book.groups().length, (await itemsOf(emulator, '/policy-groups')).length]).toEqual([3, 2]);
    }
  });

  it('may be cut smaller than asked, and may tell its total', async () => {
    await using emulator = await startEmulator({ maxPerPage: 5, metadata: 'full', violationsMetadata: false });
    const { json } = await ask(emulator, 'GET', '/policies?per_page=1000');
    expect(json['items']).toHaveLength(5);
    expect(json['metadata']).toEqual({ page_size: 5, total_count: 12, last_page: 3 });
    const violations = await ask(emulator, 'GET', `/policies/${emulator.policy(BUCKETS).id}/violations`);
    expect(violations.json).not.toHaveProperty('metadata');
    expect(violations.json['items']).toHaveLength(3);
  });

  it('of policies is filtered and sorted', async () => {
    await using emulator = await startEmulator();
    const names = async (query: string) => (await itemsOf(emulator, `/policies?${query}`)).map(({ name }) => name);
    expect(await names('status=paused')).toEqual(['Stopped EC2 instances']);
    expect(await names('severities=critical&sort_by=name&sort_dir=asc')).toEqual([
      'RDS DB instances should prohibit public access',
      'S3 buckets should prohibit public read access',
    ]);
    expect(await names(`policy_group_ids=${groupIdOf('SOC 2')}`)).toHaveLength(3);
    expect(await names('domain=operations&search=BACKUPS')).toHaveLength(1);
    expect(await names('sort_by=violation_count&sort_dir=desc&per_page=1')).toEqual([BUCKETS]);
    expect((await ask(emulator, 'GET', '/policies?domain=cooking')).status).toBe(400);
  });

  it('of runs is newest first, or oldest first', async () => {
    const runs = [300, 100, 200].map((age) => ({ sync: 'aws-prod', age: age * 1_000 }));
    for (const runOrder of ['newest-first', 'oldest-first'] as const) {
      await using emulator = await startEmulator({ runs, runOrder });
      const times = (await itemsOf(emulator, '/syncs/aws-prod/runs')).map((run) =>
        Date.parse(String(run['created_at'])),
      );
      const rising = [...times].sort((a, b) => a - b);
      expect(times).toEqual(runOrder === 'oldest-first' ? rising : rising.reverse());
    }
  });

  it('of violations may be very long, and shorter than the count says', async () => {
    const flood = { ...floodPolicy(20_000), visibleRows: 1_500 };
    await using emulator = await startEmulator({ policies: [flood] });
    expect(emulator.policy(flood.name).violationCount).toBe(20_000);
    expect(await itemsOf(emulator, `/policies/${flood.id}/violations?per_page=1000`)).toHaveLength(1_000);
    expect(await itemsOf(emulator, `/policies/${flood.id}/violations?per_page=1000&page=2`)).toHaveLength(500);
  });
});

describe('The Platform', () => {
  it('may have judged nothing yet, and may have another time', async () => {
    await using emulator = await startEmulator({ earlier: 'never', clockSkew: 7 * 86_400_000 });
    const policies = await itemsOf(emulator, '/policies');
    expect(new Set(policies.map((policy) => policy['run_at']))).toEqual(new Set([null]));
    const response = await fetch(`${emulator.url}/api/healthcheck`);
    expect(Date.parse(response.headers.get('date') ?? '')).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  });

  it('may wait for who looks: its time stands still until then', async () => {
    const runs = [{ sync: 'aws-prod', age: 5 }];
    await using emulator = await startEmulator({ runs, stillUntil: 'list-runs' });
    const statusOf = () => emulator.runsOf('aws-prod')[0]?.phase;
    // Ten times what a run takes.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await itemsOf(emulator, '/policies');
    expect(statusOf()).toBe('created');
    await itemsOf(emulator, '/syncs/aws-prod/runs');
    await expect.poll(statusOf).toBe('completed');
  });

  it('tells of stats, tables and logs once a run has started', async () => {
    const runs = [
      { sync: 'gcp-prod', age: 100, script: { stuckIn: 'pending' } as const },
      { sync: 'aws-prod', age: 5_000, script: { ends: 'failed', errors: 4 } as const },
    ];
    await using emulator = await startEmulator({ runs });
    const look = (sync: string, path: string) =>
      ask(emulator, 'GET', `/syncs/${sync}/runs/${emulator.runsOf(sync)[0]?.id}${path}`);
    expect((await look('gcp-prod', '/logs/live')).status).toBe(204);
    expect((await look('gcp-prod', '/logs/query')).status).toBe(204);
    expect((await look('gcp-prod', '/tables')).json['items']).toEqual([]);
    expect((await look('gcp-prod', '/stats')).status).toBe(404);
    expect((await look('aws-prod', '/stats')).json).toMatchObject({ completed_tables: 6, errors: 4, resources: 21 });
    const worst = await look('aws-prod', '/tables?sort_by=errors&sort_dir=desc&per_page=1');
    expect(worst.json['items']).toMatchObject([{ name: 'aws_ec2_instances', errors: 4, resources: 4 }]);
    expect((await look('aws-prod', '/logs/live')).text).toMatch(/^::error::.*\n.*exit status 1\n.*failed\n$/m);
    expect((await look('aws-prod', '/logs/query')).json['data']).toMatchObject({ columns: [{ name: 'line' }, {}] });
  });

  it('puts a webhook into every policy, and an application page beside its API', async () => {
    await using emulator = await startEmulator();
    for (const policy of await itemsOf(emulator, '/policies')) expect(JSON.stringify(policy)).toContain(WEBHOOK_MARKER);
    const page = await fetch(`${emulator.url}/syncs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await ask(emulator, 'GET', '/teams/acme/syncs')).status).toBe(404);
    expect((await ask(emulator, 'DELETE', '/policies')).status).toBe(405);
  });

  it('records what it was asked', async () => {
    await using emulator = await startEmulator();
    await ask(emulator, 'GET', '/policies?severities=low&severities=high');
    const [request] = emulator.requests;
    expect(request).toMatchObject({
      method: 'GET',
      path: '/api/policies',
      route: 'list-policies',
      status: 200,
      body: '',
    });
    expect(request?.query.getAll('severities')).toEqual(['low', 'high']);
    expect(request?.headers.authorization).toBe(`Bearer ${emulator.key}`);
    expect(emulator.count('list-policies')).toBe(1);
  });

  it('lets its estate be replaced from outside', async () => {
    await using emulator = await startEmulator();
    const post = (body: string) => fetch(`${emulator.url}/_emulator/estate`, { method: 'POST', body });
    expect((await post('repaired')).status).toBe(200);
    expect(emulator.estate).toEqual(repairedEstate());
    expect((await post('other')).status).toBe(400);
  });
});
