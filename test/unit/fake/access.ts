import type { ReviewRule } from '../../../src/actions/access/question.ts';
import type { ApiKey } from '../../../src/platform/keys.ts';
import type { Listing } from '../../../src/platform/listing.ts';
import type { Role } from '../../../src/platform/roles.ts';
import { timestampOf } from '../../../src/platform/timestamp.ts';
import type { User } from '../../../src/platform/users.ts';
import { NOON } from './clock.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** So long before noon, or after it. */
export const ago = (milliseconds: number) => timestampOf(NOON - milliseconds);
export const ahead = (milliseconds: number) => timestampOf(NOON + milliseconds);

/** The defaults of action.yml. */
export const RULE: ReviewRule = {
  warnDays: 14,
  unusedDays: 90,
  maxKeyDays: 366,
  inactiveDays: 90,
  powerfulRoles: [],
  keys: { include: [], exclude: [] },
  users: { include: [], exclude: [] },
  failOn: [],
};

export function aRole(type: string, name = type): Role {
  return { id: `role-${name}`, name, type };
}

/** One that nothing is found about, if Jane is there. */
export function anApiKey(changes: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'key-1',
    name: 'Gate',
    isExpired: false,
    expiresAt: ahead(200 * DAY),
    roles: [aRole('ci')],
    createdBy: 'jane@acme.example',
    createdAt: ago(100 * DAY),
    lastUsedAt: ago(HOUR),
    defect: null,
    ...changes,
  };
}

/** One that nothing is found about. */
export function aUser(changes: Partial<User> = {}): User {
  return {
    id: 'user-1',
    email: 'jane@acme.example',
    name: 'Jane Doe',
    isEnabled: true,
    provider: 'saml',
    hasMfa: true,
    roles: [aRole('general:read')],
    createdAt: ago(500 * DAY),
    lastLoginAt: ago(DAY),
    defect: null,
    ...changes,
  };
}

/** A list that was read whole. */
export function listing<T>(items: readonly T[], changes: Partial<Listing<T>> = {}): Listing<T> {
  return { items, problem: null, serverTime: null, ...changes };
}
