import type { ApiKey } from '../../platform/keys.ts';
import { millisecondsOf, type Timestamp } from '../../platform/timestamp.ts';
import { matchPatterns, type Patterns } from '../../text/pattern.ts';

/** What a review can find; the names are the contract's. */
export const FINDINGS = ['key-expired', 'key-expiring'] as const;

export type FindingId = (typeof FINDINGS)[number];

/** One thing that somebody has to do something about. */
export interface Finding {
  readonly id: FindingId;
  readonly keyId: string;
  readonly keyName: string;
  readonly expiresAt: Timestamp;
  /** Whole days until then; 0 on the last day, negative after it. */
  readonly daysLeft: number;
}

export interface Review {
  /** The most urgent first. */
  readonly findings: readonly Finding[];
  /** Keys that were looked at. */
  readonly reviewed: number;
  /** Whole days until the first key expires that has not expired yet; null if there is none. */
  readonly daysToFirstExpiry: number | null;
}

export interface ReviewRule {
  readonly warnDays: number;
  readonly keys: Patterns;
}

const DAY_MS = 86_400_000;

/**
 * Reviews the keys.
 * @param now in milliseconds since 1970
 */
export function reviewKeys(keys: readonly ApiKey[], { warnDays, keys: patterns }: ReviewRule, now: number): Review {
  const isMeant = matchPatterns(patterns);
  const reviewed = keys.filter(({ id, name }) => isMeant([name, id]));
  const left = reviewed.filter((key) => !isExpired(key, now)).map((key) => daysUntil(key.expiresAt, now));
  return {
    findings: reviewed.flatMap((key) => assessKey(key, warnDays, now)).sort(compareFindings),
    reviewed: reviewed.length,
    daysToFirstExpiry: left.length === 0 ? null : Math.min(...left),
  };
}

function assessKey(key: ApiKey, warnDays: number, now: number): Finding[] {
  const daysLeft = daysUntil(key.expiresAt, now);
  const common = { keyId: key.id, keyName: key.name, expiresAt: key.expiresAt, daysLeft };
  if (isExpired(key, now)) return [{ id: 'key-expired', ...common }];
  const isClose = millisecondsOf(key.expiresAt) - now <= warnDays * DAY_MS;
  return isClose ? [{ id: 'key-expiring', ...common }] : [];
}

/** The Platform's word and the date may contradict each other: either of them is enough. */
function isExpired({ isExpired, expiresAt }: ApiKey, now: number): boolean {
  return isExpired || millisecondsOf(expiresAt) <= now;
}

function daysUntil(moment: Timestamp, now: number): number {
  return Math.floor((millisecondsOf(moment) - now) / DAY_MS);
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    FINDINGS.indexOf(a.id) - FINDINGS.indexOf(b.id) ||
    (a.expiresAt < b.expiresAt ? -1 : a.expiresAt > b.expiresAt ? 1 : 0) ||
    (a.keyId < b.keyId ? -1 : 1)
  );
}
