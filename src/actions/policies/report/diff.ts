import { structuredPatch } from 'diff';

/** Lines that stay, around a change. */
const CONTEXT = 3;

/** The time grows with its square. Texts that have less in common are shown one after the other. */
const MOST_EDITS = 400;

/** In characters. Of a longer line the part around the difference is shown. */
const LONGEST_LINE = 400;
const BEFORE_DIFFERENCE = 100;

/** A difference as its lines, and whether a line of it is shown in part only. */
export interface TextDifference {
  readonly lines: readonly string[];
  readonly isCut: boolean;
}

/**
 * Two texts as the lines of a unified difference, each of which begins with `+`, `-`, a blank or `@@`.
 * @param before tidy, as a plan compares it; null: there is none yet
 * @param after null: it goes
 */
export function diffTexts(before: string | null, after: string | null): TextDifference {
  const lines = listLines(toLines(before), toLines(after));
  return { lines: cutLongLines(lines), isCut: lines.some(isTooLong) };
}

/** The lines of the difference, each of them whole. */
function listLines(old: readonly string[], young: readonly string[]): string[] {
  if (old.length === 0) return young.map((line) => `+${line}`);
  if (young.length === 0) return old.map((line) => `-${line}`);
  const join = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  const patch = structuredPatch('', '', join(old), join(young), '', '', {
    context: CONTEXT,
    maxEditLength: MOST_EDITS,
  });
  const hunks = patch?.hunks ?? [replaceMiddle(old, young)];
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ]);
}

/** An empty text has no line. */
function toLines(text: string | null): string[] {
  return text === null || text === '' ? [] : text.split('\n');
}

/** One hunk that takes off all lines between those that both begin and end with, and adds all others. */
function replaceMiddle(old: readonly string[], young: readonly string[]) {
  const shorter = Math.min(old.length, young.length);
  let start = 0;
  while (start < shorter && old[start] === young[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === young.at(-1 - end)) end += 1;
  const removed = old.slice(start, old.length - end).map((line) => `-${line}`);
  const added = young.slice(start, young.length - end).map((line) => `+${line}`);
  const [oldStart, newStart] = [start + 1, start + 1];
  return { oldStart, oldLines: removed.length, newStart, newLines: added.length, lines: [...removed, ...added] };
}

/** The n-th line that is taken off is held against the n-th that comes in its place. */
function cutLongLines(lines: readonly string[]): string[] {
  const cut: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const removed = countFrom(lines, at, '-');
    const added = countFrom(lines, at + removed, '+');
    for (let n = 0; n < removed + added; n++) {
      const index = n < removed ? n : n - removed;
      const isPaired = index < Math.min(removed, added);
      const other = isPaired ? lines[at + (n < removed ? removed + index : index)] : undefined;
      cut.push(cutLine(lines[at + n] ?? '', other));
    }
    at += removed + added;
    if (removed + added === 0) cut.push(cutLine(lines[at++] ?? ''));
  }
  return cut;
}

function countFrom(lines: readonly string[], start: number, sign: string): number {
  let end = start;
  while (lines[end]?.startsWith(sign)) end += 1;
  return end - start;
}

function isTooLong(line: string): boolean {
  return line.length - 1 > LONGEST_LINE;
}

function cutLine(line: string, other = ''): string {
  if (!isTooLong(line)) return line;
  let same = 1;
  while (same < line.length && line[same] === other[same]) same += 1;
  const start = Math.max(1, Math.min(same - BEFORE_DIFFERENCE, line.length - LONGEST_LINE));
  const end = start + LONGEST_LINE;
  const [before, after] = [start - 1, Math.max(0, line.length - end)];
  const [front, back] = [before > 0 ? '…' : '', after > 0 ? '…' : ''];
  const hidden = [...(before > 0 ? [`${before} before`] : []), ...(after > 0 ? [`${after} after`] : [])].join(' and ');
  return `${line[0]}${front}${line.slice(start, end)}${back} (${line.length - 1} characters; not shown: ${hidden} this part)`;
}
