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
  /** Null: nothing is to be said. */
  readonly body: JunitBody | null;
}

/** What is inside a case. */
export interface JunitBody {
  /** One word, and one sentence. */
  readonly type: string;
  readonly message: string;
  /** Whole lines, as `toXml` makes them. */
  readonly lines: () => Iterable<string>;
}

/** A report as plain data, whose lines are made as they are written. */
export interface JunitReport {
  /** Of ours. */
  readonly title: string;
  readonly suites: readonly JunitSuite[];
  readonly seconds: number;
  /** In milliseconds since 1970. */
  readonly now: number;
}

const NAME_LENGTH = 200;
const PHRASE_LENGTH = 1_000;

/** A report for those who show test results. It keeps to the schema of Jenkins (junit-4.xsd). */
export function* renderJunit({ title, suites, seconds, now }: JunitReport): Generator<string> {
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
    if (one.body !== null) yield* renderBody(one.body, one.status);
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

function* renderBody({ type, message, lines }: JunitBody, status: CaseStatus): Generator<string> {
  const name = status === 'passed' ? 'system-out' : status;
  yield openElement(name, status, type, message);
  yield* lines();
  yield `</${name}>\n`;
}

/** The Jenkins schema has no attributes for what is skipped, nor for output. */
function openElement(name: string, status: CaseStatus, type: string, message: string): string {
  if (status !== 'failure' && status !== 'error') return `      <${name}>`;
  return `      <${name} type="${toXml(type, NAME_LENGTH)}" message="${toXml(message, PHRASE_LENGTH)}">`;
}
