import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../../../src/actions/policies/test/policy-test.ts';
import { buildTestQuery } from '../../../../../src/actions/policies/test/test-query.ts';
import { openClickHouse } from '../../../../emulator/clickhouse.ts';
import { whyNoClickHouse } from '../../../../emulator/clickhouse-library.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

/** What ClickHouse reads of one value of a type. */
function readBack(type: string, ...cells: readonly Cell[]): unknown[] {
  const clickHouse = openClickHouse([{ name: 't', columns: [{ name: 'x', type: 'String' }] }]);
  try {
    const tables = [{ name: 't', columns: [{ name: 'x', type }], rows: cells.map((cell) => [cell]) }];
    return clickHouse.run(buildTestQuery('SELECT x FROM t -- end', tables)).rows.map(([value]) => value);
  } finally {
    clickHouse.close();
  }
}

describe.skipIf(MISSING !== null)(`the tables of a test${WHERE}`, () => {
  it.for<[type: string, cell: Cell, value: unknown]>([
    ['String', 'a', 'a'],
    ['String', { number: '012' }, '012'],
    ['String', true, 'true'],
    ['String', { pairs: [['a"', ['b', null]]] }, '{"a\\"":["b",null]}'],
    ['Nullable(String)', null, null],
    ['LowCardinality(Nullable(String))', 'a', 'a'],
    ['Int32', { number: '-7' }, -7],
    ['UInt64', { number: '9007199254740991' }, 9007199254740991],
    ['Nullable(Float64)', { number: '1.5' }, 1.5],
    ['Decimal(10, 2)', { number: '1.25' }, 1.25],
    ['Bool', true, true],
    ['UInt8', true, 1],
    ['Date', '2026-01-02', '2026-01-02'],
    ['DateTime', '2026-01-02 03:04:05', '2026-01-02 03:04:05'],
    ['UUID', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001'],
    ['Array(String)', ['a', "b'"], ['a', "b'"]],
    ['Array(Nullable(Int8))', [{ number: '1' }, null], [1, null]],
    [
      'Map(String, String)',
      {
        pairs: [
          ['a', 'b'],
          ['c', { number: '1' }],
        ],
      },
      { a: 'b', c: '1' },
    ],
    ['Map(String, Array(Int8))', { pairs: [['a', [{ number: '1' }]]] }, { a: [1] }],
    ['Array(String)', [], []],
    ['Map(String, String)', { pairs: [] }, {}],
  ])('hold %s: %j', ([type, cell, value]) => {
    expect(readBack(type, cell)).toEqual([value]);
  });

  it('may be empty, and have many rows', () => {
    expect(readBack('Nullable(String)')).toEqual([]);
    expect(readBack('Int8', ...Array.from({ length: 50 }, () => ({ number: '1' })))).toHaveLength(50);
  });

  it('tell a type that there is none of, and a value that is none of it', () => {
    expect(() => readBack('Strin', 'a')).toThrow(/Unknown data type family|Strin/);
    expect(() => readBack('Int8', 'a')).toThrow();
  });

  it('hold any text as it is', () => {
    const texts = [...Object.values(HOSTILE_TEXTS), "'); DROP TABLE t; --", '\\', "\\'", '`', '/*', '$$'].map((text) =>
      text.toWellFormed(),
    );
    expect(readBack('String', ...texts)).toEqual(texts);
  });
});
