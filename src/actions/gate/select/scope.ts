import { InputError } from '../../../errors.ts';
import type { Policy, PolicyClient, PolicyGroup } from '../../../platform/policies.ts';
import { isEmpty, matchPattern } from '../../../text/pattern.ts';
import type { ActiveFilter } from './selection.ts';
import {
  countLeftOut,
  describeUnmatched,
  findSelectionProblems,
  type PolicyFilters,
  type Selection,
  selectPolicies,
} from './selection.ts';

/** What the policies are looked up by, with the groups' names resolved. */
export interface PolicyScope {
  readonly filters: PolicyFilters;
  readonly includedGroupIds: readonly string[];
  /** The policies of excluded groups. */
  readonly excludedIds: ReadonlySet<string>;
}

export interface PreparedScope {
  readonly scope: PolicyScope;
  readonly selection: Selection;
  /** All policies of the Platform, whatever the filters say. */
  readonly catalogue: readonly Policy[];
  /** The filters that are set, with what each leaves out. */
  readonly filters: readonly ActiveFilter[];
}

/**
 * Resolves the filters against what the Platform has, before anything is started: a name that does not exist must not
 * cost an hour's sync first.
 * @throws {InputError} with everything that the filters ask for in vain
 */
export async function prepareScope(
  filters: PolicyFilters,
  active: readonly ActiveFilter[],
  client: Pick<PolicyClient, 'listPolicies' | 'listPolicyGroups'>,
): Promise<PreparedScope> {
  const groups = isEmpty(filters.groups) ? [] : await client.listPolicyGroups();
  const problems = findGroupProblems(filters, groups);
  if (problems.length > 0) throw new InputError(problems);

  const excluded = findGroupIds(filters.groups.exclude, groups);
  const excludedPolicies: readonly Policy[] = excluded.length > 0 ? await client.listPolicies(excluded) : [];
  const scope: PolicyScope = {
    filters,
    includedGroupIds: findGroupIds(filters.groups.include, groups),
    excludedIds: new Set(excludedPolicies.map((policy) => policy.id)),
  };
  const { listed, selection } = await listSelected(scope, client, 'asking');
  const unselected = findSelectionProblems(listed, selection, filters);
  if (unselected.length > 0) throw new InputError(unselected);
  const catalogue = scope.includedGroupIds.length === 0 ? listed : await client.listPolicies([]);
  return { scope, selection, catalogue, filters: countLeftOut(active, catalogue, listed, scope.excludedIds, filters) };
}

/** Lists the policies and selects. Returns all that were listed, too: names are looked up among them. */
export async function listSelected(
  scope: PolicyScope,
  client: Pick<PolicyClient, 'listPolicies'>,
  patience: 'asking' | 'waiting',
): Promise<{ listed: readonly Policy[]; selection: Selection }> {
  const listed = await client.listPolicies(scope.includedGroupIds, patience);
  return { listed, selection: selectPolicies(listed, scope.excludedIds, scope.filters) };
}

function findGroupProblems(filters: PolicyFilters, groups: readonly PolicyGroup[]): string[] {
  const names = groups.map((group) => group.name);
  return [...filters.groups.include, ...filters.groups.exclude]
    .filter((pattern) => findGroupIds([pattern], groups).length === 0)
    .map((pattern) => describeUnmatched('policy-groups', 'policy group', pattern, names));
}

function findGroupIds(patterns: readonly string[], groups: readonly PolicyGroup[]): string[] {
  const tests = patterns.map(matchPattern);
  return groups.filter(({ id, name }) => tests.some((test) => test(name) || test(id))).map(({ id }) => id);
}
