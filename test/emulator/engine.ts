/** A value of a row, as JSON has it. */
export type Cell = string | number | null;

/** A column of the warehouse; its type is ClickHouse's name. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: string;
}

/** A table of the warehouse, as far as an engine has to know it. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
}

export interface QueryResult {
  readonly columns: readonly ColumnDefinition[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What runs queries on the rows of the warehouse: ClickHouse, or SQLite if nobody asks for a query. */
export interface Engine {
  /** Replaces all rows of a table. */
  fill(table: TableDefinition, rows: readonly (readonly Cell[])[]): void;
  /** @throws {QueryError} */
  run(query: string): QueryResult;
  close(): void;
}

/** A query that the engine refuses, in its own words. */
export class QueryError extends Error {}
