import type { Policy } from '../../../platform/policy.ts';
import { gateSeverity, SEVERITIES, type Severity } from '../../../platform/severity.ts';
import type { Timestamp } from '../../../platform/timestamp.ts';
import type { Violation } from '../../../platform/violations.ts';
import { type Mark, readDescription } from '../../../text/mark.ts';
import type { PolicyStanding, Standing } from '../evaluate/freshness.ts';
import { SCOPE_INPUTS, type ScopeInput } from '../select/aspect.ts';
import { comparePolicies } from './order.ts';
import { gates, isTolerated, type Rule } from './rule.ts';
import { isWholeList } from './tally.ts';
import type { PolicyList } from './violations.ts';

/** A selected policy with all that is known about it. */
export interface Finding {
  readonly policy: Policy;
  readonly standing: PolicyStanding;
  /** Undefined if it was not asked for. */
  readonly list: PolicyList | undefined;
  /** How much its count grew since the evaluation before the sync; null if that is unknown. */
  readonly change: number | null;
}

/** The verdict on one policy. */
export interface PolicyResult extends ViolationCounts {
  /** How much its count grew since the evaluation before the sync; null if that is not known without asking. */
  readonly change: number | null;
  readonly id: string;
  readonly name: string;
  /** Without the mark of who manages it. */
  readonly description: string;
  /** Null: nobody manages it from files. */
  readonly definition: Definition | null;
  readonly domain: string;
  /** The severity that it gates with. */
  readonly severity: Severity;
  /** The severity in the Platform's word. */
  readonly severityLabel: string;
  readonly evaluatedAt: Timestamp | null;
  readonly standing: Standing;
  /** Why it could not be judged; null if it was. */
  readonly reason: string | null;
  /** The first violations that gate, no more than the reports show. */
  readonly resources: readonly Violation[];
  /** Why there are none to show although there are violations; null otherwise. */
  readonly resourcesProblem: string | null;
}

/** The file of a repository that defines a policy. */
export interface Definition extends Mark {
  /** Its path in this checkout; null if it is not there, or not known for certain. */
  readonly file: string | null;
}

/** found = gating + known + waived + belowThreshold + outOfScope. */
export interface ViolationCounts {
  readonly found: number;
  readonly gating: number;
  /** In the baseline. */
  readonly known: number;
  readonly waived: number;
  /** Of a severity lower than `fail-on`. */
  readonly belowThreshold: number;
  /** Left out by `accounts`, `tags`, `regions`, `resource-types` or `clouds`. */
  readonly outOfScope: number;
  /** The same by input; one that several leave out counts for the first. What is 0 is left out. */
  readonly outOfScopeBy: Readonly<Partial<Record<ScopeInput, number>>>;
}

/** What the findings come to. */
export interface Verdict {
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
  /** Sums over the judged policies. */
  readonly totals: ViolationCounts;
  /** The same by severity; an unknown severity counts as `critical`. */
  readonly bySeverity: Readonly<Record<Severity, ViolationCounts>>;
  readonly rule: Rule;
  /**
   * Why nobody knows whether the lines that limit the scope mean what exists, as the end of a sentence: violations may
   * be out of scope that should gate. Null if it is known, or tolerated.
   */
  readonly scopeProblem: string | null;
}

export type PolicyOutcome = 'passed' | 'violations' | 'inconclusive';

const NO_COUNTS = { found: 0, gating: 0, known: 0, waived: 0, belowThreshold: 0, outOfScope: 0 };
const NONE: ViolationCounts = { ...NO_COUNTS, outOfScopeBy: {} };

/**
 * Judges every finding and sums up. The order of the findings does not matter.
 *
 * Of a policy whose violations have to be looked at, and could not be, each one may gate. If the rule tolerates even
 * that, the policy is judged all the same. If it does not, what was seen to gate is enough to fail; else nobody knows.
 */
export function judgePolicies(findings: readonly Finding[], rule: Rule): Verdict {
  const rest = { rule, scopeProblem: null };
  const judge = (prepare: (finding: Finding) => Finding) =>
    summarize(findings.map((finding) => judgePolicy(prepare(finding), rule)));
  const atWorst = judge((finding) => finding);
  if (isTolerated(atWorst.bySeverity, rule.maxViolations)) return { ...atWorst, ...rest };
  const withheld = judge((finding) => withholdUnread(finding, rule));
  if (!findings.some(({ list }) => list?.kind === 'moving')) return { ...withheld, ...rest };
  const asSeen = judge((finding) => withholdUnread(takeSeen(finding), rule));
  return { ...(isTolerated(asSeen.bySeverity, rule.maxViolations) ? withheld : asSeen), ...rest };
}

function summarize(results: readonly PolicyResult[]): Omit<Verdict, 'rule' | 'scopeProblem'> {
  const policies = results.toSorted(comparePolicies);
  const judged = policies.filter((policy) => policy.standing === 'judged');
  const bySeverity = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, sum(judged.filter((policy) => policy.severity === severity))]),
  ) as Record<Severity, ViolationCounts>;
  return {
    policies,
    selected: policies.length,
    judged: judged.length,
    failing: judged.filter((policy) => policy.gating > 0).length,
    inconclusive: policies.length - judged.length,
    totals: sum(judged),
    bySeverity,
  };
}

/**
 * The verdict on the policies: violations first, since they are proved whatever else is not; then what could not be
 * judged. No policy at all proves nothing, and neither does a scope that may not exist.
 */
export function decideOutcome({ bySeverity, rule, inconclusive, judged, scopeProblem }: Verdict): PolicyOutcome {
  if (!isTolerated(bySeverity, rule.maxViolations)) return 'violations';
  return inconclusive > 0 || judged === 0 || scopeProblem !== null ? 'inconclusive' : 'passed';
}

/** Takes what was seen of a list that moved for all of it. */
function takeSeen(finding: Finding): Finding {
  const { list } = finding;
  if (list?.kind !== 'moving') return finding;
  return { ...finding, list: { kind: 'whole', tally: list.tally, isWaived: list.isWaived } };
}

/** Without the list nobody knows which of the violations gate. */
function withholdUnread(finding: Finding, rule: Rule): Finding {
  const { policy, standing, list } = finding;
  const mayGate = gates(gateSeverity(policy.severity), rule.failOn) && list?.isWaived === false;
  const isRead = list?.kind !== 'unread' && list?.kind !== 'moving';
  if (standing.standing !== 'judged' || isRead || !mayGate) return finding;
  // @failure policies | `inconclusive` | With `baseline`, `waivers` or one of the inputs of the [scope](verdict.md#the-scope),
  // the list decides which violations gate. The message gives the reason. Mostly the role of the key does not permit
  // listing them.
  const reason = `its violations could not be read: ${list.problem}`;
  return { policy, standing: { standing: 'unreadable', reason }, list: undefined, change: null };
}

function judgePolicy({ policy, standing, list, change }: Finding, rule: Rule): PolicyResult {
  const severity = gateSeverity(policy.severity);
  const { text, mark } = readDescription(policy.description);
  return {
    id: policy.id,
    name: policy.name,
    description: mark === null ? policy.description : text,
    definition: mark === null ? null : { ...mark, file: null },
    domain: policy.domain,
    severity,
    severityLabel: policy.severity,
    evaluatedAt: policy.runAt,
    ...standing,
    ...(standing.standing === 'judged' ? countViolations(policy, severity, list, rule) : NONE),
    ...describeList(policy, list),
    change,
  };
}

/** Some rows came twice, or fewer came than the list or the policy states: others are missing. */
const NOT_WHOLE = 'the list lacks some that the Platform counts';

function describeList(
  policy: Policy,
  list: PolicyList | undefined,
): Pick<PolicyResult, 'resources' | 'resourcesProblem'> {
  switch (list?.kind) {
    case 'whole':
      return { resources: list.tally.shown, resourcesProblem: isWholeList(policy, list.tally) ? null : NOT_WHOLE };
    case 'sample':
      return { resources: list.shown, resourcesProblem: null };
    case 'moving':
    case 'unread':
    case 'none':
      return { resources: [], resourcesProblem: list.problem };
    case undefined:
      return { resources: [], resourcesProblem: null };
  }
}

/** A role may hide rows from the list, and the count may be older: the larger of both is what there is. */
function countViolations(
  policy: Policy,
  severity: Severity,
  list: PolicyList | undefined,
  rule: Rule,
): ViolationCounts {
  const tally = list?.kind === 'whole' ? list.tally : null;
  const listed = list === undefined || list.kind === 'none' ? 0 : 'tally' in list ? list.tally.listed : list.listed;
  const found = Math.max(policy.violationCount ?? 0, listed);
  if (!gates(severity, rule.failOn)) return { ...NONE, found, belowThreshold: found };
  const [outOfScope, waived, known] = [tally?.outOfScope ?? 0, tally?.waived ?? 0, tally?.known ?? 0];
  const rest = found - outOfScope - waived - known;
  const counts = { ...NONE, found, outOfScope, outOfScopeBy: tally?.outOfScopeBy ?? {}, known };
  return list?.isWaived === true ? { ...counts, waived: waived + rest } : { ...counts, waived, gating: rest };
}

function sum(policies: readonly ViolationCounts[]): ViolationCounts {
  const total = { ...NO_COUNTS };
  for (const counts of policies) {
    for (const key of Object.keys(NO_COUNTS) as (keyof typeof NO_COUNTS)[]) total[key] += counts[key];
  }
  const byInput = SCOPE_INPUTS.map((input) => {
    return [input, policies.reduce((sum, { outOfScopeBy }) => sum + (outOfScopeBy[input] ?? 0), 0)] as const;
  });
  return { ...total, outOfScopeBy: Object.fromEntries(byInput.filter(([, count]) => count > 0)) };
}
