import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { previewPolicies } from '../../../../../src/actions/policies/preview/preview-policies.ts';
import { readRows } from '../../../../../src/platform/queries.ts';
import type { Violation } from '../../../../../src/platform/violations.ts';
import { openClickHouse } from '../../../../emulator/clickhouse.ts';
import { whyNoClickHouse } from '../../../../emulator/clickhouse-library.ts';
import { runs } from '../../../../runs.ts';
import { failure } from '../../../fake/client.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

const ROWS = 10_000;
const COLUMNS = [
  { name: '_cq_platform_id', type: 'String' },
  { name: 'name', type: 'String' },
  { name: 'n', type: 'UInt32' },
];

/** Some resources have several rows. */
const ALL = Array.from({ length: ROWS }, (_, index) => [
  `arn:aws:s3:::b'${(index * 7919) % 9_000}`,
  `bucket | ${index}`,
  index,
]);

describe.skipIf(MISSING !== null)(`a preview of random policies${WHERE}`, () => {
  test('finds what an evaluation finds, whatever order the pages come in', async () => {
    const clickHouse = openClickHouse([{ name: 't', columns: COLUMNS }]);
    clickHouse.fill({ name: 't', columns: COLUMNS }, ALL);
    let pages = 0;
    const client = {
      describeColumns: async (query: string) => clickHouse.describe(query),
      async fetchRows(query: string, page: number, limit: number) {
        pages += 1;
        const place = { offset: (page - 1) * limit, limit, seed: pages };
        const data = clickHouse.runPage(query, place, { rows: null, seconds: 30 });
        return readRows({ data, metadata: { page_size: limit } });
      },
    };
    const evaluate = (query: string) => clickHouse.run(query).rows.map(([id]) => String(id));
    const condition = fc
      .tuple(fc.nat(ROWS), fc.integer({ min: 1, max: 40 }), fc.nat(5))
      .map(
        ([from, modulus, rest]) =>
          `SELECT _cq_platform_id, name FROM t WHERE n >= ${from} AND n % ${modulus} <= ${rest}`,
      );
    await fc.assert(
      fc.asyncProperty(condition, condition, async (before, after) => {
        const clock = createFakeClock(NOON);
        const target = { slug: 'p', name: 'P', id: 'id', before, after, columns: null };
        const seen: string[] = [];
        const forgive = () => (violation: Violation) => {
          seen.push(violation.platformId);
          return 'open' as const;
        };
        const deps = { client, clock, deadline: clock.uptime() + 600_000, forgive };
        const { policies } = await previewPolicies([target], ROWS, deps);
        const left = new Map<string, number>();
        for (const id of evaluate(before)) left.set(id, (left.get(id) ?? 0) + 1);
        const added: string[] = [];
        const now = evaluate(after);
        for (const id of now) {
          const count = left.get(id) ?? 0;
          if (count === 0) added.push(id);
          else left.set(id, count - 1);
        }
        const gone = [...left.values()].reduce((sum, count) => sum + count, 0);
        const same = now.length - added.length;
        expect(policies[0]?.difference).toMatchObject({ added: added.length, gone, same });
        expect(seen.sort()).toEqual(added.sort());
      }),
      { numRuns: runs(100) },
    );
    clickHouse.close();
  });

  test.for<[what: string, query: string]>([
    ['each row', 'SELECT _cq_platform_id, toUInt32(name) AS x FROM t WHERE n < 3'],
    ['one row of many', "SELECT _cq_platform_id, throwIf(n = 9999, 'the last') AS x FROM t"],
    ['a column without a name', 'SELECT _cq_platform_id, toUInt32(name) FROM t'],
    ['a column of an inner query', 'SELECT * FROM (SELECT _cq_platform_id, toUInt32(name) AS x FROM t)'],
    [
      'one part of two',
      'SELECT _cq_platform_id, 1 AS x FROM t UNION ALL SELECT _cq_platform_id, toUInt32(name) FROM t',
    ],
    ['an aggregate', 'SELECT _cq_platform_id, max(toUInt32(name)) AS x FROM t GROUP BY _cq_platform_id'],
    ['a window', 'SELECT _cq_platform_id, max(toUInt32(name)) OVER () AS x FROM t'],
    ['a query without ids', 'SELECT toUInt32(name) AS x FROM t'],
  ])('of a query that the engine can not evaluate is unknown: %s', async ([, query]) => {
    const clickHouse = openClickHouse([{ name: 't', columns: COLUMNS }]);
    clickHouse.fill({ name: 't', columns: COLUMNS }, ALL);
    expect(() => clickHouse.run(query)).toThrow();
    const client = {
      describeColumns: async (text: string) => clickHouse.describe(text),
      async fetchRows(text: string, page: number, limit: number) {
        const place = { offset: (page - 1) * limit, limit, seed: 1 };
        try {
          return readRows({ data: clickHouse.runPage(text, place, { rows: null, seconds: 30 }) });
        } catch {
          throw failure(400, 'POST');
        }
      },
    };
    const clock = createFakeClock(NOON);
    const target = { slug: 'p', name: 'P', id: 'id', before: null, after: query, columns: null };
    const deps = { client, clock, deadline: clock.uptime() + 600_000, forgive: null };
    const { policies } = await previewPolicies([target], ROWS, deps);
    expect(policies[0]).toMatchObject({ after: null, difference: null });
    expect(policies[0]?.why).toMatch(/^it could not be evaluated: /);
    clickHouse.close();
  });

  test('computes no column of a row that a query leaves out, whatever the types of its columns', async () => {
    const types = ['Map(String, String)', 'JSON', 'Tuple(Int8, String)', 'Array(Nullable(Int8))', 'Dynamic', 'UUID'];
    const columns = [...COLUMNS, ...types.map((type, index) => ({ name: `c${index}`, type }))];
    const clickHouse = openClickHouse([{ name: 't', columns }]);
    const cells = [{}, { a: 1 }, [1, ''], [null], 'x', '00000000-0000-4000-8000-000000000001'] as never[];
    clickHouse.fill({ name: 't', columns }, [
      ['a', 'x', 1, ...cells],
      ['b', '7', 2, ...cells],
    ]);
    const query = "SELECT *, toUInt32(name) AS x FROM t WHERE name = '7'";
    const client = {
      describeColumns: async (text: string) => clickHouse.describe(text),
      fetchRows: async (text: string) =>
        readRows({ data: clickHouse.runPage(text, { offset: 0, limit: 9, seed: 1 }, { rows: null, seconds: 30 }) }),
    };
    const clock = createFakeClock(NOON);
    const target = { slug: 'p', name: 'P', id: null, before: null, after: query, columns: null };
    const deps = { client, clock, deadline: clock.uptime() + 600_000, forgive: null };
    expect(await previewPolicies([target], ROWS, deps)).toMatchObject({ added: 1, policies: [{ why: null }] });
    clickHouse.close();
  });
});
