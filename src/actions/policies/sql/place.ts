import type { QueryPlace } from './align.ts';

/** The line and column in the file of a place in the query; the column is null if only the text's line is known. */
export function placeInFile(
  { line, segments }: Pick<QueryPlace, 'line' | 'segments'>,
  offset: number,
): { readonly line: number; readonly column: number | null } {
  const segment = segments[findSegment(segments, offset)];
  if (segment === undefined) return { line, column: null };
  return { line: segment.line, column: segment.column + Math.max(0, offset - segment.offset) };
}

/** The last one that begins at a place or in front of it; else the first one. They are in order. */
function findSegment(segments: QueryPlace['segments'], offset: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/**
 * Where an error of ClickHouse stands in a query: by the line and column that it names, by its position, or by the name
 * that it quotes. Both count bytes from 1.
 * @returns null if the message says nothing of it
 */
export function locateError(query: string, message: string, find: (name: string) => number | null): number | null {
  const [, line, column] = /\(line (\d{1,7}), col(?:umn)? (\d{1,7})\)/.exec(message) ?? [];
  if (line !== undefined && column !== undefined) {
    let start = 0;
    for (let number = 1; number < Number(line); number++) {
      const end = query.indexOf('\n', start);
      if (end < 0) return null;
      start = end + 1;
    }
    return start + unitsIn(query.slice(start), Number(column) - 1);
  }
  const position = /\bat position (\d{1,7})/.exec(message)?.[1];
  if (position !== undefined) return unitsIn(query, Number(position) - 1);
  for (const [, name = ''] of message.matchAll(/[`'"‘]([^`'"’\s]{1,200})[`'"’]/g)) {
    const offset = find(name);
    if (offset !== null) return offset;
  }
  return null;
}

/** How many UTF-16 units the first bytes of a text have. */
function unitsIn(text: string, bytes: number): number {
  let [units, seen] = [0, 0];
  for (const character of text) {
    if (seen >= bytes) break;
    seen += Buffer.byteLength(character);
    units += character.length;
  }
  return units;
}
