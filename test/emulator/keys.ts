import { Problem } from './answers.ts';
import { identifierOf } from './identifier.ts';
import type { RoleDefinition } from './roles.ts';

export type Role = 'ci' | 'general:read' | 'general:write' | 'admin:read' | 'admin:write' | 'schema-only';

export interface ApiKey {
  key: string;
  role: Role;
  /** As the Platform says of it, whatever its date says. */
  expired?: boolean;
  name?: string;
  /** Milliseconds since 1970, as all of these; default: in a year. */
  expiresAt?: number;
  /** Default: Jane's. Null: not said. */
  createdBy?: string | null;
  /** Default: an hour ago. Null: not said. */
  createdAt?: number | null;
  /** Default: today. Null: never. */
  lastUsedAt?: number | null;
  moreRoles?: readonly (string | RoleDefinition)[];
}

/** Long, easy to find again, and different in each of its encodings. */
export const DEFAULT_KEY = 'EMULATOR-KEY+do/not=leak_me-7Qx2Vt9/Kp+4Zr8Wb1Ym5Nc3Hd6==';

const WRITERS: readonly Role[] = ['ci', 'general:write', 'admin:write'];
const AUTHORS: readonly Role[] = ['general:write', 'admin:write'];
const ADMINS: readonly Role[] = ['admin:read', 'admin:write'];

export interface KeyRing {
  add(key: ApiKey): void;
  revoke(key: string): void;
  /** In the order in which they were added. */
  list(): readonly ApiKey[];
  /** @throws {Problem} 401 without a valid key, 403 where its role may not do this */
  authorize(header: string | undefined, access: Access): void;
}

/** What a request does; `author`: writes policies; `tables`: asks for what the syncs copied; `query`: in SQL. */
export type Access = 'read' | 'write' | 'author' | 'admin' | 'tables' | 'query';

/** The id of a key in lists. */
export function keyIdOf({ key }: ApiKey): string {
  return identifierOf(`key ${key}`);
}

/** The roles that may not ask for tables, or in SQL: nobody knows whether `ci` may. */
export interface Refusals {
  readonly tables: readonly Role[];
  readonly query: readonly Role[];
}

export function createKeyRing(keys: readonly ApiKey[], refusals: Refusals): KeyRing {
  const ring = new Map(keys.map((key) => [key.key, key]));
  const isForbidden = (role: Role, access: Access) =>
    role === 'schema-only' ||
    ((access === 'tables' || access === 'query') && refusals[access].includes(role)) ||
    (access === 'write' && !WRITERS.includes(role)) ||
    (access === 'author' && !AUTHORS.includes(role)) ||
    (access === 'admin' && !ADMINS.includes(role));
  return {
    add: (key) => ring.set(key.key, key),
    revoke: (key) => ring.delete(key),
    list: () => [...ring.values()],
    authorize(header, access) {
      const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
      const key = token === undefined ? undefined : ring.get(token);
      if (key === undefined || key.expired === true) throw new Problem(401, 'Unauthorized');
      if (isForbidden(key.role, access)) {
        throw new Problem(403, 'Forbidden', { errors: [`role ${key.role} lacks the permission for this action`] });
      }
    },
  };
}
