import pLimit from 'p-limit';
import { messageOf } from '../../../errors.ts';
import { PlatformError } from '../../../platform/http/errors.ts';
import { LARGEST_PAGE } from '../../../platform/http/paging.ts';
import { MOST_AT_ONCE } from '../../../platform/http/throttle.ts';
import { type QueryClient, readRefusal } from '../../../platform/queries.ts';
import { readUnavailable, watchRefusals } from '../../../platform/refusals.ts';
import { findNear } from '../../../text/nearest.ts';
import { shortenRefusal } from '../check/judge.ts';
import { readStatement } from '../sql/statement.ts';
import { describeMissingColumn } from './missing-column.ts';
import type { PolicyTest, TestTable } from './policy-test.ts';
import { buildTestQuery, type TypedTable } from './test-query.ts';
import { judgeTest, type TestResult } from './test-result.ts';
import { findObstacle, type TestTarget } from './untested.ts';

/** The types of a real table's columns, by name. @throws {PlatformError} */
export type FetchTypes = (table: string) => Promise<ReadonlyMap<string, string>>;

/**
 * Runs the tests of policies on the Platform's engine, against the rows of their files.
 * @throws {TimedOutError} after the step's deadline
 */
export async function runTests(
  targets: readonly TestTarget[],
  client: Pick<QueryClient, 'fetchRows'>,
  fetchTypes: FetchTypes,
): Promise<TestResult[]> {
  const types = new Map<string, ReturnType<FetchTypes>>();
  const refusals = watchRefusals();

  async function run(target: TestTarget, test: PolicyTest): Promise<TestResult> {
    const file = { path: target.file.path, line: test.line };
    const facts = { slug: target.slug, name: test.name, file, rows: [] };
    const obstacle = findObstacle(target);
    if (obstacle !== null) return { ...facts, status: 'untestable', sentence: obstacle };
    const closed = refusals.why();
    if (closed !== null) return { ...facts, status: 'unknown', sentence: describeUnknown(closed) };
    const statement = readStatement(target.query);
    if (statement.kind === 'problem') return { ...facts, status: 'failed', sentence: statement.sentence };
    try {
      const tables = await Promise.all(test.tables.map(addTypes));
      const query = buildTestQuery(statement.sql, tables);
      const page = await client.fetchRows(query, 1, LARGEST_PAGE);
      refusals.noteAnswer();
      const { isPassed, sentence, rows } = judgeTest(test, page.items, page.items.length >= LARGEST_PAGE);
      return { ...facts, status: isPassed ? 'passed' : 'failed', sentence, rows };
    } catch (error) {
      if (error instanceof UnknownType) {
        const line = error.line ?? test.line;
        return { ...facts, file: { ...file, line }, status: 'failed', sentence: error.message };
      }
      if (error instanceof UnreadTypes) return { ...facts, status: 'unknown', sentence: error.message };
      if (!(error instanceof PlatformError)) throw error;
      const refusal = readRefusal(error);
      if (refusal !== null) {
        refusals.noteAnswer();
        const sentence =
          describeMissingColumn(refusal, test) ?? `The engine does not run it: ${shortenRefusal(refusal)}`;
        return { ...facts, status: 'failed', sentence };
      }
      const why = refusals.noteFailure(error) ?? messageOf(error);
      return { ...facts, status: 'unknown', sentence: describeUnknown(why) };
    }
  }

  async function addTypes(table: TestTable): Promise<TypedTable> {
    if (table.columns.every(({ type }) => type !== null)) return table as TypedTable;
    const asked = types.get(table.name) ?? fetchTypes(table.name);
    types.set(table.name, asked);
    const known = await asked.catch((error: unknown) => {
      if (!(error instanceof PlatformError)) throw error;
      throw new UnreadTypes(table.name, readUnavailable(error) ?? messageOf(error));
    });
    const columns = table.columns.map(({ name, type, line }) => {
      const own = type ?? known.get(name);
      if (own === undefined) throw new UnknownType(table.name, name, line, known.keys());
      return { name, type: own };
    });
    return { ...table, columns };
  }

  const all = targets.flatMap((target) => target.tests.map((test) => ({ target, test })));
  return pLimit(MOST_AT_ONCE).map(all, ({ target, test }) => run(target, test));
}

class UnknownType extends Error {
  readonly line: number | undefined;

  /** @param line of the column @param known the columns of the real table */
  constructor(table: string, column: string, line: number | undefined, known: Iterable<string>) {
    const near = findNear(column, known);
    const hint = near === null ? '' : `; the nearest is \`${near}\``;
    super(
      `The real table \`${table}\` has no column \`${column}\` to take the type from${hint}. Correct the name, or write the type.`,
    );
    this.line = line;
  }
}

/** Another question than whether queries are run: others may not need it. */
class UnreadTypes extends Error {
  constructor(table: string, why: string) {
    super(`It could not be run: the types of the real table \`${table}\` can't be read (${why}); write the types.`);
  }
}

function describeUnknown(why: string): string {
  return `It could not be run: ${why}.`;
}
