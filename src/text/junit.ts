import { toXml } from './xml.ts';

/** What became of a test case. */
export type CaseStatus = 'passed' | 'failure' | 'error' | 'skipped';

export interface JunitSuite {
  /** The class's name too, after which some readers look for a file: none has a name with a blank. */
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

export interface JunitCase {
  readonly name: string;
  readonly status: CaseStatus;
  readonly seconds: number;
  /** Inside the case: whole lines. */
  readonly body: () => Iterable<string>;
}

const NAME_LENGTH = 200;
const PHRASE_LENGTH = 1_000;

/**
 * A report for those who show test results. It keeps to the schema of Jenkins (junit-4.xsd).
 * @param title of ours
 * @param now in milliseconds since 1970
 */
export function* renderJunitSuites(
  title: string,
  suites: readonly JunitSuite[],
  seconds: number,
  now: number,
): Generator<string> {
  // By the schemas there are in use it has no zone.
  const timestamp = new Date(now).toISOString().slice(0, 19);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="${title}" ${renderCounts(suites.flatMap(({ cases }) => cases))} time="${seconds.toFixed(3)}">\n`;
  for (const suite of suites) yield* renderSuite(suite, timestamp);
  yield '</testsuites>\n';
}

function* renderSuite({ name, cases }: JunitSuite, timestamp: string): Generator<string> {
  const title = toXml(name, NAME_LENGTH);
  const skipped = countStatus(cases, 'skipped');
  const seconds = cases.reduce((sum, one) => sum + one.seconds, 0);
  yield `  <testsuite name="${title}" ${renderCounts(cases)} skipped="${skipped}" time="${seconds.toFixed(3)}" timestamp="${timestamp}">\n`;
  for (const one of cases) {
    yield `    <testcase classname="${title}" name="${toXml(one.name, 2 * NAME_LENGTH)}" time="${one.seconds.toFixed(3)}">\n`;
    yield* one.body();
    yield '    </testcase>\n';
  }
  yield '  </testsuite>\n';
}

function renderCounts(cases: readonly JunitCase[]): string {
  return `tests="${cases.length}" failures="${countStatus(cases, 'failure')}" errors="${countStatus(cases, 'error')}"`;
}

function countStatus(cases: readonly JunitCase[], status: CaseStatus): number {
  return cases.filter((one) => one.status === status).length;
}

/** The Jenkins schema has no attributes for what is skipped, nor for output. */
export function openElement(status: CaseStatus, type: string, message: string): string {
  const name = elementOf(status);
  if (status !== 'failure' && status !== 'error') return `      <${name}>`;
  return `      <${name} type="${toXml(type, NAME_LENGTH)}" message="${toXml(message, PHRASE_LENGTH)}">`;
}

export function closeElement(status: CaseStatus): string {
  return `</${elementOf(status)}>\n`;
}

function elementOf(status: CaseStatus): string {
  return status === 'passed' ? 'system-out' : status;
}
