import { foldName, matchPattern } from './pattern.ts';

/** What has no glyph: zero-width characters, direction marks, soft hyphens. */
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;

/** Characters of ASCII that many fonts show alike; names are compared in lower case, so that `i` stands for `I` too. */
const ALIKE = ['0o', '1il', '-_'];

/** Two names that differ in more than this are no slip of a keyboard. */
const MOST_DIFFERENCES = 3;

/**
 * Says how a name that does not exist differs from one that people take for the same: by invisible characters, by
 * letters of another script, or by digits in place of letters. Null if no name is like that.
 * @param wanted a name, or a pattern
 * @returns such as `prod is almost the same: it has U+043E (Cyrillic) where yours has "o"`
 */
export function explainLookAlike(wanted: string, names: readonly string[]): string | null {
  const asked = [...foldName(wanted)];
  const unseen = [...new Set(asked.filter((letter) => INVISIBLE.test(letter)))];
  const visible = asked.filter((letter) => !INVISIBLE.test(letter)).join('');
  const meant = unseen.length === 0 ? undefined : names.find(matchPattern(visible));
  if (meant !== undefined) return `without the invisible ${unseen.map(describe).join(', ')} it would be ${meant}`;
  for (const name of names) {
    const differences = compareLetters(asked, [...foldName(name)]);
    if (differences !== null) return `${name} is almost the same: it ${differences.join(', and ')}`;
  }
  return null;
}

/** A name as people see it, in lower case: without what has no glyph, and with all blanks alike. */
export function foldLook(name: string): string {
  return [...foldName(name)].filter((letter) => !INVISIBLE.test(letter)).join('');
}

/** Null if they are equal, or differ in anything that people see. */
function compareLetters(asked: readonly string[], name: readonly string[]): string[] | null {
  const differences = new Set<string>();
  let [at, its] = [0, 0];
  while (at < asked.length || its < name.length) {
    const [left, right] = [asked[at], name[its]];
    if (left !== undefined && left === right) {
      at += 1;
      its += 1;
    } else if (left !== undefined && INVISIBLE.test(left)) {
      differences.add(`lacks the invisible ${describe(left)} of yours`);
      at += 1;
    } else if (right !== undefined && INVISIBLE.test(right)) {
      differences.add(`holds the invisible ${describe(right)}`);
      its += 1;
    } else if (left !== undefined && right !== undefined && isAlike(left, right)) {
      differences.add(`has ${describe(right)} where yours has ${describe(left)}`);
      at += 1;
      its += 1;
    } else {
      return null;
    }
    if (differences.size > MOST_DIFFERENCES) return null;
  }
  return differences.size === 0 ? null : [...differences];
}

/** A letter beyond ASCII may be the twin of any other one: which one it is, its code tells. */
function isAlike(a: string, b: string): boolean {
  if (isAscii(a) && isAscii(b)) return ALIKE.some((group) => group.includes(a) && group.includes(b));
  return LETTER.test(a) && LETTER.test(b);
}

const LETTER = /^[\p{L}\p{N}\p{Pd}]$/u;

function isAscii(character: string): boolean {
  return character <= '\x7f';
}

const SCRIPTS = [
  [/\p{Script=Cyrillic}/u, ' (Cyrillic)'],
  [/\p{Script=Greek}/u, ' (Greek)'],
] as const;

/** What can be seen on every keyboard as it is; everything else by its code. */
function describe(character: string): string {
  if (/^[!-~]$/.test(character)) return `"${character}"`;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const [, script = ''] = SCRIPTS.find(([test]) => test.test(character)) ?? [];
  return `U+${code}${script}`;
}
