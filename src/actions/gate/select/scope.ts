import { InputError } from '../../../errors.ts';
import { mergePolicies, type Policy, type PolicyClient, type PolicyGroup } from '../../../platform/policies.ts';
import type { TableClient } from '../../../platform/tables.ts';
import type { ViolationClient } from '../../../platform/violations.ts';
import { isEmpty } from '../../../text/pattern.ts';
import { type Aspect, listFilters, type ScopePatterns } from './aspect.ts';
import type { KnownNames } from './known-names.ts';
import type { ActiveFilter } from './selection.ts';
import { countLeftOut, findGroups, isPaused, type PolicyFilters, type Selection, selectPolicies } from './selection.ts';

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
  /** One for each input that limits the scope. */
  readonly lookups: readonly ScopeLookup[];
  /** What people should know before the sync, a sentence each. */
  readonly warnings: readonly string[];
}

/** What the Platform said to the lines of an input that limits the scope. */
export interface ScopeLookup {
  readonly aspect: Aspect;
  /** Including lines that could not be shown to name something that exists. */
  readonly unproved: readonly string[];
  /** Null if it was not asked yet. */
  readonly known: KnownNames | null;
}

/** Which violations are asked about, and what to do about lines that can't be shown to name something. */
export interface ScopeQuestion {
  readonly scope: ScopePatterns;
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
  question: ScopeQuestion,
  client: ScopeClient,
): Promise<PreparedScope> {
  const scope = { filters };
  const listing = await listSelected(scope, client, 'asking');
  const { listed, selection } = listing;
  // Most steps have no filters, and load nothing that tells of them.
  const isFiltered = !isEmpty(filters.policies) || !isEmpty(filters.groups) || filters.domains.length > 0;
  const checks = isFiltered ? await import('./problems.ts') : null;
  const lookUp = listFilters(question.scope).length === 0 ? null : (await import('./known-names.ts')).lookUpScope;
  const found = await lookUp?.(question, selection.active, client);
  const problems = [...(checks?.findFilterProblems(filters, listing) ?? []), ...(found?.problems ?? [])];
  if (problems.length > 0) throw new InputError(problems);

  const catalogue = filters.groups.include.length === 0 ? listed : await client.listPolicies([]);
  return {
    scope,
    selection,
    catalogue,
    filters: countLeftOut(active, catalogue, listed, listing.excludedIds, filters),
    emptyGroups: listing.emptyGroups,
    lookups: found?.lookups ?? [],
    warnings: [
      ...(checks?.describeIdleExclusions(filters, listing.groups, catalogue) ?? []),
      ...(found?.warnings ?? []),
    ],
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
