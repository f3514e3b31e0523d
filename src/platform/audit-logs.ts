import { hash } from 'node:crypto';
import * as v from '../vendor/valibot.ts';
import { type Page, readPage } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import { NonEmptyText, optional, read, SchemaError, When } from './schema.ts';
import type { Timestamp } from './timestamp.ts';

/** Who did something, as far as it is used. */
export interface AuditUser {
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

/** An event of the audit log, and the JSON that it was read from. All texts are the Platform's. */
export interface AuditEvent {
  /** What makes it this event: its `id` as a text. Of one that is very long, a hash. */
  readonly id: string;
  readonly at: Timestamp;
  readonly type: string | null;
  /** Null if there is none, or if nothing of it can be read. */
  readonly user: AuditUser | null;
  /** Whether the user is told in a way that can't be read. */
  readonly hasOddUser: boolean;
  readonly ipAddress: string | null;
  readonly isSuccess: boolean | null;
  readonly json: Readonly<Record<string, unknown>>;
}

/** What is only told again: of another type it is unknown, and the event's JSON still has it. */
function told<S extends v.GenericSchema>(schema: S) {
  return v.fallback(optional(schema), null);
}

const UserBody = v.object({ id: told(v.string()), email: told(v.string()), name: told(v.string()) });

/** No part of an address, so that any text will do. A number that is no exact one could be another event's as well. */
const EventId = v.union([NonEmptyText, v.pipe(v.number(), v.safeInteger())]);

export const AuditEventBody = v.object({
  id: EventId,
  created_at: When,
  user: told(UserBody),
  event_type: told(v.string()),
  user_ip_address: told(v.string()),
  is_success: told(v.boolean()),
});

/** An id that is longer is kept as a hash, so that no state is full of one. */
const LONGEST_ID = 200;

/**
 * Reads an event. What is only told again and can't be read is unknown, and is in its JSON all the same.
 * @throws {SchemaError} if an event has no id, since it can't be told from others, or no time: it could belong anywhere
 */
export function readAuditEvent(json: unknown, path = ''): AuditEvent {
  const body = read(AuditEventBody, json, path);
  if (body.created_at === null) {
    throw new SchemaError(path === '' ? 'created_at' : `${path}.created_at`, 'a date and time');
  }
  const told = (json as { readonly user?: unknown }).user;
  const user = Array.isArray(told) ? null : body.user;
  return {
    id: shortenId(String(body.id)),
    at: body.created_at,
    type: body.event_type,
    user,
    hasOddUser: isOdd(told, user),
    ipAddress: body.user_ip_address,
    isSuccess: body.is_success,
    json: json as Readonly<Record<string, unknown>>,
  };
}

function shortenId(id: string): string {
  return id.length <= LONGEST_ID ? id : `sha256:${hash('sha256', id)}`;
}

/** Whether there is a user, or a fact about one, that was not read. */
function isOdd(json: unknown, user: AuditUser | null): boolean {
  if (user === null) return json !== undefined && json !== null;
  return Object.entries(user).some(([name, value]) => {
    const told = (json as Readonly<Record<string, unknown>>)[name];
    return value === null && told !== undefined && told !== null;
  });
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
  /**
   * Every event of a span, a page at a time and in no certain order; nothing is kept here.
   * @param perPage how many events a page is to hold
   */
  walkEvents(span: AuditSpan, perPage: number): AsyncIterable<Page<AuditEvent>>;
  /** How many events a span has; null if the Platform does not say. */
  countEvents(span: AuditSpan): Promise<number | null>;
}

/** The endpoints of the audit log. */
export function createAuditLogs({ get, walk }: Requester): AuditLogClient {
  return {
    readPlatform: () =>
      get('/platform-info', {}, ({ body, serverTime }) => ({
        tenant: read(PlatformBody, body).tenant_id,
        now: serverTime,
      })),
    walkEvents: (span, perPage) => walk('/audit-logs', readAuditEvent, queryOf(span), { perPage, isExact: true }),
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
