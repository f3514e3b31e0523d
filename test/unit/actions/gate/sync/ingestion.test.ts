import { describe, expect, test } from 'vitest';
import { watchIngestion } from '../../../../../src/actions/gate/sync/ingestion.ts';
import type { SyncRun } from '../../../../../src/platform/runs.ts';
import { aRun, atSecond } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

const started = aRun({ status: 'started' });
const completed = (ingested: boolean | null, seconds: number | null = 60) =>
  aRun({ status: 'completed', ingested, completedAt: seconds === null ? null : atSecond(seconds) });

const RULE = { requireIngestion: true };
const RUN_OF_YESTERDAY = aRun({ status: 'started', createdAt: atSecond(-86_400) });

/** This machine's clock says anything. */
const HERE = 1_000_000;
const sightOf = (seconds: number | null) => ({ here: HERE, there: seconds === null ? null : NOON + seconds * 1_000 });

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
    const watch = watchIngestion({ run: RUN_OF_YESTERDAY, sight: sightOf(firstSeen), isNew: false }, RULE);
    for (const [run, seconds] of looks) watch.look(run, sightOf(seconds));
    const found = watch.notThereAt();
    // The time that passed here says next to nothing of a run that was created long before.
    expect(found !== null && found > atSecond(-3_600) ? found : null).toBe(
      expected === null ? null : atSecond(expected),
    );
  });

  test.each<[string, boolean, number]>([
    ['a new run: its creation says whose clock it is', true, 50],
    ["somebody else's: the time that passed here is all that is known", false, 44.954],
  ])('%s', (_, isNew, expected) => {
    const run = aRun({ status: 'started', createdAt: atSecond(0) });
    const watch = watchIngestion({ run, sight: { here: HERE, there: NOON + 500 }, isNew }, RULE);
    watch.look(run, { here: HERE + 45_000, there: NOON + 50_000 });
    // Its worker's clock is behind: it cannot have completed while it was seen to go on.
    const over = aRun({ status: 'completed', ingested: true, completedAt: atSecond(5) });
    watch.look(over, { here: HERE + 55_000, there: NOON + 60_000 });
    expect(watch.notThereAt()).toBe(atSecond(expected));
  });

  test.each([
    [true, 59.939],
    [false, 49.949],
  ])('without a header the time that passed here counts (requireIngestion: %s)', (requireIngestion, expected) => {
    const run = aRun({ status: 'started', createdAt: atSecond(0) });
    const watch = watchIngestion({ run, sight: { here: HERE, there: null }, isNew: true }, { requireIngestion });
    watch.look(run, { here: HERE + 50_000, there: null });
    watch.look(completed(false, 10), { here: HERE + 60_000, there: null });
    expect(watch.notThereAt()).toBe(atSecond(expected));
  });

  test.each<[string, number, number, number]>([
    ['both dates are whole minutes, and may be cut: a minute later', 0, 60, 119.939],
    ['one shows seconds', 0, 61, 59.939],
    ['one shows decimals', 0.25, 60, 60.189],
  ])('without a header, %s', (_, createdAt, completedAt, expected) => {
    const run = aRun({ status: 'started', createdAt: atSecond(createdAt) });
    const watch = watchIngestion({ run, sight: { here: HERE, there: null }, isNew: true }, RULE);
    watch.look(
      { ...run, ...completed(false, completedAt), createdAt: run.createdAt },
      { here: HERE + 60_000, there: null },
    );
    expect(watch.notThereAt()).toBe(atSecond(expected));
  });
});

describe('a date of completion is contradicted', () => {
  const HOUR = 3_600;
  test.each<[string, number, (number | null)[], boolean]>([
    ['between the looks', 60, [50, 70], false],
    ['a little before the last look that saw the run go on: clocks differ', -100, [50, 70], false],
    ['long before it, by both clocks', -HOUR, [50, 70], true],
    ['long before it, and no header', -HOUR, [null, null], true],
    ['long before it, but not by the header', -HOUR, [50 - HOUR, 70 - HOUR], false],
    ['long after the run was seen to be over, by both clocks', HOUR, [50, 70], true],
    ['long after it, but not by the header', HOUR, [50 + HOUR, 70 + HOUR], false],
  ])('%s', (_, completedAt, [first = null, last = null], expected) => {
    const watch = watchIngestion({ run: started, sight: sightOf(0), isNew: false }, RULE);
    watch.look(started, { here: NOON + 50_000, there: sightOf(first).there });
    const over = completed(true, completedAt);
    watch.look(over, { here: NOON + 70_000, there: sightOf(last).there });
    expect(watch.contradicts(over)).toBe(expected);
  });

  test('not if it was never seen to go on, nor without a date', () => {
    const over = completed(true, -HOUR);
    expect(watchIngestion({ run: over, sight: sightOf(0), isNew: false }, RULE).contradicts(over)).toBe(false);
    const watch = watchIngestion({ run: started, sight: sightOf(0), isNew: false }, RULE);
    watch.look(completed(true, null), sightOf(70));
    expect(watch.contradicts(completed(true, null))).toBe(false);
  });
});
