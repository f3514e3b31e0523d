import { messageOf } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import { LARGEST_PAGE } from '../../../platform/http/paging.ts';
import type { Policy } from '../../../platform/policy.ts';
import type { TableClient } from '../../../platform/tables.ts';
import { readTags } from '../../../platform/tag.ts';
import type { ViolationClient } from '../../../platform/violations.ts';
import { findLiteral, findUnmatched, matchPatterns } from '../../../text/pattern.ts';
import { readTagLine } from '../../../text/tag-line.ts';
import { explainNewName } from './account.ts';
import { type Aspect, listFilters, type ScopeFilter, type ScopeInput } from './aspect.ts';
import type { KnownNames, ScopeClient, ScopeLookup, ScopeQuestion } from './lookup.ts';
import { matchTag } from './tag.ts';

/** The table that holds a row for each asset of each account. */
const TABLE = 'cloud_assets';
const TAGS = 'tags';

/**
 * Lists the names of the Platform.
 * @throws {StepError} if the key is refused, or the step is cancelled or out of time
 */
export async function listKnownNames({ columns }: Aspect, client: TableClient): Promise<KnownNames> {
  const read = await Promise.all(columns.map((column) => attempt(() => client.listColumnValues(TABLE, column))));
  const names = read.flatMap((one) => one.names).filter((name) => name !== '');
  const problem = read.find((one) => one.problem !== null)?.problem ?? null;
  // Before the first sync there is nothing in it.
  return { names, problem: problem ?? (names.length === 0 ? `its table \`${TABLE}\` names none` : null) };
}

async function attempt(read: () => Promise<readonly string[]>): Promise<KnownNames> {
  try {
    return { names: await read(), problem: null };
  } catch (error) {
    if (!(error instanceof PlatformError) || hasStatus(error, 401)) throw error;
    return { names: [], problem: messageOf(error) };
  }
}

/** So many lines of `tags` are looked for, and so many pages of values for each. */
const MOST_LINES = 20;
const MOST_PAGES = 5;
/** For the nearest ones in a message. */
const NAMES_KEPT = 1_000;

/**
 * Looks for tags in the table of assets. What is not found may exist all the same: the values of a map have no form
 * that is known, and there may be more of them than are read.
 * @throws {StepError} as above
 */
async function findTags(lines: readonly string[], client: TableClient): Promise<KnownNames> {
  const found = await Promise.all(lines.slice(0, MOST_LINES).map((line) => attempt(() => findTag(line, client))));
  return {
    names: found.flatMap(({ names }) => names),
    problem: found.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}

async function findTag(line: string, client: TableClient): Promise<string[]> {
  const { key = '', value = '' } = readTagLine(line) ?? {};
  const matches = matchTag(line);
  const near: string[] = [];
  // A value with a typing error is in no tag: then the tags with its key show what may be meant.
  const searches = new Set([findLiteral(value), findLiteral(key)].filter((text) => text !== ''));
  for (const search of searches.size === 0 ? [''] : searches) {
    let pages = 0;
    for await (const values of client.findColumnValues(TABLE, TAGS, search)) {
      const texts = values.flatMap(readTags).map((tag) => `${tag.key}=${tag.value}`);
      const match = texts.find(matches);
      if (match !== undefined) return [match];
      near.push(...texts.slice(0, NAMES_KEPT - near.length));
      pages += 1;
      if (pages === MOST_PAGES) break;
    }
    if (near.length > 0) break;
  }
  return near;
}

/**
 * What is known to exist now, to hold lines against that were not proved before.
 * @throws {StepError} as above
 */
export function listNamesFor(aspect: Aspect, lines: readonly string[], client: TableClient): Promise<KnownNames> {
  return aspect.columns.length === 0 ? findTags(lines, client) : listKnownNames(aspect, client);
}

/**
 * Holds the lines of the inputs that limit the scope against what there is.
 * @throws {StepError} as above
 */
export async function lookUpScope(
  { scope, unknownAccounts }: ScopeQuestion,
  policies: readonly Policy[],
  client: ScopeClient,
): Promise<{ lookups: ScopeLookup[]; problems: string[]; warnings: string[] }> {
  const { describeIdle, describeNothingLeft, describeUnknownName } = await import('./problems.ts');
  const [lookups, problems, warnings]: [ScopeLookup[], string[], string[]] = [[], [], []];
  const filters = listFilters(scope);
  // A sync brings tags by the hour, and no list of them is whole: before it they are not asked for.
  const isListed = ({ aspect }: ScopeFilter) => aspect.columns.length > 0;
  const listed = await Promise.all(
    filters.filter(isListed).map(async (filter) => ({ ...filter, known: await listKnownNames(filter.aspect, client) })),
  );
  const unmatched = await findUnproved(listed, policies, client);
  for (const { aspect, patterns, known } of listed) {
    const open = unmatched.get(aspect.input) ?? [];
    const unproved = patterns.include.filter((line) => open.includes(line));
    lookups.push({ aspect, asked: patterns, unproved, known });
    if (known.problem !== null) continue;
    // The violations of further policies may name what these do not: then it is decided after the sync.
    if (unknownAccounts === 'fail' && policies.filter(mayBeViolated).length <= MOST_POLICIES) {
      const explained = explainNewName(aspect.noun);
      const describe = (line: string) => describeUnknownName(aspect, line, known.names, patterns.lines);
      problems.push(...unproved.map((line) => `${describe(line)} ${explained}`));
    }
    if (isNothingLeft({ aspect, patterns }, known.names)) problems.push(describeNothingLeft(aspect));
    const idle = patterns.exclude.filter((line) => open.includes(line));
    warnings.push(
      ...idle.map((line) => describeIdle(aspect.input, `known ${aspect.noun}`, line, known.names, patterns.lines)),
    );
  }
  const unlisted = filters.filter((filter) => !isListed(filter));
  lookups.push(
    ...unlisted.map(({ aspect, patterns }) => ({ aspect, asked: patterns, unproved: patterns.include, known: null })),
  );
  return { lookups, problems, warnings };
}

/**
 * Whether the lines that exclude leave nothing of what the others name. A violation is in scope if one of its names is
 * included and none is excluded: so one name at least passes by itself.
 */
function isNothingLeft({ patterns: { include, exclude } }: ScopeFilter, known: readonly string[]): boolean {
  if (exclude.length === 0 || findUnmatched(include, [known]).length > 0) return false;
  const matches = matchPatterns({ include, exclude });
  return !known.some((name) => matches([name]));
}

/** So many policies are looked at for names that a list lacks. */
const MOST_POLICIES = 50;

type ListedFilter = ScopeFilter & { readonly known: KnownNames };

/**
 * Finds the lines that match no known name, nor one that violations have: a table of assets may lack a name, or write
 * it in another way.
 */
export async function findUnproved(
  filters: readonly ListedFilter[],
  policies: readonly Policy[],
  client: ViolationClient,
): Promise<ReadonlyMap<ScopeInput, readonly string[]>> {
  const open = filters.flatMap(({ aspect, patterns, known }) => {
    const lines = findUnmatched([...patterns.include, ...patterns.exclude], [known.names], aspect.matchLine);
    return lines.length === 0 ? [] : [{ aspect, lines, seen: new Set<string>() }];
  });
  if (open.length > 0) {
    await Promise.all(
      policies
        .filter(mayBeViolated)
        .slice(0, MOST_POLICIES)
        .map(({ id }) => noteNames(id, open, client)),
    );
  }
  return new Map(
    open.map(({ aspect, lines, seen }) => [aspect.input, findUnmatched(lines, [[...seen]], aspect.matchLine)]),
  );
}

function mayBeViolated({ violationCount }: Policy): boolean {
  return violationCount !== 0;
}

async function noteNames(
  policyId: string,
  open: readonly { readonly aspect: Aspect; readonly seen: Set<string> }[],
  client: ViolationClient,
): Promise<void> {
  try {
    const { items } = await client.listSomeViolations(policyId, LARGEST_PAGE);
    for (const violation of items) {
      for (const { aspect, seen } of open) for (const name of aspect.namesOf(violation)) seen.add(name);
    }
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
  }
}
