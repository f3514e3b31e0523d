import type { Violation, ViolationRow } from '../../../platform/violations.ts';
import type { SeenViolation, SeenViolations } from '../baseline/baseline.ts';
import { identifyViolation } from '../baseline/fingerprint.ts';
import type { ScopeInput } from '../select/aspect.ts';
import type { Waiver } from '../waivers/waiver.ts';
import type { IndexWaivers } from '../waivers/waiver-index.ts';
import type { PolicyAcceptance, PreparedWaiver } from './acceptance.ts';
import { createGroupCounter, type Group, type GroupBy } from './group.ts';
import { comparePages, type PageDigest } from './page-digest.ts';

/** What a violation counts as. */
export type ViolationStanding = 'gating' | 'known' | 'waived' | 'below-threshold' | 'out-of-scope';

/** One violation, for reports that list all of them. */
export interface ReportedViolation {
  readonly violation: Violation;
  readonly standing: ViolationStanding;
  /** The input that leaves it out of scope; null if none does, or nobody asked. */
  readonly leftOutBy: ScopeInput | null;
  /** Identifies it across runs; null if the row says nothing of its resource. */
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
  /** Of those that gate, the ones that a waiver covered until it expired. */
  readonly formerlyWaived: number;
  /** How many violations each waiver covers, in scope or not, whatever other waivers cover. */
  readonly covered: ReadonlyMap<Waiver, number>;
  /** How many of those that gate each waiver that expired would cover. */
  readonly formerlyCovered: ReadonlyMap<Waiver, number>;
  /** Undefined without a baseline, and if none of them gates. */
  readonly seen: SeenViolations | undefined;
  /** Who has those that gate; none if nobody asks. */
  readonly groups: readonly Group[];
  /** Compared with those of another reading; none for a list of one page. */
  readonly pages: readonly PageDigest[];
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
  /** Without it each waiver is tried for each violation. */
  readonly indexWaivers?: IndexWaivers | undefined;
}

/** @param policy its name is for the baseline */
export function createTally(
  policy: { readonly id: string; readonly name: string },
  acceptance: PolicyAcceptance,
  { mostShown, gates, isListed, groupBy, indexWaivers }: TallyOptions,
): TallyBuilder {
  const counts = { 'below-threshold': 0, 'out-of-scope': 0, waived: 0, known: 0, gating: 0 };
  const covered = countEach(acceptance.waivers);
  const formerlyCovered = countEach(acceptance.expired);
  const findInForce = indexWaivers?.(acceptance.waivers) ?? (() => acceptance.waivers);
  const findExpired = indexWaivers?.(acceptance.expired) ?? (() => acceptance.expired);
  const seen = new Map<string, { -readonly [K in keyof SeenViolation]: SeenViolation[K] }>();
  const used = new Map<string | null, number>();
  const shown: Violation[] = [];
  const pages = comparePages();
  const outOfScopeBy: Partial<Record<ScopeInput, number>> = {};
  const groups = createGroupCounter(groupBy);
  let hasTags = false;
  let formerlyWaived = 0;
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
    const inForce = findInForce(violation).filter(({ matches }) => matches(violation));
    for (const { waiver } of inForce) covered.set(waiver, (covered.get(waiver) ?? 0) + 1);
    if (leftOutBy !== null) return 'out-of-scope';
    if (inForce.length > 0) return 'waived';
    const known = fingerprint === null ? 0 : (acceptance.known?.get(fingerprint)?.count ?? 0);
    const rows = (used.get(fingerprint) ?? 0) + 1;
    if (rows > known) {
      const expired = findExpired(violation).filter(({ matches }) => matches(violation));
      for (const { waiver } of expired) formerlyCovered.set(waiver, (formerlyCovered.get(waiver) ?? 0) + 1);
      if (expired.length > 0) formerlyWaived += 1;
      return 'gating';
    }
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
      formerlyWaived,
      covered,
      formerlyCovered,
      seen: isKept ? seen : undefined,
      groups: groups?.finish() ?? [],
      pages: pages.digests,
    }),
  };
}

function countEach(waivers: readonly PreparedWaiver[]): Map<Waiver, number> {
  return new Map(waivers.map(({ waiver }) => [waiver, 0]));
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
