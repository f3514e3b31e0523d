import { writeFloat, writeWhole } from './exact-number.ts';
import { type Cell, toJsonText } from './policy-test.ts';
import { UnfitValue } from './unfit-value.ts';

/** What ClickHouse may take for a day or a moment if it reads JSON. */
const LIKE_A_DATE = /^\d{4}\D\d/;

/** Keeps a text that is like a date from becoming one, where a text becomes JSON. */
export const NO_DATES = 'SETTINGS input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0';

/** A value for a column of the type `JSON`. */
export interface JsonValue {
  readonly text: string;
  /** Whether a text in it is like a date, which ClickHouse may take it for. */
  readonly hasDates: boolean;
}

/**
 * Writes a value for a column of the type `JSON`. ClickHouse keeps the values by their paths: it drops what is null or
 * empty, and takes a dot in a key for a level.
 * @throws {UnfitValue}
 */
export function toJsonColumn(cell: Cell): JsonValue {
  if (cell === null || typeof cell !== 'object' || !('pairs' in cell)) {
    throw new UnfitValue(toJsonText(cell), 'a mapping, such as `{a: 1}`');
  }
  return { text: writePairs(cell.pairs), hasDates: findDate(cell) !== null };
}

/**
 * The same for `JSON` in another type, such as a list. The engine makes a date of a text that looks like one there.
 * @throws {UnfitValue}
 */
export function toInnerJson(cell: Cell): string {
  const date = findDate(cell);
  if (date === null) return toJsonColumn(cell).text;
  throw new UnfitValue(date, 'a text that is not like a date (`JSON` in another type would make a date of it)');
}

/** The first text that is like a date; null: there is none. */
function findDate(cell: Cell): string | null {
  if (typeof cell === 'string') return LIKE_A_DATE.test(cell) ? cell : null;
  if (cell === null || typeof cell !== 'object' || 'number' in cell) return null;
  for (const inner of 'pairs' in cell ? cell.pairs.map(([, value]) => value) : cell) {
    const date = findDate(inner);
    if (date !== null) return date;
  }
  return null;
}

function write(cell: Cell): string {
  if (cell === null) throw new UnfitValue('null', 'a mapping without `null` (`JSON` drops it)');
  if (typeof cell === 'string') return writeText(cell);
  if (typeof cell === 'boolean') return String(cell);
  if ('number' in cell) return writeNumber(cell.number);
  if ('pairs' in cell) {
    if (cell.pairs.length === 0) throw new UnfitValue('{}', 'a mapping that is not empty (`JSON` drops an empty one)');
    return writePairs(cell.pairs);
  }
  const kinds = new Set(
    cell.map((one) => (typeof one === 'object' ? JSON.stringify(Object.keys(one ?? {})) : typeof one)),
  );
  if (kinds.size > 1 || cell.some(Array.isArray))
    throw new UnfitValue(toJsonText(cell), 'a list of values of one type');
  return `[${cell.map(write).join(',')}]`;
}

function writePairs(pairs: readonly (readonly [key: string, value: Cell])[]): string {
  const keys = new Set<string>();
  const written = pairs.map(([key, value]) => {
    if (key.includes('.') || keys.has(key)) throw new UnfitValue(key, 'keys without a dot, each once');
    keys.add(key);
    return `${writeText(key)}:${write(value)}`;
  });
  return `{${written.join(',')}}`;
}

function writeText(text: string): string {
  if (!text.isWellFormed()) throw new UnfitValue(text.toWellFormed(), 'whole characters');
  return JSON.stringify(text);
}

function writeNumber(text: string): string {
  const written = writeWhole(text, 64, false) ?? writeFloat(text, 64);
  if (written === null) throw new UnfitValue(text, 'a number of 64 bits');
  return written;
}
