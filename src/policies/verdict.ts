import type { Policy } from '../platform/policy.ts';
import type { Judgement, PolicyResult, Rule, ViolationCounts } from '../result.ts';
import { gateSeverity, SEVERITIES, type Severity } from '../severity.ts';
import type { PolicyStanding } from './freshness.ts';
import { comparePolicies } from './order.ts';
import type { Resources } from './resources.ts';
import { gates, isTolerated } from './rule.ts';

/** A selected policy with all that is known about it. */
export interface Finding {
  readonly policy: Policy;
  readonly standing: PolicyStanding;
  /** Undefined where they were not asked for. */
  readonly resources: Resources | undefined;
}

export type PolicyOutcome = 'passed' | 'violations' | 'inconclusive';

const NONE: ViolationCounts = { found: 0, gating: 0, belowThreshold: 0, outOfScope: 0 };

/** Judges every finding and sums up. The order of the findings does not matter. */
export function judgePolicies(
  findings: readonly Finding[],
  rule: Rule,
  facts: Pick<Judgement, 'paused' | 'freshSince' | 'filters'>,
): Judgement {
  const policies = findings.map((finding) => judgePolicy(finding, rule)).sort(comparePolicies);
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
    rule,
    ...facts,
  };
}

/**
 * The verdict on the policies: violations first, since they are proved whatever else is not; then what could not be
 * judged. No policy at all proves nothing.
 */
export function decideOutcome(judgement: Judgement): PolicyOutcome {
  if (!isTolerated(judgement.bySeverity, judgement.rule.maxViolations)) return 'violations';
  return judgement.inconclusive > 0 || judgement.judged === 0 ? 'inconclusive' : 'passed';
}

function judgePolicy({ policy, standing, resources }: Finding, rule: Rule): PolicyResult {
  const severity = gateSeverity(policy.severity);
  // Without the list nobody knows which of the violations are in scope.
  const isUnread = standing.standing === 'judged' && resources?.isNeeded === true && resources.problem !== null;
  const final: PolicyStanding = isUnread
    ? { standing: 'unreadable', reason: `its violations could not be read: ${resources.problem}` }
    : standing;
  return {
    id: policy.id,
    name: policy.name,
    description: policy.description,
    domain: policy.domain,
    severity,
    severityLabel: policy.severity,
    evaluatedAt: policy.runAt,
    ...final,
    ...(final.standing === 'judged' ? countViolations(policy, severity, resources, rule) : NONE),
    resources: resources?.shown ?? [],
    resourcesProblem: isUnread ? null : (resources?.problem ?? null),
  };
}

/** A role may hide rows from the list, and the count may be older: the larger of both is what there is. */
function countViolations(
  policy: Policy,
  severity: Severity,
  resources: Resources | undefined,
  rule: Rule,
): ViolationCounts {
  const found = Math.max(policy.violationCount ?? 0, resources?.listed ?? 0);
  if (!gates(severity, rule.failOn)) return { found, gating: 0, belowThreshold: found, outOfScope: 0 };
  const outOfScope = resources?.outOfScope ?? 0;
  return { found, gating: found - outOfScope, belowThreshold: 0, outOfScope };
}

function sum(policies: readonly ViolationCounts[]): ViolationCounts {
  const total = { ...NONE };
  for (const counts of policies) {
    total.found += counts.found;
    total.gating += counts.gating;
    total.belowThreshold += counts.belowThreshold;
    total.outOfScope += counts.outOfScope;
  }
  return total;
}
