import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { toLogText } from '../../../text/escape.ts';
import { type Writable, writeYaml, type YamlStyle } from '../../../text/yaml-write.ts';
import { type ReadFiles, readListed } from '../files/read-files.ts';
import { FILES_VERSION } from '../files/schema.ts';
import type { GroupForm } from '../form.ts';
import type { ExistingPolicy } from '../plan/sides.ts';
import { tidyQuery } from '../sql/tidy-query.ts';
import type { PolicyFacts } from './edit-policy.ts';
import { createReader, type ExportFile, listFiles } from './memory-folder.ts';
import type { Naming, Namings } from './naming.ts';

/** An object, and the slug that its file has. */
export interface Chosen<T> {
  readonly slug: string;
  readonly object: T;
}

/** The files of an object, and what they don't say of it. */
export type Rendered =
  | { readonly files: readonly ExportFile[]; readonly notes: readonly string[] }
  /** Files can't say it. */
  | { readonly problem: string };

/** How a policy can be written, the best way first. A query stands in a file of its own if one can hold it. */
export const WAYS: readonly { readonly style: YamlStyle; readonly query: 'file' | 'inline' }[] = [
  { style: 'natural', query: 'file' },
  { style: 'quoted', query: 'file' },
  { style: 'natural', query: 'inline' },
  { style: 'quoted', query: 'inline' },
];

/** Where the files of a policy go. */
export interface PolicyPlace {
  readonly yaml: string;
  /** Null: the query stands in the policy's own file. */
  readonly sql: string | null;
}

/** What a policy's file does not say, since it can't name some of its groups or destinations. */
export function describeUnnamed(groups: readonly string[], destinations: readonly string[]): string[] {
  return [
    ...groups.map((problem) => `It stays in a group that its file does not name: ${problem}.`),
    ...destinations.map(
      (problem) => `Its file says nothing of whom it notifies, since it can't name a destination: ${problem}.`,
    ),
  ];
}

/** Writes a policy of the Platform, with all that its file can name. */
export function renderPolicy(
  { object }: Pick<Chosen<ExistingPolicy>, 'object'>,
  namings: Namings,
  place: PolicyPlace,
): Rendered {
  const { form, groupIds, destinationIds } = object;
  const groups = nameAll(groupIds, namings.group);
  const notify = nameAll(destinationIds, namings.destination);
  const facts = {
    form: { ...form, query: tidyQuery(form.query) },
    groupNames: groups.names,
    notifyNames: notify.problems.length > 0 ? null : notify.names,
  };
  return renderFacts(facts, describeUnnamed(groups.problems, notify.problems), place);
}

/** Writes what a policy's file is to say, in the first way in which it is read back as the same. @param notes lines on top */
export function renderFacts(wanted: PolicyFacts, notes: readonly string[], place: PolicyPlace): Rendered {
  let problem: string | null = null;
  for (const { style, query } of WAYS) {
    if (query === 'file' && place.sql === null) continue;
    const files = writePolicy({ ...place, sql: query === 'file' ? place.sql : null }, wanted, notes, style);
    const found = findDifference(
      files,
      ({
        files: {
          policies: [policy],
        },
      }) => [policy && { form: policy.form, groupNames: policy.groupNames, notifyNames: policy.notifyNames }, wanted],
    );
    if (found === null) return { files, notes };
    problem ??= found;
  }
  return { problem: problem ?? '' };
}

function writePolicy(
  { yaml, sql }: PolicyPlace,
  { form, groupNames, notifyNames }: PolicyFacts,
  notes: readonly string[],
  style: YamlStyle,
): ExportFile[] {
  const { name, domain, severity, status, description, query } = form;
  const content: Record<string, Writable> = {
    version: FILES_VERSION,
    name,
    domain,
    severity,
    ...(description === '' ? {} : { description }),
    ...(status === 'active' ? {} : { status }),
    ...(groupNames.length === 0 ? {} : { groups: groupNames }),
    ...(notifyNames === null ? {} : { notify: notifyNames }),
    ...(sql === null ? { query } : { 'query-file': posix.basename(sql) }),
  };
  const file = { path: yaml, text: writeYaml(content, notes.join('\n'), style) };
  return sql === null ? [file] : [file, { path: sql, text: `${query}\n` }];
}

export const GROUPS_FILE = 'groups.yml';

/** Writes `groups.yml` in the first style in which it is read back as the same. @param notes lines on top */
export function renderGroups(
  groups: readonly Chosen<{ readonly form: GroupForm }>[],
  notes: readonly string[],
  path: string = GROUPS_FILE,
): Rendered {
  const wanted = groups.map(({ slug, object }) => ({ slug, form: object.form }));
  let problem: string | null = null;
  for (const style of ['natural', 'quoted'] as const) {
    const files = [{ path, text: writeGroups(wanted, notes, style) }];
    const found = findDifference(files, ({ files: read }) => [
      read.groups.map(({ slug, form }) => ({ slug, form })),
      wanted,
    ]);
    if (found === null) return { files, notes: [] };
    problem ??= found;
  }
  return { problem: problem ?? '' };
}

function writeGroups(
  groups: readonly { readonly slug: string; readonly form: GroupForm }[],
  notes: readonly string[],
  style: YamlStyle,
): string {
  const list = groups.map(({ slug, form: { name, description } }) => ({
    slug,
    name,
    ...(description === '' ? {} : { description }),
  }));
  return writeYaml({ version: FILES_VERSION, groups: list }, notes.join('\n'), style);
}

/** Why files are not read as they were meant; null if they are. */
export function findDifference(
  files: readonly ExportFile[],
  compare: (read: ReadFiles) => [read: unknown, wanted: unknown],
): string | null {
  const read = readListed(listFiles(files), '.', null, createReader(files), toLogText);
  const [first] = read.problems;
  if (first !== undefined) return first.sentence;
  return isDeepStrictEqual(...compare(read)) ? null : 'It would be read otherwise than it was written.';
}

export function nameAll(
  ids: readonly string[],
  nameOf: (id: string) => Naming,
): { names: string[]; problems: string[] } {
  const names: string[] = [];
  const problems: string[] = [];
  for (const id of new Set(ids)) {
    const naming = nameOf(id);
    if ('name' in naming) names.push(naming.name);
    else problems.push(naming.problem);
  }
  return { names: names.sort(), problems: problems.sort() };
}
