import { addDays } from '../day.ts';
import type { Policy } from '../platform/policy.ts';
import type { Rule, WaiverResult, WaiverState } from '../result.ts';
import { gateSeverity } from '../severity.ts';
import { gates } from './rule.ts';
import { describeNearest } from './selection.ts';
import { isWholeList } from './tally.ts';
import type { Finding } from './verdict.ts';
import { isInForce, isWaiverOf, type Waiver, waivesAll } from './waiver.ts';

/** So long before its end a waiver is listed, in days. */
const EXPIRING_DAYS = 14;

/** @param today `YYYY-MM-DD` in UTC */
export function stateOf(waiver: Waiver, today: string): WaiverState {
  if (!isInForce(waiver, today)) return 'expired';
  return isInForce(waiver, addDays(today, EXPIRING_DAYS)) ? 'in-force' : 'expiring';
}

/**
 * What became of every waiver. One that could not be held against all violations that it may mean is never said to be
 * there in vain: they may be those of another gate that reads the same file.
 * @param catalogue all policies of the Platform, as far as the key sees them
 */
export function assessWaivers(
  waivers: readonly Waiver[],
  today: string,
  catalogue: readonly Policy[],
  findings: readonly Finding[],
  { rule, isDataWhole }: { readonly rule: Rule; readonly isDataWhole: boolean },
): WaiverResult[] {
  const byId = new Map(findings.map((finding) => [finding.policy.id, finding]));
  return waivers.map((waiver) => {
    const common = { waiver, state: stateOf(waiver, today), isWhole: waiver.resource === null };
    if (common.state === 'expired') return { ...common, covered: null, problem: null };
    const policies = catalogue.filter((policy) => isWaiverOf(waiver, policy));
    if (policies.length === 0) {
      const names = catalogue.map(({ name }) => name);
      return {
        ...common,
        covered: 0,
        problem: `the Platform has no policy of that name or id${describeNearest(waiver.policy, names)}`,
      };
    }
    const covered = policies.map(({ id }) => countCovered(waiver, byId.get(id), rule));
    const known = covered.filter((count) => count !== null);
    const total = known.reduce((sum, count) => sum + count, 0);
    const isInVain = isDataWhole && total === 0 && known.length === policies.length;
    return {
      ...common,
      covered: known.length === 0 ? null : total,
      problem: isInVain ? 'it matches no violation' : null,
    };
  });
}

/** Null where they were not looked at, or not all of them. */
function countCovered(waiver: Waiver, finding: Finding | undefined, rule: Rule): number | null {
  if (finding === undefined || finding.standing.standing !== 'judged') return null;
  const { policy, list } = finding;
  const count = policy.violationCount ?? 0;
  if (count === 0) return 0;
  if (!gates(gateSeverity(policy.severity), rule.failOn)) return null;
  if (list?.kind !== 'whole') return waivesAll(waiver) ? count : null;
  const covered = list.tally.covered.get(waiver) ?? 0;
  // It may cover some of those that the list does not show.
  return covered === 0 && !isWholeList(policy, list.tally) ? null : covered;
}

/** A sentence for each waiver that somebody has to do something about. */
export function describeWaivers(results: readonly WaiverResult[], path: string): string[] {
  return results.flatMap(({ waiver, state, problem }) => {
    const which = `The waiver of ${waiver.policy} (${path}, line ${waiver.line}; owner: ${waiver.owner})`;
    if (state === 'expired') {
      return [`${which} expired on ${waiver.expires}, so that it waives nothing. Its reason was: ${waiver.reason}`];
    }
    return problem === null ? [] : [`${which} is there in vain: ${problem}.`];
  });
}
