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
  return select('x', type, cells);
}

/** As the engine writes it, with all digits. */
function readText(type: string, ...cells: readonly Cell[]): unknown[] {
  return select('toString(x) AS x', type, cells);
}

function select(what: string, type: string, cells: readonly Cell[]): unknown[] {
  const clickHouse = openClickHouse([{ name: 't', columns: [{ name: 'x', type: 'String' }] }]);
  try {
    const tables = [{ name: 't', columns: [{ name: 'x', type }], rows: cells.map((cell) => [cell]) }];
    return clickHouse.run(buildTestQuery(`SELECT ${what} FROM t -- end`, tables)).rows.map(([value]) => value);
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
    ['Tuple(a Int8, b Nullable(String))', [{ number: '1' }, null], { a: 1, b: null }],
    [
      'Tuple(a Int8, b Map(String, Int8))',
      {
        pairs: [
          ['b', { pairs: [['x', { number: '2' }]] }],
          ['a', { number: '1' }],
        ],
      },
      { a: 1, b: { x: 2 } },
    ],
    ['Tuple(Int8)', [{ number: '1' }], [1]],
    ['Array(Tuple(a Int8, b Array(String)))', [[{ number: '1' }, ['x']]], [{ a: 1, b: ['x'] }]],
    [
      'Nested(a Int8, b String)',
      [
        {
          pairs: [
            ['a', { number: '1' }],
            ['b', 'x'],
          ],
        },
      ],
      [{ a: 1, b: 'x' }],
    ],
    ['Nested(a Int8)', [], []],
    ['SimpleAggregateFunction(max, Int8)', { number: '7' }, 7],
    [
      'JSON',
      {
        pairs: [
          ['env', 'prod'],
          ['n', { number: '1' }],
          ['of', { pairs: [['a', ['x', 'y']]] }],
        ],
      },
      { env: 'prod', n: 1, of: { a: ['x', 'y'] } },
    ],
    ...['JSON', 'json(max_dynamic_paths=0)', 'JSON(max_dynamic_types = 0, max_dynamic_paths=16)', 'Nullable(JSON)'].map(
      (type): [string, Cell, unknown] => [
        type,
        {
          pairs: [
            ['Version', '2012-10-17'],
            ['at', ['2024-01-01 10:00:00', '1234-5678']],
            ['n', { number: '1' }],
          ],
        },
        { Version: '2012-10-17', at: ['2024-01-01 10:00:00', '1234-5678'], n: 1 },
      ],
    ),
    ['Nullable(JSON(max_dynamic_paths=0))', null, null],
    ['Array(JSON(max_dynamic_paths=0))', [{ pairs: [['a', 'b']] }], [{ a: 'b' }]],
    ["Enum8('a,b' = 1, 'it''s)' = 2)", "it's)", "it's)"],
    ['FixedString(3)', 'äb', 'äb'],
    ['IPv4', '10.0.0.1', '10.0.0.1'],
    ['IPv6', '::FFFF:1.2.3.4', '::ffff:1.2.3.4'],
    ['varchar(10)', 'abc', 'abc'],
    ['BOOLEAN', true, true],
  ])('hold %s: %j', ([type, cell, value]) => {
    expect(readBack(type, cell)).toEqual([value]);
  });

  it.for<[type: string, cell: Cell, text: string]>([
    ...['0.29', '1.15', '0.57', '4.35', '1.13', '-0.01', '99999999.99'].map((number): [string, Cell, string] => [
      'Decimal(10,2)',
      { number },
      number,
    ]),
    ['Decimal(18, 4)', { number: '0.0003' }, '0.0003'],
    ['NUMERIC(18, 4)', { number: '+0.00030' }, '0.0003'],
    ['Decimal64(4)', { number: '2.5e-3' }, '0.0025'],
    ['Decimal(38,10)', { number: '12345678901234567890.1234567891' }, '12345678901234567890.1234567891'],
    ['Decimal(38,2)', '12345678901234567891.5', '12345678901234567891.5'],
    ['Nullable(Decimal(10,2))', { number: '0.29' }, '0.29'],
    ['Array(Decimal(10,2))', [{ number: '0.29' }, { number: '1.15' }], '[0.29,1.15]'],
    ['Map(String, Decimal(10,2))', { pairs: [['a', { number: '0.29' }]] }, "{'a':0.29}"],
    ['Int128', { number: '18446744073709551617' }, '18446744073709551617'],
    ['UInt256', { number: '18446744073709551617' }, '18446744073709551617'],
    ['Array(Int256)', [{ number: '-18446744073709551617' }], '[-18446744073709551617]'],
    ['Int64', { number: '9007199254740993.0' }, '9007199254740993'],
    ['Int64', { number: '-9223372036854775808' }, '-9223372036854775808'],
    ['UInt64', { number: '1e19' }, '10000000000000000000'],
    ['BIGINT', { number: '9007199254740993' }, '9007199254740993'],
    ['Float64', { number: '0.1' }, '0.1'],
    ['Float64', { number: '.inf' }, 'inf'],
    ['Float32', true, '1'],
    ['Decimal(10,2)', true, '1'],
    ['Date', '2024-02-29', '2024-02-29'],
    ['DateTime', { number: '1708405200' }, '2024-02-20 05:00:00'],
    ['DateTime64(3)', '2024-02-20T05:00:00.125', '2024-02-20 05:00:00.125'],
    ['Float32', { number: '16777216' }, '16777216'],
    ['Float32', { number: '0.1' }, '0.1'],
    ['double', { number: '1.50e3' }, '1500'],
    ['date', '2024-02-29', '2024-02-29'],
    ['timestamp', '2024-02-29 00:00:00', '2024-02-29 00:00:00'],
    // The last hour before summer time, the first one in it, and an hour that comes twice.
    ["DateTime('Europe/Berlin')", '2024-03-31 01:59:59', '2024-03-31 01:59:59'],
    ["DateTime('Europe/Berlin')", '2024-03-31 03:00:00', '2024-03-31 03:00:00'],
    ["DateTime('Europe/Berlin')", '2024-10-27 02:30:00', '2024-10-27 02:30:00'],
    ["DateTime64(3, 'America/New_York')", '2024-03-10 03:00:00.5', '2024-03-10 03:00:00.500'],
  ])('hold every digit of %s: %j', ([type, cell, text]) => {
    expect(readText(type, cell)).toEqual([text]);
  });

  it('keep texts in JSON that are like dates, in all rows and beside other columns', () => {
    const clickHouse = openClickHouse([{ name: 't', columns: [{ name: 'x', type: 'String' }] }]);
    try {
      const columns = ['x', 'it`s', 'y'].map((name) => ({ name, type: name === 'y' ? 'Int8' : 'JSON' }));
      const row = (text: string): Cell[] => [{ pairs: [['Version', text]] }, { pairs: [['a', 'b']] }, { number: '1' }];
      const tables = [{ name: 't', columns, rows: ['2012-10-17', 'x', '2012-10-17 00:00:00.5'].map(row) }];
      const sql = 'SELECT x.Version.:String AS v, `it``s`.a.:String AS a, y FROM t ORDER BY v';
      expect(clickHouse.run(buildTestQuery(sql, tables)).rows).toEqual([
        ['2012-10-17', 'b', 1],
        ['2012-10-17 00:00:00.5', 'b', 1],
        ['x', 'b', 1],
      ]);
    } finally {
      clickHouse.close();
    }
  });

  it.for<[type: string, cell: Cell]>([
    ['Decimal(10,2)', { number: '0.295' }],
    ['Decimal(4,2)', { number: '123.1' }],
    ['Decimal(10,2)', '0.295'],
    ['Decimal32(2)', { number: '12345678.5' }],
    ['Nullable(Decimal(10,2))', { number: '1e-3' }],
    ['Array(Decimal(10,2))', [{ number: '0.295' }]],
    ['Int64', { number: '9223372036854775808' }],
    ['BIGINT', { number: '9223372036854775808' }],
    ['Int128', { number: '1e39' }],
    ['UInt64', { number: '-1' }],
    ['Int8', { number: '1.5' }],
    ['Int8', { number: '0x10' }],
    ['Int8', { number: '1e9999' }],
    ['Date', '2024-02-30'],
    ['Date', '1900-01-01'],
    ['Array(Date)', ['2024-13-01']],
    ['Date32', '1850-01-01'],
    ['DateTime', '2024-02-30 00:00:00'],
    ['DateTime', '2024-02-20 24:00:00'],
    ['DateTime', '2024-02-20 05:61:00'],
    ['DateTime', '2200-01-01 00:00:00'],
    ['DateTime', '2024-02-20T05:00:00Z'],
    ["DateTime64(3, 'UTC')", '2024-02-20 05:00:00.1234'],
    // In another spelling.
    ['date', '2024-02-30'],
    ['DATE', '1900-01-01'],
    ['Nullable(date)', '2024-02-30'],
    ['timestamp', '2024-02-30 00:00:00'],
    ['DateTime(0)', '2024-02-30 00:00:00'],
    ['SimpleAggregateFunction(max, Date)', '2024-02-30'],
    ['Array( date )', ['2024-02-30']],
    // Written as a text.
    ['Array(Int8)', '[300]'],
    ['Map(String, Int8)', "{'a':300}"],
    ['Array(Date)', "['2024-02-30']"],
    ['Tuple(a Int8)', '(300)'],
    ['Tuple(a Int8, b String)', [{ number: '300' }, 'x']],
    ['Tuple(a Int8, b String)', [{ number: '3' }]],
    ['Tuple(a Int8, b String)', { pairs: [['a', { number: '3' }]] }],
    ['Int8', [{ number: '3' }]],
    [
      'Map(String, String)',
      {
        pairs: [
          ['a', '1'],
          ['a', '2'],
        ],
      },
    ],
    [
      'Map(Int8, String)',
      {
        pairs: [
          ['1', 'x'],
          ['01', 'y'],
        ],
      },
    ],
    ['String', { pairs: [['a', { number: '0x10' }]] }],
    ['String', [{ number: '.inf' }]],
    ['String', '\ud800'],
    ['Float32', { number: '16777217' }],
    ['Float32', { number: '16777216.5' }],
    ['Float64', { number: '9007199254740993' }],
    ['Float64', { number: '1e-400' }],
    ["DateTime('Europe/Berlin')", '2024-03-31 02:30:00'],
    ["DateTime('America/New_York')", '2024-03-10 02:00:00'],
    ["DateTime64(3, 'Europe/Berlin')", '2024-03-31 02:30:00.5'],
    ["DateTime('Nowhere/Land')", '2024-03-31 02:30:00'],
    ['DateTime64(9)', '2270-01-01 00:00:00'],
    ['DateTime64(3)', { number: '17' }],
    ['Date', { number: '20240101' }],
    ['IPv4', '010.0.0.1'],
    ['IPv4', { number: '167772161' }],
    ['IPv6', '10.0.0.1'],
    ['FixedString(3)', 'ab'],
    ["Enum8('a' = 1)", { number: '1' }],
    ['Bool', 'yes'],
    ['Bool', 'constructor'],
    ['Float64', 'constructor'],
    ['UUID', '00000000000040008000000000000001'],
    ['JSON', { pairs: [['a', null]] }],
    ['Array(JSON)', [{ pairs: [['a', '2024-01-01 10:00:00']] }]],
    ['Map(String, JSON)', { pairs: [['k', { pairs: [['a', '1234-5678']] }]] }],
    ['JSON', { pairs: [['a.b', 'x']] }],
    ['JSON', { pairs: [['a', { pairs: [] }]] }],
    ['JSON', '{"a":1}'],
    ['String', null],
  ])('never become another value: %s: %j', ([type, cell]) => {
    expect(() => readText(type, cell)).toThrow(/^The value `.*` of the column `x` of `t` is no `/);
  });

  it.for([
    'constructor',
    'Decimalconstructor',
    'Time',
    'Time64(3)',
    'BFloat16',
    'Variant(String, Int8)',
    'Dynamic',
    'JSON(a Int8)',
    'JSON(SKIP a)',
    'JSON(max_dynamic_paths=0, a String)',
    'IntervalDay',
    'Point',
    'Array(Time)',
  ])('have no column whose values the engine may change: %s', (type) => {
    expect(() => readText(type, '1')).toThrow(/^The type of the column `x` of `t` is `/);
    expect(() => readText(type)).not.toThrow(/^The type of the column/);
  });

  it('may be empty, and have many rows', () => {
    expect(readBack('Nullable(String)')).toEqual([]);
    expect(readBack('Int8', ...Array.from({ length: 50 }, () => ({ number: '1' })))).toHaveLength(50);
  });

  it('tell a type that there is none of, and a value that is none of it', () => {
    expect(() => readBack('Strin')).toThrow(/Unknown data type family|Strin/);
    expect(() => readBack('Int8', 'a')).toThrow();
  });

  it('hold any text as it is', () => {
    const texts = [...Object.values(HOSTILE_TEXTS), "'); DROP TABLE t; --", '\\', "\\'", '`', '/*', '$$'].map((text) =>
      text.toWellFormed(),
    );
    expect(readBack('String', ...texts)).toEqual(texts);
  });
});
