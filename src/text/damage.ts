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
