import type { Policy } from '../../../platform/policy.ts';

/** Violations that were there before, and so do not gate. */
export interface Baseline {
  /** As the input names it. */
  readonly path: string;
  /** By policy id, then by fingerprint (`identifyViolation`). */
  readonly byPolicy: ReadonlyMap<string, PolicyBaseline>;
}

export type PolicyBaseline = ReadonlyMap<string, BaselineEntry>;

export interface BaselineEntry {
  /** How many rows share the fingerprint; a further one is new. */
  readonly count: number;
  readonly names: EntryNames;
}

/** For people, and for nothing else: empty if they are hidden. */
export interface EntryNames {
  readonly policy: string;
  readonly account: string;
  readonly region: string;
  readonly resource: string;
}

/** The rows of a policy's list, by fingerprint. */
export type SeenViolations = ReadonlyMap<string, SeenViolation>;

export interface SeenViolation {
  /** Gating or known: what a baseline may hold. */
  readonly open: number;
  readonly waived: number;
  readonly outOfScope: number;
  readonly names: EntryNames;
}

/** What was seen of a policy whose result counts. */
export interface PolicyLook {
  readonly policy: Policy;
  /** Undefined if its list was not read. */
  readonly seen: SeenViolations | undefined;
  /** Whether no violation can be missing from `seen`. */
  readonly isWhole: boolean;
}

/** What a run says of its baseline. */
export interface BaselineResult {
  /** As the input names it. */
  readonly path: string;
  /** Violations in it. */
  readonly entries: number;
  /** Of these, the ones that are gone; null if nothing was judged. */
  readonly fixed: number | null;
  /** Violations that it lacks, and that this step's own baseline holds; null if nothing was judged. */
  readonly added: number | null;
}

export interface BaselineChange {
  /** The baseline as this run leaves it. */
  readonly next: Baseline;
  /** Violations of the old one that are gone from a list that is whole. */
  readonly fixed: number;
  /** In the next one, and not in the old one. */
  readonly added: number;
}

const EMPTY: PolicyBaseline = new Map();

/** How many violations a baseline holds. */
export function countEntries(baseline: Baseline): number {
  let count = 0;
  for (const entries of baseline.byPolicy.values()) for (const entry of entries.values()) count += entry.count;
  return count;
}

/** The same baseline without names of accounts and resources; those of policies stay. */
export function hideNames(baseline: Baseline): Baseline {
  const hide = ({ count, names }: BaselineEntry): BaselineEntry => ({
    count,
    names: { policy: names.policy, account: '', region: '', resource: '' },
  });
  const hideAll = (entries: PolicyBaseline) => new Map([...entries].map(([id, entry]) => [id, hide(entry)]));
  return { ...baseline, byPolicy: new Map([...baseline.byPolicy].map(([id, entries]) => [id, hideAll(entries)])) };
}

/**
 * Brings a baseline up to date. What this run could not look at stays as it was: only a list that is whole shows
 * that a violation is gone. What is waived is taken out, or it would be green for ever once the waiver expires.
 */
export function updateBaseline(baseline: Baseline, looks: readonly PolicyLook[]): BaselineChange {
  const byPolicy = new Map(baseline.byPolicy);
  let fixed = 0;
  let added = 0;
  for (const look of looks) {
    const old = baseline.byPolicy.get(look.policy.id) ?? EMPTY;
    const entries = updateEntries(old, look);
    for (const [fingerprint, { count }] of entries) added += Math.max(0, count - (old.get(fingerprint)?.count ?? 0));
    for (const [fingerprint, { count }] of old)
      fixed += look.isWhole ? Math.max(0, count - rowsOf(look, fingerprint)) : 0;
    if (entries.size > 0) byPolicy.set(look.policy.id, entries);
    else byPolicy.delete(look.policy.id);
  }
  return { next: { path: baseline.path, byPolicy }, fixed, added };
}

function rowsOf({ seen }: PolicyLook, fingerprint: string): number {
  const now = seen?.get(fingerprint);
  return now === undefined ? 0 : now.open + now.waived + now.outOfScope;
}

function updateEntries(old: PolicyBaseline, { seen, isWhole }: PolicyLook): PolicyBaseline {
  const entries = new Map<string, BaselineEntry>();
  for (const [fingerprint, { count, names }] of old) {
    const now = seen?.get(fingerprint);
    // Some of those that are not seen may be waived too, or none: the entry stays as it is.
    const unseen = isWhole || (now?.waived ?? 0) >= count ? 0 : count;
    // What is out of scope of this gate may be in that of another one, which reads the same file.
    const kept = Math.max(unseen, now?.open ?? 0, Math.min(count, (now?.open ?? 0) + (now?.outOfScope ?? 0)));
    if (kept > 0) entries.set(fingerprint, { count: kept, names: now?.names ?? names });
  }
  for (const [fingerprint, { open, names }] of seen ?? []) {
    if (open > 0 && !entries.has(fingerprint)) entries.set(fingerprint, { count: open, names });
  }
  return entries;
}
