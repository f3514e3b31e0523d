import { PlatformError } from '../../../platform/http/errors.ts';
import type { PolicyClient, PolicyGroup } from '../../../platform/policies.ts';
import type { Policy } from '../../../platform/policy.ts';
import { findUnmatched, isEmpty, isNameOf, matchPatterns } from '../../../text/pattern.ts';
import type { ListedPolicies } from './lookup.ts';
import { findGroups, type PolicyFilters, type Selection } from './selection.ts';
import { describeIdle, describeUnmatched } from './unmatched.ts';

type PolicyLists = Pick<PolicyClient, 'listPolicies' | 'listPolicyGroups'>;

/**
 * What the filters of policies ask for in vain, one sentence each.
 * @param client is asked for what else such a name may be, and may fail
 */
export async function findFilterProblems(
  filters: PolicyFilters,
  { listed, selection, groups }: ListedPolicies,
  client: PolicyLists,
): Promise<string[]> {
  const unknown = filters.groups.include.filter((pattern) => findGroups([pattern], groups).length === 0);
  if (unknown.length > 0) {
    // Without its groups nothing can be said of the policies in them.
    const kinds = kindsOf(await listOrNone(() => client.listPolicies([])), []);
    return unknown.map((pattern) => {
      const names = groups.map(nameOf);
      return describeUnmatched('policy-groups', 'policy group', pattern, names, { instead: findKind(pattern, kinds) });
    });
  }
  const isOneUnmatched = findUnmatched(filters.policies.include, namesOf(listed)).length > 0;
  const isGrouped = filters.groups.include.length > 0;
  const others = isOneUnmatched && groups.length === 0 ? await listOrNone(() => client.listPolicyGroups()) : groups;
  const all = isOneUnmatched && isGrouped ? await listOrNone(() => client.listPolicies([])) : [];
  return findSelectionProblems(listed, selection, filters, { groups: others, all });
}

async function listOrNone<Item>(list: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await list();
  } catch (error) {
    if (error instanceof PlatformError) return [];
    throw error;
  }
}

/** What a name may be the name of, and the input that takes it. */
interface Kind {
  readonly noun: string;
  readonly input: string;
  readonly names: readonly (readonly string[])[];
}

function kindsOf(policies: readonly Policy[], groups: readonly PolicyGroup[]): Kind[] {
  const domains = [...new Set(policies.map(({ domain }) => domain))].filter((domain) => domain !== '');
  return [
    { noun: 'policy group', input: 'policy-groups', names: namesOf(groups) },
    { noun: 'policy', input: 'policies', names: namesOf(policies) },
    { noun: 'domain', input: 'domains', names: domains.map((domain) => [domain]) },
  ];
}

/** What a pattern that matches nothing matches elsewhere, as the end of the sentence; null if that is nothing either. */
function findKind(pattern: string, kinds: readonly Kind[]): string | null {
  const matches = matchPatterns({ include: [pattern], exclude: [] });
  for (const { noun, input, names } of kinds) {
    const [name] = names.find((one) => matches(one)) ?? [];
    if (name !== undefined) return `; the ${noun} ${name} does: use \`${input}\``;
  }
  return null;
}

/** The same of a policy that is in none of the selected groups. */
function findElsewhere(pattern: string, all: readonly Policy[]): string | null {
  const matches = matchPatterns({ include: [pattern], exclude: [] });
  const found = all.find(({ name, id }) => matches([name, id]));
  return found === undefined
    ? null
    : `; the policy ${found.name} does, and is in none of the groups that \`policy-groups\` selects`;
}

/** Excluding patterns that exclude nothing can only make the gate judge more, so they are no error. */
export function describeIdleExclusions(
  { policies, groups: patterns }: PolicyFilters,
  groups: readonly PolicyGroup[],
  catalogue: readonly Policy[],
): string[] {
  const idleGroups = patterns.exclude.filter((pattern) => findGroups([pattern], groups).length === 0);
  const idlePolicies = findUnmatched(policies.exclude, namesOf(catalogue));
  return [
    ...idleGroups.map((pattern) => describeIdle('policy-groups', 'policy group', pattern, groups.map(nameOf))),
    ...idlePolicies.map((pattern) => describeIdle('policies', 'policy', pattern, catalogue.map(nameOf))),
  ];
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

/**
 * What is wrong with a selection, one sentence each: patterns that include nothing, policies that were asked for by
 * name and are paused, and filters that leave nothing.
 * @param others what a name may be the name of instead: groups, and policies of other groups than those selected
 */
export function findSelectionProblems(
  listed: readonly Policy[],
  selection: Selection,
  filters: PolicyFilters,
  others: { readonly groups: readonly PolicyGroup[]; readonly all: readonly Policy[] } = { groups: [], all: [] },
): string[] {
  const kinds = kindsOf(listed, others.groups);
  const problems = findUnmatched(filters.policies.include, namesOf(listed)).map((pattern) => {
    const instead = findElsewhere(pattern, others.all) ?? findKind(pattern, kinds);
    return describeUnmatched('policies', 'policy', pattern, listed.map(nameOf), { instead });
  });
  for (const pattern of filters.policies.include) {
    const isNamed = ({ name, id }: Policy) => isNameOf(pattern, name) || isNameOf(pattern, id);
    const paused = selection.paused.find(isNamed);
    if (paused !== undefined && !selection.active.some(isNamed)) {
      // @failure inputs | Activate the policy on the Platform, or remove it from `policies`.
      problems.push(
        `\`policies\`: ${paused.name} is paused on the Platform, so that it is not evaluated: activate it there, or take it out of \`policies\`.`,
      );
    }
  }
  const hasFilters = !isEmpty(filters.policies) || !isEmpty(filters.groups) || filters.domains.length > 0;
  if (problems.length === 0 && hasFilters && selection.active.length === 0) {
    const paused = selection.paused.length > 0 ? ` (${selection.paused.length} paused ones are not evaluated)` : '';
    // @failure inputs | No active policy passes all three inputs. Make one of them wider, or activate a policy on the
    // Platform.
    problems.push(`\`policies\`, \`policy-groups\` and \`domains\` together select no active policy${paused}.`);
  }
  return problems;
}

function namesOf(
  things: readonly { readonly name: string; readonly id: string; readonly aliases?: readonly string[] }[],
): string[][] {
  return things.map(({ name, id, aliases = [] }) => [name, ...aliases, id]);
}
