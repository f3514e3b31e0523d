import { messageOf } from '../../../errors.ts';
import type { Effort } from '../../../platform/http/effort.ts';
import { LARGEST_PAGE, type Page, walkPages } from '../../../platform/http/paging.ts';
import { type QueryClient, type Row, readRefusal } from '../../../platform/queries.ts';
import type { Violation } from '../../../platform/violations.ts';
import { formatCount } from '../../../text/format.ts';
import { ID_COLUMN } from '../check/checks.ts';
import { findOuterSetting } from '../sql/settings.ts';
import { readStatement } from '../sql/statement.ts';
import { quoteName, quoteText, wrapStatement } from '../sql/wrap.ts';
import { LONGEST_ID, readRow, SHOWN_COLUMNS } from './row.ts';

/** What was read of a query's rows. */
export type ReadRows =
  | { readonly kind: 'rows'; readonly count: number }
  /** It can't be told which resources these are. @param count null: unknown */
  | { readonly kind: 'count'; readonly count: number | null; readonly why: string };

/** A query whose rows can be read. */
export interface ReadableQuery {
  /** In brackets. */
  readonly sql: string;
  /** What it gives, by name. */
  readonly columns: readonly string[];
  /** Why its rows in brackets may be others; null: nothing speaks for that. */
  readonly doubt: string | null;
}

/** How rows are asked for. */
export interface Asking {
  readonly client: Pick<QueryClient, 'describeColumns' | 'fetchRows'>;
  readonly effort: Effort;
  /** Told of each page, with the number of its cells. */
  readonly onPage: (cells: number) => void;
  /** Whether an error says that the time for these rows is over, and not that of the step. */
  readonly isOver: (error: unknown) => boolean;
}

/**
 * @param columns what the query gives; null: unknown, and the Platform is asked
 * @returns null if it is no single statement that only reads
 * @throws {PlatformError} if the Platform does not say what it gives
 */
export async function prepareQuery(
  query: string,
  columns: readonly string[] | null,
  { client, effort }: Asking,
): Promise<ReadableQuery | null> {
  const statement = readStatement(query);
  if (statement.kind === 'problem') return null;
  const given = columns ?? (await client.describeColumns(statement.sql, effort)).columns;
  const setting = findOuterSetting(statement.tokens);
  const doubt = setting === null ? null : `it sets \`${setting}\`, which may count for a query only as it stands`;
  return { sql: wrapStatement(statement.sql), columns: given, doubt };
}

/**
 * The engine leaves out what nobody asks for, so that a query which it can't evaluate would seem to find something. This
 * function takes columns of all types, and is computed before rows are put in order and counted. As a condition it could
 * be computed for rows that the query's own conditions leave out.
 */
const ALL_COLUMNS = 'ignore(*)';

/**
 * Runs a query as an evaluation does, and reads no more than some of its rows, in the order of their ids.
 * @param wanted the columns to read, as far as the query gives them; all others are computed, too
 * @param take is handed each row, and says whether it tells which resource it is about
 * @throws {PlatformError} if the Platform does not say whether it can run it
 * @throws {SchemaError} if the rows change while they are read
 */
export async function readQueryRows(
  query: ReadableQuery | null,
  wanted: readonly string[],
  mostRows: number,
  take: (row: Row) => boolean,
  asking: Asking,
): Promise<ReadRows> {
  if (query === null) return { kind: 'count', count: null, why: 'it is no single `SELECT`' };
  if (query.doubt !== null) return { kind: 'count', count: null, why: query.doubt };
  try {
    return await (query.columns.includes(ID_COLUMN)
      ? readEach(query, wanted, mostRows, take, asking)
      : countRows(query, asking));
  } catch (error) {
    if (readRefusal(error) === null) throw error;
    // All of the message: what hides data knows it by its beginning.
    return { kind: 'count', count: null, why: `it could not be evaluated: ${messageOf(error)}` };
  }
}

async function countRows({ sql }: ReadableQuery, { client, effort }: Asking): Promise<ReadRows> {
  const text = `SELECT count() + sum(${ALL_COLUMNS}) AS n FROM ${sql}`;
  const { items } = await client.fetchRows(text, 1, 1, effort, ['n']);
  const count = Number(items[0]?.['n']);
  const why = `the query gives no \`${ID_COLUMN}\``;
  return { kind: 'count', count: Number.isSafeInteger(count) ? count : null, why };
}

async function readEach(
  query: ReadableQuery,
  wanted: readonly string[],
  mostRows: number,
  take: (row: Row) => boolean,
  { client, effort, onPage }: Asking,
): Promise<ReadRows> {
  const names = wanted.filter((name) => query.columns.includes(name));
  // Pages of a query without an order may each come in another one.
  const sql = `${select(query, names)} ORDER BY ${quoteName(ID_COLUMN)}, ${ALL_COLUMNS} LIMIT ${mostRows + 1}`;
  const fetchPage = (page: number, perPage: number): Promise<Page<Row>> =>
    client.fetchRows(sql, page, perPage, effort, names);
  let [count, unnamed, stated] = [0, 0, 0];
  for await (const { items, totalCount } of walkPages(fetchPage, LARGEST_PAGE)) {
    onPage(items.length * names.length);
    stated = Math.max(stated, totalCount ?? 0);
    for (const row of items) {
      count += 1;
      if (!take(row)) unnamed += 1;
    }
    if (count > mostRows) {
      return { kind: 'count', count: null, why: `it finds more than ${mostRows} (\`preview-rows\`)` };
    }
  }
  if (count < stated) {
    const why = `the Platform counts ${stated} of its rows (\`metadata.total_count\`), and gives ${count}`;
    return { kind: 'count', count: null, why };
  }
  if (unnamed > 0) return { kind: 'count', count, why: describeUnnamed(unnamed) };
  return { kind: 'rows', count };
}

/**
 * Reads a row of each of some resources that a query finds.
 * @param ids no more than a page has room for
 * @throws {PlatformError} if the Platform does not run it
 */
export async function readResources(
  query: ReadableQuery,
  ids: readonly string[],
  { client, effort }: Asking,
): Promise<Map<string, Violation>> {
  const id = quoteName(ID_COLUMN);
  const names = SHOWN_COLUMNS.filter((name) => query.columns.includes(name));
  const sql = `${select(query, names)} WHERE ${id} IN (${ids.map(quoteText).join(', ')}) ORDER BY ${id} LIMIT 1 BY ${id}`;
  const { items } = await client.fetchRows(sql, 1, LARGEST_PAGE, effort, names);
  return new Map(items.map(readRow).map((violation) => [violation.platformId, violation]));
}

function describeUnnamed(rows: number): string {
  return `${rows} of its rows have no \`${ID_COLUMN}\`, or one of more than ${formatCount(LONGEST_ID)} characters`;
}

/** Ids of numbers would lose digits on their way, and all ids of a query are in memory. @param names columns that the query gives */
function select({ sql }: ReadableQuery, names: readonly string[]): string {
  const isId = (name: string) => name === ID_COLUMN || name === 'account_id';
  const list = names.map((name) => {
    const text = `substringUTF8(toString(${quoteName(name)}), 1, ${LONGEST_ID + 1})`;
    return isId(name) ? `${text} AS ${quoteName(name)}` : quoteName(name);
  });
  return `SELECT ${list.join(', ')} FROM ${sql}`;
}
