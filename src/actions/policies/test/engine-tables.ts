import type { Row } from '../../../platform/queries.ts';
import { HARMLESS_SOURCES } from '../sql/sources.ts';
import { wrapStatement } from '../sql/wrap.ts';
import { buildTestQuery, type TypedTable } from './test-query.ts';

/** What ClickHouse reads if a query reads no table. */
const NO_TABLE = 'system.one';

/**
 * Asks the engine which tables it reads for a test: it takes the query apart itself, and so does not rest on what this
 * action makes of the words. Rows are left out, since none of them decides that.
 * @param sql one statement
 */
export function buildTableQuestion(sql: string, tables: readonly TypedTable[]): string {
  const query = buildTestQuery(
    sql,
    tables.map((table) => ({ ...table, rows: [] })),
  );
  return `SELECT explain FROM ${wrapStatement(`EXPLAIN QUERY TREE ${query}`)} WHERE match(explain, '^ *TABLE(_FUNCTION)? id:')`;
}

/**
 * What the engine reads for a test besides its tables.
 * @param rows the answer to the question
 * @returns null if it does not say what it reads: it always reads something
 */
export function findRealTables(rows: readonly Row[]): string[] | null {
  const lines = rows.flatMap(({ explain }) => (typeof explain === 'string' ? [explain] : []));
  if (lines.length === 0 || lines.length < rows.length) return null;
  const found = lines.flatMap((line) => {
    const [, kind, name = ''] = /\btable_(function_)?name: ([^,]+)/.exec(line) ?? [];
    const isHarmless = kind === undefined ? name === NO_TABLE : HARMLESS_SOURCES.has(name.toLowerCase());
    return isHarmless ? [] : [kind === undefined ? name.slice(name.indexOf('.') + 1) || line.trim() : `${name}(…)`];
  });
  return [...new Set(found)];
}
