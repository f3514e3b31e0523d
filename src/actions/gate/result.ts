import type { Severity } from '../../platform/severity.ts';
import type { Timestamp } from '../../platform/timestamp.ts';
import type { Violation } from '../../platform/violations.ts';
import type { Outcome } from './outcome.ts';
import type { Waiver } from './waivers/waiver.ts';

/**
 * What a step found out, as plain data. It is settled before the first reporter runs; reporters only read it.
 * Every text in it that came from the Platform is as the Platform sent it: a reporter escapes what it shows.
 */
export interface GateResult {
  readonly outcome: Outcome;
  /** Whether the step is green. */
  readonly green: boolean;
  readonly mode: Mode;
  /** One sentence that names the outcome, the rule and the count: plain text, in which backticks mark input names. */
  readonly sentence: string;
  /** The sentence's parts, where it tells several problems at once; else empty. */
  readonly problems: readonly string[];
  /** What to do next; null where nothing is to be done. */
  readonly remedy: string | null;
  /** What people should know and what did not decide the outcome. */
  readonly warnings: readonly string[];
  /** Base address of the Platform's API; null where the input was bad. */
  readonly platformUrl: string | null;
  /** One a sync that was asked for, in the order of the input. */
  readonly syncs: readonly SyncResult[];
  /** Null where the step ended before there was anything to judge, and in mode `sync`. */
  readonly judgement: Judgement | null;
  /** From the start of the step to its verdict. */
  readonly elapsedSeconds: number;
}

export type Mode = 'gate' | 'sync' | 'check';

export interface SyncResult {
  readonly syncName: string;
  /** Null where no run exists. */
  readonly runId: string | null;
  /** Where the run comes from; null where there is none. */
  readonly origin: RunOrigin | null;
  readonly state: SyncState;
  /** The run's status in the Platform's words; null where no run was seen. */
  readonly status: string | null;
  readonly statusReason: string | null;
  readonly ingested: boolean | null;
  readonly rows: number | null;
  readonly errors: number | null;
  /** Tables that are done; null where the Platform did not say. */
  readonly tables: number | null;
  readonly createdAt: Timestamp | null;
  readonly completedAt: Timestamp | null;
  /** From the run's creation to its completion, on the Platform's clock. */
  readonly durationSeconds: number | null;
  /** Why it did not succeed; null where it did. */
  readonly problem: string | null;
  /** Tables with errors, worst first, a few at most. */
  readonly worstTables: readonly { name: string; errors: number; rows: number | null }[];
  /** The last lines of the run's log, where it failed. */
  readonly lastLogLines: readonly string[];
}

/** `started`: by this step. `adopted`: by this step too, whose answer got lost. The others are somebody else's. */
export type RunOrigin = 'started' | 'adopted' | 'attached' | 'reused';

/** `unfinished`: it was still going when the step ended. */
export type SyncState = 'succeeded' | 'partial' | 'failed' | 'cancelled' | 'refused' | 'unfinished';

export interface Judgement {
  /** The selected policies, worst first. */
  readonly policies: readonly PolicyResult[];
  /** Selected and active. */
  readonly selected: number;
  /** Selected and judged on results that count. */
  readonly judged: number;
  /** With at least one gating violation. */
  readonly failing: number;
  /** Selected, but could not be judged. */
  readonly inconclusive: number;
  /** Would be selected, were they not paused. */
  readonly paused: number;
  /** Sums over the judged policies. */
  readonly totals: ViolationCounts;
  /** The same by severity; an unknown severity counts as `critical`. */
  readonly bySeverity: Readonly<Record<Severity, ViolationCounts>>;
  /** A policy counts where it was evaluated at this moment or later; null in mode `check`. */
  readonly freshSince: Timestamp | null;
  readonly rule: Rule;
  /** The filters that are active. */
  readonly filters: readonly ActiveFilter[];
  /** Null without a baseline. */
  readonly baseline: BaselineResult | null;
  /** Every entry of the waivers file, in its order. */
  readonly waivers: readonly WaiverResult[];
  readonly news: News;
}

/** A filter that is set, and what it keeps from being judged. */
export interface ActiveFilter {
  /** The input, such as `accounts`. */
  readonly input: string;
  /** Its lines, such as `prod-*, !prod-sandbox`. */
  readonly value: string;
  /** Active policies that it leaves out, or of `accounts` the violations; null where that is not known. */
  readonly leftOut: number | null;
}

export interface BaselineResult {
  /** As the input names it. */
  readonly path: string;
  /** Violations in it. */
  readonly entries: number;
  /** Of these, the ones that are gone. */
  readonly fixed: number;
  /** Violations that it lacks, and that this run's own baseline holds. */
  readonly added: number;
}

/** `expiring`: it holds for two weeks more at most. */
export type WaiverState = 'in-force' | 'expiring' | 'expired';

export interface WaiverResult {
  readonly waiver: Waiver;
  readonly state: WaiverState;
  /** Whether it names no resource, and so covers all of its policy's. */
  readonly isWhole: boolean;
  /** Violations that it covers; null where they were not looked at. */
  readonly covered: number | null;
  /** Why it has no effect; null where it is not, or nobody knows. */
  readonly problem: string | null;
}

/** How many violations are new. */
export type News =
  /** Against the baseline: each one by itself. */
  | { readonly kind: 'baseline'; readonly count: number }
  /** Against the evaluation before: the growth of the policies' counts only. */
  | { readonly kind: 'counts'; readonly count: number }
  | { readonly kind: 'unknown' };

/** found = gating + known + waived + belowThreshold + outOfScope. */
export interface ViolationCounts {
  readonly found: number;
  readonly gating: number;
  /** In the baseline. */
  readonly known: number;
  readonly waived: number;
  /** Of a severity lower than `fail-on`. */
  readonly belowThreshold: number;
  /** In accounts that `accounts` leaves out. */
  readonly outOfScope: number;
}

export interface Rule {
  /** Lowest severity that gates. */
  readonly failOn: Severity | 'none';
  readonly maxViolations: MaxViolations;
}

/** Gating violations that are tolerated: over all severities, or for each. */
export type MaxViolations =
  | { readonly kind: 'total'; readonly limit: number }
  | { readonly kind: 'by-severity'; readonly limits: Readonly<Record<Severity, number>> };

export interface PolicyResult extends ViolationCounts {
  /** How much its count grew since the evaluation before the sync; null where that is not known without asking. */
  readonly change: number | null;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly domain: string;
  /** The severity that it gates with. */
  readonly severity: Severity;
  /** The severity in the Platform's word. */
  readonly severityLabel: string;
  readonly evaluatedAt: Timestamp | null;
  readonly standing: Standing;
  /** Why it could not be judged; null where it was. */
  readonly reason: string | null;
  /** The first violations that gate, no more than the reports show. */
  readonly resources: readonly Violation[];
  /** Where in the checkout one of these resources was made; null where none says so for sure. */
  readonly source: PolicySource | null;
  /** Why there are none to show although there are violations; null otherwise. */
  readonly resourcesProblem: string | null;
}

/** A place in the checkout, and the resource that was made there. */
export interface PolicySource {
  /** Relative to the repository. */
  readonly file: string;
  /** From 1; null where only the file is known. */
  readonly line: number | null;
  /** Its index among the policy's resources. */
  readonly resource: number;
}

/** What a violation counts as. */
export type ViolationStanding = 'gating' | 'known' | 'waived' | 'below-threshold' | 'out-of-scope';

/** One violation, for reports that list all of them. */
export interface ReportedViolation {
  readonly violation: Violation;
  readonly standing: ViolationStanding;
  /** Identifies it across runs; null where the row says nothing of its resource. */
  readonly fingerprint: string | null;
}

/** Whether a policy's result counts. All but `judged` make the outcome inconclusive; their counts are 0. */
export type Standing = 'judged' | 'stale' | 'never-evaluated' | 'unreadable';
