import { parseBoolean, parseNumber, parseWord, parseWords } from '../../inputs/parsers.ts';
import type { InputReader } from '../../inputs/reader.ts';
import { REDACTIONS } from '../../inputs/redaction.ts';
import type { Patterns } from '../../text/pattern.ts';
import { FINDINGS, type FindingId } from './findings.ts';

/** Everything that the review was asked for. */
export interface Inputs {
  /** So many days before a key expires it is found. */
  readonly warnDays: number;
  /** The names of the keys that are looked at. */
  readonly keys: Patterns;
  /** The findings that make the step red. */
  readonly failOn: readonly FindingId[];
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly longestPauseMs: number;
}

/** What an input is if it is empty. `access/action.yml` says the same, which a test checks. */
export const DEFAULTS = {
  'warn-days': '14',
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
 * Reads all inputs but the connection.
 * @throws {InputError} with everything that is wrong, at once
 */
export function readInputs(reader: InputReader): Inputs {
  const { parse, patterns } = reader;
  const inputs = reader.finish({
    warnDays: parse('warn-days', parseNumber(0, MOST_DAYS, 'days')),
    keys: patterns('keys'),
    failOn: parse('fail-on', parseWords(FINDINGS)),
    annotations: parse('annotations', parseBoolean),
    summary: parse('summary', parseBoolean),
    // It is decided before; here a word that is none is told.
    redact: parse('redact', parseWord(REDACTIONS)),
  });
  return { ...inputs, longestPauseMs: LONGEST_PAUSE_MS };
}
