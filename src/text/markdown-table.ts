import { type Portion, takeWithin } from './budget.ts';
import { countNouns } from './format.ts';

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
  const head = renderRow(header) + renderRow(header.map((title) => (COUNT_TITLES.has(title) ? '--:' : '---')));
  const rows = takeWithin(items, (item) => renderRow(renderCells(item)), maxBytes - head.length);
  return rows.taken === 0 ? rows : { text: head + rows.text, taken: rows.taken };
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Counts stand at the right, so that their digits line up. */
const COUNT_TITLES = new Set([
  'Found',
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

/** A part that opens on a click. The blank lines are what makes Markdown of the body again. */
export function renderDetails(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body.trim()}\n\n</details>\n`;
}

/** What a list says of those that it does not show; empty where there are none. */
export function renderRest(count: number, singular: string, plural: string = `${singular}s`): string {
  return count > 0 ? `\n… and ${countNouns(count, `more ${singular}`, `more ${plural}`)}.\n` : '';
}
