import * as v from '../vendor/valibot.ts';
import { completeTimestamp, isTimestamp, parseTimestamp, type Timestamp } from './timestamp.ts';

/**
 * Readers for the fields that are used, and for no others: the Platform's objects say that they are closed, and
 * yet grew several times in 2026.
 */

/** A count; int64 on the Platform, so beyond 2^53 it is not exact. */
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 63));

export const NonEmptyText = v.pipe(v.string(), v.nonEmpty());

/** An id that becomes part of an address, where `..` or a slash would lead somewhere else. */
export const Identifier = v.pipe(v.string(), v.regex(/^(?!\.+$)[\w.:~-]{1,200}$/));

/** A date and time; a zero value is read as null. */
export const When = v.pipe(
  v.string(),
  v.check((text) => isTimestamp(text)),
  v.transform((text): Timestamp | null => parseTimestamp(text)),
);

/** The same if a day is near enough: its zone or its time may be missing. */
export const RoughWhen = v.pipe(
  v.string(),
  v.check((text) => isTimestamp(completeTimestamp(text))),
  v.transform((text): Timestamp | null => parseTimestamp(completeTimestamp(text))),
);

/** It may become an output, and a job's outputs have room for a megabyte. */
const LONGEST_WORD = 100;

/** A word of the Platform's, such as a status, whose letters another version may write large. What is no word is shown as it is. */
export function readWord(text: string): string {
  const word = text.trim();
  return (/^[a-z_ -]+$/i.test(word) ? word.toLowerCase() : word).slice(0, LONGEST_WORD);
}

/** Such a word where there has to be one. */
export const Word = v.pipe(v.string(), v.transform(readWord), v.nonEmpty());

/** Null and missing are the same: not known. Any other type is an error. */
export function optional<S extends v.GenericSchema>(schema: S) {
  return v.optional(v.nullable(schema, null), null);
}

/** JSON that is not what the Platform answers; `path` says where, such as `items.3.status`. */
export class SchemaError extends Error {
  override name = 'SchemaError';
  readonly path: string;

  constructor(path: string, expected: string) {
    // @failure policies after a field's path | `inconclusive` | The policy's `run_at` or `violation_count` can't be
    // read. Look at the policy on the Platform.
    super(`\`${path === '' ? '(the whole answer)' : path}\` should be ${expected}`);
    this.path = path;
  }
}

/**
 * Reads unknown JSON. The value itself is never quoted: it may be a webhook, or a page.
 * @throws {SchemaError} for the first thing that is wrong
 */
export function read<S extends v.GenericSchema>(schema: S, json: unknown, prefix = ''): v.InferOutput<S> {
  const result = v.safeParse(schema, json, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = [prefix, v.getDotPath(issue) ?? ''].filter((part) => part !== '').join('.');
  throw new SchemaError(path, expectationOf(issue));
}

/** What could be read of an object, and what could not. */
export interface Salvage<T> {
  readonly values: T;
  /** What can't be read, as a sentence without its end; null if all can. */
  readonly defect: string | null;
}

/** Reads fields that may all be missing. One that can't be read is null, and told, and spoils no other. */
export function salvage<E extends v.ObjectEntries>(entries: E, json: unknown, prefix = ''): Salvage<SalvagedFields<E>> {
  const defects: string[] = [];
  const values = Object.entries(entries).map(([name, schema]) => {
    try {
      return [name, Object.values(read(v.object({ [name]: schema }), json, prefix))[0]];
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      defects.push(error.message);
      return [name, null];
    }
  });
  return {
    values: Object.fromEntries(values) as SalvagedFields<E>,
    defect: defects.length === 0 ? null : defects.join(', '),
  };
}

export type SalvagedFields<E extends v.ObjectEntries> = { readonly [K in keyof E]: v.InferOutput<E[K]> | null };

function expectationOf(issue: v.BaseIssue<unknown>): string {
  switch (issue.type) {
    case 'integer':
      return 'a whole number';
    case 'min_value':
      return `a whole number from ${issue.requirement}`;
    case 'max_value':
      return `a whole number up to ${issue.requirement}`;
    case 'object':
      return issue.input === undefined ? 'there, and is missing' : `an object, and is ${kindOf(issue.input)}`;
    case 'non_empty':
      return 'a text that is not empty';
    case 'regex':
      return 'an id';
    case 'check':
      return 'a date and time';
    default:
      return `${issue.expected ?? 'something else'}, and is ${kindOf(issue.input)}`;
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
