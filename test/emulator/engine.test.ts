import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClickHouse, openClickHouse } from './clickhouse.ts';
import { whyNoClickHouse } from './clickhouse-library.ts';
import { type Engine, QueryError } from './engine.ts';
import { type Estate, fixtureEstate, repairedEstate } from './estate.ts';
import { floodPolicy, queryOf, usualPolicies } from './policies.ts';
import { openSqlite } from './sqlite-engine.ts';
import { ASSETS, assetsOf, TABLES } from './tables.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

const BUCKETS = 'aws_s3_buckets';
const NO_LIMITS = { rows: null, seconds: 30 };

function fillEngine(engine: Engine, estate: Estate): void {
  const accountIds = estate.accounts.map(({ id }) => id);
  for (const table of TABLES) engine.fill(table, table.rowsOf(estate, accountIds));
}

function idsOf(engine: Engine, query: string): unknown[] {
  const { columns, rows } = engine.run(query);
  const at = columns.findIndex(({ name }) => name === '_cq_platform_id');
  return rows.map((row) => row[at]).sort();
}

function openFilled(estate: Estate): ClickHouse {
  const engine = openClickHouse([...TABLES, ASSETS]);
  fillEngine(engine, estate);
  return engine;
}

/** The words of the engine that refuses. */
function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof QueryError) return error.message;
    throw error;
  }
  return 'not refused';
}

/** npm installs the one for this machine, or none. */
function installedLibraries(): string[] {
  const folder = join(import.meta.dirname, '../../node_modules/@chdb');
  return existsSync(folder) ? readdirSync(folder) : [];
}

const ENGINES: readonly (readonly [name: string, open: () => Engine, isMissing: boolean])[] = [
  ['SQLite', () => openSqlite(TABLES), false],
  [`ClickHouse${WHERE}`, () => openClickHouse(TABLES), MISSING !== null],
];

it('ClickHouse runs where its tests would be skipped unseen: where its package is, and in CI on Linux', () => {
  const isNeeded = installedLibraries().length > 0 || (process.platform === 'linux' && process.env['CI'] === 'true');
  expect(isNeeded ? MISSING : null).toBeNull();
});

for (const [name, open, isMissing] of ENGINES) {
  describe.skipIf(isMissing)(`The engine ${name}`, () => {
    let engine: Engine;
    beforeAll(() => {
      engine = open();
    });
    afterAll(() => engine?.close());

    it('finds nothing in empty tables', () => {
      for (const { query } of usualPolicies()) expect(engine.run(query).rows).toEqual([]);
    });

    it('finds the same violations of the usual policies as every other engine', () => {
      fillEngine(engine, fixtureEstate());
      const counts = usualPolicies().map(({ name, query }) => [name, idsOf(engine, query).length]);
      expect(Object.fromEntries(counts)).toEqual({
        'Unencrypted S3 buckets': 5,
        'S3 buckets should prohibit public read access': 2,
        'Attached EBS volumes should be encrypted at rest': 2,
        'EC2 instances should use IMDSv2': 3,
        'RDS DB instances should prohibit public access': 1,
        'Ensure no security groups allow ingress from 0.0.0.0/0 to port 22': 2,
        'Ensure CloudTrail is enabled in all regions': 1,
        'Untagged large EC2 instances': 2,
        'Unattached EBS volumes': 1,
        'RDS DB instances should have automatic backups': 1,
        'Cloud Storage buckets should use uniform access': 1,
        'Stopped EC2 instances': 2,
      });
    });

    it.each([
      [
        'a name with a line break and colons',
        "name LIKE '%' || char(10) || '%'",
        ['arn:aws:s3:::::error::owned\n::set-output name=x::y'],
      ],
      ['an emoji', "name = 'staging-🪣-scratch'", ['arn:aws:s3:::staging-🪣-scratch']],
      ['a quoted quote', 'name = \'raw "events" | 2026\'', ['arn:aws:s3:::raw "events" | 2026']],
      ['both of two', "encrypted AND region LIKE 'eu-%'", ['arn:aws:s3:::acme-web-assets', 'arn:aws:s3:::curated']],
      [
        'those of a subquery',
        `account_id IN (SELECT account_id FROM aws_rds_instances WHERE backup_days = 0) AND encrypted`,
        ['arn:aws:s3:::curated'],
      ],
      ['a number that is compared', 'length(name) > 30', ['arn:aws:s3:::::error::owned\n::set-output name=x::y']],
      ['none of them', 'tags IS NULL', []],
    ])('finds %s', (_, condition, ids) => {
      fillEngine(engine, fixtureEstate());
      expect(idsOf(engine, queryOf(BUCKETS, condition))).toEqual(ids);
    });

    it('reads joins, unions and named subqueries', () => {
      fillEngine(engine, fixtureEstate());
      const query = `WITH old AS (SELECT account_id FROM aws_cloudtrail_trails WHERE NOT multi_region)
        SELECT b._cq_platform_id AS _cq_platform_id FROM aws_s3_buckets AS b JOIN old ON b.account_id = old.account_id
        UNION ALL SELECT _cq_platform_id FROM gcp_storage_buckets -- all of them`;
      expect(idsOf(engine, query)).toHaveLength(5);
    });

    it('keeps null apart from an empty text', () => {
      const estate = fixtureEstate();
      for (const volume of estate.volumes) volume.tags = volume.attachedTo === null ? null : [];
      fillEngine(engine, estate);
      expect(idsOf(engine, queryOf('aws_ec2_ebs_volumes', 'tags IS NULL'))).toHaveLength(1);
      expect(idsOf(engine, queryOf('aws_ec2_ebs_volumes', "tags = '[]'"))).toHaveLength(4);
    });

    it('has only the rows that it was filled with last', () => {
      fillEngine(engine, fixtureEstate());
      fillEngine(engine, repairedEstate());
      const found = usualPolicies().filter(({ query }) => engine.run(query).rows.length > 0);
      expect(found.map((policy) => policy.name)).toEqual(['Stopped EC2 instances']);
    });

    it.each([1, 999, 2_345])('makes a flood of %i', (violations) => {
      const ids = idsOf(engine, floodPolicy(violations).query);
      expect(ids).toHaveLength(violations);
      expect(new Set(ids).size).toBe(violations);
      expect(ids).toContain(`arn:aws:ec2:us-east-1:111122223333:instance/i-${violations}`);
    });

    it('refuses what it cannot run, and goes on', () => {
      for (const query of ['SELEC 1', 'SELECT nothing FROM aws_s3_buckets', 'SELECT * FROM no_table', '']) {
        expect(refusalOf(() => engine.run(query))).not.toBe('not refused');
      }
      expect(engine.run('SELECT 1 AS one').rows).toEqual([[1]]);
    });
  });
}

describe.skipIf(MISSING !== null)(`ClickHouse${WHERE}`, () => {
  let engine: ClickHouse;
  beforeAll(() => {
    engine = openFilled(fixtureEstate());
  });
  afterAll(() => engine?.close());

  it('has the types that the tables are described with', () => {
    for (const { name, columns } of [...TABLES, ASSETS]) {
      const { rows } = engine.run(
        `SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = '${name}' ORDER BY position`,
      );
      expect(rows).toEqual(columns.map((column) => [column.name, column.type]));
    }
  });

  it('keeps maps', () => {
    const estate = fixtureEstate();
    const rows = TABLES.find(({ name }) => name === BUCKETS)?.rowsOf(
      estate,
      estate.accounts.map(({ id }) => id),
    );
    engine.fill(ASSETS, assetsOf(rows ?? []));
    const found = engine.run("SELECT name, tags['team'] FROM cloud_assets WHERE mapContains(tags, 'team')");
    expect(found.rows).toEqual([['acme-customer-exports', 'billing']]);
  });

  it.each([
    [
      'a word that is missing',
      'SELEC 1',
      /^Code: 62\. .*Syntax error: failed at position 7 \(1\): 1\. Expected one of: .*\(SYNTAX_ERROR\)$/s,
    ],
    ['its place in the second line', 'SELECT\n a b c\nFROM x', /failed at position 13 \(c\) \(line 2, col 6\): c\n/],
    ['two statements', 'SELECT 1; SELECT 2', /Multi-statements are not allowed.*\(SYNTAX_ERROR\)$/s],
    ['nothing', ' ', /Empty query\. \(SYNTAX_ERROR\)$/],
    ['only a comment', '-- x', /Empty query\. \(SYNTAX_ERROR\)$/],
    ['a quote that is open', "SELECT 'x", /Single quoted string is not closed: Syntax error: failed at position 8/],
  ])('says in its own words what is wrong with %s', (_, query, message) => {
    expect(refusalOf(() => engine.checkSyntax(query))).toMatch(message);
    expect(refusalOf(() => engine.run(query))).toMatch(message);
    expect(refusalOf(() => engine.describe(query))).toMatch(message);
  });

  it.each([
    'SELECT 1;',
    'SELECT 1 -- x',
    '/* x */ SELECT 1',
    '(SELECT 1)',
    'SELECT 1 SETTINGS max_threads = 1',
    'WITH 1 AS x SELECT x',
    'SELECT no FROM where_ever',
  ])('finds the syntax of %s right', (query) => expect(refusalOf(() => engine.checkSyntax(query))).toBe('not refused'));

  it.each([
    [
      'a column',
      'SELECT nothing FROM aws_s3_buckets',
      /Unknown expression identifier `nothing`.*\(UNKNOWN_IDENTIFIER\)$/,
    ],
    ['a table', 'SELECT * FROM nowhere', /Unknown table expression identifier 'nowhere'.*\(UNKNOWN_TABLE\)$/],
    ['a function', 'SELECT nope(1)', /Function with name `nope` does not exist.*\(UNKNOWN_FUNCTION\)$/],
    ['two types', 'SELECT name + 1 FROM aws_s3_buckets', /Illegal types.*\(ILLEGAL_TYPE_OF_ARGUMENT\)$/],
  ])('knows by itself that there is no such thing: %s', (_, query, message) => {
    expect(refusalOf(() => engine.describe(query))).toMatch(message);
    expect(refusalOf(() => engine.run(query))).toMatch(message);
    expect(refusalOf(() => engine.checkSyntax(query))).toBe('not refused');
  });

  it.each([
    'DROP TABLE aws_s3_buckets',
    'INSERT INTO aws_s3_buckets SELECT * FROM aws_s3_buckets',
    'SHOW TABLES',
    "SELECT 1 INTO OUTFILE 'x'",
    'SELECT 1 FORMAT JSON',
  ])('does not run %s', (query) => {
    const before = engine.count('SELECT * FROM aws_s3_buckets');
    expect(refusalOf(() => engine.run(query))).toMatch(/only a SELECT can be run|SYNTAX_ERROR/);
    expect(engine.count('SELECT * FROM aws_s3_buckets')).toBe(before);
  });

  it.each([
    '(SELECT 1 AS n) UNION ALL (SELECT 2)',
    '((SELECT 1 AS n UNION ALL SELECT 2))',
    '-- Why.\n(WITH 1 AS n SELECT n) EXCEPT (SELECT 2)',
  ])('runs %s', (query) => {
    expect(engine.run(query).rows[0]).toEqual([1]);
    expect(engine.describe(query).columns).toEqual(['n']);
  });

  it('leaves nothing of an answer that failed in the middle in the next one', () => {
    const failing = "SELECT throwIf(number = 150000, '::error::<img src=x>') FROM numbers(200000)";
    for (const _ of [1, 2]) {
      expect(refusalOf(() => engine.run(failing))).toMatch(/^Code: 395\. DB::Exception: ::error::<img src=x>/);
      expect(engine.run('SELECT 7 AS x')).toEqual({ columns: [{ name: 'x', type: 'UInt8' }], rows: [[7]] });
    }
  });

  it.each([
    [
      'SELECT * FROM gcp_storage_buckets',
      [...(TABLES.at(-1)?.columns ?? [])].map(({ name }) => name),
      ['gcp_storage_buckets'],
      false,
    ],
    ['SELECT 1', ['1'], [], false],
    ['SELECT count() FROM aws_s3_buckets', ['count()'], [BUCKETS], true],
    ['SELECT region, count() AS n FROM aws_s3_buckets GROUP BY region', ['region', 'n'], [BUCKETS], true],
    ['SELECT 1, count() FROM aws_s3_buckets', ['1', 'count()'], [BUCKETS], false],
    ['SELECT name, count() OVER () AS n FROM aws_s3_buckets', ['name', 'n'], [BUCKETS], false],
    ['SELECT DISTINCT name FROM aws_s3_buckets', ['name'], [BUCKETS], false],
    ['SELECT name FROM (SELECT name FROM aws_s3_buckets)', ['name'], [], false],
    ['WITH t AS (SELECT name FROM aws_s3_buckets) SELECT name FROM t', ['name'], [], false],
    [
      'SELECT a.name AS x FROM aws_s3_buckets AS a JOIN aws_rds_instances AS b ON a.region = b.region',
      ['x'],
      [BUCKETS, 'aws_rds_instances'],
      false,
    ],
    ['SELECT max(x) FROM (SELECT length(name) AS x FROM aws_s3_buckets)', ['max(x)'], [], true],
  ])('describes %s', (query, columns, topLevelTables, isAggregate) => {
    expect(engine.describe(query)).toEqual({ columns, topLevelTables, isAggregate });
  });

  it('cuts pages, in the order of the query', () => {
    const pageOf = (query: string, offset: number, seed: number | null = null) =>
      engine.runPage(query, { offset, limit: 3, seed }, NO_LIMITS).rows.flat();
    expect([0, 3, 6, 9].map((offset) => pageOf('SELECT number FROM numbers(8) ORDER BY number DESC', offset))).toEqual([
      [7, 6, 5],
      [4, 3, 2],
      [1, 0],
      [],
    ]);
    const sorted = 'SELECT number\nFROM numbers(8)\nORDER BY\n  number % 2,\n  number -- last';
    expect([0, 3, 6].flatMap((offset, page) => pageOf(sorted, offset, page))).toEqual([0, 2, 4, 6, 1, 3, 5, 7]);
  });

  it('shuffles rows that have no order for each page anew, and hides no row from a page that has all', () => {
    const read = (seed: number) =>
      engine
        .runPage("SELECT number, 'ORDER BY' FROM numbers(50)", { offset: 0, limit: 50, seed }, NO_LIMITS)
        .rows.map(([number]) => number);
    expect(read(1)).toEqual(read(1));
    expect(read(1)).not.toEqual(read(2));
    expect(new Set(read(1)).size).toBe(50);
  });

  it('refuses a result beyond its limits, whichever page is asked for', () => {
    const page = { offset: 0, limit: 2, seed: null };
    const run = (query: string, limits: { rows: number | null; seconds: number }) =>
      refusalOf(() => engine.runPage(query, page, limits));
    expect(run('SELECT number FROM numbers(11)', { rows: 10, seconds: 30 })).toMatch(
      /Limit for result exceeded, max rows: 10\.00.*\(TOO_MANY_ROWS_OR_BYTES\)$/,
    );
    expect(run('SELECT number FROM numbers(10)', { rows: 10, seconds: 30 })).toBe('not refused');
    expect(run('SELECT count() FROM numbers(1000000000000)', { rows: null, seconds: 0.05 })).toMatch(
      /Timeout exceeded: elapsed.*\(TIMEOUT_EXCEEDED\)$/,
    );
  });

  it('has a database of its own for each that is opened', () => {
    const other = openFilled(repairedEstate());
    try {
      const query = queryOf(BUCKETS, 'NOT encrypted');
      expect([engine.count(query), other.count(query)]).toEqual([5, 0]);
    } finally {
      other.close();
    }
    expect(engine.count(queryOf(BUCKETS, 'NOT encrypted'))).toBe(5);
  });

  it('lets a named subquery stand for a table, as tests of policies do', () => {
    const rows = "SELECT * FROM values('_cq_platform_id String, encrypted Bool', ('b1', false), ('b2', true))";
    const policy = 'WITH x AS (SELECT * FROM aws_s3_buckets) SELECT _cq_platform_id FROM x WHERE NOT encrypted -- end';
    expect(idsOf(engine, `WITH aws_s3_buckets AS (${rows}) SELECT * FROM (${policy}\n)`)).toEqual(['b1']);
  });
});
