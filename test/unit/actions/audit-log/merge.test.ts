import { describe, expect, it } from 'vitest';
import {
  awaitIds,
  countKnown,
  describeLoss,
  findNewest,
  findStray,
  mergeEvents,
  pruneKnown,
} from '../../../../src/actions/audit-log/merge.ts';
import { readAuditEvent } from '../../../../src/platform/audit-logs.ts';

const NOON = Date.parse('2026-08-01T12:00:00Z');
const NONE: ReadonlySet<string> = new Set();
const SPAN = { from: NOON, to: NOON + 10_000 };

/** Ids with times in milliseconds after noon. */
const known = (times: Readonly<Record<string, number>>) =>
  new Map(Object.entries(times).map(([id, offset]) => [id, NOON + offset]));

const anEvent = (id: string, created_at: string) => readAuditEvent({ id, created_at });

const atNoon = (id: string) => anEvent(id, '2026-08-01T12:00:00Z');

describe('Events', () => {
  it.each<
    [
      rule: string,
      ids: readonly string[],
      known: readonly string[],
      seen: readonly string[],
      fresh: string,
      duplicates: number,
    ]
  >([
    ['that nobody knows are new', ['a', 'b'], [], [], 'a b', 0],
    ['that an earlier run read are dropped', ['a', 'b'], ['a'], [], 'b', 1],
    ['that came on an earlier page are dropped (grove #122)', ['a', 'b'], [], ['b'], 'a', 1],
    ['that come twice on one page are one', ['a', 'a'], [], [], 'a', 1],
    ['of one time are as many as their ids', ['a', 'b', 'c'], [], [], 'a b c', 0],
    ['that are all known leave nothing (beats #34304)', ['a'], ['a'], [], '', 1],
  ])('%s', (_, ids, knownIds, seenIds, fresh, duplicates) => {
    const seen = new Map(seenIds.map((id) => [id, NOON]));
    const merged = mergeEvents(ids.map(atNoon), new Map(knownIds.map((id) => [id, NOON])), seen);
    expect(merged.fresh.map(({ id }) => id).join(' ')).toBe(fresh);
    expect(merged.duplicates).toBe(duplicates);
    for (const id of ids) expect(seen.get(id)).toBe(NOON);
  });

  it('belong to the window that they came in, also if their time is shown beside it', () => {
    const { fresh } = mergeEvents([anEvent('a', '2026-08-01T12:00:10.5Z')], new Map(), new Map());
    expect(fresh).toHaveLength(1);
  });
});

it.each<[what: string, created_at: string, isStray: boolean]>([
  ['at the beginning', '2026-08-01T12:00:00Z', false],
  ['at the end, which is inclusive', '2026-08-01T12:00:10Z', false],
  ['that was rounded down by a second', '2026-08-01T11:59:59Z', false],
  ['that was rounded up by a second', '2026-08-01T12:00:11Z', false],
  ['before that by a nanosecond', '2026-08-01T11:59:58.999999999Z', true],
  ['after that by a nanosecond', '2026-08-01T12:00:11.000000001Z', true],
  ['of another zone', '2026-08-01T14:00:05+02:00', false],
])('A time %s: a stray is %s, %s', (_, created_at, isStray) => {
  expect(findStray([anEvent('a', created_at)], SPAN) !== null).toBe(isStray);
});

describe('Known ids', () => {
  it.each<[rule: string, offset: number, isAwaited: boolean]>([
    ['within a span have to come again', 5_000, true],
    ['a second after its beginning have to', 1_000, true],
    ['nearer to its beginning may be rounded away', 999, false],
    ['a second before its end may be rounded away', 9_000, false],
    ['just before that have to', 8_999, true],
  ])('%s', (_, offset, isAwaited) => {
    expect(awaitIds(known({ a: offset }), NONE, SPAN).has('a')).toBe(isAwaited);
  });

  it('are counted from the beginning of a span to its end, both included, but for those that are gone', () => {
    const ids = known({ a: -1, b: 0, c: 9_999, d: 10_000, e: 10_001 });
    expect(countKnown(ids, NONE, SPAN)).toBe(3);
    expect(countKnown(ids, new Set(['a', 'c']), SPAN)).toBe(2);
  });

  it.each<[rule: string, since: number, left: string]>([
    ['stay if they are needed', 0, 'b c'],
    ['stay a second longer, since a time may be rounded up', 2_000, 'b c'],
    ['go after that', 2_001, 'c'],
    ['keep the newest, however old it is', 99_000, 'c'],
  ])('%s', (_, since, left) => {
    const ids = known({ a: -9_000, b: 1_000, c: 3_000 });
    pruneKnown(ids, new Set(), NOON + since);
    expect([...ids.keys()].join(' ')).toBe(left);
  });

  it('have a newest one, or none at all', () => {
    expect(findNewest(known({ a: 1, b: 3, c: 2 }), NONE)).toEqual({ id: 'b', at: NOON + 3 });
    expect(findNewest(new Map(), NONE)).toBeNull();
  });
});

it.each<[rule: string, vanished: readonly string[], gap: unknown]>([
  ['is none if nothing vanished', [], null],
  ['is none if what vanished was never exported', ['x'], null],
  [
    'reaches from the beginning of the reading to the first event that is left',
    ['b'],
    { kind: 'vanished', from: NOON, to: NOON + 5_000, events: 1 },
  ],
  [
    'reaches to all that vanished, also outside of that',
    ['a', 'c'],
    { kind: 'vanished', from: NOON - 2_000, to: NOON + 9_000, events: 2 },
  ],
])('A gap %s', (_, vanished, gap) => {
  const ids = known({ a: -2_000, b: 1_000, c: 9_000 });
  expect(describeLoss(new Set(vanished), ids, NOON, NOON + 5_000)).toEqual(gap);
});
