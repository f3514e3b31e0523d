import { describe, expect, test } from 'vitest';
import { judgeNovelty, type Novelty } from '../../../../../src/actions/gate/sync/novelty.ts';
import type { SyncRun } from '../../../../../src/platform/run.ts';
import type { RunList } from '../../../../../src/platform/runs.ts';
import { liesBetween, type Sight } from '../../../../../src/platform/sight.ts';
import { aCompletedRun, aRun, atSecond, runList } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

const MINUTE = 60;
const DAY = 86_400;

const completed = (id: string, seconds: number) => aCompletedRun({ id, createdAt: atSecond(seconds) });
const run = (seconds: number) => aRun({ id: 'x', createdAt: atSecond(seconds) });

/** A sight at so many seconds after noon, by this machine's clock and by the header. */
const at = (here: number, there: number | null = null): Sight => ({
  here: NOON + here * 1_000,
  there: there === null ? null : NOON + there * 1_000,
});

const OLD = [completed('b', -20), completed('a', -30)];

describe('judgeNovelty', () => {
  test.each<[string, SyncRun, RunList, Sight, Sight, Novelty]>([
    ['one that was listed', completed('b', -20), runList(OLD), at(0), at(5), 'known'],
    ['one that was listed, and is dated anew', completed('b', 1), runList(OLD), at(0), at(5), 'known'],
    ['the first one ever', run(1), runList([], null, true), at(0), at(5), 'new'],
    ['one', run(1), runList(OLD), at(0), at(5), 'new'],
    ['one that is over already', completed('x', 1), runList(OLD), at(0), at(5), 'new'],
    ['one of the same moment as the newest', run(-20), runList(OLD), at(0), at(5), 'new'],
    ['one that is older than the list goes back', run(-40), runList(OLD), at(0), at(5), 'known'],
    ['one that is older than a whole list', run(-40), runList(OLD, null, true), at(0), at(5), 'unproved'],
    ['one that is older than the newest of the list', run(-26), runList(OLD), at(0), at(5), 'unproved'],
    ['one of another node, whose clock is a little behind', run(-24), runList(OLD), at(0), at(5), 'new'],
    [
      'one, with a listed one that is dated in the future',
      run(1),
      runList([completed('b', 90)], null, true),
      at(0),
      at(5),
      'new',
    ],
    ['one of yesterday, and no header', run(-DAY), runList([], null, true), at(0), at(5), 'unproved'],
    ['one of yesterday, and a header', run(-DAY), runList([], null, true), at(0, 0), at(5, 5), 'unproved'],
    ['one of ten days ago, and a header as old', run(-10 * DAY), runList(), at(0, 0), at(5, -10 * DAY), 'unproved'],
    ['one from hours ahead', run(5 * 60 * MINUTE), runList(OLD), at(0, 0), at(5, 5), 'unproved'],
    ['a header that is ten minutes ahead', run(1), runList(OLD), at(0, 10 * MINUTE), at(5, 10 * MINUTE), 'new'],
    ['a header that is ten minutes behind', run(1), runList(OLD), at(0, -10 * MINUTE), at(5, -10 * MINUTE), 'new'],
    ['this machine a day behind, and a header', run(DAY), runList(OLD), at(0, DAY), at(5, DAY + 5), 'new'],
    ['this machine a day behind, and a header once', run(DAY), runList(OLD), at(0, DAY), at(5), 'new'],
    ['this machine a day behind, and no header', run(DAY), runList(OLD), at(0), at(5), 'unproved'],
    ['a date that only half of each clock allows', run(DAY / 2), runList(OLD), at(0, DAY), at(5, DAY), 'unproved'],
  ])('%s', (_, one, before, asked, seen, expected) => {
    expect(judgeNovelty(one, { before, at: asked }, seen)).toBe(expected);
  });
});

test.each([
  [-301, false],
  [-300, true],
  [0, true],
  [365, true],
  [366, false],
])('a date %d s after the first of two sights, which are 65 s apart: %s', (seconds, expected) => {
  expect(liesBetween(atSecond(seconds), at(0), at(65))).toBe(expected);
});
