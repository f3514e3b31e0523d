import type { ApiKey } from '../../platform/keys.ts';
import type { Listing } from '../../platform/listing.ts';
import type { Role } from '../../platform/roles.ts';
import type { User } from '../../platform/users.ts';
import type { Patterns } from '../../text/pattern.ts';
import type { FindingId } from './findings.ts';

/** What the Platform answered. */
export interface AccessLists {
  readonly keys: Listing<ApiKey>;
  readonly users: Listing<User>;
  /** Null: not asked for. */
  readonly roles: Listing<Role> | null;
}

export interface ReviewRule {
  readonly warnDays: number;
  readonly unusedDays: number;
  readonly maxKeyDays: number;
  readonly inactiveDays: number;
  /** Patterns, beside `admin:write`. */
  readonly powerfulRoles: readonly string[];
  readonly keys: Patterns;
  readonly users: Patterns;
  readonly failOn: readonly FindingId[];
}

/** A list without anything is none: a key is in use, and somebody made it. */
export function isWhole({ items, problem }: Listing<unknown>): boolean {
  return problem === null && items.length > 0;
}

/** What a pattern for users is held against. */
export function namesOfUser({ email, name, id }: User): string[] {
  return name === null ? [email, id] : [email, name, id];
}
