import * as v from '../../vendor/valibot.ts';
import { Count, optional, read, SchemaError } from '../schema.ts';

/** The most that the Platform gives at once. */
export const LARGEST_PAGE = 1_000;

/** More pages than this are no list of a real Platform. */
const MOST_PAGES = 2_000;

export interface Page<T> {
  readonly items: readonly T[];
  /** How many items the server puts on a page; null where it does not say. */
  readonly pageSize: number | null;
  readonly totalCount: number | null;
  readonly lastPage: number | null;
}

export const PageBody = v.object({
  items: v.array(v.unknown()),
  metadata: optional(
    v.object({ page_size: optional(Count), total_count: optional(Count), last_page: optional(Count) }),
  ),
});

/** @throws {SchemaError} */
export function readPage<T>(json: unknown, readItem: (item: unknown, path: string) => T): Page<T> {
  const { items, metadata } = read(PageBody, json);
  return {
    items: items.map((item, index) => readItem(item, `items.${index}`)),
    pageSize: metadata?.page_size ?? null,
    totalCount: metadata?.total_count ?? null,
    lastPage: metadata?.last_page ?? null,
  };
}

/**
 * Whether this page is the last one. Only `page_size` is promised, so a page is taken for the last one where it is
 * empty, or short for what the server itself calls a page; where nothing says how large its pages are, or a total
 * says that there is more, the next one is asked for.
 * @param number from 1
 * @param got how many items came so far, this page included
 */
export function isLastPage(page: Page<unknown>, number: number, asked: number, got: number): boolean {
  if (page.items.length === 0) return true;
  if (page.lastPage !== null && page.lastPage > number) return false;
  if (page.totalCount !== null && page.totalCount > got) return false;
  if (page.items.length >= asked) return false;
  // A server may give less than it was asked for.
  if (page.pageSize !== null) return page.items.length < page.pageSize;
  return page.totalCount !== null || page.lastPage !== null;
}

export type FetchPage<T> = (page: number, perPage: number) => Promise<Page<T>>;

/**
 * Walks a list, page after page; a page is let go as soon as the next one is asked for.
 * @throws {SchemaError} where the list does not end, or gives the same full page twice
 */
export async function* walkPages<T>(fetchPage: FetchPage<T>): AsyncGenerator<Page<T>> {
  let got = 0;
  let previous = '';
  for (let number = 1; number <= MOST_PAGES; number++) {
    const page = await fetchPage(number, LARGEST_PAGE);
    const [first, last] = [JSON.stringify(page.items[0]), JSON.stringify(page.items.at(-1))];
    const mark = `${page.items.length} ${first} ${last}`;
    // A server that does not know `page` gives the same one for ever. Rows that all look alike say nothing of that.
    if (page.items.length > 0 && mark === previous) {
      if (page.items.length < LARGEST_PAGE) return;
      if (first !== last) throw new SchemaError('items', `other items on page ${number} than on the one before`);
    }
    previous = mark;
    got += page.items.length;
    yield page;
    if (isLastPage(page, number, LARGEST_PAGE, got)) return;
  }
  throw new SchemaError('items', `a list that ends within ${MOST_PAGES} pages`);
}

/**
 * Reads a whole list.
 * @param identify what makes two items the same: a list that moves while it is read repeats some
 * @param choose which of two to keep that are the same; default the later one
 * @throws {SchemaError} where the list ends before its own total: what is missing could be a violated policy
 */
export async function readAllPages<T>(
  fetchPage: FetchPage<T>,
  identify: (item: T) => string,
  choose: (earlier: T, later: T) => T = (_, later) => later,
): Promise<T[]> {
  const items = new Map<string, T>();
  let total: number | null = null;
  for await (const page of walkPages(fetchPage)) {
    for (const item of page.items) {
      const id = identify(item);
      const earlier = items.get(id);
      items.set(id, earlier === undefined ? item : choose(earlier, item));
    }
    // What was deleted meanwhile moved a live one to a page that was read already, and is itself still counted here.
    if (total !== null && page.totalCount !== null && page.totalCount < total) {
      throw new SchemaError('items', 'a list that loses no item while it is read');
    }
    total = page.totalCount ?? total;
  }
  if (total !== null && total > items.size) {
    throw new SchemaError('items', `${total} in all, as \`metadata.total_count\` says, and are ${items.size}`);
  }
  return [...items.values()];
}
