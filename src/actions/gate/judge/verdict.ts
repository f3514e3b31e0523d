import { gateSeverity, SEVERITIES, type Severity } from '../../../platform/severity.ts';
import { SCOPE_INPUTS } from '../select/aspect.ts';
import { comparePolicies } from './order.ts';
import { type Finding, judgePolicy, NO_COUNTS, type PolicyResult, type ViolationCounts } from './policy-result.ts';
import { gates, isTolerated, type Rule } from './rule.ts';

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
  /** Severities with selected policies of which none was judged: their sums are unknown. */
  readonly unjudgedSeverities: readonly Severity[];
  readonly rule: Rule;
  /**
   * Why nobody knows whether the lines that limit the scope mean what exists, as the end of a sentence: violations may
   * be out of scope that should gate. Null if it is known, or tolerated.
   */
  readonly scopeProblem: string | null;
}

export type PolicyOutcome = 'passed' | 'violations' | 'inconclusive';

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
    unjudgedSeverities: SEVERITIES.filter((severity) => {
      const own = policies.filter((policy) => policy.severity === severity);
      return own.length > 0 && own.every(({ standing }) => standing !== 'judged');
    }),
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
  // @failure policies | `inconclusive` | With `baseline`, `waivers` or an input of the [scope](verdict.md#the-scope),
  // the step needs the list of violations. The message says why it could not be read. Mostly the role of the key may
  // not list them.
  const reason = `its violations could not be read: ${list.problem}`;
  return { policy, standing: { standing: 'unreadable', reason }, list: undefined, change: null };
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
