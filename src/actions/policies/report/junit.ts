import type { CaseStatus, JunitCase, JunitReport } from '../../../text/junit.ts';
import { toXml } from '../../../text/xml.ts';
import type { TestResult, TestStatus } from '../test/test-result.ts';

const PHRASE_LENGTH = 1_000;

const STATUSES: Readonly<Record<TestStatus, CaseStatus>> = {
  passed: 'passed',
  failed: 'failure',
  unknown: 'error',
  untestable: 'skipped',
};

/** The tests of policies for those who show test results: a suite per policy. @param now in milliseconds since 1970 */
export function planTestsJunit(results: readonly TestResult[], now: number): JunitReport {
  const suites = [...Map.groupBy(results, ({ slug }) => slug)].map(([slug, own]) => ({
    name: `CloudQuery policy ${slug}`,
    cases: own.map(toCase),
  }));
  return { title: 'CloudQuery policies', suites, seconds: 0, now };
}

function toCase(result: TestResult): JunitCase {
  const { name, status, sentence } = result;
  const body = status === 'passed' ? null : { type: status, message: sentence, lines: () => renderLines(result) };
  return { name, status: STATUSES[status], seconds: 0, body };
}

function* renderLines({ sentence, rows, file }: TestResult): Generator<string> {
  yield `${toXml(sentence, PHRASE_LENGTH)}\n`;
  yield `${toXml(file.path)}:${file.line}\n`;
  for (const row of rows) yield `${toXml(row, PHRASE_LENGTH)}\n`;
}
