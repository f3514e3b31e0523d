import { isMap, isScalar, isSeq, type Node, Scalar, type YAMLMap } from 'yaml';
import * as v from '../vendor/valibot.ts';
import { formatCount } from './format.ts';
import { findNearest } from './nearest.ts';
import type { Quote } from './redact.ts';
import { LONGEST_TEXT, VISIBLE } from './visible-text.ts';
import { offsetOf, resolveNode, type Targets, type Tell } from './yaml-tree.ts';

/** What the functions below share. */
export interface Reading {
  readonly targets: Targets;
  readonly tell: Tell;
  readonly lineOf: (offset: number) => number;
  /** What the problems show of the file's own words. */
  readonly quote: Quote;
}

export type FileMap = YAMLMap<Node, Node | null>;

/** What a mapping may hold. */
export interface MapKind<S extends v.ObjectSchema<v.ObjectEntries, undefined>> {
  readonly schema: S;
  /** What a key takes that may not be missing. */
  readonly allowed: Readonly<Record<string, string>>;
  /** Whether a number stays one. Ids of AWS accounts are numbers to YAML, which would drop the zeros in front. */
  readonly hasNumbers: boolean;
}

interface Entry {
  /** Where the value is, or the key where there is none. */
  readonly offset: number;
  /** As `resolveNode` gives it. */
  readonly node: Node | null;
  /** `undefined`: the mapping has no such key, only an unknown one that is nearest to it. */
  readonly value: unknown;
}

/**
 * The entries of a mapping whose keys are known, each key once. A missing key that an unknown one is nearest to has an
 * entry, too: the unknown one is told already, and nobody has to be told twice of one typo.
 */
export function readEntries<S extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  map: FileMap,
  { schema, hasNumbers }: MapKind<S>,
  { targets, tell, quote }: Reading,
): Map<string, Entry> {
  const keys = Object.keys(schema.entries);
  const entries = new Map<string, Entry>();
  const meant = new Map<string, Entry>();
  for (const pair of map.items) {
    const key = readKey(resolveNode(pair.key, targets));
    if (key === null) continue;
    if (entries.has(key)) {
      tell(offsetOf(pair.key), `\`${key}\` is there twice; allowed: once.`);
      continue;
    }
    if (!keys.includes(key)) {
      const { sentence, nearest } = describeUnknownKey(key, keys, quote);
      tell(offsetOf(pair.key), sentence);
      if (nearest !== null) meant.set(nearest, { offset: offsetOf(pair.key), node: null, value: undefined });
      continue;
    }
    const node = pair.value === null ? new Scalar(null) : resolveNode(pair.value, targets);
    const offset = offsetOf(isEmpty(node) ? pair.key : pair.value);
    entries.set(key, { offset, node, value: readValue(node, hasNumbers) });
  }
  return new Map([...meant, ...entries]);
}

/** The empty text where the key is a list or the like; null where it could not be resolved. */
function readKey(node: Node | null): string | null {
  if (!isScalar(node)) return node === null ? null : '';
  return typeof node.value === 'string' ? node.value : (node.source ?? '');
}

function describeUnknownKey(
  key: string,
  keys: readonly string[],
  quote: Quote,
): { readonly sentence: string; readonly nearest: string | null } {
  if (key === '') {
    return { sentence: `A key is no word; allowed: ${keys.map((word) => `\`${word}\``).join(', ')}.`, nearest: null };
  }
  if (key === '<<') {
    // @failure inputs#key
    return { sentence: 'Unknown key `<<`; merge keys are not allowed: write the entries out.', nearest: null };
  }
  const [nearest = null] = findNearest(key, keys, 1);
  // @failure inputs#key | The key is misspelt, or is at the wrong place. Merge keys (`<<`) are not allowed.
  const sentence = `Unknown key \`${quote(key, 100)}\`; the nearest that is allowed is \`${nearest}\`.`;
  return { sentence, nearest };
}

/** A value as the schema wants it: an empty list or object where it is none of the plain ones. */
function readValue(node: Node | null, mayBeNumber: boolean): unknown {
  if (isMap(node)) return {};
  if (isSeq(node)) return [];
  if (!isScalar(node)) return null;
  const isWord = typeof node.value === 'number' && node.type === Scalar.PLAIN && !mayBeNumber;
  return isWord ? node.source : node.value;
}

/** Tells what the schema holds against the entries; null where there is something. */
export function checkEntries<S extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  { schema, allowed }: MapKind<S>,
  entries: ReadonlyMap<string, Entry>,
  offset: number,
  { tell, quote }: Reading,
): v.InferOutput<S> | null {
  const values = Object.fromEntries([...entries].map(([key, { value }]) => [key, value]));
  const result = v.safeParse(schema, values);
  if (result.success) return result.output;
  for (const issue of result.issues) {
    const key = v.getDotPath(issue) ?? '';
    const entry = entries.get(key);
    // @failure inputs#entry | The message says what is allowed in the entry at this line and column.
    if (entry === undefined) tell(offset, `\`${key}\` is missing; it takes ${allowed[key]}.`);
    // Of one that could not be resolved, or whose key is misspelt, there is a problem already.
    else if (entry.node !== null) {
      // @failure inputs#entry
      tell(entry.offset, `\`${key}\` is ${describeNode(entry.node, quote)}; allowed: ${issue.message}.`);
    }
  }
  return null;
}

/** What a list of mappings may hold. */
export interface ListKind<S extends v.ObjectSchema<v.ObjectEntries, undefined>> extends MapKind<S> {
  /** Such as `waiver`, and `A waiver`. */
  readonly noun: string;
  readonly title: string;
  /** Such as ``a mapping with `policy` and `reason` ``. */
  readonly wanted: string;
  readonly most: number;
}

/** An item of a list, and the line that it begins in. */
export type Item<S extends v.ObjectSchema<v.ObjectEntries, undefined>> = v.InferOutput<S> & { readonly line: number };

/** The items of a list, each a mapping; without those that something is wrong with, which is told. */
export function readItems<S extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  list: Node | null | undefined,
  kind: ListKind<S>,
  reading: Reading,
): Item<S>[] {
  const items = isSeq<Node>(list) ? list.items : [];
  const excess = items[kind.most];
  if (excess !== undefined) {
    const count = `${kind.noun} ${formatCount(kind.most + 1)} of ${formatCount(items.length)}`;
    reading.tell(offsetOf(excess), `Here begins ${count}; allowed: up to ${formatCount(kind.most)}.`);
    return [];
  }
  // One that aliases repeat is looked at once, however large it is.
  const read = new Map<Node | null, v.InferOutput<S> | null>();
  return items.flatMap((item) => {
    const node = resolveNode(item, reading.targets);
    const known = read.get(node);
    const values = known === undefined ? readItem(node, offsetOf(item), kind, reading) : known;
    read.set(node, values);
    return values === null ? [] : [{ ...values, line: reading.lineOf(offsetOf(item)) }];
  });
}

function readItem<S extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  node: Node | null,
  offset: number,
  kind: ListKind<S>,
  reading: Reading,
): v.InferOutput<S> | null {
  if (node === null) return null;
  if (isMap<Node, Node | null>(node)) {
    return checkEntries(kind, readEntries(node, kind, reading), offsetOf(node), reading);
  }
  reading.tell(offset, `${kind.title} is ${describeNode(node, reading.quote)}; allowed: ${kind.wanted}.`);
  return null;
}

/** Whether nothing stands where a value could. */
export function isEmpty(node: Node | null): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === '';
}

/** Such as `"a text"` or `a list`. */
export function describeNode(node: Node | null, quote: Quote): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || isEmpty(node)) return 'empty';
  if (typeof node.value !== 'string') {
    return `the ${node.value === null ? 'word' : typeof node.value} \`${quote(node.source ?? '', 100)}\``;
  }
  if (!VISIBLE.test(node.value.slice(0, LONGEST_TEXT))) return 'blank';
  const length = node.value.length > 100 ? ` (${formatCount(node.value.length)} characters)` : '';
  return `"${quote(node.value, 100)}"${length}`;
}
