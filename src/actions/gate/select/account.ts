import type { Violation } from '../../../platform/violations.ts';
import { foldName, matchPatterns, type Patterns } from '../../../text/pattern.ts';

/** Blanks and what has no glyph at either end: a name of nothing else is none. */
const INVISIBLE = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** What a pattern may look like that is meant for the ids of a cloud's accounts, by the word of `cloud`. */
const IDS: ReadonlyMap<string, RegExp> = new Map([
  // Twelve digits.
  ['aws', /^[\d*?]*\d[\d*?]*$/],
  // A GUID.
  ['azure', /^[\da-f*?-]*[\da-f][\da-f*?-]*$/i],
]);

/** An id of any other cloud is a word: on Google Cloud it reads like a name, such as `shop-prod-4711`. */
const A_WORD = /^\S+$/;

/** A pattern that can't be meant for names: numbers, and whole GUIDs. */
const NO_NAME = /^[\d*?]*\d[\d*?]*$|^[\da-f?]{8}(-[\da-f?]{4}){3}-[\da-f?]{12}$/i;

/** The name and the id of a violation's account, as far as they are known. */
export function accountNamesOf({ accountName, accountId }: Violation): string[] {
  return [accountName, accountId ?? ''].filter((name) => !isBlank(name)).map((name) => name.replace(INVISIBLE, ''));
}

/** Whether a text has nothing that anybody could see. */
export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, '') === '';
}

/**
 * Makes a test for the accounts that gate. A violation whose account is unknown is in scope, and so is one without an id
 * if a pattern may be an id of its cloud, or without a name if a pattern may be a name: to leave it out would be a guess.
 */
export function matchAccounts(accounts: Patterns): (violation: Violation) => boolean {
  const matches = matchPatterns(accounts);
  const isNotExcluded = matchPatterns({ include: [], exclude: accounts.exclude });
  const asksForName = accounts.include.some((pattern) => !NO_NAME.test(pattern));
  const asksForId = (cloud: string) => accounts.include.some((pattern) => (IDS.get(cloud) ?? A_WORD).test(pattern));
  return (violation) => {
    const names = accountNamesOf(violation);
    if (matches(names)) return true;
    const hasId = !isBlank(violation.accountId ?? '');
    const hasName = !isBlank(violation.accountName);
    const isUnknown =
      names.length === 0 || (!hasId && asksForId(foldName(violation.cloud))) || (!hasName && asksForName);
    return isUnknown && isNotExcluded(names);
  };
}

// What can follow a name that the Platform does not know. Whoever hides the name shows these: they are our own words.

export const ONE_A_LINE = 'Several are written one a line.';

// @failure policies | none by itself | An excluding line matches nothing, any more or by a slip: take it out, or correct
// it.
export const SLIP = 'If that is a slip, violations gate that should not. Otherwise take the line out.';

export const NEW_ACCOUNT = 'If it is right, and the account is new, set `unknown-accounts: warn`.';

export const LOST_ZERO =
  'Ids of AWS accounts have 12 digits, and YAML takes zeros from the front of a number: write it in quotes.';

export const NOTHING_IN_SCOPE = 'So nothing is in scope but violations that name no account.';

export const HINTS: readonly string[] = [ONE_A_LINE, SLIP, NEW_ACCOUNT, LOST_ZERO, NOTHING_IN_SCOPE];
