import { findAnyMark, isOwnedBy, type Mark } from '../../../text/mark.ts';
import { canonText } from '../../../text/tidy.ts';
import { type KindName, NOUNS } from '../form.ts';
import type { FilePlace } from './change.ts';
import { type Candidates, findObject, listObjects } from './find-object.ts';

/** An object that a file asks for. */
export interface Wanted<Form> {
  readonly slug: string;
  readonly form: Form;
  readonly file: FilePlace;
}

/** An object that the Platform has. */
export interface Existing<Form> {
  readonly id: string;
  readonly mark: Mark | null;
  readonly form: Form;
}

/** Something that keeps a plan from being carried out, and what to do about it. */
export interface Conflict {
  readonly kind: KindName;
  readonly slug: string;
  /** Null: no file is about it. */
  readonly file: FilePlace | null;
  readonly sentence: string;
  readonly remedy: string;
}

/** Files and Platform, side by side. */
export interface Match<Form> {
  readonly pairs: readonly {
    readonly wanted: Wanted<Form>;
    readonly existing: Existing<Form>;
    readonly isAdopted: boolean;
  }[];
  readonly missing: readonly Wanted<Form>[];
  /** Files of which a conflict leaves open which object they are about, with the one that is most likely meant. */
  readonly probable: readonly {
    readonly wanted: Wanted<Form>;
    readonly existing: Existing<Form>;
    readonly conflict: Conflict;
    /** The field in which the conflict says that they differ; null: it says none. */
    readonly told: string | null;
  }[];
  /** Objects of ours that no file asks for any more. */
  readonly orphans: readonly (Existing<Form> & { readonly mark: Mark })[];
  /** Objects without our mark that no file asks for. Nobody touches them. */
  readonly unmanaged: readonly Existing<Form>[];
  readonly conflicts: readonly Conflict[];
}

export interface MatchRule {
  readonly owner: string;
  readonly adopt: 'never' | 'by-name';
}

/**
 * Finds which object each file is about: by the mark, and by nothing else. An object without a mark, or whose own file
 * is gone, and with the very name of a file is a conflict, or adopted: a second one of that name would be worse than
 * either.
 */
export function matchObjects<Form extends { readonly name: string; readonly description: string }>(
  kind: KindName,
  wanted: readonly Wanted<Form>[],
  existing: readonly Existing<Form>[],
  rule: MatchRule,
): Match<Form> {
  const { owner } = rule;
  const ours = existing.filter(isOurs(owner));
  const others = existing.filter(({ mark }) => !isOwnedBy(mark, owner));
  const slugs = new Set(wanted.map(({ slug }) => slug));
  const left = ours.filter(({ mark }) => !slugs.has(mark.slug));
  const candidates: Candidates<Form> = {
    marked: groupBy(ours, ({ mark }) => mark.slug),
    left: groupBy(left, ({ form }) => canonText(form.name)),
    others: groupBy(others, ({ form }) => canonText(form.name)),
    buried: groupBy(
      others,
      ({ mark, form }) => (mark === null ? findAnyMark(form.description, owner)?.slug : null) ?? '',
    ),
  };
  const pairs: Match<Form>['pairs'][number][] = [];
  const missing: Wanted<Form>[] = [];
  const probable: Match<Form>['probable'][number][] = [];
  const conflicts: Conflict[] = [];
  for (const one of wanted) {
    const found = findObject(one, candidates, NOUNS[kind], rule);
    if ('sentence' in found) {
      const { sentence, remedy, probable: likely } = found;
      const conflict = { kind, slug: one.slug, file: one.file, sentence, remedy };
      conflicts.push(conflict);
      if (likely !== null) probable.push({ wanted: one, conflict, ...likely });
    } else if (found.existing === null) {
      missing.push(one);
    } else {
      pairs.push({ wanted: one, existing: found.existing, isAdopted: found.isAdopted });
    }
  }
  const adopted = new Set(pairs.flatMap(({ existing: { id }, isAdopted }) => (isAdopted ? [id] : [])));
  const orphans: Match<Form>['orphans'][number][] = [];
  for (const [slug, copies] of groupBy(left, ({ mark }) => mark.slug)) {
    if (copies.length > 1) conflicts.push(describeCopies(kind, slug, copies));
    else orphans.push(...copies.filter(({ id }) => !adopted.has(id)));
  }
  return { pairs, missing, probable, orphans, unmanaged: others.filter(({ id }) => !adopted.has(id)), conflicts };
}

function describeCopies(
  kind: KindName,
  slug: string,
  copies: readonly Existing<{ readonly name: string }>[],
): Conflict {
  return {
    ...{ kind, slug, file: null },
    // @failure managing | `refused` | In the description of each object that you want to keep, delete the last line.
    sentence: `${copies.length} objects of the Platform have the mark of the ${NOUNS[kind]} ${slug}, of which there is no file: ${listObjects(copies)}.`,
    remedy: 'Delete the last line of the description of each one that is to stay.',
  };
}

function isOurs(owner: string) {
  return <T extends { readonly mark: Mark | null }>(one: T): one is T & { readonly mark: Mark } =>
    isOwnedBy(one.mark, owner);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
