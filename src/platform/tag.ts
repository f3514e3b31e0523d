/** A tag of a resource, such as `env` with the value `prod`. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/**
 * What a text says that stands for a tag. The Platform leaves the form open: `key=value`, `key:value`, `key: value` and
 * JSON with `key` and `value` are read.
 */
export interface TagReading {
  /** Every tag that it may be, since keys and values may hold separators too; none if it has no known form. */
  readonly candidates: readonly Tag[];
  /** The one that it is; null if nobody knows. */
  readonly sure: Tag | null;
}

/** Far more than a cloud allows for a tag. */
const LONGEST_TAG = 2_000;

/** A text with more of them says nothing that could be compared. */
const MOST_SEPARATORS = 64;

const LINE_BREAK = /[\n\r\u2028\u2029]/;

const UNREADABLE: TagReading = { candidates: [], sure: null };

/** Reads one text of a row's `tags`. */
export function readTag(text: string): TagReading {
  if (text.length > LONGEST_TAG) return UNREADABLE;
  if (text.startsWith('{')) return readJsonTag(text);
  if (LINE_BREAK.test(text)) return UNREADABLE;
  const candidates: Tag[] = [];
  let sure: Tag | null = null;
  // The first separator is none.
  for (let at = 1; at < text.length; at++) {
    const mark = markAt(text, at);
    if (mark === '') continue;
    const tag = { key: text.slice(0, at), value: text.slice(at + mark.length) };
    candidates.push(tag);
    if (mark !== ':') sure ??= tag;
    at += mark.length - 1;
  }
  if (candidates.length > MOST_SEPARATORS) return UNREADABLE;
  // Without a wide one the only colon is it; in `aws:createdBy:root` it may be either.
  return { candidates, sure: sure ?? (candidates.length === 1 ? (candidates[0] ?? null) : null) };
}

/** The separator that begins there; empty if none does. The first `=` or `: ` parts a tag for sure. */
function markAt(text: string, at: number): '' | '=' | ': ' | ':' {
  const char = text[at];
  if (char === '=') return char;
  if (char !== ':') return '';
  return text[at + 1] === ' ' ? ': ' : ':';
}

function readJsonTag(text: string): TagReading {
  const { key, value } = parseObject(text) ?? {};
  if (typeof key !== 'string' || typeof value !== 'string') return UNREADABLE;
  return { candidates: [{ key, value }], sure: { key, value } };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Reads a text that stands for all tags of a resource, as a column of the Platform's tables may: a JSON object of keys
 * and values, or a list of texts that stand for one each. Anything else may be a single tag.
 */
export function readTags(text: string): Tag[] {
  const json = text.startsWith('{') || text.startsWith('[') ? parseObject(text) : null;
  if (Array.isArray(json)) return json.flatMap((item) => (typeof item === 'string' ? readTag(item).candidates : []));
  const single = readTag(text).candidates;
  if (json === null || single.length > 0) return [...single];
  return Object.entries(json).flatMap(([key, value]) => (typeof value === 'string' ? [{ key, value }] : []));
}
