import { toLogText } from '../text/escape.ts';

/** Reads one input's text; a value that is not allowed throws, and the message completes "`name` ". */
export type ParseValue<T> = (text: string) => T;

/** What is wrong with one value. */
export class ValueProblem extends Error {
  override name = 'ValueProblem';
  readonly value: string;
  readonly allowed: string;

  constructor(text: string, allowed: string) {
    // @failure inputs | The message quotes the value, and says what is allowed. Correct the value.
    super(`is "${toLogText(text, 100)}"; allowed: ${allowed}.`);
    this.value = text;
    this.allowed = allowed;
  }
}

/** @throws {ValueProblem} that quotes the value and says what is allowed */
export function refuse(text: string, allowed: string): never {
  throw new ValueProblem(text, allowed);
}

/** The words of YAML 1.2's core schema. */
export const parseBoolean: ParseValue<boolean> = (text) => {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  return refuse(text, '`true` or `false`');
};

export function parseWord<const W extends string>(words: readonly W[]): ParseValue<W> {
  return (text) => words.find((word) => word === text) ?? refuse(text, listWords(words));
}

function listWords(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
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

/** Words, one per line. */
export function parseWords<const W extends string>(words: readonly W[]): ParseValue<readonly W[]> {
  const allowed = `${listWords(words)}, one per line`;
  return (text) =>
    parseLines(text).map((line) => words.find((word) => word === line.toLowerCase()) ?? refuse(line, allowed));
}

/** Patterns, one per line. */
export const parsePatternLines: ParseValue<readonly string[]> = (text) => {
  const lines = parseLines(text);
  const bad = lines.find((line) => /^!\s*$/.test(line) || line.startsWith('!!') || line.length > 500);
  if (bad !== undefined)
    refuse(bad, 'patterns with `*` and `?`, one per line, with at most one `!` in front, up to 500 characters each');
  return lines;
};
