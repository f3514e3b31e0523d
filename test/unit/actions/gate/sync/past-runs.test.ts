import { describe, expect, test } from 'vitest';
import {
  describeOverdue,
  describeUsual,
  findAge,
  learnFromRuns,
} from '../../../../../src/actions/gate/sync/past-runs.ts';
import { readSyncRun, type SyncRun } from '../../../../../src/platform/run.ts';
import { aCompletedRun, atSecond } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

/** A run as the Platform tells it, so many days ago. */
function aPastRun(day: number, from: string, to: string | null, changes: Record<string, unknown> = {}): SyncRun {
  const at = (time: string) => `2026-07-${String(day).padStart(2, '0')}T${time}Z`;
  const dates = { created_at: at(from), completed_at: to === null ? null : at(to) };
  return readSyncRun({ id: `run-${day}`, status: 'completed', total_rows: 1, errors: 0, ...dates, ...changes }, 'aws');
}

const took = (seconds: number, changes: Partial<SyncRun> = {}) =>
  aCompletedRun({
    createdAt: atSecond(0.5),
    completedAt: atSecond(seconds + 0.5),
    completedBy: atSecond(seconds + 0.5),
    ...changes,
  });

describe('learnFromRuns', () => {
  test('knows nothing of a sync without runs', () => {
    expect(learnFromRuns([])).toEqual({ rhythm: null, count: 0, longestMs: 0, lastCompletedAt: null });
  });

  test('knows how long runs take', () => {
    const past = learnFromRuns([took(620), took(600), took(580)]);
    expect(past).toMatchObject({ count: 3, longestMs: 620_000, rhythm: { usual: { fromMs: 580_000, toMs: 620_000 } } });
    expect(past.lastCompletedAt).toBe(atSecond(620.5));
  });

  test.each<[string, Partial<SyncRun>]>([
    ['failed', { status: 'failed' }],
    ['was cancelled', { status: 'cancelled' }],
    ['goes on', { status: 'started', completedAt: null, completedBy: null }],
    ['says a word that is unknown', { status: 'archived' }],
    ['does not say when it completed', { completedAt: null, completedBy: null }],
  ])('a run that %s tells nothing of how long one takes', (_, changes) => {
    const runs = [took(3, changes), took(600), took(3, changes), took(600), took(600)];
    expect(learnFromRuns(runs)).toEqual(learnFromRuns([took(600), took(600), took(600)]));
  });

  test.each([[{ ingested: false }], [{ ingested: null }], [{ errors: 5 }], [{ statusReason: 'partial_success' }]])(
    'a run that completed with %j counts',
    (changes) => {
      expect(learnFromRuns([took(600, changes)]).count).toBe(1);
    },
  );

  test.each<[string, string, string, number, number]>([
    ['exact', '10:00:00.250', '10:12:00.500', 720.25, 720.25],
    ['cut to the second', '10:00:07', '10:12:08', 720, 722],
    ['cut to the minute', '10:00:00', '10:12:00', 660, 780],
    ['one of them cut', '10:00:07.123', '10:12:00', 712.877, 772.877],
    ['over at once', '10:00:07', '10:00:07', 0, 1],
    ['the clocks of its nodes differ', '10:00:07.500', '10:00:05.500', 0, 0],
  ])('dates that are %s', (_, from, to, shortest, longest) => {
    const { rhythm } = learnFromRuns([1, 2, 3].map((day) => aPastRun(day, from, to)));
    expect(rhythm?.usual ?? { fromMs: 0, toMs: 1_000 }).toEqual({ fromMs: shortest * 1_000, toMs: longest * 1_000 });
  });

  test('an end long before the begin is no time', () => {
    expect(learnFromRuns([aPastRun(1, '10:00:00.5', '09:00:00.5')])).toMatchObject({ count: 0, lastCompletedAt: null });
  });

  test('some thousand runs', () => {
    const runs = Array.from({ length: 5_000 }, (_, index) => took(600 + (index % 7)));
    expect(learnFromRuns(runs)).toMatchObject({ count: 5_000, longestMs: 606_000 });
  });
});

test.each([
  [{ here: NOON + 61_000, there: null }, 60_000],
  [{ here: NOON + 61_000, there: NOON + 91_000 }, 90_000],
  [{ here: NOON - 500_000, there: NOON + 31_000 }, 30_000],
  [{ here: NOON, there: NOON }, null],
])('seen at %j a run is %s ms old', (seen, age) => {
  expect(findAge(aCompletedRun(), seen)).toBe(age);
});

test.each([
  [720, 840, 'usually takes 12 to 14 min'],
  [572, 625, 'usually takes about 10 min'],
  [555, 655, 'usually takes 9 to 11 min'],
  [12, 14, 'usually takes 12 to 14 s'],
  [12, 64, 'usually takes 10 s to 1 min'],
  [58, 71, 'usually takes 1 min to 1 min 10 s'],
  [300, 302, 'usually takes about 5 min'],
  [0.1, 0.2, 'usually takes under 1 s'],
  [0.1, 4, 'usually takes under 1 s to 4 s'],
  [3_400, 3_800, 'usually takes 57 min to 1 h 3 min'],
  [7_200, 10_800, 'usually takes 2 to 3 h'],
  [7_200, 10_900, 'usually takes 2 h to 3 h 2 min'],
])('from %d to %d s: %s', (from, to, text) => {
  expect(describeUsual({ usual: { fromMs: from * 1_000, toMs: to * 1_000 }, windows: [] })).toBe(text);
});

describe('describeOverdue', () => {
  const past = (seconds: number, count = 3) => learnFromRuns(Array.from({ length: count }, () => took(seconds)));

  test.each([
    [900_000, past(600), null],
    [
      900_001,
      past(600),
      'Run run-1 of aws has been in progress for 15 min. The longest of the 3 runs before it that completed took 10 min.',
    ],
    [65_000, past(10), null],
    [
      70_000,
      past(10),
      'Run run-1 of aws has been in progress for 1 min 10 s. The longest of the 3 runs before it that completed took 10 s.',
    ],
    [86_400_000, past(10, 2), null],
    [86_400_000, learnFromRuns([]), null],
    // Of runs that scatter the longest is known, too.
    [
      3_000_000,
      learnFromRuns([took(60), took(600), took(1_800)]),
      'Run run-1 of aws has been in progress for 50 min. The longest of the 3 runs before it that completed took 30 min.',
    ],
  ])('after %d ms', (goingOnMs, known, expected) => {
    expect(describeOverdue('aws', 'run-1', goingOnMs, known)).toBe(expected);
  });
});
