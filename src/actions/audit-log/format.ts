import { isIP } from 'node:net';
import type { AuditEvent, AuditUser } from '../../platform/audit-logs.ts';
import type { SpooledLine } from './spool.ts';

/** How a line is written: as the Platform has it, or in Elastic's common schema. */
export const FORMATS = ['ndjson', 'ecs'] as const;

/** How much of the user is kept. */
export const FIELDS = ['slim', 'full'] as const;

export interface LineStyle {
  readonly format: (typeof FORMATS)[number];
  readonly fields: (typeof FIELDS)[number];
}

/** The version of Elastic's common schema whose fields are used. */
export const ECS_VERSION = '8.17.0';

/** The line of an event, and what it is sorted by. */
export function renderLine(event: AuditEvent, { format, fields }: LineStyle): SpooledLine {
  const original = fields === 'full' ? event.json : { ...event.json, user: reduceUser(event.user) };
  const json = format === 'ndjson' ? original : toEcs(event, original);
  return { at: event.at, id: event.id, text: `${JSON.stringify(json)}\n` };
}

/** Roles, permissions and dates of the user stand in every event, and are of no use in any. */
function reduceUser(user: AuditUser | null): Readonly<Record<string, string>> | null {
  return user === null ? null : omitNull({ id: user.id, email: user.email, name: user.name });
}

/**
 * An event in Elastic's common schema: only what is certain. What a type of event or the name of an entity means there is
 * not, so they are found in `event.original`.
 */
function toEcs(event: AuditEvent, original: object): object {
  const { user, ipAddress } = event;
  const source =
    ipAddress === null ? {} : omitNull({ address: ipAddress, ip: isAddress(ipAddress) ? ipAddress : null });
  const person = user === null ? {} : omitNull({ id: user.id, email: user.email, full_name: user.name });
  return {
    '@timestamp': event.at,
    ecs: { version: ECS_VERSION },
    event: {
      id: event.id,
      kind: 'event',
      module: 'cloudquery',
      dataset: 'cloudquery.audit',
      ...omitNull({ action: event.type }),
      outcome: event.isSuccess === null ? 'unknown' : event.isSuccess ? 'success' : 'failure',
      original: JSON.stringify(original),
    },
    ...(Object.keys(person).length === 0 ? {} : { user: person }),
    ...(Object.keys(source).length === 0 ? {} : { source }),
  };
}

/** Whether the type of `source.ip` takes a text: a document with any other one would be refused. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

function omitNull(fields: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
