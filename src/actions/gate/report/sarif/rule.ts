import { hash } from 'node:crypto';
import type { Severity } from '../../../../platform/severity.ts';
import { toPlainText } from '../../../../text/escape.ts';
import type { PolicyResult } from '../../judge/policy-result.ts';
import { toSarifMarkdown, toSarifText } from './text.ts';

/** GitHub takes 255 characters. */
const NAME_LENGTH = 250;
/** GitHub takes 1,024 characters. */
const DESCRIPTION_LENGTH = 1_000;
const WORD_LENGTH = 60;

const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

/** GitHub reads them as critical (over 9), high (from 7), medium (from 4) and low. */
const SCORES: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' };

const PROBLEMS = { critical: 'error', high: 'error', medium: 'warning', low: 'recommendation' } as const;

/** What is not about security, as far as is known: any other domain may be. */
const OTHER_DOMAINS: readonly string[] = ['finops', 'governance', 'operations'];

const ADVICE =
  'Fix the resource: the alert closes with the next report after the policy was evaluated again. ' +
  'A waiver closes it until the waiver expires. A baseline does not close it.';

/** A policy as a SARIF rule. It says nothing of a single run, so that it changes only if the policy does. */
export function describeRule(policy: PolicyResult) {
  const name = nameRule(policy);
  const title = toSarifText(name, NAME_LENGTH);
  const id = identifyRule(policy);
  return {
    id,
    // SARIF forbids a name that is the id.
    ...(name.toLowerCase() === id.toLowerCase() ? {} : { name }),
    shortDescription: { text: title },
    fullDescription: { text: toSarifText(policy.description, DESCRIPTION_LENGTH) || title },
    help: { text: writeHelp(policy, title), markdown: writeMarkdownHelp(policy) },
    defaultConfiguration: { level: LEVELS[policy.severity] },
    properties: describeSeverity(policy),
  };
}

/**
 * The policy's id, by which GitHub matches alerts from run to run. What no Platform has for an id has a hash for one.
 */
export function identifyRule({ id }: PolicyResult): string {
  return /^[\w.:~-]{1,200}$/.test(id) ? id : `policy-${hash('sha256', id, 'hex').slice(0, 32)}`;
}

/** The policy's name if it has one, in plain text that is not escaped. */
export function nameRule(policy: PolicyResult): string {
  // Half, since GitHub does not say what it counts.
  const most = NAME_LENGTH / 2;
  return toPlainText(policy.name, most) || toPlainText(policy.id, most) || 'Policy without a name';
}

/**
 * With `security-severity` GitHub shows critical, high, medium or low, and treats the alert as one of security, by
 * which it may stop a merge. Without it GitHub goes by the level, and shows error, warning or note.
 */
function describeSeverity({ domain, severity }: PolicyResult) {
  const word = toPlainText(domain, WORD_LENGTH).toLowerCase();
  const isSecurity = !OTHER_DOMAINS.includes(word);
  const tags = [isSecurity ? 'security' : '', word, `severity/${severity}`].filter((tag) => tag !== '');
  return {
    ...(isSecurity ? { 'security-severity': SCORES[severity] } : { 'problem.severity': PROBLEMS[severity] }),
    // A violation is a row that a query found, and no guess.
    precision: 'very-high',
    tags: [...new Set(tags)],
  };
}

function writeHelp(policy: PolicyResult, title: string): string {
  const facts = listFacts(policy).map(([noun, value]) => `${noun}: ${toSarifText(value, WORD_LENGTH)}.`);
  return [toSarifText(policy.description, DESCRIPTION_LENGTH) || title, ...facts, ADVICE].join('\n\n');
}

function writeMarkdownHelp(policy: PolicyResult): string {
  const facts = listFacts(policy).map(([noun, value]) => `- ${noun}: ${toSarifMarkdown(value, WORD_LENGTH)}`);
  const blocks = [toSarifMarkdown(policy.description, DESCRIPTION_LENGTH), facts.join('\n'), ADVICE];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function listFacts(policy: PolicyResult): [noun: string, value: string][] {
  const { id, domain, severity, severityLabel, definition } = policy;
  const isKnown = ['', severity].includes(severityLabel.trim().toLowerCase());
  const facts: [string, string][] = [
    ['Severity', isKnown ? severity : `${severity} (on the Platform: ${severityLabel})`],
    ['Domain', domain],
    ['Policy', id],
    ['Defined in', definition?.file ?? ''],
  ];
  return facts.filter(([, value]) => toPlainText(value, WORD_LENGTH) !== '');
}
