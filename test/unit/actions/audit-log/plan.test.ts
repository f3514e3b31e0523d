import { describe, expect, it } from 'vitest';
import { cutWindow, knownSince, type Plan, planRun } from '../../../../src/actions/audit-log/plan.ts';
import { adaptLength, floorDay, floorSecond, splitSpan } from '../../../../src/actions/audit-log/span.ts';
import { beginState, type State } from '../../../../src/actions/audit-log/state.ts';
import { formatSecond } from '../../../../src/platform/audit-logs.ts';

const DELAYS = { settleMs: 10 * 60_000, overlapMs: 120 * 60_000 };

const at = (text: string) => Date.parse(`2026-08-${text}Z`);

/** A state whose ids are known from the beginning of the day before its cursor. */
function aState(cursor: string, changes: Partial<State> = {}): State {
  const origin = { platform: 'acme.example/api', tenant: 'tenant-1' };
  const moment = at(cursor);
  return { ...beginState(origin, moment), knownFrom: knownSince(moment, DELAYS.overlapMs), ...changes };
}

/** A plan as texts without their month. */
function describePlan(plan: Plan | null) {
  if (plan === null) return null;
  const text = (moment: number) => formatSecond(moment).slice('2026-08-'.length, -1);
  return {
    from: text(plan.from),
    cursor: text(plan.cursor),
    to: text(plan.to),
    asOf: text(plan.asOf),
    recounts: plan.recounts.map(({ from, to }) => `${text(from)} to ${text(to)}`),
  };
}

describe('A run', () => {
  it.each<[rule: string, state: State, now: string, plan: ReturnType<typeof describePlan>]>([
    [
      'reads from the cursor less the overlap to the clock less the time to settle',
      aState('05T12:00:00'),
      '05T18:00:00',
      { from: '05T10:00:00', cursor: '05T12:00:00', to: '05T17:50:00', asOf: '05T17:50:00', recounts: [] },
    ],
    [
      'ends at a whole second, and never rounds it up (airbyte #9915)',
      aState('05T12:00:00'),
      '05T18:00:00.999',
      { from: '05T10:00:00', cursor: '05T12:00:00', to: '05T17:50:00', asOf: '05T17:50:00', recounts: [] },
    ],
    [
      'reads nothing again before the first event whose id is known',
      aState('05T12:00:00', { knownFrom: at('05T11:30:00') }),
      '05T18:00:00',
      { from: '05T11:30:00', cursor: '05T12:00:00', to: '05T17:50:00', asOf: '05T17:50:00', recounts: [] },
    ],
    ['is none if the cursor is not settled yet', aState('05T17:55:00'), '05T18:00:00', null],
    ['is none if no second has passed', aState('05T17:50:00'), '05T18:00:00.999', null],
    [
      'is one as soon as a second has passed',
      aState('05T17:50:00'),
      '05T18:00:01',
      { from: '05T15:50:00', cursor: '05T17:50:00', to: '05T17:50:01', asOf: '05T17:50:01', recounts: [] },
    ],
    [
      'that goes on in the second of the run before it comes after that one all the same',
      aState('05T12:00:00', { asOf: at('05T17:50:00') }),
      '05T18:00:00',
      { from: '05T10:00:00', cursor: '05T12:00:00', to: '05T17:50:00', asOf: '05T17:50:01', recounts: [] },
    ],
    [
      'counts a day again that has been over for a day',
      aState('05T12:00:00'),
      '06T00:10:00',
      {
        from: '05T10:00:00',
        cursor: '05T12:00:00',
        to: '06T00:00:00',
        asOf: '06T00:00:00',
        recounts: ['04T00:00:00 to 05T00:00:00'],
      },
    ],
    [
      'does not count a day again a second earlier',
      aState('05T12:00:00'),
      '06T00:09:59',
      { from: '05T10:00:00', cursor: '05T12:00:00', to: '05T23:59:59', asOf: '05T23:59:59', recounts: [] },
    ],
    [
      'counts again each day that a pause was longer than, up to the overlap',
      aState('05T12:00:00'),
      '09T00:10:00',
      {
        from: '05T10:00:00',
        cursor: '05T12:00:00',
        to: '09T00:00:00',
        asOf: '09T00:00:00',
        recounts: ['04T00:00:00 to 05T00:00:00', '05T00:00:00 to 05T10:00:00'],
      },
    ],
    [
      'counts a part of a day again if only that part is known',
      aState('05T12:00:00', { knownFrom: at('04T18:00:00') }),
      '06T00:10:00',
      {
        from: '05T10:00:00',
        cursor: '05T12:00:00',
        to: '06T00:00:00',
        asOf: '06T00:00:00',
        recounts: ['04T18:00:00 to 05T00:00:00'],
      },
    ],
  ])('%s', (_, state, now, plan) => {
    expect(describePlan(planRun(state, at(now), DELAYS))).toEqual(plan);
  });
});

describe('A window', () => {
  const plan = { from: 1_000, cursor: 5_000, to: 9_000, asOf: 9_000, now: 9_000, recounts: [] };
  it.each<[rule: string, from: number, length: number, to: number]>([
    ['is as long as was asked', 1_000, 2_000, 3_000],
    ['of the overlap ends at the cursor', 3_000, 4_000, 5_000],
    ['of new time begins there', 5_000, 2_000, 7_000],
    ['ends with the run', 7_000, 9_000, 9_000],
  ])('%s', (_, from, length, to) => {
    expect(cutWindow(plan, from, length)).toEqual({ from, to });
  });

  it.each<[rule: string, from: number, to: number, halves: unknown]>([
    [
      'is split in halves',
      0,
      4_000,
      [
        { from: 0, to: 2_000 },
        { from: 2_000, to: 4_000 },
      ],
    ],
    [
      'is split at a whole second',
      0,
      3_000,
      [
        { from: 0, to: 1_000 },
        { from: 1_000, to: 3_000 },
      ],
    ],
    ['of a second is split no more', 0, 1_000, null],
  ])('%s', (_, from, to, halves) => {
    expect(splitSpan({ from, to })).toEqual(halves);
  });

  it.each<[rule: string, length: number, events: number, next: number]>([
    ['is followed by one as long if it has a good number of events', 100_000, 20_000, 100_000],
    ['is followed by one half as long if it has twice as many', 100_000, 40_000, 50_000],
    ['is followed by a quarter at the least', 100_000, 900_000, 25_000],
    ['is followed by four times as much at the most', 100_000, 0, 400_000],
    ['is never shorter than a second', 1_000, 900_000, 1_000],
  ])('%s', (_, length, events, next) => {
    expect(adaptLength(length, events)).toBe(next);
  });
});

it.each<[rule: string, cursor: string, since: string]>([
  ['of the day before, whose second count is not due', '05T12:00:00', '04T00:00:00'],
  ['of a whole day just before midnight', '05T23:59:59', '04T00:00:00'],
  ['of a whole day at midnight', '05T00:00:00', '04T00:00:00'],
])('Ids are needed %s', (_, cursor, since) => {
  expect(knownSince(at(cursor), DELAYS.overlapMs)).toBe(at(since));
});

it('Ids of the overlap are needed, however long it is', () => {
  expect(knownSince(at('05T12:00:00'), 72 * 3_600_000)).toBe(at('02T12:00:00'));
});

it('A second and a day are cut, never rounded', () => {
  expect([floorSecond(1_999), floorDay(at('05T23:59:59'))]).toEqual([1_000, at('05T00:00:00')]);
});
