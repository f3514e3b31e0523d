/** Whether ClickHouse reads a value of a test as the file writes it, if it is not refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../../../src/actions/policies/test/policy-test.ts';
import { buildTestQuery, UnfitCell } from '../../../../../src/actions/policies/test/test-query.ts';
import { openClickHouse } from '../../../../emulator/clickhouse.ts';
import { whyNoClickHouse } from '../../../../emulator/clickhouse-library.ts';
import { runs } from '../../../../runs.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

const NUMBERS = ['Int8', 'UInt16', 'INT', 'Int64', 'UInt128', 'Float32', 'double', 'Decimal(9, 2)', 'numeric(38, 10)'];
const MOMENTS = [
  'date',
  'Date32',
  'DATETIME',
  "DateTime('Europe/London')",
  'DateTime64(3)',
  "DateTime64(9, 'America/New_York')",
];
const OTHERS = [
  'String',
  'varchar(3)',
  'FixedString(4)',
  'IPv4',
  "Enum8('a' = 1, '1' = 2, 'it''s' = 3)",
  'bool',
  'UUID',
];

const digits = fc.stringMatching(/^[0-9]{1,20}$/);
const number = fc.oneof(
  fc.integer({ min: -300, max: 70_000 }).map(String),
  fc.tuple(fc.constantFrom('', '-', '+'), digits).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('', '-'), fc.integer({ min: 0, max: 99 }), digits).map(([sign, a, b]) => `${sign}${a}.${b}`),
  fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -50, max: 50 })).map(([a, b]) => `${a}e${b}`),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const two = fc.integer({ min: 0, max: 62 }).map((n) => String(n).padStart(2, '0'));
const year = fc.constantFrom('1899', '1900', '1970', '1995', '2024', '2106', '2149', '2262', '2299', '2300');
const moment = fc.oneof(
  fc.tuple(year, two, two).map((parts) => parts.join('-')),
  fc
    .tuple(year, two, two, two, two, fc.constantFrom('', '.5', '.123', '.1234'))
    .map(([y, m, d, h, s, fraction]) => `${y}-${m}-${d} ${h}:30:${s}${fraction}`),
  // Around the days on which clocks change.
  fc
    .tuple(
      fc.integer({ min: 1975, max: 2030 }),
      fc.constantFrom('03', '04', '10'),
      two,
      fc.constantFrom('00', '01', '02'),
    )
    .map(([y, m, d, h]) => `${y}-${m}-${d} ${h}:15:00`),
);
const other = fc.oneof(
  fc.constantFrom('a', '1', "it's", 'true', 'yes', 'abcd', 'äb', 'abc', '\\0', '010.0.0.1', '10.0.0.1', '1.2.3.256'),
  fc.uuid(),
  fc.ipV4(),
  fc.string({ maxLength: 5, unit: 'binary' }),
);

const written = fc.oneof(
  fc.tuple(fc.constantFrom(...NUMBERS), number),
  fc.tuple(fc.constantFrom(...MOMENTS), moment),
  fc.tuple(fc.constantFrom(...OTHERS), other),
);

/** A value in each place that a type can have, and how ClickHouse's SQL gets it out of there. */
const PLACES: Readonly<Record<string, (type: string, value: string) => [type: string, cell: Cell, sql: string]>> = {
  alone: (type, value) => [type, value, 'x'],
  nullable: (type, value) => [`Nullable(${type})`, value, 'assumeNotNull(x)'],
  array: (type, value) => [`Array(${type})`, [value], 'x[1]'],
  map: (type, value) => [`Map(String, ${type})`, { pairs: [['k', value]] }, "x['k']"],
  tuple: (type, value) => [`Tuple(a Int8, b ${type})`, [{ number: '1' }, value], 'x.b'],
  json: (_, value) => ['JSON(max_dynamic_paths=0)', { pairs: [['k', value]] }, 'x.k.:String'],
};

/** Numbers of any notation as digits and a power of ten, moments without what they leave out. */
function normalize(type: string, text: string): string {
  if (NUMBERS.includes(type)) {
    const [, sign = '', whole = '', fraction = '', exponent = '0'] =
      /^([-+]?)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/.exec(text) ?? [];
    const all = `${whole}${fraction}`.replace(/^0+/, '');
    const kept = all.replace(/0+$/, '');
    const power = Number(exponent) - fraction.length + (all.length - kept.length);
    return kept === '' ? '0' : `${sign === '-' ? '-' : ''}${kept}e${power}`;
  }
  if (MOMENTS.includes(type)) return text.replace(/\.0+$|(\.\d*?)0+$/, '$1').replace(/ 00:00:00$/, '');
  return type === 'UUID' ? text.toLowerCase() : text.replace(/^1$/, type === 'bool' ? 'true' : '1');
}

describe.skipIf(MISSING !== null)(`values of a test${WHERE}`, () => {
  test('are read by the engine as they are written, or refused', () => {
    const clickHouse = openClickHouse([{ name: 't', columns: [{ name: 'x', type: 'String' }] }]);
    let held = 0;
    try {
      fc.assert(
        fc.property(written, fc.constantFrom(...Object.values(PLACES)), ([type, value], place) => {
          const [columnType, cell, sql] = place(type, value);
          const tables = [{ name: 't', columns: [{ name: 'x', type: columnType }], rows: [[cell]] }];
          let query: string;
          try {
            query = buildTestQuery(`SELECT toString(${sql}) AS x FROM t`, tables);
          } catch (error) {
            expect(error).toBeInstanceOf(UnfitCell);
            return;
          }
          held += 1;
          const [[read] = []] = clickHouse.run(query).rows;
          expect(normalize(type, String(read))).toBe(normalize(type, value));
        }),
        { numRuns: runs(3_000) },
      );
    } finally {
      clickHouse.close();
    }
    expect(held).toBeGreaterThan(runs(3_000) / 10);
  });
});
