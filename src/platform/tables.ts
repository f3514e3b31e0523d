import * as v from '../vendor/valibot.ts';
import type { Requester } from './http/requester.ts';
import { optional, read } from './schema.ts';

export const ColumnValueBody = v.object({ value: optional(v.string()) });

/** The vendor's description contradicts itself: an item has a `value` and no `name`, and yet must have a `name`. */
const NamedValueBody = v.object({ name: optional(v.string()) });

/** A value of a column; empty if rows have none. @throws {SchemaError} */
export function readColumnValue(json: unknown, path = ''): string {
  return read(ColumnValueBody, json, path).value ?? read(NamedValueBody, json, path).name ?? '';
}

/** The tables that the syncs fill. */
export interface TableClient {
  /**
   * The values of a column, each once.
   * @throws {PlatformError}
   */
  listColumnValues(table: string, column: string): Promise<string[]>;
}

export function createTables({ list }: Requester): TableClient {
  return {
    listColumnValues: (table, column) =>
      list(
        `/tables/${encodeURIComponent(table)}/columns/${encodeURIComponent(column)}/values`,
        {},
        readColumnValue,
        (value) => value,
      ),
  };
}
