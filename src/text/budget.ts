/**
 * GitHub takes 1 MiB of summary a step; where there is more it drops all of it and adds an error
 * (actions/runner, FileCommandManager). Other steps have their own, so this is ours alone, with a margin.
 */
export const SUMMARY_BYTES = 900 * 1024;

/** Bytes in UTF-8, as GitHub counts them. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** What of a list found room. */
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
