import pLimit from 'p-limit';
import { messageOf } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import { walkPages } from '../../../platform/http/paging.ts';
import { MOST_AT_ONCE } from '../../../platform/http/throttle.ts';
import { type QueryClient, type Row, readRefusal } from '../../../platform/queries.ts';
import { readUnavailable, watchRefusals } from '../../../platform/refusals.ts';
import { SchemaError } from '../../../platform/schema.ts';
import { joinSome } from '../../../text/format.ts';
import { limitFindNear } from '../../../text/nearest.ts';
import type { Unchecked } from '../check/checks.ts';
import { hideValues } from '../check/engine-words.ts';
import { hideRefusal, shortenRefusal } from '../check/judge.ts';
import { buildTableQuestion, findRealTables, type ToldTables } from './engine-tables.ts';
import { fetchFound } from './found.ts';
import { describeMissingColumn } from './missing-column.ts';
import type { PolicyTest, TestTable } from './policy-test.ts';
import { type TypedTable, UnfitCell } from './test-query.ts';
import { judgeTest, type TestResult } from './test-result.ts';
import { type ReadQuery, readQuery, type TestTarget } from './untested.ts';

/** The types of a real table's columns, by name. @throws {PlatformError} */
export type FetchTypes = (table: string) => Promise<ReadonlyMap<string, string>>;

/** What came of tests. */
export interface TestRun {
  readonly results: readonly TestResult[];
  /** Those of whose queries the engine did not say which tables they read. */
  readonly unexplained: readonly Unchecked[];
}

/**
 * Runs the tests of policies on the Platform's engine, against the rows of their files. The engine is asked first which
 * tables it reads for them: none of a real table is ever read for a test that passes.
 * @param hidesData whether values are hidden that may be those of a real table
 * @throws {TimedOutError} after the step's deadline
 */
export async function runTests(
  targets: readonly TestTarget[],
  client: Pick<QueryClient, 'fetchRows'>,
  fetchTypes: FetchTypes,
  hidesData: boolean,
): Promise<TestRun> {
  const findNear = limitFindNear();
  const types = new Map<string, ReturnType<FetchTypes>>();
  const explained = new Map<string, Promise<readonly string[] | null>>();
  const unexplained = new Map<string, Unchecked>();
  const refusals = watchRefusals();
  const quote = hidesData ? hideRefusal : shortenRefusal;

  async function run(
    { slug, file: { path } }: TestTarget,
    read: ReadQuery | null,
    test: PolicyTest,
  ): Promise<TestResult> {
    const facts = { slug, name: test.name, file: { path, line: test.line }, rows: [] };
    const fail = (sentence: string, line = test.line): TestResult => ({
      ...facts,
      file: { path, line },
      status: 'failed',
      sentence,
    });
    const leave = (why: string): TestResult => ({
      ...facts,
      status: 'unknown',
      sentence: `It could not be run: ${why}.`,
    });
    if (read === null) return fail('Its query is no single statement.');
    const { statement, use } = read;
    if (use.obstacle !== null) return { ...facts, status: 'untestable', sentence: use.obstacle.sentence };
    const closed = refusals.why();
    if (closed !== null) return leave(closed);
    try {
      const tables = await Promise.all(test.tables.map(addTypes));
      const real = await explain(statement.sql, tables);
      if (real !== null && real.length > 0) return fail(describeReal(real));
      const column = use.perhaps.find((name) => !tables.some((table) => table.name === name));
      if (real === null && column !== undefined) {
        return leave(`the engine does not say whether \`${column}\` behind \`IN\` is a column or a real table`);
      }
      const found = await fetchFound(statement.sql, tables, test, client);
      refusals.noteAnswer();
      // Only of a query that it runs: it explains none that it refuses.
      if (real === null) unexplained.set(slug, { slug, why: 'the engine of the Platform did not explain it' });
      const { isPassed, sentence, rows } = judgeTest(test, found, hidesData);
      return { ...facts, status: isPassed ? 'passed' : 'failed', sentence, rows };
    } catch (error) {
      if (error instanceof UnknownType || error instanceof UnfitCell) return fail(error.message, error.line);
      if (error instanceof UnreadTypes) return { ...facts, status: 'unknown', sentence: error.message };
      if (error instanceof SchemaError) return leave(`its answer is not whole (${error.message})`);
      if (!(error instanceof PlatformError)) throw error;
      const refusal = readRefusal(error);
      if (refusal === null) return leave(refusals.noteFailure(error) ?? messageOf(error));
      refusals.noteAnswer();
      const missing = describeMissingColumn(hidesData ? hideValues(refusal, statement.sql) : refusal, test);
      return fail(missing ?? `The engine does not run it: ${quote(refusal, statement.sql)}`);
    }
  }

  /** The real tables that the engine reads for tests with these tables; null: it does not say it, or not all of it. */
  function explain(sql: string, tables: readonly TypedTable[]): Promise<readonly string[] | null> {
    const question = buildTableQuestion(sql, tables);
    const asked = explained.get(question) ?? askTables(question, buildTableQuestion(sql, tables, true));
    explained.set(question, asked);
    return asked;
  }

  async function askTables(question: string, wholeQuestion: string): Promise<readonly string[] | null> {
    const told = await fetchTold(question);
    if (told === null || told.isWhole || told.real.length > 0) return told?.real ?? null;
    const whole = await fetchTold(wholeQuestion);
    return whole?.isWhole === true ? whole.real : null;
  }

  /** Null: the engine does not explain the query. */
  async function fetchTold(question: string): Promise<ToldTables | null> {
    const lines: Row[] = [];
    try {
      for await (const { items } of walkPages((page, perPage) => client.fetchRows(question, page, perPage))) {
        lines.push(...items);
      }
    } catch (error) {
      if (error instanceof PlatformError && readRefusal(error) !== null) return null;
      throw error;
    }
    return findRealTables(lines);
  }

  async function addTypes(table: TestTable): Promise<TypedTable> {
    if (table.columns.every(({ type }) => type !== null)) return table as TypedTable;
    const asked = types.get(table.name) ?? fetchTypes(table.name);
    types.set(table.name, asked);
    const known = await asked.catch((error: unknown) => {
      if (!(error instanceof PlatformError)) throw error;
      const why = hasStatus(error, 404) ? 'the Platform does not know it' : readUnavailable(error);
      throw new UnreadTypes(table.name, why ?? messageOf(error));
    });
    const columns = table.columns.map(({ name, type, line }) => {
      const own = type ?? known.get(name);
      if (own === undefined || own.length > LONGEST_TYPE)
        throw new UnknownType(table.name, name, line, findNear(name, known.keys()));
      return { name, type: own, line };
    });
    return { ...table, columns };
  }

  const all = targets.flatMap((target) => {
    const read = readQuery(target);
    return target.tests.map((test) => ({ target, read, test }));
  });
  const results = await pLimit(MOST_AT_ONCE).map(all, ({ target, read, test }) => run(target, read, test));
  return { results, unexplained: [...unexplained.values()] };
}

/** A type of a real table with more characters is none to write down again. */
const LONGEST_TYPE = 500;

class UnknownType extends Error {
  readonly line: number | undefined;

  /** @param line of the column @param near the column of the real table that is near; null: none is known */
  constructor(table: string, column: string, line: number | undefined, near: string | null) {
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

function describeReal(tables: readonly string[]): string {
  const names = joinSome(
    tables.slice(0, 5).map((name) => `\`${name}\``),
    tables.length,
  );
  // @failure managing | `invalid` | A test may read only its own tables. Add the named table to the test. If the test
  // already has it, write the name in the query without a database, or remove the tests.
  return `The engine reads ${names} for it, and a test reads no real table; add the table to the test, or, if the test has it, take the test off.`;
}
