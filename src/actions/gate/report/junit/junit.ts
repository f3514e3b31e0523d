import { toPlainText } from '../../../../text/escape.ts';
import type { CaseStatus, JunitReport, JunitSuite } from '../../../../text/junit.ts';
import { toXml } from '../../../../text/xml.ts';
import { comparePolicies } from '../../judge/order.ts';
import type { PolicyResult } from '../../judge/policy-result.ts';
import type { GateResult } from '../../result.ts';
import type { ReportInput } from '../input.ts';
import { planBody, statusOf } from './case.ts';

const NAME_LENGTH = 200;
const PHRASE_LENGTH = 1_000;

/**
 * The report for those who show test results: a suite per domain, a case per policy. It is red if the step is red,
 * and never empty: a verdict that no policy shows is a case of its own. It keeps to the schema of Jenkins (junit-4.xsd).
 */
export function planJunit({ result, rowsOf, context }: ReportInput): JunitReport {
  const policies = listSuites(result, rowsOf);
  const suites = showsVerdict(policies, result) ? policies : [buildVerdictSuite(result), ...policies];
  return { title: `CloudQuery ${result.mode}`, suites, seconds: result.elapsedSeconds, now: context.now };
}

/** By domain, the one of the worst policy first. */
function listSuites(result: GateResult, rowsOf: ReportInput['rowsOf']): JunitSuite[] {
  const byDomain = Map.groupBy((result.judgement?.policies ?? []).toSorted(comparePolicies), suiteNameOf);
  return [...byDomain].map(([name, policies]) => {
    const nameOf = nameCases(policies);
    const cases = policies.map((policy) => {
      const status = statusOf(policy, result);
      // A policy takes no time of its own; without the attribute some readers show NaN.
      return {
        name: nameOf(policy),
        status,
        seconds: 0,
        body: planBody(policy, status, () => rowsOf(policy.id)),
      };
    });
    return { name, cases };
  });
}

/**
 * The class's name too, after which some readers look for a file in the repository and annotate it: none has a name
 * like this. And in a list of all suites of a build it says where it is from.
 */
function suiteNameOf({ domain }: PolicyResult): string {
  return `CloudQuery ${toPlainText(domain, 60).toLowerCase() || 'other'}`;
}

/** Of cases with the same name in a suite some readers show the first one only; the policy's id tells them apart. */
function nameCases(policies: readonly PolicyResult[]): (policy: PolicyResult) => string {
  const titleOf = ({ name, id }: PolicyResult) =>
    toPlainText(name, NAME_LENGTH) || toPlainText(id, NAME_LENGTH) || 'without a name';
  const alike = Map.groupBy(policies, titleOf);
  return (policy) => {
    const title = titleOf(policy);
    return alike.get(title)?.length === 1 ? title : `${title} (${toPlainText(policy.id, 100)})`;
  };
}

/** Whether some case is red if the step is, and some case is there at all. */
function showsVerdict(suites: readonly JunitSuite[], { green }: GateResult): boolean {
  const cases = suites.flatMap((suite) => suite.cases);
  return cases.some(({ status }) => green || status === 'failure' || status === 'error');
}

function buildVerdictSuite(result: GateResult): JunitSuite {
  const status = verdictStatusOf(result);
  const verdict = {
    name: 'verdict',
    status,
    seconds: result.elapsedSeconds,
    body: { type: result.outcome, message: result.sentence, lines: () => renderVerdict(result) },
  };
  return { name: `CloudQuery ${result.mode}`, cases: [verdict] };
}

function verdictStatusOf({ outcome, green }: GateResult): CaseStatus {
  if (!green) return 'error';
  return outcome === 'passed' ? 'passed' : 'skipped';
}

function* renderVerdict(result: GateResult): Generator<string> {
  yield `${toXml(result.sentence, PHRASE_LENGTH)}\n`;
  if (result.problems.length > 1) for (const problem of result.problems) yield `- ${toXml(problem, PHRASE_LENGTH)}\n`;
  if (result.remedy !== null) yield `What to do: ${toXml(result.remedy, PHRASE_LENGTH)}\n`;
  for (const { syncName, problem } of result.syncs) {
    if (problem !== null) yield `${toXml(syncName, NAME_LENGTH)}: ${toXml(problem, PHRASE_LENGTH)}\n`;
  }
}
