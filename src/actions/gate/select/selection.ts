import type { Policy } from '../../../platform/policies.ts';
import { findNearest } from '../../../text/nearest.ts';
import { findUnmatched, isEmpty, matchPatterns, type Patterns } from '../../../text/pattern.ts';

/** Which policies count, in the words of the inputs. */
export interface PolicyFilters {
  readonly policies: Patterns;
  readonly groups: Patterns;
  /** Lower case; empty: every domain. */
  readonly domains: readonly string[];
}

/** A filter that is set, and what it keeps from being judged. */
export interface ActiveFilter {
  /** The input, such as `accounts`. */
  readonly input: string;
  /** Its lines, such as `prod-*, !prod-sandbox`. */
  readonly value: string;
  /** Active policies that it leaves out, or of `accounts` the violations; null where that is not known. */
  readonly leftOut: number | null;
}

export interface Selection {
  readonly active: readonly Policy[];
  /** Selected, but paused: they prove nothing. */
  readonly paused: readonly Policy[];
}

/**
 * Selects policies: those that all filters let through.
 * @param listed the policies of the included groups, or all where no group is included
 * @param excludedIds the policies of the excluded groups
 */
export function selectPolicies(
  listed: readonly Policy[],
  excludedIds: ReadonlySet<string>,
  filters: PolicyFilters,
): Selection {
  const isNamed = matchPatterns(filters.policies);
  const selected = listed.filter(
    (policy) => !excludedIds.has(policy.id) && isNamed([policy.name, policy.id]) && isOfDomain(policy, filters.domains),
  );
  return { active: selected.filter((policy) => !isPaused(policy)), paused: selected.filter(isPaused) };
}

/** A policy that does not say its domain is not dropped: it may be of any. */
function isOfDomain({ domain }: Policy, domains: readonly string[]): boolean {
  return domains.length === 0 || domain === '' || domains.includes(domain.toLowerCase());
}

/** A status that this version does not know is not "paused": the policy stays, and has to prove itself. */
function isPaused({ status }: Policy): boolean {
  return status.toLowerCase() === 'paused';
}

/**
 * What is wrong with a selection, one sentence each: patterns that match nothing, policies that were asked for by
 * name and are paused, and filters that leave nothing.
 */
export function findSelectionProblems(
  listed: readonly Policy[],
  selection: Selection,
  filters: PolicyFilters,
): string[] {
  const names = listed.map((policy) => [policy.name, policy.id]);
  const problems = findUnmatched(filters.policies, names).map((pattern) =>
    describeUnmatched(
      'policies',
      'policy',
      pattern,
      listed.map((policy) => policy.name),
    ),
  );
  const literal = filters.policies.include.filter((pattern) => !/[*?]/.test(pattern));
  for (const pattern of literal) {
    const test = matchPatterns({ include: [pattern], exclude: [] });
    const paused = selection.paused.find((policy) => test([policy.name, policy.id]));
    if (paused !== undefined && !selection.active.some((policy) => test([policy.name, policy.id]))) {
      // @failure inputs | Activate the policy on the Platform, or take it out of `policies`.
      problems.push(
        `\`policies\`: ${paused.name} is paused on the Platform, so that it is not evaluated: activate it there, or take it out of \`policies\`.`,
      );
    }
  }
  const hasFilters = !isEmpty(filters.policies) || !isEmpty(filters.groups) || filters.domains.length > 0;
  if (problems.length === 0 && hasFilters && selection.active.length === 0) {
    const paused = selection.paused.length > 0 ? ` (${selection.paused.length} paused ones are not evaluated)` : '';
    // @failure inputs | The filters exclude each other, or leave only paused policies. Loosen one.
    problems.push(`\`policies\`, \`policy-groups\` and \`domains\` together select no active policy${paused}.`);
  }
  return problems;
}

/** One sentence for a pattern that matches nothing, with the nearest names that there are. */
export function describeUnmatched(input: string, noun: string, pattern: string, names: readonly string[]): string {
  const hint = pattern.includes(',') ? ' Several are written one a line.' : '';
  // @failure inputs for `policies` or `policy-groups` | A name or pattern matches nothing; the nearest names are in the
  // message. Without any name in it, the Platform has none, or the key doesn't see them.
  return `\`${input}\`: no ${noun} matches ${pattern}${describeNearest(pattern, names)}.${hint}`;
}

/** What can follow a name that does not exist. */
export function describeNearest(wanted: string, names: readonly string[]): string {
  const near = findNearest(wanted, names);
  return near.length === 0 ? ': there are none' : `; the nearest names are: ${near.join('; ')}`;
}

/**
 * The filters of policies that are set, each with the number of active policies that it alone leaves out.
 * @param catalogue all policies, in whatever groups
 * @param listed those of the included groups
 */
export function countLeftOut(
  active: readonly ActiveFilter[],
  catalogue: readonly Policy[],
  listed: readonly Policy[],
  excludedIds: ReadonlySet<string>,
  filters: PolicyFilters,
): ActiveFilter[] {
  const inGroups = new Set(listed.map(({ id }) => id));
  const isNamed = matchPatterns(filters.policies);
  const passes: Readonly<Record<string, (policy: Policy) => boolean>> = {
    policies: (policy) => isNamed([policy.name, policy.id]),
    'policy-groups': ({ id }) => inGroups.has(id) && !excludedIds.has(id),
    domains: (policy) => isOfDomain(policy, filters.domains),
  };
  const candidates = catalogue.filter((policy) => !isPaused(policy));
  return active.map((filter) => {
    const pass = passes[filter.input];
    return pass === undefined ? filter : { ...filter, leftOut: candidates.filter((one) => !pass(one)).length };
  });
}
