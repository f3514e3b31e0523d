import { InputError } from '../errors.ts';
import { findNear } from '../text/nearest.ts';
import { describePlace, type Patterns, parsePatterns } from '../text/pattern.ts';
import { HIDDEN_PATTERNS } from '../text/redact.ts';
import { type ParseValue, parseNumber, parsePatternLines, ValueProblem } from './parsers.ts';
import { describePlaceholder } from './placeholder.ts';

/** The text of an input, trimmed; empty if it is not set. */
export type GetInput = (name: string) => string;

/** Reads the inputs of an action one by one, and gathers what is wrong with them, so that all of it is told at once. */
export interface InputReader {
  /** The input's text, or its default; empty if it is a placeholder. */
  textOf(name: string): string;
  isSet(name: string): boolean;
  /** Notes that the action has this input, which is read elsewhere. */
  know(name: string): void;
  /** Whether the text stands for a value that nobody has put in its place, which is noted. */
  isPlaceholder(name: string): boolean;
  /** Undefined if the value is not allowed; the problem is noted. */
  parse<T>(name: string, parseValue: ParseValue<T>): T | undefined;
  /** A number of minutes, in milliseconds. */
  minutes(name: string, least: number): number | undefined;
  patterns(name: string): Patterns;
  /** The names of the inputs that were asked for until now: with all of them read, those that the action has. */
  asked(): readonly string[];
  /** The one of these that somebody most likely meant; null if none is near. */
  findNear(name: string): string | null;
  /** Notes what else is wrong, as a sentence. */
  refuse(problem: string): void;
  /**
   * The values, none of which is undefined if nothing was noted.
   * @throws {InputError} with everything that was noted
   */
  finish<T extends object>(values: T): Finished<T>;
}

export type Finished<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

const MINUTE = 60_000;

/** Five days, as long as a job may run on a self-hosted runner. */
const LONGEST_MINUTES = 7_200;

/**
 * @param defaults what an input is if it is empty
 * @param isRedacted whether no value may be quoted: one that is refused may be any text, also a name
 */
export function createInputReader(
  getInput: GetInput,
  defaults: Readonly<Record<string, string>>,
  isRedacted = false,
): InputReader {
  const problems: string[] = [];
  const asked = new Set<string>();
  const placeholders = new Set<string>();
  function textOf(name: string): string {
    const given = getInput(name).trim();
    const problem = asked.has(name) ? null : describePlaceholder(given);
    asked.add(name);
    if (problem !== null) {
      placeholders.add(name);
      problems.push(`\`${name}\` ${problem}`);
    }
    return placeholders.has(name) ? '' : given || (defaults[name] ?? '');
  }
  const linesOf = (name: string) => textOf(name).split(/\r?\n/);
  function parse<T>(name: string, parseValue: ParseValue<T>): T | undefined {
    const text = textOf(name);
    if (placeholders.has(name)) return undefined;
    try {
      return parseValue(text);
    } catch (error) {
      if (!(error instanceof ValueProblem)) throw error;
      const told = isRedacted ? `is ${HIDDEN_PATTERNS}; allowed: ${error.allowed}.` : error.message;
      const place = describePlace(error.value, linesOf(name));
      problems.push(`\`${name}\`${place === '' ? '' : `${place},`} ${told}`);
      return undefined;
    }
  }
  return {
    textOf,
    parse,
    isSet: (name) => textOf(name) !== '',
    know: (name) => void asked.add(name),
    isPlaceholder(name) {
      textOf(name);
      return placeholders.has(name);
    },
    minutes(name, least) {
      const number = parse(name, parseNumber(least, LONGEST_MINUTES, 'minutes'));
      return number === undefined ? undefined : number * MINUTE;
    },
    patterns(name) {
      const patterns = parsePatterns(parse(name, parsePatternLines) ?? []);
      const lines = linesOf(name);
      return lines.length > 1 ? { ...patterns, lines } : patterns;
    },
    asked: () => [...asked],
    findNear: (name) => findNear(name, asked),
    refuse: (problem) => void problems.push(problem),
    finish<T extends object>(values: T) {
      if (problems.length > 0) throw new InputError(problems);
      return values as Finished<T>;
    },
  };
}
