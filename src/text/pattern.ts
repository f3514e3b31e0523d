/** Patterns of an input, one per line; `!` in front excludes. */
export interface Patterns {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** The lines of the input, empty ones among them, so that a message can say where a pattern stands. */
  readonly lines?: readonly string[];
}

/** Sorts the lines of an input; empty lines say nothing. */
export function parsePatterns(lines: readonly string[]): Patterns {
  const excludes = (line: string) => line.startsWith('!');
  return {
    include: lines.filter((line) => !excludes(line)),
    exclude: lines.filter(excludes).map((line) => line.slice(1).trim()),
  };
}

/**
 * Where a line of an input stands, if it has several: such as `, line 2`.
 * @param line as it is written, without blanks around it
 */
export function describePlace(line: string, lines: readonly string[] = []): string {
  const at = lines.findIndex((one) => one.trim().replace(/^!\s+/, '!') === line);
  return lines.length < 2 || at === -1 ? '' : `, line ${at + 1}`;
}

export function isEmpty(patterns: Patterns): boolean {
  return patterns.include.length === 0 && patterns.exclude.length === 0;
}

type Part = { readonly kind: 'any' } | { readonly kind: 'one' } | { readonly kind: 'char'; readonly char: string };

/** White space of every kind; a page shows all of it alike. */
const BLANKS = /[\t-\r\x85\p{Z}]+/gu;

/** A text that is folded already, but for its capitals. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * A name as it is compared: in lower case, its letters composed (NFC), and all white space alike. Two names that a page
 * shows alike should be the same name, whatever keyboard wrote them.
 */
export function foldName(name: string): string {
  const lower = name.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower.normalize('NFC').replace(BLANKS, ' ').replace(/^ | $/g, '');
}

/** A text that is compared with patterns, taken apart once for all of them. */
export interface Letters {
  /** As `foldName` gives it. */
  readonly text: string;
  /** Its code points. */
  readonly chars: readonly string[];
}

export function readLetters(text: string): Letters {
  const folded = foldName(text);
  return { text: folded, chars: [...folded] };
}

/**
 * Makes a test for one pattern: `*` is any text and `?` any character, names are compared as `foldName` gives them, and a
 * backslash takes the meaning from what follows it. No regular expression and none of the glob libraries that make
 * one: with several `*` a hostile name would keep it busy for hours, and no signal would reach the step.
 */
export function matchPattern(pattern: string): (text: string) => boolean {
  const matches = matchLetters(pattern);
  return (text) => matches(readLetters(text));
}

/** The same for texts that meet many patterns. */
export function matchLetters(pattern: string): (letters: Letters) => boolean {
  const folded = foldName(pattern);
  const parts = readParts(folded);
  const isWild = ({ kind }: Part) => kind !== 'char';
  const [wild, last] = [parts.findIndex(isWild), parts.findLastIndex(isWild)];
  const start = joinChars(parts.slice(0, wild === -1 ? parts.length : wild));
  if (wild === -1) return ({ text }) => text === start;
  const end = joinChars(parts.slice(last + 1));
  const longest = findLiteral(folded);
  const least = parts.filter(({ kind }) => kind !== 'any').length;
  // Most of thousands of patterns match none of a row's names, and these tests tell that of almost all of them.
  const mayMatch = (text: string) => text.startsWith(start) && text.endsWith(end) && text.includes(longest);
  return (letters) => mayMatch(letters.text) && letters.chars.length >= least && matchParts(parts, letters.chars);
}

function joinChars(parts: readonly Part[]): string {
  return parts.map((part) => (part.kind === 'char' ? part.char : '')).join('');
}

function readParts(pattern: string): Part[] {
  const parts: Part[] = [];
  const chars = [...pattern];
  for (let index = 0; index < chars.length; index++) {
    const char = chars[index] ?? '';
    const escaped = char === '\\' ? chars[index + 1] : undefined;
    if (escaped !== undefined) index += 1;
    if (escaped === undefined && char === '*') parts.push({ kind: 'any' });
    else if (escaped === undefined && char === '?') parts.push({ kind: 'one' });
    else parts.push({ kind: 'char', char: escaped ?? char });
  }
  return parts;
}

/** Only the last `*` is ever tried again, so that the time is at most the product of both lengths. */
function matchParts(parts: readonly Part[], text: readonly string[]): boolean {
  let at = 0;
  let part = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const now = parts[part];
    if (now?.kind === 'any') {
      star = part;
      resume = at;
      part += 1;
    } else if (now !== undefined && (now.kind === 'one' || now.char === text[at])) {
      part += 1;
      at += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      part = star + 1;
    } else {
      return false;
    }
  }
  return parts.slice(part).every(({ kind }) => kind === 'any');
}

/** Makes a test for things that have several names: one match is enough. Without an include, everything is included. */
export function matchPatterns(patterns: Patterns): (names: readonly string[]) => boolean {
  const include = patterns.include.map(matchPattern);
  const exclude = patterns.exclude.map(matchPattern);
  const some = (tests: readonly ((text: string) => boolean)[], names: readonly string[]) =>
    tests.some((test) => names.some((name) => test(name)));
  return (names) => (include.length === 0 || some(include, names)) && !some(exclude, names);
}

/** Whether a pattern is a name: it has no wildcard, or a backslash before each. */
export function isPlainName(pattern: string): boolean {
  return readPlainName(pattern) !== null;
}

/** The name that a pattern without a wildcard is, as `foldName` gives it; null if it has one. */
export function readPlainName(pattern: string): string | null {
  const parts = readParts(foldName(pattern));
  return parts.every((part) => part.kind === 'char') ? parts.map(({ char }) => char).join('') : null;
}

/** Whether a pattern is this name in full. A name may hold `*` or `?`, and is written as it is shown, or with backslashes. */
export function isNameOf(pattern: string, name: string): boolean {
  return foldName(pattern) === foldName(name) || (isPlainName(pattern) && matchPattern(pattern)(name));
}

/**
 * The patterns that match none of these things: most likely a slip of the pen.
 * @param match makes the test for a pattern
 */
export function findUnmatched(
  patterns: readonly string[],
  things: readonly (readonly string[])[],
  match: (pattern: string) => (name: string) => boolean = matchPattern,
): string[] {
  return patterns.filter((pattern) => {
    const test = match(pattern);
    return !things.some((names) => names.some((name) => test(name)));
  });
}

/** The longest part of a pattern that stands for itself. */
export function findLiteral(pattern: string): string {
  const parts = readParts(pattern).map((part) => (part.kind === 'char' ? part.char : null));
  let [longest, current] = ['', ''];
  for (const char of parts) {
    current = char === null ? '' : current + char;
    if (current.length > longest.length) longest = current;
  }
  return longest;
}

/**
 * Whether a pattern matches all that another one does, as far as their letters tell: `eu-*` covers `eu-west-1` and
 * `eu-west-*`.
 */
export function coversPattern(wide: string, narrow: string): boolean {
  if (foldName(wide) === foldName(narrow)) return true;
  // A `?` matches one character, and a wildcard of the other one may stand for several.
  const isName = isPlainName(narrow);
  if (!isName && wide.includes('?')) return false;
  return matchPattern(wide)(isName ? findLiteral(narrow) : narrow);
}
