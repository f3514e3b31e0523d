import * as v from '../vendor/valibot.ts';
import type { Requester } from './http/requester.ts';
import { type Listing, readListing } from './listing.ts';
import { type Role, RoleBody } from './roles.ts';
import { Identifier, optional, RoughWhen, read, salvage } from './schema.ts';
import type { Timestamp } from './timestamp.ts';

/** A user, as far as it is used. */
export interface User {
  readonly id: string;
  /** The id, if there is none. */
  readonly email: string;
  readonly name: string | null;
  readonly isEnabled: boolean;
  /** `local`, `saml`, or a newer word. */
  readonly provider: string;
  readonly hasMfa: boolean;
  readonly roles: readonly Role[];
  readonly createdAt: Timestamp | null;
  /** Null: never. */
  readonly lastLoginAt: Timestamp | null;
  /** What can't be read; null if all can. */
  readonly defect: string | null;
}

const LONGEST_NAME = 1_000;

const Identity = v.object({
  id: Identifier,
  email: v.string(),
  enabled: v.boolean(),
  provider: v.string(),
  mfa_configured: v.boolean(),
  roles: v.array(RoleBody),
});

const FACTS = { name: optional(v.string()), created_at: optional(RoughWhen), last_login_at: optional(RoughWhen) };

/** All that is read of a user. */
export const UserBody = v.object({ ...Identity.entries, ...FACTS });

/**
 * Reads one user. A date that can't be read is only this user's own defect.
 * @throws {SchemaError} if what findings are about can't be read
 */
export function readUser(json: unknown, path = ''): User {
  const { id, email, enabled, provider, mfa_configured: hasMfa, roles } = read(Identity, json, path);
  const { values, defect } = salvage(FACTS, json, path);
  return {
    id,
    email: email.trim().slice(0, LONGEST_NAME) || id,
    name: values.name?.trim().slice(0, LONGEST_NAME) || null,
    isEnabled: enabled,
    provider,
    hasMfa,
    roles,
    createdAt: values.created_at,
    lastLoginAt: values.last_login_at,
    defect,
  };
}

/** The people who may use the Platform. */
export interface UserClient {
  /** The users that this key may see. */
  listUsers(): Promise<Listing<User>>;
}

/** The endpoints of the users. */
export function createUsers({ list }: Requester): UserClient {
  return { listUsers: () => readListing(list, '/users', readUser) };
}
