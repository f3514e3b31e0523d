import * as v from '../vendor/valibot.ts';
import { type Effort, QUESTION } from './http/effort.ts';
import { hasStatus } from './http/errors.ts';
import { type Page, PageBody } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import { read, SchemaError } from './schema.ts';

/** What a query would give. */
export interface QueryColumns {
  /** By name, with those of `SELECT *`. */
  readonly columns: readonly string[];
  /** Whether it makes few rows of many, none of which is a resource. */
  readonly isAggregate: boolean;
}

/** A row of a result, with its columns by name. */
export type Row = Readonly<Record<string, unknown>>;

export const QueryColumnsBody = v.object({ columns: v.array(v.string()), is_aggregate: v.boolean() });

/** Its pages are counted as those of a list are, and it has no items. */
export const RowsBody = v.object({
  metadata: PageBody.entries.metadata,
  data: v.object({
    columns: v.array(v.object({ name: v.string() })),
    rows: v.array(v.array(v.unknown())),
  }),
});

/** @throws {SchemaError} */
export function readQueryColumns(json: unknown): QueryColumns {
  const { columns, is_aggregate: isAggregate } = read(QueryColumnsBody, json);
  return { columns, isAggregate };
}

/** A page of a result, which says what it gives also if it has no rows. */
export interface PageOfRows extends Page<Row> {
  /** By name. */
  readonly columns: readonly string[];
}

/**
 * @param wanted columns that the answer has to have: one without them says nothing of the rows, also if it has none
 * @throws {SchemaError}
 */
export function readRows(json: unknown, wanted: readonly string[] = []): PageOfRows {
  const { data, metadata } = read(RowsBody, json);
  const names = data.columns.map(({ name }) => name);
  const missing = wanted.find((name) => !names.includes(name));
  if (missing !== undefined) throw new SchemaError('data.columns', `the column \`${missing}\`, which was asked for`);
  // A query gives one column at least.
  if (names.length === 0) throw new SchemaError('data.columns', 'the columns of the query, and are none');
  const items = data.rows.map((cells, index): Row => {
    if (cells.length !== names.length) throw new SchemaError(`data.rows.${index}`, `${names.length} cells`);
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
  });
  return {
    items,
    columns: names,
    pageSize: metadata?.page_size ?? null,
    totalCount: metadata?.total_count ?? null,
    lastPage: metadata?.last_page ?? null,
  };
}

/**
 * Asks for what a query would give, and runs it. Nothing is changed: who calls sends one `SELECT` or `WITH` and nothing
 * else. All throw a PlatformError.
 */
export interface QueryClient {
  /** Throws one with the status 400 if the syntax is wrong. */
  checkSyntax(query: string, effort?: Effort): Promise<void>;
  describeColumns(query: string, effort?: Effort): Promise<QueryColumns>;
  /**
   * One page of the rows.
   * @param wanted columns that the answer has to have
   */
  fetchRows(
    query: string,
    page: number,
    perPage: number,
    effort?: Effort,
    wanted?: readonly string[],
  ): Promise<PageOfRows>;
}

export function createQueries({ ask }: Requester): QueryClient {
  return {
    checkSyntax: (query, effort = QUESTION) =>
      ask({ path: '/queries/check-syntax', body: { query }, answer: 'none' }, () => {}, effort),
    describeColumns: (query, effort = QUESTION) =>
      ask({ path: '/queries/columns', body: { query } }, ({ body }) => readQueryColumns(body), effort),
    fetchRows: (query, page, perPage, effort = QUESTION, wanted = []) =>
      ask(
        { path: '/queries/execute', query: { page, per_page: perPage }, body: { query } },
        ({ body }) => readRows(body, wanted),
        effort,
      ),
  };
}

/** What the Platform holds against a query, in its own words; null: the error is another one. */
export function readRefusal(error: unknown): string | null {
  if (!hasStatus(error, 400, 422)) return null;
  return error.message.replace(/^The Platform answered \d{3}: /, '').replace(/ \(POST \S+\)$/, '');
}
