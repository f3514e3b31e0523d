/** What happens to files in a repository, and deserves better words than a parser has. */
export interface Damage {
  /** `conflict`: the marks of a merge conflict of git. `lfs`: a pointer of Git LFS in place of the file. */
  readonly kind: 'conflict' | 'lfs';
  /** Where it begins in the text. */
  readonly offset: number;
}

/** Finds damage of a text file, or null. */
export function findDamage(text: string): Damage | null {
  const conflict = /^(<{7}|={7}|>{7})(\s|$)/m.exec(text);
  if (conflict !== null) return { kind: 'conflict', offset: conflict.index };
  return text.startsWith('version https://git-lfs') ? { kind: 'lfs', offset: 0 } : null;
}

/** Finds a character that no text of people has, and says what is allowed; null if there is none. */
export function findStrangeCharacter(text: string): { readonly offset: number; readonly sentence: string } | null {
  // U+FFFD is what became of bytes that are no UTF-8. YAML has a use for some of the others, and people have none.
  const strange = /[^\P{Cc}\t\n\r]|\r(?!\n)|[\p{Cs}\ufffd]/u.exec(text);
  if (strange === null) return null;
  const code = strange[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const allowed = 'text in UTF-8 without control characters, with line ends of Unix or Windows';
  return { offset: strange.index, sentence: `The file holds the character U+${code}; allowed: ${allowed}.` };
}
