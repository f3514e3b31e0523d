import { toCode } from './escape.ts';
import { countNouns } from './format.ts';

/**
 * GitHub takes 1 MiB of summary per step; if there is more, it drops all of it and adds an error
 * (actions/runner, FileCommandManager). Other steps have their own, so this is ours alone, with a margin.
 */
export const SUMMARY_BYTES = 900 * 1024;

/** GitHub takes 65,536 characters of a comment; the rest is for what is written around the text. */
export const MARKDOWN_CHARS = 60_000;

/** Bytes in UTF-8, as GitHub counts them. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** The part of a list that found room. */
export interface Portion {
  /** The blocks that fitted, one after another. */
  readonly text: string;
  /** How many items that are. */
  readonly taken: number;
}

/**
 * Renders items from the front for as long as they fit; the others are not even rendered, however many.
 * @param render yields a whole block, its line break included.
 * @param maxBytes in UTF-8.
 */
export function takeWithin<Item>(items: Iterable<Item>, render: (item: Item) => string, maxBytes: number): Portion {
  const kept: string[] = [];
  let room = maxBytes;
  for (const item of items) {
    const block = render(item);
    room -= byteLength(block);
    if (room < 0) break;
    kept.push(block);
  }
  return { text: kept.join(''), taken: kept.length };
}

/**
 * A Markdown table; its cells are Markdown already and hold neither a line break nor a bare pipe.
 * Items are taken from the front for as long as their rows fit into `maxBytes`.
 */
export function renderTable<Item>(
  header: readonly string[],
  items: Iterable<Item>,
  renderCells: (item: Item) => readonly string[],
  maxBytes: number = Number.POSITIVE_INFINITY,
): Portion {
  const head = renderRow(header) + renderRow(header.map((title) => (isCount(title) ? '--:' : '---')));
  const rows = takeWithin(items, (item) => renderRow(renderCells(item)), maxBytes - head.length);
  return rows.taken === 0 ? rows : { text: head + rows.text, taken: rows.taken };
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Counts stand at the right, so that their digits line up. What follows a title in brackets says which it is. */
function isCount(title: string): boolean {
  return COUNT_TITLES.has(title.replace(/ \(.*\)$/, ''));
}

const COUNT_TITLES = new Set([
  'Found',
  'Found now',
  'Would find',
  'New',
  'Of these gating',
  'Gone',
  'Same',
  'Change',
  'Gating',
  'Known',
  'Waived',
  'Covers',
  'Below threshold',
  'Out of scope',
  'Limit',
  'Rows',
  'Tables',
  'Errors',
]);

/** A part that opens on a click. The blank lines make Markdown of the body again. */
export function renderDetails(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body.trim()}\n\n</details>\n`;
}

/** The line below a list about the items that it does not show; empty if there are none. */
export function renderRest(count: number, singular: string, plural: string = `${singular}s`): string {
  return count > 0 ? `\n… and ${countNouns(count, `more ${singular}`, `more ${plural}`)}.\n` : '';
}

/** A line that leads to the page of a run; empty if that is unknown. */
export function renderRunLink(url: string | null): string {
  return url === null ? '' : `\n${renderLink('This run', url)}\n`;
}

/** An address with a character that Markdown could take for its own is shown, and no link. */
export function renderLink(words: string, url: string): string {
  return /^https?:\/\/[\w.:-]+(?:\/[\w.~%+-]+)*\/?(?:#[\w-]+)?$/.test(url)
    ? `[${words}](${url})`
    : `${words}: ${toCode(url, 500)}`;
}
