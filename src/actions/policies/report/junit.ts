import { type CaseStatus, closeElement, type JunitCase, openElement, renderJunitSuites } from '../../../text/junit.ts';
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
export function renderTestsJunit(results: readonly TestResult[], now: number): Generator<string> {
  const suites = [...Map.groupBy(results, ({ slug }) => slug)].map(([slug, own]) => ({
    name: `CloudQuery policy ${slug}`,
    cases: own.map(toCase),
  }));
  return renderJunitSuites('CloudQuery policies', suites, 0, now);
}

function toCase(result: TestResult): JunitCase {
  const status = STATUSES[result.status];
  return { name: result.name, status, seconds: 0, body: () => renderBody(result, status) };
}

function* renderBody({ status, sentence, rows, file }: TestResult, element: CaseStatus): Generator<string> {
  if (status === 'passed') return;
  yield openElement(element, status, sentence);
  yield `${toXml(sentence, PHRASE_LENGTH)}\n`;
  yield `${toXml(file.path)}:${file.line}\n`;
  for (const row of rows) yield `${toXml(row, PHRASE_LENGTH)}\n`;
  yield closeElement(element);
}
