import { describe, expect, test } from 'vitest';
import { formatMoment } from '../../../src/platform/timestamp.ts';
import { countNouns, formatCount, formatDuration, joinSome } from '../../../src/text/format.ts';
import { moment } from '../actions/gate/report/example-results.ts';

test.each([
  [null, 'unknown'],
  [0, 'under 1 s'],
  [0.4, 'under 1 s'],
  [45.2, '45 s'],
  [59.6, '1 min'],
  [252, '4 min 12 s'],
  [3599.7, '1 h'],
  [3661, '1 h 1 min'],
  [7_199, '2 h'],
  [90_061, '25 h 1 min'],
])('%j seconds are %s', (seconds, expected) => {
  expect(formatDuration(seconds)).toBe(expected);
});

describe('counts', () => {
  test('have thousands separators, and null is not 0', () => {
    expect(formatCount(1_284_113)).toBe('1,284,113');
    expect(formatCount(0)).toBe('0');
    expect(formatCount(null)).toBe('unknown');
  });

  test('agree with their noun', () => {
    expect(countNouns(1, 'policy', 'policies')).toBe('1 policy');
    expect(countNouns(0, 'policy', 'policies')).toBe('0 policies');
    expect(countNouns(1_000, 'sync')).toBe('1,000 syncs');
  });
});

test.each([
  [['a'], 1, 'a'],
  [['a', 'b'], 2, 'a, b'],
  [['a', 'b'], 3, 'a, b and 1 more'],
  [['a', 'b'], 1_236, 'a, b and 1,234 more'],
] as const)('%j of %i: %s', (items, total, expected) => {
  expect(joinSome(items, total)).toBe(expected);
});

test('some items with commas of their own are joined by another sign', () => {
  expect(joinSome(['a, b', 'c'], 3, '; ')).toBe('a, b; c and 1 more');
});

test('a moment is to the second', () => {
  expect(formatMoment(moment('2026-08-01T12:00:05.999Z'))).toBe('2026-08-01 12:00:05 UTC');
  expect(formatMoment(null)).toBe('unknown');
});
