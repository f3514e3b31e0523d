import { hash } from 'node:crypto';
import * as v from '../../vendor/valibot.ts';
import { Count, optional, read, SchemaError } from '../schema.ts';

/** The most that the Platform gives at once. */
export const LARGEST_PAGE = 1_000;

/** A server may give more than it was asked for; one that gives so much more gives no page. */
const MOST_ITEMS = 10 * LARGEST_PAGE;

/** More pages than this are no list of a real Platform. */
const MOST_PAGES = 2_000;

export interface Page<T> {
  readonly items: readonly T[];
  /** How many items the server puts on a page; null if it does not say. */
  readonly pageSize: number | null;
  readonly totalCount: number | null;
  readonly lastPage: number | null;
}

/** A count, or its digits: JSON writers put int64 in quotes. Anything else, such as -1, states nothing. */
const Stated = v.fallback(
  optional(v.union([Count, v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))])),
  null,
);

export const PageBody = v.object({
  items: v.array(v.unknown()),
  metadata: optional(v.object({ page_size: Stated, total_count: Stated, last_page: Stated })),
});

/** @throws {SchemaError} */
export function readPage<T>(json: unknown, readItem: (item: unknown, path: string) => T): Page<T> {
  const { items, metadata } = read(PageBody, json);
  if (items.length > MOST_ITEMS) throw new SchemaError('items', `${MOST_ITEMS} at most, and are ${items.length}`);
  return {
    items: items.map((item, index) => readItem(item, `items.${index}`)),
    pageSize: metadata?.page_size ?? null,
    totalCount: metadata?.total_count ?? null,
    lastPage: metadata?.last_page ?? null,
  };
}

/**
 * Whether this page is the last one. Only `page_size` is promised, so a page is taken for the last one if it is empty,
 * or short for what the server itself calls a page. What the list states about its end outranks both.
 * @param number from 1
 * @param asked how many items a page was to hold; null if the list is not known to have pages
 * @param got how many items came so far, this page included
 */
export function isLastPage(page: Page<unknown>, number: number, asked: number | null, got: number): boolean {
  // A total of fewer items than came, or of fewer pages, says nothing of the end.
  const totalCount = page.totalCount !== null && page.totalCount >= got ? page.totalCount : null;
  const lastPage = page.lastPage !== null && page.lastPage >= number ? page.lastPage : null;
  if ((lastPage ?? number) > number || (totalCount ?? got) > got) return false;
  if (page.items.length === 0) return true;
  if (asked !== null && page.items.length >= asked) return false;
  // A server may give less than it was asked for.
  if (page.pageSize !== null) return page.items.length < page.pageSize;
  return asked === null || totalCount !== null || lastPage !== null;
}

/** Empty pages in a row, before the end that the list states. */
const MOST_EMPTY = 3;

/** Asks for a page. It is beyond if the list itself says that there is none: then a 404 is as good as an empty page. */
export type FetchPage<T> = (page: number, perPage: number, isBeyond?: boolean) => Promise<Page<T>>;

/**
 * Walks a list, page after page; a page is let go as soon as the next one is asked for.
 * @param asked how many items a page is to hold; null for a list that is not known to have pages, and may be cut into
 *   some all the same
 * @throws {SchemaError} if the list does not end, ends before the last page that it states, or gives a page twice
 */
export async function* walkPages<T>(
  fetchPage: FetchPage<T>,
  asked: number | null = LARGEST_PAGE,
): AsyncGenerator<Page<T>> {
  let [got, empty] = [0, 0];
  /** What the list said of its end last: a page may leave that out. */
  let [totalCount, lastPage]: (number | null)[] = [null, null];
  const marks = new Set<string>();
  for (let number = 1; number <= MOST_PAGES; number++) {
    const isBeyond = statesEnd(totalCount, lastPage, number - 1, got);
    const page = await fetchPage(number, asked ?? LARGEST_PAGE, isBeyond);
    [totalCount, lastPage] = [page.totalCount ?? totalCount, page.lastPage ?? lastPage];
    const stated = { ...page, totalCount: totalCount ?? null, lastPage: lastPage ?? null };
    empty = page.items.length === 0 ? empty + 1 : 0;
    if (isRepeated(page, marks)) {
      if (isOver(stated, number, asked, got)) return;
    } else if (empty > MOST_EMPTY) {
      if (stated.lastPage !== null && stated.lastPage > number) throw describeMissingPages(number);
      return;
    }
    got += page.items.length;
    yield page;
    if (isLastPage(stated, number, asked, got)) return;
  }
  throw new SchemaError('items', `a list that ends within ${MOST_PAGES} pages`);
}

/** Whether a list says itself that a page is its last one, and nothing that it says contradicts that. */
function statesEnd(total: number | null = null, last: number | null = null, page: number, got: number): boolean {
  const isMore = (total ?? 0) > got || (last ?? 0) > page;
  return page > 0 && !isMore && (total === got || last === page);
}

/** Whether a page looks like one before it: by its first and last item and its length. */
function isRepeated({ items }: Page<unknown>, marks: Set<string>): boolean {
  if (items.length === 0) return false;
  const mark = hash('sha256', `${items.length} ${JSON.stringify(items[0])} ${JSON.stringify(items.at(-1))}`);
  const isKnown = marks.has(mark);
  marks.add(mark);
  return isKnown;
}

/**
 * Whether a list is over that gives a page again: a server may give its last page for every later one, and one that
 * does not know `page` gives the same one for ever.
 * @param got before this page
 * @returns false if its items may be others: rows that all look alike say nothing of that
 */
function isOver(page: Page<unknown>, number: number, asked: number | null, got: number): boolean {
  if (page.totalCount === got) return true;
  if (page.lastPage !== null && page.lastPage >= number) throw describeMissingPages(number);
  // What a server calls a full page is no shorter one: a cache that ignores the query gives the first page for each.
  const full = Math.min(asked ?? Number.POSITIVE_INFINITY, page.pageSize || Number.POSITIVE_INFINITY);
  if (page.items.length < full || (page.lastPage === number - 1 && page.items.length < (asked ?? 0))) return true;
  if (JSON.stringify(page.items[0]) === JSON.stringify(page.items.at(-1))) return false;
  throw new SchemaError('items', `other items on page ${number} than on the ones before`);
}

function describeMissingPages(number: number): SchemaError {
  return new SchemaError('items', `new on page ${number}, since \`metadata.last_page\` says that there is more`);
}
