import { describe, expect, test } from 'vitest';
import { watchIngestion } from '../../../../../src/actions/gate/sync/ingestion.ts';
import type { SyncRun } from '../../../../../src/platform/runs.ts';
import { aRun, atSecond } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

const started = aRun({ status: 'started' });
const completed = (ingested: boolean | null, seconds: number | null = 60) =>
  aRun({ status: 'completed', ingested, completedAt: seconds === null ? null : atSecond(seconds) });

/** A look, and the second that the answer's `Date` header tells; null: none. */
type Look = readonly [run: SyncRun, seconds: number | null];

describe('watchIngestion', () => {
  test.each<[string, number | null, Look[], number | null]>([
    ['no look', 0, [], null],
    ['ingested at the first look', 0, [[completed(true), 62]], null],
    [
      'not ingested for a while',
      0,
      [
        [started, 55],
        [completed(false), 62],
        [completed(false), 80],
        [completed(true), 90],
      ],
      80,
    ],
    [
      'not known for a while',
      0,
      [
        [started, 55],
        [completed(null), 62],
        [completed(true), 90],
      ],
      62,
    ],
    [
      'completed before the first look',
      0,
      [
        [completed(false), 62],
        [completed(true), 90],
      ],
      62,
    ],
    [
      'the start is not known',
      null,
      [
        [completed(false), 62],
        [completed(true), 90],
      ],
      null,
    ],
    [
      'the start is not known, but a look before its end',
      null,
      [
        [started, 55],
        [completed(false), 62],
      ],
      62,
    ],
    [
      'a clock an hour behind',
      -3_600,
      [
        [started, -3_545],
        [completed(false), -3_538],
      ],
      null,
    ],
    [
      'a clock an hour ahead',
      3_600,
      [
        [started, 3_655],
        [completed(false), 3_662],
      ],
      null,
    ],
    [
      'a clock a second off',
      0,
      [
        [started, 61],
        [completed(false), 62],
      ],
      62,
    ],
    [
      'no date of completion',
      0,
      [
        [started, 55],
        [completed(false, null), 62],
      ],
      null,
    ],
    [
      'no clock at the last look',
      0,
      [
        [started, 55],
        [completed(false), 62],
        [completed(false), null],
      ],
      62,
    ],
    [
      'no clock when it was seen to be complete',
      0,
      [
        [started, 55],
        [completed(false), null],
        [completed(false), 70],
      ],
      70,
    ],
  ])('%s', (_, firstSeen, looks, expected) => {
    const at = (seconds: number | null) => (seconds === null ? null : NOON + seconds * 1_000);
    // As if it was not new, so that its creation says nothing about the clock.
    const watch = watchIngestion({ run: started, serverTime: at(firstSeen), isNew: false });
    for (const [run, seconds] of looks) watch.look(run, at(seconds));
    expect(watch.notThereAt()).toBe(expected === null ? null : atSecond(expected));
  });

  test.each<[string, boolean, number | null]>([
    ['a new run: its creation says whose clock it is', true, 50],
    ["somebody else's: nothing does yet", false, null],
  ])('%s', (_, isNew, expected) => {
    const run = aRun({ status: 'started', createdAt: atSecond(0) });
    const watch = watchIngestion({ run, serverTime: NOON + 500, isNew });
    watch.look(run, NOON + 50_000);
    // Its worker's clock is behind: it cannot have completed while it was seen to go on.
    watch.look(aRun({ status: 'completed', ingested: true, completedAt: atSecond(5) }), NOON + 60_000);
    expect(watch.notThereAt()).toBe(expected === null ? null : atSecond(expected));
  });
});
