import type { Row } from '../../../platform/queries.ts';
import { readPlatformId, readViolation, type Violation } from '../../../platform/violation.ts';
import { ID_COLUMN } from '../check/checks.ts';

/** What is shown of a row, as far as the query gives it. */
export const SHOWN_COLUMNS = [
  ...['cloud', 'resource_type_label', '_cq_account_name', 'account_id', 'name', 'region', ID_COLUMN],
] as const;

/** What waivers look at. */
export const MATCHED_COLUMNS = [...SHOWN_COLUMNS, 'tags'] as const;

/** The name of a resource has no more characters in any cloud. */
export const LONGEST_ID = 2_000;

/** A row of a query's result as the violation that it would be. */
export function readRow(row: Row): Violation {
  return readViolation({ ...row, [ID_COLUMN]: readId(row), tags: readTagTexts(row['tags']) });
}

/** The id of a row's resource; empty if it has none, or one that is too long to be one. */
export function readId(row: Row): string {
  const id = readPlatformId(row[ID_COLUMN]);
  return id.length > LONGEST_ID ? '' : id;
}

/** The row of a resource of which nothing but its id is known. */
export function rowOfId(platformId: string): Violation {
  return readRow({ [ID_COLUMN]: platformId });
}

/** A table has its tags as a map, or as JSON in a text. Null: it says nothing of them. */
function readTagTexts(cell: unknown): string[] | null {
  const value = typeof cell === 'string' ? parseOrNull(cell) : cell;
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string');
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [`${key}=${text}`] : []));
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
