import { compareIds } from '../../../text/compare.ts';
import { isOwnedBy, type Mark } from '../../../text/mark.ts';
import { canonText } from '../../../text/tidy.ts';
import type { PolicyForm } from '../form.ts';
import { tidyQuery } from '../sql/tidy-query.ts';
import type { PlannedChange } from './change.ts';
import type { Conflict, Existing, Match, Wanted } from './match.ts';
import type { Kept } from './removals.ts';
import type { PlanRule } from './rule.ts';
import type { PlatformState } from './sides.ts';

/** What two policies are compared by that may be one under two names. */
type Facts = Pick<PolicyForm, 'domain' | 'severity' | 'description' | 'query'>;

/** The same for two policies that say the same but for their names, their groups, and for whom they tell. */
function keyOf({ domain, severity, description, query }: Facts): string {
  return JSON.stringify([domain, severity, canonText(description), tidyQuery(query)]);
}

/**
 * Files and policies of the Platform, pair by pair, of which each says the same as the other and as no third one.
 * @param missing files whose policy is not found
 */
export function pairCopies<W extends { readonly form: Facts }, E extends { readonly form: Facts }>(
  missing: readonly W[],
  unmanaged: readonly E[],
): { readonly wanted: W; readonly existing: E }[] {
  if (missing.length === 0) return [];
  const candidates = Map.groupBy(unmanaged, ({ form }) => keyOf(form));
  return [...Map.groupBy(missing, ({ form }) => keyOf(form))].flatMap(([key, [wanted, ...others]]) => {
    const [existing, ...twins] = candidates.get(key) ?? [];
    const isClear = others.length + twins.length === 0;
    return wanted !== undefined && existing !== undefined && isClear ? [{ wanted, existing }] : [];
  });
}

/**
 * New policies that say the same as one that the Platform has and keeps: somebody took the mark off it and renamed it,
 * or its file and its name were changed at once. A second one would find everything twice.
 */
export function findCopies(
  { missing, probable, unmanaged, orphans }: Omit<Match<PolicyForm>, 'pairs' | 'conflicts'>,
  { onRemoved }: Pick<PlanRule, 'onRemoved'>,
): Conflict[] {
  const kept = onRemoved === 'keep' ? orphans : [];
  // Of these a file has the name.
  const meant = new Set(probable.map(({ existing }) => existing.id));
  if (missing.length === 0) return [];
  const free = unmanaged.filter(({ id, mark }) => mark === null && !meant.has(id));
  const candidates = Map.groupBy([...free, ...kept], ({ form }) => keyOf(form));
  return missing.flatMap((wanted) => {
    const [copy] = (candidates.get(keyOf(wanted.form)) ?? []).toSorted(compareIds);
    return copy === undefined ? [] : [describeCopy(wanted, copy)];
  });
}

function describeCopy({ slug, file }: Wanted<PolicyForm>, { id, mark, form }: Existing<PolicyForm>): Conflict {
  if (mark === null) {
    return {
      ...{ kind: 'policy', slug, file },
      // @failure managing#unmanaged | `refused` if only the name differs, otherwise not affected | If both are the same
      // policy, write the Platform's name into the file, and [adopt it](../policies/README.md#adopt-it-in-three-steps).
      // If you want two policies, give them different severities or descriptions.
      sentence: `The new policy ${slug} says the same as the policy “${form.name}” (${id}) of the Platform, which no file manages: only the name differs.`,
      remedy:
        "If both are the same policy, write the Platform's name into the file, and set `adopt: by-name`: then it keeps its id and history. If you want two policies, give them different severities or descriptions.",
    };
  }
  return {
    ...{ kind: 'policy', slug, file },
    // @failure managing#renamed | `refused` if only the name differs, otherwise not affected | If both are the same
    // policy, [rename it in two steps](../policies/README.md#which-policy-is-which), so that it keeps its id and
    // history. If you want two policies, give them different severities or descriptions.
    sentence: `The new policy ${slug} says the same as the policy ${mark.slug} “${form.name}” (${id}), whose file is gone and which stays (\`on-removed: keep\`): only the name differs.`,
    remedy:
      'If both are the same policy, undo one change (the name of its file, or its `name`), apply, then make that change again: so it keeps its id and history. If you want two policies, give them different severities or descriptions.',
  };
}

/**
 * New policies that ask what another policy of the Platform asks, of which no file is left. They may be two, so this is
 * a warning for each.
 */
export function describeLookalikes(
  { changes, kept }: { readonly changes: readonly PlannedChange[]; readonly kept: readonly Kept[] },
  { policies }: Pick<PlatformState, 'policies'>,
  owner: string,
): string[] {
  const fates = new Map<string, string>(kept.map(({ id }) => [id, 'stays']));
  const written = new Set<string>();
  for (const { id, file, verb } of changes) {
    if (id === null) continue;
    if (file === null) fates.set(id, verb);
    else written.add(id);
  }
  const candidates = groupByQuery(
    policies.filter(({ id, mark }) => (isOwnedBy(mark, owner) ? fates.has(id) : !written.has(id))),
  );
  return changes.flatMap(({ verb, slug, after }) => {
    if (verb !== 'create' || after === null || !('query' in after)) return [];
    const found = candidates.get(tidyQuery(after.query)) ?? [];
    return found.toSorted(compareIds).map((one) => describeLookalike(slug, one, fates.get(one.id)));
  });
}

interface Named {
  readonly id: string;
  readonly mark: Mark | null;
  readonly form: { readonly name: string };
}

/** @param fate what becomes of one of ours; undefined: it is not ours */
function describeLookalike(slug: string, { id, mark, form: { name } }: Named, fate: string | undefined): string {
  if (mark !== null && fate !== undefined) {
    // @failure managing#renamed
    return `The new policy ${slug} has the query of the policy “${name}” (${id}), whose file ${mark.slug} is gone (${fate}). If both are the same policy, undo one change (the name of its file, or its \`name\`), apply, then make that change again: so it keeps its id and history.`;
  }
  if (mark !== null) {
    // @failure managing | not affected | Nothing, if you want both policies. If one is enough, delete the file.
    return `The new policy ${slug} has the query of the policy “${name}” (${id}), which ${mark.owner} manages. If one is enough, delete the file.`;
  }
  // @failure managing#unmanaged
  return `The new policy ${slug} has the query of the policy “${name}” (${id}), which no file manages. If both are the same policy, write this name into the file, and set \`adopt: by-name\`: then it keeps its id and history.`;
}

function groupByQuery<T extends { readonly form: Pick<Facts, 'query'> }>(policies: readonly T[]): Map<string, T[]> {
  return Map.groupBy(policies, ({ form }) => tidyQuery(form.query));
}
