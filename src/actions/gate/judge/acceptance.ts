import type { Policy } from '../../../platform/policy.ts';
import type { Violation } from '../../../platform/violations.ts';
import type { Baseline, PolicyBaseline } from '../baseline/baseline.ts';
import { listFilters, matchScope, type ScopeInput, type ScopePatterns } from '../select/aspect.ts';
import { groupByPolicy, matchWaiver, type Waiver, waivesAll } from '../waivers/waiver.ts';

/** What keeps a violation from gating, as the inputs and their files say it. */
export interface Acceptance {
  readonly scope: ScopePatterns;
  /** Those that are in force. */
  readonly waivers: readonly Waiver[];
  /** Those that are not any more: they keep nothing from gating, but people want to know what they covered. */
  readonly expired?: readonly Waiver[];
  /** Null if there is none. */
  readonly baseline: Baseline | null;
}

/** The same for the violations of one policy. */
export interface PolicyAcceptance {
  /** Whether each violation has to be looked at before the policy can be judged. */
  readonly needsList: boolean;
  /** Whether every violation that is in scope is waived, also those that the key may not see. */
  readonly isWaived: boolean;
  /** The input that leaves a violation out; null if it is in scope. */
  readonly leftOutBy: (violation: Violation) => ScopeInput | null;
  readonly waivers: readonly PreparedWaiver[];
  readonly expired: readonly PreparedWaiver[];
  /** Null if there is no baseline, and nothing is to be known for the next one. */
  readonly known: PolicyBaseline | null;
}

export interface PreparedWaiver {
  readonly waiver: Waiver;
  readonly matches: (violation: Violation) => boolean;
}

/** Makes the rules for one policy after another. */
export function prepareAcceptance({
  scope,
  waivers,
  expired = [],
  baseline,
}: Acceptance): (policy: Policy) => PolicyAcceptance {
  const leftOutBy = matchScope(scope);
  const isScoped = listFilters(scope).length > 0;
  const prepare = (some: readonly Waiver[]) =>
    groupByPolicy(
      some.map((waiver) => ({ waiver, matches: matchWaiver(waiver) })),
      ({ waiver }) => waiver.policy,
    );
  const [prepared, preparedExpired] = [prepare(waivers), prepare(expired)];
  return (policy) => {
    const own = prepared.find(policy);
    return {
      needsList: isScoped || baseline !== null || own.some(({ waiver }) => !waivesAll(waiver)),
      isWaived: own.some(({ waiver }) => waivesAll(waiver)),
      leftOutBy,
      waivers: own,
      expired: preparedExpired.find(policy),
      known: baseline === null ? null : (baseline.byPolicy.get(policy.id) ?? new Map()),
    };
  };
}
