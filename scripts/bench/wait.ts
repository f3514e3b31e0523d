/** Simulates how soon the end of a run is noticed, and what that costs, beside loops with a fixed pause. */
import { HEARTBEAT_MS } from '../../src/actions/gate/sync/progress.ts';
import { STATS_APART_MS } from '../../src/actions/gate/sync/wait.ts';
import { findRhythm, pauseInRhythm, type Rhythm } from '../../src/platform/rhythm.ts';
import { createRandom, type Random } from '../../test/unit/actions/gate/fuzz/random.ts';
import { renderTable } from '../docs/table.ts';

/** The defaults of the gate. */
const LONGEST = { longestPauseMs: 15_000, farPauseMs: 120_000 };

/** Runs before the one that is waited for. */
const PAST_RUNS = 20;

/** So many waits are simulated for each row of the table. */
const WAITS = 1_000;

/** How long the runs of a sync take. */
export interface Habit {
  readonly name: string;
  /** The time of one run, as a share of what they take about. */
  readonly draw: (random: Random) => number;
  /** Whether the gate finds runs before it. */
  readonly hasPast: boolean;
}

const steady = (random: Random) => 0.95 + 0.1 * random();

export const HABITS: readonly Habit[] = [
  { name: 'steady: ±5 %', draw: steady, hasPast: true },
  { name: 'wide: ±40 %', draw: (random) => 0.6 + 0.8 * random(), hasPast: true },
  {
    name: 'two lengths: half of the runs take half as long, ±5 %',
    draw: (random) => steady(random) / (1 + random.index(2)),
    hasPast: true,
  },
  { name: 'none known', draw: steady, hasPast: false },
];

export const LENGTHS: readonly (readonly [name: string, milliseconds: number])[] = [
  ['5 s', 5_000],
  ['1 min', 60_000],
  ['10 min', 600_000],
  ['1 h', 3_600_000],
  ['6 h', 21_600_000],
];

/** How a way of waiting fares, on average. */
export interface Fare {
  /** Until the run's end is noticed. */
  readonly requests: number;
  /** From the run's end to that. */
  readonly lateMs: number;
}

export interface Comparison {
  readonly gate: Fare;
  readonly loopOf10: Fare;
  readonly loopOf30: Fare;
}

/** A way of waiting for a run that ends after so long. */
type Wait = (endMs: number) => Fare;

/** The same numbers each time. */
export function compareWaits(runMs: number, { draw, hasPast }: Habit): Comparison {
  const random = createRandom(runMs);
  const waits = Array.from({ length: WAITS }, () => {
    const past = Array.from({ length: hasPast ? PAST_RUNS : 0 }, () => runMs * draw(random));
    const rhythm = findRhythm(past.map((time) => ({ fromMs: time, toMs: time })));
    const endMs = runMs * draw(random);
    return { gate: waitAsGate(rhythm)(endMs), loopOf10: loop(10_000)(endMs), loopOf30: loop(30_000)(endMs) };
  });
  const average = (way: keyof Comparison): Fare => ({
    requests: averageOf(waits.map((wait) => wait[way].requests)),
    lateMs: averageOf(waits.map((wait) => wait[way].lateMs)),
  });
  return { gate: average('gate'), loopOf10: average('loopOf10'), loopOf30: average('loopOf30') };
}

/** Polls, and the statistics for the lines of the log. Those of the end belong to the result. */
export function waitAsGate(rhythm: Rhythm | null): Wait {
  const statsApartMs = rhythm === null ? HEARTBEAT_MS : STATS_APART_MS;
  return (endMs) => {
    let requests = 0;
    let statsAt = 0;
    let waited = 0;
    while (waited < endMs) {
      waited += pauseInRhythm(rhythm, waited, LONGEST);
      requests += 1;
      if (waited >= endMs || waited - statsAt < statsApartMs) continue;
      requests += 1;
      statsAt = waited;
    }
    // A second answer, at once, has to say too that it is over.
    return { requests: requests + 1, lateMs: waited - endMs };
  };
}

function loop(pauseMs: number): Wait {
  return (endMs) => {
    const requests = Math.ceil(endMs / pauseMs);
    return { requests, lateMs: requests * pauseMs - endMs };
  };
}

function averageOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** The table of docs/speed.md. */
export function renderWaits(): string {
  const describe = ({ lateMs, requests }: Fare) => [
    `${(lateMs / 1_000).toFixed(1)} s`,
    requests.toFixed(requests < 100 ? 1 : 0),
  ];
  return renderTable(
    [
      'Earlier runs',
      'This run takes',
      'The gate notices the end after',
      'Requests',
      'A script with 10 s',
      'Requests',
      'A script with 30 s',
      'Requests',
    ],
    HABITS.flatMap((habit) =>
      LENGTHS.map(([name, runMs]) => {
        const { gate, loopOf10, loopOf30 } = compareWaits(runMs, habit);
        return [habit.name, name, ...describe(gate), ...describe(loopOf10), ...describe(loopOf30)];
      }),
    ),
  );
}
