import type { Row } from '../../../platform/queries.ts';
import { HARMLESS_SOURCES } from '../sql/sources.ts';
import { wrapStatement } from '../sql/wrap.ts';
import { buildTestQuery, type TypedTable } from './test-query.ts';

/** What ClickHouse reads if a query reads no table, and where it keeps the rows of a table that reads itself. */
const NO_TABLE = /^(?:system\.one$|_temporary_and_external_tables\.)/;

/** What stands in the place of a query whose one value was read already: its tables are not told. */
const READ_ALREADY = '__getScalar';

/**
 * Asks the engine which tables it reads for a test: it takes the query apart itself, and so does not rest on what this
 * action makes of the words. It leaves out what these rows rule out, so they have to be those of the test.
 * @param sql one statement
 * @param showsAll whether the tables of values are told that are read already; not every role may set that
 * @throws {UnfitCell}
 */
export function buildTableQuestion(sql: string, tables: readonly TypedTable[], showsAll = false): string {
  const settings = showsAll ? '\nSETTINGS enable_scalar_subquery_optimization = 0' : '';
  const tree = wrapStatement(`EXPLAIN QUERY TREE ${buildTestQuery(sql, tables)}${settings}`);
  // Without what differs from line to line there are few, and in an order that pages can be made of.
  const line = "replaceRegexpAll(explain, '^ +| id: [0-9]+,| alias: [^,]+,', '')";
  const where = `match(explain, '^ *TABLE(_FUNCTION)? id:|function_name: ${READ_ALREADY},')`;
  return `SELECT DISTINCT ${line} AS line FROM ${tree} WHERE ${where} ORDER BY line`;
}

/** What the engine says of the tables that it reads: not all of them if it read some already. */
export type ToldTables = { readonly isWhole: boolean; readonly real: readonly string[] };

/**
 * What the engine reads for a test besides its tables.
 * @param rows all of the answer to the question
 * @returns null if it does not say what it reads: it always reads something
 */
export function findRealTables(rows: readonly Row[]): ToldTables | null {
  const lines = rows.flatMap(({ line }) => (typeof line === 'string' ? [line] : []));
  if (lines.length === 0 || lines.length < rows.length) return null;
  const told = lines.filter((line) => line.startsWith('TABLE'));
  const real = told.flatMap((line) => {
    const [, kind, name = ''] = /\btable_(function_)?name: ([^,]+)/.exec(line) ?? [];
    const isHarmless = kind === undefined ? NO_TABLE.test(name) : HARMLESS_SOURCES.has(name.toLowerCase());
    return isHarmless ? [] : [kind === undefined ? name.slice(name.indexOf('.') + 1) || line : `${name}(…)`];
  });
  return { isWhole: told.length === lines.length, real: [...new Set(real)] };
}
