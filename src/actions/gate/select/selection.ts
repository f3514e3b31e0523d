import type { PolicyGroup } from '../../../platform/policies.ts';
import { isPaused, type Policy } from '../../../platform/policy.ts';
import { joinSome } from '../../../text/format.ts';
import { matchPattern, matchPatterns, type Patterns } from '../../../text/pattern.ts';

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
  /** Active policies that it leaves out, or of `accounts` the violations; null if that is not known. */
  readonly leftOut: number | null;
}

export interface Selection {
  readonly active: readonly Policy[];
  /** Selected, but paused: they prove nothing. */
  readonly paused: readonly Policy[];
}

/**
 * Selects policies: those that all filters let through.
 * @param listed the policies of the included groups, or all if no group is included
 * @param excludedIds the policies of the excluded groups
 */
export function selectPolicies(
  listed: readonly Policy[],
  excludedIds: ReadonlySet<string>,
  filters: PolicyFilters,
): Selection {
  const isNamed = matchPolicies(filters.policies);
  const selected = listed.filter(
    (policy) => !excludedIds.has(policy.id) && isNamed(policy) && isOfDomain(policy, filters.domains),
  );
  return { active: selected.filter((policy) => !isPaused(policy)), paused: selected.filter(isPaused) };
}

/** A policy that does not say its domain is not dropped: it may be of any. */
function isOfDomain({ domain }: Policy, domains: readonly string[]): boolean {
  return domains.length === 0 || domain === '' || domains.includes(domain.toLowerCase());
}

/** Makes a test for the policies that patterns include. One with several names is included if any of them is. */
function matchPolicies(patterns: Patterns): (policy: Policy) => boolean {
  const matches = matchPatterns(patterns);
  return ({ id, name, aliases }) => [name, ...aliases].some((one) => matches([one, id]));
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
  const passes: Readonly<Record<string, (policy: Policy) => boolean>> = {
    policies: matchPolicies(filters.policies),
    'policy-groups': ({ id }) => inGroups.has(id) && !excludedIds.has(id),
    domains: (policy) => isOfDomain(policy, filters.domains),
  };
  const candidates = catalogue.filter((policy) => !isPaused(policy));
  return active.map((filter) => {
    const pass = passes[filter.input];
    return pass === undefined ? filter : { ...filter, leftOut: candidates.filter((one) => !pass(one)).length };
  });
}

/** Such as `policy groups without an active policy: SOC 2`. */
export function describeEmptyGroups(names: readonly string[]): string {
  return `policy groups without an active policy: ${joinSome(names.slice(0, GROUPS_SHOWN), names.length)}`;
}

const GROUPS_SHOWN = 10;

/** The groups that a pattern matches, by name or id. */
export function findGroups(patterns: readonly string[], groups: readonly PolicyGroup[]): PolicyGroup[] {
  const tests = patterns.map(matchPattern);
  return groups.filter(({ id, name }) => tests.some((test) => test(name) || test(id)));
}
