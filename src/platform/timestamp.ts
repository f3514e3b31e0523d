import { UNKNOWN } from '../text/format.ts';

/**
 * A moment on the Platform's clock, as `YYYY-MM-DDThh:mm:ss.nnnnnnnnnZ`: always UTC and always nine
 * decimals, so that two of them compare as text without losing what lies below a millisecond.
 */
export type Timestamp = string & { readonly brand: 'Timestamp' };

const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Before this year it is a zero value (Go writes `0001-01-01T00:00:00Z`), not a moment. */
const FIRST_YEAR = 2000;

/** Whether a text is an RFC 3339 date and time at all. */
export function isTimestamp(text: string): boolean {
  return RFC3339.test(text.trim()) && !Number.isNaN(Date.parse(text.trim()));
}

/**
 * Reads an RFC 3339 date and time.
 * @returns null if the text is none, or is the zero value of the server's language: "not set".
 */
export function parseTimestamp(text: string): Timestamp | null {
  const match = RFC3339.exec(text.trim());
  if (match === null) return null;
  const [, date, time, fraction = '', zone = 'Z'] = match;
  const milliseconds = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  if (Number.isNaN(milliseconds)) return null;
  const utc = new Date(milliseconds);
  if (utc.getUTCFullYear() < FIRST_YEAR || utc.getUTCFullYear() > 9999) return null;
  return `${utc.toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}Z` as Timestamp;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The same text with what it may lack: a day begins at midnight, and without a zone it is UTC. */
export function completeTimestamp(text: string): string {
  const trimmed = text.trim();
  if (DAY.test(trimmed)) return `${trimmed}T00:00:00Z`;
  return isTimestamp(trimmed) ? trimmed : `${trimmed}Z`;
}

/** The timestamp of a number of milliseconds since 1970. */
export function timestampOf(milliseconds: number): Timestamp {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}000000Z` as Timestamp;
}

/** Milliseconds since 1970; what lies below a millisecond is cut. */
export function millisecondsOf(timestamp: Timestamp): number {
  return Date.parse(`${timestamp.slice(0, 23)}Z`);
}

const DAY_MS = 86_400_000;

/** Whole days until then, negative if they are past; 0 on the last day and on the first one after it. @param now in milliseconds since 1970 */
export function daysUntil(moment: Timestamp, now: number): number {
  // No minus zero.
  return Math.trunc((millisecondsOf(moment) - now) / DAY_MS) || 0;
}

/** The later of two, where null is "unknown" and loses. */
export function later(a: Timestamp | null, b: Timestamp | null): Timestamp | null {
  if (a === null) return b;
  if (b === null) return a;
  return a > b ? a : b;
}

/**
 * The latest moment that a timestamp may stand for. Without decimals it may be cut to the second, and without seconds
 * to the minute: then two equal ones prove no order.
 * @param sibling another one of the same object, which shows whether it is written with its seconds
 */
export function latestOf(timestamp: Timestamp, sibling: Timestamp): Timestamp {
  if (hasDecimals(timestamp)) return timestamp;
  const isToTheSecond = hasSeconds(timestamp) || (hasSeconds(sibling) && !hasDecimals(sibling));
  return timestampOf(millisecondsOf(timestamp) + (isToTheSecond ? 1_000 : 60_000));
}

/** Whether a moment may be cut to the minute. */
export function isWholeMinute(timestamp: Timestamp): boolean {
  return !hasDecimals(timestamp) && !hasSeconds(timestamp);
}

function hasDecimals(timestamp: Timestamp): boolean {
  return !timestamp.endsWith('.000000000Z');
}

function hasSeconds(timestamp: Timestamp): boolean {
  return timestamp.slice(17, 19) !== '00';
}

/** `2026-08-01 12:00:05 UTC`, for people. */
export function formatTimestamp(timestamp: Timestamp): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
}

/** The same; null is unknown. */
export function formatMoment(timestamp: Timestamp | null): string {
  return timestamp === null ? UNKNOWN : formatTimestamp(timestamp);
}
