import * as v from '../vendor/valibot.ts';
import { type Page, readPage } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import { Identifier, NonEmptyText, optional, read, SchemaError, When } from './schema.ts';
import type { Timestamp } from './timestamp.ts';

/** Who did something, as far as it is used. */
export interface AuditUser {
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

/** An event of the audit log, and the JSON that it was read from. All texts are the Platform's. */
export interface AuditEvent {
  readonly id: string;
  readonly at: Timestamp;
  readonly type: string | null;
  readonly user: AuditUser | null;
  readonly ipAddress: string | null;
  readonly isSuccess: boolean | null;
  readonly json: Readonly<Record<string, unknown>>;
}

/** What is only told again: of another type it is unknown, and the event's JSON still has it. */
function told<S extends v.GenericSchema>(schema: S) {
  return v.fallback(optional(schema), null);
}

const UserBody = v.object({ id: optional(v.string()), email: optional(v.string()), name: optional(v.string()) });

export const AuditEventBody = v.object({
  id: Identifier,
  created_at: When,
  user: optional(UserBody),
  event_type: told(v.string()),
  user_ip_address: told(v.string()),
  is_success: told(v.boolean()),
});

/** @throws {SchemaError} also if an event has no time: it could belong anywhere */
export function readAuditEvent(json: unknown, path = ''): AuditEvent {
  const body = read(AuditEventBody, json, path);
  if (body.created_at === null) {
    throw new SchemaError(path === '' ? 'created_at' : `${path}.created_at`, 'a date and time');
  }
  return {
    id: body.id,
    at: body.created_at,
    type: body.event_type,
    user: body.user,
    ipAddress: body.user_ip_address,
    isSuccess: body.is_success,
    json: json as Readonly<Record<string, unknown>>,
  };
}

export const PlatformBody = v.object({ tenant_id: NonEmptyText });

/** A Platform, and the time there. */
export interface PlatformFacts {
  readonly tenant: string;
  /** As its `Date` header says, in milliseconds since 1970; null if it does not. */
  readonly now: number | null;
}

/** A stretch of time, in milliseconds since 1970, at whole seconds. The Platform takes both ends for inclusive. */
export interface AuditSpan {
  readonly from: number;
  readonly to: number;
}

/** The audit log of the Platform. All throw a PlatformError. */
export interface AuditLogClient {
  readPlatform(): Promise<PlatformFacts>;
  /** Every event of a span, a page at a time and in no certain order; nothing is kept here. */
  walkEvents(span: AuditSpan): AsyncIterable<Page<AuditEvent>>;
  /** How many events a span has; null if the Platform does not say. */
  countEvents(span: AuditSpan): Promise<number | null>;
}

export function createAuditLogs({ get, walk }: Requester): AuditLogClient {
  return {
    readPlatform: () =>
      get('/platform-info', {}, ({ body, serverTime }) => ({
        tenant: read(PlatformBody, body).tenant_id,
        now: serverTime,
      })),
    walkEvents: (span) => walk('/audit-logs', readAuditEvent, queryOf(span)),
    countEvents: (span) =>
      get(
        '/audit-logs',
        { ...queryOf(span), page: 1, per_page: 1 },
        (answer) => readPage(answer.body, readAuditEvent).totalCount,
      ),
  };
}

function queryOf({ from, to }: AuditSpan) {
  return { start_time: formatSecond(from), end_time: formatSecond(to) };
}

/** `2026-08-01T12:00:05Z`: every server reads that, whatever the precision of its own times. */
export function formatSecond(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}
