import type { GroupObject, PolicyDraft, PolicyObject } from '../../platform/policy-object.ts';
import { isOwnedBy, type Mark, readDescription, writeDescription } from '../../text/mark.ts';
import { compareForms, type GroupForm, type GroupRef, type PolicyForm } from './form.ts';
import type { Existing } from './plan/match.ts';
import type { ExistingPolicy } from './plan/sides.ts';

/** A policy of the Platform, as the planner takes it. */
export function toExistingPolicy(policy: PolicyObject): ExistingPolicy {
  const { id, groupIds, destinationIds, updatedBy, updatedAt, description, name, domain, severity, status, query } =
    policy;
  const { text, mark } = readDescription(description);
  return {
    id,
    mark,
    form: { name, domain, severity, status, description: text, query },
    groupIds,
    destinationIds,
    changedBy: updatedBy,
    changedAt: updatedAt,
  };
}

export function toExistingGroup({ id, name, description }: GroupObject): Existing<GroupForm> {
  const { text, mark } = readDescription(description);
  return { id, mark, form: { name, description: text } };
}

/** What groups are called in forms, and which ids they have. Groups that are created meanwhile are added. */
export interface GroupIds {
  readonly refOf: (id: string) => GroupRef;
  /** Undefined: it is to be created, or could not be. */
  readonly idOf: (ref: GroupRef) => string | undefined;
  add(slug: string, id: string): void;
}

/** @param known ids of the groups that this repository manages, by slug */
export function createGroupIds(known: ReadonlyMap<string, string>): GroupIds {
  const ids = new Map(known);
  const slugs = new Map([...known].map(([slug, id]) => [id, slug]));
  return {
    refOf(id) {
      const slug = slugs.get(id);
      return slug === undefined ? `id:${id}` : `slug:${slug}`;
    },
    idOf: (ref) => (ref.startsWith('id:') ? ref.slice(3) : ids.get(ref.slice(5))),
    add(slug, id) {
      ids.set(slug, id);
      slugs.set(id, slug);
    },
  };
}

/** A policy of the Platform in the form in which it is compared. */
export function toPolicyForm(policy: PolicyObject, groups: GroupIds): PolicyForm {
  const { form, groupIds, destinationIds } = toExistingPolicy(policy);
  const { name, domain, severity, status, description, query } = form;
  return {
    name,
    domain,
    severity,
    status,
    description,
    groups: [...new Set(groupIds.map(groups.refOf))].sort(),
    notify: [...new Set(destinationIds)].sort(),
    query,
  };
}

/** Whether an object of the Platform says what a form says, and is marked as it should be. */
export function agrees<F extends PolicyForm | GroupForm>(
  object: { readonly mark: Mark | null; readonly form: F },
  wanted: { readonly mark: Mark | null; readonly form: F },
): boolean {
  const isMarked =
    wanted.mark === null
      ? object.mark === null
      : isOwnedBy(object.mark, wanted.mark.owner) && object.mark.slug === wanted.mark.slug;
  return isMarked && compareForms(object.form, wanted.form).length === 0;
}

/**
 * What is sent for a policy.
 * @param kept the destinations that it has, for a file that says nothing of them
 * @returns the refs of groups that have no id, if there are such
 */
export function draftPolicy(
  form: PolicyForm,
  mark: Mark,
  groups: GroupIds,
  kept: readonly string[],
): { readonly draft: PolicyDraft } | { readonly missing: readonly GroupRef[] } {
  const missing = form.groups.filter((ref) => groups.idOf(ref) === undefined);
  if (missing.length > 0) return { missing };
  const { name, domain, severity, description, query, notify } = form;
  return {
    draft: {
      name,
      domain,
      severity,
      description: writeDescription(description, mark),
      query,
      groupIds: form.groups.flatMap((ref) => groups.idOf(ref) ?? []),
      destinationIds: notify ?? kept,
    },
  };
}
