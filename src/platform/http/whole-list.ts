import { SchemaError } from '../schema.ts';
import { type FetchPage, LARGEST_PAGE, walkPages } from './paging.ts';

/**
 * Reads a whole list.
 * @param identify what makes two items the same: a list that moves while it is read repeats some
 * @param choose what to make of two that are the same; default: they have to agree
 * @param asked as for `walkPages`
 * @throws {SchemaError} if the list ends before its own total: what is missing could be a violated policy
 */
export async function readAllPages<T>(
  fetchPage: FetchPage<T>,
  identify: (item: T) => string,
  choose?: (earlier: T, later: T) => T,
  asked: number | null = LARGEST_PAGE,
): Promise<T[]> {
  const items = new Map<string, T>();
  let total: number | null = null;
  let got = 0;
  for await (const page of walkPages(fetchPage, asked)) {
    collectItems(page.items, identify, choose, items);
    got += page.items.length;
    // A total of fewer items than came is none, such as the count of each page.
    if (page.totalCount !== null && page.totalCount < got) continue;
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

/**
 * Collects items, each once.
 * @param into those of earlier pages
 * @throws {SchemaError} if two that are the same differ, and nobody chooses: to take one of them would be a guess
 */
export function collectItems<T>(
  items: Iterable<T>,
  identify: (item: T) => string,
  choose: (earlier: T, later: T) => T = expectSame,
  into: Map<string, T> = new Map(),
): Map<string, T> {
  for (const item of items) {
    const id = identify(item);
    const earlier = into.get(id);
    into.set(id, earlier === undefined ? item : choose(earlier, item));
  }
  return into;
}

function expectSame<T>(earlier: T, later: T): T {
  if (JSON.stringify(earlier) === JSON.stringify(later)) return later;
  throw new SchemaError('items', 'the same if their ids are the same');
}

/** So often a list of several pages is read that differs from the reading before. */
const MOST_READINGS = 4;

/**
 * Reads a whole list, and one of several pages until two readings in a row have the same items: what moved from one
 * page to another between two requests is on none of them, and no total tells.
 * @param asked as for `walkPages`
 * @param join what to make of what two readings say of an item
 * @throws {SchemaError} as readAllPages does, and if the list is another one each time
 */
export async function readSettledList<T>(
  fetchPage: FetchPage<T>,
  identify: (item: T) => string,
  choose?: (earlier: T, later: T) => T,
  asked: number | null = LARGEST_PAGE,
  join: (earlier: T, later: T) => T = (_, later) => later,
): Promise<T[]> {
  let before: ReadonlySet<string> | null = null;
  const joined = new Map<string, T>();
  for (let reading = 1; reading <= MOST_READINGS; reading++) {
    let requests = 0;
    const countPages: FetchPage<T> = (...place) => {
      requests += 1;
      return fetchPage(...place);
    };
    const items = await readAllPages(countPages, identify, choose, asked);
    // What is on one page was there at one moment.
    if (requests === 1) return items;
    collectItems(items, identify, join, joined);
    const ids = new Set(items.map(identify));
    if (before !== null && before.size === ids.size && items.every((item) => before?.has(identify(item)))) {
      return items.map((item) => joined.get(identify(item)) ?? item);
    }
    before = ids;
  }
  throw new SchemaError('items', 'the same ones if the list is read again');
}
