import { hash } from 'node:crypto';
import type { Violation, ViolationRow } from '../../../platform/violations.ts';
import type { SeenViolation, SeenViolations } from '../baseline/baseline.ts';
import { identifyViolation } from '../baseline/fingerprint.ts';
import type { ScopeInput } from '../select/aspect.ts';
import type { Waiver } from '../waivers/waiver.ts';
import type { PolicyAcceptance } from './acceptance.ts';
import { createGroupCounter, type Group, type GroupBy } from './group.ts';

/** What a violation counts as. */
export type ViolationStanding = 'gating' | 'known' | 'waived' | 'below-threshold' | 'out-of-scope';

/** One violation, for reports that list all of them. */
export interface ReportedViolation {
  readonly violation: Violation;
  readonly standing: ViolationStanding;
  /** The input that leaves it out of scope; null if none does, or nobody asked. */
  readonly leftOutBy: ScopeInput | null;
  /** Identifies it across runs; null where the row says nothing of its resource. */
  readonly fingerprint: string | null;
}

/** What the list of a policy's violations comes to. What is in none of the three groups gates. */
export interface Tally {
  /** How many there are at least, as far as the list was read. */
  readonly listed: number;
  /** How many were looked at, each once. */
  readonly read: number;
  /** Left out by an input that limits the scope. */
  readonly outOfScope: number;
  /** The same by input; one that several leave out counts for the first. */
  readonly outOfScopeBy: Readonly<Partial<Record<ScopeInput, number>>>;
  /** Whether a violation has a tag. */
  readonly hasTags: boolean;
  /** In scope, and covered by a waiver. */
  readonly waived: number;
  /** Of these, the ones that are in the baseline too. */
  readonly waivedAndKnown: number;
  /** In scope, not waived, and in the baseline. */
  readonly known: number;
  /** The first ones that gate, as many as the reports show. */
  readonly shown: readonly Violation[];
  /** How many violations each waiver covers, in scope or not, whatever other waivers cover. */
  readonly covered: ReadonlyMap<Waiver, number>;
  /** Undefined without a baseline, and if none of them gates. */
  readonly seen: SeenViolations | undefined;
  /** Who has those that gate; none if nobody asks. */
  readonly groups: readonly Group[];
  /** Compared with those of another reading; none for a list of one page. */
  readonly pages: readonly PageDigest[];
}

/** What a page holds, whatever the order of its rows. */
interface PageDigest {
  /** Of the rows with all that they hold. */
  readonly rows: string;
  /** Of what identifies and decides, which is all that is read of a row. */
  readonly violations: string;
  /** Whether a violation of it came on an earlier page too, by what identifies and decides. */
  readonly isRepeated: boolean;
}

/**
 * Whether two readings gave the same list. The rest of a row may differ, such as an age in seconds, but then a row that
 * came twice would not be seen: so no violation may be on two pages.
 */
export function isSameReading({ pages }: Tally, { pages: others }: Tally): boolean {
  const areAll = (test: (a: PageDigest, b: PageDigest) => boolean) =>
    pages.length === others.length &&
    pages.every((page, index) => {
      const other = others[index];
      return other !== undefined && test(page, other);
    });
  return (
    areAll((a, b) => a.rows === b.rows) ||
    areAll((a, b) => a.violations === b.violations && !a.isRepeated && !b.isRepeated)
  );
}

/** Whether every violation of the policy was looked at: a role may hide some, and a list lose some while it is read. */
export function isWholeList({ violationCount }: { readonly violationCount: number | null }, tally: Tally): boolean {
  return violationCount !== null && tally.read >= Math.max(violationCount, tally.listed);
}

/** Sorts violations into those that gate and those that do not, a page at a time. */
export interface TallyBuilder {
  /**
   * @param stated how many there are in all, if the server says so
   * @returns the same rows with what each counts as, if they are to be listed; a row that came before is left out
   */
  add(rows: readonly ViolationRow[], stated: number | null): readonly ReportedViolation[];
  finish(): Tally;
}

export interface TallyOptions {
  /** How many violations are kept. */
  readonly mostShown: number;
  /** Whether the policy's severity gates; else all of its violations are below the threshold. */
  readonly gates: boolean;
  /** Whether a report lists every violation. */
  readonly isListed: boolean;
  readonly groupBy: GroupBy;
}

/** @param policy its name is for the baseline */
export function createTally(
  policy: { readonly id: string; readonly name: string },
  acceptance: PolicyAcceptance,
  { mostShown, gates, isListed, groupBy }: TallyOptions,
): TallyBuilder {
  const counts = { 'below-threshold': 0, 'out-of-scope': 0, waived: 0, known: 0, gating: 0 };
  const covered = new Map<Waiver, number>(acceptance.waivers.map(({ waiver }) => [waiver, 0]));
  const seen = new Map<string, { -readonly [K in keyof SeenViolation]: SeenViolation[K] }>();
  const used = new Map<string | null, number>();
  const shown: Violation[] = [];
  const pages = comparePages();
  const outOfScopeBy: Partial<Record<ScopeInput, number>> = {};
  const groups = createGroupCounter(groupBy);
  let hasTags = false;
  // What does not gate has no place in a baseline.
  const isKept = acceptance.known !== null && gates;
  let listed = 0;
  let most = 0;

  function standingOf(
    violation: Violation,
    fingerprint: string | null,
    leftOutBy: ScopeInput | null,
  ): ViolationStanding {
    if (!gates) return 'below-threshold';
    const inForce = acceptance.waivers.filter(({ matches }) => matches(violation));
    for (const { waiver } of inForce) covered.set(waiver, (covered.get(waiver) ?? 0) + 1);
    if (leftOutBy !== null) return 'out-of-scope';
    if (inForce.length > 0) return 'waived';
    const known = fingerprint === null ? 0 : (acceptance.known?.get(fingerprint)?.count ?? 0);
    const rows = (used.get(fingerprint) ?? 0) + 1;
    if (rows > known) return 'gating';
    used.set(fingerprint, rows);
    return 'known';
  }

  function keep(fingerprint: string, violation: Violation, standing: ViolationStanding): void {
    const names = namesOf(policy.name, violation);
    const entry = seen.get(fingerprint);
    if (entry === undefined) {
      seen.set(fingerprint, { ...NOT_SEEN, [groupOf(standing)]: 1, names });
      return;
    }
    entry[groupOf(standing)] += 1;
    // Of several rows the same names in every run, in whatever order they come.
    if (JSON.stringify(names) < JSON.stringify(entry.names)) entry.names = names;
  }

  return {
    add(rows, stated) {
      listed += rows.length;
      most = Math.max(most, stated ?? 0);
      const isNew = pages.add(rows);
      const reported: ReportedViolation[] = [];
      for (const [index, { violation }] of rows.entries()) {
        // If a row came twice, another one was lost, and nobody knows what that is: so the second one gates.
        if (!isNew(index)) continue;
        const fingerprint = isKept || isListed ? identifyViolation(policy.id, violation) : null;
        const leftOutBy = gates ? acceptance.leftOutBy(violation) : null;
        const standing = standingOf(violation, fingerprint, leftOutBy);
        counts[standing] += 1;
        if (leftOutBy !== null) outOfScopeBy[leftOutBy] = (outOfScopeBy[leftOutBy] ?? 0) + 1;
        if (violation.tags !== null && violation.tags.length > 0) hasTags = true;
        if (standing === 'gating') groups?.add(violation);
        if (fingerprint !== null && isKept) keep(fingerprint, violation, standing);
        if (standing === 'gating' && shown.length < mostShown) shown.push(violation);
        if (isListed) reported.push({ violation, standing, leftOutBy, fingerprint });
      }
      return reported;
    },
    finish: () => ({
      listed: Math.max(listed, most),
      read: Object.values(counts).reduce((sum, count) => sum + count, 0),
      outOfScope: counts['out-of-scope'],
      outOfScopeBy,
      hasTags,
      waived: counts.waived,
      waivedAndKnown: countOverlap(seen, acceptance.known),
      known: counts.known,
      shown,
      covered,
      seen: isKept ? seen : undefined,
      groups: groups?.finish() ?? [],
      pages: pages.digests,
    }),
  };
}

const NOT_SEEN = { open: 0, waived: 0, outOfScope: 0 };

function groupOf(standing: ViolationStanding): keyof typeof NOT_SEEN {
  if (standing === 'out-of-scope') return 'outOfScope';
  return standing === 'waived' ? 'waived' : 'open';
}

/** How many would be known, were they not waived. */
function countOverlap(seen: SeenViolations, known: PolicyAcceptance['known']): number {
  let overlap = 0;
  for (const [fingerprint, { open, waived }] of seen) {
    const most = known?.get(fingerprint)?.count ?? 0;
    overlap += Math.min(most, open + waived) - Math.min(most, open);
  }
  return overlap;
}

/** A baseline is there to be read; and a hundred thousand names are held at once. */
const LONGEST_NAME = 300;

function namesOf(policy: string, violation: Violation): SeenViolation['names'] {
  const cut = (text: string) => text.slice(0, LONGEST_NAME);
  const [name, platformId] = [cut(violation.name), cut(violation.platformId)];
  return {
    policy,
    account: cut(violation.accountName || (violation.accountId ?? '')),
    region: cut(violation.region),
    resource: platformId === '' || platformId.includes(name) ? platformId || name : `${name} (${platformId})`,
  };
}

/** Compares the pages of one reading of a list. */
interface PageComparison {
  /** @returns whether a row of the page, by its index, came on no earlier page */
  add(rows: readonly ViolationRow[]): (index: number) => boolean;
  readonly digests: readonly PageDigest[];
}

/**
 * Finds rows that came on an earlier page already: the list has no order that is promised, so that between two pages
 * it may give a row again and lose another. Rows alike on one page are different rows, and so are those that differ
 * in anything at all.
 */
function comparePages(): PageComparison {
  const earlier = new Set<number>();
  const violations = new Set<number>();
  const digests: PageDigest[] = [];
  let first: readonly ViolationRow[] | null = null;
  let previous: readonly number[] = [];
  function take(rows: readonly ViolationRow[]): readonly number[] {
    for (const row of previous) earlier.add(row);
    previous = rows.map(({ json }) => hashText(JSON.stringify(json, sortKeys)));
    const own = rows.map(({ violation }) => hashText(JSON.stringify(violation)));
    const isRepeated = own.some((one) => violations.has(one));
    for (const one of own) violations.add(one);
    digests.push({ rows: digest(previous), violations: digest(own), isRepeated });
    return previous;
  }
  return {
    digests,
    add(rows) {
      // Most lists have one page only: nothing is hashed before there is another.
      if (first === null) {
        first = rows;
        return () => true;
      }
      if (digests.length === 0) take(first);
      first = [];
      const hashes = take(rows);
      return (index) => !earlier.has(hashes[index] ?? Number.NaN);
    },
  };
}

/** For JSON that is the same whatever the order of its keys. */
function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** 53 bits: of a million rows two share one in a case of twenty thousand, and then one gates that need not. */
function hashText(text: string): number {
  const digits = hash('sha1', text, 'hex');
  return Number.parseInt(digits.slice(0, 8), 16) * 2 ** 21 + (Number.parseInt(digits.slice(8, 16), 16) >>> 11);
}

function digest(hashes: readonly number[]): string {
  return hash('sha1', hashes.toSorted((a, b) => a - b).join());
}
