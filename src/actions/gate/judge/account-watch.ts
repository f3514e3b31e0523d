import type { Violation } from '../../../platform/violations.ts';
import { isPlainName, matchPattern, matchPatterns, type Patterns } from '../../../text/pattern.ts';
import { accountNamesOf } from '../select/account.ts';

/** What the violations say of the accounts that they are in, and of the patterns of `accounts`. */
export interface SeenAccounts {
  /** Patterns that match no account of a violation: a slip of the pen, or a clean account. */
  readonly unmatchedAccounts: readonly string[];
  /** Patterns that name one account, whose violations other patterns exclude, all of them. */
  readonly cancelledAccounts: readonly string[];
  /** Names and ids, some thousands at most. */
  readonly accounts: readonly string[];
}

const ACCOUNTS_SEEN = 5_000;

/** Notes the accounts that violations are in. */
export function watchAccounts({ include, exclude }: Patterns) {
  const seen = new Set<string>();
  const unmatched = new Map([...include, ...exclude].map((pattern) => [pattern, matchPattern(pattern)]));
  const isNotExcluded = matchPatterns({ include: [], exclude });
  /** Patterns that name one account, until a violation of it is not excluded. */
  const names = exclude.length > 0 ? include.filter(isPlainName) : [];
  const doubtful = new Map(names.map((pattern) => [pattern, matchPattern(pattern)]));
  return {
    note(violation: Violation): void {
      const names = accountNamesOf(violation);
      for (const name of names) {
        if (seen.has(name)) continue;
        if (seen.size < ACCOUNTS_SEEN) seen.add(name);
        for (const [pattern, matches] of unmatched) if (matches(name)) unmatched.delete(pattern);
      }
      if (doubtful.size === 0 || !isNotExcluded(names)) return;
      for (const [pattern, matches] of doubtful) if (names.some(matches)) doubtful.delete(pattern);
    },
    finish: (): SeenAccounts => ({
      unmatchedAccounts: [...unmatched.keys()],
      // One that nothing matches may be a clean account.
      cancelledAccounts: [...doubtful.keys()].filter((pattern) => !unmatched.has(pattern)),
      accounts: [...seen],
    }),
  };
}
