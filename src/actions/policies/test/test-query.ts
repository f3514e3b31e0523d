import { quoteName, quoteText, wrapStatement } from '../sql/wrap.ts';
import { type Cell, type TestTable, toJsonText } from './policy-test.ts';

/** A table all of whose types are known. */
export interface TypedTable extends TestTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/**
 * A query that reads the tables of a test in the place of the real ones: each is a CTE of the real one's name, which
 * outranks it, also inside of joins and subqueries. Nothing is written, and no data is read.
 * @param sql one statement
 */
export function buildTestQuery(sql: string, tables: readonly TypedTable[]): string {
  const shadows = tables.map((table) => `${quoteName(table.name)} AS ${buildTable(table)}`);
  const head = shadows.length === 0 ? '' : `WITH\n${shadows.join(',\n')}\n`;
  return `${head}SELECT * FROM ${wrapStatement(sql)}`;
}

/** If it does not know a type, `values` would take the list of columns for a row; `null`, which has none, says so. */
function buildTable({ columns, rows }: TypedTable): string {
  const structure = quoteText(columns.map(({ name, type }) => `${quoteName(name)} ${type}`).join(', '));
  const tuples = rows.map(
    (row) => `(${columns.map(({ type }, index) => toLiteral(row[index] ?? null, type)).join(', ')})`,
  );
  const empty = `SELECT * FROM null(${structure})`;
  return tuples.length === 0
    ? `(${empty})`
    : `(${empty} UNION ALL SELECT * FROM values(${[structure, ...tuples].join(', ')}))`;
}

const NUMERIC = /^(?:U?Int\d+|Float\d+|BFloat16|Decimal\d*(?:\(.*\))?)$/;

function toLiteral(cell: Cell, type: string): string {
  if (cell === null) return 'NULL';
  const own = unwrapType(type);
  if (typeof cell === 'boolean') return own === 'Bool' || NUMERIC.test(own) ? String(cell) : quoteText(String(cell));
  if (typeof cell === 'string') return quoteText(cell);
  if ('number' in cell) return NUMERIC.test(own) && isNumber(cell.number) ? cell.number : quoteText(cell.number);
  const inner = splitType(own);
  if ('pairs' in cell) {
    if (inner?.name !== 'Map') return quoteText(toJsonText(cell));
    const [key = 'String', value = 'String'] = inner.parts;
    return `map(${cell.pairs.flatMap(([name, one]) => [toLiteral(name, key), toLiteral(one, value)]).join(', ')})`;
  }
  if (inner?.name !== 'Array') return quoteText(toJsonText(cell));
  return `[${cell.map((one) => toLiteral(one, inner.parts[0] ?? 'String')).join(', ')}]`;
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
