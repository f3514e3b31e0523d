import * as v from '../vendor/valibot.ts';
import { QUESTION } from './http/effort.ts';
import type { Requester } from './http/requester.ts';
import { NonEmptyText, optional, read } from './schema.ts';

export const ColumnValueBody = v.object({ value: optional(v.string()) });

/** The vendor's description contradicts itself: an item has a `value` and no `name`, and yet must have a `name`. */
const NamedValueBody = v.object({ name: optional(v.string()) });

/** A value of a column; empty if rows have none. @throws {SchemaError} */
export function readColumnValue(json: unknown, path = ''): string {
  return read(ColumnValueBody, json, path).value ?? read(NamedValueBody, json, path).name ?? '';
}

export const TableTypesBody = v.object({
  schema: v.array(v.object({ name: NonEmptyText, type: NonEmptyText })),
});

/** The types of a table's columns, by name. @throws {SchemaError} */
export function readTableTypes(json: unknown): Map<string, string> {
  return new Map(read(TableTypesBody, json).schema.map(({ name, type }) => [name, type]));
}

/** The tables that the syncs fill. */
export interface TableClient {
  /**
   * The values of a column, each once.
   * @throws {PlatformError}
   */
  listColumnValues(table: string, column: string): Promise<string[]>;
  /**
   * Some values of a column that hold a text, a page at a time. In which way a value has to hold it, nobody knows: those
   * that are found exist, and others may exist as well.
   * @throws {PlatformError}
   */
  findColumnValues(table: string, column: string, text: string): AsyncIterable<readonly string[]>;
}

export function createTables({ list, walk }: Requester): TableClient {
  return {
    listColumnValues: (table, column) => list(pathOf(table, column), {}, readColumnValue, (value) => value),
    async *findColumnValues(table, column, text) {
      const query = text === '' ? {} : { filter: text };
      for await (const { items } of walk(pathOf(table, column), readColumnValue, query)) yield items;
    },
  };
}

/** Asks for the types of a table's columns, by name. @throws {PlatformError} */
export function createColumnTypes({ get }: Requester): (table: string) => Promise<ReadonlyMap<string, string>> {
  return (table) =>
    get(`/tables/${encodeURIComponent(table)}/schema`, {}, ({ body }) => readTableTypes(body), QUESTION);
}

function pathOf(table: string, column: string): string {
  return `/tables/${encodeURIComponent(table)}/columns/${encodeURIComponent(column)}/values`;
}
