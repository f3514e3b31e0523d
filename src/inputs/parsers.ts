import type { Rule } from '../actions/gate/result.ts';
import { isSeverity, SEVERITIES, type Severity } from '../platform/severity.ts';
import { toLogText } from '../text/escape.ts';

/** Reads one input's text; a value that is not allowed throws, and the message completes "`name` ". */
export type ParseValue<T> = (text: string) => T;

/** What is wrong with one value. */
export class ValueProblem extends Error {
  override name = 'ValueProblem';
}

function refuse(text: string, allowed: string): never {
  // @failure inputs | The value of an input, and what it may be. Nothing is guessed, and no default stands in for it.
  throw new ValueProblem(`is "${toLogText(text, 100)}"; allowed: ${allowed}.`);
}

/** The words of YAML 1.2's core schema. */
export const parseBoolean: ParseValue<boolean> = (text) => {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  return refuse(text, '`true` or `false`');
};

export function parseWord<const W extends string>(words: readonly W[]): ParseValue<W> {
  return (text) => words.find((word) => word === text) ?? refuse(text, words.map((word) => `\`${word}\``).join(', '));
}

/** A decimal number; both bounds are allowed. */
export function parseNumber(least: number, most: number, unit: string): ParseValue<number> {
  return (text) => {
    const number = /^\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(number) || number < least || number > most)
      refuse(text, `a number of ${unit} from ${least} to ${most}`);
    return number;
  };
}

/** The lines of an input, without the empty ones. */
export const parseLines: ParseValue<readonly string[]> = (text) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Words, one a line. */
export function parseWords<const W extends string>(words: readonly W[]): ParseValue<readonly W[]> {
  const parse = parseWord(words);
  return (text) => parseLines(text).map((line) => parse(line.toLowerCase()));
}

const MOST_TOLERATED = 1_000_000_000;
const LIMITS_ALLOWED = `a whole number from 0 to ${MOST_TOLERATED}, or lines such as \`medium=25\` with ${SEVERITIES.join(', ')}, each once`;

/** A number over all severities, or a line for each severity; one without a line tolerates none. */
export const parseMaxViolations: ParseValue<Rule['maxViolations']> = (text) => {
  const lines = parseLines(text);
  const [first] = lines;
  if (first !== undefined && lines.length === 1 && !first.includes('=')) {
    return { kind: 'total', limit: parseLimit(first, text) };
  }
  const limits: Record<Severity, number> = { low: 0, medium: 0, high: 0, critical: 0 };
  const seen = new Set<Severity>();
  for (const line of lines) {
    const [word = '', number = '', ...rest] = line.split('=').map((part) => part.trim());
    const severity = word.toLowerCase();
    if (!isSeverity(severity) || seen.has(severity) || rest.length > 0) return refuse(text, LIMITS_ALLOWED);
    seen.add(severity);
    limits[severity] = parseLimit(number, text);
  }
  return { kind: 'by-severity', limits };
};

function parseLimit(number: string, text: string): number {
  if (!/^\d{1,10}$/.test(number) || Number(number) > MOST_TOLERATED) return refuse(text, LIMITS_ALLOWED);
  return Number(number);
}

/** Names of syncs, one a line, each once. */
export const parseSyncNames: ParseValue<readonly string[]> = (text) => {
  const names = parseLines(text);
  const bad = names.find((name) => !/^[a-zA-Z0-9_-]{1,255}$/.test(name));
  if (bad !== undefined) refuse(bad, 'the names of syncs, one a line, of letters, digits, `_` and `-`');
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) refuse(repeated, 'each sync once');
  if (names.length > 50) refuse(`${names.length} names`, 'up to 50 syncs');
  return names;
};

/** Patterns, one a line. */
export const parsePatternLines: ParseValue<readonly string[]> = (text) => {
  const lines = parseLines(text);
  const bad = lines.find((line) => /^!\s*$/.test(line) || line.startsWith('!!') || line.length > 500);
  if (bad !== undefined)
    refuse(bad, 'patterns with `*` and `?`, one a line, with at most one `!` in front, up to 500 characters each');
  return lines;
};

/** A file of the repository, as SARIF wants it: relative, with forward slashes. Null where there is none. */
export const parseAnchor: ParseValue<string | null> = (text) => {
  if (text === '') return null;
  const path = text.replace(/^\.\//, '');
  const isRelative = !/^\/|^[a-z]:|\\|(^|\/)\.\.(\/|$)|\p{Cc}/iu.test(path);
  return isRelative && path.length <= 500 ? path : refuse(text, 'a path relative to the repository, without `..`');
};
