import { describe, expect, it } from 'vitest';
import { createSightings } from '../../../../src/actions/audit-log/sightings.ts';

const NOON = Date.parse('2026-08-01T12:00:00Z');

/** Notes ids, reading after reading; each is written as `a b c`. */
function read(...readings: string[]) {
  const seen = createSightings();
  for (const ids of readings) {
    seen.begin();
    for (const id of ids.split(' ').filter((one) => one !== '')) seen.set(id, NOON);
  }
  return seen;
}

describe('two readings of a list', () => {
  it.for<[what: string, readings: string[], came: number, isSettled: boolean]>([
    ['one alone', ['a b'], 2, false],
    ['the same', ['a b', 'b a'], 2, true],
    ['the same, with repeats', ['a b a', 'b a b'], 2, true],
    ['one more', ['a b', 'a b c'], 3, false],
    ['one less', ['a b c', 'a b'], 2, false],
    ['another one', ['a b', 'a c'], 2, false],
    ['one that was there long before', ['a b c', 'a b', 'a c'], 2, false],
    ['the same after another one', ['a b c', 'a b', 'a b'], 2, true],
    ['nothing, twice', ['', ''], 0, true],
  ])('%s', ([, readings, came, isSettled]) => {
    const seen = read(...readings);
    expect([seen.came, seen.isSettled]).toEqual([came, isSettled]);
    expect(seen.size).toBe(new Set(readings.join(' ').split(' ').filter(Boolean)).size);
  });
});

it('All ids are taken with the time that they came with last', () => {
  const seen = createSightings();
  seen.begin();
  for (let number = 0; number < 5_000; number++) seen.set(`e-${number}`, NOON);
  seen.begin();
  for (let number = 0; number < 5_000; number += 2) seen.set(`e-${number}`, NOON + number);
  const ids = seen.take();
  expect(ids.size).toBe(5_000);
  expect([ids.get('e-3'), ids.get('e-4998')]).toEqual([NOON, NOON + 4_998]);
});
