import { posix } from 'node:path';
import { compareIds, compareTexts } from '../../../text/compare.ts';
import { toLogText } from '../../../text/escape.ts';
import { MOST_GROUPS } from '../files/schema.ts';
import type { KindName } from '../form.ts';
import type { PlannedChange } from '../plan/change.ts';
import type { Existing } from '../plan/match.ts';
import type { ExistingPolicy, Files, PlatformState } from '../plan/sides.ts';
import type { Base } from './base.ts';
import { keyOf } from './check-files.ts';
import { chooseObjects } from './choose.ts';
import { layOver } from './lay-over.ts';
import type { ExportFile } from './memory-folder.ts';
import { type Overlay, planOverlay } from './overlay.ts';
import { type Chosen, GROUPS_FILE, renderGroups } from './render.ts';
import { type Group, type LaidBase, type Material, renderAll } from './render-all.ts';

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
  /** What the files change in the checkout; null: all of them are new. */
  readonly over: Overlay | null;
}

/**
 * Makes files of all that is on the Platform. Whoever plans them, with `adopt: by-name`, changes nothing: what files
 * can't say as it is, or what the planner would not take over, is left out with the reason.
 *
 * What the checkout has a file of keeps it, with only what differs changed. Groups that nobody manages are not added to
 * a checkout that has files: policies stay in them all the same.
 * @param owner whose marks are kept as the names of files
 * @param base null: all files are new
 */
export function planExport(state: PlatformState, owner: string, base: Base | null): ExportPlan {
  const laid = base === null ? null : { base, ...layOver(base, state, owner) };
  const groups = state.groups.filter(({ id, mark }) => laid === null || mark !== null || laid.group.slugs.has(id));
  return planFiles({ state, owner, groupNotes: [], laid }, { policies: state.policies, groups });
}

/**
 * Makes files of the objects that changes take away. Which policies a group loses is a comment in its file.
 * @param state with the names that objects have once the files can be put back
 */
export function planBackup(changes: readonly PlannedChange[], state: PlatformState, owner: string): ExportPlan {
  const ids = (kind: KindName) => new Set(changes.flatMap((change) => (change.kind === kind ? (change.id ?? []) : [])));
  const [policies, groups] = [ids('policy'), ids('group')];
  const asked = {
    policies: state.policies.filter(({ id }) => policies.has(id)),
    groups: state.groups.filter(({ id }) => groups.has(id)),
  };
  return planFiles({ state, owner, groupNotes: describeMembers(changes, state), laid: null }, asked);
}

/** Files of policies name their groups, and these have none here. */
function describeMembers(changes: readonly PlannedChange[], { policies }: PlatformState): string[] {
  const names = new Map(policies.map(({ id, form }) => [id, form.name]));
  return changes.flatMap(({ slug, members }) => {
    if (members.length === 0) return [];
    const lines = members.map(({ id, name }) => `- “${toLogText(names.get(id) ?? name, 100)}” (${toLogText(id)})`);
    return [`Policies that stayed, and were in the group ${slug}:`, ...lines];
  });
}

function planFiles(material: Material, asked: Pick<PlatformState, 'policies' | 'groups'>): ExportPlan {
  const { state, owner, groupNotes, laid } = material;
  const left: LeftOut[] = [];
  const leave = (kind: KindName, { id, form }: Existing<{ readonly name: string }>, reason: string, isWhole = true) =>
    left.push({ kind, id, name: form.name, reason, isWhole });
  const leaver = (kind: KindName) => (object: Existing<{ readonly name: string }>, reason: string) =>
    leave(kind, object, reason);
  const ruleOf = (kind: KindName) => ({
    owner,
    known: laid?.[kind].slugs ?? new Map<string, string>(),
    taken: laid === null ? [] : listTaken(kind, laid),
  });
  // The note on the file that stays says it of these.
  const isClear = (kind: KindName) => (object: { readonly id: string }) => laid?.[kind].open.has(object.id) !== true;
  let policies: Chosen<ExistingPolicy>[] = chooseObjects(
    'policy',
    asked.policies.filter(isClear('policy')),
    state.policies,
    ruleOf('policy'),
    leaver('policy'),
  );
  let groups: Chosen<Group>[] = chooseObjects(
    'group',
    asked.groups.filter(isClear('group')),
    state.groups,
    ruleOf('group'),
    leaver('group'),
  ).filter((group) => {
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
    const round = renderAll(policies, groups, material);
    if (round.refused.size === 0) {
      for (const { object, notes } of round.notes) for (const note of notes) leave('policy', object, note, false);
      const over = laid === null ? null : planOverlay(laid, round, left);
      return { files: round.files, left: sortLeft(left), read: round.read, over };
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

/** The slugs of the checkout, and those whose first file would take the place of another one. */
function listTaken(kind: KindName, { base }: LaidBase): string[] {
  if (kind === 'group') return (base.groups?.wanted ?? []).map(({ slug }) => slug);
  const names = [...base.taken].filter((path) => posix.dirname(path) === '.').map((path) => posix.parse(path).name);
  return [...base.policies.map(({ wanted }) => wanted.slug), ...names];
}

function sortLeft(left: readonly LeftOut[]): LeftOut[] {
  return left.toSorted((a, b) => compareTexts(a.kind, b.kind) || compareIds(a, b));
}
