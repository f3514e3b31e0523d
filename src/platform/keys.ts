import * as v from '../vendor/valibot.ts';
import { isLastPage, LARGEST_PAGE, readPage } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import { type Listing, readListing } from './listing.ts';
import { type Role, RoleBody } from './roles.ts';
import { Identifier, optional, RoughWhen, read, salvage } from './schema.ts';
import type { Timestamp } from './timestamp.ts';

/** An API key, as far as it is used. Its value is never read, wherever an answer has it. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** What the Platform itself says of it. */
  readonly isExpired: boolean;
  /** Null: unknown. Every key of this Platform expires. */
  readonly expiresAt: Timestamp | null;
  readonly roles: readonly Role[];
  /** The e-mail of who made it; null: unknown. */
  readonly createdBy: string | null;
  readonly createdAt: Timestamp | null;
  /** True to the day; null: never. */
  readonly lastUsedAt: Timestamp | null;
  /** What of it can't be read; null if all can. */
  readonly defect: string | null;
}

/** A name is shown and compared with patterns; a longer one would keep both busy. */
const LONGEST_NAME = 1_000;

const Identity = v.object({ id: Identifier, name: v.string(), expired: v.boolean(), roles: v.array(RoleBody) });

const FACTS = {
  expires_at: optional(RoughWhen),
  created_at: optional(RoughWhen),
  last_access_at: optional(RoughWhen),
  created_by: optional(v.string()),
};

/** All that is read of a key. */
export const KeyBody = v.object({ ...Identity.entries, ...FACTS });

/**
 * Reads one key. A date that can't be read is only this key's own defect.
 * @throws {SchemaError} if id, name, `expired` or roles can't be read
 */
export function readApiKey(json: unknown, path = ''): ApiKey {
  const { id, name, expired, roles } = read(Identity, json, path);
  const { values, defect } = salvage(FACTS, json, path);
  const isUnknown = values.expires_at === null && defect === null && !expired;
  return {
    id,
    name: name.trim() === '' ? id : name.slice(0, LONGEST_NAME),
    isExpired: expired,
    expiresAt: values.expires_at,
    roles,
    createdBy: values.created_by?.trim().slice(0, LONGEST_NAME) || null,
    createdAt: values.created_at,
    lastUsedAt: values.last_access_at,
    defect: isUnknown ? '`expires_at` should be a date and time' : defect,
  };
}

/** The API keys of the Platform. */
export interface KeyClient {
  /** The keys that this one may see. */
  listKeys(): Promise<Listing<ApiKey>>;
  /**
   * The same for what only tells more: one try, and null if it fails.
   * @param wanted aborted as soon as nobody wants to know any more
   */
  findKeys(wanted: AbortSignal): Promise<FoundKeys | null>;
}

export type FoundKeys = Pick<Listing<ApiKey>, 'items' | 'serverTime'>;

/** Nobody has more keys than fit on so many pages. */
const MOST_PAGES = 20;

/** The endpoints of the API keys. */
export function createKeys({ list, find }: Requester): KeyClient {
  return {
    listKeys: () => readListing(list, '/apikeys', readApiKey),
    async findKeys(wanted) {
      const items: ApiKey[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const query = { page, per_page: LARGEST_PAGE };
        const found = await find({ path: '/apikeys', query, signal: wanted }, ({ body, serverTime }) => ({
          ...readPage(body, readApiKey),
          serverTime,
        }));
        if (found === null) return null;
        items.push(...found.items);
        if (isLastPage(found, page, LARGEST_PAGE, items.length)) return { items, serverTime: found.serverTime };
      }
      return null;
    },
  };
}
