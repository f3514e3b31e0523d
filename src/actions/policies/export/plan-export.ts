import { basename } from 'node:path';
import { toLogText } from '../../../text/escape.ts';
import { isOwnedBy } from '../../../text/mark.ts';
import { foldCase, readListed } from '../files/read-files.ts';
import { MOST_GROUPS } from '../files/schema.ts';
import type { GroupForm, KindName } from '../form.ts';
import type { PlannedChange } from '../plan/change.ts';
import type { Existing } from '../plan/match.ts';
import { makePlan } from '../plan/plan.ts';
import type { ExistingPolicy, Files, PlatformState } from '../plan/sides.ts';
import { createReader, type ExportFile, listFiles } from './memory-folder.ts';
import { createNamings } from './naming.ts';
import { type Chosen, GROUPS_FILE, renderGroups, renderPolicy } from './render.ts';
import { createSlugs } from './slug.ts';

/** Something of the Platform that no file says. */
export interface LeftOut {
  readonly kind: KindName;
  readonly id: string;
  readonly name: string;
  /** A sentence. */
  readonly reason: string;
  /** False: the object has its file, which is silent about a part of it. */
  readonly isWhole: boolean;
}

/** The files of a folder that is to be written. */
export interface ExportPlan {
  readonly files: readonly ExportFile[];
  readonly left: readonly LeftOut[];
  /** As the reader of files reads them. */
  readonly read: Files;
}

/**
 * Makes files of all that is on the Platform. Whoever plans them, with `adopt: by-name`, changes nothing: what files
 * can't say as it is, or what the planner would not take over, is left out with the reason.
 * @param owner whose marks are kept as the names of files
 */
export function planExport(state: PlatformState, owner: string): ExportPlan {
  return planFiles(state, owner, state);
}

/** Makes files of the objects that changes take away. Which policies a group loses is a comment in its file. */
export function planBackup(changes: readonly PlannedChange[], state: PlatformState, owner: string): ExportPlan {
  const ids = (kind: KindName) => new Set(changes.flatMap((change) => (change.kind === kind ? (change.id ?? []) : [])));
  const [policies, groups] = [ids('policy'), ids('group')];
  const asked = {
    policies: state.policies.filter(({ id }) => policies.has(id)),
    groups: state.groups.filter(({ id }) => groups.has(id)),
  };
  return planFiles(state, owner, asked, describeMembers(changes));
}

/** Files of policies name their groups, and these have none here. */
function describeMembers(changes: readonly PlannedChange[]): string[] {
  return changes.flatMap(({ slug, members }) => {
    if (members.length === 0) return [];
    const lines = members.map(({ id, name }) => `- “${toLogText(name, 100)}” (${toLogText(id)})`);
    return [`Policies that stayed, and were in the group ${slug}:`, ...lines];
  });
}

type Group = Existing<GroupForm>;
type Asked = Pick<PlatformState, 'policies' | 'groups'>;

/** @param groupNotes lines on top of the groups' file */
function planFiles(state: PlatformState, owner: string, asked: Asked, groupNotes: readonly string[] = []): ExportPlan {
  const left: LeftOut[] = [];
  const leave = (kind: KindName, { id, form }: Existing<{ readonly name: string }>, reason: string, isWhole = true) =>
    left.push({ kind, id, name: form.name, reason, isWhole });
  let policies = choose('policy', asked.policies, state.policies, owner, leave);
  let groups: Chosen<Group>[] = choose('group', asked.groups, state.groups, owner, leave).filter((group) => {
    const rendered = renderGroups([group], groupNotes);
    if ('problem' in rendered) leave('group', group.object, rendered.problem);
    return !('problem' in rendered);
  });
  for (const { object } of groups.slice(MOST_GROUPS)) {
    leave('group', object, `${GROUPS_FILE} takes up to ${MOST_GROUPS} groups.`);
  }
  groups = groups.slice(0, MOST_GROUPS);

  // What is left out can be what others rest on: until nothing speaks against the rest.
  for (;;) {
    const round = renderAll(policies, groups, groupNotes, state, owner);
    if (round.refused.size === 0) {
      for (const { object, notes } of round.notes) for (const note of notes) leave('policy', object, note, false);
      return { files: round.files, left: sortLeft(left), read: round.read };
    }
    const before = policies.length + groups.length;
    const stays =
      (kind: KindName) =>
      (one: Chosen<Existing<{ readonly name: string }>>): boolean => {
        const reason = round.refused.get(keyOf(kind, one.slug));
        if (reason !== undefined) leave(kind, one.object, reason);
        return reason === undefined;
      };
    policies = policies.filter(stays('policy'));
    groups = groups.filter(stays('group'));
    if (policies.length + groups.length === before) {
      throw new Error(`Nobody knows which object is meant: ${[...round.refused.values()].join(' ')}`);
    }
  }
}

interface Round {
  readonly files: readonly ExportFile[];
  readonly read: Files;
  readonly notes: readonly { readonly object: ExistingPolicy; readonly notes: readonly string[] }[];
  /** Why an object can't have its file, by `keyOf`. */
  readonly refused: ReadonlyMap<string, string>;
}

function renderAll(
  policies: readonly Chosen<ExistingPolicy>[],
  groups: readonly Chosen<Group>[],
  groupNotes: readonly string[],
  state: PlatformState,
  owner: string,
): Round {
  const refused = new Map<string, string>();
  const refuse = (key: string, reason: string) => refused.has(key) || refused.set(key, reason);
  const namings = createNamings(
    state,
    groups.map(({ object: { id, form } }) => ({ id, name: form.name })),
  );
  const files: ExportFile[] = [];
  const notes: Round['notes'][number][] = [];
  const keys = new Map<string, string>();
  for (const policy of policies) {
    const rendered = renderPolicy(policy, namings);
    const key = keyOf('policy', policy.slug);
    if ('problem' in rendered) {
      refuse(key, rendered.problem);
      continue;
    }
    files.push(...rendered.files);
    notes.push({ object: policy.object, notes: rendered.notes });
    for (const { path } of rendered.files) keys.set(path, key);
  }
  if (groups.length > 0) {
    const rendered = renderGroups(groups, groupNotes);
    if ('problem' in rendered) for (const key of findExcess(groups)) refuse(key, rendered.problem);
    else files.push(...rendered.files);
  }
  const { files: read, problems } = readListed(listFiles(files), '.', null, createReader(files), toLogText);
  for (const { path, sentence } of problems) refuse(keys.get(path) ?? '', sentence);
  if (refused.size === 0) for (const [key, reason] of findChanges(read, state, owner)) refuse(key, reason);
  return { files, read, notes, refused: takeFirst(refused) };
}

/** What policies rest on goes first: without a group they may be all right. */
function takeFirst(refused: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const groups = [...refused].filter(([key]) => key.startsWith(keyOf('group', '')));
  return groups.length > 0 ? new Map(groups) : refused;
}

/** What a plan of the files holds against them, or would change. */
function findChanges(files: Files, state: PlatformState, owner: string): [key: string, reason: string][] {
  const rule = { owner, adopt: 'by-name', onRemoved: 'keep', maxRemovals: 0 } as const;
  const { changes, conflicts } = makePlan(files, state, rule);
  return [
    // Those without a file are about objects that have none, here and there.
    ...conflicts.flatMap(({ kind, slug, file, sentence }): [string, string][] =>
      file === null ? [] : [[keyOf(kind, slug), sentence]],
    ),
    ...changes.flatMap(({ kind, slug, verb, fields }): [string, string][] => {
      if (verb === 'adopt' && fields.length === 0) return [];
      const what = verb === 'create' ? 'create a second one' : `change ${fields.map(({ field }) => field).join(', ')}`;
      return [[keyOf(kind, slug), `A plan of its file would ${what}.`]];
    }),
  ];
}

/** Which objects have files, and their slugs: ours first, which have theirs already. */
function choose<T extends Existing<{ readonly name: string }>>(
  kind: KindName,
  asked: readonly T[],
  all: readonly T[],
  owner: string,
  leave: (kind: KindName, object: T, reason: string) => void,
): Chosen<T>[] {
  const marked = new Map<string, number>();
  for (const { mark } of all) {
    if (isOwnedBy(mark, owner)) marked.set(mark.slug, (marked.get(mark.slug) ?? 0) + 1);
  }
  const makeSlug = createSlugs(marked.keys());
  const ours: Chosen<T>[] = [];
  const others: Chosen<T>[] = [];
  for (const object of asked.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { mark, form } = object;
    const isGroupsFile = kind === 'policy' && mark?.slug === basename(GROUPS_FILE, '.yml');
    const count = isOwnedBy(mark, owner) ? marked.get(mark.slug) : null;
    if (mark === null) others.push({ slug: makeSlug(form.name, kind), object });
    else if (count === null) leave(kind, object, `It is managed by ${mark.owner}.`);
    else if (isGroupsFile) leave(kind, object, `Its mark is ${mark.slug}, and ${GROUPS_FILE} is no file of a policy.`);
    else if (count === 1) ours.push({ slug: mark.slug, object });
    else leave(kind, object, `${count} objects of the Platform have its mark, ${mark.slug}.`);
  }
  return [...ours, ...others];
}

/**
 * Which groups have to go if each of them can be written and all together can't: those whose name another one before
 * them has; or else half of them, since the file is too large.
 */
function findExcess(groups: readonly Chosen<Group>[]): string[] {
  const seen = new Set<string>();
  const twins = groups.filter(({ object }) => {
    const name = foldCase(object.form.name);
    return seen.has(name) || !seen.add(name);
  });
  const excess = twins.length > 0 ? twins : groups.slice(Math.floor(groups.length / 2));
  return excess.map(({ slug }) => keyOf('group', slug));
}

function keyOf(kind: KindName, slug: string): string {
  return `${kind} ${slug}`;
}

function sortLeft(left: readonly LeftOut[]): LeftOut[] {
  return left.toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
