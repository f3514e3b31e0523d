import { type Answer, answerJson } from './answers.ts';
import { identifierOf } from './identifier.ts';
import { type ApiKey, keyIdOf } from './keys.ts';
import { cutPage, describePage, readPageRequest } from './paging.ts';
import { describeRole } from './roles.ts';
import type { RouteContext } from './routes.ts';
import { formatTimestamp } from './timestamp.ts';
import type { UserDefinition } from './users.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How keys and users are told. */
export interface IdentityOptions {
  /** Whether a list of keys has their values, which only the answer to a creation should. */
  readonly revealsKeys: boolean;
  /** Default: as the description has them. */
  readonly dates: 'usual' | 'day' | 'no-zone';
}

export function listKeys({ platform, query, paging, keys, identities }: RouteContext): Answer {
  const request = readPageRequest(query, paging);
  const all = keys.list();
  const items = cutPage(all, request).map((key) => describeKey(key, platform.startedAt, identities));
  return answerJson(200, {
    items,
    metadata: describePage(request, all.length, paging),
    allowed_roles: [describeRole('ci', platform.startedAt)],
  });
}

export function listUsers({ platform, query, paging, users, identities }: RouteContext): Answer {
  const request = readPageRequest(query, paging);
  const items = cutPage(users, request).map((user) => describeUser(user, platform.startedAt, identities));
  return answerJson(200, { items, metadata: describePage(request, users.length, paging) });
}

export function listRoles({ platform, query, paging, roles }: RouteContext): Answer {
  const request = readPageRequest(query, paging);
  const items = cutPage(roles, request).map((role) => describeRole(role, platform.startedAt));
  return answerJson(200, { items, metadata: describePage(request, roles.length, paging) });
}

function describeKey(key: ApiKey, startedAt: number, options: IdentityOptions): Record<string, unknown> {
  const date = (milliseconds: number) => formatDate(milliseconds, options);
  const { createdBy = 'jane@acme.example', createdAt = startedAt - HOUR, lastUsedAt = startedAt } = key;
  return {
    id: keyIdOf(key),
    name: key.name ?? 'CI pipeline',
    ...(options.revealsKeys ? { key: key.key } : {}),
    ...(createdBy === null ? {} : { created_by: createdBy }),
    ...(createdAt === null ? {} : { created_at: date(createdAt) }),
    ...(lastUsedAt === null ? {} : { last_access_at: date(lastUsedAt - (lastUsedAt % DAY)) }),
    expires_at: date(key.expiresAt ?? startedAt + 365 * DAY),
    expired: key.expired ?? false,
    roles: [key.role, ...(key.moreRoles ?? [])].map((role) => describeRole(role, startedAt)),
  };
}

function describeUser(user: UserDefinition, startedAt: number, options: IdentityOptions): Record<string, unknown> {
  const date = (milliseconds: number) => formatDate(milliseconds, options);
  const { createdAt = startedAt - 365 * DAY, lastLoginAt = startedAt - HOUR } = user;
  return {
    id: user.id ?? identifierOf(`user ${user.email}`),
    email: user.email,
    ...(user.name === undefined ? {} : { name: user.name }),
    enabled: user.enabled ?? true,
    provider: user.provider ?? 'saml',
    mfa_configured: user.mfa ?? true,
    roles: (user.roles ?? ['general:read']).map((role) => describeRole(role, startedAt)),
    ...(createdAt === null ? {} : { created_at: date(createdAt) }),
    ...(lastLoginAt === null ? {} : { last_login_at: date(lastLoginAt) }),
  };
}

function formatDate(milliseconds: number, { dates }: IdentityOptions): string {
  const usual = formatTimestamp(milliseconds);
  if (dates === 'day') return usual.slice(0, 10);
  return dates === 'no-zone' ? usual.replace(/Z$/, '') : usual;
}
