import type { Violation } from '../../../platform/violations.ts';
import { foldName } from '../../../text/pattern.ts';

/** A name without blanks and what has no glyph at either end; a name of nothing else is none. */
const VISIBLE = /[^\s\p{Cf}](?:.*[^\s\p{Cf}])?/su;

/** What a pattern may look like that is meant for the ids of a cloud's accounts, by the word of `cloud`. */
const IDS: ReadonlyMap<string, RegExp> = new Map([
  // Twelve digits.
  ['aws', /^[*?]*\d[\d*?]*$/],
  // A GUID.
  ['azure', /^[*?-]*[\da-f][\da-f*?-]*$/i],
]);

/** An id of any other cloud is a word: on Google Cloud it reads like a name, such as `shop-prod-4711`. */
const A_WORD = /^\S+$/;

/** A pattern that can't be meant for names: numbers, and whole GUIDs. */
const NO_NAME = /^[*?]*\d[\d*?]*$|^[\da-f?]{8}(-[\da-f?]{4}){3}-[\da-f?]{12}$/i;

/** The name and the id of a violation's account, as far as they are known. */
export function accountNamesOf({ accountName, accountId }: Violation): string[] {
  return [accountName, accountId ?? ''].flatMap((name) => VISIBLE.exec(name)?.[0] ?? []);
}

/** Whether a text has nothing that anybody could see. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/**
 * Makes a test for violations that no line matches: whether one may be in an account that a line means. So it is if its
 * account is unknown, if it has no id and a line may be an id of its cloud, or if it has no name and a line may be a name.
 */
export function mayLackAccount(lines: readonly string[]): (violation: Violation) => boolean {
  const asksForName = lines.some((line) => !NO_NAME.test(line));
  const asksForId = (cloud: string) => lines.some((line) => (IDS.get(cloud) ?? A_WORD).test(line));
  return (violation) => {
    const hasId = !isBlank(violation.accountId ?? '');
    const hasName = !isBlank(violation.accountName);
    if (!hasId && !hasName) return true;
    return (!hasId && asksForId(foldName(violation.cloud))) || (!hasName && asksForName);
  };
}

// What can follow a name that the Platform does not know. Whoever hides the name shows these: they are our own words.

export const ONE_A_LINE = 'Several are written one per line.';

export const DOUBLED = 'A backslash that belongs to a name is written twice.';

// @failure policies | not affected | This line with `!` excludes nothing, since no such name exists. Correct or remove
// the line.
export const SLIP = 'If that is a typing error, violations gate that should not. Otherwise take the line out.';

/** @param noun what the name is of, such as `account` */
export const explainNewName = (noun: string) =>
  `If it is right, and the ${noun} is new, set \`unknown-accounts: warn\`.`;

export const LOST_ZERO =
  'Ids of AWS accounts have 12 digits, and YAML takes zeros from the front of a number: write it in quotes.';

/** @param noun as above */
export const nothingInScope = (noun: string) => `So nothing is in scope but violations that name no ${noun}.`;

// @failure policies#accounts
export const NOT_SEEN = 'No violation has such a tag, and the table `cloud_assets` shows none.';

export const HINTS: readonly string[] = [
  ...[ONE_A_LINE, DOUBLED, SLIP, LOST_ZERO, NOT_SEEN],
  // Lines of other inputs are no names, and shown.
  ...['account', 'tag'].flatMap((noun) => [explainNewName(noun), nothingInScope(noun)]),
];
