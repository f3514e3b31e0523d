import type { Clock } from '../../../clock.ts';
import { InputError } from '../../../errors.ts';
import { isPaused, type Policy } from '../../../platform/policy.ts';
import { mergePolicies, mergeReadings } from '../../../platform/policy-readings.ts';
import { isEmpty, isPlainName } from '../../../text/pattern.ts';
import { listFilters } from './aspect.ts';
import type { ListClient, ListedPolicies, ScopeClient, ScopeLookup, ScopeQuestion } from './lookup.ts';
import type { ActiveFilter } from './selection.ts';
import { countLeftOut, findGroups, type PolicyFilters, type Selection, selectPolicies } from './selection.ts';

/** What the policies are looked up by, each time anew: groups change while a step waits. */
export interface PolicyScope {
  readonly filters: PolicyFilters;
}

export interface PreparedScope {
  readonly scope: PolicyScope;
  readonly selection: Selection;
  /** All policies of the Platform, whatever the filters say. */
  readonly catalogue: readonly Policy[];
  /** As of `ListedPolicies`. */
  readonly serverTime: number | null;
  /** The filters that are set, with what each leaves out. */
  readonly filters: readonly ActiveFilter[];
  /** The names of the groups that are selected and have no active policy. */
  readonly emptyGroups: readonly string[];
  /** One for each input that limits the scope. */
  readonly lookups: readonly ScopeLookup[];
  /** What people should know before the sync, a sentence each. */
  readonly warnings: readonly string[];
}

export interface ScopeDeps {
  readonly client: ScopeClient;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** By `clock.uptime`. */
  readonly deadline: number;
  readonly longestPauseMs: number;
}

/** So often the Platform is asked until something is taken to be missing: a replica may lag behind. */
const MOST_READINGS = 3;

const PAUSE_BETWEEN_READINGS_MS = 1_000;

/**
 * Resolves the filters against what the Platform has, before anything is started: a name that does not exist must not
 * cost an hour's sync first. What speaks against going on has to be there each time that it is read.
 * @throws {InputError} with everything that the filters ask for in vain
 */
export async function prepareScope(
  filters: PolicyFilters,
  active: readonly ActiveFilter[],
  question: ScopeQuestion,
  { client, clock, stop, deadline, longestPauseMs }: ScopeDeps,
): Promise<PreparedScope> {
  const scope = { filters };
  // Most steps have no filters, and load nothing that tells of them.
  const isFiltered = !isEmpty(filters.policies) || !isEmpty(filters.groups) || filters.domains.length > 0;
  const checks = isFiltered ? await import('./problems.ts') : null;
  const lookUp = listFilters(question.scope).length === 0 ? null : (await import('./known-names.ts')).lookUpScope;

  async function read() {
    const first = await listSelected(scope, client, 'asking');
    const isJudged = question.mode === 'check' && first.isSpread;
    const grouped = isJudged ? await listAgain(scope, first, client, 'asking') : first;
    // Without a group, the list is that of all policies.
    const all = filters.groups.include.length === 0 ? [] : await client.listPolicies([]);
    const listing = updateListing(grouped, all, scope);
    const found = await lookUp?.(question, listing.selection.active, client);
    const vain = (await checks?.findFilterProblems(filters, listing, client)) ?? [];
    const problems = [...vain, ...(found?.problems ?? [])];
    return { listing, all, found, problems };
  }

  const pause = Math.min(longestPauseMs, PAUSE_BETWEEN_READINGS_MS);
  let latest = await read();
  for (let readings = 1; readings < MOST_READINGS && isDoubtful(latest, question); readings++) {
    if (clock.uptime() + pause >= deadline) break;
    await clock.sleep(pause, stop);
    const next = await read();
    latest = { ...next, listing: joinListings(latest.listing, next.listing, scope) };
  }
  const { listing, all, found, problems } = latest;
  if (problems.length > 0) throw new InputError(problems);

  const { listed, selection } = listing;
  const catalogue = mergeReadings(all, listed);
  return {
    scope,
    selection,
    catalogue,
    serverTime: listing.serverTime,
    filters: countLeftOut(active, catalogue, listed, listing.excludedIds, filters),
    emptyGroups: listing.emptyGroups,
    lookups: found?.lookups ?? [],
    warnings: [
      ...(checks?.describeIdleExclusions(filters, listing.groups, catalogue) ?? []),
      ...(found?.warnings ?? []),
    ],
  };
}

/** Whether another reading may be better: something is missing, or what decides can't be read, or is nothing at all. */
function isDoubtful(
  { listing, problems }: { readonly listing: ListedPolicies; readonly problems: readonly string[] },
  { mode }: ScopeQuestion,
): boolean {
  if (problems.length > 0) return true;
  const { active } = listing.selection;
  // What was there before the sync has to be known, too: a result that can't be read may be old.
  return (mode === 'check' && active.length === 0) || active.some(({ defect }) => defect !== null);
}

/** Lists the groups and the policies as they are now, and selects. */
export async function listSelected(
  { filters }: PolicyScope,
  client: ListClient,
  patience: 'asking' | 'waiting',
): Promise<ListedPolicies> {
  const { include, exclude } = filters.groups;
  let serverTime: number | null = null;
  const readTime = (time: number | null) => {
    serverTime = time ?? serverTime;
  };
  const groups = isEmpty(filters.groups) ? [] : await client.listPolicyGroups(patience);
  const included = findGroups(include, groups);
  // No id at all asks for every policy: that is not what a pattern means whose groups are gone.
  const lists =
    include.length === 0
      ? [await client.listPolicies([], patience, readTime)]
      : await Promise.all(included.map(({ id }) => client.listPolicies([id], patience, readTime)));
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
    // A new group may match a pattern.
    isSpread: included.length > 1 || include.some((pattern) => !isPlainName(pattern)),
    serverTime,
  };
}

/**
 * Lists once more. It takes that if policies are listed group by group (`isSpread`): one that moves from one group to
 * another between the two requests is on neither list.
 * @param first a moment ago
 */
export async function listAgain(
  scope: PolicyScope,
  first: ListedPolicies,
  client: ListClient,
  patience: 'asking' | 'waiting',
): Promise<ListedPolicies> {
  const second = await listSelected(scope, client, patience);
  if (first.isSpread || second.isSpread) return joinListings(first, second, scope);
  // What is gone from one list did not move to another one.
  const ids = new Set(second.listed.map(({ id }) => id));
  return joinListings({ ...first, listed: first.listed.filter(({ id }) => ids.has(id)) }, second, scope);
}

/**
 * Says of the listed policies what a later list of all policies says, too: the server that gave the list of a group may
 * lag behind.
 */
function updateListing(listing: ListedPolicies, all: readonly Policy[], { filters }: PolicyScope): ListedPolicies {
  // What the lists of groups contradict each other about is not settled by one more word.
  const ids = new Set(listing.listed.filter(({ defect }) => defect === null).map(({ id }) => id));
  const listed = mergeReadings(
    listing.listed,
    all.filter(({ id }) => ids.has(id)),
  );
  return { ...listing, listed, selection: selectPolicies(listed, listing.excludedIds, filters) };
}

/** What was on a list of the first reading stays selected, unless its group is excluded now. */
function joinListings(first: ListedPolicies, second: ListedPolicies, { filters }: PolicyScope): ListedPolicies {
  const listed = mergeReadings(first.listed, second.listed);
  const serverTime = second.serverTime ?? first.serverTime;
  return { ...second, listed, serverTime, selection: selectPolicies(listed, second.excludedIds, filters) };
}
