import type { Row } from '../../../platform/queries.ts';
import { readViolation, type Violation } from '../../../platform/violation.ts';

/** What is read of a row, as far as the query gives it. */
export const ROW_COLUMNS = [
  ...['cloud', 'resource_type_label', '_cq_account_name', 'account_id', 'name', 'region', '_cq_platform_id', 'tags'],
] as const;

/** A row of a query's result as the violation that it would be. */
export function readRow(row: Row): Violation {
  return readViolation({ ...row, tags: readTagTexts(row['tags']) });
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
