import * as v from '../vendor/valibot.ts';
import type { Requester } from './http/requester.ts';
import { type Listing, readListing } from './listing.ts';
import { Identifier, read } from './schema.ts';

/** A role, as far as it is used. */
export interface Role {
  readonly id: string;
  readonly name: string;
  /** Such as `admin:write`, `custom`, or a newer word. */
  readonly type: string;
}

export const RoleBody = v.object({ id: Identifier, name: v.string(), type: v.string() });

/** The roles of the Platform. */
export interface RoleClient {
  listRoles(): Promise<Listing<Role>>;
}

/** The endpoints of the roles. */
export function createRoles({ list }: Requester): RoleClient {
  return { listRoles: () => readListing(list, '/rbac/roles', (json, path) => read(RoleBody, json, path)) };
}
