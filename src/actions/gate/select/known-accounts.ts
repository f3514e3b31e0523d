import { messageOf } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import { LARGEST_PAGE } from '../../../platform/http/paging.ts';
import type { Policy } from '../../../platform/policies.ts';
import type { TableClient } from '../../../platform/tables.ts';
import type { ViolationClient } from '../../../platform/violations.ts';
import { findUnmatched, matchPatterns } from '../../../text/pattern.ts';
import { accountNamesOf, NEW_ACCOUNT } from './account.ts';
import type { AccountLookup, AccountQuestion, ScopeClient } from './scope.ts';

/** The accounts that the Platform knows. */
export interface KnownAccounts {
  /** Names and ids. */
  readonly names: readonly string[];
  /** Why some may be missing; null if none can be. */
  readonly problem: string | null;
}

/** The table that holds a row for each asset of each account, and its columns that say which account that is. */
const TABLE = 'cloud_assets';
const COLUMNS = ['account_name', 'account'];

/**
 * Lists the accounts of the Platform.
 * @throws {StepError} if the key is refused, or the step is cancelled or out of time
 */
export async function listKnownAccounts(client: TableClient): Promise<KnownAccounts> {
  const columns = await Promise.all(COLUMNS.map((column) => readColumn(client, column)));
  const names = columns.flatMap((one) => one.names).filter((name) => name !== '');
  const problem = columns.find((one) => one.problem !== null)?.problem ?? null;
  // Before the first sync there is nothing in it.
  return { names, problem: problem ?? (names.length === 0 ? `its table \`${TABLE}\` names none` : null) };
}

async function readColumn(client: TableClient, column: string): Promise<KnownAccounts> {
  try {
    return { names: await client.listColumnValues(TABLE, column), problem: null };
  } catch (error) {
    if (!(error instanceof PlatformError) || hasStatus(error, 401)) throw error;
    return { names: [], problem: messageOf(error) };
  }
}

/**
 * Holds the patterns of `accounts` against the accounts that there are.
 * @throws {StepError} if the key is refused, or the step is cancelled or out of time
 */
export async function lookUpAccounts(
  { accounts, unknownAccounts }: AccountQuestion,
  policies: readonly Policy[],
  client: ScopeClient,
): Promise<{ lookup: AccountLookup; problems: string[]; warnings: string[] }> {
  const { include, exclude, lines } = accounts;
  const { describeIdle, describeUnknownAccount, NO_ACCOUNT_LEFT } = await import('./problems.ts');
  const known = await listKnownAccounts(client);
  const unmatched = await findUnproved([...include, ...exclude], known.names, policies, client);
  const unproved = include.filter((pattern) => unmatched.includes(pattern));
  const isCertain = known.problem === null;
  const unknown = isCertain && unknownAccounts === 'fail' ? unproved : [];
  // An account is in scope if one of its names is included and none is excluded. So one name at least passes by itself.
  const isKnown = isCertain && findUnmatched(include, [known.names]).length === 0;
  const matches = matchPatterns({ include, exclude });
  const isNothingLeft = isKnown && exclude.length > 0 && !known.names.some((name) => matches([name]));
  const idle = isCertain ? exclude.filter((pattern) => unmatched.includes(pattern)) : [];
  return {
    lookup: { asked: accounts, unproved, known },
    problems: [
      ...unknown.map((pattern) => `${describeUnknownAccount(pattern, known.names, lines)} ${NEW_ACCOUNT}`),
      ...(isNothingLeft ? [NO_ACCOUNT_LEFT] : []),
    ],
    warnings: idle.map((pattern) => describeIdle('accounts', 'known account', pattern, known.names, lines)),
  };
}

/** So many policies are looked at for accounts that the list lacks. */
const MOST_POLICIES = 50;

/**
 * Finds the patterns that match none of the known accounts, nor one that violations are in: a table of assets may lack
 * an account, or write it in another way.
 */
export async function findUnproved(
  patterns: readonly string[],
  known: readonly string[],
  policies: readonly Policy[],
  client: ViolationClient,
): Promise<string[]> {
  const unmatched = findUnmatched(patterns, [known]);
  if (unmatched.length === 0) return [];
  const violated = policies.filter(({ violationCount }) => violationCount !== 0).slice(0, MOST_POLICIES);
  const seen = await Promise.all(violated.map(({ id }) => findAccounts(id, client)));
  return findUnmatched(unmatched, seen);
}

async function findAccounts(policyId: string, client: ViolationClient): Promise<string[]> {
  try {
    const { items } = await client.listSomeViolations(policyId, LARGEST_PAGE);
    return items.flatMap(accountNamesOf);
  } catch (error) {
    if (error instanceof PlatformError) return [];
    throw error;
  }
}
