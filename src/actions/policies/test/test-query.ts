import { quoteName, quoteText, wrapStatement } from '../sql/wrap.ts';
import { type ColumnType, readColumnType, TYPES_ALLOWED } from './column-type.ts';
import { NO_DATES, toJsonColumn } from './json-column.ts';
import { toLiteral } from './literal.ts';
import type { Cell, TestColumn, TestTable } from './policy-test.ts';
import { UnfitValue } from './unfit-value.ts';

/** A table all of whose types are known. */
export interface TypedTable extends TestTable {
  readonly columns: readonly (TestColumn & { readonly type: string })[];
}

/** A value of a test that its column would make another one of, or a column of which that is not known. */
export class UnfitCell extends Error {
  /** Where its row or its column stands in the file. */
  readonly line: number | undefined;
  constructor(message: string, line: number | undefined) {
    super(message);
    this.line = line;
  }
}

/**
 * What stands in front of a query so that it reads the tables of a test in the place of the real ones: each is a CTE of
 * the real one's name, which outranks it, also inside of joins and subqueries. Nothing is written, and no data is read.
 * @throws {UnfitCell}
 */
export function shadowTables(tables: readonly TypedTable[]): string {
  const shadows = tables.map((table) => `${quoteName(table.name)} AS ${buildTable(table)}`);
  return shadows.length === 0 ? '' : `WITH\n${shadows.join(',\n')}\n`;
}

/**
 * A query that reads the tables of a test.
 * @param sql one statement
 * @param columns to select from it
 * @throws {UnfitCell}
 */
export function buildTestQuery(sql: string, tables: readonly TypedTable[], columns = '*'): string {
  return `${shadowTables(tables)}SELECT ${columns} FROM ${wrapStatement(sql)}`;
}

/** If it does not know a type, `values` would take the list of columns for a row; `null`, which has none, says so. */
function buildTable(table: TypedTable): string {
  const { columns, rows } = table;
  const structure = quoteText(columns.map(({ name, type }) => `${quoteName(name)} ${writeType(type)}`).join(', '));
  const empty = `SELECT * FROM null(${structure})`;
  if (rows.length === 0) return `(${empty})`;
  const types = columns.map((column) => readType(table.name, column));
  let hasDates = false;
  const write: WriteCell = (cell, type) => {
    if (!isJson(type) || cell === null) return toLiteral(cell, type);
    const json = toJsonColumn(cell);
    hasDates ||= json.hasDates;
    return quoteText(json.text);
  };
  const tuples = rows.map(
    (row, at) => `(${types.map((type, index) => buildCell(table, row, at, index, type, write)).join(', ')})`,
  );
  if (!types.some(isJson)) return `(${empty} UNION ALL SELECT * FROM values(${[structure, ...tuples].join(', ')}))`;
  const texts = columns.map(({ name, type }, index) => `${quoteName(name)} ${writeTextType(type, types[index])}`);
  const values = `values(${[quoteText(texts.join(', ')), ...tuples].join(', ')})`;
  const list = columns.map(({ name, type }, index) => readAs(name, type, types[index])).join(', ');
  return `(${empty} UNION ALL SELECT ${list} FROM ${values}${hasDates ? ` ${NO_DATES}` : ''})`;
}

type WriteCell = (cell: Cell, type: ColumnType) => string;

/** Of `values`, ClickHouse reads JSON as it likes; a text that is cast to JSON, as its settings say. */
function isJson(type: ColumnType | undefined): boolean {
  return type?.kind === 'json' || (type?.kind === 'nullable' && type.of.kind === 'json');
}

function writeTextType(type: string, known: ColumnType | undefined): string {
  if (!isJson(known)) return writeType(type);
  return known?.kind === 'nullable' ? 'Nullable(String)' : 'String';
}

function readAs(name: string, type: string, known: ColumnType | undefined): string {
  const column = quoteName(name);
  return isJson(known) ? `CAST(${column}, ${quoteText(type)}) AS ${column}` : column;
}

/** `Nested` is a list of tuples, of which ClickHouse makes several columns in a table of rows. */
function writeType(type: string): string {
  const [, fields] = /^\s*nested\s*\((.*)\)\s*$/is.exec(type) ?? [];
  return fields === undefined ? type : `Array(Tuple(${fields}))`;
}

function readType(table: string, { name, type, line }: TypedTable['columns'][number]): ColumnType {
  const known = readColumnType(type);
  if (known !== null) return known;
  throw new UnfitCell(
    `The type of the column \`${name}\` of \`${table}\` is \`${type}\`, whose values the engine may change; allowed in a table with rows: ${TYPES_ALLOWED}.`,
    line,
  );
}

function buildCell(
  { name, columns, lines }: TypedTable,
  row: TestTable['rows'][number],
  at: number,
  index: number,
  type: ColumnType,
  write: WriteCell,
): string {
  try {
    return write(row[index] ?? null, type);
  } catch (error) {
    if (!(error instanceof UnfitValue)) throw error;
    const column = columns[index];
    throw new UnfitCell(
      `The value \`${error.value}\` of the column \`${column?.name}\` of \`${name}\` is no \`${column?.type}\`: the engine would refuse it, or make another value of it; allowed: ${error.allowed}.`,
      lines?.[at],
    );
  }
}
