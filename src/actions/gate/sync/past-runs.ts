import { findRhythm, type Rhythm, type Span } from '../../../platform/rhythm.ts';
import type { SyncRun } from '../../../platform/run.ts';
import { latestClock, type Sight } from '../../../platform/sight.ts';
import { later, latestOf, millisecondsOf, type Timestamp } from '../../../platform/timestamp.ts';
import { countNouns, formatDuration } from '../../../text/format.ts';

/** What the runs before tell about the next one. */
export interface PastRuns {
  /** Null if they tell nothing. */
  readonly rhythm: Rhythm | null;
  /** Those that completed, and say when. */
  readonly count: number;
  /** How long the longest of them took at most, in milliseconds. */
  readonly longestMs: number;
  /** When the latest of them completed; null if there is none. */
  readonly lastCompletedAt: Timestamp | null;
}

/** If nothing is known of earlier runs. */
export const NO_PAST_RUNS: PastRuns = learnFromRuns([]);

/**
 * Runs that failed or were cancelled tell nothing of how long one takes that completes.
 * @param runs newest first
 */
export function learnFromRuns(runs: readonly SyncRun[]): PastRuns {
  const completed = runs.filter(({ status }) => status === 'completed');
  const times = completed.flatMap((run) => timeOf(run) ?? []);
  return {
    rhythm: findRhythm(times),
    count: times.length,
    longestMs: times.reduce((longest, { toMs }) => Math.max(longest, toMs), 0),
    lastCompletedAt: completed.reduce<Timestamp | null>((last, run) => later(last, run.completedAt), null),
  };
}

/** From the shortest to the longest time that a run's dates allow, each of which may be cut. */
function timeOf({ createdAt, completedAt, completedBy }: SyncRun): Span | null {
  if (completedAt === null || completedBy === null) return null;
  const shortest = millisecondsOf(completedAt) - millisecondsOf(latestOf(createdAt, completedAt));
  return { fromMs: Math.max(0, shortest), toMs: millisecondsOf(completedBy) - millisecondsOf(createdAt) };
}

/**
 * How old a run is, in milliseconds.
 * @param seen when it was seen, by two clocks. The later one counts: a run that is taken for older is polled more often.
 * @returns null if both clocks are behind its date
 */
export function findAge({ createdAt }: SyncRun, seen: Sight): number | null {
  const age = latestClock(seen) - millisecondsOf(createdAt);
  return age < 0 ? null : age;
}

/** `usually takes 12 to 14 min`. */
export function describeUsual({ usual: { fromMs, toMs } }: Rhythm): string {
  const shortest = formatDuration(roundSeconds(fromMs, toMs));
  const longest = formatDuration(roundSeconds(toMs, toMs));
  if (shortest === longest) return `usually takes ${toMs < 500 ? '' : 'about '}${longest}`;
  const [number, unit, ...more] = shortest.split(' ');
  const isSameUnit = more.length === 0 && longest.split(' ').slice(1).join(' ') === unit;
  return `usually takes ${isSameUnit ? number : shortest} to ${longest}`;
}

/** Nobody needs the seconds of what takes a quarter of an hour. */
function roundSeconds(milliseconds: number, longestMs: number): number {
  const unit = longestMs < 60_000 ? 1 : longestMs < 600_000 ? 10 : 60;
  return Math.round(milliseconds / 1_000 / unit) * unit;
}

/** Of fewer runs a longer one is no surprise. */
const FEWEST_RUNS = 3;

/** Half as long again as the longest, and longer than it by a minute. */
const FAR_LONGER = 1.5;
const FAR_LONGER_MS = 60_000;

/** Says that a run takes far longer than any before it; null as long as it does not. */
export function describeOverdue(syncName: string, runId: string, goingOnMs: number, past: PastRuns): string | null {
  const { count, longestMs } = past;
  const isOverdue = goingOnMs > longestMs * FAR_LONGER && goingOnMs >= longestMs + FAR_LONGER_MS;
  if (count < FEWEST_RUNS || !isOverdue) return null;
  const [now, longest] = [goingOnMs, longestMs].map((time) => formatDuration(time / 1_000));
  // @failure sync | not affected | The run takes far longer than all earlier runs that the Platform lists. Look at it
  // on the Platform. The step waits until `timeout-minutes` have passed.
  return `Run ${runId} of ${syncName} has been in progress for ${now}. The longest of the ${countNouns(count, 'run')} before it that completed took ${longest}.`;
}
