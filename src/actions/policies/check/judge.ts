import type { QueryColumns } from '../../../platform/queries.ts';
import type { FileProblem } from '../../../text/file-problem.ts';
import { HIDDEN_PATTERNS } from '../../../text/redact.ts';
import { lexSql, nameOfToken } from '../sql/lex.ts';
import { locateError, placeInFile } from '../sql/place.ts';
import { readStatement } from '../sql/statement.ts';
import { ID_COLUMN, type QueryTarget } from './checks.ts';
import { hideValues, isAboutWords, readCode } from './engine-words.ts';

const LONGEST_REASON = 1_000;

/** Of which the reason is taken. A list of words that could have stood there is shorter. */
const LONGEST_MESSAGE = 20_000;

/** What keeps a query from being sent to the Platform, which can be told without it; null: nothing does. */
export function findUnsendable({ query, place }: QueryTarget): FileProblem | null {
  const statement = readStatement(query);
  if (statement.kind === 'statement') return null;
  return { path: place.path, ...placeInFile(place, statement.offset), sentence: statement.sentence };
}

/**
 * What the Platform holds against a query, at the place that its message names.
 * @param quote shows the message
 */
export function placeRefusal(
  { query, place }: QueryTarget,
  message: string,
  quote: (message: string, query: string) => string,
): FileProblem {
  const offset = locateError(query, message, findNames(query));
  const at = offset === null ? { line: place.line, column: null } : placeInFile(place, offset);
  // @failure managing | `invalid` | Correct the query at the place of the annotation.
  return {
    path: place.path,
    ...at,
    sentence: `The engine of the Platform refuses the query: ${quote(message, query)}`,
  };
}

/** A refusal of a query with nothing in it that may be a value of a table. */
export function hideRefusal(message: string, query: string): string {
  if (isAboutWords(message)) return hideValues(shortenRefusal(message), query);
  const code = readCode(message);
  return `${code === null ? 'an error' : `error ${code}`} of ClickHouse, whose words can be data: ${HIDDEN_PATTERNS}.`;
}

/** Of what could have stood there the engine lists a hundred words. */
export function shortenRefusal(message: string): string {
  const own = message
    .slice(0, LONGEST_MESSAGE)
    .replace(/^Code: \d+\. (?:DB::Exception: )?/, '')
    .replace(/\. Expected one of: (?:(?! \([A-Z_]+\)$).)*/s, '.')
    // It counts in the query, and a file has other lines and columns.
    .replace(/failed at position \d+ \(.*?\)(?: \(line \d+, col \d+\))?: /s, 'failed at: ')
    .replace(/failed at: (?=\.(?: |$))/, 'failed at the end')
    .trim();
  return /[.!?)]$/.test(own) ? own.slice(0, LONGEST_REASON) : `${own.slice(0, LONGEST_REASON)}.`;
}

/** Tells where a name stands first; a column may be named with its table in front. */
function findNames(query: string): (name: string) => number | null {
  const starts = new Map<string, number>();
  for (const token of lexSql(query).tokens.toReversed()) starts.set(nameOfToken(token), token.start);
  return (name) => starts.get(name) ?? starts.get(name.slice(name.lastIndexOf('.') + 1)) ?? null;
}

/** What keeps the gate from listing the violations of a query; null: nothing does. */
export function findUnlisted({ place }: QueryTarget, { columns, isAggregate }: QueryColumns): FileProblem | null {
  const hasId = columns.includes(ID_COLUMN);
  if (hasId && !isAggregate) return null;
  const what = isAggregate
    ? 'The query puts many rows together into one, and each row counts as a violation'
    : `The query gives no \`${ID_COLUMN}\``;
  // @failure managing | `invalid` with `require-platform-id: error`, otherwise not affected | Let the query return one
  // row per resource, with its `_cq_platform_id`. Or set `require-platform-id: ignore`.
  const sentence = `${what}: the Platform counts what it finds, but the gate can neither list nor forgive single violations.`;
  return { path: place.path, line: place.line, column: null, sentence };
}
