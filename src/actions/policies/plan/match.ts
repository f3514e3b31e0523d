import { findBuriedMark, isOwnedBy, type Mark } from '../../../text/mark.ts';
import { canonText } from '../../../text/tidy.ts';
import { type KindName, NOUNS } from '../form.ts';
import { compareText, type FilePlace } from './change.ts';

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
    buried: groupBy(others, ({ mark, form }) => (mark === null ? findBuriedMark(form.description, owner) : null) ?? ''),
  };
  const pairs: Match<Form>['pairs'][number][] = [];
  const missing: Wanted<Form>[] = [];
  const conflicts: Conflict[] = [];
  for (const one of wanted) {
    const found = findObject(one, candidates, NOUNS[kind], rule);
    if ('sentence' in found) {
      conflicts.push({ kind, slug: one.slug, file: one.file, sentence: found.sentence, remedy: found.remedy });
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
  return { pairs, missing, orphans, unmanaged: others.filter(({ id }) => !adopted.has(id)), conflicts };
}

/** The objects that a file may be about. */
interface Candidates<Form> {
  /** Ours, by slug. */
  readonly marked: ReadonlyMap<string, readonly Existing<Form>[]>;
  /** Ours whose own file is gone, by the name in the form in which texts are compared. */
  readonly left: ReadonlyMap<string, readonly (Existing<Form> & { readonly mark: Mark })[]>;
  /** Those whose description has our mark, and text behind it, by slug. */
  readonly buried: ReadonlyMap<string, readonly Existing<Form>[]>;
  /** Those without our mark, by name. */
  readonly others: ReadonlyMap<string, readonly Existing<Form>[]>;
}

type Found<Form> =
  /** Null: there is none, and one is to be created. */
  | { readonly existing: Existing<Form> | null; readonly isAdopted: boolean }
  | { readonly sentence: string; readonly remedy: string };

function findObject<Form extends { readonly name: string; readonly description: string }>(
  { slug, form: { name } }: Wanted<Form>,
  candidates: Candidates<Form>,
  noun: string,
  { owner, adopt }: MatchRule,
): Found<Form> {
  const marked = candidates.marked.get(slug) ?? [];
  const [own] = marked;
  const others = candidates.others.get(canonText(name)) ?? [];
  const [other] = others;
  const left = candidates.left.get(canonText(name)) ?? [];
  const [old] = left.toSorted((a, b) => compareText(a.id, b.id));
  const [buried] = candidates.buried.get(slug) ?? [];
  if (own === undefined && buried !== undefined) {
    // @failure managing | `refused` | =
    return {
      sentence: `The mark of the ${noun} ${slug} is not the last line of its description on the Platform any more: ${listObjects(candidates.buried.get(slug) ?? [])}.`,
      remedy: 'Delete on the Platform what stands behind the mark, or make it part of the file.',
    };
  }
  if (own !== undefined) {
    if (marked.length > 1) {
      // @failure managing | `refused` | Somebody copied the policy or group on the Platform, with its mark. =
      return {
        sentence: `${marked.length} objects of the Platform have the mark of the ${noun} ${slug}: ${listObjects(marked)}.`,
        remedy: 'Take the last line out of the description of the copy, or delete the copy.',
      };
    }
    if (canonText(own.form.name) === canonText(name) || (other ?? old) === undefined)
      return { existing: own, isAdopted: false };
    // @failure managing | `refused` | =
    return {
      sentence: `The ${noun} ${slug} is to be called “${name}”, as another object of the Platform is already.`,
      remedy: 'Choose another name, or rename or delete the other one.',
    };
  }
  if (other === undefined) {
    if (old === undefined) return { existing: null, isAdopted: false };
    if (adopt === 'by-name' && left.length === 1) return { existing: old, isAdopted: true };
    // @failure managing | `refused` | The file was renamed. Give it its old name again, or set `adopt: by-name` for one
    // run ([how](../policies/README.md#which-policy-is-which)): the object keeps its history, and gets the new slug. If
    // it is to be another one, give it another name.
    return {
      sentence: `The ${noun} “${name}” is that of the slug ${old.mark.slug}, whose file is gone.`,
      remedy: `If the file was renamed, name it ${old.mark.slug} again, or set \`adopt: by-name\` to keep the ${noun} with its history; if not, choose another name.`,
    };
  }
  if (old !== undefined) {
    // @failure managing | `refused` | Somebody copied the policy, and its file was renamed. Give the file its old name
    // again, or rename the copy on the Platform.
    return {
      sentence: `The ${noun} “${name}” may be that of the slug ${old.mark.slug} (${old.id}), of which there is no file any more, or ${listObjects(others)}.`,
      remedy: `If the file was renamed, name it ${old.mark.slug} again, or rename the other one on the Platform.`,
    };
  }
  if (others.length > 1) {
    // @failure managing | `refused` | =
    return {
      sentence: `The Platform has ${others.length} objects with the name of the ${noun} ${slug}, “${name}”, none of them managed by ${owner}.`,
      remedy: 'Rename or delete all but one of them on the Platform.',
    };
  }
  if (other.mark !== null) {
    // @failure managing | `refused` | If this repository was renamed or moved, set `owner` to its old name. Otherwise
    // two repositories want the same object.
    return {
      sentence: `The ${noun} “${name}” is managed by ${other.mark.owner}, and not by ${owner}.`,
      remedy: `Rename it here, take it out there, or set \`owner: ${other.mark.owner}\` if that is the old name of this repository.`,
    };
  }
  if (adopt === 'by-name') return { existing: other, isAdopted: true };
  // @failure managing | `refused` | It was made by hand, or somebody removed the mark. = [How to
  // adopt](../policies/README.md#adopt-it-in-three-steps).
  return {
    sentence: `The Platform has the ${noun} “${name}” already, without the mark of ${owner}.`,
    remedy:
      'If it is this one, and somebody removed its mark or it never had one: set `adopt: by-name`, which keeps its id and history. If it is another one, rename one of the two.',
  };
}

function describeCopies(
  kind: KindName,
  slug: string,
  copies: readonly Existing<{ readonly name: string }>[],
): Conflict {
  return {
    ...{ kind, slug, file: null },
    // @failure managing | `refused` | =
    sentence: `${copies.length} objects of the Platform have the mark of the ${NOUNS[kind]} ${slug}, of which there is no file: ${listObjects(copies)}.`,
    remedy: 'Take the last line out of the description of those that are to stay.',
  };
}

function listObjects(objects: readonly Existing<{ readonly name: string }>[]): string {
  const sorted = objects.toSorted((a, b) => compareText(a.id, b.id));
  return sorted.map(({ id, form }) => `“${form.name}” (${id})`).join(', ');
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
