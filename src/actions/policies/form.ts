import { countNouns } from '../../text/format.ts';
import { canonText } from '../../text/tidy.ts';
import { isSameQuery } from './sql/tidy-query.ts';

/** The kinds of objects that are managed from files. */
export type KindName = 'policy' | 'group';

/** What people call them. */
export const NOUNS: Readonly<Record<KindName, string>> = { policy: 'policy', group: 'policy group' };

/** Objects of any kind, counted for people: `1 policy or group`, `15 policies and groups`. */
export function countObjects(count: number): string {
  return countNouns(count, 'policy or group', 'policies and groups');
}

/** Such as `3 policies and groups of the Platform are not managed from here`. */
export function describeUnmanagedCount(count: number): string {
  return `${countObjects(count)} of the Platform ${count === 1 ? 'is' : 'are'} not managed from here`;
}

/** A policy in the one form in which files and the Platform are compared. */
export interface PolicyForm {
  readonly name: string;
  readonly domain: string;
  readonly severity: string;
  /** Without the mark. */
  readonly description: string;
  readonly status: string;
  /** References, sorted. */
  readonly groups: readonly GroupRef[];
  /** Ids of notification destinations, sorted; null: the file leaves them as they are. */
  readonly notify: readonly string[] | null;
  readonly query: string;
}

/** `slug:…` of a group that this repository manages, `id:…` of any other. */
export type GroupRef = `slug:${string}` | `id:${string}`;

/** A policy group in that form. */
export interface GroupForm {
  readonly name: string;
  readonly description: string;
}

/** A fact that the file and the Platform tell differently. */
export interface FieldChange {
  readonly field: string;
  /** Null: there is no object yet. */
  readonly before: FieldValue | null;
  readonly after: FieldValue;
}

export type FieldValue = string | readonly string[];

/** The facts in which two forms differ, in the order of the form. @param before null: everything is new */
export function compareForms<F extends object>(before: F | null, after: F): FieldChange[] {
  return Object.entries(after as Record<string, FieldValue | null>).flatMap(([field, value]) => {
    // What the file says nothing of stays as it is.
    if (value === null) return [];
    const old = before === null ? null : ((before as Record<string, FieldValue | null>)[field] ?? null);
    return old !== null && isSame(field, old, value) ? [] : [{ field, before: old, after: value }];
  });
}

function isSame(field: string, a: FieldValue, b: FieldValue): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    // The Platform's engine tells composed letters from decomposed ones, so that two queries can differ by those.
    return field === 'query' ? isSameQuery(a, b) : canonText(a) === canonText(b);
  }
  return JSON.stringify(a) === JSON.stringify(b);
}
