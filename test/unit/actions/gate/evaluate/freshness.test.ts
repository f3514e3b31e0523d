import { describe, expect, test } from 'vitest';
import {
  assessPolicy,
  describeOutdated,
  type Freshness,
  freshSinceAll,
} from '../../../../../src/actions/gate/evaluate/freshness.ts';
import type { Policy } from '../../../../../src/platform/policy.ts';
import type { Timestamp } from '../../../../../src/platform/timestamp.ts';
import { aPolicy, atSecond, moment } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

const SINCE: Freshness = { kind: 'since', moment: moment('2026-08-01T12:10:00.000000500Z') };
const LATEST: Freshness = { kind: 'latest' };
const UNKNOWN: Freshness = { kind: 'unknown' };

describe('assessPolicy', () => {
  test.each<[string, Partial<Policy>, Freshness, string, string | null]>([
    ['evaluated later', { runAt: moment('2026-08-01T12:11:00Z') }, SINCE, 'judged', null],
    ['at the very nanosecond', { runAt: moment('2026-08-01T12:10:00.0000005Z') }, SINCE, 'judged', null],
    [
      'a nanosecond before',
      { runAt: moment('2026-08-01T12:10:00.000000499Z') },
      SINCE,
      'stale',
      "before the sync's data",
    ],
    ['in another zone, later', { runAt: moment('2026-08-01T14:10:01+02:00') }, SINCE, 'judged', null],
    [
      'in another zone, before',
      { runAt: moment('2026-08-01T14:09:59+02:00') },
      SINCE,
      'stale',
      "before the sync's data",
    ],
    ['years ago', { runAt: moment('2020-01-01T00:00:00Z') }, SINCE, 'stale', "before the sync's data"],
    ['years ago, latest results', { runAt: moment('2020-01-01T00:00:00Z') }, LATEST, 'judged', null],
    ['never', { runAt: null }, SINCE, 'never-evaluated', 'has never evaluated it'],
    ['never, latest results', { runAt: null }, LATEST, 'never-evaluated', 'has never evaluated it'],
    [
      'never, and with a count',
      { runAt: null, violationCount: 0 },
      LATEST,
      'never-evaluated',
      'has never evaluated it',
    ],
    ['without a count', { violationCount: null }, LATEST, 'never-evaluated', 'no number of violations'],
    [
      'without a count, since',
      { violationCount: null, runAt: moment('2026-08-02T00:00:00Z') },
      SINCE,
      'never-evaluated',
      'no number',
    ],
    [
      'since nobody knows when',
      { runAt: moment('2026-08-01T13:00:00Z') },
      UNKNOWN,
      'stale',
      'does not say when the run completed',
    ],
    ['paused', { status: 'paused' }, LATEST, 'unreadable', 'its status is'],
    ['Paused', { status: 'Paused' }, LATEST, 'unreadable', 'its status is'],
    ['of an unknown status', { status: 'hibernating' }, LATEST, 'unreadable', 'its status is hibernating'],
    [
      'with a defect',
      { defect: '`run_at` should be a date and time', runAt: null, violationCount: null },
      LATEST,
      'unreadable',
      '`run_at`',
    ],
    ['with violations', { violationCount: 7 }, LATEST, 'judged', null],
  ])('%s', (_, changes, freshness, standing, reason) => {
    const assessed = assessPolicy(aPolicy(changes), freshness, NOON);
    expect(assessed.standing).toBe(standing);
    if (reason === null) expect(assessed.reason).toBeNull();
    else expect(assessed.reason).toContain(reason);
  });
});

test.each<[string, (Timestamp | null)[], Freshness]>([
  ['none', [], UNKNOWN],
  ['one', [atSecond(5)], { kind: 'since', moment: atSecond(5) }],
  ['the latest of several', [atSecond(5), atSecond(9), atSecond(7)], { kind: 'since', moment: atSecond(9) }],
  ['one of them not known', [atSecond(5), null, atSecond(7)], UNKNOWN],
  ['none of them known', [null], UNKNOWN],
])('freshSinceAll: %s', (_, moments, expected) => {
  expect(freshSinceAll(moments)).toEqual(expected);
});

test.each([
  [86_400, 'judged'],
  [86_400.001, 'unreadable'],
  [86_400 * 365, 'unreadable'],
])('an evaluation %d s in the future is %s', (seconds, standing) => {
  expect(assessPolicy(aPolicy({ runAt: atSecond(seconds) }), SINCE, NOON).standing).toBe(standing);
  expect(assessPolicy(aPolicy({ runAt: atSecond(seconds) }), LATEST, NOON).standing).toBe(standing);
});

test.each<[string, Partial<Policy>, Freshness, string]>([
  ['a result that is late enough', { runAt: moment('2026-08-01T12:11:00Z') }, SINCE, 'doubted'],
  ['one that is not', { runAt: atSecond(0) }, SINCE, "before the sync's data"],
  ['none', { runAt: null }, SINCE, 'has never evaluated it'],
])('what the step saw itself outranks the date: %s', (_, changes, freshness, reason) => {
  const assessed = assessPolicy(aPolicy(changes), freshness, NOON, 'doubted');
  expect(assessed.standing).not.toBe('judged');
  expect(assessed.reason).toContain(reason);
});

describe('describeOutdated', () => {
  const judged = { standing: 'judged', reason: null } as const;
  const told = (...policies: Partial<Policy>[]) =>
    describeOutdated(policies.map((changes) => ({ policy: aPolicy(changes), standing: judged })));

  test.each<[string, Partial<Policy>, number]>([
    ['changed later', { runAt: atSecond(0), updatedAt: atSecond(1) }, 1],
    [
      'changed a nanosecond later',
      { runAt: moment('2026-08-01T12:00:00.000000001Z'), updatedAt: moment('2026-08-01T12:00:00.000000002Z') },
      1,
    ],
    ['changed at the same moment', { runAt: atSecond(0), updatedAt: atSecond(0) }, 0],
    ['changed earlier', { runAt: atSecond(1), updatedAt: atSecond(0) }, 0],
    ['nobody says when it was changed', { runAt: atSecond(1), updatedAt: null }, 0],
  ])('%s', (_, changes, count) => {
    expect(told(changes)).toHaveLength(count);
  });

  test('names ten of them, and how many more', () => {
    const many = Array.from({ length: 13 }, (_, index) => ({ name: `P${index}`, updatedAt: atSecond(900) }));
    expect(told(...many)).toEqual([
      expect.stringMatching(/^13 policies were changed .*: P0, P1, .*, P9 and 3 more\. /),
    ]);
  });

  test('says nothing of one that is not judged', () => {
    const policy = aPolicy({ runAt: atSecond(0), updatedAt: atSecond(1) });
    expect(describeOutdated([{ policy, standing: { standing: 'stale', reason: 'x' } }])).toEqual([]);
  });
});
