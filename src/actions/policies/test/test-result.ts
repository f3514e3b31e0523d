import { HIDDEN_PATTERNS, hide } from '../../../text/redact.ts';
import { ID_COLUMN } from '../check/checks.ts';
import type { Found, FoundRow } from './found.ts';
import { type Cell, type PolicyTest, type TestTable, toJsonText } from './policy-test.ts';

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

/**
 * Compares what a query found in the tables of a test with what it should find.
 * @param hidesData whether a value is hidden that the test does not say: it may be one of a real table
 */
export function judgeTest(test: PolicyTest, { rows, count, hasIds }: Found, hidesData: boolean): Judgement {
  const { violations, tables } = test;
  const show = hidesData ? hideUnknown(test) : SHOW_ALL;
  const fail = (sentence: string, shown: readonly string[]): Judgement => {
    return { isPassed: false, sentence, rows: shown.slice(0, ROWS_SHOWN) };
  };
  const describeFound = ({ row }: FoundRow) => `found: ${cut(JSON.stringify(row, show.value))}`;
  if (typeof violations === 'number') {
    if (count === violations) return PASSED;
    const sentence = `It expects ${violations} violations, and the query finds ${count}.`;
    return fail(sentence, rows.slice(0, ROWS_SHOWN).map(describeFound));
  }
  if (!hasIds && (count > 0 || violations.length > 0)) {
    return fail(
      `It names violations by \`${ID_COLUMN}\`, which the query does not give; give a number in its place.`,
      [],
    );
  }
  const expected = violations.length === 0 ? 'no violation' : listIds(violations);
  if (rows.length < count) return fail(`It expects ${expected}, and the query finds ${count} rows.`, []);
  const left = new Map<string, number>();
  for (const id of violations) left.set(id, (left.get(id) ?? 0) + 1);
  const unexpected = rows.filter(({ id }) => {
    // A row without an id is no resource, whatever the test calls it.
    const times = id === null ? 0 : (left.get(id) ?? 0);
    if (id !== null && times > 0) left.set(id, times - 1);
    return times === 0;
  });
  const missing = [...left].flatMap(([id, times]) => Array.from({ length: times }, () => id));
  if (missing.length === 0 && unexpected.length === 0) return PASSED;
  const found = unexpected.map(({ id }) => show.id(String(id)));
  const parts = [
    ...(missing.length === 0 ? [] : [`not found: ${listIds(missing)}`]),
    ...(found.length === 0 ? [] : [`found, and not expected: ${listIds(found)}`]),
  ];
  const shown = [
    ...findMissing(missing.slice(0, ROWS_SHOWN), tables),
    ...unexpected.slice(0, ROWS_SHOWN).map(describeFound),
  ];
  return fail(`It expects ${expected}; ${parts.join('; ')}.`, shown);
}

/** How values of a query are shown. */
interface Show {
  readonly id: (text: string) => string;
  /** For JSON. */
  readonly value: (key: string, value: unknown) => unknown;
}

const SHOW_ALL: Show = { id: (text) => text, value: (_, value) => value };

/** Shows what the test says itself: that is in the repository already. */
function hideUnknown({ tables, violations }: PolicyTest): Show {
  const known = new Set(['null', ...(typeof violations === 'number' ? [] : violations)]);
  for (const { rows } of tables) for (const row of rows) for (const cell of row) collectTexts(cell, known);
  return {
    id: (text) => (known.has(text) ? text : hide('resource', text)),
    value(key, value) {
      // The row itself; the keys of a map in it can be data, too.
      if (key === '' || value === null || typeof value === 'boolean') return value;
      return typeof value !== 'object' && known.has(String(value)) ? value : HIDDEN_PATTERNS;
    },
  };
}

function collectTexts(cell: Cell, into: Set<string>): void {
  into.add(typeof cell === 'string' ? cell : toJsonText(cell));
  if (cell === null || typeof cell !== 'object' || 'number' in cell) return;
  for (const one of 'pairs' in cell ? cell.pairs.map(([, value]) => value) : cell) collectTexts(one, into);
}

const PASSED: Judgement = { isPassed: true, sentence: '', rows: [] };

function listIds(ids: readonly string[]): string {
  const shown = ids.slice(0, IDS_SHOWN).map((id) => `\`${id}\``);
  return ids.length > shown.length ? `${shown.join(', ')} and ${ids.length - shown.length} more` : shown.join(', ');
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
