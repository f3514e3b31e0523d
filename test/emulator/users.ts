import type { RoleDefinition } from './roles.ts';

/** A user of the emulated Platform; times in milliseconds since 1970. */
export interface UserDefinition {
  readonly email: string;
  readonly id?: string;
  readonly name?: string;
  /** Default: yes. */
  readonly enabled?: boolean;
  /** Default: `saml`. */
  readonly provider?: string;
  /** Default: yes. */
  readonly mfa?: boolean;
  /** Names of roles, or whole ones; default `general:read`. */
  readonly roles?: readonly (string | RoleDefinition)[];
  /** Default: a year ago. Null: not said. */
  readonly createdAt?: number | null;
  /** Default: an hour ago. Null: never. */
  readonly lastLoginAt?: number | null;
}

/** One who may do everything, and one who reads. */
export function usualUsers(): UserDefinition[] {
  return [
    { email: 'jane@acme.example', name: 'Jane Doe', roles: ['admin:write'] },
    { email: 'sam@acme.example', name: "Sam O'Neil" },
  ];
}
