import type { FileProblem } from '../../../text/file-problem.ts';
import { countNouns, joinSome } from '../../../text/format.ts';
import type { QueryTarget, Unchecked } from '../check/checks.ts';
import { nameOfToken } from '../sql/lex.ts';
import { placeInFile } from '../sql/place.ts';
import { readStatement, type Statement } from '../sql/statement.ts';
import { readTables, type TableUse } from '../sql/tables.ts';
import { expectsSomething, type PolicyTest } from './policy-test.ts';

/** A policy's query and its tests. */
export interface TestTarget extends QueryTarget {
  /** Where the policy stands. */
  readonly file: { readonly path: string; readonly line: number };
  readonly tests: readonly PolicyTest[];
}

/** A query that was taken apart for its tests. */
export interface ReadQuery {
  readonly statement: Statement;
  readonly use: TableUse;
}

/** Takes a query apart once for all of its tests; null: it is no single statement. */
export function readQuery({ query }: QueryTarget): ReadQuery | null {
  const statement = readStatement(query);
  return statement.kind === 'problem' ? null : { statement, use: readTables(statement.tokens) };
}

/** What is wrong with the tests of a policy, as far as it can be told without running them. */
export function findTestFaults(target: TestTarget, minTests: number): FileProblem[] {
  const read = readQuery(target);
  if (read === null || read.use.obstacle !== null) return [];
  return [...findUncovered(target, read), ...findUntested(target, minTests)];
}

/** Whether the tests of a policy have all tables that its query reads. */
export function isCovered(target: TestTarget): boolean {
  const read = readQuery(target);
  return read === null || read.use.obstacle !== null || findUncovered(target, read).length === 0;
}

/** The policies that `min-tests` asks for tests of, and that can have none. */
export function findUntestable(targets: readonly TestTarget[], minTests: number): Unchecked[] {
  if (minTests === 0) return [];
  return targets.flatMap((target) => {
    const sentence = target.tests.length === 0 ? readQuery(target)?.use.obstacle?.sentence : undefined;
    return sentence === undefined ? [] : [{ slug: target.slug, why: sentence.replace(/\.$/, '') }];
  });
}

const NAMES_SHOWN = 5;

/** Tables that tests lack: they would read the real ones. */
function findUncovered({ place, tests, file }: TestTarget, { statement, use }: ReadQuery): FileProblem[] {
  if (tests.length === 0) return [];
  const starts = new Map<string, number>();
  for (const token of statement.tokens.toReversed()) starts.set(nameOfToken(token), token.start);
  return tests.flatMap((test) => {
    const { names, count } = listMissing(test, use);
    const [first] = names;
    if (first === undefined) return [];
    const at = placeInFile(place, starts.get(first) ?? 0);
    const list = joinSome(
      names.map((name) => `\`${name}\``),
      count,
    );
    const [noun, which] = count === 1 ? ['table', 'which'] : ['tables', 'the first of which'];
    // @failure managing | `invalid` | Add each table that the query reads to the test. Its rows can be `[]`.
    const sentence = `The test “${test.name}” lacks the ${noun} ${list}, ${which} the query reads at ${place.path}:${at.line}; a test reads no real table.`;
    return [{ path: file.path, line: test.line, column: null, sentence }];
  });
}

/** Some of the tables that a test lacks, and how many there are. A query can read thousands, and have a hundred tests. */
function listMissing({ tables }: PolicyTest, use: TableUse): { names: readonly string[]; count: number } {
  const given = new Set(tables.map(({ name }) => name));
  const columns = new Set(tables.flatMap((table) => table.columns.map(({ name }) => name)));
  const names: string[] = [];
  let count = 0;
  const note = (all: readonly string[], isKnown: (name: string) => boolean) => {
    for (const name of all) {
      if (isKnown(name)) continue;
      count += 1;
      if (names.length < NAMES_SHOWN) names.push(name);
    }
  };
  note(use.tables, (name) => given.has(name));
  note(use.perhaps, (name) => given.has(name) || columns.has(name));
  return { names, count };
}

/** Whether there are as many tests as the rule wants; from two on, one of them finds something and one does not. */
function findUntested({ tests, file }: TestTarget, minTests: number): FileProblem[] {
  if (minTests === 0) return [];
  const tell = (sentence: string): FileProblem[] => [{ ...file, column: null, sentence }];
  if (tests.length < minTests) {
    // @failure managing#min-tests | `invalid` | Add the missing tests to the file of the policy, or lower `min-tests`.
    return tell(`The policy has ${countNouns(tests.length, 'test')}; \`min-tests\` asks for ${minTests}.`);
  }
  if (minTests === 1 || (tests.some(expectsSomething) && !tests.every(expectsSomething))) return [];
  const missing = tests.some(expectsSomething) ? 'finds nothing' : 'finds something';
  // @failure managing#min-tests
  return tell(`The policy has no test in which the query ${missing}; \`min-tests: ${minTests}\` asks for one.`);
}
