import type { Requester } from './http/requester.ts';
import { createKeys, type KeyClient } from './keys.ts';
import { createRoles, type RoleClient } from './roles.ts';
import { createUsers, type UserClient } from './users.ts';

/** Who and what may use the Platform, and how. */
export interface IdentityClient extends KeyClient, UserClient, RoleClient {}

/** The actions that need it load this file, and not one of its parts: each would bring the rest along once more. */
export function createIdentities(requester: Requester): IdentityClient {
  return { ...createKeys(requester), ...createUsers(requester), ...createRoles(requester) };
}
