import { joinVisible } from './escape.ts';
import { type Branch, HIDDEN_PATTERNS, hide, keyOf, type Names, redactText, splitTokens } from './redact.ts';

/** The Platform is what half of our sentences begin with, and accounts of platform teams are called the same. */
const OUR_WORDS = ['Platform', 'CloudQuery'];

/** So short a text is an ordinary word, and so short a number is a count or a year. */
const ORDINARY = /^(?:.{0,3}|\d{1,7})$/su;

/** Whether nobody looks for a name, since any text may hold it. */
export function isOrdinary(name: string): boolean {
  return ORDINARY.test(name.trim());
}

const NOT_A_WORD = /[^\p{L}\p{M}]/u;

/** What to hide, and what is shown as it is elsewhere and so stays in texts too. */
export interface HideableNames {
  readonly kept: Iterable<string>;
  readonly accounts: Iterable<string>;
  readonly resources: Iterable<string>;
}

/**
 * Prepares names for `redactText`. What is kept wins: next to the sync `aws-prod`, a hash for the account of the same
 * name would tell what the hash stands for.
 */
export function gatherNames({ kept, accounts, resources }: HideableNames): Names {
  const hidden = [
    ...distinct(accounts).map((text) => [text, hide('account', text)] as const),
    ...distinct(resources).map((text) => [text, hide('resource', text)] as const),
  ].filter(([text]) => !isOrdinary(text));
  const unchanged = distinct([...OUR_WORDS, ...kept]).map((text) => [text, null] as const);
  return {
    all: growTree([...unchanged, ...hidden]),
    // A hash within a sentence that everybody knows would tell what it stands for.
    distinctive: growTree([...unchanged, ...hidden.filter(([text]) => NOT_A_WORD.test(text.trim()))]),
    comparable: sortComparable(hidden.map(([text]) => text)),
  };
}

/** The names as the text has them in which they are looked for. */
function distinct(names: Iterable<string>): string[] {
  return [...new Set(Array.from(names, joinVisible))];
}

/** So much of a name is compared: nobody writes more of it by accident. */
const LONGEST_COMPARED = 100;

/** The text in the one spelling in which all spellings of a name are alike. */
export function toComparable(text: string): string {
  // A sigma at the end of a word has a small letter of its own.
  const lower = joinVisible(text).normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
  return lower.replace(/\s+/g, ' ').trim();
}

/** The same of a name, as far as it is compared. */
export function toComparableName(name: string): string {
  return toComparable(name).slice(0, LONGEST_COMPARED);
}

function sortComparable(names: readonly string[]): string[] {
  const sorted = [...new Set(names.map(toComparableName))].sort();
  const shortest: string[] = [];
  for (const name of sorted) {
    const last = shortest.at(-1);
    if (name !== '' && (last === undefined || !name.startsWith(last))) shortest.push(name);
  }
  return shortest;
}

/**
 * Whether a text holds a name in any form: in other case, in other letters of the same look, or as a part of a word. Its
 * time grows with the text, not with the names.
 */
function holdsName(text: string, { comparable: names }: Names): boolean {
  if (names.length === 0) return false;
  const searched = toComparable(text);
  for (let at = 0; at < searched.length; at++) {
    const rest = searched.slice(at, at + LONGEST_COMPARED);
    // The last name that does not come after the rest: no other one can be its beginning.
    let [low, high] = [0, names.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((names[middle] ?? '') <= rest) low = middle + 1;
      else high = middle;
    }
    const candidate = names[low - 1];
    if (candidate !== undefined && rest.startsWith(candidate)) return true;
  }
  return false;
}

/**
 * Words that somebody wrote, such as a policy's description, without names. Next to words that everybody knows a hash
 * would tell what it stands for: if a name shows in any form, all of the words are hidden.
 */
export function redactWords(text: string, names: Names): string {
  const redacted = redactText(text, names, 'distinctive');
  return holdsName(redacted, names) ? HIDDEN_PATTERNS : redacted;
}

/** Of texts that are given twice the first one counts. */
function growTree(entries: readonly (readonly [text: string, shown: string | null])[]): Branch {
  const root: Branch = { next: new Map() };
  for (const [text, shown] of entries) {
    let branch = root;
    for (const token of splitTokens(text.trim()).slice(0, MOST_TOKENS)) {
      const key = keyOf(token);
      let next = branch.next.get(key);
      if (next === undefined) {
        next = { next: new Map() };
        branch.next.set(key, next);
      }
      branch = next;
    }
    if (branch !== root && branch.shown === undefined) branch.shown = shown;
  }
  return root;
}

/** No name in a cloud has more; a longer one is known by its beginning, or a hostile one would take minutes to find. */
const MOST_TOKENS = 200;
