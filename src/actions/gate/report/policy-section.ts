import { formatMoment } from '../../../platform/timestamp.ts';
import type { Violation } from '../../../platform/violations.ts';
import { toCode, toMarkdown } from '../../../text/escape.ts';
import { countNouns, formatCount } from '../../../text/format.ts';
import { byteLength, renderDetails, renderRest, renderTable, takeWithin } from '../../../text/markdown.ts';
import { describeStanding } from '../evaluate/freshness.ts';
import { describeReasons, listReasons } from '../judge/reason.ts';
import type { PolicyResult } from '../judge/verdict.ts';

const NAME_LENGTH = 160;
const RESOURCES_SHOWN = 20;
/** Of the room for failing policies; what these leave is for one line each of the others. */
const DETAILED_SHARE = 0.8;
const REST_BYTES = 200;

/**
 * Policies with gating violations, worst first: with their resources for as long as there is room, then a
 * line each, then their number only.
 */
export function renderFailing(policies: readonly PolicyResult[], maxBytes: number): string {
  if (policies.length === 0) return '';
  const detailed = takeWithin(policies, (policy) => `${renderPolicy(policy)}\n`, maxBytes * DETAILED_SHARE);
  const others = policies.slice(detailed.taken);
  const room = maxBytes - byteLength(detailed.text) - REST_BYTES;
  const brief = renderTable(['Severity', 'Policy', 'Gating', 'Found'], others, renderBriefly, room);
  const shortened =
    others.length === 0
      ? ''
      : `\nThe other ${formatCount(others.length)}, without their resources for want of room:\n\n`;
  return (
    detailed.text.trimEnd() +
    (brief.taken > 0 ? `\n${shortened}${brief.text}` : '\n') +
    renderRest(others.length - brief.taken, 'failing policy', 'failing policies')
  );
}

function renderBriefly(policy: PolicyResult): readonly string[] {
  return [renderSeverity(policy), renderName(policy), formatCount(policy.gating), formatCount(policy.found)];
}

function renderPolicy(policy: PolicyResult): string {
  const title = `${renderSeverity(policy)} · <b>${renderName(policy)}</b> · ${countNouns(policy.gating, 'violation')}`;
  const blocks = [toMarkdown(policy.description), renderPolicyFacts(policy), renderResources(policy)];
  return renderDetails(title, blocks.filter((block) => block !== '').join('\n\n'));
}

function renderPolicyFacts(policy: PolicyResult): string {
  const facts = [
    `${formatCount(policy.gating)} gating of ${formatCount(policy.found)} found${renderNotGating(policy)}`,
    `evaluated ${formatMoment(policy.evaluatedAt)}`,
    toMarkdown(policy.domain, NAME_LENGTH),
    toCode(policy.id),
    renderDefinition(policy),
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

function renderDefinition({ definition }: PolicyResult): string {
  if (definition === null) return '';
  const { owner, slug, file } = definition;
  return file === null
    ? `managed as ${toCode(slug, NAME_LENGTH)} by ${toCode(owner, NAME_LENGTH)}`
    : `defined in ${toCode(file, NAME_LENGTH)}`;
}

function renderNotGating(policy: PolicyResult): string {
  const parts = describeReasons(policy);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function renderResources({ resources, resourcesProblem, gating }: PolicyResult): string {
  // @failure policies | unchanged | The count is known, but its details could not be read. The verdict uses the count.
  const lead = resources.length === 0 ? 'No resources to show' : 'Not all of them';
  const problem = resourcesProblem === null ? '' : `${lead}: ${toMarkdown(resourcesProblem)}\n`;
  if (resources.length === 0) return problem;
  const header = ['Resource', 'Type', 'Account', 'Region', 'Id'];
  const table = renderTable(header, resources.slice(0, RESOURCES_SHOWN), renderResource);
  const rest = renderRest(gating - table.taken, 'violation');
  return `${table.text}${rest}${problem === '' ? '' : `\n${problem}`}`;
}

function renderResource(resource: Violation): readonly string[] {
  const account = [toMarkdown(resource.accountName, NAME_LENGTH), toCode(resource.accountId ?? '')];
  return [
    toCode(resource.name) || '–',
    toCode(resource.resourceType) || '–',
    account.filter((part) => part !== '').join(' ') || '–',
    toCode(resource.region) || '–',
    toCode(resource.platformId) || '–',
  ];
}

/** Policies with violations none of which gates, one line each; a reason that none of them has gets no column. */
export function renderNotGatingPolicies(policies: readonly PolicyResult[], maxBytes: number): string {
  const columns = listReasons(policies);
  const table = renderTable(
    ['Severity', 'Policy', ...columns.map(({ title }) => title)],
    policies,
    (policy) => [renderSeverity(policy), renderName(policy), ...columns.map(({ count }) => formatCount(count(policy)))],
    maxBytes - REST_BYTES,
  );
  return table.text + renderRest(policies.length - table.taken, 'policy', 'policies');
}

/** Policies whose results don't count, and why. */
export function renderUnjudged(policies: readonly PolicyResult[], maxBytes: number): string {
  const header = ['Severity', 'Policy', 'Why', 'Last evaluated'];
  const table = renderTable(
    header,
    policies,
    (policy) => [renderSeverity(policy), renderName(policy), renderReason(policy), renderLastEvaluated(policy)],
    maxBytes - REST_BYTES,
  );
  return table.text + renderRest(policies.length - table.taken, 'policy', 'policies');
}

function renderReason({ standing, reason }: PolicyResult): string {
  return toMarkdown(reason ?? '') || describeStanding(standing);
}

function renderLastEvaluated({ standing, evaluatedAt }: PolicyResult): string {
  return standing === 'never-evaluated' && evaluatedAt === null ? '–' : formatMoment(evaluatedAt);
}

function renderName(policy: PolicyResult): string {
  return toMarkdown(policy.name, NAME_LENGTH) || toCode(policy.id) || '–';
}

/** The Platform's own word too, where this version does not know it. */
function renderSeverity({ severity, severityLabel }: PolicyResult): string {
  const label = toMarkdown(severityLabel, 40);
  return label === '' || label.toLowerCase() === severity ? severity : `${severity} (“${label}”)`;
}
