import type { FileProblem } from '../../../text/file-problem.ts';
import { countNouns } from '../../../text/format.ts';
import type { Unchecked } from '../check/checks.ts';
import { describeByReason } from '../check/describe.ts';
import type { TestResult } from './test-result.ts';

/** What failed, or could not be run, as problems of the files: a test that nobody ran has not passed. */
export function toProblems(results: readonly TestResult[]): FileProblem[] {
  return results
    .filter(({ status }) => status === 'failed' || status === 'unknown')
    .map(({ name, file, sentence: reason }) => {
      // @failure managing | `invalid` | The message says what the query finds in the tables of the test. Correct the
      // query, or the test. If the test could not be run, give a key whose role may run queries.
      const sentence = `The test “${name}” did not pass: ${reason}`;
      return { ...file, column: null, sentence };
    });
}

/** A sentence for each reason why tests can't be run at all, and why policies can have none. */
export function describeUntestable(results: readonly TestResult[], policies: readonly Unchecked[]): string[] {
  const untestable = results.filter(({ status }) => status === 'untestable');
  const items = untestable.map(({ slug, sentence }) => ({ slug, why: sentence.replace(/\.$/, '') }));
  return [
    ...describeByReason(items, (count) => {
      const noun = countNouns(count, 'test');
      // @failure managing | not affected | Nothing, if you can do without these tests. Otherwise let the query read
      // tables by their names alone, without a database and without `FINAL`.
      return `${noun} can't be run here`;
    }),
    ...describeByReason(policies, (count) => {
      const noun = countNouns(count, 'policy has', 'policies have');
      // @failure managing | not affected | Nothing: `min-tests` asks for no test of a query that can't be tested. If there
      // are to be tests, let the query read tables by their names alone.
      return `${noun} no test, and can have none here`;
    }),
  ];
}

/** A sentence for each reason why the engine did not say which tables tests read. */
export function describeUnexplained(unexplained: readonly Unchecked[]): string[] {
  return describeByReason(unexplained, (count) => {
    const noun = countNouns(count, 'query', 'queries');
    // @failure managing | not affected | Nothing. The action looks for real tables in the words of a query, and asks the
    // engine of the Platform as well. Here the engine did not answer.
    return `Only by their words the tests of ${noun} read no real table`;
  });
}

/** How many passed, and how many did not. Those that can't be run are neither. */
export function countTests(results: readonly TestResult[]): { passed: number; failed: number; untestable: number } {
  const count = (...statuses: readonly TestResult['status'][]) =>
    results.filter(({ status }) => statuses.includes(status)).length;
  return { passed: count('passed'), failed: count('failed', 'unknown'), untestable: count('untestable') };
}
