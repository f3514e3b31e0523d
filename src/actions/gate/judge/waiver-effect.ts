import type { Policy } from '../../../platform/policy.ts';
import { gateSeverity } from '../../../platform/severity.ts';
import { addDays } from '../../../text/day.ts';
import { countNouns } from '../../../text/format.ts';
import { findUnmatched } from '../../../text/pattern.ts';
import { groupByPolicy, isInForce, placeLines, type Waiver, waivesAll } from '../waivers/waiver.ts';
import type { Finding, PolicyResult } from './policy-result.ts';
import { gates, type Rule } from './rule.ts';
import { isWholeList } from './tally.ts';

/** `expiring`: it holds for two weeks more at most. */
export type WaiverState = 'in-force' | 'expiring' | 'expired';

export interface WaiverResult {
  readonly waiver: Waiver;
  readonly state: WaiverState;
  /** Whether it is in force today and no longer. */
  readonly isLastDay: boolean;
  /** Whether it names no resource, and so covers all of its policy's. */
  readonly isWhole: boolean;
  /** Violations that it covers, or of those that gate would cover, had it not expired; null if they were not looked at. */
  readonly covered: number | null;
  /** Why it has no effect; null if it has one, or nobody knows. */
  readonly problem: string | null;
  /** What can follow the problem: the nearest names that there are. */
  readonly hint: string;
}

const MOST_COMPARED = 50;
const MOST_TOLD = 50;

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
export async function assessWaivers(
  waivers: readonly Waiver[],
  today: string,
  catalogue: readonly Policy[],
  findings: readonly Finding[],
  { rule, isDataWhole }: { readonly rule: Rule; readonly isDataWhole: boolean },
): Promise<WaiverResult[]> {
  const { describeNearest } = await import('../select/problems.ts');
  const byId = new Map(findings.map((finding) => [finding.policy.id, finding]));
  const groups = groupPolicies(waivers, catalogue);
  const names = catalogue.map(({ name }) => name);
  const nearest = new Map<string, string>();
  const describeUnknown = (name: string) => {
    // Each comparison takes a while, and nobody reads a hundred of them.
    if (!nearest.has(name)) nearest.set(name, nearest.size < MOST_COMPARED ? describeNearest(name, names) : '');
    return nearest.get(name) ?? '';
  };
  return waivers.map((waiver) => {
    const isLastDay = waiver.expires === today;
    const common = { waiver, state: stateOf(waiver, today), isLastDay, isWhole: waiver.resource === null, hint: '' };
    const isExpired = common.state === 'expired';
    const policies = groups.get(waiver) ?? [];
    if (policies.length === 0) {
      if (isExpired) return { ...common, covered: 0, problem: null };
      const problem = 'the Platform has no policy of that name or id';
      return { ...common, covered: 0, problem, hint: describeUnknown(waiver.policy) };
    }
    const covered = policies.map(({ id }) => countCovered(waiver, byId.get(id), rule));
    const known = covered.filter((count) => count !== null);
    const total = known.reduce((sum, count) => sum + count, 0);
    const isInVain = !isExpired && isDataWhole && total === 0 && known.length === policies.length;
    return {
      ...common,
      covered: known.length === 0 ? null : total,
      problem: isInVain ? 'it matches no violation' : null,
    };
  });
}

function groupPolicies(waivers: readonly Waiver[], catalogue: readonly Policy[]): ReadonlyMap<Waiver, Policy[]> {
  const waiversOf = groupByPolicy(waivers, ({ policy }) => policy);
  const groups = new Map<Waiver, Policy[]>(waivers.map((waiver) => [waiver, []]));
  for (const policy of catalogue) for (const waiver of waiversOf.find(policy)) groups.get(waiver)?.push(policy);
  return groups;
}

/** Null if they were not looked at, or not all of them. */
function countCovered(waiver: Waiver, finding: Finding | undefined, rule: Rule): number | null {
  if (finding === undefined || finding.standing.standing !== 'judged') return null;
  const { policy, list } = finding;
  const count = policy.violationCount ?? 0;
  if (count === 0) return 0;
  if (!gates(gateSeverity(policy.severity), rule.failOn)) return null;
  if (list?.kind !== 'whole') return waivesAll(waiver) ? count : null;
  const { covered: now, formerlyCovered } = list.tally;
  const covered = now.get(waiver) ?? formerlyCovered.get(waiver) ?? 0;
  // It may cover some of those that the list does not show.
  return covered === 0 && !isWholeList(policy, list.tally) ? null : covered;
}

/**
 * A sentence for each waiver that somebody has to do something about; of very many the last one counts the rest.
 * @param accounts names and ids of accounts, as far as the step has seen them
 */
export async function describeWaivers(
  results: readonly WaiverResult[],
  path: string,
  accounts: readonly string[],
): Promise<string[]> {
  const { describeNearest } = await import('../select/problems.ts');
  const describeAccount = (account: string | null) => {
    const isSeen = account === null || findUnmatched([account], [accounts]).length === 0;
    if (isSeen || accounts.length === 0) return '';
    // Its words are what `redact` finds the names by.
    return ` \`account\`: no account that this step has seen matches ${account}${describeNearest(account, accounts)}.`;
  };
  const open = results.filter(({ state, problem }) => state === 'expired' || problem !== null);
  const rest = open.length - MOST_TOLD + 1;
  const sentences = (rest <= 1 ? open : open.slice(0, MOST_TOLD - 1)).map(({ waiver, state, problem, hint }) => {
    const which = `The waiver of ${waiver.policy} (${path}, line ${waiver.line}; owner: ${waiver.owner})`;
    if (state === 'expired') {
      // @failure policies | not affected | The violations of this waiver gate again. Renew the waiver with its owner,
      // or fix the resources.
      return `${which} expired on ${waiver.expires}, and waives nothing any more. Its reason was: ${waiver.reason}`;
    }
    // @failure policies | not affected | The waiver matches no violation or no policy. Delete it, or correct it.
    return `${which} has no effect: ${problem}${hint}. Delete it, or correct it.${describeAccount(waiver.account)}`;
  });
  if (rest <= 1) return sentences;
  return [
    ...sentences,
    `And ${countNouns(rest, 'more waiver')} that expired or ${rest === 1 ? 'has' : 'have'} no effect.`,
  ];
}

/** Such as `waivers.yml, lines 3 and 9`: the waivers that expired, and would cover something that gates. */
export function placeExpired(results: readonly WaiverResult[], path: string): string | null {
  const lines = results.flatMap(({ waiver, state, covered }) =>
    state === 'expired' && (covered ?? 0) > 0 ? [waiver.line] : [],
  );
  return lines.length === 0 ? null : placeLines(path, lines);
}

/** How many of the violations that gate a waiver covered until it expired, as far as they were looked at. */
export function countFormerlyWaived(
  waivers: readonly Waiver[],
  findings: readonly Finding[],
  policies: readonly PolicyResult[],
): number {
  const whole = groupByPolicy(waivers.filter(waivesAll), ({ policy }) => policy);
  const lists = new Map(findings.map(({ policy, list }) => [policy.id, list]));
  return policies.reduce((sum, policy) => {
    if (policy.gating === 0) return sum;
    const list = lists.get(policy.id);
    const seen = list?.kind === 'whole' ? list.tally.formerlyWaived : 0;
    return sum + (whole.find(policy).length > 0 ? policy.gating : seen);
  }, 0);
}
