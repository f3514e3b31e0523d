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
      // query or the test. If the test could not be run, use a key whose role may run queries.
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
      // @failure managing#no-test
      return `${noun} can't be run here`;
    }),
    ...describeByReason(policies, (count) => {
      const noun = countNouns(count, 'policy has', 'policies have');
      // @failure managing#no-test | not affected | Nothing, if you can do without tests of these queries: `min-tests`
      // does not ask for them. Otherwise write the names of tables without a database and without `FINAL`.
      return `${noun} no test, and can have none here`;
    }),
  ];
}

/** A sentence for each reason why the engine did not say which tables tests read. */
export function describeUnexplained(unexplained: readonly Unchecked[]): string[] {
  return describeByReason(unexplained, (count) => {
    const noun = countNouns(count, 'query', 'queries');
    // @failure managing | not affected | Nothing. The engine of the Platform did not answer. So the action looked for
    // real tables only in the text of these queries.
    return `Whether the tests of ${noun} read a real table was checked in the text alone`;
  });
}

/** How many passed, and how many did not. Those that can't be run are neither. */
export function countTests(results: readonly TestResult[]): { passed: number; failed: number; untestable: number } {
  const count = (...statuses: readonly TestResult['status'][]) =>
    results.filter(({ status }) => statuses.includes(status)).length;
  return { passed: count('passed'), failed: count('failed', 'unknown'), untestable: count('untestable') };
}
