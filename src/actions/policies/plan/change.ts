import { compareTexts } from '../../../text/compare.ts';
import type { Mark } from '../../../text/mark.ts';
import type { FieldChange, GroupForm, KindName, PolicyForm } from '../form.ts';

/** What is done to an object. Each is one write to the Platform, but for `create`, which may take three. */
export type Verb = 'delete' | 'pause' | 'update' | 'adopt' | 'resume' | 'create';

/** A write that a plan holds. */
export interface Change<Form = unknown> {
  readonly kind: KindName;
  readonly verb: Verb;
  readonly slug: string;
  /** As the file says, or the Platform if there is no file. */
  readonly name: string;
  /** Null: it is to be created. */
  readonly id: string | null;
  /** The file that says so; null if there is none any more. */
  readonly file: FilePlace | null;
  readonly fields: readonly FieldChange[];
  /** The object as it was when the plan was made; null: there was none. */
  readonly before: Form | null;
  /** The object as it is to be; null: gone. */
  readonly after: Form | null;
  /** The mark that it had then; null: none. */
  readonly markBefore: Mark | null;
  /** The last change that somebody made to it on the Platform; null: it is to be created, or the Platform does not say. */
  readonly changed: LastChange | null;
  /** Of a group that is deleted: the policies that stay, and are in it until then. Empty for any other change. */
  readonly members: readonly Member[];
}

/** A change of any kind. */
export type PlannedChange = Change<PolicyForm | GroupForm>;

/** A policy of a group, as the Platform calls it. */
export interface Member {
  readonly id: string;
  readonly name: string;
}

/** Who changed an object of the Platform last, and when. Either is null if the Platform does not say. */
export interface LastChange {
  /** A user's id. */
  readonly by: string | null;
  readonly at: string | null;
}

/** Where a file says something. */
export interface FilePlace {
  /** From the workspace on, with `/`. */
  readonly path: string;
  readonly line: number;
}

/** What takes something away comes first, for people; and after that by kind and slug, whatever the order of files. */
const SHOWN: readonly Verb[] = ['delete', 'pause', 'update', 'adopt', 'resume', 'create'];

/** Of drift what hides violations comes first: what somebody deleted, paused or changed by hand. */
const DRIFTED: readonly Verb[] = ['create', 'resume', 'update', 'adopt', 'pause', 'delete'];

/** Sorts changes as drift shows them. */
export function sortForDrift<C extends Pick<Change, 'kind' | 'verb' | 'slug'>>(changes: readonly C[]): C[] {
  return changes.toSorted((a, b) => DRIFTED.indexOf(a.verb) - DRIFTED.indexOf(b.verb));
}

/** Sorts changes as a plan shows them. */
export function sortForPeople<C extends Pick<Change, 'kind' | 'verb' | 'slug'>>(changes: readonly C[]): C[] {
  return changes.toSorted(
    (a, b) =>
      SHOWN.indexOf(a.verb) - SHOWN.indexOf(b.verb) || compareTexts(b.kind, a.kind) || compareTexts(a.slug, b.slug),
  );
}

/**
 * When each is written. Groups are there before the policies in them, and what is removed goes last. A policy is paused
 * before anything else of it is written, and resumed after that: nobody is told of one that is half written.
 */
const WRITTEN: Readonly<Record<KindName, Readonly<Record<Verb, number>>>> = {
  group: { create: 0, adopt: 1, update: 1, resume: 1, pause: 1, delete: 8 },
  policy: { create: 2, pause: 3, adopt: 4, update: 5, resume: 6, delete: 7 },
};

/** Sorts changes as they are written. */
export function sortForWriting<C extends Pick<Change, 'kind' | 'verb' | 'slug'>>(changes: readonly C[]): C[] {
  const rank = ({ kind, verb }: Pick<Change, 'kind' | 'verb'>) => WRITTEN[kind][verb];
  return changes.toSorted((a, b) => rank(a) - rank(b) || compareTexts(a.slug, b.slug));
}
