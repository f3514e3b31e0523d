import { parseBoolean, parseNumber, parseWord, refuse } from '../../inputs/parsers.ts';
import type { InputReader } from '../../inputs/reader.ts';
import { REDACTIONS } from '../../inputs/redaction.ts';
import { isOwner, LONGEST_OWNER } from '../../text/mark.ts';
import { ID_RULES, type IdRule } from './check/checks.ts';
import { PREVIEWS } from './preview/preview.ts';
import { MODES, type Mode } from './result.ts';

export const COMMENT_CHOICES = ['never', 'on-change', 'always'] as const;

/** Everything that the step was asked for, but the connection and the files. */
export interface Inputs {
  readonly mode: Mode;
  readonly owner: string;
  readonly adopt: 'never' | 'by-name';
  readonly onRemoved: 'keep' | 'pause' | 'delete';
  readonly maxRemovals: number;
  readonly expectedPlan: string;
  readonly failOnDrift: boolean;
  readonly idRule: IdRule;
  readonly preview: (typeof PREVIEWS)[number];
  readonly previewRows: number;
  /** Null: any number. */
  readonly maxNewViolations: number | null;
  readonly minTests: number;
  readonly comment: (typeof COMMENT_CHOICES)[number];
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly longestPauseMs: number;
}

/** What an input is if it is empty. `policies/action.yml` says the same, which a test checks. */
export const DEFAULTS = {
  mode: 'plan',
  path: 'policies',
  adopt: 'never',
  'on-removed': 'keep',
  'max-removals': '5',
  'fail-on-drift': 'true',
  preview: 'changed',
  'preview-rows': '10000',
  'require-platform-id': 'warn',
  'min-tests': '0',
  comment: 'never',
  annotations: 'true',
  summary: 'true',
  redact: 'auto',
  'timeout-minutes': '15',
} as const;

/** Limits, and the modes that keep to them. In any other mode a limit would have no effect, and nobody would know. */
const LIMITS: Readonly<Record<string, readonly Mode[]>> = {
  'max-new-violations': ['plan', 'apply'],
  'expected-plan': ['plan', 'apply', 'drift'],
};

/** Longest pause between two tries of a request. */
const LONGEST_PAUSE_MS = 15_000;

const MOST_REMOVALS = 10_000;
const MOST_TESTS = 100;
const MOST_ROWS = 100_000;
const MOST_VIOLATIONS = 1_000_000_000;

/**
 * Reads all inputs but the connection and the files.
 * @param repository `owner/name` of the workflow; null if the runner does not say
 * @throws {InputError} with everything that is wrong, at once
 */
export function readInputs(reader: InputReader, repository: string | null): Inputs {
  const { parse } = reader;
  if (reader.textOf('preview') === 'none' && reader.textOf('max-new-violations') !== '') {
    // @failure inputs | Remove `max-new-violations`, or set `preview` to another value.
    reader.refuse('`max-new-violations` counts what a preview finds, and `preview` is `none`; remove one of the two.');
  }
  const mode = parse('mode', parseWord(MODES));
  for (const [name, modes] of Object.entries(LIMITS)) {
    if (mode === undefined || modes.includes(mode) || reader.textOf(name) === '') continue;
    // @failure inputs | Take the input out, or choose one of the modes that the message names.
    reader.refuse(
      `\`${name}\` has no effect in mode \`${mode}\`; allowed in: ${modes.map((one) => `\`${one}\``).join(', ')}.`,
    );
  }
  const { redact: _, ...inputs } = reader.finish({
    mode,
    owner: parse('owner', parseOwner(repository)),
    adopt: parse('adopt', parseWord(['never', 'by-name'])),
    onRemoved: parse('on-removed', parseWord(['keep', 'pause', 'delete'])),
    maxRemovals: parse('max-removals', parseWholeNumber(0, MOST_REMOVALS, 'removals')),
    expectedPlan: parse('expected-plan', parseHash),
    failOnDrift: parse('fail-on-drift', parseBoolean),
    preview: parse('preview', parseWord(PREVIEWS)),
    previewRows: parse('preview-rows', parseWholeNumber(1, MOST_ROWS, 'rows')),
    maxNewViolations: parse('max-new-violations', (text) =>
      text === '' ? null : parseWholeNumber(0, MOST_VIOLATIONS, 'violations')(text),
    ),
    minTests: parse('min-tests', parseWholeNumber(0, MOST_TESTS, 'tests')),
    idRule: parse('require-platform-id', parseWord(ID_RULES)),
    comment: parse('comment', parseWord(COMMENT_CHOICES)),
    annotations: parse('annotations', parseBoolean),
    summary: parse('summary', parseBoolean),
    // It is decided before; here a word that is none is told.
    redact: parse('redact', parseWord(REDACTIONS)),
  });
  return { ...inputs, longestPauseMs: LONGEST_PAUSE_MS };
}

/** As a mark can hold it. */
function parseOwner(repository: string | null) {
  return (text: string): string => {
    const owner = text || (repository ?? '');
    return isOwner(owner)
      ? owner
      : refuse(owner, `the name of a repository, such as \`acme/infra\`, of up to ${LONGEST_OWNER} characters`);
  };
}

function parseWholeNumber(least: number, most: number, noun: string) {
  return (text: string): number => {
    const number = parseNumber(least, most, noun)(text);
    return Number.isInteger(number) ? number : refuse(text, `a whole number from ${least} to ${most}`);
  };
}

function parseHash(text: string): string {
  return text === '' || /^[0-9a-f]{64}$/i.test(text)
    ? text
    : refuse(text, 'the output `plan-hash` of a plan, of 64 hexadecimal digits');
}
