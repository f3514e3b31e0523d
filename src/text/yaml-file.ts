import { isMap, isScalar, LineCounter, type Node } from 'yaml';
import { findDamage, findStrangeCharacter } from './damage.ts';
import { countNouns } from './format.ts';
import type { Quote } from './redact.ts';
import { describeNode, type FileMap, isEmpty, type Reading } from './yaml-entries.ts';
import { findExpansion } from './yaml-expansion.ts';
import { findTargets, offsetOf, type Problem, readTree } from './yaml-tree.ts';

const MOST_PROBLEMS = 50;

/** A kind of file that people write, and this action reads. */
export interface FileKind<T> {
  /** Such as `waivers file`. */
  readonly noun: string;
  /** Raised when an older version of the action could no longer read the file rightly. */
  readonly version: number;
  /** Such as ``a mapping with `version` and `waivers` ``. */
  readonly wanted: string;
  /** Such as `` `version: 1` and `waivers: []` ``. */
  readonly smallest: string;
  /** What the file holds; it counts only where nothing is told. */
  readonly read: (root: FileMap, reading: Reading) => T;
}

export type ParsedFile<T> =
  | { readonly kind: 'content'; readonly content: T }
  /** One sentence each, in the file's order; each begins with `path:line:column: `. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/**
 * Reads a YAML file that people wrote, and that may be hostile. Never throws, whatever the text.
 * @param path as the problems name it
 * @param quote what the problems show of the file's own words: keys of the schema, places and what is allowed are told
 * in any case
 */
export function parseYamlFile<T>(text: string, path: string, kind: FileKind<T>, quote: Quote): ParsedFile<T> {
  const source = text.replace(/^\ufeff/, '');
  const lines = countLines(source);
  const { content, problems: found } = readContent(source, kind, quote, (offset) => lines.linePos(offset).line);
  const strange = found.length === 0 ? null : findStrangeBlank(source);
  // Whatever else is said is a consequence of it.
  const problems = strange === null ? found : [strange];
  if (content !== null && problems.length === 0) return { kind: 'content', content };
  const sorted = problems.toSorted((a, b) => a.offset - b.offset);
  const untold = sorted.slice(MOST_PROBLEMS);
  const told = sorted.slice(0, MOST_PROBLEMS);
  const [next] = untold;
  if (next !== undefined) {
    // @failure inputs | The message shows only the first problems of the file. Correct these, then run again.
    told.push({ offset: next.offset, sentence: `And ${countNouns(untold.length, 'more problem')} from here on.` });
  }
  return { kind: 'problems', problems: told.map((problem) => placeProblem(problem, path, lines)) };
}

function placeProblem({ offset, sentence }: Problem, path: string, lines: LineCounter): string {
  const { line, col } = lines.linePos(offset);
  return `${path}:${line}:${col}: ${sentence}`;
}

/** Counts the lines of a text, so that a place in it can be told. */
export function countLines(source: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}

type LineOf = (offset: number) => number;

/** Null only with a problem. */
interface FileContent<T> {
  readonly content: T | null;
  readonly problems: readonly Problem[];
}

function readContent<T>(source: string, kind: FileKind<T>, quote: Quote, lineOf: LineOf): FileContent<T> {
  const damage = findStrangeCharacter(source) ?? describeDamage(source);
  if (damage !== null) return { content: null, problems: [damage] };
  const { root, problems, isWhole } = readTree(source, lineOf, kind.noun, quote);
  if (!isWhole) return { content: null, problems };
  const tell = (offset: number, sentence: string) => problems.push({ offset, sentence });
  const targets = findTargets(root, tell, quote);
  const expansion = findExpansion(root, targets, quote);
  if (expansion !== null) return { content: null, problems: [...problems, expansion] };
  if (isMap<Node, Node | null>(root)) {
    const newer = findNewerVersion(root, kind.version);
    if (newer !== null) return { content: null, problems: [newer] };
    return { content: kind.read(root, { targets, tell, lineOf, quote }), problems };
  }
  const empty = `The file is empty; the smallest one holds ${kind.smallest}.`;
  tell(
    0,
    root === null || isEmpty(root) ? empty : `The file is ${describeNode(root, quote)}; allowed: ${kind.wanted}.`,
  );
  return { content: null, problems };
}

/** What looks like a blank, and is none to YAML: it comes along where somebody copies from a page or a chat. */
function findStrangeBlank(source: string): Problem | null {
  const strange = /(?<=^[ ]*(?:- *)?|[-:])[\u00a0\u2000-\u200a\u202f\u205f\u3000]/m.exec(source);
  if (strange === null) return null;
  const code = strange[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  // @failure inputs | The text was probably copied from a page or a chat. Replace the special blanks by ordinary ones.
  const sentence = `Here is a no-break space or another blank that YAML does not know (U+${code}); indent with spaces.`;
  return { offset: strange.index, sentence };
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

/** Of a newer file nothing else is held against it: it may be right. */
function findNewerVersion(root: FileMap, known: number): Problem | null {
  const node = root.get('version', true);
  const version = isScalar(node) ? node.value : null;
  if (!isScalar(node) || !Number.isInteger(version) || Number(version) <= known) return null;
  // @failure inputs#version
  const sentence = `\`version\` is ${version}, and this version of the action knows ${known}; update the action.`;
  return { offset: offsetOf(node), sentence };
}
