import { pauseBeforePoll } from './pacing.ts';

/** From so many milliseconds to so many. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** When something usually ends, in milliseconds after it began. */
export interface Rhythm {
  /** The shortest and the longest time that it took, without outliers. */
  readonly usual: Span;
  /** The times at which an end is probable, in their order. They do not overlap. */
  readonly windows: readonly Window[];
}

interface Window extends Span {
  /** The pause at its begin. */
  readonly pauseMs: number;
}

/** The longest pauses, in milliseconds. */
export interface LongestPauses {
  /** `max-poll-interval-seconds` */
  readonly longestPauseMs: number;
  /** As long as an end is improbable. */
  readonly farPauseMs: number;
}

/** So many of the newest count: older ones tell of a sync that may have changed since. */
const MOST_COUNTED = 20;

/** Of fewer nobody knows how far they scatter. */
const FEWEST_COUNTED = 3;

/** What took longer says nothing: no step can wait for so long. */
const LONGEST_TIME_MS = 7_200 * 60_000;

/** So large a share of them may be outliers; of five or more always one. The others take such a part of all room. */
const OUTLIERS = 0.15;
const CORE = 1 / 3;

/** Two groups of times are apart if the hole between them is so large a share of all; of few times holes are chance. */
const HOLE = 0.25;
const HOLE_BY_CHANCE = 2.5;

/** The times of a group scatter if the longest is so many times the shortest. */
const SCATTER = 3;

/** An end is probable until so many mean distances beyond the shortest and the longest time. */
const BEYOND = 4;

/** Clocks and round trips move an end by so much. */
const MARGIN_MS = 1_000;

/** No two polls are closer around the usual end. */
const CLOSE_PAUSE_MS = 2_000;

/** The pause at the begin of a window: longer, the wider the windows are in comparison with the time itself. */
const OPENING_PAUSE_MS = 2_950;
const PAUSE_PER_SPREAD_MS = 8_000;
const LONGEST_OPENING_PAUSE_MS = 11_000;

/** As long as an end is improbable: the first pause, and then a multiple of the time waited so far. */
const FIRST_FAR_PAUSE_MS = 15_000;
const FAR_SHARE = 2;

/** After the usual end the pause grows by this share of the time since then. */
const OVERDUE_SHARE = 0.25;

/**
 * Learns from how long something took before.
 * @param past newest first, each from the shortest to the longest that its dates allow. What cannot be a time is left out.
 * @returns null if too few are known, or if they scatter so much that they tell nothing
 */
export function findRhythm(past: readonly Span[]): Rhythm | null {
  const times = past.filter(isPossible).slice(0, MOST_COUNTED);
  if (times.length < FEWEST_COUNTED) return null;
  const groups = partAtHoles(dropOutliers(times.sort((a, b) => middleOf(a) - middleOf(b))));
  const hulls = groups.map(hullOf);
  if (hulls.some(({ fromMs, toMs }) => toMs > SCATTER * fromMs && toMs - fromMs > MARGIN_MS)) return null;
  const usual = hullOf(hulls);
  const probable = groups.map(extend);
  const spread = sum(probable.map(lengthOf)) / Math.max(MARGIN_MS, middleOf(usual));
  const pauseMs = Math.min(OPENING_PAUSE_MS + spread * PAUSE_PER_SPREAD_MS, LONGEST_OPENING_PAUSE_MS);
  return { usual, windows: joinOverlaps(probable.map(addMargin)).map((span) => ({ ...span, pauseMs })) };
}

/**
 * How long to wait until the next poll, in milliseconds: long as long as an end is improbable, short around the time
 * at which it usually comes, and growing after that. Without a rhythm nobody knows when it comes.
 * @param waitedMs since that began whose end is waited for
 */
export function pauseInRhythm(rhythm: Rhythm | null, waitedMs: number, longest: LongestPauses): number {
  const plain = pauseBeforePoll(waitedMs, longest.longestPauseMs);
  if (rhythm === null) return plain;
  const isOver = ({ toMs }: Window) => waitedMs >= toMs - CLOSE_PAUSE_MS / 2;
  const window = rhythm.windows.find((one) => !isOver(one));
  if (window !== undefined && waitedMs >= window.fromMs) {
    return Math.min(pauseInside(window, waitedMs), longest.longestPauseMs);
  }
  const remaining = window === undefined ? Infinity : window.fromMs + pauseInside(window, window.fromMs) - waitedMs;
  const before = rhythm.windows.findLast(isOver);
  if (before === undefined) return pauseUntilProbable(waitedMs, remaining, longest.farPauseMs);
  const overdue = Math.max(CLOSE_PAUSE_MS, (waitedMs - before.toMs) * OVERDUE_SHARE);
  return Math.min(plain, overdue, remaining);
}

/**
 * How long to wait until the next poll as long as an end is improbable, in milliseconds.
 * @param remainingMs until the first poll at a time at which it is probable
 */
export function pauseUntilProbable(waitedMs: number, remainingMs: number, farPauseMs: number): number {
  const pause = Math.min(Math.max(FIRST_FAR_PAUSE_MS, waitedMs * FAR_SHARE), farPauseMs);
  return remainingMs / Math.ceil(remainingMs / pause);
}

/**
 * The less is left of a window, the more probable it is that the end comes in the next second. The pause for which late
 * notice and polls are in balance shrinks with the root of what is left.
 */
function pauseInside({ fromMs, toMs, pauseMs }: Window, waitedMs: number): number {
  const remaining = toMs - waitedMs;
  const pause = Math.max(CLOSE_PAUSE_MS, pauseMs * Math.sqrt(remaining / (toMs - fromMs)));
  // Nothing is gained by a poll just before the last one.
  return remaining <= pause + CLOSE_PAUSE_MS / 2 ? remaining : pause;
}

function isPossible({ fromMs, toMs }: Span): boolean {
  return fromMs >= 0 && fromMs <= toMs && toMs <= LONGEST_TIME_MS;
}

/**
 * Leaves out what is far from most others: these take a small part of the room of all.
 * @param times in their order
 */
function dropOutliers(times: readonly Span[]): readonly Span[] {
  const most = times.length < 5 ? 0 : Math.max(1, Math.floor(times.length * OUTLIERS));
  const size = times.length - most;
  const cores = Array.from({ length: most + 1 }, (_, begin) => hullOf(times.slice(begin, begin + size)));
  const core = cores.reduce((closest, one) => (lengthOf(one) < lengthOf(closest) ? one : closest));
  if (lengthOf(core) > CORE * lengthOf(hullOf(times))) return times;
  const near = Math.max(MARGIN_MS, lengthOf(core));
  return times.filter(({ fromMs, toMs }) => fromMs >= core.fromMs - near && toMs <= core.toMs + near);
}

/** Times that are apart from each other, in groups. */
function partAtHoles(times: readonly Span[]): Span[][] {
  const { fromMs, toMs } = hullOf(times);
  const hole = (HOLE + HOLE_BY_CHANCE / times.length) * (toMs - fromMs);
  const groups: Span[][] = [];
  for (const time of times) {
    const group = groups.at(-1);
    const isApart = group === undefined || time.fromMs - hullOf(group).toMs > hole;
    if (isApart) groups.push([time]);
    else group.push(time);
  }
  return groups;
}

/** The shortest and the longest of few times are not the ends of what is possible. */
function extend(group: readonly Span[]): Span {
  const { fromMs, toMs } = hullOf(group);
  const beyond = (BEYOND * (toMs - fromMs)) / Math.max(1, group.length - 1);
  return { fromMs: fromMs - beyond, toMs: toMs + beyond };
}

function addMargin({ fromMs, toMs }: Span): Span {
  return { fromMs: Math.max(0, fromMs - MARGIN_MS), toMs: toMs + MARGIN_MS };
}

function joinOverlaps(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before === undefined || span.fromMs > before.toMs) joined.push(span);
    else joined[joined.length - 1] = hullOf([before, span]);
  }
  return joined;
}

function hullOf(spans: readonly Span[]): Span {
  return {
    fromMs: Math.min(...spans.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...spans.map(({ toMs }) => toMs)),
  };
}

function middleOf({ fromMs, toMs }: Span): number {
  return (fromMs + toMs) / 2;
}

function lengthOf({ fromMs, toMs }: Span): number {
  return toMs - fromMs;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
