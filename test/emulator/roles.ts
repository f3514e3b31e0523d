import { identifierOf } from './identifier.ts';
import { formatTimestamp } from './timestamp.ts';

export const ROLE_TYPES = ['admin:write', 'admin:read', 'general:read', 'general:write', 'ci', 'schema-only'] as const;

export interface RoleDefinition {
  readonly name: string;
  /** `custom`, one of `ROLE_TYPES`, or what a newer Platform has. */
  readonly type: string;
}

const DAY = 86_400_000;

/** The roles that every Platform has. */
export function usualRoles(): RoleDefinition[] {
  return ROLE_TYPES.map((type) => ({ name: type, type }));
}

/** @param named a role's name, which mostly is its type */
export function describeRole(named: string | RoleDefinition, startedAt: number): Record<string, unknown> {
  const { name, type } = typeof named === 'string' ? { name: named, type: named } : named;
  const created = formatTimestamp(startedAt - 365 * DAY);
  return {
    id: identifierOf(`role ${name}`),
    name,
    description: `The role ${name}`,
    type,
    permissions: type === 'custom' ? [describePermission(name, created)] : [],
    created_by: CREATOR,
    created_at: created,
    updated_at: created,
  };
}

const CREATOR = { id: identifierOf('somebody'), name: 'Jane', email: 'jane@acme.example' };

function describePermission(name: string, created: string): Record<string, unknown> {
  return {
    id: identifierOf(`permission ${name}`),
    name: `What ${name} may see`,
    description: 'Some of the assets',
    query: 'SELECT _cq_platform_id FROM cloud_assets',
    created_by: CREATOR,
    created_at: created,
    updated_at: created,
    number_of_affected_roles: 1,
    number_of_affected_users: 1,
  };
}
