import { StepError } from '../errors.ts';
import { PlatformError } from './http/errors.ts';
import type { Requester } from './http/requester.ts';

/** What could be read of a list. */
export interface Listing<T> {
  readonly items: readonly T[];
  /** Why that is not known to be all; null if it is. */
  readonly problem: StepError | null;
  /** The server's clock, in milliseconds since 1970; null if it did not say. */
  readonly serverTime: number | null;
}

/** So often a list of several pages is read that does not say how long it is. */
const READINGS = 3;

/**
 * Reads a whole list, or tells why it is not whole. If several pages state no total, or another one than came, an item
 * that is deleted between two of them moves another one to a page that was read already: such a list is read again,
 * until two readings agree.
 * @throws {CancelledError} and what is a fault of ours
 */
export async function readListing<T extends { readonly id: string }>(
  list: Requester['list'],
  path: string,
  readItem: (json: unknown, place: string) => T,
): Promise<Listing<T>> {
  const seen = new Map<string, T>();
  let serverTime: number | null = null;
  const keep = (json: unknown, place: string) => {
    const item = readItem(json, place);
    seen.set(item.id, item);
    return item;
  };
  async function readOnce() {
    let pages = 0;
    let total = null as number | null;
    const items = await list(path, {}, keep, ({ id }) => id, {
      readOnce: true,
      onPage(page, time) {
        pages += 1;
        total = page.totalCount;
        serverTime = time ?? serverTime;
      },
    });
    return { items, isSure: pages <= 1 || total === items.length };
  }
  try {
    let earlier: string | null = null;
    for (let reading = 1; reading <= READINGS; reading++) {
      const { items, isSure } = await readOnce();
      const ids = JSON.stringify(items.map(({ id }) => id).sort());
      if (isSure || ids === earlier) return { items, problem: null, serverTime };
      earlier = ids;
    }
    const request = { method: 'GET', url: path } as const;
    // @failure platform#moving
    const problem = new PlatformError(`The list changed each time that it was read`, request, { kind: 'unreadable' });
    return { items: [...seen.values()], problem, serverTime };
  } catch (error) {
    if (!(error instanceof StepError) || error.outcome === 'cancelled') throw error;
    return { items: [...seen.values()], problem: error, serverTime };
  }
}
