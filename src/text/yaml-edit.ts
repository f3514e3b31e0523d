import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair, parseDocument, Scalar } from 'yaml';
import { canonText } from './tidy.ts';
import { indent, renderInline, renderItems, renderLike } from './yaml-pieces.ts';
import { quoteYaml, type Writable, writeYaml, type YamlStyle } from './yaml-write.ts';

/** Where a mapping stands: keys of mappings and numbers of items, from the root on. */
export type YamlPath = readonly (string | number)[];

/** Changes of a file of YAML. Each says what the file is to say, and none touches anything else. */
export interface YamlEditor {
  /**
   * Makes a key of a mapping say a text. White space behind the old text stays, except in the style `quoted`.
   * @param order the keys of the mapping, as people write them: says where a new one goes
   */
  setText(at: YamlPath, key: string, text: string, order: readonly string[]): void;
  /** Makes a list hold these names, in any order. */
  setNames(key: string, names: readonly string[], order: readonly string[]): void;
  /** Puts another entry in the place of one. */
  replaceKey(key: string, other: string, text: string): void;
  removeKey(key: string): void;
  /** Takes items out of a list of mappings, and adds others at its end. */
  setItems(key: string, removed: readonly number[], added: readonly Writable[]): void;
  /** The text with all of that. Null: the file is written in a way that this can't change. */
  finish(): string | null;
}

type YamlPair = Pair<Node, Node | null>;

/** A piece of the source, and what stands there instead. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Opens a file of YAML that was read without a problem. The library says where everything stands, and only the text there
 * is replaced: comments, order, blank lines and the notation of everything else stay byte for byte. Whoever edits a file
 * has to read the result: a comment or an anchor may mean more than can be seen here.
 * @param style `quoted`: what is new stands between double quotes; `natural`: it has the notation of the old text
 */
export function editYaml(text: string, style: YamlStyle): YamlEditor {
  const [bom = ''] = /^\ufeff?/.exec(text) ?? [];
  const source = text.slice(bom.length);
  const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
  const options = { schema: 'core', resolveKnownTags: false, merge: false, uniqueKeys: false } as const;
  const root = parseDocument(source, options).contents;
  const splices: Splice[] = [];
  let isPossible = true;

  function give(from: number, to: number, piece: string): void {
    splices.push({ from, to, text: piece });
  }
  function giveUp(): void {
    isPossible = false;
  }
  /** A mapping in block notation, or an entry of one. */
  function mapAt(path: YamlPath) {
    let node: unknown = root;
    for (const step of path) {
      if (isMap<Node, Node | null>(node)) node = findPair(node, step)?.value;
      else if (isSeq<Node>(node) && typeof step === 'number') node = node.items[step];
      else return null;
    }
    return isMap<Node, Node | null>(node) ? node : null;
  }
  /** A comment that begins there, with the blanks in front of it. */
  function commentAt(offset: number): string {
    const pattern = /[\t ]+#[^\r\n]*/y;
    pattern.lastIndex = offset;
    return pattern.exec(source)?.[0] ?? '';
  }
  const columnOf = (offset: number) => offset - lineStart(offset);
  const lineStart = (offset: number) => source.lastIndexOf('\n', offset - 1) + 1;
  /** Where the line of a node's last character is over. */
  function lineOver(node: Node | null): number {
    const end = endOf(node);
    if (source[end - 1] === '\n') return end;
    const next = source.indexOf('\n', end);
    return next < 0 ? source.length : next + 1;
  }
  function insertLines(offset: number, lines: string): void {
    const isOpen = offset > 0 && source[offset - 1] !== '\n';
    give(offset, offset, isOpen ? `\n${lines.replace(/\n$/, '')}` : lines);
  }
  function removeLines(from: number, node: Node | null): void {
    give(lineStart(from), lineOver(node), '');
  }

  function addKey(at: YamlPath, key: string, value: Writable, order: readonly string[]) {
    const map = mapAt(at);
    const before = order.slice(0, order.indexOf(key)).toReversed();
    const pair = map === null ? undefined : before.map((one) => findPair(map, one)).find((one) => one !== undefined);
    if (map === null || pair === undefined) return giveUp();
    if (map.flow === true) {
      const end = endOf(pair.value ?? pair.key);
      const isQuoted = isScalar(pair.key) && pair.key.type === Scalar.QUOTE_DOUBLE;
      return give(end, end, `, ${isQuoted ? quoteYaml(key) : key}: ${renderInline(value)}`);
    }
    const pad = ' '.repeat(columnOf(offsetOf(pair.key)));
    insertLines(lineOver(pair.value ?? pair.key), indent(writeYaml({ [key]: value }, '', style), pad, pad));
  }

  function setText(at: YamlPath, key: string, wanted: string, order: readonly string[]) {
    const map = mapAt(at);
    const pair = map === null ? undefined : findPair(map, key);
    if (pair === undefined) return addKey(at, key, wanted, order);
    const node = pair.value;
    if (node?.range == null || isCollection(node)) return giveUp();
    const [from, to] = node.range;
    const old = source.slice(from, to);
    const fresh = renderLike(node, key, wanted, style).replace(/\n$/, '');
    // The comment of a block stands behind its sign: behind the block it would be a part of the text.
    const isBlock = /^[|>]/.test(old);
    const within = isBlock ? commentAt(from + (/^\S+/.exec(old)?.[0].length ?? 0)) : '';
    // What stands behind a block is the next line, and not about it.
    const behind = /^[|>]/.test(fresh) && !isBlock ? commentAt(to) : '';
    const value = /^[|>]/.test(fresh) ? fresh.replace(/^\S+/, (sign) => sign + within + behind) : fresh + within;
    const pad = ' '.repeat(columnOf(offsetOf(pair.key)));
    // A value may begin on a line of its own.
    const front = source.slice(colonOf(pair), from);
    const start = (front.trim() === '' && front.includes('\n')) || from === to ? colonOf(pair) : from;
    const blank = start === from && from !== to ? '' : ' ';
    give(start, to + behind.length, `${blank}${indent(value, '', pad)}${old.endsWith('\n') ? '\n' : ''}`);
  }

  function editList(key: string, removed: ReadonlySet<number>, added: readonly Writable[]) {
    const pair = isMap<Node, Node | null>(root) ? findPair(root, key) : undefined;
    const list = pair?.value;
    if (pair === undefined || !isSeq<Node>(list) || list.range == null) return giveUp();
    const [from, to] = list.range;
    if (list.flow === true && list.items.length === 0) {
      const pad = ' '.repeat(columnOf(offsetOf(pair.key)));
      if (added.length > 0)
        give(colonOf(pair), to, `\n${indent(renderItems(added, style), `${pad}  `, `${pad}  `).trimEnd()}`);
    } else if (list.flow === true) {
      editFlowList(list.items, removed, added);
    } else {
      for (const [index, item] of list.items.entries()) if (removed.has(index)) removeLines(dashOf(item), item);
      const last = list.items.at(-1) ?? null;
      const pad = ' '.repeat(columnOf(from));
      if (added.length > 0) insertLines(lineOver(last), indent(renderItems(added, style), pad, pad));
      else if (removed.size === list.items.length) give(colonOf(pair), colonOf(pair), ' []');
    }
  }
  function editFlowList(items: readonly Node[], removed: ReadonlySet<number>, added: readonly Writable[]) {
    const [first, last] = [items[0], items.at(-1)];
    const old = source.slice(offsetOf(first ?? null), endOf(last ?? null));
    const texts = added.map((item) => (typeof item === 'string' ? quoteYaml(item) : null));
    // A comment in it would be lost.
    if (/(^|\s)#/m.test(old) || texts.includes(null)) {
      return giveUp();
    }
    const kept = items.flatMap((item, index) =>
      removed.has(index) ? [] : [source.slice(offsetOf(item), endOf(item))],
    );
    give(offsetOf(first ?? null), endOf(last ?? null), [...kept, ...texts].join(', '));
  }
  const dashOf = (item: Node) => Math.max(0, source.lastIndexOf('-', offsetOf(item) - 1));
  const colonOf = ({ key }: YamlPair) => source.indexOf(':', endOf(key)) + 1;

  return {
    setText,
    setNames(key, names, order) {
      const pair = isMap<Node, Node | null>(root) ? findPair(root, key) : undefined;
      if (pair === undefined) return addKey([], key, names, order);
      const list = pair.value;
      if (!isSeq<Node>(list)) return giveUp();
      const wanted = new Map(names.map((name) => [canonText(name), name]));
      const removed = new Set<number>();
      for (const [index, item] of list.items.entries()) {
        const name = isScalar(item) && typeof item.value === 'string' ? canonText(item.value) : null;
        if (name === null || !wanted.delete(name)) removed.add(index);
      }
      editList(key, removed, [...wanted.values()]);
    },
    replaceKey(key, other, wanted) {
      const pair = isMap<Node, Node | null>(root) ? findPair(root, key) : undefined;
      if (pair === undefined || pair.value?.range == null) return giveUp();
      const lines = writeYaml({ [other]: wanted }, '', style).trimEnd();
      give(offsetOf(pair.key), pair.value.range[1], indent(lines, '', ' '.repeat(columnOf(offsetOf(pair.key)))));
    },
    removeKey(key) {
      const pair = isMap<Node, Node | null>(root) && root.flow !== true ? findPair(root, key) : undefined;
      if (pair === undefined) return giveUp();
      removeLines(offsetOf(pair.key), pair.value ?? pair.key);
    },
    setItems: (key, removed, added) => editList(key, new Set(removed), added),
    finish() {
      const edited = isPossible ? applySplices(source, splices, lineEnd) : null;
      return edited === null ? null : bom + edited;
    },
  };
}

function applySplices(source: string, splices: readonly Splice[], lineEnd: string): string | null {
  // What is put in front of something goes first.
  const sorted = splices.toSorted((a, b) => a.from - b.from || a.to - b.to);
  let edited = '';
  let at = 0;
  for (const { from, to, text } of sorted) {
    if (from < at) return null;
    edited += source.slice(at, from) + text.replaceAll('\n', lineEnd);
    at = to;
  }
  return edited + source.slice(at);
}

function findPair(map: { readonly items: YamlPair[] }, key: unknown): YamlPair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/** Behind the last character of a node, without a comment that follows. */
function endOf(node: Node | null): number {
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    const inner = isPair<Node, Node | null>(last) ? (last.value ?? last.key) : (last as Node | undefined);
    if (inner !== undefined) return endOf(inner);
  }
  return node?.range?.[1] ?? 0;
}
