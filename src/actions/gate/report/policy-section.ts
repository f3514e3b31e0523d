import { formatMoment } from '../../../platform/timestamp.ts';
import type { Violation } from '../../../platform/violations.ts';
import { toCode, toMarkdown } from '../../../text/escape.ts';
import { countNouns, formatCount } from '../../../text/format.ts';
import { byteLength, renderDetails, renderRest, renderTable, takeWithin } from '../../../text/markdown.ts';
import type { PolicyResult } from '../judge/policy-result.ts';
import { describeReasons, listReasons } from '../judge/reason.ts';
import { countSharing, groupByReason, reasonOf } from './policy-order.ts';

const NAME_LENGTH = 160;
const RESOURCES_SHOWN = 20;
/** So many are open; more open on a click, since then what somebody needs first is the list. */
const OPEN_POLICIES = 3;
/** So many rows of a table are open. */
const OPEN_ROWS = 10;
/** Of the room for failing policies; what these leave is for one line each of the others. */
const DETAILED_SHARE = 0.8;
const REST_BYTES = 200;

/**
 * Policies with gating violations, worst first: with their resources for as long as there is room, then a
 * line each, then their number only.
 */
export function renderFailing(policies: readonly PolicyResult[], maxBytes: number): string {
  if (policies.length === 0) return '';
  const isOpen = policies.length <= OPEN_POLICIES;
  const detailed = takeWithin(policies, (policy) => `${renderPolicy(policy, isOpen)}\n`, maxBytes * DETAILED_SHARE);
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

function renderPolicy(policy: PolicyResult, isOpen: boolean): string {
  const [severity, name] = [renderSeverity(policy), renderName(policy)];
  const many = countNouns(policy.gating, 'violation');
  const blocks = [toMarkdown(policy.description), renderPolicyFacts(policy), renderResources(policy)];
  const body = blocks.filter((block) => block !== '').join('\n\n');
  return isOpen
    ? `#### ${severity} · ${name} · ${many}\n\n${body.trim()}\n`
    : renderDetails(`${severity} · <b>${name}</b> · ${many}`, body);
}

function renderPolicyFacts(policy: PolicyResult): string {
  const facts = [
    // The title says how many there are.
    policy.gating === policy.found
      ? ''
      : `${formatCount(policy.gating)} gating of ${formatCount(policy.found)} found${renderNotGating(policy)}`,
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
  // @failure policies | not affected | The verdict is complete: it uses the count. Only the details of the violations
  // could not be read.
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

/** Policies whose violations don't gate, a line each; a reason that none of them has gets no column. */
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

/**
 * Policies whose results don't count, by the reason: a reason that several of them have is said once, above their table.
 * A reason of one policy is a cell of the last table.
 */
export function renderUnjudged(policies: readonly PolicyResult[], maxBytes: number): string {
  const groups = groupByReason(policies);
  const shared = groups.filter(({ policies }) => policies.length > 1);
  const alone = groups.filter(({ policies }) => policies.length === 1).flatMap(({ policies }) => policies);
  const blocks: string[] = [];
  let room = maxBytes - REST_BYTES;
  let told = 0;
  const add = (text: string, taken: number) => {
    if (taken === 0) return;
    blocks.push(text);
    room -= byteLength(text);
    told += taken;
  };
  for (const { reason, policies } of shared) {
    const lead = `**${countSharing(policies)}:** ${toMarkdown(reason)}\n\n`;
    const table = renderTable(
      ['Severity', 'Policy', 'Last evaluated'],
      policies,
      (policy) => [renderSeverity(policy), renderName(policy), renderLastEvaluated(policy)],
      room - byteLength(lead) - REST_BYTES,
    );
    const fold = `${countNouns(table.taken, 'policy', 'policies')}`;
    add(lead + (table.taken > OPEN_ROWS ? renderDetails(fold, table.text) : table.text), table.taken);
  }
  const rest = renderTable(
    ['Severity', 'Policy', 'Why', 'Last evaluated'],
    alone,
    (policy) => [renderSeverity(policy), renderName(policy), renderReason(policy), renderLastEvaluated(policy)],
    room,
  );
  add(rest.text, rest.taken);
  return blocks.join('\n') + renderRest(policies.length - told, 'policy', 'policies');
}

function renderReason(policy: PolicyResult): string {
  return toMarkdown(reasonOf(policy));
}

function renderLastEvaluated({ standing, evaluatedAt }: PolicyResult): string {
  return standing === 'never-evaluated' && evaluatedAt === null ? '–' : formatMoment(evaluatedAt);
}

function renderName(policy: PolicyResult): string {
  return toMarkdown(policy.name, NAME_LENGTH) || toCode(policy.id) || '–';
}

/** The Platform's own word too, if this version does not know it. */
function renderSeverity({ severity, severityLabel }: PolicyResult): string {
  const label = toMarkdown(severityLabel, 40);
  return label === '' || label.toLowerCase() === severity ? severity : `${severity} (“${label}”)`;
}
