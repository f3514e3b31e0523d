import { readTag, type Tag } from '../../../platform/tag.ts';
import type { Violation } from '../../../platform/violations.ts';
import { compareTexts } from '../../../text/compare.ts';
import { foldName } from '../../../text/pattern.ts';
import { isBlank } from '../select/account.ts';

/** By what the gating violations are counted, so that a red gate finds its owner. */
export type GroupBy =
  | { readonly kind: 'policy' }
  | { readonly kind: 'account' }
  | { readonly kind: 'tag'; readonly key: string };

/** As the input says it. */
export function formatGroupBy(groupBy: GroupBy): string {
  return groupBy.kind === 'tag' ? `tag:${groupBy.key}` : groupBy.kind;
}

/** Who has gating violations, and how many. */
export interface Group {
  /** `none`: they do not have the tag. `unknown`: nobody knows who has them. `others`: those that are not told one by one. */
  readonly kind: 'named' | 'none' | 'unknown' | 'others';
  /** An account's name, if it has one; a tag's value; empty for the other kinds. */
  readonly name: string;
  /** An account's id; null if it is unknown. */
  readonly id: string | null;
  readonly gating: number;
}

/** What a violation says of its group. */
type Member = Pick<Group, 'kind' | 'name' | 'id'>;

/** Counts violations by their groups. */
export interface GroupCounter {
  add(violation: Violation): void;
  finish(): readonly Group[];
}

const NONE: Member = { kind: 'none', name: '', id: null };
const UNKNOWN: Member = { kind: 'unknown', name: '', id: null };
const OTHERS: Member = { kind: 'others', name: '', id: null };

/** So many groups of a policy are told one by one: a tag may have another value on each resource. */
const MOST_GROUPS = 5_000;
/** A group is there to be read. */
const LONGEST_NAME = 300;

/** Null if the policies themselves are the groups. */
export function createGroupCounter(groupBy: GroupBy): GroupCounter | null {
  if (groupBy.kind === 'policy') return null;
  const memberOf = groupBy.kind === 'account' ? readAccount : readTagOf(groupBy.key);
  const groups = new Map<string, Group>();
  return {
    add: (violation) => addToGroup(groups, memberOf(violation), 1),
    finish: () => [...groups.values()],
  };
}

function addToGroup(groups: Map<string, Group>, member: Member, gating: number): void {
  const key = keyOf(member);
  const group = groups.get(key);
  if (group === undefined && groups.size >= MOST_GROUPS && member.kind === 'named') {
    addToGroup(groups, OTHERS, gating);
    return;
  }
  const name = group === undefined ? member.name : chooseName(group.name, member.name);
  groups.set(key, { ...member, name, gating: (group?.gating ?? 0) + gating });
}

/** Of several spellings the same one in every run, in whatever order the rows come. */
function chooseName(a: string, b: string): string {
  if (a === '' || b === '') return a || b;
  return compareTexts(a, b) < 0 ? a : b;
}

/** Names are compared as patterns compare them; two accounts of one name are two. */
function keyOf({ kind, name, id }: Member): string {
  return `${kind} ${id === null ? `name ${foldName(name)}` : `id ${foldName(id)}`}`;
}

function readAccount(violation: Violation): Member {
  const [name, id] = [violation.accountName, violation.accountId ?? ''].map((text) => (isBlank(text) ? '' : cut(text)));
  if (!name && !id) return UNKNOWN;
  return { kind: 'named', name: name ?? '', id: id || null };
}

function readTagOf(key: string): (violation: Violation) => Member {
  const wanted = foldName(key);
  const isIt = (tag: Tag) => foldName(tag.key) === wanted;
  return ({ tags }) => {
    if (tags === null) return UNKNOWN;
    const readings = tags.map(readTag);
    const values = readings.flatMap(({ candidates }) => candidates.filter(isIt)).map(({ value }) => value.trim());
    if (values.length > 0)
      return { kind: 'named', name: cut([...new Set(values)].sort(compareTexts).join(', ')), id: null };
    return readings.some(({ candidates }) => candidates.length === 0) ? UNKNOWN : NONE;
  };
}

function cut(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;
}

/**
 * Sums up the groups of all policies, the largest first, and those without a name at the end.
 * @param policies what gates of each policy, and in which groups its list has them; the rest is in none that is known
 */
export function sumGroups(
  policies: readonly { readonly gating: number; readonly groups: readonly Group[] }[],
): readonly Group[] {
  const sums = new Map<string, Group>();
  for (const { gating, groups } of policies) {
    let listed = 0;
    for (const { gating: own, ...member } of groups) {
      addToGroup(sums, member, own);
      listed += own;
    }
    if (gating > listed) addToGroup(sums, UNKNOWN, gating - listed);
  }
  return [...sums.values()].sort(compareGroups);
}

function compareGroups(a: Group, b: Group): number {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    b.gating - a.gating ||
    compareTexts(a.name, b.name) ||
    compareTexts(a.id ?? '', b.id ?? '')
  );
}

/** The name of a group for people, as plain text. */
export function describeGroup({ kind, name, id }: Group): string {
  switch (kind) {
    case 'named':
      return [name, id ?? ''].filter((part) => part !== '').join(' ') || 'empty';
    case 'others':
      return 'others';
    case 'none':
      return 'no tag';
    case 'unknown':
      return 'unknown';
  }
}

const KINDS: readonly Group['kind'][] = ['named', 'others', 'none', 'unknown'];
