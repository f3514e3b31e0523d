import { formatMoment } from '../../../platform/timestamp.ts';
import type { Violation } from '../../../platform/violations.ts';
import type { Annotation } from '../../../runner/annotation.ts';
import { toLogText } from '../../../text/escape.ts';
import { countNouns, formatCount, joinSome } from '../../../text/format.ts';
import { describeStanding } from '../evaluate/freshness.ts';
import type { PolicyResult } from '../judge/policy-result.ts';
import type { GateResult } from '../result.ts';
import type { PolicySource, SourceOf } from '../source/locate-policies.ts';
import { listFailing, listUnjudged } from './policy-order.ts';

/** GitHub shows ten of each level and sends the rest to the log; ten in all is what somebody reads. */
export const ANNOTATIONS_SHOWN = 10;

const WARNINGS_SHOWN = 2;
const RESOURCES_SHOWN = 3;
const UNJUDGED_SHOWN = 5;
const NAME_LENGTH = 120;
const TITLE_LENGTH = 120;
/** In code points, each of which may take two of the 4,096 UTF-16 units that GitHub keeps. */
const MESSAGE_LENGTH = 2_000;

/**
 * The verdict, warnings, then a policy each, worst first: ten at most, so that the verdict is among those
 * that GitHub shows.
 * @param sources where the policies' resources were made
 */
export function planAnnotations(result: GateResult, sources: SourceOf = new Map()): Annotation[] {
  const first = [planVerdict(result), ...planWarnings(result.warnings)];
  return [...first, ...planPolicies(result, sources, ANNOTATIONS_SHOWN - first.length)];
}

function planVerdict(result: GateResult): Annotation {
  const { outcome, green, mode, sentence, remedy, judgement } = result;
  const unjudged = listUnjudged(judgement?.policies ?? []);
  const parts = [toLogText(sentence, 1_200), describeUnjudged(unjudged), toLogText(remedy ?? '', 500)];
  return {
    level: levelOf(outcome === 'passed', green),
    title: `CloudQuery ${mode}: ${outcome}`,
    message: joinSentences(parts),
  };
}

/** A green step whose verdict is not `passed` deserves a second look. */
function levelOf(passed: boolean, green: boolean): Annotation['level'] {
  if (!green) return 'error';
  return passed ? 'notice' : 'warning';
}

function describeUnjudged(policies: readonly PolicyResult[]): string {
  if (policies.length === 0) return '';
  const shown = policies
    .slice(0, UNJUDGED_SHOWN)
    .map((policy) => `${nameOf(policy)} (${describeStanding(policy.standing)})`);
  return `Could not be judged: ${joinSome(shown, policies.length)}.`;
}

function planWarnings(warnings: readonly string[]): Annotation[] {
  const shown = warnings.slice(0, WARNINGS_SHOWN);
  const more = warnings.length - shown.length;
  return shown.map((warning, index) => {
    const isLast = index === shown.length - 1;
    const rest = isLast && more > 0 ? `And ${countNouns(more, 'more warning')}.` : '';
    return {
      level: 'warning',
      title: 'CloudQuery: warning',
      message: joinSentences([toLogText(warning, 1_000), rest]),
    };
  });
}

function planPolicies({ judgement, green }: GateResult, sources: SourceOf, room: number): Annotation[] {
  const policies = listFailing(judgement?.policies ?? []);
  const shown = policies.length > room ? policies.slice(0, room - 1) : policies;
  const level = green ? 'warning' : 'error';
  const annotations: Annotation[] = shown.map((policy) => planPolicy(policy, sources.get(policy.id) ?? null, level));
  const rest = policies.slice(shown.length);
  if (rest.length > 0) annotations.push(planRest(rest, level));
  return annotations;
}

function planPolicy(policy: PolicyResult, source: PolicySource | null, level: Annotation['level']): Annotation {
  const counted =
    policy.found === policy.gating
      ? countNouns(policy.gating, 'gating violation')
      : `${countNouns(policy.gating, 'gating violation')} of ${formatCount(policy.found)} found`;
  const name = toLogText(nameOf(policy), TITLE_LENGTH);
  const parts = [
    // The log shows the message alone, without its title.
    `${name} (${describeSeverity(policy)}): ${counted}.`,
    toLogText(policy.description, 500),
    `Evaluated ${formatMoment(policy.evaluatedAt)}.`,
    describeSource(source, policy),
    describeDefinition(policy),
    describeResources(policy),
  ];
  return { level, title: name, message: joinSentences(parts), ...planPlace(source, policy) };
}

/** Where the resource was made says more than where the policy is defined. */
function planPlace(source: PolicySource | null, { definition }: PolicyResult): Pick<Annotation, 'file' | 'line'> {
  if (source === null) return definition?.file ? { file: definition.file } : {};
  return { file: source.file, ...(source.line === null ? {} : { line: source.line }) };
}

function describeSource(source: PolicySource | null, { resources }: PolicyResult): string {
  const resource = resources[source?.resource ?? -1];
  return resource === undefined ? '' : `Made here: ${describeResource(resource)}`;
}

function describeDefinition({ definition }: PolicyResult): string {
  return definition?.file ? `The policy is defined in ${toLogText(definition.file, NAME_LENGTH)}.` : '';
}

/** The Platform's own word too, if this version does not know it. */
function describeSeverity({ severity, severityLabel }: PolicyResult): string {
  const label = toLogText(severityLabel, 40);
  return label === '' || label.toLowerCase() === severity ? severity : `${severity} (“${label}”)`;
}

function describeResources({ resources, gating }: PolicyResult): string {
  if (resources.length === 0) return '';
  return `Resources: ${joinSome(resources.slice(0, RESOURCES_SHOWN).map(describeResource), gating)}.`;
}

function describeResource(resource: Violation): string {
  const name = toLogText(resource.name, NAME_LENGTH) || toLogText(resource.platformId, NAME_LENGTH) || 'without a name';
  const account = [resource.accountName, resource.accountId ?? ''].map((part) => toLogText(part, 60));
  const place = [account.filter((part) => part !== '').join(' '), toLogText(resource.region, 60)];
  const details = place.filter((part) => part !== '').join(', ');
  return details === '' ? name : `${name} (${details})`;
}

function planRest(policies: readonly PolicyResult[], level: Annotation['level']): Annotation {
  const gating = policies.reduce((sum, policy) => sum + policy.gating, 0);
  const title = `And ${countNouns(policies.length, 'more failing policy', 'more failing policies')}`;
  return { level, title, message: `${title}, with ${countNouns(gating, 'gating violation')} together.` };
}

function nameOf(policy: PolicyResult): string {
  return toLogText(policy.name, NAME_LENGTH) || toLogText(policy.id, NAME_LENGTH) || 'without a name';
}

/** Each part ends as a sentence; empty ones are left out. */
function joinSentences(parts: readonly string[]): string {
  const sentences = parts.filter((part) => part !== '').map((part) => (/[.!?…:]$/.test(part) ? part : `${part}.`));
  return toLogText(sentences.join(' '), MESSAGE_LENGTH);
}
