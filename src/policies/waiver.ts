import type { Policy } from '../platform/policy.ts';
import type { Violation } from '../platform/violation.ts';
import { accountNamesOf } from './account.ts';
import { matchPattern } from './pattern.ts';

/** One entry of the waivers file: violations that are forgiven on record, until a date. */
export interface Waiver {
  /** A policy's full name, or its id. */
  readonly policy: string;
  /** Patterns; null where it is not given, and so covers all. */
  readonly resource: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, in UTC: `YYYY-MM-DD`. */
  readonly expires: string;
  readonly ticket: string | null;
  /** Where it begins in its file, from 1. */
  readonly line: number;
}

/** The waivers file, as it was read. */
export interface WaiverFile {
  /** As the input names it. */
  readonly path: string;
  readonly entries: readonly Waiver[];
}

/** Whether a waiver is about this policy, by name or id. Capitals and surrounding blanks make no difference. */
export function isWaiverOf({ policy }: Waiver, { id, name }: Pick<Policy, 'id' | 'name'>): boolean {
  const wanted = normalize(policy);
  return wanted === normalize(name) || wanted === normalize(id);
}

function normalize(name: string): string {
  return name.trim().toLowerCase();
}

/** Whether it forgives every violation of its policy, so that nobody has to look at them. */
export function waivesAll({ resource, account, region }: Waiver): boolean {
  return resource === null && account === null && region === null;
}

/** Whether it still holds. @param today `YYYY-MM-DD` in UTC */
export function isInForce({ expires }: Waiver, today: string): boolean {
  return today <= expires;
}

/** Makes a test for the violations of its policy. What a row does not say matches no pattern but `*`. */
export function matchWaiver({ resource, account, region }: Waiver): (violation: Violation) => boolean {
  const tests = { resource: matchAny(resource), account: matchAny(account), region: matchAny(region) };
  return (violation) =>
    tests.resource([violation.name, violation.platformId]) &&
    tests.account(accountNamesOf(violation)) &&
    tests.region([violation.region]);
}

function matchAny(pattern: string | null): (names: readonly string[]) => boolean {
  if (pattern === null) return () => true;
  const test = matchPattern(pattern);
  return (names) => (names.length === 0 ? test('') : names.some(test));
}
