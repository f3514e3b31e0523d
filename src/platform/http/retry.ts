import type { Failure } from './errors.ts';

/** How patient a request is. */
export interface Patience {
  /** Failures in a row after which it is given up, the first one included. A success starts the count anew. */
  readonly budget: number;
  /** The same for stray answers. */
  readonly strayBudget: number;
  /** The same for a 404 of what has to be there, which a server that lags behind another one answers. */
  readonly missingBudget: number;
  /** The same for an answer that is too large. */
  readonly largeBudget: number;
  /** Longest pause of ours between two tries, in milliseconds; one that a server asks for may be longer. */
  readonly longestPauseMs: number;
}

const FIRST_PAUSE_MS = 1_000;

/** Statuses that pass by themselves; 520 to 530 are a CDN's words for the server behind it. 501 and 505 to 511 do not. */
const PASSING: ReadonlySet<number> = new Set([
  408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 529, 530,
]);

/** Whether the same GET may succeed a moment later. */
export function isPassing(failure: Failure): boolean {
  switch (failure.kind) {
    case 'network':
    case 'timeout':
    case 'unreadable':
    case 'stray':
      return true;
    case 'certificate':
    case 'redirect':
      return false;
    case 'status':
      return passesByItself(failure.status);
  }
}

/** Whether a status passes by itself, whoever says it: the Platform, or a proxy in front of it. */
export function passesByItself(status: number): boolean {
  return PASSING.has(status);
}

/** How many failures in a row are too many, the last of which is this one. */
function budgetFor(failure: Failure, { budget, strayBudget, missingBudget, largeBudget }: Patience): number {
  if (failure.kind === 'stray') return strayBudget;
  if (failure.kind === 'status' && failure.status === 404) return missingBudget;
  if (failure.kind === 'unreadable' && failure.isTooLarge === true) return largeBudget;
  return isPassing(failure) ? budget : 0;
}

/**
 * What to do after a GET failed for the `failures`-th time in a row.
 * @param remainingMs time until the deadline that applies; a pause never reaches beyond it
 * @param random from 0 to 1: full jitter, so that many gates do not come back at the same moment
 * @returns the pause in milliseconds before the next try; null: give up
 */
export function pauseBeforeRetry(
  failure: Failure,
  failures: number,
  patience: Patience,
  remainingMs: number,
  random: number,
): number | null {
  if (failures >= budgetFor(failure, patience) || remainingMs <= 0) return null;
  const ceiling = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 30), patience.longestPauseMs);
  return Math.min(Math.max(random * ceiling, readAskedPause(failure) ?? 0), remainingMs);
}

/** Longest pause that an answer can ask for: one wrong answer would use up the time of the whole step. */
export const LONGEST_ASKED_MS = 120_000;

/** How long to wait after a failure, in milliseconds, as far as its answer asks for it; null: it does not ask. */
export function readAskedPause(failure: Failure): number | null {
  if (failure.kind !== 'status' || failure.retryAfterMs === null) return null;
  return Math.min(failure.retryAfterMs, LONGEST_ASKED_MS);
}

/**
 * Reads `Retry-After`: seconds, or an HTTP date (RFC 9110, 10.2.3).
 * @param now milliseconds since 1970, for the date: by the clock of the server that wrote it, if its answer says
 * @returns milliseconds from now, never negative; null if the header is missing or says neither
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  if (!/^[A-Za-z]{3,9},? /.test(value)) return null;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Reads the header `Date`: the server's own clock, in milliseconds since 1970; null if it is missing or no date. */
export function parseDate(header: string | undefined): number | null {
  const date = Date.parse(header ?? '');
  return Number.isNaN(date) ? null : date;
}
