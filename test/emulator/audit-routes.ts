import { type Answer, answerJson, Problem } from './answers.ts';
import type { AuditEntry, AuditLog } from './audit-log.ts';
import { identifierOf } from './identifier.ts';
import { cutPage, describePage, readPageRequest } from './paging.ts';
import { describeRole } from './roles.ts';
import type { RouteContext } from './routes.ts';

export function listAuditLogs({ platform, query, paging, auditLog, now }: RouteContext): Answer {
  if (!auditLog.isInPlan) throw new Problem(403, 'Forbidden', { errors: ['the plan does not include audit logs'] });
  const request = readPageRequest(query, paging);
  const [start, end] = [readTime(query, 'start_time'), readTime(query, 'end_time')];
  const type = query.get('event_type');
  const found = auditLog.entries
    .filter(({ visibleAt, at }) => (visibleAt ?? at) <= now)
    .filter(({ at }) => at >= (start ?? Number.NEGATIVE_INFINITY) && at <= (end ?? Number.POSITIVE_INFINITY))
    .filter((entry) => type === null || entry.type === type)
    .sort(compareIn(auditLog.order));
  const items = cutPage(found, request).map((entry) => describeEntry(entry, auditLog, platform.startedAt));
  return answerJson(200, { items, metadata: describePage(request, auditLog.total(found.length), paging) });
}

/** @throws {Problem} 400 for a time that is none */
function readTime(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(time)) throw new Problem(400, 'Bad Request', { fieldErrors: { [name]: 'must be a date-time' } });
  return time;
}

/** Ids are hashes, so that their order is none. */
function compareIn(order: AuditLog['order']): (a: AuditEntry, b: AuditEntry) => number {
  const byId = (a: AuditEntry, b: AuditEntry) => (a.id < b.id ? -1 : 1);
  if (order === 'shuffled') return byId;
  const sign = order === 'newest-first' ? -1 : 1;
  return (a, b) => sign * (a.at - b.at) || byId(a, b);
}

function describeEntry(entry: AuditEntry, { precision }: AuditLog, startedAt: number): Record<string, unknown> {
  const { id, at, type, email, shown, more } = entry;
  return {
    id,
    user: {
      id: identifierOf(`user ${email}`),
      email,
      name: email.startsWith('jane') ? "Jane O'Connor" : 'Max',
      enabled: true,
      provider: 'saml',
      mfa_configured: false,
      roles: [describeRole('admin:write', startedAt)],
    },
    user_ip_address: '192.0.2.44',
    event_type: type,
    entity_display_name: 'S3 buckets | "prod"',
    event_details: { changed: ['severity'], note: 'line one\nline two' },
    is_success: true,
    created_at: shown ?? formatAt(at, precision),
    ...more,
  };
}

function formatAt(at: number, precision: AuditLog['precision']): string {
  const text = new Date(at).toISOString();
  if (precision === 'milliseconds') return text;
  return precision === 'seconds' ? `${text.slice(0, 19)}Z` : `${text.slice(0, 23)}654321Z`;
}
