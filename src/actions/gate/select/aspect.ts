import { readTag } from '../../../platform/tag.ts';
import type { Violation } from '../../../platform/violations.ts';
import { isEmpty, matchPattern, type Patterns } from '../../../text/pattern.ts';
import { accountNamesOf, isBlank, mayLackAccount } from './account.ts';
import { matchTag, matchTagSurely } from './tag.ts';

/** The inputs that say which violations gate, in the order in which they are asked. */
export const SCOPE_INPUTS = ['accounts', 'tags', 'regions', 'resource-types', 'clouds'] as const;

export type ScopeInput = (typeof SCOPE_INPUTS)[number];

/** Whether an input says which violations gate, rather than which policies are judged. */
export function isScopeInput(input: string): input is ScopeInput {
  return SCOPE_INPUTS.some((one) => one === input);
}

/** Whether lines of an input may be names of accounts, people or resources, which not everybody should see. */
export function holdsNames(input: string): boolean {
  return input === 'accounts' || input === 'tags';
}

/** The lines of these inputs. */
export type ScopePatterns = Readonly<Record<ScopeInput, Patterns>>;

/** What an input says of violations: the account that one is in, for example. */
export interface Aspect {
  readonly input: ScopeInput;
  /** What a line names. */
  readonly noun: string;
  /** The columns of the table of assets that hold its names; none if no list of them is ever whole. */
  readonly columns: readonly string[];
  /** The names that a violation has, as far as it says them. */
  readonly namesOf: (violation: Violation) => readonly string[];
  /** Makes a test for names: whether one may be what a line means. */
  readonly matchLine: (line: string) => (name: string) => boolean;
  /** The same, but whether one is that for sure. */
  readonly matchSurely: (line: string) => (name: string) => boolean;
  /** Makes a test: whether a violation that no line matches may have a name that it does not say, and a line means. */
  readonly mayLackName: (lines: readonly string[]) => (violation: Violation) => boolean;
}

const ASPECTS: Readonly<Record<ScopeInput, Aspect>> = {
  accounts: {
    input: 'accounts',
    noun: 'account',
    columns: ['account_name', 'account'],
    namesOf: accountNamesOf,
    matchLine: matchPattern,
    matchSurely: matchPattern,
    mayLackName: mayLackAccount,
  },
  tags: {
    input: 'tags',
    noun: 'tag',
    columns: [],
    namesOf: ({ tags }) => tags ?? [],
    matchLine: matchTag,
    matchSurely: matchTagSurely,
    mayLackName: () => {
      const isUnreadable = remember((text) => readTag(text).candidates.length === 0);
      return ({ tags }) => tags === null || tags.some(isUnreadable);
    },
  },
  regions: aspectOf('regions', 'region', 'region', ({ region }) => region),
  'resource-types': aspectOf(
    'resource-types',
    'resource type',
    'resource_type_label',
    ({ resourceType }) => resourceType,
  ),
  clouds: aspectOf('clouds', 'cloud', 'cloud', ({ cloud }) => cloud),
};

/** One for which a violation has one name. */
function aspectOf(input: ScopeInput, noun: string, column: string, nameOf: (violation: Violation) => string): Aspect {
  const namesOf = (violation: Violation) => [nameOf(violation)].filter((name) => !isBlank(name));
  return {
    input,
    noun,
    columns: [column],
    namesOf,
    matchLine: matchPattern,
    matchSurely: matchPattern,
    mayLackName: () => (violation) => namesOf(violation).length === 0,
  };
}

/** An input that is set. */
export interface ScopeFilter {
  readonly aspect: Aspect;
  readonly patterns: Patterns;
}

/** The inputs that are set, in their order. */
export function listFilters(scope: ScopePatterns): ScopeFilter[] {
  return SCOPE_INPUTS.flatMap((input) =>
    isEmpty(scope[input]) ? [] : [{ aspect: ASPECTS[input], patterns: scope[input] }],
  );
}

/**
 * Makes a test that says which input leaves a violation out, the first one of several; null if it is in scope. What is
 * unknown is in scope: to leave it out would be a guess.
 */
export function matchScope(scope: ScopePatterns): (violation: Violation) => ScopeInput | null {
  const filters = listFilters(scope).map(({ aspect, patterns }) => ({
    input: aspect.input,
    isIn: matchAspect(aspect, patterns),
  }));
  return (violation) => filters.find(({ isIn }) => !isIn(violation))?.input ?? null;
}

function matchAspect(aspect: Aspect, { include, exclude }: Patterns): (violation: Violation) => boolean {
  const isExcluded = matchSome(exclude, aspect.matchSurely);
  const isIncluded = matchSome(include, aspect.matchLine);
  const mayLackName = aspect.mayLackName(include);
  return (violation) => {
    const names = aspect.namesOf(violation);
    if (names.some(isExcluded)) return false;
    return include.length === 0 || names.some(isIncluded) || mayLackName(violation);
  };
}

function matchSome(lines: readonly string[], match: (line: string) => (name: string) => boolean) {
  const tests = lines.map(match);
  return remember((name) => tests.some((test) => test(name)));
}

/** Rows by the hundred thousand have a few names between them. */
const MOST_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 300;

/** The same test, which answers for the first names only once. */
function remember(test: (name: string) => boolean): (name: string) => boolean {
  const answers = new Map<string, boolean>();
  return (name) => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = test(name);
    if (answers.size < MOST_REMEMBERED && name.length <= LONGEST_REMEMBERED) answers.set(name, answer);
    return answer;
  };
}

const NOTHING_SET: Patterns = { include: [], exclude: [] };

/** The scope if no input is set. */
export const EVERYTHING: ScopePatterns = {
  accounts: NOTHING_SET,
  tags: NOTHING_SET,
  regions: NOTHING_SET,
  'resource-types': NOTHING_SET,
  clouds: NOTHING_SET,
};
