import type { FileProblem } from '../../../text/file-problem.ts';
import type { QueryTarget } from '../check/checks.ts';
import { nameOfToken } from '../sql/lex.ts';
import { placeInFile } from '../sql/place.ts';
import { readStatement } from '../sql/statement.ts';
import { readTables } from '../sql/tables.ts';
import { expectsSomething, type PolicyTest } from './policy-test.ts';

/** A policy's query and its tests. */
export interface TestTarget extends QueryTarget {
  /** Where the policy stands. */
  readonly file: { readonly path: string; readonly line: number };
  readonly tests: readonly PolicyTest[];
}

/** Why no table of a test can stand in for what a query reads; null: each can. */
export function findObstacle({ query }: QueryTarget): string | null {
  const statement = readStatement(query);
  return statement.kind === 'problem' ? null : (readTables(statement.tokens).obstacle?.sentence ?? null);
}

/** What is wrong with the tests of a policy, as far as it can be told without running them. */
export function findTestFaults(target: TestTarget, minTests: number): FileProblem[] {
  return [...findUncovered(target), ...findUntested(target, minTests)];
}

/** Tables that tests lack: they would read the real ones. */
export function findUncovered({ query, place, tests, file }: TestTarget): FileProblem[] {
  if (tests.length === 0) return [];
  const statement = readStatement(query);
  if (statement.kind === 'problem') return [];
  const { tables, perhaps, obstacle } = readTables(statement.tokens);
  if (obstacle !== null) return [];
  return tests.flatMap((test) => {
    const given = new Set(test.tables.map(({ name }) => name));
    const columns = new Set(test.tables.flatMap((table) => table.columns.map(({ name }) => name)));
    return [...tables, ...perhaps.filter((name) => !columns.has(name))]
      .filter((name) => !given.has(name))
      .map((name) => {
        const at = placeInFile(place, statement.tokens.find((token) => nameOfToken(token) === name)?.start ?? 0);
        // @failure managing | `invalid` | Add the table to the test; its rows can be `[]`.
        const sentence = `The test “${test.name}” lacks the table \`${name}\`, which the query reads at ${place.path}:${at.line}; a test reads no real table.`;
        return { path: file.path, line: test.line, column: null, sentence };
      });
  });
}

/** Whether there are as many tests as the rule wants; from two on, one of them finds something and one does not. */
function findUntested(target: TestTarget, minTests: number): FileProblem[] {
  const { tests, file } = target;
  if (minTests === 0 || findObstacle(target) !== null) return [];
  const tell = (sentence: string): FileProblem[] => [{ ...file, column: null, sentence }];
  if (tests.length < minTests) {
    // @failure managing | `invalid` | Add tests to the policy's file, or lower `min-tests`.
    return tell(`The policy has ${tests.length} tests; \`min-tests\` asks for ${minTests}.`);
  }
  if (minTests === 1 || (tests.some(expectsSomething) && !tests.every(expectsSomething))) return [];
  const missing = tests.some(expectsSomething) ? 'finds nothing' : 'finds something';
  // @failure managing | `invalid` | A query that finds everything, or nothing, passes tests of one kind. Add one of the
  // other kind.
  return tell(`No test of the policy ${missing}; from \`min-tests: 2\` on there has to be one.`);
}
