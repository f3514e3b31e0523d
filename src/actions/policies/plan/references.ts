import { isOwnedBy } from '../../../text/mark.ts';
import { type FindNear, limitFindNear } from '../../../text/nearest.ts';
import { canonText } from '../../../text/tidy.ts';
import type { GroupRef, PolicyForm } from '../form.ts';
import type { PlannedChange } from './change.ts';
import type { Conflict, Existing, Wanted } from './match.ts';
import type { ExistingPolicy, Files, NameLines, PlatformState, WantedPolicy } from './sides.ts';

/** The name behind a reference in a form. */
export interface RefName {
  /** Of a group, or the id of a destination. */
  readonly ref: string;
  readonly name: string;
}

/** Names of groups as they are once the plan is carried out, and of destinations. */
export function nameRefs(
  changes: readonly Pick<PlannedChange, 'fields' | 'before' | 'after'>[],
  files: Files,
  platform: PlatformState,
  refs: Refs,
): RefName[] {
  const names = new Map<string, string>();
  for (const { id, form } of platform.groups) names.set(refs.get(id) ?? `id:${id}`, form.name);
  for (const { slug, form } of files.groups) names.set(`slug:${slug}`, form.name);
  for (const { id, name } of platform.destinations) names.set(id, name);
  const used = changes.flatMap(({ fields, before, after }) => [
    ...fields.flatMap((one) => [one.before, one.after].flatMap((value) => (Array.isArray(value) ? value : []))),
    // A policy that is deleted leaves them.
    ...(after === null && before !== null && 'groups' in before ? before.groups : []),
  ]);
  return sortUnique(used).flatMap((ref) => {
    const name = names.get(ref);
    return name === undefined ? [] : [{ ref, name }];
  });
}

/** What a group of the Platform is called in a form. */
export type Refs = ReadonlyMap<string, GroupRef>;

export function createRefs(
  pairs: readonly { readonly wanted: { readonly slug: string }; readonly existing: { readonly id: string } }[],
  { groups }: PlatformState,
  owner: string,
): Refs {
  const refs = new Map<string, GroupRef>();
  for (const { id, mark } of groups) refs.set(id, isOwnedBy(mark, owner) ? `slug:${mark.slug}` : `id:${id}`);
  // What is adopted is ours from now on.
  for (const { wanted, existing } of pairs) refs.set(existing.id, `slug:${wanted.slug}`);
  return refs;
}

export interface Lookup {
  readonly groups: ReadonlyMap<string, readonly GroupRef[]>;
  /** The names that groups of the files get, by those that they have until then. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly destinations: ReadonlyMap<string, readonly string[]>;
  /** For the names that are not there. */
  readonly findNear: FindNear;
}

export function createLookup(files: Files, platform: PlatformState, refs: Refs): Lookup {
  const groups = new Map<string, Set<GroupRef>>();
  const add = (name: string, ref: GroupRef) =>
    groups.set(canonText(name), (groups.get(canonText(name)) ?? new Set()).add(ref));
  const own = new Set(files.groups.map(({ form }) => canonText(form.name)));
  for (const { slug, form } of files.groups) add(form.name, `slug:${slug}`);
  const declared = new Map(files.groups.map(({ slug, form }): [GroupRef, string] => [`slug:${slug}`, form.name]));
  const renamed = new Map<string, string>();
  for (const { id, form } of platform.groups) {
    const ref = refs.get(id) ?? `id:${id}`;
    const name = declared.get(ref);
    // A file outranks the Platform: a group is not called any more what the plan is about to change.
    if (name !== undefined) renamed.set(canonText(form.name), name);
    else if (!own.has(canonText(form.name))) add(form.name, ref);
  }
  const destinations = new Map<string, string[]>();
  for (const { id, name } of platform.destinations) {
    const key = canonText(name);
    destinations.set(key, [...(destinations.get(key) ?? []), id]);
  }
  return {
    groups: new Map([...groups].map(([name, found]) => [name, [...found]])),
    ...{ renamed, destinations, findNear: limitFindNear() },
  };
}

export function resolvePolicy(
  policy: WantedPolicy,
  lookup: Lookup,
): { wanted: Wanted<PolicyForm>; conflicts: Conflict[] } {
  const { slug, file } = policy;
  const conflicts: Conflict[] = [];
  const find = <T>(noun: string, name: string, all: ReadonlyMap<string, readonly T[]>, lines?: NameLines) => {
    const found = all.get(canonText(name));
    if (found?.length === 1) return [...found];
    const words =
      found === undefined
        ? describeUnknown(noun, name, slug, all, lookup)
        : describeSeveral(noun, name, slug, found.length);
    const line = lines?.get(name) ?? file.line;
    conflicts.push({ kind: 'policy', slug, file: { path: file.path, line }, ...words });
    return [];
  };
  const groups = policy.groupNames.flatMap((name) => find(GROUP, name, lookup.groups, policy.groupLines));
  const notify =
    policy.notifyNames?.flatMap((name) => find(DESTINATION, name, lookup.destinations, policy.notifyLines)) ?? null;
  const form = { ...policy.form, groups: sortUnique(groups), notify: notify === null ? null : sortUnique(notify) };
  return { wanted: { slug: policy.slug, file: policy.file, form: orderForm(form) }, conflicts };
}

const GROUP = 'policy group';
const DESTINATION = 'notification destination';

type Words = Pick<Conflict, 'sentence' | 'remedy'>;

function describeUnknown(
  noun: string,
  name: string,
  slug: string,
  all: ReadonlyMap<string, unknown>,
  { renamed, findNear }: Lookup,
): Words {
  const young = noun === GROUP ? renamed.get(canonText(name)) : undefined;
  if (young !== undefined) {
    return {
      // @failure managing | `refused` | Write the new name of the group into the files of the policies, too.
      sentence: `The policy group “${name}”, which the policy ${slug} names, is called “${young}” in \`groups.yml\`.`,
      remedy: 'Write the new name into the files of its policies, too.',
    };
  }
  const near = findNear(name, all.keys());
  const hint = near === null ? '' : ` The nearest is “${near}”.`;
  return {
    // @failure managing | `refused` | Correct the name. Or add the missing group to `groups.yml`, or create the missing
    // destination on the Platform.
    sentence: `There is no ${noun} “${name}”, which the policy ${slug} names.${hint}`,
    remedy: `Correct the name, or ${noun === GROUP ? 'add the group to `groups.yml`' : 'create it on the Platform'}.`,
  };
}

function describeSeveral(noun: string, name: string, slug: string, count: number): Words {
  return {
    // @failure managing#several
    sentence: `The policy ${slug} names the ${noun} “${name}”, and the Platform has ${count} of that name.`,
    remedy: 'Rename all but one of them on the Platform.',
  };
}

/** The fields in the order in which people read them. */
function orderForm({ name, domain, severity, status, description, groups, notify, query }: PolicyForm): PolicyForm {
  return { name, domain, severity, status, description, groups, notify, query };
}

export function toComparable(policy: ExistingPolicy, refs: Refs): Existing<PolicyForm> {
  const groups = sortUnique(policy.groupIds.map((id): GroupRef => refs.get(id) ?? `id:${id}`));
  const form = orderForm({ ...policy.form, groups, notify: sortUnique(policy.destinationIds) });
  return { id: policy.id, mark: policy.mark, form };
}

export function sortUnique<T extends string>(items: readonly T[]): T[] {
  return [...new Set(items)].sort();
}
