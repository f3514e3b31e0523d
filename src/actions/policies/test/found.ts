import { LARGEST_PAGE, walkPages } from '../../../platform/http/paging.ts';
import type { QueryClient, Row } from '../../../platform/queries.ts';
import { SchemaError } from '../../../platform/schema.ts';
import { ID_COLUMN } from '../check/checks.ts';
import { quoteName } from '../sql/wrap.ts';
import type { PolicyTest } from './policy-test.ts';
import { buildTestQuery, type TypedTable } from './test-query.ts';

/** What a query finds in the tables of a test. */
export interface Found {
  /** How many rows, as the engine counts them. */
  readonly count: number;
  /** Whether the query gives ids. */
  readonly hasIds: boolean;
  /** Fewer than there are if the Platform cuts its answer, and that is enough to judge. */
  readonly rows: readonly FoundRow[];
}

export interface FoundRow {
  /** As text: a number would lose digits on its way. Null: the row has none. */
  readonly id: string | null;
  readonly row: Row;
}

const COUNT = 'rows of the test';
const ID_TEXT = `toString(${ID_COLUMN})`;

/** Ids as text, if there are any; all columns; and in each row how many rows there are. */
const WANTED = `COLUMNS('^${ID_COLUMN}$') APPLY toString, *, count() OVER () AS ${quoteName(COUNT)}`;

/**
 * Runs the query of a policy on the tables of a test.
 * @param sql one statement
 * @throws {PlatformError} if the Platform does not run it
 * @throws {SchemaError} if the answer is not whole
 * @throws {UnfitCell}
 */
export async function fetchFound(
  sql: string,
  tables: readonly TypedTable[],
  { violations }: Pick<PolicyTest, 'violations'>,
  client: Pick<QueryClient, 'fetchRows'>,
): Promise<Found> {
  const page = await client.fetchRows(buildTestQuery(sql, tables, WANTED), 1, LARGEST_PAGE);
  const { items, columns, totalCount, lastPage } = page;
  const hasIds = columns.includes(ID_COLUMN);
  for (const name of [COUNT, ...(hasIds ? [ID_TEXT] : [])]) {
    if (!columns.includes(name)) throw new SchemaError('data.columns', `the column \`${name}\`, which was asked for`);
  }
  const count = items.length === 0 ? 0 : Number(items[0]?.[COUNT]);
  const isWhole = Number.isSafeInteger(count) && count >= items.length && (totalCount ?? 0) <= count;
  if (!isWhole || (count === 0 && (lastPage ?? 1) > 1)) throw new SchemaError('data.rows', 'as many rows as there are');
  const rows = items.map(readFound);
  const isCut = rows.length < count;
  if (!isCut || typeof violations === 'number' || !hasIds || count !== violations.length)
    return { count, hasIds, rows };
  return { count, hasIds, rows: await fetchIds(sql, tables, count, client) };
}

/** Pages of a query without an order may each come in another one. */
async function fetchIds(
  sql: string,
  tables: readonly TypedTable[],
  count: number,
  client: Pick<QueryClient, 'fetchRows'>,
): Promise<FoundRow[]> {
  const name = quoteName(ID_COLUMN);
  const query = `${buildTestQuery(sql, tables, `toString(${name}) AS ${name}`)} ORDER BY ${name} LIMIT ${count + 1}`;
  const rows: FoundRow[] = [];
  for await (const { items } of walkPages((page, perPage) => client.fetchRows(query, page, perPage))) {
    rows.push(...items.map((row) => ({ id: readText(row[ID_COLUMN]), row })));
  }
  if (rows.length !== count) throw new SchemaError('data.rows', `${count} rows, and are ${rows.length}`);
  return rows;
}

function readFound({ [COUNT]: _, [ID_TEXT]: id, ...row }: Row): FoundRow {
  return { id: readText(id), row };
}

function readText(cell: unknown): string | null {
  return typeof cell === 'string' ? cell : null;
}
