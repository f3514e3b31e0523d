import { describe, expect, it } from 'vitest';
import { buildTableQuestion, findRealTables } from '../../../../../src/actions/policies/test/engine-tables.ts';
import { openClickHouse } from '../../../../emulator/clickhouse.ts';
import { whyNoClickHouse } from '../../../../emulator/clickhouse-library.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

/** What ClickHouse says of a query for a test that has the table `t` with one row, and lacks `u`. */
function explain(sql: string, showsAll: boolean) {
  const columns = [{ name: 'a', type: 'Int8' }];
  const clickHouse = openClickHouse(['t', 'u'].map((name) => ({ name, columns })));
  try {
    const table = { name: 't', columns, rows: [[{ number: '1' }]] };
    const told = clickHouse.run(buildTableQuestion(sql, [table], showsAll));
    return findRealTables(told.rows.map(([line]) => ({ line })));
  } finally {
    clickHouse.close();
  }
}

describe.skipIf(MISSING !== null)(`what the engine reads for a test${WHERE}`, () => {
  it.for<[sql: string, isWhole: boolean, real: readonly string[]]>([
    ['SELECT a FROM t', true, []],
    ['SELECT 1', true, []],
    ['SELECT a FROM t, u', true, ['u']],
    ['SELECT a FROM t WHERE 1 IN u', true, ['u']],
    // A branch that the rows of the test lead to, and no rows do not.
    ['SELECT if((SELECT count() FROM t) = 0, 1, a IN (SELECT a FROM u)) FROM t', true, ['u']],
    ['SELECT a FROM t WHERE if((SELECT count() FROM t) = 0, 1, a IN u)', true, ['u']],
    // A list that is read while the query is taken apart.
    ['SELECT has((SELECT groupArray(a) FROM t), 1)', false, []],
  ])('%s', ([sql, isWhole, real]) => {
    expect(explain(sql, false)).toEqual({ isWhole, real });
  });

  it('shows what it has read already, if it is asked to', () => {
    const sql = (table: string) => `SELECT a FROM t WHERE has((SELECT groupArray(a) FROM ${table}), 1)`;
    expect(explain(sql('u'), true)).toEqual({ isWhole: true, real: ['u'] });
    expect(explain(sql('t'), true)).toEqual({ isWhole: true, real: [] });
  });
});
