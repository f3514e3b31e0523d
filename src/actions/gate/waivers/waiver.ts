import type { Policy } from '../../../platform/policies.ts';
import type { Violation } from '../../../platform/violations.ts';
import { foldName, type Letters, matchLetters, readLetters } from '../../../text/pattern.ts';
import { accountNamesOf } from '../select/account.ts';

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

/**
 * Looks things up by the policy that they are about, by its name or id, in their own order. Names are compared as
 * patterns compare them (`foldName`).
 */
export interface ByPolicy<T> {
  find(policy: Pick<Policy, 'id' | 'name'>): readonly T[];
}

/** Thousands of waivers meet thousands of policies: to compare all with all would take many seconds. */
export function groupByPolicy<T>(items: readonly T[], policyOf: (item: T) => string): ByPolicy<T> {
  const groups = Map.groupBy(items.entries(), ([, item]) => foldName(policyOf(item)));
  return {
    find({ id, name }) {
      const found = [...new Set([foldName(name), foldName(id)])].flatMap((key) => groups.get(key) ?? []);
      return found.sort(([a], [b]) => a - b).map(([, item]) => item);
    },
  };
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
  return (violation) => {
    const names = readNames(violation);
    return tests.region(names.region) && tests.resource(names.resource) && tests.account(names.account);
  };
}

function matchAny(pattern: string | null): (names: readonly Letters[]) => boolean {
  if (pattern === null) return () => true;
  const test = matchLetters(pattern);
  return (names) => (names.length === 0 ? test(NOTHING) : names.some(test));
}

const NOTHING = readLetters('');

interface RowNames {
  readonly resource: readonly Letters[];
  readonly account: readonly Letters[];
  readonly region: readonly Letters[];
}

/** Thousands of waivers may meet a row; its names are taken apart for the first of them. */
const READ = new WeakMap<Violation, RowNames>();

function readNames(violation: Violation): RowNames {
  const known = READ.get(violation);
  if (known !== undefined) return known;
  const names = {
    resource: [violation.name, violation.platformId].map(readLetters),
    account: accountNamesOf(violation).map(readLetters),
    region: [readLetters(violation.region)],
  };
  READ.set(violation, names);
  return names;
}
