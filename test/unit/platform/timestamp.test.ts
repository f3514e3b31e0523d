import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatTimestamp,
  isTimestamp,
  later,
  latestOf,
  millisecondsOf,
  parseTimestamp,
  timestampOf,
} from '../../../src/platform/timestamp.ts';
import { moment } from '../fake/client.ts';

describe('parseTimestamp', () => {
  test.each([
    ['2026-08-01T12:00:05Z', '2026-08-01T12:00:05.000000000Z'],
    ['2026-08-01t12:00:05z', '2026-08-01T12:00:05.000000000Z'],
    ['2026-08-01 12:00:05Z', '2026-08-01T12:00:05.000000000Z'],
    ['  2026-08-01T12:00:05Z\n', '2026-08-01T12:00:05.000000000Z'],
    ['2026-08-01T12:00:05.1Z', '2026-08-01T12:00:05.100000000Z'],
    ['2026-08-01T12:00:05.123456Z', '2026-08-01T12:00:05.123456000Z'],
    ['2026-08-01T12:00:05.123456789Z', '2026-08-01T12:00:05.123456789Z'],
    ['2026-08-01T12:00:05.1234567899999Z', '2026-08-01T12:00:05.123456789Z'],
    ['2026-08-01T14:00:05.5+02:00', '2026-08-01T12:00:05.500000000Z'],
    ['2026-08-01T01:30:00-11:30', '2026-08-01T13:00:00.000000000Z'],
    ['2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00.000000000Z'],
    ['2026-08-01T12:00:05-00:00', '2026-08-01T12:00:05.000000000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000000000Z'],
  ])('%j is %s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(expected);
    expect(isTimestamp(text)).toBe(true);
  });

  test.each([
    '',
    'now',
    '2026-08-01',
    '2026-08-01T12:00:05',
    '2026-08-01T12:00Z',
    '2026-13-01T12:00:05Z',
    '2026-08-32T12:00:05Z',
    '2026-08-01T25:00:05Z',
    '2026-08-01T12:60:05Z',
    '2026-08-01T12:00:60Z',
    '2026-08-01T12:00:05.Z',
    '2026-08-01T12:00:05,5Z',
    '2026-08-01T12:00:05+0200',
    '2026-08-01T12:00:05 UTC',
    '26-08-01T12:00:05Z',
    '+102026-08-01T12:00:05Z',
    '1785585605',
    'Sat, 01 Aug 2026 12:00:05 GMT',
    '２０２６-08-01T12:00:05Z',
    `2026-08-01T12:00:05Z${'\u0000'}`,
  ])('%j is none', (text) => {
    expect(parseTimestamp(text)).toBeNull();
    expect(isTimestamp(text)).toBe(false);
  });

  test.each(['0001-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '1999-12-31T23:59:59.999999999Z'])(
    '%s is a date, but the zero value: not set',
    (text) => {
      expect(isTimestamp(text)).toBe(true);
      expect(parseTimestamp(text)).toBeNull();
    },
  );

  test('a moment that leaves the year 9999 is not set, since it would not compare as text', () => {
    expect(parseTimestamp('9999-12-31T23:59:59-01:00')).toBeNull();
  });

  test.each([
    ['2026-08-01T12:00:05.123456788Z', '2026-08-01T12:00:05.123456789Z'],
    ['2026-08-01T12:00:05.1234Z', '2026-08-01T12:00:05.12341Z'],
    ['2026-08-01T12:00:05Z', '2026-08-01T12:00:05.000000001Z'],
    ['2026-08-01T12:00:05.999999999Z', '2026-08-01T12:00:06Z'],
    ['2026-08-01T14:00:05.000001+02:00', '2026-08-01T12:00:05.000002Z'],
    ['2026-08-01T12:00:05.9+02:00', '2026-08-01T11:00:00Z'],
  ])('%s is before %s, below a millisecond too', (first, second) => {
    expect(moment(first) < moment(second)).toBe(true);
  });

  test('keeps the order of any two moments, whatever their offsets and decimals', () => {
    const nanoseconds = fc.bigInt({ min: 946_684_800n * 10n ** 9n, max: 4_102_444_800n * 10n ** 9n });
    const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const write = (at: bigint, minutes: number) => {
      const local = new Date(Number(at / 10n ** 9n) * 1_000 + minutes * 60_000).toISOString().slice(0, 19);
      const two = (number: number) => String(number).padStart(2, '0');
      const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
      return `${local}.${String(at % 10n ** 9n).padStart(9, '0')}${zone}`;
    };
    fc.assert(
      fc.property(nanoseconds, fc.bigInt({ min: -10n, max: 10n }), offset, offset, (at, difference, one, other) => {
        const [a, b] = [parseTimestamp(write(at, one)), parseTimestamp(write(at + difference, other))];
        fc.pre(a !== null && b !== null);
        expect(a === b ? 0 : a < b ? -1 : 1).toBe(difference === 0n ? 0 : difference > 0n ? -1 : 1);
      }),
    );
  });

  test('never throws, and what it gives is always of the same form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d:TZ.+ -]{0,40}$/)), (text) => {
        const timestamp = parseTimestamp(text);
        if (timestamp !== null) expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
      }),
    );
  });
});

test('milliseconds go there and back', () => {
  const milliseconds = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(milliseconds, (ms) => {
      expect(millisecondsOf(timestampOf(ms))).toBe(ms);
    }),
  );
  expect(millisecondsOf(moment('2026-08-01T12:00:05.123999Z'))).toBe(Date.UTC(2026, 7, 1, 12, 0, 5, 123));
});

test.each([
  [null, null, null],
  [moment('2026-08-01T12:00:00Z'), null, moment('2026-08-01T12:00:00Z')],
  [null, moment('2026-08-01T12:00:00Z'), moment('2026-08-01T12:00:00Z')],
  [moment('2026-08-01T12:00:00Z'), moment('2026-08-01T12:00:00.000001Z'), moment('2026-08-01T12:00:00.000001Z')],
])('the later of %s and %s is %s', (a, b, expected) => {
  expect(later(a, b)).toBe(expected);
  expect(later(b, a)).toBe(expected);
});

test.each([
  ['decimals', '2026-08-01T12:00:05.3Z', '2026-08-01T12:00:00.5Z', '2026-08-01T12:00:05.3Z'],
  [
    'decimals below a millisecond',
    '2026-08-01T12:00:05.0000001Z',
    '2026-08-01T12:00:00Z',
    '2026-08-01T12:00:05.0000001Z',
  ],
  ['whole seconds', '2026-08-01T12:00:05Z', '2026-08-01T12:00:00.5Z', '2026-08-01T12:00:06Z'],
  ['decimals that are all 0', '2026-08-01T12:00:05.000Z', '2026-08-01T12:00:01Z', '2026-08-01T12:00:06Z'],
  ['a whole minute beside whole seconds', '2026-08-01T12:01:00Z', '2026-08-01T12:00:07Z', '2026-08-01T12:01:01Z'],
  ['a whole minute beside decimals', '2026-08-01T12:01:00Z', '2026-08-01T12:00:07.5Z', '2026-08-01T12:02:00Z'],
  [
    'a whole minute beside decimals of a whole second',
    '2026-08-01T12:01:00Z',
    '2026-08-01T12:00:00.5Z',
    '2026-08-01T12:02:00Z',
  ],
  ['whole minutes', '2026-08-01T12:01:00Z', '2026-08-01T12:00:00Z', '2026-08-01T12:02:00Z'],
  ['the last second of a day', '2026-12-31T23:59:59Z', '2026-12-31T23:59:01Z', '2027-01-01T00:00:00Z'],
])('the latest moment of %s', (_, text, sibling, expected) => {
  expect(latestOf(moment(text), moment(sibling))).toBe(moment(expected));
});

test('for people it is to the second', () => {
  expect(formatTimestamp(moment('2026-08-01T14:00:05.999+02:00'))).toBe('2026-08-01 12:00:05 UTC');
});
