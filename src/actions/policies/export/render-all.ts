import { toLogText } from '../../../text/escape.ts';
import { readListed } from '../files/read-files.ts';
import type { GroupForm } from '../form.ts';
import type { Existing, Wanted } from '../plan/match.ts';
import type { ExistingPolicy, Files, PlatformState } from '../plan/sides.ts';
import { tidyQuery } from '../sql/tidy-query.ts';
import type { Base, BasePolicy } from './base.ts';
import { findChanges, findExcess, keyOf, takeFirst } from './check-files.ts';
import type { Laid } from './lay-over.ts';
import { createReader, type ExportFile, listFiles } from './memory-folder.ts';
import { createNamings } from './naming.ts';
import { placeQueries } from './place-queries.ts';
import { type Chosen, type Rendered, renderGroups, renderPolicy } from './render.ts';
import { renderGroupsOver, renderPolicyOver } from './render-over.ts';

export type Group = Existing<GroupForm>;

/** The checkout, and which of its files are about which objects. */
export interface LaidBase {
  readonly base: Base;
  readonly policy: Laid;
  readonly group: Laid;
}

/** What files are made of. */
export interface Material {
  readonly state: PlatformState;
  readonly owner: string;
  /** Lines on top of a new file of groups. */
  readonly groupNotes: readonly string[];
  /** Null: all files are new. */
  readonly laid: LaidBase | null;
}

/** Files of all objects that are to have some, and what speaks against them. */
export interface Round {
  readonly files: readonly ExportFile[];
  /** As the reader of files reads them. */
  readonly read: Files;
  /** What the files don't say of a policy. */
  readonly notes: readonly { readonly object: ExistingPolicy; readonly notes: readonly string[] }[];
  /** What the file of groups does not say. */
  readonly groupsNotes: readonly string[];
  /** Slugs of the checkout whose files stay as they are, with their places. */
  readonly stays: readonly { readonly key: string; readonly slug: string; readonly path: string }[];
  /** Why an object can't have its file, by `keyOf`. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Makes the files of objects, and reads them as they would be beside the files of the checkout that stay. */
export function renderAll(
  policies: readonly Chosen<ExistingPolicy>[],
  groups: readonly Chosen<Group>[],
  material: Material,
): Round {
  const { state, owner, laid } = material;
  const refused = new Map<string, string>();
  const refuse = (key: string, reason: string) => refused.has(key) || refused.set(key, reason);
  const staying = listStayingPolicies(policies, laid);
  const stayingGroups = listStayingGroups(groups, laid);
  const stays = [
    ...staying.map(({ wanted: { slug, file } }) => ({ key: keyOf('policy', slug), slug, path: file.path })),
    ...stayingGroups.map(({ slug, file }) => ({ key: keyOf('group', slug), slug, path: file.path })),
  ];
  const files = new Map<string, ExportFile>();
  const keys = new Map<string, string>();
  const notes: Round['notes'][number][] = [];
  for (const [{ slug, object }, rendered] of renderPolicies(policies, groups, staying, stayingGroups, material)) {
    const key = keyOf('policy', slug);
    if ('problem' in rendered) {
      refuse(key, rendered.problem);
      continue;
    }
    notes.push({ object, notes: rendered.notes });
    for (const file of rendered.files) {
      files.set(file.path, file);
      keys.set(file.path, key);
    }
  }
  const groupsFile = renderGroupsFile(groups, material);
  if ('problem' in groupsFile) {
    const names = stayingGroups.map(({ form }) => form.name);
    for (const key of findExcess(groups, names)) refuse(key, groupsFile.problem);
  } else {
    for (const file of groupsFile.files) files.set(file.path, file);
  }

  const around = staying.flatMap(({ yaml, sql }) => (sql === null ? [yaml] : [yaml, sql]));
  // Of two that have one name the one that is read first is right.
  const all = new Map([...around, ...files.values()].map((file) => [file.path, file]));
  const { files: read, problems } = readAll([...all.values()]);
  for (const { path, sentence } of problems) refuse(keys.get(path) ?? '', sentence);
  if (refused.size === 0) {
    const passed = new Set(stays.map(({ key }) => key));
    for (const [key, reason] of findChanges(read, state, owner)) if (!passed.has(key)) refuse(key, reason);
  }
  return {
    files: [...files.values()],
    read: refused.size > 0 || staying.length === 0 ? read : readAll([...files.values()]).files,
    notes,
    groupsNotes: 'problem' in groupsFile ? [] : groupsFile.notes,
    stays,
    refused: takeFirst(refused),
  };
}

/** The files of each policy, or why it can't have some. */
function renderPolicies(
  policies: readonly Chosen<ExistingPolicy>[],
  groups: readonly Chosen<Group>[],
  staying: readonly BasePolicy[],
  stayingGroups: readonly Wanted<GroupForm>[],
  { state, laid }: Material,
): [Chosen<ExistingPolicy>, Rendered][] {
  const own = groups.map(({ object: { id, form } }) => ({ id, name: form.name }));
  const namings = createNamings(state, own);
  const stayingSlugs = new Set(stayingGroups.map(({ slug }) => slug));
  const declared = new Set(own.map(({ id }) => id));
  for (const [id, slug] of laid?.group.slugs ?? []) if (stayingSlugs.has(slug)) declared.add(id);
  const known = new Map((laid?.base.policies ?? []).map((one) => [one.wanted.slug, one]));
  const users = policies.map(({ slug, object }) => ({
    ...{ slug, base: known.get(slug) ?? null },
    query: tidyQuery(object.form.query),
  }));
  const kept = staying.map((base) => ({ slug: base.wanted.slug, base, query: null }));
  const places = placeQueries([...kept, ...users], laid?.base.taken ?? new Set());
  return policies.map((policy) => {
    const base = known.get(policy.slug);
    const sql = places.get(policy.slug) ?? null;
    const rendered =
      base === undefined
        ? renderPolicy(policy, namings, { yaml: `${policy.slug}.yml`, sql: sql?.path ?? null })
        : renderPolicyOver(policy, base, sql, namings, (id) => declared.has(id));
    return [policy, rendered];
  });
}

/** The policies of the checkout whose files stay as they are. */
function listStayingPolicies(policies: readonly Chosen<unknown>[], laid: LaidBase | null): BasePolicy[] {
  const chosen = new Set(policies.map(({ slug }) => slug));
  return (laid?.base.policies ?? []).filter(
    ({ wanted: { slug } }) => !chosen.has(slug) && laid?.policy.gone.has(slug) === false,
  );
}

function listStayingGroups(groups: readonly Chosen<unknown>[], laid: LaidBase | null): Wanted<GroupForm>[] {
  const chosen = new Set(groups.map(({ slug }) => slug));
  return (laid?.base.groups?.wanted ?? []).filter(
    ({ slug }) => !chosen.has(slug) && laid?.group.gone.has(slug) === false,
  );
}

function renderGroupsFile(groups: readonly Chosen<Group>[], { groupNotes, laid }: Material): Rendered {
  const old = laid?.base.groups ?? null;
  if (laid !== null && old !== null) return renderGroupsOver(groups, old, laid.group.gone);
  return groups.length === 0 ? { files: [], notes: [] } : renderGroups(groups, groupNotes);
}

function readAll(files: readonly ExportFile[]) {
  return readListed(listFiles(files), '.', null, createReader(files), toLogText);
}
