import { type Answer, answerJson } from './answers.ts';
import { identifierOf } from './identifier.ts';
import { type ApiKey, keyIdOf, type Role } from './keys.ts';
import { cutPage, describePage, readPageRequest } from './paging.ts';
import type { RouteContext } from './routes.ts';
import { formatTimestamp } from './timestamp.ts';

const DAY = 86_400_000;

export function listKeys({ platform, query, paging, keys }: RouteContext): Answer {
  const request = readPageRequest(query, paging);
  const all = keys.list();
  const items = cutPage(all, request).map((key) => describeKey(key, platform.startedAt));
  return answerJson(200, {
    items,
    metadata: describePage(request, all.length, paging),
    allowed_roles: [describeRole('ci', platform.startedAt)],
  });
}

function describeKey(key: ApiKey, startedAt: number): Record<string, unknown> {
  return {
    id: keyIdOf(key),
    name: key.name ?? 'CI/CD Pipeline',
    created_by: 'jane@acme.example',
    created_at: formatTimestamp(startedAt - 30 * DAY),
    expires_at: formatTimestamp(key.expiresAt ?? startedAt + 365 * DAY),
    expired: key.expired ?? false,
    roles: [describeRole(key.role, startedAt)],
  };
}

export function describeRole(name: Role, startedAt: number): Record<string, unknown> {
  const created = formatTimestamp(startedAt - 365 * DAY);
  return {
    id: identifierOf(`role ${name}`),
    name,
    description: `The role ${name}`,
    type: name,
    permissions: [],
    created_by: { id: identifierOf('somebody'), name: 'Jane', email: 'jane@acme.example' },
    created_at: created,
    updated_at: created,
  };
}
