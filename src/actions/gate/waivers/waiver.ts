import type { Policy } from '../../../platform/policy.ts';
import { readTag } from '../../../platform/tag.ts';
import type { Violation } from '../../../platform/violations.ts';
import { joinSome } from '../../../text/format.ts';
import { foldName, type Letters, matchLetters, readLetters, readPlainName } from '../../../text/pattern.ts';
import { readTagLine } from '../../../text/tag-line.ts';
import { accountNamesOf } from '../select/account.ts';

/** One entry of the waivers file: violations that are forgiven on record, until a date. */
export interface Waiver {
  /** A policy's full name, or its id. */
  readonly policy: string;
  /** Patterns; null if it is not given, and so covers all. */
  readonly resource: string | null;
  readonly account: string | null;
  readonly region: string | null;
  /** Such as `env=preview-*`. */
  readonly tag: string | null;
  readonly resourceType: string | null;
  readonly cloud: string | null;
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
export function waivesAll({ resource, account, region, tag, resourceType, cloud }: Waiver): boolean {
  return [resource, account, region, tag, resourceType, cloud].every((pattern) => pattern === null);
}

/** Whether it still holds. @param today `YYYY-MM-DD` in UTC */
export function isInForce({ expires }: Waiver, today: string): boolean {
  return today <= expires;
}

/**
 * Makes a test for the violations of its policy. What a row does not say matches no pattern but `*`; a tag that may be
 * another one matches none.
 */
export function matchWaiver({
  resource,
  account,
  region,
  tag,
  resourceType,
  cloud,
}: Waiver): (violation: Violation) => boolean {
  const patterns = { cloud, resourceType, region, resource, account };
  // Thousands of waivers may meet a row: each tests only what it names.
  const tests = NAMED.flatMap((noun) => {
    const pattern = patterns[noun];
    return pattern === null ? [] : [{ noun, matches: matchAny(pattern) }];
  });
  const isTag = tag === null ? null : matchTag(tag);
  return (violation) => {
    if (isTag !== null && !isTag(readTags(violation))) return false;
    const names = readNames(violation);
    return tests.every(({ noun, matches }) => matches(names[noun]));
  };
}

function matchTag(line: string): (tags: RowTags) => boolean {
  const { key, value } = readTagLine(line) ?? { key: '', value: '' };
  const [isKey, isValue] = [matchLetters(key), matchLetters(value)];
  const name = readPlainName(key);
  // A row may have dozens of tags.
  if (name !== null) return (tags) => tags.get(name)?.some((tag) => isValue(tag.value)) ?? false;
  // The value first, which often is a name: then it takes one comparison.
  return (tags) => [...tags.values()].some((same) => same.some((tag) => isValue(tag.value) && isKey(tag.key)));
}

/** What is looked at for each waiver, the shortest names first. */
export const NAMED = ['cloud', 'resourceType', 'region', 'resource', 'account'] as const;

function matchAny(pattern: string): (names: readonly Letters[]) => boolean {
  const test = matchLetters(pattern);
  return (names) => (names.length === 0 ? test(NOTHING) : names.some(test));
}

const NOTHING = readLetters('');

type RowNames = Readonly<Record<(typeof NAMED)[number], readonly Letters[]>>;

/** Thousands of waivers may meet a row; its names are taken apart for the first of them. */
export const readNames = remember(
  (violation): RowNames => ({
    resource: [violation.name, violation.platformId].map(readLetters),
    account: accountNamesOf(violation).map(readLetters),
    region: [readLetters(violation.region)],
    resourceType: [readLetters(violation.resourceType)],
    cloud: [readLetters(violation.cloud)],
  }),
);

/** A tag that is known for sure. */
interface TagLetters {
  readonly key: Letters;
  readonly value: Letters;
}

/** By their keys. */
type RowTags = ReadonlyMap<string, readonly TagLetters[]>;

export const readTags = remember(({ tags }): RowTags => {
  const known = (tags ?? []).flatMap((text): TagLetters[] => {
    const { sure } = readTag(text);
    return sure === null ? [] : [{ key: readLetters(sure.key), value: readLetters(sure.value) }];
  });
  return Map.groupBy(known, ({ key }) => key.text);
});

function remember<T extends object>(read: (violation: Violation) => T): (violation: Violation) => T {
  const known = new WeakMap<Violation, T>();
  return (violation) => {
    const before = known.get(violation);
    if (before !== undefined) return before;
    const now = read(violation);
    known.set(violation, now);
    return now;
  };
}

/** So many lines are named. */
const LINES_NAMED = 5;

/** Such as `waivers.yml, lines 3, 9`. */
export function placeLines(path: string, lines: readonly number[]): string {
  const named = lines.slice(0, LINES_NAMED).map(String);
  return `${path}, ${lines.length === 1 ? 'line' : 'lines'} ${joinSome(named, lines.length)}`;
}
