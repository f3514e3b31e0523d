import { isScalar, isSeq, type Node, Scalar } from 'yaml';
import type { Quote } from '../../../text/redact.ts';
import { checkEntries, describeNode, type FileMap, type Reading, readEntries } from '../../../text/yaml-entries.ts';
import { type FileKind, type ParsedFile, parseYamlFile } from '../../../text/yaml-file.ts';
import { offsetOf, resolveNode } from '../../../text/yaml-tree.ts';
import type { NameLines } from '../plan/sides.ts';
import { alignText, type Segment } from '../sql/align.ts';
import { tidyQuery } from '../sql/tidy-query.ts';
import type { PolicyTest } from '../test/policy-test.ts';
import { countLinesToHidden } from './joined-lines.ts';
import { readTests } from './policy-tests.ts';
import { ALLOWED, FILES_VERSION, PolicySchema } from './schema.ts';

/** A policy's file, as it stands there. */
export interface PolicyFile {
  readonly name: string;
  readonly domain: string;
  readonly severity: string;
  readonly description: string;
  readonly status: string;
  readonly groups: readonly string[];
  /** Null: the file says nothing of them. */
  readonly notify: readonly string[] | null;
  /** The query itself, or the name of its file. */
  readonly query: InlineQuery | { readonly file: string; readonly line: number };
  readonly tests: readonly PolicyTest[];
  /** Where `name` stands. */
  readonly line: number;
  /** Where the names of both lists stand. */
  readonly groupLines: NameLines;
  readonly notifyLines: NameLines;
}

/** A query in the policy's own file. */
export interface InlineQuery {
  /** Tidy. */
  readonly text: string;
  /** Where the text begins. */
  readonly line: number;
  /** Where its parts stand; empty: how they lie in the file is unknown. */
  readonly segments: readonly Segment[];
  /** The line from which on a comment hides the SQL, since YAML joins the lines; null: it hides nothing. */
  readonly hiddenFrom: number | null;
}

/** A list of names. */
const MOST_NAMES = 100;

/**
 * Reads a policy's file. Never throws, whatever the text.
 * @param path as the problems name it
 */
export function parsePolicyFile(text: string, path: string, quote: Quote): ParsedFile<PolicyFile> {
  const source = text.replace(/^\ufeff/, '');
  const kind: FileKind<PolicyFile> = {
    noun: 'policy file',
    version: FILES_VERSION,
    wanted: 'a mapping with `version`, `name`, `domain`, `severity` and `query`',
    smallest: '`version: 1`, `name`, `domain`, `severity` and `query`',
    read: (root, reading) => readPolicy(root, reading, source),
  };
  return parseYamlFile(text, path, kind, quote);
}

function readPolicy(root: FileMap, reading: Reading, source: string): PolicyFile {
  const file = { schema: PolicySchema, allowed: ALLOWED, hasNumbers: true };
  const entries = readEntries(root, file, reading);
  const values = checkEntries(file, entries, offsetOf(root), reading);
  const lineOf = (key: string) => reading.lineOf(entries.get(key)?.offset ?? offsetOf(root));
  const [query, queryFile] = [entries.get('query'), entries.get('query-file')];
  if (query === undefined && queryFile === undefined) {
    reading.tell(
      offsetOf(root),
      `\`query\` is missing; it takes ${ALLOWED.query}. Or name a file with \`query-file\`.`,
    );
  } else if (query?.value !== undefined && queryFile?.value !== undefined) {
    reading.tell(queryFile.offset, 'Both `query` and `query-file` are there; allowed: one of them.');
  }
  const names = (key: 'groups' | 'notify') => readNames(key, entries.get(key)?.node ?? null, reading);
  const groups = names('groups');
  const notify = names('notify');
  const { name = '', domain = '', severity = '', description = '', status = '' } = values ?? {};
  const text = values?.query;
  return {
    name,
    domain,
    severity,
    description,
    status,
    groups: [...groups.keys()],
    notify: entries.has('notify') ? [...notify.keys()] : null,
    query:
      text === undefined
        ? { file: values?.['query-file'] ?? '', line: lineOf('query-file') }
        : placeQuery(text, query?.node ?? null, lineOf('query'), source),
    tests: readTests(entries.get('tests')?.node ?? null, reading),
    line: lineOf('name'),
    groupLines: groups,
    notifyLines: notify,
  };
}

function placeQuery(value: string, node: Node | null, line: number, source: string): InlineQuery {
  const text = tidyQuery(value);
  const unknown = { text, line, segments: [], hiddenFrom: null };
  if (!isScalar(node) || node.range == null) return unknown;
  const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
  const isQuoted = node.type === Scalar.QUOTE_SINGLE || node.type === Scalar.QUOTE_DOUBLE;
  const [from, to] = node.range;
  // Behind the sign of a block the rest of its line says how to read it.
  const start = isBlock ? source.indexOf('\n', from) + 1 : from + (isQuoted ? 1 : 0);
  const before = source.slice(0, start);
  const at = { line: before.split('\n').length, column: start - before.lastIndexOf('\n') };
  const notation =
    node.type === Scalar.QUOTE_SINGLE ? 'single-quoted' : node.type === Scalar.QUOTE_DOUBLE ? 'double-quoted' : 'lines';
  const written = source.slice(start, isQuoted ? to - 1 : to);
  const lines = countLinesToHidden(written, value, node.type);
  const hiddenFrom = lines === null ? null : at.line + lines;
  const segments = alignText(text, written, at, notation);
  return segments === null
    ? { ...unknown, hiddenFrom }
    : { text, line: segments[0]?.line ?? line, segments, hiddenFrom };
}

/** The names of a list, and their lines; what is none is told. */
function readNames(key: string, node: Node | null, { targets, tell, quote, lineOf }: Reading): Map<string, number> {
  const names = new Map<string, number>();
  // That it is no list is told already.
  if (!isSeq<Node>(node)) return names;
  const excess = node.items[MOST_NAMES];
  if (excess !== undefined) {
    tell(offsetOf(excess), `\`${key}\` has more than ${MOST_NAMES} names; allowed: up to ${MOST_NAMES}.`);
    return names;
  }
  for (const item of node.items) {
    const meant = resolveNode(item, targets);
    if (meant === null) continue;
    const name = isScalar(meant) && typeof meant.value === 'string' ? meant.value : null;
    if (name === null || name.trim() === '') {
      tell(offsetOf(item), `\`${key}\` holds ${describeNode(meant, quote)}; allowed: names.`);
    } else if (names.has(name)) {
      tell(offsetOf(item), `\`${key}\` names ${quote(name, 100)} twice; allowed: once.`);
    } else {
      names.set(name, lineOf(offsetOf(item)));
    }
  }
  return names;
}
