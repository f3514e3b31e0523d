import type { Clock } from '../../clock.ts';
import { TimedOutError } from '../../errors.ts';
import { SchemaError } from '../schema.ts';
import type { PlatformAnswer } from './answer.ts';
import { ASKING, type Effort } from './effort.ts';
import { explainUnreadable, hasStatus, PlatformError } from './errors.ts';
import { type FetchPage, LARGEST_PAGE, type Page, readPage, walkPages } from './paging.ts';
import type { Query } from './transport.ts';
import { readAllPages, readSettledList } from './whole-list.ts';

/** What is made of an answer. */
export type Parse<T> = (answer: PlatformAnswer) => T;
type ReadItem<T> = (item: unknown, path: string) => T;
type Get = <T>(path: string, query: Query, parse: Parse<T>, effort: Effort) => Promise<T>;

/** Told of each page of a list. @param serverTime as of `PlatformAnswer` */
export type OnPage = (page: Page<unknown>, serverTime: number | null) => void;

/** Lists of the Platform, which come in pages. All throw a PlatformError, or a TimedOutError after the deadline. */
export interface Lists {
  /**
   * Every item of a list, once. A list of several pages is read until two readings agree, unless the caller compares
   * readings itself (`readOnce`).
   */
  list<T>(
    path: string,
    query: Query,
    readItem: ReadItem<T>,
    identify: (item: T) => string,
    effort?: Pick<Effort, 'budget' | 'isSeen'> & {
      /** What to make of two that are the same in one reading. */
      readonly choose?: (a: T, b: T) => T;
      /** What to make of what two readings say; default: the later one counts. */
      readonly join?: (earlier: T, later: T) => T;
      readonly onPage?: OnPage;
      readonly readOnce?: boolean;
      /** Said of a list that is not known to have pages: it is asked for as a whole, and read on if it says that there is more. */
      readonly isUnpaged?: boolean;
    },
  ): Promise<T[]>;
  /** Walks a list that is not to be held in memory. */
  walk<T>(
    path: string,
    readItem: ReadItem<T>,
    query?: Query,
    effort?: Pick<Effort, 'isSeen' | 'isExact'> & {
      /** How many items a page is to hold; default: as many as the Platform gives. If they are too large, ask for fewer. */
      readonly perPage?: number;
    },
  ): AsyncGenerator<Page<T>>;
}

/** Each page could be read, and they are no list together. */
function explainMoving(path: string, cause: SchemaError): PlatformError {
  // @failure platform#moving | The step read a list several times, and each time it was different or contradicted
  // itself. Items were added or removed in the meantime, or two servers of the Platform disagree. | =
  return new PlatformError(
    `The list changed each time it was read: ${cause.message}`,
    { method: 'GET', url: path },
    { kind: 'unreadable' },
    { cause, remedy: 'Run the job again. If that does not help, look at the Platform.' },
  );
}

/** How often a list is read that moves while it is read. */
const READINGS = 3;

export interface ListOptions {
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** By `clock.uptime`. */
  readonly deadline: number;
  /** In milliseconds. */
  readonly requestTimeoutMs: number;
  readonly longestPauseMs: number;
  readonly debug: (line: string) => void;
}

const NO_PAGE: Page<never> = { items: [], pageSize: null, totalCount: null, lastPage: null };

/** Handles a 404 of the Platform, and no other error. */
function passMissing<T>(handle: () => T): (error: unknown) => T {
  return (error) => {
    if (hasStatus(error, 404)) return handle();
    throw error;
  };
}

/** @param get asks for one page, as often as that makes sense */
export function createLists(get: Get, options: ListOptions): Lists {
  const { clock, stop, debug } = options;

  function fetchPages<T>(
    path: string,
    query: Query,
    readItem: ReadItem<T>,
    {
      budget,
      isSeen,
      isDivisible,
      isExact,
      onPage,
      isUnpaged = false,
    }: Pick<Effort, 'budget' | 'isSeen' | 'isDivisible' | 'isExact'> & {
      readonly onPage?: OnPage | undefined;
      readonly isUnpaged?: boolean;
    },
  ): FetchPage<T> {
    return (page, perPage, isBeyond = false) => {
      // A list of very many pages must not run on for ever after the deadline.
      if (clock.uptime() > options.deadline + options.requestTimeoutMs) {
        // @failure platform#outage | Until the step's deadline, the Platform answered too slowly or not properly. |
        // Look at the Platform's status. =
        throw new TimedOutError(`The deadline passed while ${path} was read.`, 'Raise `timeout-minutes`.');
      }
      const parse: Parse<Page<T>> = (answer) => {
        const read = readPage(answer.body, readItem);
        onPage?.(read, answer.serverTime);
        return read;
      };
      const place = isUnpaged ? (page === 1 ? {} : { page }) : { page, per_page: perPage };
      const effort = { budget, isSeen: isSeen && !isBeyond, isDivisible, isExact };
      const ask = () => get(path, { ...query, ...place }, parse, effort);
      // A server that lags may answer 404, too: so it has to say it twice.
      return isBeyond
        ? ask()
            .catch(passMissing(ask))
            .catch(passMissing(() => NO_PAGE))
        : ask();
    };
  }

  const list: Lists['list'] = async (path, query, readItem, identify, effort = {}) => {
    const { budget = ASKING, isSeen, choose, join, onPage, readOnce = false, isUnpaged = false } = effort;
    const fetchPage = fetchPages(path, query, readItem, { budget, isSeen, onPage, isUnpaged });
    const read = readOnce ? readAllPages : readSettledList;
    // The pages have been tried again already: what is left is a list that moved while it was read.
    for (let reading = 1; ; reading++) {
      try {
        return await read(fetchPage, identify, choose, isUnpaged ? null : LARGEST_PAGE, join);
      } catch (error) {
        if (!(error instanceof SchemaError)) throw error;
        if (reading >= READINGS || clock.uptime() >= options.deadline) throw explainMoving(path, error);
        debug(`${path} changed while it was read, reading it again: ${error.message}`);
        await clock.sleep(Math.min(options.longestPauseMs, 1_000), stop);
      }
    }
  };

  async function* walk<T>(
    path: string,
    readItem: ReadItem<T>,
    query: Query = {},
    { isSeen, isExact, perPage }: Pick<Effort, 'isSeen' | 'isExact'> & { readonly perPage?: number } = {},
  ): AsyncGenerator<Page<T>> {
    const effort = { budget: ASKING, isSeen, isDivisible: perPage !== undefined, isExact };
    try {
      yield* walkPages(fetchPages(path, query, readItem, effort), perPage);
    } catch (error) {
      throw error instanceof SchemaError ? explainUnreadable('GET', path, error) : error;
    }
  }

  return { list, walk };
}
