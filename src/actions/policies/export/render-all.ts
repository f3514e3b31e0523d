import { toLogText } from '../../../text/escape.ts';
import { tidyText } from '../../../text/tidy.ts';
import { readListed } from '../files/read-files.ts';
import type { GroupForm } from '../form.ts';
import type { Existing } from '../plan/match.ts';
import type { ExistingPolicy, Files, PlatformState } from '../plan/sides.ts';
import type { Base } from './base.ts';
import { findChanges, findExcess, keyOf, takeFirst } from './check-files.ts';
import type { Laid } from './lay-over.ts';
import { createReader, type ExportFile, listFiles } from './memory-folder.ts';
import { createNamings } from './naming.ts';
import { findSqlPath, placeQueries, type QueryUser } from './place-queries.ts';
import { type Chosen, renderGroups, renderPolicy } from './render.ts';
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
  { state, owner, groupNotes, laid }: Material,
): Round {
  const refused = new Map<string, string>();
  const refuse = (key: string, reason: string) => refused.has(key) || refused.set(key, reason);
  const base = laid?.base ?? null;
  const chosen = new Set(policies.map(({ slug }) => slug));
  const staying = (base?.policies ?? []).filter(
    ({ wanted: { slug } }) => !chosen.has(slug) && laid?.policy.gone.has(slug) === false,
  );
  const stayingGroups = listStayingGroups(groups, laid);
  const own = groups.map(({ object: { id, form } }) => ({ id, name: form.name }));
  const namings = createNamings(state, own);
  const declared = new Set(own.map(({ id }) => id));
  for (const [id, slug] of laid?.group.slugs ?? [])
    if (stayingGroups.some((one) => one.slug === slug)) declared.add(id);
  const known = new Map((base?.policies ?? []).map((one) => [one.wanted.slug, one]));
  const isTaken = (path: string) => base?.taken.has(path.toLowerCase()) === true;
  const firsts = new Map(
    policies.flatMap(({ slug }): [string, string][] =>
      known.has(slug) ? [] : [[slug, findSqlPath('.', slug, (path) => !isTaken(path))]],
    ),
  );
  const fresh = new Set(firsts.values());
  const queries = placeQueries(
    [
      ...staying.map((one): QueryUser => ({ slug: one.wanted.slug, base: one, query: null })),
      ...policies.flatMap(({ slug, object }): QueryUser[] => {
        const one = known.get(slug);
        return one === undefined ? [] : [{ slug, base: one, query: tidyText(object.form.query) }];
      }),
    ],
    (path) => !isTaken(path) && !fresh.has(path),
  );

  const files = new Map<string, ExportFile>();
  const keys = new Map<string, string>();
  const notes: Round['notes'][number][] = [];
  for (const policy of policies) {
    const one = known.get(policy.slug);
    const sql = queries.get(policy.slug) ?? null;
    const rendered =
      one === undefined
        ? renderPolicy(policy, namings, { yaml: `${policy.slug}.yml`, sql: firsts.get(policy.slug) ?? null })
        : renderPolicyOver(policy, one, sql, namings, (id) => declared.has(id));
    const key = keyOf('policy', policy.slug);
    if ('problem' in rendered) {
      refuse(key, rendered.problem);
      continue;
    }
    notes.push({ object: policy.object, notes: rendered.notes });
    for (const file of rendered.files) {
      files.set(file.path, file);
      keys.set(file.path, key);
    }
  }
  const rendered = renderGroupsFile(groups, groupNotes, laid);
  let groupsNotes: readonly string[] = [];
  if ('problem' in rendered) for (const key of findExcess(groups)) refuse(key, rendered.problem);
  else {
    groupsNotes = rendered.notes;
    for (const file of rendered.files) files.set(file.path, file);
  }

  const around = staying.flatMap(({ yaml, sql }) => (sql === null ? [yaml] : [yaml, sql]));
  // Of two that have one name the one that is read first is right.
  const all = [...new Map([...around, ...files.values()].map((file) => [file.path, file])).values()];
  const { files: read, problems } = readListed(listFiles(all), '.', null, createReader(all), toLogText);
  for (const { path, sentence } of problems) refuse(keys.get(path) ?? '', sentence);
  const stays = [
    ...staying.map(({ wanted: { slug, file } }) => ({ key: keyOf('policy', slug), slug, path: file.path })),
    ...stayingGroups,
  ];
  if (refused.size === 0) {
    const passed = new Set(stays.map(({ key }) => key));
    for (const [key, reason] of findChanges(read, state, owner)) if (!passed.has(key)) refuse(key, reason);
  }
  return {
    files: [...files.values()],
    read: refused.size > 0 || staying.length === 0 ? read : readOnly([...files.values()]),
    notes,
    groupsNotes,
    stays,
    refused: takeFirst(refused),
  };
}

function listStayingGroups(groups: readonly Chosen<Group>[], laid: LaidBase | null): Round['stays'][number][] {
  const chosen = new Set(groups.map(({ slug }) => slug));
  return (laid?.base.groups?.wanted ?? []).flatMap(({ slug, file }) =>
    chosen.has(slug) || laid?.group.gone.has(slug) === true
      ? []
      : [{ key: keyOf('group', slug), slug, path: file.path }],
  );
}

function renderGroupsFile(groups: readonly Chosen<Group>[], notes: readonly string[], laid: LaidBase | null) {
  const old = laid?.base.groups ?? null;
  if (laid !== null && old !== null) return renderGroupsOver(groups, old, laid.group.gone);
  return groups.length === 0 ? { files: [], notes: [] } : renderGroups(groups, notes);
}

function readOnly(files: readonly ExportFile[]): Files {
  return readListed(listFiles(files), '.', null, createReader(files), toLogText).files;
}
