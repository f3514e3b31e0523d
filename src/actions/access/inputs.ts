import { parseBoolean, parseNumber, parsePatternLines, parseWord, parseWords, refuse } from '../../inputs/parsers.ts';
import type { InputReader } from '../../inputs/reader.ts';
import { REDACTIONS } from '../../inputs/redaction.ts';
import { FINDINGS } from './findings.ts';
import { FORMATS, type Format } from './kinds.ts';
import type { ReviewRule } from './question.ts';

/** Everything that the review was asked for. */
export interface Inputs extends ReviewRule {
  readonly reports: readonly Format[];
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly longestPauseMs: number;
}

/** What an input is if it is empty. `access/action.yml` says the same, which a test checks. */
export const DEFAULTS = {
  'warn-days': '14',
  'unused-days': '90',
  'max-key-days': '366',
  'inactive-days': '90',
  annotations: 'true',
  summary: 'true',
  redact: 'auto',
  'timeout-minutes': '5',
} as const;

/** Longest pause between two tries of a request. */
const LONGEST_PAUSE_MS = 15_000;

/** Ten years. */
const MOST_DAYS = 3_650;

/**
 * Reads all inputs but the connection and the files.
 * @throws {InputError} with everything that is wrong, at once
 */
export function readInputs(reader: InputReader): Inputs {
  const { parse, patterns } = reader;
  const days = (name: string, least: number) => parse(name, parseNumber(least, MOST_DAYS, 'days'));
  const { redact: _, ...inputs } = reader.finish({
    warnDays: days('warn-days', 0),
    unusedDays: days('unused-days', 1),
    maxKeyDays: days('max-key-days', 1),
    inactiveDays: days('inactive-days', 1),
    powerfulRoles: parse('powerful-roles', parseRoles),
    keys: patterns('keys'),
    users: patterns('users'),
    failOn: parse('fail-on', parseWords(FINDINGS)),
    reports: parse('reports', parseWords(FORMATS)),
    annotations: parse('annotations', parseBoolean),
    summary: parse('summary', parseBoolean),
    // It is decided before; here a word that is none is told.
    redact: parse('redact', parseWord(REDACTIONS)),
  });
  return { ...inputs, reports: [...new Set(inputs.reports)], longestPauseMs: LONGEST_PAUSE_MS };
}

function parseRoles(text: string): readonly string[] {
  const lines = parsePatternLines(text);
  const bad = lines.find((line) => line.startsWith('!'));
  if (bad !== undefined) refuse(bad, 'names of roles with `*` and `?`, one per line, without `!` in front');
  return lines;
}
