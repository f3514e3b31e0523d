/** A value of a row, as JSON has it. */
export type Cell = string | number | null | Readonly<Record<string, string>>;

/** A column of the warehouse; its type is ClickHouse's name of it. */
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

/** What runs the queries of policies on the rows of the warehouse. */
export interface Engine {
  /** Replaces all rows of a table. */
  fill(table: TableDefinition, rows: readonly (readonly Cell[])[]): void;
  /** @throws {QueryError} */
  run(query: string): QueryResult;
  close(): void;
}

/** The engine refuses a query; the message is its own. */
export class QueryError extends Error {}
