import * as v from '../vendor/valibot.ts';
import type { Requester } from './http/requester.ts';
import { Identifier, read, SchemaError, When } from './schema.ts';
import type { Timestamp } from './timestamp.ts';

/** An API key, as far as it is used. Its value is never read, wherever an answer has it. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly expiresAt: Timestamp;
  /** What the Platform itself says of it. */
  readonly isExpired: boolean;
}

/** A name is shown and compared with patterns; a longer one would keep both busy. */
const LONGEST_NAME = 1_000;

export const KeyBody = v.object({ id: Identifier, name: v.string(), expires_at: When, expired: v.boolean() });

/** @throws {SchemaError} also if a key has no date: every key of this Platform expires, so that is not known to be never */
export function readApiKey(json: unknown, path = ''): ApiKey {
  const { id, name, expires_at: expiresAt, expired } = read(KeyBody, json, path);
  if (expiresAt === null) throw new SchemaError(path === '' ? 'expires_at' : `${path}.expires_at`, 'a date and time');
  return { id, name: name.trim() === '' ? id : name.slice(0, LONGEST_NAME), expiresAt, isExpired: expired };
}

/** The API keys of the Platform. */
export interface KeyClient {
  /**
   * All keys that this one may see.
   * @throws {PlatformError}
   */
  listKeys(): Promise<ApiKey[]>;
}

export function createKeys({ list }: Requester): KeyClient {
  return { listKeys: () => list('/apikeys', {}, readApiKey, (key) => key.id) };
}
