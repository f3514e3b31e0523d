import { quoteText } from '../sql/wrap.ts';
import type { ColumnType, ScalarType } from './column-type.ts';
import { toInnerJson } from './json-column.ts';
import { type Cell, toJsonText } from './policy-test.ts';
import { writeScalar } from './scalar.ts';
import { UnfitValue } from './unfit-value.ts';

/**
 * A value as ClickHouse's SQL writes it for a column of a type.
 * @throws {UnfitValue} if the type does not hold it, or would make another value of it
 */
export function toLiteral(cell: Cell, type: ColumnType): string {
  if (type.kind === 'nullable') return cell === null ? 'NULL' : toLiteral(cell, type.of);
  if (type.kind === 'json') return quoteText(toInnerJson(cell));
  if (type.kind === 'text') return quoteText(toText(cell));
  if (cell === null) throw new UnfitValue('null', 'a value, or a type in `Nullable(…)`');
  if (type.kind === 'array') return toArray(cell, type);
  if (type.kind === 'map') return toMap(cell, type);
  if (type.kind === 'tuple') return toTuple(cell, type);
  if (typeof cell === 'boolean') return toBoolean(cell, type);
  if (typeof cell === 'string') return writeScalar(cell, type);
  if ('number' in cell) return writeScalar(cell.number, type);
  throw new UnfitValue(toJsonText(cell), 'a single value');
}

type Pairs = readonly (readonly [key: string, value: Cell])[];
type Type<K extends ColumnType['kind']> = Extract<ColumnType, { kind: K }>;

/** Lists and mappings become JSON. */
function toText(cell: Cell): string {
  if (cell === null) throw new UnfitValue('null', 'a value, or a type in `Nullable(…)`');
  if (typeof cell === 'object' && 'number' in cell) return cell.number;
  const text = typeof cell === 'string' ? cell : toJsonText(cell);
  if (!text.isWellFormed()) throw new UnfitValue(text.toWellFormed(), 'whole characters');
  if (typeof cell === 'object') checkJson(cell);
  return text;
}

/** What JSON can't say, or says of two things at once. */
function checkJson(cell: Cell): void {
  if (cell === null || typeof cell !== 'object') return;
  if ('number' in cell) {
    if (!JSON_NUMBER.test(cell.number)) throw new UnfitValue(cell.number, 'a number as JSON writes it');
    return;
  }
  if ('pairs' in cell) checkKeys(cell.pairs);
  for (const one of 'pairs' in cell ? cell.pairs.map(([, value]) => value) : cell) checkJson(one);
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

function checkKeys(pairs: Pairs): void {
  const seen = new Set<string>();
  for (const [key] of pairs) {
    if (seen.has(key)) throw new UnfitValue(key, 'each key once');
    seen.add(key);
  }
}

function toArray(cell: Cell, { of }: Type<'array'>): string {
  if (!isList(cell)) throw new UnfitValue(toJsonText(cell), 'a list, such as `[a, b]`');
  return `[${cell.map((one) => toLiteral(one, of)).join(', ')}]`;
}

function toMap(cell: Cell, { key, value }: Type<'map'>): string {
  if (!isMapping(cell)) throw new UnfitValue(toJsonText(cell), 'a mapping, such as `{a: 1}`');
  const pairs = cell.pairs.map(([one, other]) => [toLiteral(one, key), toLiteral(other, value)] as const);
  // Two keys of YAML can be one of the type, such as `1` and `01`.
  const keys = new Set<string>();
  for (const [index, [one]] of pairs.entries()) {
    if (keys.has(one)) throw new UnfitValue(cell.pairs[index]?.[0] ?? '', 'each key once');
    keys.add(one);
  }
  return `map(${pairs.flat().join(', ')})`;
}

/** A list has the values in the order of the type, a mapping has them by name. */
function toTuple(cell: Cell, { fields }: Type<'tuple'>): string {
  const cells = isMapping(cell) ? pickFields(cell.pairs, fields) : cell;
  if (cells === null || !isList(cells) || cells.length !== fields.length) {
    const names = fields.map(({ name, type }) => name ?? type.kind).join(', ');
    throw new UnfitValue(
      toJsonText(cell),
      `a list of ${fields.length} (${names}), or a mapping of the names in the type`,
    );
  }
  return `tuple(${fields.map(({ type }, index) => toLiteral(cells[index] ?? null, type)).join(', ')})`;
}

/** The values of a mapping in the order of a tuple; null: it does not have each of its names once, and no other. */
function pickFields(pairs: Pairs, fields: Type<'tuple'>['fields']): Cell[] | null {
  const values = fields.flatMap(({ name }) => pairs.filter(([key]) => key === name).map(([, value]) => value));
  const isEach = fields.every(({ name }) => pairs.filter(([key]) => key === name).length === 1);
  return isEach && pairs.length === fields.length ? values : null;
}

function isList(cell: Cell): cell is readonly Cell[] {
  return Array.isArray(cell);
}

function isMapping(cell: Cell): cell is Extract<Cell, { pairs: unknown }> {
  return typeof cell === 'object' && cell !== null && 'pairs' in cell;
}

function toBoolean(cell: boolean, type: ScalarType): string {
  const isNumber = type.kind === 'whole' || type.kind === 'decimal' || type.kind === 'float';
  return writeScalar(isNumber ? String(Number(cell)) : String(cell), type);
}
