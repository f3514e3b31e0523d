import pLimit from 'p-limit';
import { messageOf, TimedOutError } from '../errors.ts';
import type { PlatformClient } from '../platform/client.ts';
import { hasStatus, PlatformError } from '../platform/errors.ts';
import type { Page } from '../platform/paging.ts';
import type { Policy } from '../platform/policy.ts';
import type { Violation } from '../platform/violation.ts';
import type { Rule } from '../result.ts';
import { gateSeverity } from '../severity.ts';
import { type Acceptance, type PolicyAcceptance, prepareAcceptance } from './acceptance.ts';
import { accountNamesOf } from './account.ts';
import { compareBySeverity } from './order.ts';
import { findUnmatched } from './pattern.ts';
import { gates } from './rule.ts';
import { createTally, type Tally } from './tally.ts';

/** What is known of a policy's violations, next to the count that the policy itself states. */
export type PolicyList = {
  /** Whether every one of them that is in scope is waived, also those that the key may not see. */
  readonly isWaived: boolean;
} & (
  | { readonly kind: 'whole'; readonly tally: Tally }
  /** They have to be looked at, and could not be. */
  | { readonly kind: 'unread'; readonly problem: string }
  /** Nobody has to look at them. */
  | { readonly kind: 'sample'; readonly listed: number; readonly shown: readonly Violation[] }
  /** The same, and there is none to show. */
  | { readonly kind: 'none'; readonly problem: string | null }
);

export interface FoundViolations {
  readonly byPolicy: ReadonlyMap<string, PolicyList>;
  /** Patterns of `accounts` that match none of the accounts below: a slip of the pen, or a clean account. */
  readonly unmatchedAccounts: readonly string[];
  /** Names and ids of the accounts that the violations are in, some thousands at most. */
  readonly accounts: readonly string[];
}

const ACCOUNTS_SEEN = 5_000;

/** So many policies are reported with their resources, the worst first, and so many resources of each. */
const POLICIES_SHOWN = 20;
const RESOURCES_SHOWN = 10;

/** Requests at the same time. */
const CONCURRENCY = 8;

/**
 * Looks at the violations of the policies that gate: at all of them where accounts, waivers or a baseline decide which
 * ones do, else only at what the reports show, since the policies' own counts are enough to judge them.
 * @param judged the policies whose count is known and new enough
 * @throws {GateError} where the key is refused, or the step is cancelled or out of time
 */
export async function readViolations(
  judged: readonly Policy[],
  acceptance: Acceptance,
  rule: Rule,
  client: PlatformClient,
): Promise<FoundViolations> {
  const acceptanceOf = prepareAcceptance(acceptance);
  const seen = new Set<string>();
  const noteAccount = (violation: Violation) => {
    if (seen.size < ACCOUNTS_SEEN) for (const name of accountNamesOf(violation)) seen.add(name);
  };
  // Of those that do not gate the reports show the count only.
  const gating = judged
    .filter((policy) => (policy.violationCount ?? 0) > 0 && gates(gateSeverity(policy.severity), rule.failOn))
    .sort(compareBySeverity)
    .map((policy) => ({ policy, own: acceptanceOf(policy) }));
  const needed = gating.filter(({ own }) => own.needsList);
  const shown = gating.filter(({ own }) => !own.needsList && !own.isWaived).slice(0, POLICIES_SHOWN);
  const limit = pLimit(CONCURRENCY);
  const lists = await Promise.all([
    ...needed.map(({ policy, own }) =>
      limit(async () => [policy.id, await readAll(policy, own, noteAccount, client)] as const),
    ),
    ...shown.map(({ policy, own }) =>
      limit(
        async () =>
          [policy.id, await readSome(policy, () => readAll(policy, own, noteAccount, client), client)] as const,
      ),
    ),
  ]);
  // Nobody asks for what is waived as a whole: its count says all.
  const waived = gating.filter(({ own }) => !own.needsList && own.isWaived);
  const names = [...seen].map((name) => [name]);
  return {
    byPolicy: new Map([...lists, ...waived.map(({ policy }) => [policy.id, WAIVED] as const)]),
    unmatchedAccounts: names.length === 0 ? [] : findUnmatched(acceptance.accounts, names),
    accounts: [...seen],
  };
}

const WAIVED: PolicyList = { kind: 'none', problem: null, isWaived: true };

async function readAll(
  policy: Policy,
  own: PolicyAcceptance,
  note: (violation: Violation) => void,
  client: PlatformClient,
): Promise<PolicyList> {
  const tally = createTally(policy, own, RESOURCES_SHOWN);
  try {
    await client.visitViolations(policy.id, ({ items, totalCount }) => {
      for (const { violation } of items) note(violation);
      tally.add(items, totalCount);
    });
  } catch (error) {
    if (!(error instanceof PlatformError) || hasStatus(error, 401)) throw error;
    return { kind: 'unread', problem: messageOf(error), isWaived: own.isWaived };
  }
  return { kind: 'whole', tally: tally.finish(), isWaived: own.isWaived };
}

/** @param readRest for a list that is longer than the policy says, and of which nobody says how long */
async function readSome(
  policy: Policy,
  readRest: () => Promise<PolicyList>,
  client: PlatformClient,
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
  return rest.kind === 'unread' ? sample : rest;
}
