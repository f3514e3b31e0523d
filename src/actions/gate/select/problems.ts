import type { Policy, PolicyGroup } from '../../../platform/policies.ts';
import { explainLookAlike } from '../../../text/look-alike.ts';
import { findNearest } from '../../../text/nearest.ts';
import { findUnmatched, isEmpty, isPlainName, matchPatterns } from '../../../text/pattern.ts';
import type { Aspect } from './aspect.ts';
import type { KnownNames } from './known-names.ts';
import type { Listing } from './scope.ts';
import { findGroups, type PolicyFilters, type Selection } from './selection.ts';

// Only a step with filters loads this file, so whoever needs it calls `import()`.

/** What the filters of policies ask for in vain, one sentence each. */
export function findFilterProblems(filters: PolicyFilters, { listed, selection, groups }: Listing): string[] {
  const unknown = filters.groups.include.filter((pattern) => findGroups([pattern], groups).length === 0);
  // Without its groups nothing can be said of the policies in them.
  if (unknown.length === 0) return findSelectionProblems(listed, selection, filters);
  return unknown.map((pattern) => describeUnmatched('policy-groups', 'policy group', pattern, groups.map(nameOf)));
}

/** Excluding patterns that exclude nothing can only make the gate judge more, so they are no error. */
export function describeIdleExclusions(
  { policies, groups: patterns }: PolicyFilters,
  groups: readonly PolicyGroup[],
  catalogue: readonly Policy[],
): string[] {
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

/**
 * What is wrong with a selection, one sentence each: patterns that include nothing, policies that were asked for by
 * name and are paused, and filters that leave nothing.
 */
export function findSelectionProblems(
  listed: readonly Policy[],
  selection: Selection,
  filters: PolicyFilters,
): string[] {
  const problems = findUnmatched(filters.policies.include, namesOf(listed)).map((pattern) =>
    describeUnmatched(
      'policies',
      'policy',
      pattern,
      listed.map((policy) => policy.name),
    ),
  );
  const literal = filters.policies.include.filter(isPlainName);
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

function namesOf(policies: readonly Policy[]): string[][] {
  return policies.map(({ name, id }) => [name, id]);
}

/** One sentence for a pattern that excludes nothing. */
export function describeIdle(input: string, noun: string, pattern: string, names: readonly string[]): string {
  const unmatched = describeUnmatched(input, noun, pattern, names);
  // @failure policies | none by itself | An excluding line matches nothing, any more or by a slip: take it out, or
  // correct it.
  return `${unmatched} If that is a slip, violations gate that should not. Otherwise take the line out.`;
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
  const alike = explainLookAlike(wanted, names);
  if (alike !== null) return `; ${alike}`;
  const near = findNearest(wanted, names);
  return near.length === 0 ? ': there are none' : `; the nearest names are: ${near.join('; ')}`;
}

/** The digits of an AWS account's id. */
const ID_DIGITS = 12;

/** One sentence for a line that matches nothing that is known. Its first words are what `redact` finds it by. */
export function describeUnknownName({ input, noun }: Aspect, line: string, names: readonly string[]): string {
  const padded = line.padStart(ID_DIGITS, '0');
  const hasLostZero =
    input === 'accounts' && /^\d+$/.test(line) && padded !== line && (names.includes(padded) || line.length === 11);
  // @failure inputs for `accounts`, `regions`, `resource-types` or `clouds` | A line matches nothing that the Platform
  // knows: correct it. If it is right, and new there, set `unknown-accounts: warn`.
  return hasLostZero
    ? `\`${input}\`: no known ${noun} matches ${line}: ids of AWS accounts have ${ID_DIGITS} digits, and YAML takes zeros from the front of a number. Write it in quotes, as '${padded}'.`
    : `\`${input}\`: no known ${noun} matches ${line}${describeNearest(line, names)}.`;
}

/** The same if nobody knows whether it exists. */
export function describeUnproved(aspect: Aspect, lines: readonly string[], { names, problem }: KnownNames): string {
  const sentences = lines.map((line) => describeUnknownName(aspect, line, names));
  // @failure policies#accounts | `inconclusive`; none by itself with `unknown-accounts: warn` | A line of `accounts`,
  // `tags`, `regions`, `resource-types` or `clouds` could not be shown to name something that exists: it may be a slip,
  // and then everything is out of scope. Give the key a role that may read the table `cloud_assets`, or set
  // `unknown-accounts: warn`.
  const why = problem === null ? '' : `the Platform does not tell which ${aspect.noun}s it has (${problem}): `;
  return `${why}${sentences.join(' ')}${aspect.columns.length === 0 && problem === null ? ` ${NOT_SEEN}` : ''}`;
}

// @failure policies#accounts
const NOT_SEEN = 'No violation bears such a tag, and the table `cloud_assets` shows none.';

/** Of lines that exclude all that the others include. */
export function describeNothingLeft({ input, noun }: Aspect): string {
  // @failure inputs for `accounts`, `regions`, `resource-types` or `clouds` | Lines that begin with `!` exclude all that
  // the others name, so that nothing would be judged. Take them out, or the others.
  return `\`${input}\`: its lines together leave none of the ${noun}s that the Platform knows, so that no violation would gate: take out the lines with \`!\` that exclude what the others name.`;
}

/** Of names of single accounts whose violations other lines exclude. */
export function describeCancelled(count: number): string {
  const lines = count === 1 ? 'a line that names an account has' : `${count} lines that name an account have`;
  // @failure policies#cancelled | `inconclusive`; none by itself with `unknown-accounts: warn` | A line that begins with
  // `!` excludes an account, by its name or id, that another line names. Take one of them out.
  return `\`accounts\`: ${lines} no effect, since a line with \`!\` excludes all violations of the account, by its other name or id: take one of the lines out.`;
}

/** What else can be done about a line that matches nothing. */
export function explainNewName({ noun }: Aspect): string {
  return `If it is right, and the ${noun} is new, set \`unknown-accounts: warn\`.`;
}
