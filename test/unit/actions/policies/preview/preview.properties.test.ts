import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { previewPolicies } from '../../../../../src/actions/policies/preview/preview-policies.ts';
import { readRows } from '../../../../../src/platform/queries.ts';
import type { Violation } from '../../../../../src/platform/violations.ts';
import { openClickHouse } from '../../../../emulator/clickhouse.ts';
import { whyNoClickHouse } from '../../../../emulator/clickhouse-library.ts';
import { runs } from '../../../../runs.ts';
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
});
