import { quoteText } from '../sql/wrap.ts';
import { writeExact } from './exact-number.ts';
import { holdsMoment } from './moment-text.ts';
import { type Cell, toJsonText } from './policy-test.ts';

/** A value that a type of ClickHouse would make another one of. */
export class UnfitValue extends Error {
  readonly value: string;
  readonly type: string;
  constructor(value: string, type: string) {
    super(`${value} is no ${type}`);
    this.value = value;
    this.type = type;
  }
}

const FLOAT = /^(?:B?Float\d+|float|double|real|single)$/i;

/** Of numbers that YAML writes otherwise than ClickHouse. */
const NOT_FINITE: Readonly<Record<string, string>> = { '.inf': 'inf', '+.inf': 'inf', '-.inf': '-inf', '.nan': 'nan' };

/**
 * A value as ClickHouse's SQL writes it for a column of a type.
 * @throws {UnfitValue} if it would become another value
 */
export function toLiteral(cell: Cell, type: string): string {
  if (cell === null) return 'NULL';
  const own = unwrapType(type);
  const { name, parts } = splitType(own) ?? { name: own, parts: [] };
  if (typeof cell === 'boolean') {
    if (FLOAT.test(name)) return cell ? '1' : '0';
    const exact = writeExact(cell ? '1' : '0', name, parts);
    return own === 'Bool' ? String(cell) : quoteText(exact.kind === 'exact' ? exact.text : String(cell));
  }
  if (typeof cell === 'string') return writeText(cell, name, parts, type);
  if ('number' in cell) return writeText(cell.number, name, parts, type);
  if ('pairs' in cell) {
    if (name !== 'Map') return quoteText(toJsonText(cell));
    const [key = 'String', value = 'String'] = parts;
    return `map(${cell.pairs.flatMap(([one, other]) => [toLiteral(one, key), toLiteral(other, value)]).join(', ')})`;
  }
  if (name !== 'Array') return quoteText(toJsonText(cell));
  return `[${cell.map((one) => toLiteral(one, parts[0] ?? 'String')).join(', ')}]`;
}

function writeText(text: string, name: string, parts: readonly string[], type: string): string {
  const exact = writeExact(text, name, parts);
  if (exact.kind === 'exact') return quoteText(exact.text);
  if (exact.kind === 'unfit' || holdsMoment(text, name, parts) === false) throw new UnfitValue(text, type);
  if (!FLOAT.test(name)) return quoteText(text);
  return isNumber(text) ? text : quoteText(NOT_FINITE[text.toLowerCase()] ?? text);
}

function isNumber(text: string): boolean {
  return /^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text);
}

/** Without what may be null, and how it is stored. */
function unwrapType(type: string): string {
  const inner = splitType(type);
  return inner !== null && ['Nullable', 'LowCardinality'].includes(inner.name)
    ? unwrapType(inner.parts[0] ?? '')
    : type.trim();
}

/** `Map(String, Array(Int8))` as its name and the types in it; null: it has none. */
function splitType(type: string): { readonly name: string; readonly parts: readonly string[] } | null {
  const [, name = '', inside] = /^\s*(\w+)\((.*)\)\s*$/s.exec(type) ?? [];
  if (inside === undefined) return null;
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < inside.length; at++) {
    if (inside[at] === '(') depth += 1;
    else if (inside[at] === ')') depth -= 1;
    else if (inside[at] === ',' && depth === 0) {
      parts.push(inside.slice(start, at));
      start = at + 1;
    }
  }
  return { name, parts: [...parts, inside.slice(start)].map((part) => part.trim()) };
}
