import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, itemsOf } from './ask.ts';
import { type Emulator, type EmulatorOptions, policyOf, queryOf, startEmulator, whyNoClickHouse } from './platform.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

const ALL_SYNCS = ['aws-prod', 'aws-staging', 'gcp-prod'];

function execute(emulator: Emulator, query: string, parameters = '') {
  return ask(emulator, 'POST', `/queries/execute${parameters}`, { body: { query } });
}

/** The rows of an answer; none if it is an error. */
function rowsOf({ json }: { json: Record<string, unknown> }): unknown[][] {
  return (json['data'] as { rows: unknown[][] } | undefined)?.rows ?? [];
}

describe.skipIf(MISSING !== null)(`The routes of queries${WHERE}`, () => {
  it('say whether the syntax is right', async () => {
    await using emulator = await startEmulator();
    const check = (query: string) => ask(emulator, 'POST', '/queries/check-syntax', { body: { query } });
    expect(await check('SELECT nothing FROM nowhere')).toMatchObject({ status: 200, text: '' });
    const { status, json } = await check('SELECT *\nFORM aws_s3_buckets WHERE 1');
    expect(status).toBe(400);
    expect(json).toEqual({
      message: expect.stringMatching(/^Code: 62\. .*\(line 2, col 6\): .*\(SYNTAX_ERROR\)$/s),
      status: 400,
    });
  });

  it('say what a query would give', async () => {
    await using emulator = await startEmulator();
    const describeQuery = (query: string) => ask(emulator, 'POST', '/queries/columns', { body: { query } });
    const query = 'SELECT region, count() AS n FROM aws_rds_instances GROUP BY region';
    expect((await describeQuery(query)).json).toEqual({
      columns: ['region', 'n'],
      top_level_tables: ['aws_rds_instances'],
      is_aggregate: true,
    });
    expect((await describeQuery('SELECT * FROM nowhere')).status).toBe(400);
    expect((await describeQuery('DROP TABLE aws_rds_instances')).status).toBe(400);
  });

  it('give the rows that the syncs copied, a page at a time', async () => {
    await using emulator = await startEmulator({ earlier: { syncs: ALL_SYNCS }, metadata: 'full' });
    const query = 'SELECT name, encrypted, tags FROM aws_s3_buckets ORDER BY name';
    const { status, json } = await execute(emulator, query, '?per_page=3&page=1');
    expect(status).toBe(200);
    expect(json).toEqual({
      data: {
        columns: [
          { name: 'name', type: 'String' },
          { name: 'encrypted', type: 'Bool' },
          { name: 'tags', type: 'Nullable(String)' },
        ],
        rows: [
          ['::error::owned\n::set-output name=x::y', false, '["owner=@someone"]'],
          ['acme-customer-exports', false, '["team=billing","env=prod"]'],
          ['acme-invoices', true, '[]'],
        ],
      },
      metadata: { page_size: 3, total_count: 7, last_page: 3 },
    });
    const pages = [
      await execute(emulator, query, '?per_page=3&page=3'),
      await execute(emulator, query, '?per_page=3&page=4'),
    ];
    expect(pages.map((page) => rowsOf(page).length)).toEqual([1, 0]);
    expect(rowsOf(await execute(emulator, 'SELECT count() FROM cloud_assets'))).toEqual([[28]]);
  });

  it('see new data after a sync, and so do the policies that ClickHouse evaluates from then on', async () => {
    await using emulator = await startEmulator({ earlier: { syncs: ALL_SYNCS } });
    const { query, id } = emulator.policy('Unencrypted S3 buckets');
    const before = rowsOf(await execute(emulator, query)).map((row) => row[6]);
    expect((await itemsOf(emulator, `/policies/${id}/violations`)).map((one) => one['_cq_platform_id'])).toEqual(
      before,
    );
    for (const bucket of emulator.estate.buckets) bucket.encrypted = bucket.name !== 'curated';
    expect(rowsOf(await execute(emulator, query))).toHaveLength(4);
    await ask(emulator, 'POST', '/syncs/aws-prod/runs');
    await expect.poll(() => emulator.policy('Unencrypted S3 buckets').history.length).toBe(3);
    const after = ['arn:aws:s3:::curated', 'arn:aws:s3:::staging-🪣-scratch'];
    expect((await itemsOf(emulator, `/policies/${id}/violations`)).map((one) => one['_cq_platform_id']).sort()).toEqual(
      after,
    );
    expect(
      rowsOf(await execute(emulator, query))
        .map((row) => row[6])
        .sort(),
    ).toEqual(after);
  });

  it('have the dialect and the values of ClickHouse, as have policies', async () => {
    const query = `SELECT *, tags['team'] AS team FROM cloud_assets WHERE mapContains(tags, 'team') AND name ILIKE 'ACME-%'`;
    const policies = [
      policyOf({ name: 'Assets of a team', query }),
      policyOf({ name: 'Broken', query: queryOf('aws_s3_buckets', 'nothing = 1') }),
    ];
    await using emulator = await startEmulator({ engine: 'clickhouse', policies, earlier: { syncs: ALL_SYNCS } });
    const [policy] = policies;
    const items = await itemsOf(emulator, `/policies/${policy?.id}/violations`);
    expect(items).toEqual([
      {
        cloud: 'aws',
        name: 'acme-customer-exports',
        region: 'us-east-1',
        resource_type_label: 'S3 Bucket',
        _cq_platform_id: 'arn:aws:s3:::acme-customer-exports',
        tags: ['team=billing', 'env=prod'],
        additional_properties: {
          account: '111122223333',
          account_name: 'acme-prod',
          resource_type: 's3_bucket',
          team: 'billing',
        },
      },
    ]);
    // The Platform can't run it: it was never evaluated.
    expect(emulator.policy('Broken')).toMatchObject({ runAt: null, violationCount: null, history: [] });
  });

  it.each<[what: string, options: EmulatorOptions, query: string, parameters: string, status: number, message: RegExp]>(
    [
      ['a role that may not', { withoutQueries: ['ci'] }, 'SELECT 1', '', 403, /^Forbidden$/],
      [
        'a result that is too large',
        { queries: { rows: 100 } },
        'SELECT number FROM numbers(101)',
        '?per_page=10',
        400,
        /TOO_MANY_ROWS_OR_BYTES/,
      ],
      [
        'a query that takes too long',
        { queries: { seconds: 0.05 } },
        'SELECT count() FROM numbers(1000000000000)',
        '',
        400,
        /TIMEOUT_EXCEEDED/,
      ],
      [
        'words of somebody else',
        {},
        "SELECT throwIf(1, '::error::<img src=x>\n@someone')",
        '',
        400,
        /DB::Exception: ::error::<img src=x>\n@someone: /,
      ],
      ['what is no SELECT', {}, 'TRUNCATE TABLE aws_s3_buckets', '', 400, /^only a SELECT can be run: TRUNCATE/],
      ['a page of 1001', {}, 'SELECT 1', '?per_page=1001', 400, /^Bad Request$/],
    ],
  )('refuse %s', async (_, options, query, parameters, status, message) => {
    await using emulator = await startEmulator(options);
    const answer = await execute(emulator, query, parameters);
    expect(answer.status).toBe(status);
    expect(answer.json['message']).toMatch(message);
  });

  it.each([{}, { query: 1 }, { query: 'SELECT 1', page: 2 }, 'SELECT 1', null, ['SELECT 1']])(
    'refuse the body %j',
    async (body) => {
      await using emulator = await startEmulator();
      for (const route of ['check-syntax', 'columns', 'execute']) {
        expect((await ask(emulator, 'POST', `/queries/${route}`, { body })).status).toBe(400);
      }
    },
  );

  it('cut pages short, or each in another order', async () => {
    const query = 'SELECT number FROM numbers(30)';
    await using short = await startEmulator({ maxPerPage: 7 });
    expect(await execute(short, query, '?per_page=1000')).toMatchObject({ json: { metadata: { page_size: 7 } } });
    expect(rowsOf(await execute(short, query, '?per_page=1000'))).toHaveLength(7);
    await using shuffled = await startEmulator({ queries: { order: 'shuffled' } });
    const both = [await execute(shuffled, query), await execute(shuffled, query)].map((answer) =>
      rowsOf(answer).flat(),
    );
    expect(both[0]).not.toEqual(both[1]);
    expect(both.map((rows) => rows.toSorted((a, b) => Number(a) - Number(b)))).toEqual(
      [0, 1].map(() => Array.from({ length: 30 }, (_, n) => n)),
    );
    const ordered = [
      await execute(shuffled, `${query} ORDER BY number`),
      await execute(shuffled, `${query} ORDER BY number`),
    ];
    expect(ordered.map((answer) => rowsOf(answer).flat()[0])).toEqual([0, 0]);
  });

  it('spoil answers as faults say', async () => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'check-syntax', do: { kind: 'status', status: 404 } });
    emulator.fault({
      route: 'query-columns',
      do: { kind: 'status', status: 400, body: { message: '##[error] `x`', status: 400 } },
    });
    emulator.fault({ route: 'execute-query', do: { kind: 'cut' } });
    const body = { query: 'SELECT 1' };
    expect((await ask(emulator, 'POST', '/queries/check-syntax', { body })).status).toBe(404);
    expect((await ask(emulator, 'POST', '/queries/columns', { body })).json['message']).toBe('##[error] `x`');
    await expect(execute(emulator, 'SELECT 1')).rejects.toThrow();
    expect(rowsOf(await execute(emulator, 'SELECT 1'))).toEqual([[1]]);
    expect(
      ['check-syntax', 'query-columns', 'execute-query'].map((route) => emulator.count(route as 'check-syntax')),
    ).toEqual([1, 1, 2]);
  });
});

describe('The schema of a table', () => {
  it('has its columns with their types, and what the UI shows first', async () => {
    await using emulator = await startEmulator({
      withoutTables: ['general:read'],
      keys: [{ key: 'reader', role: 'general:read' }],
    });
    const { status, json } = await ask(emulator, 'GET', '/tables/aws_ec2_ebs_volumes/schema');
    expect(status).toBe(200);
    expect((json['schema'] as { name: string }[]).at(-1)).toEqual({
      name: 'attached_to',
      type: 'Nullable(String)',
      default_kind: '',
      default_expression: '',
      comment: '',
      kind: 'string',
      nullable: true,
    });
    expect(json['default_columns']).toEqual(['cloud', '_cq_account_name', 'name', 'region', 'tags']);
    expect((await ask(emulator, 'GET', '/tables/cloud_assets/schema')).status).toBe(200);
    expect((await ask(emulator, 'GET', '/tables/nowhere/schema')).status).toBe(404);
    expect((await ask(emulator, 'GET', '/tables/cloud_assets/schema', { key: 'reader' })).status).toBe(403);
  });
});

describe('Without the package that is ClickHouse', () => {
  it('policies are evaluated, and who sends a query is told why there is no answer', () => {
    const platform = JSON.stringify(new URL('platform.ts', import.meta.url).href);
    const client = JSON.stringify(new URL('ask.ts', import.meta.url).href);
    const script = `
      import { registerHooks } from 'node:module';
      registerHooks({
        resolve(specifier, context, next) {
          if (specifier === 'chdb') throw new Error('no such package\\nRequire stack: ...');
          return next(specifier, context);
        },
      });
      const { startEmulator } = await import(${platform});
      const { ask } = await import(${client});
      await using emulator = await startEmulator();
      const answers = [];
      for (const path of ['check-syntax', 'columns', 'execute']) {
        const { status, json } = await ask(emulator, 'POST', '/queries/' + path, { body: { query: 'SELECT 1' } });
        answers.push(status, json.message);
      }
      const refused = await startEmulator({ engine: 'clickhouse' }).catch((error) => error.message);
      console.log(JSON.stringify({ answers, refused, found: emulator.policy('Unencrypted S3 buckets').violationCount }));
    `;
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      cwd: join(import.meta.dirname, '../..'),
    });
    const reason = `the package chdb, which is ClickHouse, does not run on ${process.platform}: no such package`;
    expect(JSON.parse(printed)).toEqual({
      answers: [501, `emulator: ${reason}`, 501, `emulator: ${reason}`, 501, `emulator: ${reason}`],
      refused: reason,
      found: 3,
    });
  });
});
