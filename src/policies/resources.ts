import pLimit from 'p-limit';
import { messageOf, TimedOutError } from '../errors.ts';
import type { PlatformClient } from '../platform/client.ts';
import { hasStatus, PlatformError } from '../platform/errors.ts';
import type { Policy } from '../platform/policy.ts';
import type { Violation } from '../platform/violation.ts';
import type { Rule } from '../result.ts';
import { gateSeverity } from '../severity.ts';
import { accountNamesOf, matchAccounts } from './account.ts';
import { compareBySeverity } from './order.ts';
import { findUnmatched, isEmpty, type Patterns } from './pattern.ts';
import { gates } from './rule.ts';

/** What the list of a policy's violations says, next to the count that the policy itself states. */
export interface Resources {
  /** How many there are at least, as far as the list was read. */
  readonly listed: number;
  /** Of these, in accounts that `accounts` leaves out. */
  readonly outOfScope: number;
  /** The first ones that are in scope, as many as the reports show. */
  readonly shown: readonly Violation[];
  /** Why the list could not be read; null where it could. */
  readonly problem: string | null;
  /** Whether the policy cannot be judged without the list. */
  readonly isNeeded: boolean;
}

export interface FoundResources {
  readonly byPolicy: ReadonlyMap<string, Resources>;
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
 * Asks for the resources of the policies whose violations gate: for all of them where `accounts` decides which ones
 * do, else only for what the reports show, since the policies' own counts are enough to judge them.
 * @param judged the policies whose count is known and new enough
 * @throws {GateError} where the key is refused, or the step is cancelled or out of time
 */
export async function findResources(
  judged: readonly Policy[],
  accounts: Patterns,
  rule: Rule,
  client: PlatformClient,
): Promise<FoundResources> {
  const violated = judged.filter((policy) => (policy.violationCount ?? 0) > 0).sort(compareBySeverity);
  const isNeeded = !isEmpty(accounts);
  const seen = new Set<string>();
  const matches = matchAccounts(accounts);
  const isInScope = (violation: Violation) => {
    if (seen.size < ACCOUNTS_SEEN) for (const name of accountNamesOf(violation)) seen.add(name);
    return matches(violation);
  };
  const limit = pLimit(CONCURRENCY);
  // Of the others the reports show the count only.
  const gating = violated.filter((policy) => gates(gateSeverity(policy.severity), rule.failOn));
  const asked = isNeeded ? gating : gating.slice(0, POLICIES_SHOWN);
  const found = asked.map((policy) =>
    limit(async (): Promise<[string, Resources]> => {
      if (isNeeded) return [policy.id, await readAll(policy, isInScope, client)];
      return [policy.id, await readSome(policy, client)];
    }),
  );
  const byPolicy = new Map(await Promise.all(found));
  const names = [...seen].map((name) => [name]);
  return { byPolicy, unmatchedAccounts: names.length === 0 ? [] : findUnmatched(accounts, names), accounts: [...seen] };
}

async function readAll(
  policy: Policy,
  isInScope: (violation: Violation) => boolean,
  client: PlatformClient,
): Promise<Resources> {
  let listed = 0;
  let stated = 0;
  let pages = 0;
  let outOfScope = 0;
  let unnamed = 0;
  const outside = new Set<string>();
  const shown: Violation[] = [];
  try {
    await client.visitViolations(policy.id, ({ items, totalCount }) => {
      listed += items.length;
      stated = Math.max(stated, totalCount ?? 0);
      pages += 1;
      for (const violation of items) {
        if (!isInScope(violation)) {
          outOfScope += 1;
          if (violation.platformId !== '') outside.add(violation.platformId);
          else unnamed += 1;
        } else if (shown.length < RESOURCES_SHOWN) shown.push(violation);
      }
    });
  } catch (error) {
    if (!(error instanceof PlatformError) || hasStatus(error, 401)) throw error;
    return { listed: 0, outOfScope: 0, shown: [], problem: messageOf(error), isNeeded: true };
  }
  // The list has no order: between two pages it may repeat a row that is out of scope, and so lose one that is not.
  return {
    listed: Math.max(listed, stated),
    outOfScope: pages > 1 ? outside.size + unnamed : outOfScope,
    shown,
    problem: null,
    isNeeded: true,
  };
}

async function readSome(policy: Policy, client: PlatformClient): Promise<Resources> {
  try {
    const page = await client.listSomeViolations(policy.id, RESOURCES_SHOWN);
    const listed = Math.max(page.items.length, page.totalCount ?? 0);
    return { listed, outOfScope: 0, shown: page.items.slice(0, RESOURCES_SHOWN), problem: null, isNeeded: false };
  } catch (error) {
    // The count is known: that its details are not must not change the verdict.
    if (!(error instanceof PlatformError) && !(error instanceof TimedOutError)) throw error;
    return { listed: 0, outOfScope: 0, shown: [], problem: messageOf(error), isNeeded: false };
  }
}
