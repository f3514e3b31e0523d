import { describe, expect, test } from 'vitest';
import { pauseBeforePoll } from '../../../src/platform/pacing.ts';
import { findRhythm, pauseInRhythm, type Rhythm, type Span } from '../../../src/platform/rhythm.ts';

const MIN = 60_000;
const LONGEST = { longestPauseMs: 15_000, farPauseMs: 120_000 };

/** Exact times, in minutes. */
const took = (...minutes: readonly number[]): Span[] =>
  minutes.map((time) => ({ fromMs: time * MIN, toMs: time * MIN }));

/** Windows and the usual time in whole seconds. */
function describeRhythm(rhythm: Rhythm | null) {
  if (rhythm === null) return null;
  const seconds = ({ fromMs, toMs }: Span) => `${Math.round(fromMs / 1_000)} to ${Math.round(toMs / 1_000)}`;
  return [seconds(rhythm.usual), ...rhythm.windows.map(seconds)];
}

const TEN = [10, 10.2, 9.8, 10.1, 9.9, 10, 10.3, 9.7];

describe('findRhythm', () => {
  test.each<[string, readonly Span[], readonly string[] | null]>([
    ['nothing', [], null],
    ['two runs', took(10, 10), null],
    ['three equal ones', took(10, 10, 10), ['600 to 600', '599 to 601']],
    ['runs that took no time', took(0, 0, 0), ['0 to 0', '0 to 1']],
    ['steady ones', took(...TEN), ['582 to 618', '560 to 640']],
    ['four that differ', took(10, 11, 12, 13), ['600 to 780', '359 to 1021']],
    ['the longest three times the shortest', took(5, 6, 9, 12, 15), ['300 to 900', '0 to 1501']],
    ['one that is longer still', took(5, 6, 9, 12, 15.1), null],
    ['two kinds of run', took(5, 10, 5, 10, 5, 10, 5, 10), ['300 to 600', '299 to 301', '599 to 601']],
    ['two kinds, ten times as long', took(1, 10, 1, 10, 1, 10, 1, 10), ['60 to 600', '59 to 61', '599 to 601']],
    ['an outlier', took(...TEN, 60), ['582 to 618', '560 to 640']],
    ['an outlier that was short', took(...TEN, 0.1), ['582 to 618', '560 to 640']],
    ['a run of four days', took(...TEN, 5_760), ['582 to 618', '560 to 640']],
    ['a run of a year', took(...TEN, 525_600), ['582 to 618', '560 to 640']],
    ['outliers of different size', took(...TEN, ...TEN, 10, 5_000, 100, 0.1), ['582 to 618', '572 to 628']],
    [
      'a change of what is usual: the newest count',
      took(...TEN, ...TEN, ...TEN.slice(4), ...TEN.map((time) => time * 3)),
      ['582 to 618', '573 to 627'],
    ],
    [
      'more outliers than that: the early one may be a kind of run',
      took(...TEN, 0.1, 0.2),
      ['6 to 618', '0 to 37', '560 to 640'],
    ],
    ['all a year', took(525_600, 525_600, 525_600), null],
    [
      'times cut to the minute',
      [10, 10, 11].map((time) => ({ fromMs: (time - 1) * MIN, toMs: (time + 1) * MIN })),
      ['540 to 720', '179 to 1081'],
    ],
    [
      'what is no time',
      [...took(10, 10), { fromMs: Number.NaN, toMs: 1 }, { fromMs: -5, toMs: 1 }, { fromMs: 2, toMs: 1 }],
      null,
    ],
    ['what never ends', [...took(10, 10), { fromMs: 1, toMs: Number.POSITIVE_INFINITY }], null],
  ])('%s', (_, past, expected) => {
    expect(describeRhythm(findRhythm(past))).toEqual(expected);
  });

  test('does not touch what it is given', () => {
    const past = Object.freeze(took(12, 10, 11));
    findRhythm(past);
    expect(past).toEqual(took(12, 10, 11));
  });
});

/** When the polls are, in seconds, until an end. */
function pollsUntil(rhythm: Rhythm | null, endMs: number, longest = LONGEST): number[] {
  const polls: number[] = [];
  for (let waited = 0; waited < endMs; ) {
    waited += pauseInRhythm(rhythm, waited, longest);
    polls.push(Math.round(waited / 1_000));
  }
  return polls;
}

describe('pauseInRhythm', () => {
  const steady = findRhythm(took(...TEN));

  test('without a rhythm it is what it is for whoever knows nothing', () => {
    for (let waited = 0; waited < 1_000_000; waited += 777) {
      expect(pauseInRhythm(null, waited, LONGEST)).toBe(pauseBeforePoll(waited, LONGEST.longestPauseMs));
    }
  });

  test('few polls as long as an end is improbable, close ones around it, and fewer and fewer after it', () => {
    const polls = pollsUntil(steady, 30 * MIN);
    expect(polls.filter((poll) => poll < 560)).toEqual([15, 44, 131, 239, 347, 456]);
    const around = polls.filter((poll) => poll >= 560 && poll <= 640);
    expect(around.length).toBeGreaterThan(20);
    const gaps = polls.map((poll, index) => poll - (polls[index - 1] ?? 0));
    expect(Math.max(...gaps.slice(7, 7 + around.length))).toBeLessThanOrEqual(5);
    const after = polls.filter((poll) => poll > 640).map((poll, index, all) => poll - (all[index - 1] ?? poll));
    expect(after.slice(1)).toEqual(after.slice(1).toSorted((a, b) => a - b));
    expect(after.at(-1)).toBe(15);
  });

  test('a short run is polled when it should be over', () => {
    expect(pollsUntil(findRhythm(took(0.08, 0.083, 0.086)), 5_000)).toEqual([7]);
  });

  test('between two usual ends it is polled as by whoever knows nothing, or more often', () => {
    const rhythm = findRhythm(took(5, 10, 5, 10, 5, 10, 5, 10));
    const polls = pollsUntil(rhythm, 10 * MIN);
    const between = polls.filter((poll) => poll > 302 && poll < 599);
    for (const [index, poll] of between.slice(1).entries()) {
      expect(poll - (between[index] ?? 0)).toBeLessThanOrEqual(Math.max(2, poll * 0.03) + 1);
    }
    expect(polls.at(-1)).toBe(601);
  });

  test.each([50, 1_000, 14_000, 16_000])('no pause is longer than the %d ms that somebody chose', (longestPauseMs) => {
    const longest = { longestPauseMs, farPauseMs: longestPauseMs };
    for (let waited = 0; waited < 40 * MIN; ) {
      const pause = pauseInRhythm(steady, waited, longest);
      expect(pause).toBeLessThanOrEqual(longestPauseMs);
      waited += Math.max(pause, 500);
    }
  });
});
