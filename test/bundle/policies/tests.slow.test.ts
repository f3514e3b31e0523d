/** Tests of policies, on the Platform's own engine. */
import { describe, expect, it } from 'vitest';
import { policyOf, startEmulator, whyNoClickHouse } from '../../emulator/platform.ts';
import { markOf, policyYaml, runPolicies } from './policies.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

const QUERY = "SELECT _cq_platform_id, name FROM aws_s3_buckets WHERE NOT encrypted AND tags != '{}'";

/** A policy with a test, which stands in line 7. */
const withTest = (
  violations: string,
  query = QUERY,
  name = 'finds what is not encrypted',
) => `${policyYaml({ query })}tests:
  - name: "${name}"
    tables:
      aws_s3_buckets:
        columns:
          _cq_platform_id: String
          name: String
          encrypted: Nullable(Bool)
          tags: Nullable(String)
        rows:
          - [b1, "it's \\\\ plain", false, { env: prod }]
          - [b2, safe, true, { env: prod }]
          - ["007", no tag, false, {}]
    violations: ${violations}
`;

describe.skipIf(MISSING !== null)(`tests of policies${WHERE}`, { concurrent: true }, () => {
  it('pass, on rows of the file, and read no data', async () => {
    await using emulator = await startEmulator({ role: 'general:write', engine: 'clickhouse' });
    const files = {
      'policies/buckets.yml': withTest('[b1]'),
      'policies/count.yml': withTest('1').replace('Public', 'Other'),
    };
    for (const mode of ['validate', 'plan']) {
      const result = await runPolicies(emulator, { mode, preview: 'none' }, files);
      expect([result.exitCode, result.outputs['tests-passed'], result.outputs['tests-failed']], result.printed).toEqual(
        [0, '2', '0'],
      );
      expect(result.summary).toContain('### Tests: 2 passed, 0 failed');
      expect(result.reports['tests.junit.xml']).toContain('tests="2" failures="0" errors="0"');
    }
  });

  it('hold a policy of IAM in a column of JSON, whose `Version` stays a text', async () => {
    const query =
      "SELECT _cq_platform_id FROM aws_iam_policies WHERE document.Version.:String = '2012-10-17' AND document.Statement.Effect = 'Allow'";
    // It has no such table: what it has already is not checked.
    const policy = policyOf({ name: 'Public buckets', severity: 'high', query, description: markOf('iam') });
    const engine = { engine: 'clickhouse', earlier: 'never' } as const;
    await using emulator = await startEmulator({ ...engine, role: 'general:write', policies: [policy] });
    const tests = `tests:
  - name: finds what allows
    tables:
      aws_iam_policies:
        columns: { _cq_platform_id: String, document: 'JSON(max_dynamic_paths=0)' }
        rows:
          - [p1, { Version: '2012-10-17', Statement: { Effect: Allow } }]
          - [p2, { Version: '2008-10-17', Statement: { Effect: Allow } }]
          - [p3, { Version: '2012-10-17', Statement: { Effect: Deny } }]
    violations: [p1]
`;
    const files = { 'policies/iam.yml': policyYaml({ query }) + tests };
    const { outputs, printed } = await runPolicies(emulator, { mode: 'plan', preview: 'none' }, files);
    expect([outputs['tests-passed'], outputs['tests-failed']], printed).toEqual(['1', '0']);
  });

  it('fail at their line, with what was expected and found, and nothing is applied', async () => {
    await using emulator = await startEmulator({ role: 'general:write', engine: 'clickhouse' });
    const files = {
      'policies/buckets.yml': withTest('[b1, b2]', QUERY.replace(' AND ', ' OR ')),
    };
    const result = await runPolicies(emulator, { mode: 'apply' }, files);
    expect([result.exitCode, result.outputs['outcome'], result.outputs['tests-failed']], result.printed).toEqual([
      1,
      'invalid',
      '1',
    ]);
    expect(result.printed).toMatch(
      /^::error [^\n]*file=policies\/buckets\.yml,line=7[^\n]*It expects `b1`, `b2`; found, and not expected: `007`\./m,
    );
    expect(result.printed).toContain('found: {"_cq_platform_id":"007","name":"no tag"');
    expect(result.reports['tests.junit.xml']).toMatch(/<failure type="failed" message="It expects `b1`/);
    expect(JSON.parse(result.reports['plan.json'] ?? '')).toMatchObject({
      tests: [{ status: 'failed' }],
      preview: null,
    });
    expect(emulator.count('create-policy')).toBe(0);
    expect(result.printed).toContain('1 policy was not previewed, since the files have problems.');
    expect(result.printed).toMatch(/^What to do: Correct the files\.$/m);
    const missed = await runPolicies(emulator, { mode: 'validate' }, { 'policies/buckets.yml': withTest('[b1, b2]') });
    expect(missed.printed).toContain('not found: `b2`');
    expect(missed.printed).toContain('not found, in aws_s3_buckets: _cq_platform_id: "b2", name: "safe"');
  });

  it('shadow tables in joins, subqueries and unions, and are stopped by no comment, `;` or hostile value', async () => {
    await using emulator = await startEmulator({ engine: 'clickhouse' });
    const query = [
      '|',
      '  WITH plain AS (SELECT * FROM aws_s3_buckets WHERE NOT encrypted)',
      '  SELECT p._cq_platform_id AS _cq_platform_id FROM plain p',
      '  JOIN (SELECT name FROM aws_s3_buckets WHERE name IN (SELECT name FROM aws_s3_buckets)) AS b ON b.name = p.name',
      "  UNION ALL SELECT _cq_platform_id FROM aws_s3_buckets WHERE name = '; DROP TABLE aws_s3_buckets --' ; -- end )",
    ].join('\n');
    const text = withTest("[b1, '007']", query, "'); DROP TABLE aws_s3_buckets; --");
    const result = await runPolicies(emulator, { mode: 'validate' }, { 'policies/buckets.yml': text });
    expect([result.exitCode, result.outputs['tests-passed']], result.printed).toEqual([0, '1']);
  });

  it('that lack a column name it, and stand at the line of one that the real table does not have', async () => {
    await using emulator = await startEmulator({ engine: 'clickhouse' });
    const lacking = withTest('[b1]')
      .replace('          tags: Nullable(String)\n', '')
      .replaceAll(/, \{.*?\}\]/g, ']');
    const result = await runPolicies(emulator, { mode: 'validate' }, { 'policies/buckets.yml': lacking });
    expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'invalid']);
    expect(result.printed).toContain(
      'The query reads the column `tags`, which no table of the test has; add it to `columns`.',
    );
    const mistyped = withTest('[b1]').replace('tags: Nullable(String)', 'tagz:');
    const slip = await runPolicies(emulator, { mode: 'validate' }, { 'policies/buckets.yml': mistyped });
    expect(slip.printed).toMatch(
      /file=policies\/buckets\.yml,line=14[^\n]*has no column `tagz`[^\n]*the nearest is `tags`/,
    );
  });

  it('show hostile names, rows and errors harmless', async () => {
    await using emulator = await startEmulator({ engine: 'clickhouse' });
    const hostile = '<img src=x onerror=alert(1)> @someone `x` | ##[error]owned';
    const quoted = (text: string) => JSON.stringify(text);
    const found = withTest(
      '[]',
      "SELECT _cq_platform_id, name FROM aws_s3_buckets WHERE name != ''",
      'finds <img src=x> @someone',
    ).replace("it's \\\\ plain", `::error::owned\\n::set-output name=x::y\\n${hostile}`);
    const thrown = withTest(
      '[]',
      quoted(`SELECT _cq_platform_id, throwIf(name != '', '\n::error::owned\n${hostile}') FROM aws_s3_buckets`),
    ).replace('name: Public buckets', `name: ${quoted(`Other <img src=x> @someone`)}`);
    const refused = policyYaml({
      name: 'Refused',
      query: quoted('SELECT "<img src=x>@someone\n::error::owned" FROM aws_s3_buckets'),
    });
    const files = { 'policies/found.yml': found, 'policies/thrown.yml': thrown };
    for (const more of [{}, { 'policies/refused.yml': refused }]) {
      const result = await runPolicies(emulator, { mode: 'plan' }, { ...files, ...more });
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'invalid']);
      expect(result.printed).toContain('owned');
      expect(result.printed).not.toMatch(/^\s*(?:::error::owned|::set-output|##\[)/m);
      // A query is shown as it is, in a block of code.
      const prose = result.summary.replace(/^```diff\n.*?^```$/gms, '');
      expect(prose).toContain('owned');
      expect(prose).not.toMatch(/<img|@someone/);
      expect(result.reports['tests.junit.xml']).not.toContain('<img');
    }
  });

  it('look at all that a query finds, however the Platform cuts its answer', async () => {
    const all = ['b1', 'b2', '007'];
    for (const metadata of ['page-size', 'full'] as const) {
      await using emulator = await startEmulator({ engine: 'clickhouse', maxPerPage: 2, metadata });
      for (const [violations, passed] of [
        ['3', '1'],
        [JSON.stringify(all), '1'],
        ['2', '0'],
        ['[b1, b2]', '0'],
        ['[b1, b2, b4]', '0'],
      ] as const) {
        const files = { 'policies/buckets.yml': withTest(violations, "SELECT * FROM aws_s3_buckets WHERE name != ''") };
        const result = await runPolicies(emulator, { mode: 'validate' }, files);
        expect(result.outputs['tests-passed'], result.printed).toBe(passed);
      }
    }
  });

  it('are not run if the engine reads a real table for them, and show no data in a public repository', async () => {
    await using emulator = await startEmulator({ role: 'general:write', engine: 'clickhouse' });
    const event = { event: { repository: { private: false, visibility: 'public' } } };
    const REAL = /acme-customer-exports|acme-invoices|acme-prod/;
    const told = (result: Awaited<ReturnType<typeof runPolicies>>) =>
      [result.printed, result.summary, ...Object.values(result.reports)].join('\n').replaceAll('<wbr>', '');
    // The engine's answer is that to another query: as if the words had hidden a table from this action.
    emulator.fault({
      route: 'execute-query',
      times: 99,
      when: ({ body }) => String(body).includes('EXPLAIN'),
      do: {
        kind: 'rewrite',
        rewrite: (body) => {
          const { data } = body as { data: { rows: unknown[][] } };
          data.rows = [['TABLE table_name: default.aws_s3_buckets']];
          return body;
        },
      },
    });
    const read = await runPolicies(emulator, { mode: 'plan' }, { 'policies/a.yml': withTest('[b1]') }, event);
    expect([read.exitCode, read.outputs['outcome']], read.printed).toEqual([1, 'invalid']);
    expect(read.printed).toContain('The engine reads `aws_s3_buckets` for it, and a test reads no real table');
    emulator.clearFaults();
    const inner = '(SELECT toString(groupArray(name)) FROM aws_s3_buckets)';
    const queries = [
      `WITH ${inner} AS x SELECT toUInt8(x) AS _cq_platform_id FROM aws_s3_buckets`,
      `SELECT _cq_platform_id, throwIf(1, ${inner}) FROM aws_s3_buckets`,
    ];
    for (const query of queries) {
      const result = await runPolicies(emulator, { mode: 'plan' }, { 'policies/a.yml': policyYaml({ query }) }, event);
      expect(told(result)).not.toMatch(REAL);
    }
  });

  it('that lack a table, or are too few, are told without a Platform', async () => {
    const nowhere = { url: '', key: '' };
    const lacking = { 'policies/buckets.yml': withTest('[]', `${QUERY} AND name IN (SELECT name FROM other_table)`) };
    const result = await runPolicies(nowhere, { mode: 'validate' }, lacking);
    expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'invalid']);
    expect(result.printed).toContain('lacks the table `other_table`, which the query reads at policies/buckets.yml:5');
    for (const [min, exitCode, sentence] of [
      ['1', 0, '1 test was not run'],
      ['2', 1, 'The policy has 1 test; `min-tests` asks for 2.'],
    ] as const) {
      const few = await runPolicies(
        nowhere,
        { mode: 'validate', 'min-tests': min },
        { 'policies/b.yml': withTest('[b1]') },
      );
      expect(few.exitCode, few.printed).toBe(exitCode);
      expect(few.printed).toContain(sentence);
    }
  });

  it('that no table can stand in for are said to be so, and fail nothing', async () => {
    await using emulator = await startEmulator({ engine: 'clickhouse' });
    const files = {
      'policies/buckets.yml': withTest('[b1]', 'SELECT toString(dummy) AS _cq_platform_id FROM system.one'),
    };
    const result = await runPolicies(emulator, { mode: 'validate', 'min-tests': '2' }, files);
    expect(result.outputs['tests-passed'], result.printed).toBe('0');
    expect(result.printed).toContain("1 test can't be run here (`buckets`): The query reads `system.…`");
    expect(result.reports['tests.junit.xml']).toContain('skipped="1"');
  });

  it('that the Platform does not run are not passed', async () => {
    await using emulator = await startEmulator({ withoutQueries: ['ci'] });
    const result = await runPolicies(emulator, { mode: 'plan' }, { 'policies/buckets.yml': withTest('[b1]') });
    expect([result.exitCode, result.outputs['outcome'], result.outputs['tests-failed']], result.printed).toEqual([
      1,
      'invalid',
      '1',
    ]);
    expect(result.printed).toContain('It could not be run: the role of the key does not permit it.');
  });

  it('take types that are left out from the real table', async () => {
    await using emulator = await startEmulator({ engine: 'clickhouse' });
    const text = withTest('[b1]', "SELECT _cq_platform_id FROM aws_s3_buckets WHERE name = 'b'")
      .replace(/ {10}encrypted:.*\n {10}tags:.*\n/, '')
      .replace('name: String', 'name:')
      .replace(/rows:[\s\S]*violations/, 'rows:\n          - [b1, b]\n    violations');
    const result = await runPolicies(emulator, { mode: 'validate' }, { 'policies/buckets.yml': text });
    expect([result.exitCode, result.outputs['tests-passed']], result.printed).toEqual([0, '1']);
  });
});
