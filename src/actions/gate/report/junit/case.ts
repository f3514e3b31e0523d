import { formatMoment } from '../../../../platform/timestamp.ts';
import type { Violation } from '../../../../platform/violations.ts';
import { countNouns, formatCount } from '../../../../text/format.ts';
import type { CaseStatus, JunitBody } from '../../../../text/junit.ts';
import { toXml } from '../../../../text/xml.ts';
import { describeStanding } from '../../evaluate/freshness.ts';
import type { PolicyResult } from '../../judge/policy-result.ts';
import { describeReasons } from '../../judge/reason.ts';
import type { ReportedViolation } from '../../judge/tally.ts';
import type { GateResult } from '../../result.ts';

/** Resources of a policy that a report names; readers of JUnit files hold them whole. */
export const RESOURCES_LISTED = 100;

const NAME_LENGTH = 200;
const PHRASE_LENGTH = 1_000;

/**
 * A test case is red if the step is, and never if it is not: who publishes the report gets the same verdict.
 * Violations that the rule tolerates, or that do not gate, are no failure: the case passes, and says in its output what
 * was found. What could not be judged is an error, or skipped if the step is green all the same.
 */
export function statusOf({ standing, gating }: PolicyResult, { outcome, green }: GateResult): CaseStatus {
  if (standing !== 'judged') return green ? 'skipped' : 'error';
  return gating > 0 && outcome === 'violations' && !green ? 'failure' : 'passed';
}

/** What is inside the case. @param rows the policy's violations, read only as far as needed */
export function planBody(
  policy: PolicyResult,
  status: CaseStatus,
  rows: () => Iterable<ReportedViolation>,
): JunitBody | null {
  if (status === 'passed' && policy.found === 0) return null;
  const message = summarize(policy, status);
  return { type: labelOf(policy), message, lines: () => renderLines(policy, message, rows) };
}

function* renderLines(
  policy: PolicyResult,
  summary: string,
  rows: () => Iterable<ReportedViolation>,
): Generator<string> {
  yield `${toXml(summary, PHRASE_LENGTH)}\n`;
  const description = toXml(policy.description);
  if (description !== '') yield `${description}\n`;
  yield `${renderFacts(policy)}\n`;
  if (policy.standing === 'judged' && policy.gating > 0) yield* listResources(policy, rows());
}

function renderFacts({ severity, evaluatedAt, id }: PolicyResult): string {
  const evaluated = evaluatedAt === null ? 'unknown' : formatMoment(evaluatedAt);
  return `Severity: ${severity}. Evaluated: ${evaluated}. Policy: ${toXml(id, NAME_LENGTH)}`;
}

/** Stands before the message if a report shows both. */
function labelOf({ standing, severity }: PolicyResult): string {
  return standing === 'judged' ? severity : standing;
}

function summarize(policy: PolicyResult, status: CaseStatus): string {
  const { standing, reason, gating, found } = policy;
  if (standing !== 'judged') return `Could not be judged: ${reason?.trim() || describeStanding(standing)}`;
  const others = describeReasons(policy);
  const details = others.length === 0 ? '' : ` (${others.join(', ')})`;
  if (gating === 0) return `${countNouns(found, 'violation')} found, none gates${details}`;
  const counted = countNouns(gating, 'gating violation') + (gating === found ? '' : ` of ${formatCount(found)} found`);
  return counted + details + (status === 'failure' ? '' : ', tolerated');
}

function* listResources(policy: PolicyResult, rows: Iterable<ReportedViolation>): Generator<string> {
  let listed = 0;
  for (const { violation, standing } of rows) {
    if (standing !== 'gating') continue;
    if (listed === 0) yield 'Resources:\n';
    listed += 1;
    yield `- ${describeResource(violation)}\n`;
    if (listed === RESOURCES_LISTED) break;
  }
  const problem = policy.resourcesProblem;
  const rest = policy.gating - listed;
  if (problem !== null) yield `Not all resources could be listed: ${toXml(problem, PHRASE_LENGTH)}\n`;
  else if (rest > 0) yield `… and ${countNouns(rest, 'more gating violation')}, ${whyNotListed(listed)}\n`;
}

function whyNotListed(listed: number): string {
  return listed === RESOURCES_LISTED
    ? `not listed here: this report names ${RESOURCES_LISTED} of a policy at most.`
    : 'which the Platform did not list.';
}

function describeResource({ name, resourceType, accountName, accountId, region, platformId }: Violation): string {
  const account = [accountName, accountId ?? ''].map((part) => toXml(part, NAME_LENGTH)).filter((part) => part !== '');
  const details = [
    toXml(resourceType, NAME_LENGTH),
    account.length === 0 ? '' : `account ${account.join(' ')}`,
    toXml(region, NAME_LENGTH),
    name === '' ? '' : toXml(platformId, NAME_LENGTH),
  ].filter((part) => part !== '');
  const title = toXml(name, NAME_LENGTH) || toXml(platformId, NAME_LENGTH) || 'without a name';
  return details.length === 0 ? title : `${title} (${details.join(', ')})`;
}
