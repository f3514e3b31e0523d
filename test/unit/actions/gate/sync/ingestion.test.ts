import { describe, expect, test } from 'vitest';
import { watchIngestion } from '../../../../../src/actions/gate/sync/ingestion.ts';
import type { SyncRun } from '../../../../../src/platform/run.ts';
import { aRun, atSecond } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

const started = aRun({ status: 'started' });
const completed = (ingested: boolean | null, seconds: number | null = 60) =>
  aRun({ status: 'completed', ingested, completedAt: seconds === null ? null : atSecond(seconds) });

const RULE = { requireIngestion: true };
const RUN_OF_YESTERDAY = aRun({ status: 'started', createdAt: atSecond(-86_400) });

/** This machine's clock says anything. */
const HERE = 1_000_000;
const seen = (here: number, there: number | null, uptime = here) => ({ here, there, uptime });
const sightOf = (seconds: number | null) => seen(HERE, seconds === null ? null : NOON + seconds * 1_000);

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
    const watch = watchIngestion({ run, sight: seen(HERE, NOON + 500), isNew }, RULE);
    watch.look(run, seen(HERE + 45_000, NOON + 50_000));
    // Its worker's clock is behind: it cannot have completed while it was seen to go on.
    const over = aRun({ status: 'completed', ingested: true, completedAt: atSecond(5) });
    watch.look(over, seen(HERE + 55_000, NOON + 60_000));
    expect(watch.notThereAt()).toBe(atSecond(expected));
  });

  test.each([
    [true, 59.939],
    [false, 49.949],
  ])('without a header the time that passed here counts (requireIngestion: %s)', (requireIngestion, expected) => {
    const run = aRun({ status: 'started', createdAt: atSecond(0) });
    const watch = watchIngestion({ run, sight: seen(HERE, null), isNew: true }, { requireIngestion });
    watch.look(run, seen(HERE + 50_000, null));
    watch.look(completed(false, 10), seen(HERE + 60_000, null));
    expect(watch.notThereAt()).toBe(atSecond(expected));
  });

  test.each<[string, number, number, number]>([
    ['both dates are whole minutes, and may be cut: a minute later', 0, 60, 119.939],
    ['one shows seconds', 0, 61, 59.939],
    ['one shows decimals', 0.25, 60, 60.189],
  ])('without a header, %s', (_, createdAt, completedAt, expected) => {
    const run = aRun({ status: 'started', createdAt: atSecond(createdAt) });
    const watch = watchIngestion({ run, sight: seen(HERE, null), isNew: true }, RULE);
    watch.look({ ...run, ...completed(false, completedAt), createdAt: run.createdAt }, seen(HERE + 60_000, null));
    expect(watch.notThereAt()).toBe(atSecond(expected));
  });
});

describe('the time that passed, if somebody sets the clock of this machine meanwhile', () => {
  const run = aRun({ status: 'started', createdAt: atSecond(0.25) });

  // Seconds since the first sight: the clock, the clock that never jumps, the header. The run was not there yet.
  test.each<[string, number, number, number | null, number]>([
    ['nobody does', 60, 60, 60, 60],
    ['back', 0, 60, null, 60],
    ['back, with a header', 0, 60, 60, 60],
    ['an hour ahead, with a header: no more than it shows, and a second since it is cut', 3_660, 60, 60, 61],
    ['an hour ahead, without a header: it may have been suspended', 3_660, 60, null, 3_660],
    ['it was suspended for an hour', 3_660, 60, 3_660, 3_660],
    ['a header that is behind: no less than what never jumps', 60, 60, 10, 60],
  ])('%s', (_, here, uptime, there, expected) => {
    const at = there === null ? null : NOON - 3_600_000 + there * 1_000;
    const watch = watchIngestion(
      { run, sight: seen(HERE, at === null ? null : NOON - 3_600_000, HERE), isNew: true },
      RULE,
    );
    watch.look(run, seen(HERE + here * 1_000, at, HERE + uptime * 1_000));
    expect(watch.notThereAt()).toBe(atSecond(0.25 + expected * 0.999 - 0.001));
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
    watch.look(started, seen(NOON + 50_000, sightOf(first).there));
    const over = completed(true, completedAt);
    watch.look(over, seen(NOON + 70_000, sightOf(last).there));
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
