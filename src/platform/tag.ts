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
  const separators = [...text.matchAll(SEPARATOR)].filter(({ index }) => index > 0);
  if (separators.length > MOST_SEPARATORS || LINE_BREAK.test(text)) return UNREADABLE;
  const candidates = separators.map(({ index, 0: mark }) => ({
    key: text.slice(0, index),
    value: text.slice(index + mark.length),
  }));
  return { candidates, sure: candidates[findSure(separators.map(([mark]) => mark))] ?? null };
}

const SEPARATOR = /=|: ?/g;

/**
 * Which separator it is: the first `=`, unless a `: ` stands in front of it; without any of them the only colon. In
 * `aws:createdBy:root` it may be either.
 * @returns its index; -1 if nobody knows
 */
function findSure(separators: readonly string[]): number {
  const wide = separators.findIndex((mark) => mark !== ':');
  return wide === -1 && separators.length === 1 ? 0 : wide;
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
