import { hash } from 'node:crypto';
import { isOwnedBy, type Mark } from '../../../text/mark.ts';
import { compareForms, type GroupForm, type GroupRef, type PolicyForm } from '../form.ts';
import { type Change, compareText, type LastChange, sortForPeople, type Verb } from './change.ts';
import { type Conflict, type Existing, matchObjects, type Wanted } from './match.ts';

/** What the files ask for. Names of groups and destinations are not looked up yet. */
export interface Files {
  readonly policies: readonly WantedPolicy[];
  readonly groups: readonly Wanted<GroupForm>[];
  /** Whether the folder was there and held a file. */
  readonly isEmpty: boolean;
  /** Why files may be missing that the repository has; null: nothing says so. */
  readonly mayLack: string | null;
}

/** A policy as its file says: groups and destinations by their names. */
export interface WantedPolicy extends Omit<Wanted<PolicyForm>, 'form'> {
  readonly form: Omit<PolicyForm, 'groups' | 'notify'>;
  readonly groupNames: readonly string[];
  /** Null: the file says nothing of them. */
  readonly notifyNames: readonly string[] | null;
}

/** What the Platform has, read whole. */
export interface PlatformState {
  readonly policies: readonly ExistingPolicy[];
  readonly groups: readonly Existing<GroupForm>[];
  readonly destinations: readonly Destination[];
}

/** A policy of the Platform: groups by their ids. */
export interface ExistingPolicy extends Omit<Existing<PolicyForm>, 'form'> {
  readonly form: Omit<PolicyForm, 'groups' | 'notify'>;
  readonly groupIds: readonly string[];
  readonly destinationIds: readonly string[];
  /** Who changed it last, and when, as far as the Platform says. */
  readonly changedBy: string | null;
  readonly changedAt: string | null;
}

export interface Destination {
  readonly id: string;
  readonly name: string;
}

export interface PlanRule {
  readonly owner: string;
  readonly adopt: 'never' | 'by-name';
  readonly onRemoved: 'keep' | 'pause' | 'delete';
  readonly maxRemovals: number;
}

/** An object of ours without a file, that stays as it is. */
export interface Kept {
  readonly kind: 'policy' | 'group';
  readonly slug: string;
  readonly name: string;
  readonly id: string;
  readonly reason: string;
}

/** Everything that is to be written, and everything that keeps it from being written. */
export interface Plan {
  /** In the order for people: what takes something away comes first. */
  readonly changes: readonly PlannedChange[];
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Kept[];
  /** How many policies and groups of the Platform nobody manages from here. */
  readonly unmanaged: number;
  /** What the groups and destinations are called that the changes refer to. */
  readonly names: readonly RefName[];
  /** A hash of the effects: not of commits, times, counts, or the order of files. */
  readonly hash: string;
}

/** The name behind a reference in a form. */
export interface RefName {
  /** Of a group, or the id of a destination. */
  readonly ref: string;
  readonly name: string;
}

export type PlannedChange = Change<PolicyForm | GroupForm>;

/** A change before it is known who changed the object last. */
type Write = Omit<PlannedChange, 'changed'>;

/**
 * Compares files and Platform. Nothing is written for which there is no change here.
 */
export function makePlan(files: Files, platform: PlatformState, rule: PlanRule): Plan {
  const groups = matchObjects('group', files.groups, platform.groups, rule);
  const refs = createRefs(groups.pairs, platform, rule.owner);
  const lookup = createLookup(files, platform, refs);
  const resolved = files.policies.map((policy) => resolvePolicy(policy, lookup));
  const conflicts = [...groups.conflicts, ...resolved.flatMap((one) => one.conflicts)];
  const existing = platform.policies.map((policy) => toComparable(policy, refs));
  const policies = matchObjects(
    'policy',
    resolved.map(({ wanted }) => wanted),
    existing,
    rule,
  );
  conflicts.push(...policies.conflicts);

  const changes: Write[] = [
    ...groups.missing.map((wanted) => create('group', wanted)),
    ...groups.pairs.flatMap(({ wanted, existing: before, isAdopted }) => update('group', wanted, before, isAdopted)),
    ...policies.missing.map((wanted) => create('policy', wanted)),
  ];
  for (const { wanted, existing: before, isAdopted } of policies.pairs) {
    const form = keepForeign(wanted.form, before.form);
    const strange = !['active', 'paused'].includes(before.form.status);
    if (strange) conflicts.push(describeStrangeStatus(wanted, before.form.status));
    else changes.push(...updatePolicy({ ...wanted, form }, before, isAdopted, rule.owner));
  }
  const removals = planRemovals(policies.orphans, groups.orphans, files, rule);
  changes.push(...removals.changes);
  conflicts.push(...removals.conflicts);
  const changed = lastChanges(platform);
  const sorted = sortForPeople(changes.map((one) => ({ ...one, changed: changed.get(one.id ?? '') ?? null })));
  return {
    changes: sorted,
    conflicts: conflicts.toSorted(compareConflicts),
    kept: removals.kept,
    unmanaged: policies.unmanaged.length + groups.unmanaged.length,
    names: nameRefs(sorted, files, platform, refs),
    hash: hashChanges(sorted),
  };
}

/** In the order of files and lines, and what no file is about first. */
function compareConflicts(a: Conflict, b: Conflict): number {
  const [left, right] = [a, b].map(({ file, sentence }) => [file?.path ?? '', file?.line ?? 0, sentence] as const);
  if (left === undefined || right === undefined) return 0;
  return compareText(left[0], right[0]) || left[1] - right[1] || compareText(left[2], right[2]);
}

/** By the id of the policy. Of groups the Platform does not say it. */
function lastChanges({ policies }: PlatformState): ReadonlyMap<string, LastChange> {
  return new Map(
    policies.flatMap(({ id, changedBy: by, changedAt: at }): [string, LastChange][] =>
      by === null && at === null ? [] : [[id, { by, at }]],
    ),
  );
}

/** Names of groups as they are once the plan is carried out, and of destinations. */
function nameRefs(changes: readonly Write[], files: Files, platform: PlatformState, refs: Refs): RefName[] {
  const names = new Map<string, string>();
  for (const { id, form } of platform.groups) names.set(refs.get(id) ?? `id:${id}`, form.name);
  for (const { slug, form } of files.groups) names.set(`slug:${slug}`, form.name);
  for (const { id, name } of platform.destinations) names.set(id, name);
  const used = changes.flatMap(({ fields }) =>
    fields.flatMap(({ before, after }) => [before, after].flatMap((value) => (Array.isArray(value) ? value : []))),
  );
  return sortUnique(used).flatMap((ref) => {
    const name = names.get(ref);
    return name === undefined ? [] : [{ ref, name }];
  });
}

/** What a group of the Platform is called in a form. */
type Refs = ReadonlyMap<string, GroupRef>;

function createRefs(
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

interface Lookup {
  readonly groups: ReadonlyMap<string, readonly GroupRef[]>;
  readonly destinations: ReadonlyMap<string, readonly string[]>;
}

function createLookup(files: Files, platform: PlatformState, refs: Refs): Lookup {
  const groups = new Map<string, Set<GroupRef>>();
  const add = (name: string, ref: GroupRef) => groups.set(name, (groups.get(name) ?? new Set()).add(ref));
  const own = new Set(files.groups.map(({ form }) => form.name));
  for (const { slug, form } of files.groups) add(form.name, `slug:${slug}`);
  // A file outranks the Platform: that a group is still called so there is what the plan is about to change.
  for (const { id, form } of platform.groups) if (!own.has(form.name)) add(form.name, refs.get(id) ?? `id:${id}`);
  const destinations = new Map<string, string[]>();
  for (const { id, name } of platform.destinations) destinations.set(name, [...(destinations.get(name) ?? []), id]);
  return { groups: new Map([...groups].map(([name, found]) => [name, [...found]])), destinations };
}

function resolvePolicy(policy: WantedPolicy, lookup: Lookup): { wanted: Wanted<PolicyForm>; conflicts: Conflict[] } {
  const conflicts: Conflict[] = [];
  function find<T>(what: string, name: string, found: readonly T[] | undefined, remedy: string): T[] {
    if (found?.length === 1) return [...found];
    // @failure managing | `refused` | Correct the name. You can add a group to `groups.yml`, and make a destination on
    // the Platform.
    const sentence =
      found === undefined
        ? `There is no ${what} “${name}”, which the policy ${policy.slug} names.`
        : `There are ${found.length} with the name of the ${what} “${name}”, which the policy ${policy.slug} names.`;
    conflicts.push({ kind: 'policy', slug: policy.slug, file: policy.file, sentence, remedy });
    return [];
  }
  const groups = policy.groupNames.flatMap((name) =>
    find('policy group', name, lookup.groups.get(name), 'Correct the name, or add the group to `groups.yml`.'),
  );
  const notify =
    policy.notifyNames?.flatMap((name) =>
      find(
        'notification destination',
        name,
        lookup.destinations.get(name),
        'Correct the name, or create it on the Platform.',
      ),
    ) ?? null;
  const form = { ...policy.form, groups: sortUnique(groups), notify: notify === null ? null : sortUnique(notify) };
  return { wanted: { slug: policy.slug, file: policy.file, form: orderForm(form) }, conflicts };
}

/** The fields in the order in which people read them. */
function orderForm({ name, domain, severity, status, description, groups, notify, query }: PolicyForm): PolicyForm {
  return { name, domain, severity, status, description, groups, notify, query };
}

function toComparable(policy: ExistingPolicy, refs: Refs): Existing<PolicyForm> {
  const groups = sortUnique(policy.groupIds.map((id): GroupRef => refs.get(id) ?? `id:${id}`));
  const form = orderForm({ ...policy.form, groups, notify: sortUnique(policy.destinationIds) });
  return { id: policy.id, mark: policy.mark, form };
}

/** Groups that are not ours keep the policies that somebody put into them. */
function keepForeign(wanted: PolicyForm, existing: PolicyForm): PolicyForm {
  const foreign = existing.groups.filter((ref) => ref.startsWith('id:'));
  return { ...wanted, groups: sortUnique([...wanted.groups, ...foreign]) };
}

function create<F extends PolicyForm | GroupForm>(kind: Change['kind'], { slug, form, file }: Wanted<F>): Write {
  const fields = compareForms(null, form);
  return {
    ...{ kind, verb: 'create', slug, name: form.name, id: null, file, fields },
    ...{ before: null, after: form, markBefore: null },
  };
}

function update<F extends PolicyForm | GroupForm>(
  kind: Change['kind'],
  { slug, form, file }: Wanted<F>,
  { id, mark: markBefore, form: before }: Existing<F>,
  isAdopted: boolean,
): Write[] {
  const fields = compareForms(before, form);
  if (fields.length === 0 && !isAdopted) return [];
  const verb: Verb = isAdopted ? 'adopt' : 'update';
  return [{ kind, verb, slug, name: form.name, id, file, fields, before, after: form, markBefore }];
}

/** A status is toggled, and everything else is written together. */
function updatePolicy(
  wanted: Wanted<PolicyForm>,
  existing: Existing<PolicyForm>,
  isAdopted: boolean,
  owner: string,
): Write[] {
  const { status } = wanted.form;
  const before = existing.form;
  const written = update('policy', { ...wanted, form: { ...wanted.form, status: before.status } }, existing, isAdopted);
  if (status === before.status) return written;
  const verb: Verb = status === 'paused' ? 'pause' : 'resume';
  const { slug, form, file } = wanted;
  const fields = [{ field: 'status', before: before.status, after: status }];
  // By then everything else is written.
  const atToggle = { ...form, status: before.status };
  const markBefore = { owner, slug };
  const toggle = { kind: 'policy', verb, slug, name: form.name, id: existing.id, file, fields, after: form } as const;
  return [...written, { ...toggle, before: atToggle, markBefore }];
}

function describeStrangeStatus({ slug, file }: Wanted<PolicyForm>, status: string): Conflict {
  return {
    kind: 'policy',
    slug,
    file,
    // @failure managing | `refused` | The Platform has a word that this version doesn't know. =
    sentence: `The Platform says that the policy ${slug} is ${status}, which this version does not know.`,
    remedy: 'Update the action.',
  };
}

interface Removals {
  readonly changes: readonly Write[];
  readonly kept: readonly Kept[];
  readonly conflicts: readonly Conflict[];
}

/** What becomes of objects of ours whose files are gone. */
function planRemovals(
  policies: readonly (Existing<PolicyForm> & { readonly mark: Mark })[],
  groups: readonly (Existing<GroupForm> & { readonly mark: Mark })[],
  files: Files,
  { onRemoved, maxRemovals }: PlanRule,
): Removals {
  const changes: Write[] = [];
  const kept: Kept[] = [];
  const keep = (
    kind: Kept['kind'],
    { id, mark, form }: (typeof policies)[number] | (typeof groups)[number],
    reason: string,
  ) => kept.push({ kind, slug: mark.slug, name: form.name, id, reason });
  for (const policy of policies) {
    const { id, mark, form } = policy;
    const change = {
      ...({ kind: 'policy', slug: mark.slug, name: form.name } as const),
      ...{ id, file: null, before: form, markBefore: mark },
    };
    if (onRemoved === 'delete') changes.push({ ...change, verb: 'delete', fields: [], after: null });
    else if (onRemoved === 'keep') keep('policy', policy, 'its file is gone, and `on-removed` is `keep`');
    else if (form.status === 'paused') keep('policy', policy, 'its file is gone, and it is paused already');
    else {
      const fields = [{ field: 'status', before: form.status, after: 'paused' }];
      changes.push({ ...change, verb: 'pause', fields, after: { ...form, status: 'paused' } });
    }
  }
  for (const group of groups) {
    const { id, mark, form } = group;
    const change = {
      ...({ kind: 'group', slug: mark.slug, name: form.name } as const),
      ...{ id, file: null, before: form, markBefore: mark },
    };
    if (onRemoved === 'delete') changes.push({ ...change, verb: 'delete', fields: [], after: null });
    else keep('group', group, 'it is no longer in `groups.yml`, and a group is removed only with `on-removed: delete`');
  }
  return { changes, kept, conflicts: changes.length === 0 ? [] : findExcess(changes.length, files, maxRemovals) };
}

/** What speaks against any removal. */
function findExcess(removals: number, files: Files, maxRemovals: number): Conflict[] {
  const conflict = (sentence: string, remedy: string): Conflict => ({
    kind: 'policy',
    slug: '',
    file: null,
    sentence,
    remedy,
  });
  const found: Conflict[] = [];
  if (files.isEmpty) {
    // @failure managing | `refused` | =
    found.push(
      conflict(
        `There is no file at all, and ${removals} would be removed from the Platform.`,
        'Look at `path`, and at the checkout. To give the objects back, take the last line out of their descriptions.',
      ),
    );
  }
  if (files.mayLack !== null) {
    // @failure managing | `refused` | =
    found.push(
      conflict(
        `${removals} would be removed, and ${files.mayLack}: their files may be there all the same.`,
        'Check the whole folder out in this job, or set `on-removed: keep`.',
      ),
    );
  }
  if (removals > maxRemovals) {
    // @failure managing | `refused` | Look at what would be removed. If that is right, set `max-removals` to the number
    // for this one run, or remove fewer at a time.
    found.push(
      conflict(
        `${removals} would be removed; \`max-removals\` allows ${maxRemovals}.`,
        `Remove fewer at a time, or set \`max-removals: ${removals}\` for this run.`,
      ),
    );
  }
  return found;
}

/** A hash of the effects, the same wherever and whenever the same files meet the same Platform. */
function hashChanges(changes: readonly Write[]): string {
  const effects = changes.map(({ kind, verb, slug, name, id, fields, after }) => [
    kind,
    verb,
    slug,
    name,
    id,
    fields.map(({ field, before, after: to }) => [field, before, to]),
    after === null,
  ]);
  return hash('sha256', JSON.stringify(effects), 'hex');
}

function sortUnique<T extends string>(items: readonly T[]): T[] {
  return [...new Set(items)].sort();
}
