import { parseBoolean, parseLines, parseNumber, parseWord, parseWords } from '../../inputs/parsers.ts';
import type { InputReader } from '../../inputs/reader.ts';
import { REDACTIONS, type Redaction } from '../../inputs/redaction.ts';
import { SEVERITIES } from '../../platform/severity.ts';
import type { GroupBy } from './judge/group.ts';
import { gates, type Rule } from './judge/rule.ts';
import { parseAnchor, parseGroupBy, parseMaxViolations, parseNames, parseSyncNames, parseTags } from './parsers.ts';
import { FORMATS, type Format } from './report/kinds.ts';
import type { Mode } from './result.ts';
import { EVERYTHING, SCOPE_INPUTS, type ScopePatterns } from './select/aspect.ts';
import type { ActiveFilter, PolicyFilters } from './select/selection.ts';
import type { IfRunning } from './sync/before-start.ts';

/** The inputs, read and checked: everything the step was asked for. Times in milliseconds. */
export interface Inputs {
  readonly mode: Mode;
  readonly syncNames: readonly string[];
  readonly ifRunning: IfRunning;
  readonly reuseWithinMs: number;
  readonly requireIngestion: boolean;
  readonly onPartialSync: 'warn' | 'fail' | 'ignore';
  readonly keepRunning: boolean;
  readonly evaluationTimeoutMs: number;
  readonly longestPauseMs: number;
  /** The longest pause as long as the end of a run is improbable. */
  readonly farPauseMs: number;
  readonly filters: PolicyFilters;
  /** Which violations gate. */
  readonly scope: ScopePatterns;
  /** What becomes of a line of these inputs that can't be shown to name something that exists. */
  readonly unknownAccounts: 'fail' | 'warn';
  readonly rule: Rule;
  readonly onInconclusive: 'fail' | 'warn';
  /** The name of the key in use; empty: nobody looks when it expires. */
  readonly keyName: string;
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly redact: Redaction;
  readonly comment: CommentChoice;
  readonly groupBy: GroupBy;
  readonly reports: readonly Format[];
  /** Relative to the repository; null: the workflow's own file. */
  readonly sarifAnchor: string | null;
  /** The filters that are set; what they leave out is not known yet. */
  readonly activeFilters: readonly ActiveFilter[];
  /** What is set and has no effect. */
  readonly warnings: readonly string[];
}

/** What an input is if it is empty. `action.yml` says the same, which a test checks. */
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
  'unknown-accounts': 'fail',
  'group-by': 'policy',
  'fail-on': 'low',
  'max-violations': '0',
  'on-inconclusive': 'fail',
  annotations: 'true',
  summary: 'true',
  comment: 'never',
  redact: 'auto',
} as const;

const DEFAULT_TEXTS: ReadonlyMap<string, string> = new Map(Object.entries(DEFAULTS));

/** With the default of `max-poll-interval-seconds`, as long as the end of a run is improbable. */
const FAR_PAUSE_MS = 120_000;

export const COMMENT_CHOICES = ['never', 'on-failure', 'on-change', 'always'] as const;

export type CommentChoice = (typeof COMMENT_CHOICES)[number];

export const DOMAINS = ['finops', 'security', 'compliance', 'governance', 'operations'] as const;

/** The filters of policies and violations. */
const FILTERS = ['policies', 'policy-groups', 'domains', ...SCOPE_INPUTS];

/** What keeps violations from gating without changing the rule. */
const FORGIVING = ['baseline', 'waivers'];

/** How policies are judged. */
const JUDGING = ['fail-on', 'max-violations', 'on-inconclusive', 'unknown-accounts', 'group-by'];

/** Which run is waited for, and what becomes of it. */
const SYNCING = ['if-running', 'reuse-within-minutes', 'require-ingestion', 'on-partial-sync', 'keep-running'];

/**
 * Reads all inputs but the connection.
 * @throws {InputError} with everything that is wrong, at once
 */
export function readInputs(reader: InputReader): Inputs {
  const { textOf, isSet, parse, minutes, patterns, refuse } = reader;
  const isChosen = (input: string) => isSet(input) && textOf(input).toLowerCase() !== DEFAULT_TEXTS.get(input);
  const mode = parse('mode', parseWord(['gate', 'sync', 'check']));
  const syncNames = parse('sync-name', parseSyncNames);
  if (mode !== undefined && mode !== 'check' && syncNames?.length === 0) {
    // @failure inputs#sync-name | Modes `gate` and `sync` need `sync-name`. Mode `check` does not allow it.
    refuse(`\`sync-name\` is missing: in mode \`${mode}\` it says which sync to run, one name per line.`);
  }
  if (mode === 'check' && isSet('sync-name')) {
    // @failure inputs#sync-name
    refuse('`sync-name` is set, but mode `check` starts no sync: remove it, or choose mode `gate`.');
  }
  const inputs = {
    mode,
    syncNames,
    ifRunning: parse('if-running', parseWord(['wait', 'attach', 'fail'])),
    reuseWithinMs: minutes('reuse-within-minutes', 0),
    requireIngestion: parse('require-ingestion', parseBoolean),
    onPartialSync: parse('on-partial-sync', parseWord(['warn', 'fail', 'ignore'])),
    keepRunning: parse('keep-running', parseBoolean),
    evaluationTimeoutMs: minutes('evaluation-timeout-minutes', 0),
    longestPauseMs: scale(parse('max-poll-interval-seconds', parseNumber(0.01, 3_600, 'seconds')), 1_000),
    filters: {
      policies: patterns('policies'),
      groups: patterns('policy-groups'),
      domains: parse('domains', parseWords(DOMAINS)) ?? [],
    },
    scope: {
      accounts: patterns('accounts'),
      tags: parse('tags', parseTags) ?? EVERYTHING.tags,
      regions: parse('regions', parseNames) ?? EVERYTHING.regions,
      'resource-types': parse('resource-types', parseNames) ?? EVERYTHING['resource-types'],
      clouds: parse('clouds', parseNames) ?? EVERYTHING.clouds,
    },
    unknownAccounts: parse('unknown-accounts', parseWord(['fail', 'warn'])),
    failOn: parse('fail-on', parseWord([...SEVERITIES, 'none'])),
    maxViolations: parse('max-violations', parseMaxViolations),
    onInconclusive: parse('on-inconclusive', parseWord(['fail', 'warn'])),
    keyName: textOf('key-name'),
    groupBy: parse('group-by', parseGroupBy),
    annotations: parse('annotations', parseBoolean),
    summary: parse('summary', parseBoolean),
    comment: parse('comment', parseWord(COMMENT_CHOICES)),
    reports: parse('reports', parseWords(FORMATS)),
    sarifAnchor: parse('sarif-anchor', parseAnchor),
    redact: parse('redact', parseWord(REDACTIONS)),
  };
  const { failOn, maxViolations, ...rest } = reader.finish(inputs);
  const isDefault = rest.longestPauseMs === Number(DEFAULTS['max-poll-interval-seconds']) * 1_000;
  const activeFilters = FILTERS.filter(isSet).map((input) => ({
    input,
    value: parseLines(textOf(input)).join(', '),
    leftOut: null,
  }));
  return {
    ...rest,
    reports: [...new Set(rest.reports)],
    // A runner gives the default as if somebody had set it. Any other number is somebody's wish.
    farPauseMs: isDefault ? FAR_PAUSE_MS : rest.longestPauseMs,
    rule: { failOn, maxViolations },
    activeFilters,
    warnings: [...describeIdleLimits({ failOn, maxViolations }), ...describeIdleInputs(rest.mode, failOn, isChosen)],
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

/**
 * Nothing is judged in mode `sync`, nothing is started in mode `check`, and nothing gates that could be forgiven with
 * `fail-on: none`.
 * @param isChosen whether an input is set to something else than its default, which a runner gives in any case
 */
function describeIdleInputs(mode: Mode, failOn: Rule['failOn'], isChosen: (input: string) => boolean): string[] {
  const idle = (inputs: readonly string[], why: string) => {
    const set = inputs.filter(isChosen).map((input) => `\`${input}\``);
    // @failure step#idle
    return set.length === 0 ? [] : [`${set.join(', ')} had no effect: ${why}.`];
  };
  // @failure step#idle | not affected | Remove the input that the message names, or change the mode or `fail-on`.
  if (mode === 'sync') return idle([...FILTERS, ...FORGIVING, ...JUDGING], 'mode `sync` judges no policies');
  return [
    // @failure step#idle
    ...(mode === 'check' ? idle(SYNCING, 'mode `check` starts no sync') : []),
    ...(failOn === 'none' ? idle(FORGIVING, 'with `fail-on: none` no violation gates') : []),
  ];
}

function scale(number: number | undefined, factor: number): number | undefined {
  return number === undefined ? undefined : number * factor;
}
