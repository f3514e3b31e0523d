import { basename } from 'node:path';
import { compareIds } from '../../../text/compare.ts';
import { isOwnedBy } from '../../../text/mark.ts';
import type { KindName } from '../form.ts';
import type { Existing } from '../plan/match.ts';
import { type Chosen, GROUPS_FILE } from './render.ts';
import { createSlugs } from './slug.ts';

type Named = Existing<{ readonly name: string }>;

/** What decides on the slugs of one kind. */
export interface ChoiceRule {
  /** Whose marks are kept as the names of files. */
  readonly owner: string;
  /** The slugs of objects that the checkout has files of, by id. */
  readonly known: ReadonlyMap<string, string>;
  /** Slugs that no other object may get. */
  readonly taken: Iterable<string>;
}

/** Which objects have files, and their slugs: first those of the checkout, then ours, which have theirs already. */
export function chooseObjects<T extends Named>(
  kind: KindName,
  asked: readonly T[],
  all: readonly T[],
  { owner, known, taken }: ChoiceRule,
  leave: (object: T, reason: string) => void,
): Chosen<T>[] {
  const marked = new Map<string, number>();
  for (const { mark } of all) {
    if (isOwnedBy(mark, owner)) marked.set(mark.slug, (marked.get(mark.slug) ?? 0) + 1);
  }
  const makeSlug = createSlugs([...marked.keys(), ...taken]);
  const old: Chosen<T>[] = [];
  const ours: Chosen<T>[] = [];
  const others: Chosen<T>[] = [];
  for (const object of asked.toSorted(compareIds)) {
    const { id, mark, form } = object;
    const slug = known.get(id);
    const isGroupsFile = kind === 'policy' && mark?.slug === basename(GROUPS_FILE, '.yml');
    const count = isOwnedBy(mark, owner) ? marked.get(mark.slug) : null;
    if (slug !== undefined) old.push({ slug, object });
    else if (mark === null) others.push({ slug: makeSlug(form.name, kind), object });
    else if (count === null) leave(object, `It is managed by ${mark.owner}.`);
    else if (isGroupsFile) leave(object, `Its mark is ${mark.slug}, and ${GROUPS_FILE} is no file of a policy.`);
    else if (count === 1) ours.push({ slug: mark.slug, object });
    else leave(object, `${count} objects of the Platform have its mark, ${mark.slug}.`);
  }
  return [...old, ...ours, ...others];
}
