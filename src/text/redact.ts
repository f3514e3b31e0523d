import { hash } from 'node:crypto';
import { joinVisible } from './escape.ts';

/** Stands in the place of patterns that are names of accounts or resources. */
export const HIDDEN_PATTERNS = '(hidden by redact)';

/** How a value from elsewhere is quoted in a sentence of ours. */
export type Quote = (text: string, most: number) => string;

/** Quotes nothing: a value that nobody expected may be any name. */
export const HIDE: Quote = () => HIDDEN_PATTERNS;

const HASH_DIGITS = 8;

/** What a hidden name is the name of. */
export type HiddenNoun = 'account' | 'resource' | 'tag' | 'key' | 'user';

/**
 * `resource-3f2a9c41`. A text of nothing but blanks names nothing. What looks like a hash may be a name: it has one, too.
 * Names that are shown alike have the same hash.
 */
export function hide(noun: HiddenNoun, text: string): string {
  const visible = joinVisible(text);
  const name = visible.trim();
  if (name === '') return visible;
  return `${noun}-${hash('sha256', name, 'hex').slice(0, HASH_DIGITS)}`;
}

/** What a sign in an address may be: none that ends a word in a sentence. */
const IN_ADDRESS = String.raw`[^\s"'\x60“”‘’«»()[\]{}<>|\\,;:@＠﹫]`;

/** An at sign, also as tools and people write it: percent-encoded, as an entity, as an escape, as a word in brackets. */
const AT = String.raw`[@＠﹫]|%(?:25){0,8}40|&(?:#0{0,8}64|#x0{0,8}40|commat);?|\\{1,8}(?:u0040|u\{0{0,8}40\}|x40)| ?[([{]at[)\]}] ?`;
const DOT = String.raw` ?[([{]dot[)\]}] ?`;

/** A remark may stand beside a name, and a name in quotes. Both are bounded, so that the time grows with the text alone. */
const REMARK = String.raw`(?:\([^()\r\n]{0,64}\))?`;
const LOCAL = String.raw`(?:"[\p{L}\p{N}][^"\r\n]{0,63}"|${REMARK}(?<!${IN_ADDRESS})${IN_ADDRESS}+${REMARK})`;
const DOMAIN = String.raw`${REMARK}(?:${IN_ADDRESS}+(?:${DOT}${IN_ADDRESS}+)*(?<![.!?…])|\[[\p{L}\p{N}.:]{2,64}\])`;

const EMAIL = new RegExp(`${LOCAL}(?:${AT})${DOMAIN}`, 'giu');
const ANY_AT = new RegExp(AT, 'giu');
const ANY_DOT = new RegExp(DOT, 'giu');

/** The text without e-mail addresses. The same person's have the same hash, however they are written. */
export function hideEmails(text: string): string {
  return joinVisible(text).replace(EMAIL, (email) => hide('user', foldEmail(email)));
}

function foldEmail(email: string): string {
  return email.replace(ANY_AT, '@').replace(ANY_DOT, '.').normalize('NFKC').toLowerCase();
}

/** `distinctive`: names of nothing but letters stay. */
export type Thoroughness = 'all' | 'distinctive';

/** Names as a tree of their words, so that a text is searched for all of them at once. */
export interface Branch {
  readonly next: Map<string, Branch>;
  /** What a name that ends here becomes; null: it stays as it is; undefined: none ends here. */
  shown?: string | null;
}

/** What to look for in texts. */
export interface Names extends Readonly<Record<Thoroughness, Branch>> {
  /** The hidden names as they are compared, in order, none of which begins with another one. */
  readonly comparable: readonly string[];
}

const NO_NAMES: Names = { all: { next: new Map() }, distinctive: { next: new Map() }, comparable: [] };

/**
 * An ARN up to a blank, a quote or a bracket and without the punctuation of the sentence around it; a word; a blank; or
 * any other character. A name is found if its tokens stand one after another: never within a word, to which hyphens
 * belong, since `prod` is no part of `prod-logs`.
 */
const TOKEN =
  /arn(?::|%3a)aws[^\s"'`“”‘’«»()[\]{}<>\\|]*(?<![.,:;!?…])|(?:(?!arn(?::|%3a)aws)[\p{L}\p{M}\p{N}_-])+|\s+|./gisu;
const ARN = /^arn(?::|%3a)aws/i;

/**
 * Of an AWS account, also as its console writes it; hyphens end it, since buckets are called by their account too. What
 * stands within a UUID is no such id.
 */
const ACCOUNT_ID =
  /(?<![\p{L}\p{N}])(?:\d{12}|(?<!\b[\da-f]{8}-)\d{4}-\d{4}-\d{4}(?!-[\da-f]{12}\b))(?![\p{L}\p{N}])/giu;

/** A content type and an encoding that say nothing of anybody. */
const USUAL_KIND =
  /^(?:no content type|(?:text\/(?:html|plain|xml)|application\/(?:problem\+)?(?:json|xml))(?:; ?charset="?(?:utf-8|iso-8859-1)"?)?|gzip|br|deflate|zstd|compress)$/i;

/** Such as ` (PUT `: the request, with which a message about an answer ends. */
const REQUEST = String.raw` \((?:GET|POST|PUT|PATCH|DELETE) `;

/** Words of whoever answered in a message of ours: up to the last end that they may have, since they can hold one. */
interface Quotation {
  readonly start: RegExp;
  readonly end: RegExp;
  /** Whether they go to the end of the text if there is no such end. */
  readonly isOpen?: boolean;
  readonly show: (quoted: string) => string;
}

/** No name of a list that can't be read is known to be looked for in them. An end takes no character: two may overlap. */
const QUOTATIONS: readonly Quotation[] = [
  {
    start: /The Platform answered \d{3}: /,
    end: new RegExp(`(?=${REQUEST})`, 'g'),
    isOpen: true,
    show: () => HIDDEN_PATTERNS,
  },
  { start: /a redirect to /, end: /(?=, which is not followed)/g, show: hidePath },
  { start: /(?:its own error|is not JSON) \(/, end: /(?=, \d+ characters\))/g, show: keepUsual },
  { start: /answer is a page \(/, end: new RegExp(String.raw`(?=\)${REQUEST})`, 'g'), show: keepUsual },
  { start: /answer is compressed \(/, end: /(?=\), which)/g, show: keepUsual },
];

function keepUsual(kind: string): string {
  return USUAL_KIND.test(kind) ? kind : HIDDEN_PATTERNS;
}

function hidePath(address: string): string {
  const [origin = ''] = /^https?:\/\/[^/\s]*\/?/.exec(address) ?? [];
  return origin.length === address.length ? origin : `${origin}${HIDDEN_PATTERNS}`;
}

/**
 * A text without the words of one kind. Start and end are looked for apart: a pattern of both would look for an end anew
 * at each start, and whoever answers could write a text that takes hours.
 */
function hideQuotation(text: string, kind: Quotation): string {
  const { start, end, isOpen = false, show } = kind;
  const begin = start.exec(text);
  if (begin === null) return text;
  const from = begin.index + begin[0].length;
  const rest = text.slice(from);
  let length = isOpen ? rest.length : null;
  for (const { index } of rest.matchAll(end)) length = index;
  if (length === null) return text;
  // Behind the last end another message may begin that has none.
  return text.slice(0, from) + show(rest.slice(0, length)) + hideQuotation(rest.slice(length), kind);
}

/**
 * A free text without ARNs and ids of AWS accounts, whatever they name, and without the given names. If several names
 * begin at the same place, the longest one is taken. The time grows with the text, not with the names. Invisible
 * characters go first: whatever shows the text takes them out, and a name that they part would be whole again.
 * @param names those of the result; there are none yet for a line that is told while the gate still runs
 */
export function redactText(text: string, names: Names = NO_NAMES, thoroughness: Thoroughness = 'all'): string {
  const tokens = splitTokens(QUOTATIONS.reduce(hideQuotation, joinVisible(text)));
  const parts: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = findName(tokens, at, names[thoroughness]);
    if (found === null) parts.push(hideInToken(tokens[at] ?? ''));
    else parts.push(found.shown ?? tokens.slice(at, found.end).join(''));
    at = found?.end ?? at + 1;
  }
  return parts.join('');
}

function findName(
  tokens: readonly string[],
  start: number,
  root: Branch,
): { shown: string | null; end: number } | null {
  let longest: { shown: string | null; end: number } | null = null;
  let branch: Branch | undefined = root;
  for (let at = start; at < tokens.length; at++) {
    branch = branch.next.get(keyOf(tokens[at] ?? ''));
    if (branch === undefined) break;
    if (branch.shown !== undefined) longest = { shown: branch.shown, end: at + 1 };
  }
  return longest;
}

function hideInToken(token: string): string {
  return ARN.test(token)
    ? hide('resource', token)
    : token.replace(ACCOUNT_ID, (id) => hide('account', id.replaceAll('-', '')));
}

/** The parts of a text that a name is made of: words, ARNs, and whatever else stands between them. */
export function splitTokens(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

/** As which a part is compared. A message may have lost a line break of a name that it quotes. */
export function keyOf(token: string): string {
  return token.trim() === '' ? ' ' : token;
}
