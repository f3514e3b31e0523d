/** The types that this version knows. What another one may do is unknown, so that it counts as powerful. */
export const ROLE_TYPES = [
  'admin:write',
  'admin:read',
  'general:read',
  'general:write',
  'ci',
  'schema-only',
  'custom',
] as const;

/** Whether this version knows what the type may do. */
export function isRoleType(type: string): boolean {
  return ROLE_TYPES.some((known) => known === type);
}
