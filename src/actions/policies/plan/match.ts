import { isOwnedBy, type Mark } from '../../../text/mark.ts';
import type { KindName } from '../form.ts';
import type { FilePlace } from './change.ts';

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

const NOUNS: Readonly<Record<KindName, string>> = { policy: 'policy', group: 'policy group' };

/**
 * Finds which object each file is about: by the mark, and by nothing else. An object without a mark, or whose own file
 * is gone, and with the very name of a file is a conflict, or adopted: a second one of that name would be worse than
 * either.
 */
export function matchObjects<Form extends { readonly name: string }>(
  kind: KindName,
  wanted: readonly Wanted<Form>[],
  existing: readonly Existing<Form>[],
  { owner, adopt }: MatchRule,
): Match<Form> {
  const conflicts: Conflict[] = [];
  const ours = groupBy(existing.filter(isOurs(owner)), ({ mark }) => mark.slug);
  const others = existing.filter(({ mark }) => !isOwnedBy(mark, owner));
  const slugs = new Set(wanted.map(({ slug }) => slug));
  const left = existing.filter(isOurs(owner)).filter(({ mark }) => !slugs.has(mark.slug));
  const othersByName = groupBy(others, ({ form }) => form.name);
  const leftByName = groupBy(left, ({ form }) => form.name);
  const taken = new Set<string>();
  const pairs: Match<Form>['pairs'][number][] = [];
  const missing: Wanted<Form>[] = [];
  const noun = NOUNS[kind];

  for (const one of wanted) {
    const { slug, file, form } = one;
    const conflict = (sentence: string, remedy: string) => conflicts.push({ kind, slug, file, sentence, remedy });
    const marked = ours.get(slug) ?? [];
    const [first] = marked;
    const named = othersByName.get(form.name) ?? [];
    const old = leftByName.get(form.name) ?? [];
    if (marked.length > 1) {
      // @failure managing | `refused` | Somebody copied the policy or group on the Platform, with its mark. =
      conflict(
        `${marked.length} objects of the Platform have the mark of the ${noun} ${slug}: ${marked.map(({ id }) => id).join(', ')}.`,
        'Take the last line out of the description of the copy, or delete the copy.',
      );
    } else if (first !== undefined && first.form.name !== form.name && named.length > 0) {
      // @failure managing | `refused` | =
      conflict(
        `The ${noun} ${slug} is to be called “${form.name}”, as another object of the Platform is already.`,
        'Choose another name, or rename or delete the other one.',
      );
    } else if (first !== undefined) {
      pairs.push({ wanted: one, existing: first, isAdopted: false });
    } else if (named.length > 1) {
      // @failure managing | `refused` | =
      conflict(
        `The Platform has ${named.length} objects with the name of the ${noun} ${slug}, “${form.name}”, none of them managed by ${owner}.`,
        'Rename or delete all but one of them on the Platform.',
      );
      for (const { id } of named) taken.add(id);
    } else {
      const [other = old[0]] = named;
      if (other === undefined) {
        missing.push(one);
      } else {
        taken.add(other.id);
        if (named.length === 0) {
          if (adopt === 'by-name' && old.length === 1) {
            pairs.push({ wanted: one, existing: other, isAdopted: true });
          } else {
            // @failure managing | `refused` | The file was renamed. Give it its old name again, or set `adopt: by-name`
            // for one run: the object keeps its history, and gets the new slug. If it is to be another one, give it
            // another name.
            conflict(
              `The ${noun} “${form.name}” is that of the slug ${old[0]?.mark.slug}, of which there is no file any more.`,
              `If the file was renamed, name it ${old[0]?.mark.slug} again, or set \`adopt: by-name\` to keep the ${noun} with its history; if not, choose another name.`,
            );
          }
        } else if (other.mark !== null) {
          // @failure managing | `refused` | If this repository was renamed or moved, set `owner` to its old
          // name. Otherwise two repositories want the same object.
          conflict(
            `The ${noun} “${form.name}” is managed by ${other.mark.owner}, and not by ${owner}.`,
            `Rename it here, take it out there, or set \`owner: ${other.mark.owner}\` if that is the old name of this repository.`,
          );
        } else if (adopt === 'by-name') {
          pairs.push({ wanted: one, existing: other, isAdopted: true });
        } else {
          // @failure managing | `refused` | It was made by hand, or somebody removed the mark. =
          conflict(
            `The Platform has the ${noun} “${form.name}” already, without the mark of ${owner}.`,
            'Set `adopt: by-name` to take it over with its history, rename one of the two, or delete the one on the Platform.',
          );
        }
      }
    }
  }
  const orphans: (Existing<Form> & { readonly mark: Mark })[] = [];
  for (const [slug, found] of ours) {
    if (slugs.has(slug)) continue;
    if (found.length === 1)
      orphans.push(...found.filter(({ id }) => !pairs.some(({ existing }) => existing.id === id)));
    else {
      // @failure managing | `refused` | =
      conflicts.push({
        kind,
        slug,
        file: null,
        sentence: `${found.length} objects of the Platform have the mark of the ${noun} ${slug}, of which there is no file: ${found.map(({ id }) => id).join(', ')}.`,
        remedy: 'Take the last line out of the description of those that are to stay.',
      });
    }
  }
  return { pairs, missing, orphans, unmanaged: others.filter(({ id }) => !taken.has(id)), conflicts };
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
