import { toComparable, toComparableName } from './names.ts';

/** Says of a name, among very many, whether some texts may hold it. */
export interface GramIndex {
  add(text: string): void;
  /** Whether each piece of the name is in the texts, in any spelling: a name that they hold always is. */
  mayHold(name: string): boolean;
}

/** The pieces of a text: so many code units each. Of the shorter ones some are in any text. */
const SIZES = [4, 8];

/** A table of so many bits is as large for a text as for a library, and some percent of it are set by a megabyte. */
const HASH_BITS = 24;

/** Keeps no text and no name: its room is fixed, and its time grows with what it is given. */
export function createGramIndex(): GramIndex {
  const table = new Uint8Array(2 ** (HASH_BITS - 3));
  return {
    add(text) {
      const searched = toComparable(text);
      for (const size of SIZES) {
        for (let at = 0; at + size <= searched.length; at++) {
          const hash = hashGram(searched, at, size);
          table[hash >>> 3] = (table[hash >>> 3] ?? 0) | (1 << (hash & 7));
        }
      }
    },
    mayHold(name) {
      const searched = toComparableName(name);
      for (const size of SIZES) {
        for (let at = 0; at + size <= searched.length; at++) {
          const hash = hashGram(searched, at, size);
          if (((table[hash >>> 3] ?? 0) & (1 << (hash & 7))) === 0) return false;
        }
      }
      return true;
    },
  };
}

/** FNV-1a (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv), of code units, and its upper bits. */
function hashGram(text: string, start: number, size: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < start + size; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> (32 - HASH_BITS);
}
