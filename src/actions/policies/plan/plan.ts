import { hash } from 'node:crypto';
import { compareIds, compareTexts } from '../../../text/compare.ts';
import { isOwnedBy } from '../../../text/mark.ts';
import { compareForms, type GroupForm, type GroupRef, type KindName, type PolicyForm } from '../form.ts';
import { type LastChange, type Member, type PlannedChange, sortForPeople } from './change.ts';
import { findCopies } from './lookalikes.ts';
import { type Conflict, type Match, matchObjects, type Wanted } from './match.ts';
import { createLookup, createRefs, nameRefs, type RefName, resolvePolicy, toComparable } from './references.ts';
import { type Kept, planRemovals } from './removals.ts';
import type { PlanRule } from './rule.ts';
import type { Files, PlatformState } from './sides.ts';
import {
  type BareChange,
  create,
  describeStrangeStatus,
  isKnownStatus,
  keepUnsaid,
  update,
  updatePolicy,
} from './updates.ts';

/** Everything that is to be written, and everything that keeps it from being written. */
export interface Plan {
  /** In the order for people: what takes something away comes first. */
  readonly changes: readonly PlannedChange[];
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Kept[];
  /** The policies and groups of the Platform that nobody manages from here. */
  readonly unmanaged: readonly Unmanaged[];
  /** What the groups and destinations are called that the changes refer to. */
  readonly names: readonly RefName[];
  /**
   * A hash of the owner and of the effects: not of commits, times, counts, or the order of files. Null: a conflict about an object leaves
   * open what is to be done about that one, so that nobody can agree to the plan. Limits leave it whole.
   */
  readonly hash: string | null;
}

/** An object of the Platform that no file is about, and that does not have our mark. */
export interface Unmanaged {
  readonly kind: KindName;
  readonly id: string;
  readonly name: string;
}

/**
 * Compares files and Platform. Nothing is written for which there is no change here.
 */
export function makePlan(files: Files, platform: PlatformState, rule: PlanRule): Plan {
  const groups = matchObjects('group', files.groups, platform.groups, rule);
  // A group whose mark is lost is compared as the one that its file means: its policies are in it all the time.
  const refs = createRefs([...groups.probable, ...groups.pairs], platform, rule.owner);
  const lookup = createLookup(files, platform, refs);
  const resolved = files.policies.map((policy) => resolvePolicy(policy, lookup));
  const unresolved = resolved.flatMap((one) => one.conflicts);
  const existing = platform.policies.map((policy) => toComparable(policy, refs));
  const wantedPolicies = resolved.map(({ wanted }) => wanted);
  const policies = matchObjects('policy', wantedPolicies, existing, rule);
  const copies = findCopies(policies, rule);

  // What such a policy would become is unknown.
  const isOpen = new Set([...unresolved, ...copies].map(({ slug }) => slug));
  const declared = new Set(files.groups.map(({ slug }): GroupRef => `slug:${slug}`));
  const conflicts = [
    ...addDifferences(groups, ({ form }) => form, isOpen),
    ...addDifferencesOfPairs(unresolved, policies),
    ...addDifferences(policies, (wanted, before) => keepUnsaid(wanted.form, before, declared), isOpen),
    ...copies,
  ];
  const changes: BareChange[] = [
    ...groups.missing.map((wanted) => create('group', wanted)),
    ...groups.pairs.flatMap(({ wanted, existing: before, isAdopted }) => update('group', wanted, before, isAdopted)),
    ...policies.missing.filter(({ slug }) => !isOpen.has(slug)).map((wanted) => create('policy', wanted)),
  ];
  for (const { wanted, existing: before, isAdopted } of policies.pairs) {
    if (isOpen.has(wanted.slug)) continue;
    const form = keepUnsaid(wanted.form, before.form, declared);
    if (isKnownStatus(before.form.status)) {
      changes.push(...updatePolicy({ ...wanted, form }, before, isAdopted, rule.owner));
    } else {
      conflicts.push(addRest(describeStrangeStatus(wanted, before.form), before.form, form, ['status']));
    }
  }
  const taken = [...policies.pairs, ...groups.pairs].filter(({ isAdopted }) => isAdopted);
  const moved = taken.filter(({ existing: { mark } }) => isOwnedBy(mark, rule.owner)).length;
  const orphans = { policies: policies.orphans, groups: groups.orphans, moved };
  const removals = planRemovals(orphans, wantedPolicies, files, rule);
  changes.push(...removals.changes);
  conflicts.push(...removals.conflicts);
  const changed = lastChanges(platform);
  const sorted = sortForPeople(
    changes.map((one) => ({
      ...one,
      changed: changed.get(one.id ?? '') ?? null,
      members: listMembers(one, platform, changes),
    })),
  );
  return {
    changes: sorted,
    conflicts: conflicts.toSorted(compareConflicts),
    kept: removals.kept,
    unmanaged: [...nameUnmanaged('policy', policies), ...nameUnmanaged('group', groups)],
    names: nameRefs(sorted, files, platform, refs),
    hash: conflicts.some(({ slug }) => slug !== '') ? null : hashPlan(sorted, rule.owner),
  };
}

/**
 * The conflicts, each with what else its object says otherwise than its file: nobody may overlook that, and there is no
 * change for it.
 * @param complete what the file says of all that the object has
 * @param isOpen the slugs of policies of which a name stands for nothing, or for several
 */
function addDifferences<Form extends PolicyForm | GroupForm>(
  { conflicts, probable }: Pick<Match<Form>, 'conflicts' | 'probable'>,
  complete: (wanted: Wanted<Form>, before: Form) => Form,
  isOpen: ReadonlySet<string>,
): Conflict[] {
  const objects = new Map(probable.map((one) => [one.conflict, one]));
  return conflicts.map((conflict) => {
    const one = objects.get(conflict);
    if (one === undefined) return conflict;
    const { wanted, existing, told } = one;
    const left = isOpen.has(wanted.slug) ? NAMING : [];
    return addRest(conflict, existing.form, complete(wanted, existing.form), told === null ? left : [told, ...left]);
  });
}

/** The same of conflicts about the names that policies refer to. */
function addDifferencesOfPairs(
  conflicts: readonly Conflict[],
  { pairs }: Pick<Match<PolicyForm>, 'pairs'>,
): Conflict[] {
  const bySlug = new Map(pairs.map((pair) => [pair.wanted.slug, pair]));
  return conflicts.map((conflict) => {
    const pair = bySlug.get(conflict.slug);
    return pair === undefined ? conflict : addRest(conflict, pair.existing.form, pair.wanted.form, NAMING);
  });
}

/** The fields that hold names. */
const NAMING = ['groups', 'notify'];

/** @param told the fields in which the conflict itself says that they differ, or that it leaves open */
function addRest<Form extends PolicyForm | GroupForm>(
  conflict: Conflict,
  before: Form,
  after: Form,
  told: readonly string[],
): Conflict {
  const fields = compareForms(before, after).flatMap(({ field }) => (told.includes(field) ? [] : [field]));
  const rest = fields.length === 0 ? '' : ` It also differs from its file: ${fields.join(', ')}.`;
  return { ...conflict, sentence: `${conflict.sentence}${rest}` };
}

/** In the order of names. */
function nameUnmanaged<Form extends { readonly name: string }>(
  kind: KindName,
  { unmanaged }: Pick<Match<Form>, 'unmanaged'>,
): Unmanaged[] {
  return unmanaged
    .map(({ id, form: { name } }) => ({ kind, id, name }))
    .toSorted((a, b) => compareTexts(a.name, b.name) || compareIds(a, b));
}

/** In the order of files and lines, and what no file is about first. */
function compareConflicts(a: Conflict, b: Conflict): number {
  const [left, right] = [a, b].map(({ file, sentence }) => [file?.path ?? '', file?.line ?? 0, sentence] as const);
  if (left === undefined || right === undefined) return 0;
  return compareTexts(left[0], right[0]) || left[1] - right[1] || compareTexts(left[2], right[2]);
}

/** By the id of the policy. Of groups the Platform does not say it. */
function lastChanges({ policies }: PlatformState): ReadonlyMap<string, LastChange> {
  return new Map(
    policies.flatMap(({ id, changedBy: by, changedAt: at }): [string, LastChange][] =>
      by === null && at === null ? [] : [[id, { by, at }]],
    ),
  );
}

/** What a group loses with its deletion. Policies that are deleted with it have their own changes. */
function listMembers(
  { kind, verb, id }: BareChange,
  { policies }: PlatformState,
  changes: readonly BareChange[],
): readonly Member[] {
  if (kind !== 'group' || verb !== 'delete' || id === null) return [];
  const deleted = new Set(changes.flatMap((one) => (one.kind === 'policy' && one.verb === 'delete' ? [one.id] : [])));
  return policies
    .filter((policy) => policy.groupIds.includes(id) && !deleted.has(policy.id))
    .map((policy) => ({ id: policy.id, name: policy.form.name }))
    .toSorted((a, b) => compareTexts(a.name, b.name) || compareIds(a, b));
}

/**
 * A hash of the effects, the same wherever and whenever the same files meet the same Platform. Whoever agrees to a plan
 * agrees to the owner that is written into the marks, who may change and delete the objects from then on.
 */
function hashPlan(changes: readonly PlannedChange[], owner: string): string {
  const effects = changes.map(({ kind, verb, slug, name, id, fields, before, after, members }) => [
    kind,
    verb,
    slug,
    name,
    id,
    fields.map((field) => [field.field, field.before, field.after]),
    // Somebody who agrees to a removal agrees to what is there.
    after === null ? before : null,
    ...members.map((member) => member.id).sort(),
  ]);
  return hash('sha256', JSON.stringify([owner.toLowerCase(), effects]), 'hex');
}
