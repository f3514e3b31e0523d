import { quoteName, quoteText, wrapStatement } from '../sql/wrap.ts';
import { toLiteral, UnfitValue } from './literal.ts';
import type { TestTable } from './policy-test.ts';

/** A table all of whose types are known. */
export interface TypedTable extends TestTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** A value of a test that its column would make another one of. */
export class UnfitCell extends Error {
  /** Where its row stands in the file. */
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
  const structure = quoteText(columns.map(({ name, type }) => `${quoteName(name)} ${type}`).join(', '));
  const tuples = rows.map((row, at) => `(${columns.map((_, index) => buildCell(table, row, at, index)).join(', ')})`);
  const empty = `SELECT * FROM null(${structure})`;
  return tuples.length === 0
    ? `(${empty})`
    : `(${empty} UNION ALL SELECT * FROM values(${[structure, ...tuples].join(', ')}))`;
}

function buildCell(
  { name, columns, lines }: TypedTable,
  row: TestTable['rows'][number],
  at: number,
  index: number,
): string {
  const column = columns[index];
  try {
    return toLiteral(row[index] ?? null, column?.type ?? 'String');
  } catch (error) {
    if (!(error instanceof UnfitValue)) throw error;
    throw new UnfitCell(
      `The value \`${error.value}\` of the column \`${column?.name}\` of \`${name}\` is no \`${error.type}\`: the engine would make another value of it.`,
      lines?.[at],
    );
  }
}
