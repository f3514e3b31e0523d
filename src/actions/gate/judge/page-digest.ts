import { hash } from 'node:crypto';
import type { ViolationRow } from '../../../platform/violations.ts';
import { compareTexts } from '../../../text/compare.ts';

/** What a page holds, whatever the order of its rows. */
export interface PageDigest {
  /** Of the rows with all that they hold. */
  readonly rows: string;
  /** Of what identifies and decides, which is all that is read of a row. */
  readonly violations: string;
  /** Whether a violation of it came on an earlier page too, by what identifies and decides. */
  readonly isRepeated: boolean;
}

/**
 * Whether two readings gave the same list. The rest of a row may differ, such as an age in seconds, but then a row that
 * came twice would not be seen: so no violation may be on two pages.
 */
export function isSameReading(pages: readonly PageDigest[], others: readonly PageDigest[]): boolean {
  const areAll = (test: (a: PageDigest, b: PageDigest) => boolean) =>
    pages.length === others.length &&
    pages.every((page, index) => {
      const other = others[index];
      return other !== undefined && test(page, other);
    });
  return (
    areAll((a, b) => a.rows === b.rows) ||
    areAll((a, b) => a.violations === b.violations && !a.isRepeated && !b.isRepeated)
  );
}

/** Compares the pages of one reading of a list. */
export interface PageComparison {
  /** @returns whether a row of the page, by its index, came on no earlier page */
  add(rows: readonly ViolationRow[]): (index: number) => boolean;
  readonly digests: readonly PageDigest[];
}

/**
 * Finds rows that came on an earlier page already: the list has no order that is promised, so that between two pages
 * it may give a row again and lose another. Rows alike on one page are different rows, and so are those that differ
 * in anything at all.
 */
export function comparePages(): PageComparison {
  const earlier = new Set<number>();
  const violations = new Set<number>();
  const digests: PageDigest[] = [];
  let first: readonly ViolationRow[] | null = null;
  let previous: readonly number[] = [];
  function take(rows: readonly ViolationRow[]): readonly number[] {
    for (const row of previous) earlier.add(row);
    previous = rows.map(({ json }) => hashText(JSON.stringify(json, sortKeys)));
    const own = rows.map(({ violation }) => hashText(JSON.stringify(violation)));
    const isRepeated = own.some((one) => violations.has(one));
    for (const one of own) violations.add(one);
    digests.push({ rows: digest(previous), violations: digest(own), isRepeated });
    return previous;
  }
  return {
    digests,
    add(rows) {
      // Most lists have one page only: nothing is hashed before there is another.
      if (first === null) {
        first = rows;
        return () => true;
      }
      if (digests.length === 0) take(first);
      first = [];
      const hashes = take(rows);
      return (index) => !earlier.has(hashes[index] ?? Number.NaN);
    },
  };
}

/** For JSON that is the same whatever the order of its keys. */
function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareTexts(a, b)));
}

/** 53 bits: of a million rows two share one in a case of twenty thousand, and then one gates that need not. */
function hashText(text: string): number {
  const digits = hash('sha1', text, 'hex');
  return Number.parseInt(digits.slice(0, 8), 16) * 2 ** 21 + (Number.parseInt(digits.slice(8, 16), 16) >>> 11);
}

function digest(hashes: readonly number[]): string {
  return hash('sha1', hashes.toSorted((a, b) => a - b).join());
}
