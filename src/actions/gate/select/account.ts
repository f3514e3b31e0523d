import type { Violation } from '../../../platform/violations.ts';
import { matchPatterns, type Patterns } from '../../../text/pattern.ts';

/** Blanks and what has no glyph at either end: a name of nothing else is none. */
const INVISIBLE = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** A pattern of nothing but digits, the letters of hexadecimal numbers, and wildcards may be meant for ids. */
const LIKE_AN_ID = /^[\da-f*?-]*\d[\da-f*?-]*$/i;

/** The name and the id of a violation's account, as far as they are known. */
export function accountNamesOf({ accountName, accountId }: Violation): string[] {
  return [accountName, accountId ?? ''].filter((name) => !isBlank(name)).map((name) => name.replace(INVISIBLE, ''));
}

/** Whether a text has nothing that anybody could see. */
export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, '') === '';
}

/**
 * Makes a test for the accounts that gate. A violation whose account is not known is in scope, and so is one without an
 * id where a pattern looks like an id, or without a name where one looks like a name: to leave it out would be a guess.
 */
export function matchAccounts(accounts: Patterns): (violation: Violation) => boolean {
  const matches = matchPatterns(accounts);
  const isNotExcluded = matchPatterns({ include: [], exclude: accounts.exclude });
  const asksForId = accounts.include.some((pattern) => LIKE_AN_ID.test(pattern));
  const asksForName = accounts.include.some((pattern) => !LIKE_AN_ID.test(pattern));
  return (violation) => {
    const names = accountNamesOf(violation);
    const hasId = !isBlank(violation.accountId ?? '');
    const hasName = !isBlank(violation.accountName);
    const isUnknown = names.length === 0 || (!hasId && asksForId) || (!hasName && asksForName);
    return matches(names) || (isUnknown && isNotExcluded(names));
  };
}
