import { isDeepStrictEqual } from 'node:util';
import { canonText } from '../../../text/tidy.ts';
import { editYaml } from '../../../text/yaml-edit.ts';
import type { YamlStyle } from '../../../text/yaml-write.ts';
import type { ReadFiles } from '../files/read-files.ts';
import { GroupSchema } from '../files/schema.ts';
import { compareForms, type GroupForm } from '../form.ts';
import type { ExistingPolicy } from '../plan/sides.ts';
import { tidyQuery } from '../sql/tidy-query.ts';
import type { PolicyTest } from '../test/policy-test.ts';
import type { BaseGroups, BasePolicy } from './base.ts';
import { editPolicy, type PolicyFacts } from './edit-policy.ts';
import type { ExportFile } from './memory-folder.ts';
import type { Namings } from './naming.ts';
import {
  type Chosen,
  describeUnnamed,
  findDifference,
  nameAll,
  type Rendered,
  renderFacts,
  renderGroups,
  WAYS,
} from './render.ts';
import { withoutLines } from './without-lines.ts';

const ANEW = 'It could not be changed where it stands, so that its file is written anew, without its comments';

/**
 * The files of a policy that the checkout has, once they say what the Platform has: at their own paths, with only what
 * differs changed. What can't be changed so is written anew.
 * @param sql the file for its query, with the text that it is to hold; null: the query stands in the policy's own file
 * @param isDeclared whether a group is one of `groups.yml`: in any other one a policy stays although its file is silent
 */
export function renderPolicyOver(
  policy: Chosen<ExistingPolicy>,
  base: BasePolicy,
  sql: ExportFile | null,
  namings: Namings,
  isDeclared: (groupId: string) => boolean,
): Rendered {
  const { facts: wanted, notes } = wantFacts(policy.object, base, namings, isDeclared);
  const { form, groupNames, notifyNames } = base.wanted;
  const before = { form, groupNames, notifyNames, sql: base.sql?.path ?? null };
  for (const { style, query } of WAYS) {
    if (query === 'file' && sql === null) continue;
    const place = query === 'file' ? sql : null;
    const text = editPolicy(base.yaml.text, before, { ...wanted, sql: place?.path ?? null }, style);
    if (text === null) continue;
    const files = [{ path: base.yaml.path, text }, ...(place === null ? [] : [place])];
    const isSame = text === base.yaml.text && place?.text === base.sql?.text;
    // What nothing is changed of was read already.
    if (isSame || findDifference(files, (read) => [readFacts(read), sortFacts(wanted, base.tests)]) === null) {
      return { files, notes };
    }
  }
  const anew = renderFacts(wanted, notes, { yaml: base.yaml.path, sql: sql?.path ?? null });
  if ('problem' in anew) return anew;
  const lost = base.tests.length === 0 ? `${ANEW}.` : `${ANEW} and tests.`;
  // Others may share the file of SQL.
  const files = anew.files.map((file) => (file.path === sql?.path ? sql : file));
  return { files, notes: [...anew.notes, lost] };
}

/** What the file is to say: its own words if they say what the Platform says. */
function wantFacts(
  { form, groupIds, destinationIds }: ExistingPolicy,
  { wanted: { form: old, groupNames, notifyNames } }: BasePolicy,
  namings: Namings,
  isDeclared: (groupId: string) => boolean,
): { readonly facts: PolicyFacts; readonly notes: readonly string[] } {
  const named = new Set(groupNames.map(canonText));
  const isNamed = (id: string) => {
    const naming = namings.group(id);
    return 'name' in naming && named.has(canonText(naming.name));
  };
  const groups = nameAll(
    groupIds.filter((id) => isDeclared(id) || isNamed(id)),
    namings.group,
  );
  const notify = notifyNames === null ? null : nameAll(destinationIds, namings.destination);
  const changed = new Map(compareForms(old, form).map(({ field, after }) => [field, after]));
  const ownWord = (names: readonly string[], own: readonly string[]) =>
    names.map((name) => own.find((one) => canonText(one) === canonText(name)) ?? name);
  return {
    facts: {
      form: { ...old, ...Object.fromEntries(changed), query: changed.has('query') ? tidyQuery(form.query) : old.query },
      groupNames: ownWord(groups.names, groupNames),
      notifyNames: notify === null || notify.problems.length > 0 ? null : ownWord(notify.names, notifyNames ?? []),
    },
    notes: describeUnnamed(groups.problems, notify?.problems ?? []),
  };
}

function readFacts({ files: { policies }, tests }: ReadFiles): unknown {
  const [policy] = policies;
  return policy === undefined ? null : sortFacts(policy, tests.get(policy.slug) ?? []);
}

/** As it is compared: neither the order of lists nor the lines of tests count. */
function sortFacts({ form, groupNames, notifyNames }: PolicyFacts, tests: readonly PolicyTest[]): unknown {
  return {
    form,
    groupNames: groupNames.toSorted(),
    notifyNames: notifyNames?.toSorted() ?? null,
    tests: tests.map(withoutLines),
  };
}

const GROUP_ORDER = Object.keys(GroupSchema.entries);

/**
 * The file of groups that the checkout has, once it says what the Platform has, with only what differs changed. Groups
 * that it lacks are added at its end; entries that are neither in `groups` nor in `gone` stay.
 */
export function renderGroupsOver(
  groups: readonly Chosen<{ readonly form: GroupForm }>[],
  { wanted: old, file }: BaseGroups,
  gone: ReadonlySet<string>,
): Rendered {
  const forms = new Map(groups.map(({ slug, object }) => [slug, object.form]));
  const merged = old.map(({ slug, form }) => {
    const changed = compareForms(form, forms.get(slug) ?? form).map(({ field, after }) => [field, after]);
    return { slug, form: { ...form, ...Object.fromEntries(changed) } as GroupForm };
  });
  const known = new Set(old.map(({ slug }) => slug));
  const added = groups.filter(({ slug }) => !known.has(slug)).map(({ slug, object: { form } }) => ({ slug, form }));
  const wanted = [...merged.filter(({ slug }) => !gone.has(slug)), ...added];
  if (
    isDeepStrictEqual(
      wanted,
      old.map(({ slug, form }) => ({ slug, form })),
    )
  )
    return { files: [file], notes: [] };
  for (const style of ['natural', 'quoted'] as const) {
    const text = editGroups(file.text, old, merged, gone, added, style);
    const files = text === null ? [] : [{ path: file.path, text }];
    const found = findDifference(files, (read) => [
      read.files.groups.map(({ slug, form }) => ({ slug, form })),
      wanted,
    ]);
    if (text !== null && found === null) return { files, notes: [] };
  }
  const anew = renderGroups(
    wanted.map(({ slug, form }) => ({ slug, object: { form } })),
    [],
    file.path,
  );
  return 'problem' in anew ? anew : { files: anew.files, notes: [`${ANEW}.`] };
}

type Entry = Pick<Chosen<unknown>, 'slug'> & { readonly form: GroupForm };

function editGroups(
  text: string,
  old: readonly Entry[],
  merged: readonly Entry[],
  gone: ReadonlySet<string>,
  added: readonly Entry[],
  style: YamlStyle,
): string | null {
  const yaml = editYaml(text, style);
  const removed: number[] = [];
  for (const [index, { slug, form }] of merged.entries()) {
    if (gone.has(slug)) removed.push(index);
    else
      for (const key of ['name', 'description'] as const)
        if (form[key] !== old[index]?.form[key]) yaml.setText(['groups', index], key, form[key], GROUP_ORDER);
  }
  const items = added.map(({ slug, form: { name, description } }) => ({
    slug,
    name,
    ...(description === '' ? {} : { description }),
  }));
  if (removed.length > 0 || items.length > 0) yaml.setItems('groups', removed, items);
  return yaml.finish();
}
