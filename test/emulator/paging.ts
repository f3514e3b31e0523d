import { Problem } from './answers.ts';

export interface PagingOptions {
  /** What `metadata` says beyond `page_size`. */
  readonly metadata: 'page-size' | 'full';
  /** A page holds no more than this, whatever is asked for. */
  readonly maxPerPage: number;
  /** A list ends after so many items, although there are more. */
  readonly cutsAfter: number;
}

export interface PageRequest {
  readonly page: number;
  readonly size: number;
  /** The list ends here, whatever it holds. */
  readonly end: number;
}

const PER_PAGE = { fallback: 100, least: 1, most: 1_000 };
const PAGE = { fallback: 1, least: 1, most: Number.MAX_SAFE_INTEGER };

/** @throws {Problem} 400 for texts that are no numbers, or numbers out of bounds */
export function readPageRequest(query: URLSearchParams, options: PagingOptions): PageRequest {
  const asked = readNumber(query, 'per_page', PER_PAGE);
  const page = readNumber(query, 'page', PAGE);
  return { page, size: Math.min(asked, options.maxPerPage), end: options.cutsAfter };
}

function readNumber(
  query: URLSearchParams,
  name: string,
  { fallback, least, most }: { fallback: number; least: number; most: number },
): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  const problem = Number.isNaN(number) ? 'must be an integer' : `must be between ${least} and ${most}`;
  throw new Problem(400, 'Bad Request', { fieldErrors: { [name]: problem } });
}

export function describePage({ size }: PageRequest, total: number, options: PagingOptions): Record<string, number> {
  if (options.metadata === 'page-size') return { page_size: size };
  return { page_size: size, total_count: total, last_page: Math.max(1, Math.ceil(total / size)) };
}

export function cutPage<T>(items: readonly T[], { page, size, end }: PageRequest): T[] {
  return items.slice((page - 1) * size, Math.min(page * size, end));
}

/** Sorts by a field, absent values last. */
export function sortBy<T>(items: readonly T[], read: (item: T) => string | number | null, descending: boolean): T[] {
  const sign = descending ? -1 : 1;
  return [...items].sort((a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === right) return 0;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -sign : sign;
  });
}

/** @throws {Problem} 400 for a word that is not one of these */
export function readWord<T extends string>(query: URLSearchParams, name: string, words: readonly T[]): T | null {
  return readWords(query, name, words)[0] ?? null;
}

/** @throws {Problem} 400 for a word that is not one of these */
export function readWords<T extends string>(query: URLSearchParams, name: string, words: readonly T[]): T[] {
  return query.getAll(name).map((text) => {
    const word = words.find((one) => one === text);
    if (word !== undefined) return word;
    throw new Problem(400, 'Bad Request', { fieldErrors: { [name]: `must be one of ${words.join(', ')}` } });
  });
}
