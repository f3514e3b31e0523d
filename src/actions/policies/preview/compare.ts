import { hash } from 'node:crypto';
import type { Violation } from '../../../platform/violations.ts';
import { compareTexts } from '../../../text/compare.ts';
import type { AccountCount, Difference } from './preview.ts';

/** How many rows of a query are about a resource, by `keyOf` its `_cq_platform_id`. */
export type Finding = ReadonlyMap<string, number>;

/** An ARN of 300 characters is rare. SQL can make ids of megabytes, and thousands of them are in memory. */
const LONGEST_KEY = 300;
const SHOWN_OF_LONG = 100;

/** An id or a name that is remembered: itself, or the beginning and a hash of one that is too long. */
export function keyOf(text: string): string {
  if (text.length <= LONGEST_KEY) return text;
  // A copy: a part of a text keeps all of it in memory.
  const beginning = Buffer.from(text.slice(0, SHOWN_OF_LONG)).toString();
  return `${beginning}… (${text.length} characters, SHA-256 ${hash('sha256', text, 'hex')})`;
}

const MOST_ACCOUNTS = 5;
const MOST_SHOWN = 10;

/** What a comparison tells: of what is gone only the ids are known. */
export interface Compared extends Omit<Difference, 'goneShown'> {
  /** Of some resources, as `keyOf` gives them. */
  readonly goneIds: readonly string[];
}

/** What a gate would do with the violations of a policy, one after another. */
export type Forgive = (violation: Violation) => 'open' | 'waived' | 'known';

/** Compares the rows of a query, one after another, with what another query found. */
export interface Comparison {
  add(violation: Violation): void;
  /** Once all rows were added. */
  end(): Compared;
}

/**
 * Begins to compare. In memory are the ids of what was found before.
 * @param forgive what a gate would do with a row; null: neither baseline nor waivers are given
 */
export function compareWith(before: Finding, forgive: Forgive | null): Comparison {
  /** Rows of what was found before that were not added yet. */
  const left = new Map(before);
  let gone = 0;
  for (const rows of before.values()) gone += rows;
  let [added, same, waived, known] = [0, 0, 0, 0];
  const accounts = new Map<string, number>();
  const shown = new Map<string, Violation>();
  return {
    add(violation) {
      const platformId = keyOf(violation.platformId);
      const rows = left.get(platformId) ?? 0;
      if (rows > 0) {
        left.set(platformId, rows - 1);
        same += 1;
        gone -= 1;
        return;
      }
      added += 1;
      const account = keyOf(accountOf(violation));
      accounts.set(account, (accounts.get(account) ?? 0) + 1);
      if (shown.size < MOST_SHOWN) shown.set(platformId, violation);
      const standing = forgive?.(violation);
      if (standing === 'waived') waived += 1;
      if (standing === 'known') known += 1;
    },
    end: () => ({
      ...{ added, gone, same },
      forgiven: forgive === null ? null : { waived, known },
      accounts: rankAccounts(accounts),
      addedShown: [...shown.values()],
      goneIds: listLeft(left),
    }),
  };
}

function listLeft(left: Finding): string[] {
  const ids: string[] = [];
  for (const [id, rows] of left) {
    if (ids.length === MOST_SHOWN) break;
    if (rows > 0) ids.push(id);
  }
  return ids;
}

function accountOf({ accountName, accountId }: Violation): string {
  return accountName.trim() === '' ? (accountId ?? '') : accountName;
}

function rankAccounts(counts: ReadonlyMap<string, number>): AccountCount[] {
  return [...counts]
    .map(([account, count]) => ({ account, count }))
    .sort((a, b) => b.count - a.count || compareTexts(a.account, b.account))
    .slice(0, MOST_ACCOUNTS);
}
