import { InputError } from '../../errors.ts';
import { describeMissingKey, type EventFacts } from '../../inputs/missing-key.ts';
import {
  type ParseValue,
  parseAnchor,
  parseBoolean,
  parseLines,
  parseMaxViolations,
  parseNumber,
  parsePatternLines,
  parseSyncNames,
  parseWord,
  parseWords,
  ValueProblem,
} from '../../inputs/parsers.ts';
import { parsePlatformUrl } from '../../inputs/platform-url.ts';
import { SEVERITIES } from '../../platform/severity.ts';
import { type Patterns, parsePatterns } from '../../text/pattern.ts';
import { gates } from './judge/rule.ts';
import type { Redaction } from './redact.ts';
import { FORMATS, type Format } from './report/kinds.ts';
import type { ActiveFilter, Mode, Rule } from './result.ts';
import type { PolicyFilters } from './select/selection.ts';
import type { IfRunning } from './sync/before-start.ts';

/** The inputs, read and checked: everything the step was asked for. Times in milliseconds. */
export interface Inputs {
  /** The API's base address, ending in `/api`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly mode: Mode;
  readonly syncNames: readonly string[];
  readonly ifRunning: IfRunning;
  readonly reuseWithinMs: number;
  readonly requireIngestion: boolean;
  readonly onPartialSync: 'warn' | 'fail' | 'ignore';
  readonly keepRunning: boolean;
  readonly timeoutMs: number;
  readonly evaluationTimeoutMs: number;
  readonly longestPauseMs: number;
  readonly filters: PolicyFilters;
  readonly accounts: Patterns;
  readonly rule: Rule;
  readonly onInconclusive: 'fail' | 'warn';
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly redact: Redaction;
  readonly comment: CommentChoice;
  readonly reports: readonly Format[];
  /** Relative to the repository; null: the workflow's own file. */
  readonly sarifAnchor: string | null;
  /** The filters that are set; what they leave out is not known yet. */
  readonly activeFilters: readonly ActiveFilter[];
  /** What is set and has no effect. */
  readonly warnings: readonly string[];
}

/** What an input is where it is empty. `action.yml` says the same, which a test checks. */
export const DEFAULTS = {
  mode: 'gate',
  'if-running': 'wait',
  'reuse-within-minutes': '0',
  'require-ingestion': 'true',
  'on-partial-sync': 'warn',
  'keep-running': 'false',
  'timeout-minutes': '60',
  'evaluation-timeout-minutes': '10',
  'max-poll-interval-seconds': '15',
  'fail-on': 'low',
  'max-violations': '0',
  'on-inconclusive': 'fail',
  annotations: 'true',
  summary: 'true',
  comment: 'never',
  redact: 'auto',
} as const;

export const COMMENT_CHOICES = ['never', 'on-failure', 'on-change', 'always'] as const;

export type CommentChoice = (typeof COMMENT_CHOICES)[number];

export const DOMAINS = ['finops', 'security', 'compliance', 'governance', 'operations'] as const;

const MINUTE = 60_000;

/** Five days, as long as a job may run on a runner of one's own. */
const LONGEST_MINUTES = 7_200;

/** The filters of policies and violations. */
const FILTERS = ['policies', 'policy-groups', 'domains', 'accounts'];

/** What keeps violations from gating without changing the rule. */
const FORGIVING = ['baseline', 'waivers'];

/** The text of an input, trimmed; empty where it is not set. */
export type GetInput = (name: string) => string;

/**
 * Reads all inputs.
 * @throws {InputError} with everything that is wrong, at once
 */
export function readInputs(getInput: GetInput, event: EventFacts): Inputs {
  const problems: string[] = [];
  const textOf = (name: string) => {
    const text = getInput(name).trim();
    return text === '' && name in DEFAULTS ? DEFAULTS[name as keyof typeof DEFAULTS] : text;
  };
  function parse<T>(name: string, parseValue: ParseValue<T>): T | undefined {
    try {
      return parseValue(textOf(name));
    } catch (error) {
      if (!(error instanceof ValueProblem)) throw error;
      problems.push(`\`${name}\` ${error.message}`);
      return undefined;
    }
  }
  const minutes = (name: string, least: number) => {
    const number = parse(name, parseNumber(least, LONGEST_MINUTES, 'minutes'));
    return number === undefined ? undefined : number * MINUTE;
  };
  const patterns = (name: string) => parsePatterns(parse(name, parsePatternLines) ?? []);

  const url = parsePlatformUrl(textOf('platform-url'));
  if (url.kind === 'problem') problems.push(url.problem);
  const apiKey = textOf('api-key');
  const keyProblem = findKeyProblem(apiKey, event);
  if (keyProblem !== null) problems.push(keyProblem);

  const mode = parse('mode', parseWord(['gate', 'sync', 'check']));
  const syncNames = parse('sync-name', parseSyncNames);
  if (mode !== undefined && mode !== 'check' && syncNames?.length === 0) {
    // @failure inputs#sync-name | Modes `gate` and `sync` need `sync-name`, mode `check` refuses it.
    problems.push(`\`sync-name\` is missing: in mode \`${mode}\` it says which sync to run, one name a line.`);
  }
  if (mode === 'check' && textOf('sync-name') !== '') {
    // @failure inputs#sync-name
    problems.push('`sync-name` is set, but mode `check` starts no sync: remove it, or choose mode `gate`.');
  }
  const inputs = {
    mode,
    syncNames,
    ifRunning: parse('if-running', parseWord(['wait', 'attach', 'fail'])),
    reuseWithinMs: minutes('reuse-within-minutes', 0),
    requireIngestion: parse('require-ingestion', parseBoolean),
    onPartialSync: parse('on-partial-sync', parseWord(['warn', 'fail', 'ignore'])),
    keepRunning: parse('keep-running', parseBoolean),
    timeoutMs: minutes('timeout-minutes', 0.001),
    evaluationTimeoutMs: minutes('evaluation-timeout-minutes', 0),
    longestPauseMs: scale(parse('max-poll-interval-seconds', parseNumber(0.01, 3_600, 'seconds')), 1_000),
    filters: {
      policies: patterns('policies'),
      groups: patterns('policy-groups'),
      domains: parse('domains', parseWords(DOMAINS)) ?? [],
    },
    accounts: patterns('accounts'),
    failOn: parse('fail-on', parseWord([...SEVERITIES, 'none'])),
    maxViolations: parse('max-violations', parseMaxViolations),
    onInconclusive: parse('on-inconclusive', parseWord(['fail', 'warn'])),
    annotations: parse('annotations', parseBoolean),
    summary: parse('summary', parseBoolean),
    comment: parse('comment', parseWord(COMMENT_CHOICES)),
    reports: parse('reports', parseWords(FORMATS)),
    sarifAnchor: parse('sarif-anchor', parseAnchor),
    redact: parse('redact', parseWord(['auto', 'always', 'never'])),
  };
  if (problems.length > 0 || url.kind === 'problem') throw new InputError(problems);
  const { failOn, maxViolations, ...rest } = inputs as {
    [K in keyof typeof inputs]-?: Exclude<(typeof inputs)[K], undefined>;
  };
  const activeFilters = FILTERS.filter((input) => textOf(input) !== '').map((input) => ({
    input,
    value: parseLines(textOf(input)).join(', '),
    leftOut: null,
  }));
  return {
    ...rest,
    reports: [...new Set(rest.reports)],
    baseUrl: url.baseUrl,
    apiKey,
    rule: { failOn, maxViolations },
    activeFilters,
    warnings: [
      ...describeIdleLimits({ failOn, maxViolations }),
      ...describeIdleInputs(rest.mode, failOn, (input) => textOf(input) !== ''),
    ],
  };
}

/** A limit for a severity that does not gate has no effect, which somebody may not have meant. */
function describeIdleLimits({ failOn, maxViolations }: Rule): string[] {
  if (maxViolations.kind === 'total') return [];
  const idle = SEVERITIES.filter((severity) => maxViolations.limits[severity] > 0 && !gates(severity, failOn));
  // @failure step#idle
  return idle.length === 0
    ? []
    : [
        `\`max-violations\` for ${idle.join(' and ')} had no effect: with \`fail-on: ${failOn}\` no such violation gates.`,
      ];
}

/** Nothing is judged in mode `sync`, and nothing gates that could be forgiven with `fail-on: none`. */
function describeIdleInputs(mode: Mode, failOn: Rule['failOn'], isSet: (input: string) => boolean): string[] {
  const idle = (inputs: readonly string[], why: string) => {
    const set = inputs.filter(isSet).map((input) => `\`${input}\``);
    // @failure step#idle
    return set.length === 0 ? [] : [`${set.join(', ')} had no effect: ${why}.`];
  };
  // @failure step#idle | unchanged | Filters, `baseline` or `waivers` in mode `sync` or with `fail-on: none`, or limits
  // of `max-violations` for severities below `fail-on`. Remove them.
  if (mode === 'sync') return idle([...FILTERS, ...FORGIVING], 'mode `sync` judges no policies');
  return failOn === 'none' ? idle(FORGIVING, 'with `fail-on: none` no violation gates') : [];
}

function scale(number: number | undefined, factor: number): number | undefined {
  return number === undefined ? undefined : number * factor;
}

/** The key itself is never quoted. */
function findKeyProblem(apiKey: string, event: EventFacts): string | null {
  if (apiKey === '') return describeMissingKey(event);
  // An HTTP header takes visible ASCII only; a line break in it would be a second header.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    // @failure inputs | Store the key alone, without quotes or `Bearer`.
    return '`api-key` holds blanks, line breaks or other characters that no key has: store the key alone in the secret.';
  }
  if (/^cq(sr|stc|pd)_/.test(apiKey)) {
    // @failure inputs | Tokens that begin with `cqsr_`, `cqstc_` or `cqpd_` are not API keys.
    return '`api-key` is a token that the Platform makes for its own runs, no API key: create one under Organization Settings → API Keys.';
  }
  return null;
}
