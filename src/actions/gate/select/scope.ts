import { InputError } from '../../../errors.ts';
import { mergePolicies, type Policy, type PolicyClient, type PolicyGroup } from '../../../platform/policies.ts';
import type { TableClient } from '../../../platform/tables.ts';
import type { ViolationClient } from '../../../platform/violations.ts';
import { findUnmatched, isEmpty, matchPattern, type Patterns } from '../../../text/pattern.ts';
import type { KnownAccounts } from './known-accounts.ts';
import type { ActiveFilter } from './selection.ts';
import { countLeftOut, isPaused, type PolicyFilters, type Selection, selectPolicies } from './selection.ts';

/** What the policies are looked up by, each time anew: groups change while a step waits. */
export interface PolicyScope {
  readonly filters: PolicyFilters;
}

export interface PreparedScope {
  readonly scope: PolicyScope;
  readonly selection: Selection;
  /** All policies of the Platform, whatever the filters say. */
  readonly catalogue: readonly Policy[];
  /** The filters that are set, with what each leaves out. */
  readonly filters: readonly ActiveFilter[];
  /** The names of the groups that are selected and have no active policy. */
  readonly emptyGroups: readonly string[];
  /** Null if no account is asked for. */
  readonly accounts: AccountLookup | null;
  /** What people should know before the sync, a sentence each. */
  readonly warnings: readonly string[];
}

/** What the Platform said to the patterns of `accounts`. */
export interface AccountLookup {
  /** Including patterns that could not be shown to name an account. */
  readonly unproved: readonly string[];
  readonly known: KnownAccounts;
}

/** The accounts that are asked for, and what to do about patterns that can't be shown to name one. */
export interface AccountQuestion {
  readonly accounts: Patterns;
  readonly unknownAccounts: 'fail' | 'warn';
}

export type ScopeClient = Pick<PolicyClient, 'listPolicies' | 'listPolicyGroups'> & TableClient & ViolationClient;

/**
 * Resolves the filters against what the Platform has, before anything is started: a name that does not exist must not
 * cost an hour's sync first.
 * @throws {InputError} with everything that the filters ask for in vain
 */
export async function prepareScope(
  filters: PolicyFilters,
  active: readonly ActiveFilter[],
  question: AccountQuestion,
  client: ScopeClient,
): Promise<PreparedScope> {
  const scope = { filters };
  const listing = await listSelected(scope, client, 'asking');
  const { listed, selection } = listing;
  const ownProblems = await checkFilters(filters, listing);
  const found = isEmpty(question.accounts) ? null : await lookUpAccounts(question, selection.active, client);
  const problems = [...ownProblems, ...(found?.problems ?? [])];
  if (problems.length > 0) throw new InputError(problems);

  const catalogue = filters.groups.include.length === 0 ? listed : await client.listPolicies([]);
  return {
    scope,
    selection,
    catalogue,
    filters: countLeftOut(active, catalogue, listed, listing.excludedIds, filters),
    emptyGroups: listing.emptyGroups,
    accounts: found?.lookup ?? null,
    warnings: [...(await describeIdleExclusions(filters, listing.groups, catalogue)), ...(found?.warnings ?? [])],
  };
}

/** What the filters of policies ask for in vain. Most steps have none, and load nothing that tells of them. */
async function checkFilters(filters: PolicyFilters, { listed, selection, groups }: Listing): Promise<string[]> {
  if (isEmpty(filters.policies) && isEmpty(filters.groups) && filters.domains.length === 0) return [];
  const { describeUnmatched, findSelectionProblems } = await import('./problems.ts');
  const unknown = filters.groups.include.filter((pattern) => findGroups([pattern], groups).length === 0);
  // Without its groups nothing can be said of the policies in them.
  if (unknown.length === 0) return findSelectionProblems(listed, selection, filters);
  return unknown.map((pattern) => describeUnmatched('policy-groups', 'policy group', pattern, groups.map(nameOf)));
}

/** Excluding patterns that exclude nothing can only make the gate judge more, so they are no error. */
async function describeIdleExclusions(
  { policies, groups: patterns }: PolicyFilters,
  groups: readonly PolicyGroup[],
  catalogue: readonly Policy[],
): Promise<string[]> {
  if (policies.exclude.length === 0 && patterns.exclude.length === 0) return [];
  const { describeIdle } = await import('./problems.ts');
  const idleGroups = patterns.exclude.filter((pattern) => findGroups([pattern], groups).length === 0);
  const idlePolicies = findUnmatched(
    policies.exclude,
    catalogue.map(({ id, name }) => [id, name]),
  );
  return [
    ...idleGroups.map((pattern) => describeIdle('policy-groups', 'policy group', pattern, groups.map(nameOf))),
    ...idlePolicies.map((pattern) => describeIdle('policies', 'policy', pattern, catalogue.map(nameOf))),
  ];
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

async function lookUpAccounts(
  { accounts: { include, exclude }, unknownAccounts }: AccountQuestion,
  policies: readonly Policy[],
  client: ScopeClient,
): Promise<{ lookup: AccountLookup; problems: string[]; warnings: string[] }> {
  const { findUnproved, listKnownAccounts } = await import('./known-accounts.ts');
  const { describeIdle, describeUnknownAccount, NEW_ACCOUNT } = await import('./problems.ts');
  const known = await listKnownAccounts(client);
  const unmatched = await findUnproved([...include, ...exclude], known.names, policies, client);
  const unproved = include.filter((pattern) => unmatched.includes(pattern));
  const isCertain = known.problem === null;
  const unknown = isCertain && unknownAccounts === 'fail' ? unproved : [];
  const idle = isCertain ? exclude.filter((pattern) => unmatched.includes(pattern)) : [];
  return {
    lookup: { unproved, known },
    problems: unknown.map((pattern) => `${describeUnknownAccount(pattern, known.names)} ${NEW_ACCOUNT}`),
    warnings: idle.map((pattern) => describeIdle('accounts', 'known account', pattern, known.names)),
  };
}

/** What was listed, and what is selected of it. */
export interface Listing {
  /** The policies of the included groups, or all if no group is included: names are looked up among them. */
  readonly listed: readonly Policy[];
  readonly selection: Selection;
  /** Empty if no group is asked for. */
  readonly groups: readonly PolicyGroup[];
  /** The policies of excluded groups. */
  readonly excludedIds: ReadonlySet<string>;
  /** The names of the included groups that have no active policy. */
  readonly emptyGroups: readonly string[];
}

/** Lists the groups and the policies as they are now, and selects. */
export async function listSelected(
  { filters }: PolicyScope,
  client: Pick<PolicyClient, 'listPolicies' | 'listPolicyGroups'>,
  patience: 'asking' | 'waiting',
): Promise<Listing> {
  const { include, exclude } = filters.groups;
  const groups = isEmpty(filters.groups) ? [] : await client.listPolicyGroups(patience);
  const included = findGroups(include, groups);
  // No id at all asks for every policy: that is not what a pattern means whose groups are gone.
  const lists =
    include.length === 0
      ? [await client.listPolicies([], patience)]
      : await Promise.all(included.map(({ id }) => client.listPolicies([id], patience)));
  const listed = mergePolicies(lists);
  // After the others: a policy that leaves an excluded group between the two is judged.
  const excluded = findGroups(exclude, groups).map(({ id }) => id);
  const excludedPolicies = excluded.length === 0 ? [] : await client.listPolicies(excluded, patience);
  const excludedIds = new Set(excludedPolicies.map(({ id }) => id));
  return {
    listed,
    selection: selectPolicies(listed, excludedIds, filters),
    groups,
    excludedIds,
    emptyGroups: included.filter((_, index) => lists[index]?.every(isPaused)).map(({ name }) => name),
  };
}

function findGroups(patterns: readonly string[], groups: readonly PolicyGroup[]): PolicyGroup[] {
  const tests = patterns.map(matchPattern);
  return groups.filter(({ id, name }) => tests.some((test) => test(name) || test(id)));
}
