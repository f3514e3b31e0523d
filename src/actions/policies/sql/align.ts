/** A part of a query that stands in a file as it is, character by character. */
export interface Segment {
  /** Where it begins in the query, in UTF-16 units. */
  readonly offset: number;
  /** Where it begins in the file. */
  readonly line: number;
  readonly column: number;
}

/** Where a query stands in a file. */
export interface QueryPlace {
  readonly path: string;
  /** Where the text begins, or its key. */
  readonly line: number;
  /** In the order of the query; empty: how its parts lie in the file is unknown. */
  readonly segments: readonly Segment[];
}

/** How a file writes a text. */
export type Notation = 'lines' | 'single-quoted' | 'double-quoted';

/** A piece of a line that stands for itself, or signs that stand for something else. */
type Piece = { readonly column: number } & ({ readonly text: string } | { readonly length: number });

/**
 * Finds the parts of a text in the source that it was read from. White space between them is folded, stripped or
 * indented by rules that need not be known: a part is what stands on one line.
 * @param source of the text alone, without its quotes
 * @param start where the source begins in the file
 * @returns null if they don't go together
 */
export function alignText(
  text: string,
  source: string,
  start: { readonly line: number; readonly column: number },
  notation: Notation,
): Segment[] | null {
  const segments: Segment[] = [];
  let offset = 0;
  for (const [index, line] of source.split('\n').entries()) {
    const [line0, column0] = [start.line + index, index === 0 ? start.column : 1];
    let isFirst = true;
    for (const piece of splitLine(line, notation)) {
      if ('length' in piece) {
        segments.push({ offset, line: line0, column: column0 + piece.column });
        offset += piece.length;
        isFirst = false;
        continue;
      }
      if (isFirst) offset = skipBlanks(text, offset);
      // What is trimmed off the text at its end.
      if (offset === text.length && piece.text.trim() === '') break;
      if (!text.startsWith(piece.text, offset)) return null;
      segments.push({ offset, line: line0, column: column0 + piece.column });
      offset += piece.text.length;
      isFirst = false;
    }
  }
  return skipBlanks(text, offset) === text.length ? segments : null;
}

function skipBlanks(text: string, at: number): number {
  let end = at;
  while (end < text.length && /\s/.test(text[end] ?? '')) end += 1;
  return end;
}

/** What double quotes let stand for other characters. Behind the last one of a line nothing stands for the line break. */
const ESCAPE = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|\S|[ \t]|$)/g;

/** Those that stand for what they look like. */
const PLAIN_ESCAPES: Readonly<Record<string, string>> = { "''": "'", '\\"': '"', '\\\\': '\\', '\\/': '/' };

/** @returns the pieces with their columns from 0 */
function* splitLine(line: string, notation: Notation): Generator<Piece> {
  const indent = line.length - line.trimStart().length;
  const content = line.trim();
  const escapes = notation === 'lines' ? [] : [...content.matchAll(notation === 'single-quoted' ? /''/g : ESCAPE)];
  let at = 0;
  for (const { index, 0: sign } of escapes) {
    if (index > at) yield { column: indent + at, text: content.slice(at, index) };
    const plain = PLAIN_ESCAPES[sign];
    if (plain !== undefined) yield { column: indent + index, text: plain };
    else if (sign !== '\\') yield { column: indent + index, length: lengthOf(sign) };
    at = index + sign.length;
  }
  if (at < content.length) yield { column: indent + at, text: content.slice(at) };
}

/** In UTF-16 units. */
function lengthOf(sign: string): number {
  return sign.startsWith('\\U') && Number.parseInt(sign.slice(2), 16) > 0xffff ? 2 : 1;
}
