import { describe, expect, test } from 'vitest';
import { recordSightings } from '../../../../../src/actions/gate/evaluate/sightings.ts';
import type { Policy } from '../../../../../src/platform/policy.ts';
import { aPolicy, atSecond } from '../../../fake/client.ts';
import { NOON } from '../../../fake/clock.ts';

type Changes = Partial<Policy>;

const at = (seconds: number): Changes => ({ runAt: atSecond(seconds) });
const NEVER: Changes = { runAt: null, violationCount: null };
const DEFECT: Changes = { ...NEVER, defect: '`violation_count` should be a whole number' };

/** What is said of the policy in the last of the lists. @param before null: it was not there */
function doubtOf(before: Changes | null, lists: readonly Changes[], mustMove = true): string | null {
  const sightings = recordSightings(before === null ? [] : [aPolicy(before)], mustMove);
  let policy = aPolicy();
  for (const changes of lists) {
    policy = aPolicy(changes);
    sightings.look([policy]);
  }
  return sightings.doubt(policy, NOON);
}

const UNMOVED = /is older than the sync, whatever its date says/;
const UNREADABLE = /could not be read, so it is unknown whether the latest result is new/;
const BACK = /the list is out of date: an earlier list showed a later result/;
const CHANGED = /its query was changed/;
const AHEAD = /dated 2026-08-01 1[23]:\d\d:\d\d UTC, which is ahead of this machine's clock/;

describe('a result counts if it is later than what the step saw before the data was there', () => {
  test.each<[string, Changes | null, Changes[], RegExp | null]>([
    ['later', at(0), [at(1)], null],
    ['the very same', at(40), [at(40)], UNMOVED],
    ['the very same, poll after poll', at(40), [at(40), at(40), at(40)], UNMOVED],
    ['later in the second poll', at(40), [at(40), at(41)], null],
    // A server that lags shows an older result than the list before: it is no new one.
    ['earlier', at(40), [at(30)], UNMOVED],
    ['later, and then as before', at(40), [at(50), at(40)], UNMOVED],
    ['never evaluated before', NEVER, [at(1)], null],
    ['never evaluated', NEVER, [NEVER], UNMOVED],
    ['a policy that was not there', null, [at(1)], null],
    ['not readable before, so that it may have been the same', DEFECT, [at(40)], UNREADABLE],
    ['not readable before, and it moved since', DEFECT, [at(40), at(41)], null],
    ['not readable before nor at first', DEFECT, [DEFECT, at(40)], UNREADABLE],
    ['not readable before, and never evaluated at first', DEFECT, [NEVER, at(40)], null],
  ])('%s', (name, before, lists, doubt) => {
    const said = doubtOf(before, lists);
    if (doubt === null) expect(said).toBeNull();
    else expect(said).toMatch(doubt);
    // If every run was over before that list was read, the list may show their results, and no later list older ones.
    const isBack = name === 'earlier' || name === 'later, and then as before';
    if (isBack) expect(doubtOf(before, lists, false)).toMatch(BACK);
    else expect(doubtOf(before, lists, false)).toBeNull();
  });
});

describe('a list that lags behind an earlier one is no word on a policy', () => {
  test.each<[string, Changes[], RegExp | null]>([
    ['an older result', [at(60), at(50)], BACK],
    // It might as well be that of before.
    ['no result', [at(60), NEVER], UNMOVED],
    ['the same', [at(60), at(60)], null],
    ['an older one, and then a later one', [at(60), at(50), at(61)], null],
    ['one that could not be read in between', [at(60), DEFECT, at(60)], null],
  ])('%s', (_, lists, doubt) => {
    const said = doubtOf(at(0), lists);
    if (doubt === null) expect(said).toBeNull();
    else expect(said).toMatch(doubt);
  });
});

describe('a result that is dated more than five minutes ahead counts if it came after the first list', () => {
  test.each<[string, Changes | null, Changes[], RegExp | null]>([
    ['no more than that', at(0), [at(300)], null],
    ['more, and it was there in the first list', at(0), [at(301)], AHEAD],
    ['and in all of them', at(0), [at(301), at(301)], AHEAD],
    ['more, and it came since', at(0), [at(0), at(3_600)], null],
    ['more, and moved by an hour as it was evaluated again', at(0), [at(3_600), at(3_660)], null],
    ['more, and older than in the first list', at(0), [at(3_660), at(3_600)], AHEAD],
    ['more, of a policy that was not there', null, [at(3_600)], AHEAD],
    ['more, of a policy that was not there, and it came since', null, [NEVER, at(3_600)], null],
    ['more, and not readable in the first list', at(0), [DEFECT, at(3_600)], AHEAD],
    ['more, and not readable in the first list, and it moved since', at(0), [DEFECT, at(3_600), at(3_660)], null],
  ])('%s', (_, before, lists, doubt) => {
    for (const mustMove of [true, false]) {
      const said = doubtOf(before, lists, mustMove);
      if (doubt === null) expect(said).toBeNull();
      else expect(said).toMatch(doubt);
    }
  });
});

describe('a count belongs to the query of its time', () => {
  const old: Changes = { ...at(0), queryHash: 'old', updatedAt: atSecond(-100) };
  const changed = (seconds: number, updated = -100): Changes => ({
    ...at(seconds),
    queryHash: 'new',
    updatedAt: atSecond(updated),
  });

  test.each<[string, Changes | null, Changes[], RegExp | null]>([
    ['the same query', old, [{ ...old, ...at(60) }], null],
    ['another one, with a result that was there when it was first seen', old, [changed(60)], CHANGED],
    ['and evaluated later', old, [changed(60), changed(61)], null],
    ['seen before the evaluation', old, [changed(0), changed(60)], null],
    ['and an older result after that', old, [changed(60), changed(59)], CHANGED],
    ['changed at a known time, evaluated later', old, [changed(60, 50)], null],
    ['changed at a known time, evaluated at the same', old, [changed(60, 60)], CHANGED],
    ['changed at a known time, evaluated earlier', old, [changed(60, 70)], CHANGED],
    ['changed without moving the date', old, [changed(60, -100)], CHANGED],
    ['with a date that is earlier than before', old, [changed(60, -200)], CHANGED],
    ['with no date before', { ...old, updatedAt: null }, [changed(60, 50)], CHANGED],
    ['with no date after', old, [{ ...changed(60), updatedAt: null }], CHANGED],
    ['changed and changed back', old, [changed(60), { ...old, ...at(60) }], CHANGED],
    ['changed and changed back, evaluated between', old, [changed(60), { ...old, ...at(61) }], CHANGED],
    [
      'changed and changed back, evaluated later',
      old,
      [changed(60), { ...old, ...at(61) }, { ...old, ...at(62) }],
      null,
    ],
    [
      'changed twice, evaluated after the first time only',
      old,
      [changed(60), { ...changed(61), queryHash: 'x' }],
      CHANGED,
    ],
    ['no longer shown', old, [{ ...old, ...at(60), queryHash: null }], CHANGED],
    ['shown only now', { ...old, queryHash: null }, [changed(60)], CHANGED],
    ['never shown', { ...old, queryHash: null }, [{ ...at(60), queryHash: null }], null],
    ['of a policy that was not there', null, [changed(60)], null],
    ['changed in a policy that was not there', null, [{ ...old, ...at(60) }, changed(60)], CHANGED],
    [
      'with a result that cannot be read when it was first seen',
      old,
      [{ ...changed(0), ...DEFECT }, changed(60)],
      CHANGED,
    ],
    [
      'with a result that cannot be read when it was first seen, and evaluated later',
      old,
      [{ ...changed(0), ...DEFECT }, changed(60), changed(61)],
      null,
    ],
  ])('%s', (_, before, lists, doubt) => {
    for (const mustMove of [true, false]) {
      const said = doubtOf(before, lists, mustMove);
      if (doubt === null) expect(said).toBeNull();
      else expect(said).toMatch(doubt);
    }
  });
});
