/** What is wrong with a JSON text that a parser takes without a word. */
export type JsonFlaw =
  /** An object has a key twice: a parser keeps the last one, and people read the first. */
  | { readonly kind: 'repeated-key'; readonly key: string; readonly offset: number }
  /** So many values that a parser would need many times the text's size in memory. */
  | { readonly kind: 'too-many'; readonly offset: number }
  /** Nested so deep that a parser, or who walks what it made, runs out of stack. */
  | { readonly kind: 'too-deep'; readonly offset: number };

export interface JsonLimits {
  readonly mostValues: number;
  /** Of one object; they are looked through one by one. */
  readonly mostKeys: number;
  readonly deepest: number;
}

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Looks through a JSON text before it is parsed. Its time grows with the text's length, and its memory with the keys of
 * one object. Whether the text is JSON is for the parser to say: of one that is none the first flaw may be none.
 */
export function findJsonFlaw(text: string, { mostValues, mostKeys, deepest }: JsonLimits): JsonFlaw | null {
  /** Of each object that is open its keys; of each list null. */
  const open: (string[] | null)[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = findStringEnd(text, at);
        const keys = open.at(-1);
        if (keys != null && isKey(text, end)) {
          const key = readKey(text, at, end);
          if (keys.includes(key)) return { kind: 'repeated-key', key, offset: at };
          if (keys.push(key) > mostKeys) return { kind: 'too-many', offset: at };
        }
        at = end;
        break;
      }
      case BRACE:
      case BRACKET:
        if (open.length === deepest) return { kind: 'too-deep', offset: at };
        open.push(text.charCodeAt(at) === BRACE ? [] : null);
        values += 1;
        break;
      case BRACE_END:
      case BRACKET_END:
        open.pop();
        break;
      case COMMA:
        values += 1;
    }
    if (values > mostValues) return { kind: 'too-many', offset: at };
  }
  return null;
}

/** Where the string ends that begins here: at its closing quote, or at the text's end. */
function findStringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return text.length;
}

/** Whether a colon follows. */
function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return text.charCodeAt(at) === COLON;
}

/** The key as a parser reads it: `"id"` may be written `"\u0069d"`. */
function readKey(text: string, start: number, end: number): string {
  const key = text.slice(start + 1, end);
  if (!key.includes('\\')) return key;
  try {
    return String(JSON.parse(text.slice(start, end + 1)));
  } catch {
    return key;
  }
}
