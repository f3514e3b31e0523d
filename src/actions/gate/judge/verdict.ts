import type { Policy } from '../../../platform/policies.ts';
import { gateSeverity, SEVERITIES, type Severity } from '../../../platform/severity.ts';
import type { PolicyStanding } from '../evaluate/freshness.ts';
import type { Judgement, PolicyResult, Rule, ViolationCounts } from '../result.ts';
import { comparePolicies } from '../select/order.ts';
import { gates, isTolerated } from './rule.ts';
import { isWholeList } from './tally.ts';
import type { PolicyList } from './violations.ts';

/** A selected policy with all that is known about it. */
export interface Finding {
  readonly policy: Policy;
  readonly standing: PolicyStanding;
  /** Undefined where it was not asked for. */
  readonly list: PolicyList | undefined;
}

/** What the findings come to. */
export type Verdict = Pick<
  Judgement,
  'policies' | 'selected' | 'judged' | 'failing' | 'inconclusive' | 'totals' | 'bySeverity' | 'rule'
>;

export type PolicyOutcome = 'passed' | 'violations' | 'inconclusive';

const NONE: ViolationCounts = { found: 0, gating: 0, known: 0, waived: 0, belowThreshold: 0, outOfScope: 0 };

/**
 * Judges every finding and sums up. The order of the findings does not matter.
 *
 * Of a policy whose violations have to be looked at, and could not be, each one may gate. Where the rule tolerates even
 * that, the policy is judged all the same; where it does not, nobody knows.
 */
export function judgePolicies(findings: readonly Finding[], rule: Rule): Verdict {
  const atWorst = summarize(findings.map((finding) => judgePolicy(finding, rule)));
  const isEnough = isTolerated(atWorst.bySeverity, rule.maxViolations);
  const summary = isEnough
    ? atWorst
    : summarize(findings.map((finding) => judgePolicy(withholdUnread(finding, rule), rule)));
  return { ...summary, rule };
}

function summarize(results: readonly PolicyResult[]): Omit<Verdict, 'rule'> {
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
 * judged. No policy at all proves nothing.
 */
export function decideOutcome({ bySeverity, rule, inconclusive, judged }: Verdict): PolicyOutcome {
  if (!isTolerated(bySeverity, rule.maxViolations)) return 'violations';
  return inconclusive > 0 || judged === 0 ? 'inconclusive' : 'passed';
}

/** Without the list nobody knows which of the violations gate. */
function withholdUnread(finding: Finding, rule: Rule): Finding {
  const { policy, standing, list } = finding;
  const mayGate = gates(gateSeverity(policy.severity), rule.failOn) && list?.isWaived === false;
  if (standing.standing !== 'judged' || list?.kind !== 'unread' || !mayGate) return finding;
  // @failure policies | `inconclusive` | With `accounts`, `baseline` or `waivers` the list decides which violations
  // gate. The reason follows; mostly the key's role may not list them.
  const reason = `its violations could not be read: ${list.problem}`;
  return { policy, standing: { standing: 'unreadable', reason }, list: undefined };
}

function judgePolicy({ policy, standing, list }: Finding, rule: Rule): PolicyResult {
  const severity = gateSeverity(policy.severity);
  return {
    id: policy.id,
    name: policy.name,
    description: policy.description,
    domain: policy.domain,
    severity,
    severityLabel: policy.severity,
    evaluatedAt: policy.runAt,
    ...standing,
    ...(standing.standing === 'judged' ? countViolations(policy, severity, list, rule) : NONE),
    ...describeList(policy, list),
    source: null,
    change: null,
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
  const listed = list?.kind === 'sample' || list?.kind === 'unread' ? list.listed : (tally?.listed ?? 0);
  const found = Math.max(policy.violationCount ?? 0, listed);
  if (!gates(severity, rule.failOn)) return { ...NONE, found, belowThreshold: found };
  const [outOfScope, waived, known] = [tally?.outOfScope ?? 0, tally?.waived ?? 0, tally?.known ?? 0];
  const rest = found - outOfScope - waived - known;
  const counts = { ...NONE, found, outOfScope, known };
  return list?.isWaived === true ? { ...counts, waived: waived + rest } : { ...counts, waived, gating: rest };
}

function sum(policies: readonly ViolationCounts[]): ViolationCounts {
  const total: { -readonly [K in keyof ViolationCounts]: number } = { ...NONE };
  for (const counts of policies) {
    for (const key of Object.keys(NONE) as (keyof ViolationCounts)[]) total[key] += counts[key];
  }
  return total;
}
