import { trimEnd } from './trim-end.ts';

/** What a JSON text may hold at most, so that to parse it takes no longer than its reader can wait. */
export interface JsonLimits {
  /** How deep lists and objects may stand inside each other. */
  readonly depth: number;
  /** Lists and objects. */
  readonly containers: number;
  /** Values, more or less: the commas between them. */
  readonly values: number;
  /** Of one object. */
  readonly names: number;
}

/** What is wrong with a JSON text that a parser takes without a word. The offset is in characters. */
export type JsonFlaw = { readonly offset: number } & (
  | { readonly kind: 'repeated-name'; readonly name: string }
  | { readonly kind: 'too-deep'; readonly most: number }
  | {
      readonly kind: 'too-many';
      readonly most: number;
      readonly noun: 'lists and objects' | 'values' | 'names in one object';
    }
  | { readonly kind: 'inexact' }
);

/** A flaw as the end of a sentence, without any text of the JSON. */
export function describeJsonFlaw(flaw: JsonFlaw): string {
  switch (flaw.kind) {
    case 'repeated-name':
      return 'it has the same name twice in one object';
    case 'too-deep':
      return `it is nested deeper than ${flaw.most}`;
    case 'too-many':
      return `it holds more than ${flaw.most} ${flaw.noun}`;
    case 'inexact':
      return "it has a number that can't be read exactly";
  }
}

/** Objects are looked at so deep: a document, its lists, and their items. What lies below is nobody's to read. */
const READ_DEPTH = 3;

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** As sticky patterns: they look at one place of the text. */
const NUMBER = /-?\d*(?:\.\d*)?(?:[eE][+-]?\d*)?/y;

/** Characters between two pauses. */
const SLICE = 2 ** 20;

/**
 * Looks through a JSON text before it is parsed, for what a parser takes without a word: more than the limits, the same
 * name twice in an object, of which the last one would win, and a number that would be read as a whole one and is none,
 * such as 1e-400. Whether it is JSON is the parser's question.
 * Pauses after each million of characters, so that signals and deadlines are heard.
 * @returns the first flaw; null if there is none
 */
export function* scanJson(text: string, limits: JsonLimits): Generator<void, JsonFlaw | null> {
  const names = createNameCheck(text);
  const isObject: boolean[] = [];
  /** By depth: the names of the object so far. */
  const named: number[] = [];
  let [depth, containers, values, isName] = [0, 0, 0, false];
  let pause = SLICE;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const end = findEnd(text, index);
      if (isName) {
        const count = (named[depth] ?? 0) + 1;
        if (count > limits.names)
          return { kind: 'too-many', most: limits.names, noun: 'names in one object', offset: index };
        named[depth] = count;
      }
      if (isName && depth <= READ_DEPTH && !names.add(depth, index + 1, end))
        return { kind: 'repeated-name', name: readName(text.slice(index + 1, end)), offset: index };
      isName = false;
      index = end;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth++;
      containers++;
      if (depth > limits.depth) return { kind: 'too-deep', most: limits.depth, offset: index };
      if (containers > limits.containers)
        return { kind: 'too-many', most: limits.containers, noun: 'lists and objects', offset: index };
      isName = code === OPEN_OBJECT;
      isObject[depth] = isName;
      named[depth] = 0;
      if (isName && depth <= READ_DEPTH) names.begin(depth);
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      depth = Math.max(0, depth - 1);
      isName = false;
    } else if (code === COMMA) {
      values++;
      if (values > limits.values) return { kind: 'too-many', most: limits.values, noun: 'values', offset: index };
      isName = isObject[depth] === true;
    } else if ((code >= ZERO && code <= NINE) || code === MINUS) {
      NUMBER.lastIndex = index;
      const [literal = ''] = NUMBER.exec(text) ?? [];
      if (depth <= READ_DEPTH && !isExact(literal)) return { kind: 'inexact', offset: index };
      index += literal.length - 1;
    }
    if (index >= pause) {
      yield;
      pause = index + SLICE;
    }
  }
  return null;
}

/** The same in one go, for a text that nobody waits for with a deadline. */
export function findJsonFlaw(text: string, limits: JsonLimits): JsonFlaw | null {
  const scan = scanJson(text, limits);
  for (;;) {
    const { done, value } = scan.next();
    if (done) return value;
  }
}

/** Where the string ends that begins at a quote. */
function findEnd(text: string, start: number): number {
  for (let end = start; ; ) {
    end = text.indexOf('"', end + 1);
    if (end === -1) return text.length;
    let before = end - 1;
    while (before > start && text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
}

/** A number with a fraction or an exponent that is read as a whole one has to be whole. */
function isExact(literal: string): boolean {
  if (!/[.eE]/.test(literal) || !Number.isInteger(Number(literal))) return true;
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = trimEnd(`${whole}${fraction}`, '0');
  const dropped = whole.length + fraction.length - digits.length;
  return /^0*$/.test(digits) || Number(exponent) - fraction.length + dropped >= 0;
}

interface NameCheck {
  /** An object begins. */
  begin(depth: number): void;
  /** @returns false if the object has a member of that name. @param start of the name, after its quote */
  add(depth: number, start: number, end: number): boolean;
}

/** The objects of a list mostly have the same names in the same order: then nothing is made of any of them. */
function createNameCheck(text: string): NameCheck {
  /** By depth: the names of the last object that had others than the one before it, and how many of them came again. */
  const orders: string[][] = [];
  const counts: number[] = [];
  /** By depth: all names of this object, once it differs. */
  const others: (Set<string> | null)[] = [];
  return {
    begin(depth) {
      const other = others[depth];
      // A name that holds a backslash looks like another one that is written with an escape.
      if (other) orders[depth] = takePlain([...other]);
      counts[depth] = 0;
      others[depth] = null;
    },
    add(depth, start, end) {
      const order = orders[depth] ?? [];
      const count = counts[depth] ?? 0;
      const expected = order[count];
      if (others[depth] === null && expected !== undefined) {
        if (expected.length === end - start && text.startsWith(expected, start)) {
          counts[depth] = count + 1;
          return true;
        }
      }
      const all = others[depth] ?? new Set(order.slice(0, count));
      others[depth] = all;
      const size = all.size;
      all.add(readName(text.slice(start, end)));
      return all.size > size;
    },
  };
}

/** The names up to the first one with a backslash. */
function takePlain(names: string[]): string[] {
  const end = names.findIndex((name) => name.includes('\\'));
  return end === -1 ? names : names.slice(0, end);
}

/** The same name can be written in several ways. */
function readName(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}
