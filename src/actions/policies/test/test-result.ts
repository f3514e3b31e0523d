import type { Row } from '../../../platform/queries.ts';
import { ID_COLUMN } from '../check/checks.ts';
import { type PolicyTest, type TestTable, toJsonText } from './policy-test.ts';

/**
 * How a test ended:
 * - `failed`: the query finds something else, or the engine does not run it.
 * - `unknown`: the Platform did not run it.
 * - `untestable`: no table can stand in for what the query reads.
 */
export type TestStatus = 'passed' | 'failed' | 'unknown' | 'untestable';

export interface TestResult {
  readonly slug: string;
  /** Of the test. */
  readonly name: string;
  readonly file: { readonly path: string; readonly line: number };
  readonly status: TestStatus;
  /** What was expected and found, or why it is unknown, as a sentence; empty if it passed. */
  readonly sentence: string;
  /** The rows in question, a line each. */
  readonly rows: readonly string[];
}

/** What the rows of a query say of a test. */
export interface Judgement {
  readonly isPassed: boolean;
  readonly sentence: string;
  readonly rows: readonly string[];
}

const IDS_SHOWN = 10;
const ROWS_SHOWN = 10;
const ROW_LENGTH = 300;

/** Compares what a query found in the tables of a test with what it should find. @param more whether there are more rows */
export function judgeTest({ violations, tables }: PolicyTest, rows: readonly Row[], more: boolean): Judgement {
  const found = `${rows.length}${more ? ' or more' : ''}`;
  if (typeof violations === 'number') {
    const isPassed = !more && rows.length === violations;
    const sentence = `It expects ${violations} violations, and the query finds ${found}.`;
    return isPassed ? PASSED : { isPassed, sentence, rows: rows.slice(0, ROWS_SHOWN).map(describeFound) };
  }
  const [first] = rows;
  if (first !== undefined && !(ID_COLUMN in first)) {
    const sentence = `It names violations by \`${ID_COLUMN}\`, which the query does not give; give a number in its place.`;
    return { isPassed: false, sentence, rows: [] };
  }
  const left = [...violations];
  const unexpected = rows.filter((row) => {
    const id = row[ID_COLUMN] ?? null;
    // A row without an id is no resource, whatever the test calls it.
    const at = id === null ? -1 : left.indexOf(String(id));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (left.length === 0 && unexpected.length === 0 && !more) return PASSED;
  const parts = [
    ...(left.length === 0 ? [] : [`not found: ${listIds(left)}`]),
    ...(unexpected.length === 0
      ? []
      : [`found, and not expected: ${listIds(unexpected.map((row) => String(row[ID_COLUMN])))}`]),
    ...(more ? [`${found} rows found`] : []),
  ];
  return {
    isPassed: false,
    sentence: `It expects ${violations.length === 0 ? 'no violation' : listIds(violations)}; ${parts.join('; ')}.`,
    rows: [...findMissing(left, tables), ...unexpected.map(describeFound)].slice(0, ROWS_SHOWN),
  };
}

const PASSED: Judgement = { isPassed: true, sentence: '', rows: [] };

function listIds(ids: readonly string[]): string {
  const shown = ids.slice(0, IDS_SHOWN).map((id) => `\`${id}\``);
  return ids.length > shown.length ? `${shown.join(', ')} and ${ids.length - shown.length} more` : shown.join(', ');
}

function describeFound(row: Row): string {
  return `found: ${cut(JSON.stringify(row))}`;
}

/** The rows of the test that hold the ids that were not found. */
function findMissing(ids: readonly string[], tables: readonly TestTable[]): string[] {
  return ids.flatMap((id) =>
    tables.flatMap(({ name, columns, rows }) => {
      const at = columns.findIndex((column) => column.name === ID_COLUMN);
      return rows
        .filter((row) => row[at] === id)
        .map((row) => {
          const cells = columns.map((column, index) => `${column.name}: ${toJsonText(row[index] ?? null)}`);
          return `not found, in ${name}: ${cut(cells.join(', '))}`;
        });
    }),
  );
}

function cut(text: string): string {
  return text.length > ROW_LENGTH ? `${text.slice(0, ROW_LENGTH - 1)}…` : text;
}
