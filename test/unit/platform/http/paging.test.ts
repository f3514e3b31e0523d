import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FetchPage, isLastPage, type Page, readPage, walkPages } from '../../../../src/platform/http/paging.ts';
import { readAllPages, readSettledList } from '../../../../src/platform/http/whole-list.ts';
import { SchemaError } from '../../../../src/platform/schema.ts';
import { aPage } from '../../fake/client.ts';

const some = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('isLastPage, of pages of 1,000', () => {
  // items, metadata, number, got so far → last
  test.each<[string, number, Partial<Page<number>>, number, number, boolean]>([
    ['an empty page', 0, {}, 1, 0, true],
    ['an empty page before the last one', 0, { lastPage: 9 }, 3, 10, false],
    ['an empty page below the total', 0, { totalCount: 50 }, 3, 10, false],
    ['an empty page, the last one', 0, { totalCount: 10, lastPage: 3 }, 3, 10, true],
    ['a full page', 1_000, {}, 1, 1_000, false],
    ['a full page that is the total', 1_000, { totalCount: 1_000 }, 1, 1_000, false],
    ['a page short for its size', 99, { pageSize: 100 }, 1, 99, true],
    ['a page as long as its size', 100, { pageSize: 100 }, 1, 100, false],
    ['more than its size', 101, { pageSize: 100 }, 1, 101, false],
    ['a short page without metadata', 99, {}, 1, 99, false],
    ['a short page that is the total', 99, { totalCount: 99 }, 1, 99, true],
    ['a short page below the total', 99, { totalCount: 100 }, 1, 99, false],
    ['a short page below the total, with a size', 99, { pageSize: 100, totalCount: 300 }, 2, 199, false],
    ['a short page past the total', 99, { totalCount: 10 }, 1, 99, false],
    ['a short page past the total, with a size', 99, { pageSize: 100, totalCount: 10 }, 1, 99, true],
    ['a short page past a total of 0', 99, { totalCount: 0 }, 1, 99, false],
    ['an empty page past the total', 0, { totalCount: 10 }, 2, 99, true],
    ['a short page past the last one', 99, { lastPage: 0 }, 1, 99, false],
    ['a short page past the last one that is the total', 99, { lastPage: 1, totalCount: 199 }, 2, 199, true],
    ['a short page before the last one', 99, { pageSize: 100, lastPage: 3 }, 2, 199, false],
    ['a short page, the last one', 99, { lastPage: 2 }, 2, 199, true],
    ['a page as long as its size, past the total', 100, { pageSize: 100, totalCount: 100 }, 1, 100, false],
    ['a total of 0 with items', 5, { pageSize: 1_000, totalCount: 0 }, 1, 5, true],
    ['a page size of 0', 5, { pageSize: 0 }, 1, 5, false],
  ])('%s', (_, count, metadata, number, got, expected) => {
    expect(isLastPage(aPage(some(count), metadata), number, 1_000, got)).toBe(expected);
  });
});

test.each<[string, number, Partial<Page<number>>, number, boolean]>([
  ['one that says nothing', 3, {}, 3, true],
  ['one that says nothing, with very many', 1_500, {}, 1_500, true],
  ['one that is its total', 3, { totalCount: 3 }, 3, true],
  ['one below its total', 2, { totalCount: 3 }, 2, false],
  ['one with pages behind it', 2, { lastPage: 2 }, 2, false],
  ['a page as long as its size', 100, { pageSize: 100 }, 100, false],
  ['a page short for its size', 99, { pageSize: 100 }, 99, true],
])('isLastPage, of a list that is not known to have pages: %s', (_, count, metadata, got, expected) => {
  expect(isLastPage(aPage(some(count), metadata), 1, null, got)).toBe(expected);
});

describe('readPage', () => {
  const number = (item: unknown) => Number(item);

  test.each<[unknown, Page<number>]>([
    [{ items: [1, 2] }, aPage([1, 2])],
    [{ items: [], metadata: null }, aPage([])],
    [{ items: [1], metadata: {} }, aPage([1])],
    [
      { items: [1], metadata: { page_size: 100, total_count: 1, last_page: 1, other: {} } },
      { items: [1], pageSize: 100, totalCount: 1, lastPage: 1 },
    ],
    [{ items: [1], metadata: { page_size: 100, total_count: null } }, aPage([1], { pageSize: 100 })],
    [{ items: [1], metadata: { total_count: '12', last_page: '3' } }, aPage([1], { totalCount: 12, lastPage: 3 })],
    [{ items: [1], metadata: { page_size: -1, total_count: 'many', last_page: 1.5 } }, aPage([1])],
  ])('%j', (json, expected) => {
    expect(readPage(json, number)).toEqual(expected);
  });

  test.each([
    [null, '(the whole answer)'],
    [undefined, '(the whole answer)'],
    [[], 'items'],
    ['[]', '(the whole answer)'],
    [{}, 'items'],
    [{ items: null }, 'items'],
    [{ items: {} }, 'items'],
    [{ items: 'none' }, 'items'],
    [{ items: [], metadata: 'x' }, 'metadata'],
  ])('%j is no page: %s', (json, path) => {
    expect(() => readPage(json, number)).toThrow(SchemaError);
    expect(() => readPage(json, number)).toThrow(`\`${path}\` should be`);
  });
});

/** A server with a list of numbers; counts what it is asked. */
function serve(answer: (page: number, perPage: number) => Page<string>): { fetch: FetchPage<string>; asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    fetch: async (page, perPage) => {
      asked.push(page);
      return answer(page, perPage);
    },
  };
}

const names = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `item ${from + index}`);
const readAll = (fetch: FetchPage<string>) => readAllPages(fetch, (item) => item);

describe('readAllPages', () => {
  const lengths = [0, 1, 99, 100, 101, 999, 1_000, 1_001, 2_000, 2_500];
  type Metadata = (all: readonly string[], size: number) => Partial<Page<string>>;
  const metadatas: Record<string, Metadata> = {
    'without metadata': () => ({}),
    'with the page size': (_, size) => ({ pageSize: size }),
    'with the total': (all) => ({ totalCount: all.length }),
    'with the last page': (all, size) => ({ lastPage: Math.ceil(all.length / size) }),
    'with all of it': (all, size) => ({
      pageSize: size,
      totalCount: all.length,
      lastPage: Math.ceil(all.length / size),
    }),
    'with a last page of 0': () => ({ lastPage: 0 }),
    'with a total of 0': () => ({ totalCount: 0 }),
    'with a total that is less, and its page size': (all, size) => ({
      pageSize: size,
      totalCount: Math.floor(all.length / 2),
    }),
  };
  const caps = [1_000, 100, 7];
  const cases = Object.keys(metadatas).flatMap((kind) => caps.map((cap): [string, number] => [kind, cap]));

  test.each(cases)('reads every item %s from a server that gives at most %d a page', async (kind, cap) => {
    for (const length of lengths) {
      const all = names(length);
      const server = serve((page, perPage) => {
        const size = Math.min(perPage, cap);
        return aPage(all.slice((page - 1) * size, page * size), metadatas[kind]?.(all, size));
      });
      expect(await readAll(server.fetch)).toEqual(all);
      expect(server.asked.length).toBeLessThanOrEqual(Math.ceil(length / Math.min(cap, 1_000)) + 1);
    }
  });

  test('a server that gives the same short page for ever is read once', async () => {
    const server = serve(() => aPage(names(3)));
    expect(await readAll(server.fetch)).toEqual(names(3));
    expect(server.asked).toEqual([1, 2]);
  });

  test('a server that gives the same full page for ever is not believed', async () => {
    const server = serve(() => aPage(names(1_000)));
    await expect(readAll(server.fetch)).rejects.toThrow(SchemaError);
    expect(server.asked).toEqual([1, 2]);
  });

  test('a server that never ends is left', async () => {
    const server = serve((page) => aPage(names(1, page), { pageSize: 1 }));
    await expect(readAll(server.fetch)).rejects.toThrow(/ends within 2000 pages/);
  });

  test.each([
    ['an empty page below the total', (page: number) => aPage(page === 1 ? names(3) : [], { totalCount: 5 })],
    ['nothing, of some', () => aPage<string>([], { totalCount: 1 })],
    [
      'the same item twice',
      (page: number) => aPage(page === 1 ? ['a', 'b'] : page === 2 ? ['b', 'c'] : [], { totalCount: 4 }),
    ],
    ['the same page again', () => aPage(names(3), { totalCount: 6 })],
  ])('%s: what is missing is not nothing', async (_, answer) => {
    await expect(readAll(serve(answer).fetch)).rejects.toThrow(/total_count/);
  });

  test.each<[string, Partial<Page<string>>, boolean]>([
    ['nothing else', {}, false],
    ['a total of more', { totalCount: 120 }, false],
    ['more pages', { lastPage: 2 }, false],
    ['its total', { totalCount: 100 }, true],
    ['that it is the last one', { lastPage: 1 }, true],
  ])('a page that is full by its own size and comes again is all if it states %s: %#', async (_, stated, isWhole) => {
    const read = readAll(serve(() => aPage(names(100), { pageSize: 100, ...stated })).fetch);
    if (isWhole) expect(await read).toHaveLength(100);
    else await expect(read).rejects.toThrow(SchemaError);
  });

  test('a total that counts the items of each page is none', async () => {
    const pages = [names(1_000), names(200, 1_000)];
    const { fetch } = serve((page) => aPage(pages[page - 1] ?? [], { totalCount: pages[page - 1]?.length ?? 0 }));
    expect(await readAll(fetch)).toHaveLength(1_200);
  });

  const full = names(1_000);
  const rest = names(7, 1_000);

  test.each<[string, (page: number) => Page<string>, number]>([
    ['its only page, full', () => aPage(full, { totalCount: 1_000 }), 1_000],
    ['its only page, of a size of its own', () => aPage(names(5), { pageSize: 5, totalCount: 5 }), 5],
    ['its last page', (page) => aPage(names(2, Math.min(page, 2) * 2), { pageSize: 2, totalCount: 4 }), 4],
    ['its first page', (page) => aPage(names(2, page % 2), { pageSize: 2, totalCount: 4 }), 3],
    [
      'its last page, with the number of pages',
      (page) => aPage(page === 1 ? full : full.map((name) => `${name}!`), { totalCount: 2_000, lastPage: 2 }),
      2_000,
    ],
  ])('a list that goes on with %s after its total is over', async (_, answer, count) => {
    const { fetch, asked } = serve(answer);
    const read = await readAll(fetch).catch((error: unknown) => error);
    if (count === 3) expect(read).toBeInstanceOf(SchemaError);
    else expect(read).toHaveLength(count);
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  test.each<[string, (page: number) => Page<string>]>([
    ['the number of pages', (page) => aPage(page === 1 ? full : page === 2 ? [] : rest, { lastPage: 3 })],
    [
      'the number of pages, said once',
      (page) => aPage(page === 1 ? full : page === 2 ? [] : rest, page === 1 ? { lastPage: 3 } : {}),
    ],
    ['the total', (page) => aPage(page === 1 ? full : page === 2 ? [] : rest, { totalCount: 1_007 })],
    ['three empty pages', (page) => aPage(page === 1 ? full : page < 5 ? [] : rest, { lastPage: 5 })],
  ])('an empty page in the middle ends nothing: %s', async (_, answer) => {
    expect(await readAll(serve((page) => (page > 5 ? aPage<string>([]) : answer(page))).fetch)).toEqual([
      ...full,
      ...rest,
    ]);
  });

  test.each<[string, (page: number) => Page<string>]>([
    ['nothing but empty pages', (page) => aPage(page === 1 ? full : [], { lastPage: 90 })],
    ['the same page for all of them', () => aPage(names(3), { lastPage: 3 })],
    ['full pages that are the same', () => aPage(full, { lastPage: 3 })],
  ])('a list that states more pages than it gives is not whole: %s', async (_, answer) => {
    const { fetch, asked } = serve(answer);
    await expect(readAll(fetch)).rejects.toThrow(/last_page/);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  test('a page that comes again proves no end if the list states less than it gave', async () => {
    await expect(readAll(serve(() => aPage(names(1_000), { totalCount: 0 })).fetch)).rejects.toThrow(SchemaError);
    // What a server gives at once that knows no pages is all that it gives.
    expect(await readAll(serve(() => aPage(names(3), { totalCount: 0 })).fetch)).toEqual(names(3));
  });

  test('two items of one identity have to agree, unless somebody chooses', async () => {
    const read = (items: string[], choose?: (a: string, b: string) => string) =>
      readAllPages(serve(() => aPage(items, { pageSize: 100 })).fetch, (item) => item.slice(0, 1), choose);
    expect(await read(['a1', 'b1', 'a1'])).toEqual(['a1', 'b1']);
    await expect(read(['a1', 'b1', 'a2'])).rejects.toThrow('`items` should be the same if their ids are the same');
    expect(await read(['a1', 'b1', 'a2'], (earlier) => earlier)).toEqual(['a1', 'b1']);
  });

  test('an item that moves to the next page while the list is read is there once', async () => {
    const server = serve((page) => aPage(page === 1 ? ['a', 'b'] : page === 2 ? ['b', 'c'] : [], { pageSize: 2 }));
    expect(await readAll(server.fetch)).toEqual(['a', 'b', 'c']);
  });

  // Of 5 items the first is deleted between two pages: the third one moves to the page that was read already. The
  // total fell from 5 to 4, and 4 different items came, but one of them is the dead one and a live one is missing.
  test('a list that loses an item while it is read is not taken for whole', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'];
    const server = serve((page) => {
      const answer = aPage(all.slice((page - 1) * 2, page * 2), { pageSize: 2, totalCount: all.length });
      if (page === 1) all.shift();
      return answer;
    });
    const read = await readAll(server.fetch).catch(() => null);
    expect(read === null || all.every((item) => read.includes(item))).toBe(true);
  });

  test('what is read is all there is, or an error, for any honest server', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(300),
        fc.integer({ min: 1, max: 120 }),
        fc.record({ pageSize: fc.boolean(), totalCount: fc.boolean(), lastPage: fc.boolean() }),
        async (length, cap, says) => {
          const all = names(length);
          const { fetch } = serve((page) =>
            aPage(all.slice((page - 1) * cap, page * cap), {
              pageSize: says.pageSize ? cap : null,
              totalCount: says.totalCount ? length : null,
              lastPage: says.lastPage ? Math.max(1, Math.ceil(length / cap)) : null,
            }),
          );
          expect(await readAll(fetch)).toEqual(all);
        },
      ),
    );
  });
});

describe('readSettledList', () => {
  /** A list of pages of two that becomes another one before so many requests; counted from 1. */
  function shifting(lists: readonly (readonly [from: number, items: string])[], metadata: Partial<Page<string>> = {}) {
    let requests = 0;
    const server = serve((page) => {
      requests += 1;
      const [, items] = lists.findLast(([from]) => requests >= from) ?? [1, ''];
      return aPage([...items].slice((page - 1) * 2, page * 2), { pageSize: 2, ...metadata });
    });
    return { asked: server.asked, read: () => readSettledList(server.fetch, (item) => item) };
  }

  test.each<[string, [number, string][], string, number]>([
    ['one page is read once', [[1, 'a']], 'a', 1],
    ['two pages are read twice', [[1, 'abc']], 'abc', 4],
    ['a full page and nothing behind it, too', [[1, 'ab']], 'ab', 4],
    // b moves to the first page after that was read.
    [
      'one falls between two pages',
      [
        [1, 'abcd'],
        [2, 'acde'],
      ],
      'acde',
      9,
    ],
    [
      'one falls behind the last full page',
      [
        [1, 'abc'],
        [2, 'bc'],
      ],
      'bc',
      6,
    ],
    [
      'it shifts in the second reading',
      [
        [1, 'abcd'],
        [5, 'acde'],
      ],
      'acde',
      12,
    ],
    [
      'it shrinks to one page',
      [
        [1, 'abc'],
        [2, 'b'],
      ],
      'b',
      3,
    ],
    [
      'it is only in another order',
      [
        [1, 'abcd'],
        [4, 'cdab'],
      ],
      'cdab',
      6,
    ],
  ])('%s', async (_, lists, expected, requests) => {
    const { asked, read } = shifting(lists);
    expect((await read()).join('')).toBe(expected);
    expect(asked).toHaveLength(requests);
  });

  test('holds whatever was there all the time, however often items go and new ones come', async () => {
    const change = fc.record({ request: fc.nat(12), gone: fc.nat(8), isOneMore: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 9 }),
        fc.array(change, { maxLength: 4 }),
        fc.boolean(),
        async (length, changes, saysTotal) => {
          const all = names(length);
          const isGone = new Set<string>();
          let requests = 0;
          const server = serve((page) => {
            requests += 1;
            for (const { request, gone, isOneMore } of changes) {
              if (request !== requests) continue;
              for (const item of all.splice(gone, 1)) isGone.add(item);
              if (isOneMore) all.push(`new ${requests} ${all.length}`);
            }
            const items = all.slice((page - 1) * 2, page * 2);
            return aPage(items, { pageSize: 2, totalCount: saysTotal ? all.length : null });
          });
          const read = await readSettledList(server.fetch, (item) => item).catch((error: unknown) => {
            expect(error).toBeInstanceOf(SchemaError);
            return null;
          });
          const stayed = names(length).filter((item) => !isGone.has(item));
          if (read !== null) expect(read).toEqual(expect.arrayContaining(stayed));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('one that is another each time is not believed, and not read for ever', async () => {
    let requests = 0;
    const server = serve((page) => {
      requests += 1;
      return aPage(page === 1 ? ['a', `b${requests}`] : ['c'], { pageSize: 2 });
    });
    await expect(readSettledList(server.fetch, (item) => item)).rejects.toThrow(
      /the same ones if the list is read again/,
    );
    expect(requests).toBe(8);
  });
});

describe('walkPages', () => {
  // Two pages may look the same without being the same: rows of a policy's query that lack all the known columns are
  // all read as empty. Here 2,500 of them.
  test('counts rows that look alike', async () => {
    const row = { name: '' };
    let got = 0;
    for await (const page of walkPages(async (number) =>
      aPage(Array(number < 3 ? 1_000 : 500).fill(row), { pageSize: 1_000, totalCount: 2_500 }),
    )) {
      got += page.items.length;
    }
    expect(got).toBe(2_500);
  });
});
