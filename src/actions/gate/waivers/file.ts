import { isMap, isScalar, isSeq, LineCounter, type Node, Scalar, type YAMLMap } from 'yaml';
import { findDamage } from '../../../runner/read-file.ts';
import { toLogText } from '../../../text/escape.ts';
import { countNouns, formatCount } from '../../../text/format.ts';
import { findNearest } from '../../../text/nearest.ts';
import {
  findTargets,
  offsetOf,
  type Problem,
  readTree,
  resolveNode,
  type Targets,
  type Tell,
} from '../../../text/yaml-tree.ts';
import * as v from '../../../vendor/valibot.ts';
import {
  ALLOWED,
  FILE_KEYS,
  FileSchema,
  LONGEST_TEXT,
  MaxDays,
  MOST_WAIVERS,
  VISIBLE,
  WAIVER_KEYS,
  WAIVERS_VERSION,
  waiverSchema,
} from './schema.ts';
import type { Waiver } from './waiver.ts';

const MOST_PROBLEMS = 50;

export type ParsedWaivers =
  | { readonly kind: 'waivers'; readonly waivers: readonly Waiver[] }
  /** One sentence each, in the file's order; each begins with `path:line:column: `. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/**
 * Reads a waivers file. Never throws, whatever the text.
 * @param path as the problems name it
 * @param today `YYYY-MM-DD` in UTC
 */
export function parseWaivers(text: string, path: string, today: string): ParsedWaivers {
  const source = text.replace(/^\ufeff/, '');
  const lines = countLines(source);
  const { waivers, problems } = readContent(source, today, (offset) => lines.linePos(offset).line);
  if (problems.length === 0) return { kind: 'waivers', waivers };
  const sorted = problems.toSorted((a, b) => a.offset - b.offset);
  const untold = sorted.slice(MOST_PROBLEMS);
  const told = sorted.slice(0, MOST_PROBLEMS);
  const [next] = untold;
  if (next !== undefined) {
    told.push({ offset: next.offset, sentence: `And ${countNouns(untold.length, 'more problem')} from here on.` });
  }
  return { kind: 'problems', problems: told.map((problem) => placeProblem(problem, path, lines)) };
}

function placeProblem({ offset, sentence }: Problem, path: string, lines: LineCounter): string {
  const { line, col } = lines.linePos(offset);
  return `${path}:${line}:${col}: ${sentence}`;
}

function countLines(source: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}

/** The waivers count only where there are no problems. */
interface FileContent {
  readonly waivers: readonly Waiver[];
  readonly problems: readonly Problem[];
}

function readContent(source: string, today: string, lineOf: (offset: number) => number): FileContent {
  const damage = findStrangeCharacter(source) ?? describeDamage(source);
  if (damage !== null) return { waivers: [], problems: [damage] };
  const { root, problems, isWhole } = readTree(source, lineOf);
  if (!isWhole) return { waivers: [], problems };
  const tell = (offset: number, sentence: string) => problems.push({ offset, sentence });
  const targets = findTargets(root, tell);
  if (isMap<Node, Node | null>(root)) {
    const newer = findNewerVersion(root);
    if (newer !== null) return { waivers: [], problems: [newer] };
    return { waivers: readFile(root, today, { targets, tell, lineOf }), problems };
  }
  const wanted = 'a mapping with `version` and `waivers`';
  tell(0, root === null || isEmpty(root) ? EMPTY : `The file is ${describeNode(root)}; allowed: ${wanted}.`);
  return { waivers: [], problems };
}

const EMPTY = 'The file is empty; the smallest one holds `version: 1` and `waivers: []`.';

function findStrangeCharacter(source: string): Problem | null {
  // U+FFFD is what became of bytes that are no UTF-8. YAML has a use for some of the others, and people have none.
  const strange = /[^\P{Cc}\t\n\r]|\r(?!\n)|[\p{Cs}\ufffd]/u.exec(source);
  if (strange === null) return null;
  const code = strange[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const allowed = 'text in UTF-8 without control characters, with line ends of Unix or Windows';
  return { offset: strange.index, sentence: `The file holds the character U+${code}; allowed: ${allowed}.` };
}

function describeDamage(source: string): Problem | null {
  const damage = findDamage(source);
  switch (damage?.kind) {
    case undefined:
      return null;
    case 'conflict':
      // @failure inputs#conflict
      return { offset: damage.offset, sentence: 'The file holds the marks of a merge conflict of git; resolve it.' };
    case 'lfs': {
      const remedy = 'set `lfs: true` in the step that checks out the repository.';
      // @failure inputs#lfs
      return { offset: damage.offset, sentence: `The file is a pointer of Git LFS; ${remedy}` };
    }
  }
}

/** What the functions below share. */
interface Reading {
  readonly targets: Targets;
  readonly tell: Tell;
  readonly lineOf: (offset: number) => number;
}

type FileMap = YAMLMap<Node, Node | null>;

/** Of a newer file nothing else is held against it: it may be right. */
function findNewerVersion(root: FileMap): Problem | null {
  const node = root.get('version', true);
  const version = isScalar(node) ? node.value : null;
  if (!isScalar(node) || !Number.isInteger(version) || Number(version) <= WAIVERS_VERSION) return null;
  const known = `this version of the action knows ${WAIVERS_VERSION}; update the action`;
  return { offset: offsetOf(node), sentence: `\`version\` is ${version}, and ${known}.` };
}

function readFile(root: FileMap, today: string, reading: Reading): Waiver[] {
  const entries = readEntries(root, FILE_KEYS, reading);
  checkEntries(FileSchema, entries, offsetOf(root), reading);
  const maxDays = v.safeParse(MaxDays, entries.get('max-days')?.value);
  const schema = waiverSchema(today, maxDays.success ? maxDays.output : null);
  const list = entries.get('waivers')?.node;
  const items = isSeq<Node>(list) ? list.items : [];
  const excess = items[MOST_WAIVERS];
  if (excess === undefined) return readWaivers(items, schema, reading);
  const count = `waiver ${formatCount(MOST_WAIVERS + 1)} of ${formatCount(items.length)}`;
  reading.tell(offsetOf(excess), `Here begins ${count}; allowed: up to ${formatCount(MOST_WAIVERS)}.`);
  return [];
}

type WaiverSchema = ReturnType<typeof waiverSchema>;
type WaiverText = v.InferOutput<WaiverSchema>;

function readWaivers(items: readonly Node[], schema: WaiverSchema, reading: Reading): Waiver[] {
  // One that aliases repeat is looked at once, however large it is.
  const read = new Map<Node | null, WaiverText | null>();
  return items.flatMap((item) => {
    const node = resolveNode(item, reading.targets);
    const known = read.get(node);
    const text = known === undefined ? readWaiver(node, offsetOf(item), schema, reading) : known;
    read.set(node, text);
    if (text === null) return [];
    const { resource = null, account = null, region = null, ticket = null } = text;
    return [{ ...text, resource, account, region, ticket, line: reading.lineOf(offsetOf(item)) }];
  });
}

function readWaiver(node: Node | null, offset: number, schema: WaiverSchema, reading: Reading): WaiverText | null {
  if (node === null) return null;
  if (isMap<Node, Node | null>(node)) {
    return checkEntries(schema, readEntries(node, WAIVER_KEYS, reading), offsetOf(node), reading);
  }
  const wanted = 'a mapping with `policy`, `reason`, `owner` and `expires`';
  reading.tell(offset, `A waiver is ${describeNode(node)}; allowed: ${wanted}.`);
  return null;
}

interface Entry {
  /** Where the value is, or the key where there is none. */
  readonly offset: number;
  /** As `resolveNode` gives it. */
  readonly node: Node | null;
  readonly value: unknown;
}

/** The entries of a mapping whose keys are known, each key once. */
function readEntries(map: FileMap, keys: readonly string[], { targets, tell }: Reading): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const pair of map.items) {
    const key = readKey(resolveNode(pair.key, targets));
    if (key === null) continue;
    const problem = entries.has(key) ? `\`${key}\` is there twice; allowed: once.` : findKeyProblem(key, keys);
    if (problem !== null) {
      tell(offsetOf(pair.key), problem);
      continue;
    }
    const node = pair.value === null ? new Scalar(null) : resolveNode(pair.value, targets);
    const offset = offsetOf(isEmpty(node) ? pair.key : pair.value);
    entries.set(key, { offset, node, value: readValue(node, FILE_KEYS.includes(key)) });
  }
  return entries;
}

/** The empty text where the key is a list or the like; null where it could not be resolved. */
function readKey(node: Node | null): string | null {
  if (!isScalar(node)) return node === null ? null : '';
  return typeof node.value === 'string' ? node.value : (node.source ?? '');
}

function findKeyProblem(key: string, keys: readonly string[]): string | null {
  if (key === '') return `A key is no word; allowed: ${keys.map((word) => `\`${word}\``).join(', ')}.`;
  if (key === '<<') return 'Unknown key `<<`; merge keys are not allowed: write the entries out.';
  if (keys.includes(key)) return null;
  const [nearest] = findNearest(key, keys, 1);
  return `Unknown key \`${toLogText(key, 100)}\`; the nearest that is allowed is \`${nearest}\`.`;
}

/** A value as the schema wants it: an empty list or object where it is none of the plain ones. */
function readValue(node: Node | null, mayBeNumber: boolean): unknown {
  if (isMap(node)) return {};
  if (isSeq(node)) return [];
  if (!isScalar(node)) return null;
  // Ids of AWS accounts are numbers to YAML, which would drop the zeros in front.
  const isWord = typeof node.value === 'number' && node.type === Scalar.PLAIN && !mayBeNumber;
  return isWord ? node.source : node.value;
}

/** Tells what the schema holds against the entries; null where there is something. */
function checkEntries<S extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  schema: S,
  entries: ReadonlyMap<string, Entry>,
  offset: number,
  { tell }: Reading,
): v.InferOutput<S> | null {
  const values = Object.fromEntries([...entries].map(([key, { value }]) => [key, value]));
  const result = v.safeParse(schema, values);
  if (result.success) return result.output;
  for (const issue of result.issues) {
    const key = v.getDotPath(issue) ?? '';
    const entry = entries.get(key);
    if (entry === undefined) tell(offset, `\`${key}\` is missing; it takes ${ALLOWED[key]}.`);
    // Of one that could not be resolved there is a problem already.
    else if (entry.node !== null) {
      tell(entry.offset, `\`${key}\` is ${describeNode(entry.node)}; allowed: ${issue.message}.`);
    }
  }
  return null;
}

function isEmpty(node: Node | null): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === '';
}

/** Such as `"a text"` or `a list`. */
function describeNode(node: Node | null): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || isEmpty(node)) return 'empty';
  if (typeof node.value !== 'string') {
    return `the ${node.value === null ? 'word' : typeof node.value} \`${toLogText(node.source ?? '', 100)}\``;
  }
  if (!VISIBLE.test(node.value.slice(0, LONGEST_TEXT))) return 'blank';
  const length = node.value.length > 100 ? ` (${formatCount(node.value.length)} characters)` : '';
  return `"${toLogText(node.value, 100)}"${length}`;
}
