import { PlatformError } from '../../../platform/http/errors.ts';
import type { PolicyClient, PolicyGroup } from '../../../platform/policies.ts';
import type { Policy } from '../../../platform/policy.ts';
import { explainLookAlike } from '../../../text/look-alike.ts';
import { findNearest } from '../../../text/nearest.ts';
import {
  describePlace,
  findUnmatched,
  isEmpty,
  isNameOf,
  matchPatterns,
  type Patterns,
} from '../../../text/pattern.ts';
import { DOUBLED, LOST_ZERO, NOT_SEEN, nothingInScope, ONE_A_LINE, SLIP } from './account.ts';
import type { Aspect } from './aspect.ts';
import type { KnownNames, ListedPolicies } from './lookup.ts';
import { findGroups, type PolicyFilters, type Selection } from './selection.ts';

// Only a step with filters loads this file, so whoever needs it calls `import()`.

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
      return describeUnmatched('policy-groups', 'policy group', pattern, names, '', findKind(pattern, kinds));
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
    const elsewhere = findElsewhere(pattern, others.all) ?? findKind(pattern, kinds);
    return describeUnmatched('policies', 'policy', pattern, listed.map(nameOf), '', elsewhere);
  });
  for (const pattern of filters.policies.include) {
    const isNamed = ({ name, id }: Policy) => isNameOf(pattern, name) || isNameOf(pattern, id);
    const paused = selection.paused.find(isNamed);
    if (paused !== undefined && !selection.active.some(isNamed)) {
      // @failure inputs | Activate the policy on the Platform, or take it out of `policies`.
      problems.push(
        `\`policies\`: ${paused.name} is paused on the Platform, so that it is not evaluated: activate it there, or take it out of \`policies\`.`,
      );
    }
  }
  const hasFilters = !isEmpty(filters.policies) || !isEmpty(filters.groups) || filters.domains.length > 0;
  if (problems.length === 0 && hasFilters && selection.active.length === 0) {
    const paused = selection.paused.length > 0 ? ` (${selection.paused.length} paused ones are not evaluated)` : '';
    // @failure inputs | No policy passes all filters, or only paused ones do. Make one filter wider.
    problems.push(`\`policies\`, \`policy-groups\` and \`domains\` together select no active policy${paused}.`);
  }
  return problems;
}

function namesOf(
  things: readonly { readonly name: string; readonly id: string; readonly aliases?: readonly string[] }[],
): string[][] {
  return things.map(({ name, id, aliases = [] }) => [name, ...aliases, id]);
}

/** One sentence for a pattern that excludes nothing. */
export function describeIdle(
  input: string,
  noun: string,
  pattern: string,
  names: readonly string[],
  lines?: readonly string[],
): string {
  const place = describePlace(`!${pattern}`, lines);
  return `${describeUnmatched(input, noun, pattern, names, place)} ${SLIP}`;
}

/**
 * One sentence for a pattern that matches nothing, with the nearest names that there are.
 * @param place as `describePlace` gives it
 * @param instead what to say in place of the nearest names
 */
export function describeUnmatched(
  input: string,
  noun: string,
  pattern: string,
  names: readonly string[],
  place = '',
  instead: string | null = null,
): string {
  const where = `\`${input}\`${place}`;
  // @failure inputs for `policies`, `policy-groups` or `accounts` | A name or pattern matches nothing. The message has
  // the most similar names. If it has none, the Platform has none, or the key may not see them.
  return `${where}: no ${noun} matches ${pattern}${instead ?? describeNearest(pattern, names)}.${hintFor(pattern)}`;
}

function hintFor(pattern: string): string {
  const hints = [...(pattern.includes(',') ? [ONE_A_LINE] : []), ...(pattern.includes('\\') ? [DOUBLED] : [])];
  return hints.map((hint) => ` ${hint}`).join('');
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

/**
 * One sentence for a line that matches nothing that is known. Its first words are what `redact` finds it by.
 * @param lines those of the input
 */
export function describeUnknownName(
  { input, noun }: Aspect,
  line: string,
  names: readonly string[],
  lines?: readonly string[],
): string {
  const padded = line.padStart(ID_DIGITS, '0');
  const hasLostZero =
    input === 'accounts' && /^\d+$/.test(line) && padded !== line && (names.includes(padded) || line.length === 11);
  const place = describePlace(line, lines);
  if (!hasLostZero) return describeUnmatched(input, `known ${noun}`, line, names, place);
  // @failure inputs for `accounts`, `regions`, `resource-types` or `clouds` | A line matches nothing that the Platform
  // knows. Correct it. If it is right, but new on the Platform, set `unknown-accounts: warn`.
  return `\`${input}\`${place}: no known ${noun} matches ${line}, which may be '${padded}'. ${LOST_ZERO}`;
}

/**
 * The same if nobody knows whether it exists.
 * @param asked all that the input asks for
 */
export function describeUnproved(
  aspect: Aspect,
  lines: readonly string[],
  { names, problem }: KnownNames,
  asked: Patterns,
): string {
  const sentences = lines.map((line) => describeUnknownName(aspect, line, names, asked.lines));
  if (aspect.columns.length === 0 && problem === null) sentences.push(NOT_SEEN);
  if (lines.length === asked.include.length) sentences.push(nothingInScope(aspect.noun));
  // @failure policies#accounts | `inconclusive`; none by itself with `unknown-accounts: warn` | A line of `accounts`,
  // `tags`, `regions`, `resource-types` or `clouds` names nothing that is known to exist. If it is a typing error,
  // everything is out of scope. Give the key a role that may read the table `cloud_assets`, or set `unknown-accounts:
  // warn`.
  const why = problem === null ? '' : `the Platform does not tell which ${aspect.noun}s it has (${problem}): `;
  return `${why}${sentences.join(' ')}`;
}

/** Of lines that exclude all that the others include. */
export function describeNothingLeft({ input, noun }: Aspect): string {
  // @failure inputs for `accounts`, `regions`, `resource-types` or `clouds` | The lines with `!` exclude everything
  // that the other lines name, so nothing would be judged. Remove one or the other.
  return `\`${input}\`: its lines together leave none of the ${noun}s that the Platform knows, so that no violation would gate: take out the lines with \`!\` that exclude what the others name.`;
}

/** Of names of single accounts whose violations other lines exclude. */
export function describeCancelled(count: number): string {
  const lines = count === 1 ? 'a line that names an account has' : `${count} lines that name an account have`;
  // @failure policies#cancelled | `inconclusive`; none by itself with `unknown-accounts: warn` | A line that begins with
  // `!` excludes an account, by its name or id, that another line names. Take one of them out.
  return `\`accounts\`: ${lines} no effect, since a line with \`!\` excludes all violations of the account, by its other name or id: take one of the lines out.`;
}
