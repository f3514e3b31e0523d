import pLimit from 'p-limit';
import { messageOf, TimedOutError } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import type { Page } from '../../../platform/http/paging.ts';
import { MOST_AT_ONCE } from '../../../platform/http/throttle.ts';
import type { Policy } from '../../../platform/policies.ts';
import { gateSeverity } from '../../../platform/severity.ts';
import type { Violation, ViolationClient } from '../../../platform/violations.ts';
import { matchPattern, type Patterns } from '../../../text/pattern.ts';
import { accountNamesOf } from '../select/account.ts';
import { compareBySeverity } from '../select/order.ts';
import { type Acceptance, type PolicyAcceptance, prepareAcceptance } from './acceptance.ts';
import type { Rule } from './rule.ts';
import { gates } from './rule.ts';
import type { ReportedViolation } from './tally.ts';
import { createTally, type Tally } from './tally.ts';

/** What is known of a policy's violations, next to the count that the policy itself states. */
export type PolicyList = {
  /** Whether every one of them that is in scope is waived, also those that the key may not see. */
  readonly isWaived: boolean;
} & (
  | { readonly kind: 'whole'; readonly tally: Tally }
  /** They have to be looked at, and could not be. */
  | { readonly kind: 'unread'; readonly problem: string; readonly listed: number }
  /** Nobody has to look at them. */
  | { readonly kind: 'sample'; readonly listed: number; readonly shown: readonly Violation[] }
  /** The same, and there is none to show. */
  | { readonly kind: 'none'; readonly problem: string | null }
);

export interface FoundViolations {
  readonly byPolicy: ReadonlyMap<string, PolicyList>;
  /** Patterns of `accounts` that match no account of a violation: a slip of the pen, or a clean account. */
  readonly unmatchedAccounts: readonly string[];
  /** Names and ids of the accounts that the violations are in, some thousands at most. */
  readonly accounts: readonly string[];
}

const ACCOUNTS_SEEN = 5_000;

/** Takes every violation that is looked at, for reports that list them all. */
export interface ViolationSink {
  add(policyId: string, rows: readonly ReportedViolation[]): void;
  /** Forgets those of a policy whose list could not be read to its end. */
  drop(policyId: string): void;
}

/** So many policies are reported with their resources, the worst first, and so many resources of each. */
const POLICIES_SHOWN = 20;
const RESOURCES_SHOWN = 10;

/** Lists that are read at the same time: what is known of each is in memory. Requests have a limit of their own. */
const LISTS_AT_ONCE = MOST_AT_ONCE;

/**
 * Looks at the violations of the policies that gate: at all of them where accounts, waivers or a baseline decide which
 * ones do, else only at what the reports show, since the policies' own counts are enough to judge them.
 * @param judged the policies whose count is known and new enough
 * @param sink where a report lists every violation, so that all have to be read
 * @throws {StepError} where the key is refused, or the step is cancelled or out of time
 */
export async function readViolations(
  judged: readonly Policy[],
  acceptance: Acceptance,
  rule: Rule,
  client: ViolationClient,
  sink: ViolationSink | null,
): Promise<FoundViolations> {
  const acceptanceOf = prepareAcceptance(acceptance);
  const accounts = watchAccounts(acceptance.accounts);
  const violated = judged
    .filter((policy) => (policy.violationCount ?? 0) > 0)
    .sort(compareBySeverity)
    .map((policy) => ({ policy, own: acceptanceOf(policy), gates: gates(gateSeverity(policy.severity), rule.failOn) }));
  const gating = violated.filter((one) => one.gates);
  const needed = sink === null ? gating.filter(({ own }) => own.needsList) : violated;
  // Nobody asks for what is waived as a whole, since its count says all; of what does not gate it is all that is shown.
  const sampled = sink === null ? gating.filter(({ own }) => !own.needsList && !own.isWaived) : [];
  const limit = pLimit(LISTS_AT_ONCE);
  const readWhole = (candidate: Candidate) => readAll(candidate, accounts.note, client, sink);
  const lists = await Promise.all([
    ...needed.map((one) => limit(async () => [one.policy.id, await readWhole(one)] as const)),
    ...sampled
      .slice(0, POLICIES_SHOWN)
      .map((one) =>
        limit(async () => [one.policy.id, await readSome(one.policy, () => readWhole(one), client)] as const),
      ),
  ]);
  const read = new Map(lists);
  const waived = gating.filter(({ policy, own }) => own.isWaived && !read.has(policy.id));
  return {
    byPolicy: new Map([...lists, ...waived.map(({ policy }) => [policy.id, WAIVED] as const)]),
    ...accounts.finish(),
  };
}

/** Notes the accounts that violations are in. */
function watchAccounts({ include, exclude }: Patterns) {
  const seen = new Set<string>();
  const unmatched = new Map([...include, ...exclude].map((pattern) => [pattern, matchPattern(pattern)]));
  return {
    note(violation: Violation): void {
      for (const name of accountNamesOf(violation)) {
        if (seen.has(name)) continue;
        if (seen.size < ACCOUNTS_SEEN) seen.add(name);
        for (const [pattern, matches] of unmatched) if (matches(name)) unmatched.delete(pattern);
      }
    },
    finish: () => ({ unmatchedAccounts: [...unmatched.keys()], accounts: [...seen] }),
  };
}

const WAIVED: PolicyList = { kind: 'none', problem: null, isWaived: true };

interface Candidate {
  readonly policy: Policy;
  readonly own: PolicyAcceptance;
  readonly gates: boolean;
}

async function readAll(
  { policy, own, gates }: Candidate,
  note: (violation: Violation) => void,
  client: ViolationClient,
  sink: ViolationSink | null,
): Promise<PolicyList> {
  const tally = createTally(policy, own, { mostShown: RESOURCES_SHOWN, gates, isListed: sink !== null });
  try {
    for await (const { items, totalCount } of client.walkViolations(policy.id)) {
      for (const { violation } of items) note(violation);
      const rows = tally.add(items, totalCount);
      sink?.add(policy.id, rows);
    }
  } catch (error) {
    const isNeeded = own.needsList && gates;
    // That a report lacks something must not change the verdict.
    const isBearable = isNeeded
      ? error instanceof PlatformError && !hasStatus(error, 401)
      : error instanceof PlatformError || error instanceof TimedOutError;
    if (!isBearable) throw error;
    sink?.drop(policy.id);
    const common = { problem: messageOf(error), isWaived: own.isWaived };
    return isNeeded ? { kind: 'unread', listed: tally.finish().listed, ...common } : { kind: 'none', ...common };
  }
  return { kind: 'whole', tally: tally.finish(), isWaived: own.isWaived };
}

/** @param readRest for a list that is longer than the policy says, and of which nobody says how long */
async function readSome(
  policy: Policy,
  readRest: () => Promise<PolicyList>,
  client: ViolationClient,
): Promise<PolicyList> {
  let page: Page<Violation>;
  try {
    page = await client.listSomeViolations(policy.id, RESOURCES_SHOWN);
  } catch (error) {
    // The count is known: that its details are not must not change the verdict.
    if (!(error instanceof PlatformError) && !(error instanceof TimedOutError)) throw error;
    return { kind: 'none', problem: messageOf(error), isWaived: false };
  }
  const listed = Math.max(page.items.length, page.totalCount ?? 0);
  const sample = { kind: 'sample', listed, shown: page.items.slice(0, RESOURCES_SHOWN), isWaived: false } as const;
  const isEnough = page.items.length < RESOURCES_SHOWN || page.totalCount !== null;
  if (isEnough || listed <= (policy.violationCount ?? 0)) return sample;
  const rest = await readRest();
  // Where that fails, what is known already gates all the same.
  return rest.kind === 'whole' ? rest : sample;
}
