import { compareIds } from '../../../text/compare.ts';
import { findAnyMark, type Mark } from '../../../text/mark.ts';
import { canonText } from '../../../text/tidy.ts';
import type { Existing, MatchRule, Wanted } from './match.ts';

/** The objects that a file may be about. */
export interface Candidates<Form> {
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
  { readonly existing: Existing<Form> | null; readonly isAdopted: boolean } | Open<Form>;

/** A conflict leaves open which object it is. */
interface Open<Form> {
  readonly sentence: string;
  readonly remedy: string;
  /** The object that is most likely meant, and the field in which the sentence says that it differs; null: nobody knows. */
  readonly probable: { readonly existing: Existing<Form>; readonly told: string | null } | null;
}

/** Finds the object that a file is about, or says what speaks against each that it may be about. */
export function findObject<Form extends { readonly name: string; readonly description: string }>(
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
  const [old] = left.toSorted(compareIds);
  const [buried] = candidates.buried.get(slug) ?? [];
  if (own === undefined && buried !== undefined) {
    // @failure managing | `refused` | Somebody wrote text after the mark. Delete that text on the Platform, or move it
    // into the description in the file.
    return {
      sentence: `On the Platform, text follows the mark of the ${noun} ${slug}: ${listObjects(candidates.buried.get(slug) ?? [])}.`,
      remedy:
        'Delete on the Platform what stands behind the mark. If it is to stay, write it into the description of the file.',
      probable: candidates.buried.get(slug)?.length === 1 ? { existing: buried, told: 'description' } : null,
    };
  }
  if (own !== undefined) {
    if (marked.length > 1) {
      // @failure managing | `refused` | Somebody copied the policy or group, and with it the mark. Delete the last line
      // of the copy's description, or delete the copy.
      return {
        sentence: `${marked.length} objects of the Platform have the mark of the ${noun} ${slug}: ${listObjects(marked)}.`,
        remedy: "Delete the last line of the copy's description, or delete the copy.",
        probable: null,
      };
    }
    if (canonText(own.form.name) === canonText(name) || (other ?? old) === undefined)
      return { existing: own, isAdopted: false };
    // @failure managing | `refused` | Choose another `name` in the file, or rename or delete the other object on the
    // Platform.
    return {
      sentence: `The ${noun} ${slug} is to be called “${name}”, but another object of the Platform has that name already.`,
      remedy: 'Choose another name, or rename or delete the other one.',
      probable: { existing: own, told: 'name' },
    };
  }
  if (other === undefined) {
    if (old === undefined) return { existing: null, isAdopted: false };
    if (adopt === 'by-name' && left.length === 1) return { existing: old, isAdopted: true };
    // @failure managing | `refused` | If you renamed the file (or the slug of the group), take that back, or set
    // `adopt: by-name` for one run ([how](../policies/README.md#which-policy-is-which)). The policy or group then keeps
    // its history and gets the new slug. If it is a new policy or group, choose another `name`.
    return {
      sentence: `The ${noun} “${name}” is that of the slug ${old.mark.slug}, whose file is gone.`,
      remedy: `If the file was renamed, name it ${old.mark.slug} again, or set \`adopt: by-name\` to keep the ${noun} with its history; if not, choose another name.`,
      probable: left.length === 1 ? { existing: old, told: null } : null,
    };
  }
  if (old !== undefined) {
    // @failure managing | `refused` | Somebody copied the policy on the Platform, and the file was renamed. Give the
    // file its old name again, or rename the copy on the Platform.
    return {
      sentence: `It is unclear which object of the Platform is the ${noun} “${name}”: that of the slug ${old.mark.slug} (${old.id}), whose file is gone, or ${listObjects(others)}.`,
      remedy: `If the file was renamed, name it ${old.mark.slug} again, or rename the other one on the Platform.`,
      probable: null,
    };
  }
  if (others.length > 1) {
    // @failure managing#several | `refused` | Rename or delete all but one of them on the Platform.
    return {
      sentence: `The Platform has ${others.length} objects with the name of the ${noun} ${slug}, “${name}”, none of them managed by ${owner}.`,
      remedy: 'Rename or delete all but one of them on the Platform.',
      probable: null,
    };
  }
  if (other.mark !== null) {
    // @failure managing | `refused` | If this repository was renamed or moved, set `owner` to its old name. Otherwise
    // another repository manages this policy or group: remove it from one of the two repositories.
    return {
      sentence: `The ${noun} “${name}” is managed by ${other.mark.owner}, and not by ${owner}.`,
      remedy: `Rename it here, take it out there, or set \`owner: ${other.mark.owner}\` if that is the old name of this repository.`,
      probable: null,
    };
  }
  const foreign = findAnyMark(other.form.description);
  if (foreign !== null) {
    // @failure managing | `refused` | =
    return {
      sentence: `The ${noun} “${name}” has the mark of ${foreign.owner}, with text behind it.`,
      remedy: 'Ask who manages it. If nobody does, delete that mark on the Platform.',
      probable: null,
    };
  }
  if (adopt === 'by-name') return { existing: other, isAdopted: true };
  // @failure managing | `refused` | If it is the policy or group of the file, [adopt
  // it](../policies/README.md#adopt-it-in-three-steps) with `adopt: by-name`: it keeps its id and history. If it is
  // another policy or group, rename it in the file or on the Platform.
  return {
    sentence: `The Platform has the ${noun} “${name}” already, without the mark of ${owner}.`,
    remedy:
      'If it is the object of the file (it never had a mark, or somebody removed it), set `adopt: by-name`, which keeps its id and history. If it is another object, rename one of the two.',
    probable: { existing: other, told: null },
  };
}

/** Such as `“A” (id)`, in the order of ids. */
export function listObjects(objects: readonly Existing<{ readonly name: string }>[]): string {
  const sorted = objects.toSorted(compareIds);
  return sorted.map(({ id, form }) => `“${form.name}” (${id})`).join(', ');
}
