import type { Effort } from '../../../platform/http/effort.ts';
import { LARGEST_PAGE, type Page, walkPages } from '../../../platform/http/paging.ts';
import type { QueryClient, Row } from '../../../platform/queries.ts';
import type { Violation } from '../../../platform/violations.ts';
import { ID_COLUMN } from '../check/checks.ts';
import { readStatement } from '../sql/statement.ts';
import { quoteName, wrapStatement } from '../sql/wrap.ts';
import type { Finding } from './compare.ts';
import { ROW_COLUMNS, readRow } from './row.ts';

/** What was read of a query's rows. */
export type ReadRows =
  | { readonly kind: 'rows'; readonly count: number }
  /** It can't be told which resources these are. @param count null: unknown */
  | { readonly kind: 'count'; readonly count: number | null; readonly why: string };

/**
 * Runs a query, and reads no more than some of its rows, in the order of their ids.
 * @param columns what it gives; null: unknown
 * @param onRow told of each row that says which resource it is about
 * @throws {PlatformError} if the Platform does not run it
 * @throws {SchemaError} if the rows change while they are read
 */
export async function readQueryRows(
  query: string,
  columns: readonly string[] | null,
  mostRows: number,
  onRow: (violation: Violation) => void,
  {
    client,
    effort,
    onPage,
  }: {
    readonly client: Pick<QueryClient, 'describeColumns' | 'fetchRows'>;
    readonly effort: Effort;
    readonly onPage: (rows: number) => void;
  },
): Promise<ReadRows> {
  const statement = readStatement(query);
  if (statement.kind === 'problem') return { kind: 'count', count: null, why: 'it is no single `SELECT`' };
  const wrapped = wrapStatement(statement.sql);
  const given = columns ?? (await client.describeColumns(statement.sql, effort)).columns;
  if (!given.includes(ID_COLUMN)) {
    const { items } = await client.fetchRows(`SELECT count() AS n FROM ${wrapped}`, 1, 1, effort);
    const count = Number(items[0]?.['n']);
    const why = `the query gives no \`${ID_COLUMN}\``;
    return { kind: 'count', count: Number.isSafeInteger(count) ? count : null, why };
  }
  // Pages of a query without an order may each come in another one.
  const sql = `SELECT ${listColumns(given)} FROM ${wrapped} ORDER BY ${quoteName(ID_COLUMN)} LIMIT ${mostRows + 1}`;
  const fetchPage = (page: number, perPage: number): Promise<Page<Row>> => client.fetchRows(sql, page, perPage, effort);
  let [count, unnamed] = [0, 0];
  for await (const { items } of walkPages(fetchPage, LARGEST_PAGE)) {
    onPage(items.length);
    for (const row of items) {
      count += 1;
      const violation = readRow(row);
      if (violation.platformId === '') unnamed += 1;
      else onRow(violation);
    }
    if (count > mostRows) {
      return { kind: 'count', count: null, why: `it finds more than ${mostRows} (\`preview-rows\`)` };
    }
  }
  if (unnamed > 0) return { kind: 'count', count, why: `${unnamed} of its rows have no \`${ID_COLUMN}\`` };
  return { kind: 'rows', count };
}

/** Keeps what a query finds. Ten thousand rows have few accounts, regions and types between them: each is kept once. */
export function createFinding(): { readonly finding: Finding; add(violation: Violation): void } {
  const finding = new Map<string, { violation: Violation; rows: number }>();
  const texts = new Map<string, string>();
  function share(text: string): string {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  }
  return {
    finding,
    add(violation) {
      const known = finding.get(violation.platformId);
      if (known !== undefined) {
        known.rows += 1;
        return;
      }
      const { cloud, resourceType, accountName, accountId, region, name, platformId } = violation;
      const kept = {
        ...{ cloud: share(cloud), resourceType: share(resourceType), region: share(region), name, platformId },
        ...{ accountName: share(accountName), accountId: accountId === null ? null : share(accountId), tags: null },
      };
      finding.set(platformId, { violation: kept, rows: 1 });
    },
  };
}

/** Ids of numbers would lose digits on their way. */
function listColumns(given: readonly string[]): string {
  const isId = (name: string) => name === ID_COLUMN || name === 'account_id';
  return ROW_COLUMNS.filter((name) => given.includes(name))
    .map((name) => (isId(name) ? `toString(${quoteName(name)}) AS ${quoteName(name)}` : quoteName(name)))
    .join(', ');
}
