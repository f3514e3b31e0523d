import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ECS_VERSION, type LineStyle, renderLine } from '../../../../src/actions/audit-log/format.ts';
import { readAuditEvent } from '../../../../src/platform/audit-logs.ts';

type Json = Readonly<Record<string, unknown>>;

const BARE: Json = { id: 'e-1', created_at: '2026-08-01T14:00:05.123456789+02:00' };
const USER: Json = {
  id: 'u-1',
  email: 'jane@acme.example',
  name: "Jane O'Connor",
  enabled: true,
  roles: [{ name: 'admin:write' }],
};
const SLIM_USER: Json = { id: 'u-1', email: 'jane@acme.example', name: "Jane O'Connor" };
const WHOLE: Json = {
  ...BARE,
  user: USER,
  user_ip_address: '192.0.2.44',
  event_type: 'policy.updated',
  entity_display_name: 'S3 buckets | "prod"',
  event_details: { changed: ['severity'], note: 'line one\nline two' },
  is_success: true,
};

function render(json: Json, style: Partial<LineStyle> = {}) {
  const { at, id, text } = renderLine(readAuditEvent(json), { format: 'ecs', fields: 'slim', ...style });
  return { at, id, text, line: JSON.parse(text) as Json };
}

/** The document of an event that has nothing but an id and a time, with these fields besides. */
function documentOf(original: Json, event: Json = {}, more: Json = {}): Json {
  return {
    '@timestamp': '2026-08-01T12:00:05.123456789Z',
    ecs: { version: ECS_VERSION },
    event: {
      id: 'e-1',
      kind: 'event',
      module: 'cloudquery',
      dataset: 'cloudquery.audit',
      outcome: 'unknown',
      original: JSON.stringify(original),
      ...event,
    },
    ...more,
  };
}

describe('An event in ECS', () => {
  it.each<[string, Json, Json, Json]>([
    [
      'has all that is certain',
      WHOLE,
      { action: 'policy.updated', outcome: 'success', original: JSON.stringify({ ...WHOLE, user: SLIM_USER }) },
      {
        user: { id: 'u-1', email: 'jane@acme.example', full_name: "Jane O'Connor" },
        source: { address: '192.0.2.44', ip: '192.0.2.44' },
      },
    ],
    ['lacks what the Platform does not say', BARE, { original: JSON.stringify({ ...BARE, user: null }) }, {}],
    ['has a failure', { ...BARE, user: null, is_success: false }, { outcome: 'failure' }, {}],
    [
      'has an address of IPv6',
      { ...BARE, user: null, user_ip_address: '2001:db8::7' },
      {},
      {
        source: { address: '2001:db8::7', ip: '2001:db8::7' },
      },
    ],
    [
      'has no `source.ip` that is none',
      { ...BARE, user: null, user_ip_address: 'unknown, 192.0.2.7' },
      {},
      {
        source: { address: 'unknown, 192.0.2.7' },
      },
    ],
    [
      'has what is known of its user',
      { ...BARE, user: { email: 'max@acme.example' } },
      {},
      {
        user: { email: 'max@acme.example' },
      },
    ],
    ['has no empty user', { ...BARE, user: {} }, {}, {}],
    ['takes a field of another type for unknown', { ...BARE, user: null, event_type: 7, is_success: 'yes' }, {}, {}],
  ])('%s', (_, json, event, more) => {
    expect(render(json).line).toEqual(documentOf(json, event, more));
  });

  it('is one line, sorted by its time in UTC and its id', () => {
    const { at, id, text } = render(WHOLE);
    expect([at, id]).toEqual(['2026-08-01T12:00:05.123456789Z', 'e-1']);
    expect(text.indexOf('\n')).toBe(text.length - 1);
  });

  it.each(['slim', 'full'] as const)('keeps the line that `ndjson` has as its original, with %s fields', (fields) => {
    const { event } = render(WHOLE, { fields }).line as { event: { original: string } };
    const { text, line } = render(WHOLE, { format: 'ndjson', fields });
    expect(`${event.original}\n`).toBe(text);
    expect(line).toEqual({ ...WHOLE, user: fields === 'full' ? USER : SLIM_USER });
  });
});

/** The fields that are written, with their types in Elastic's common schema: the npm package `@elastic/ecs` 9.4.0 has the same. */
const ECS_FIELDS: Readonly<Record<string, 'date' | 'keyword' | 'ip' | readonly string[]>> = {
  '@timestamp': 'date',
  'ecs.version': 'keyword',
  'event.id': 'keyword',
  'event.kind': ['alert', 'asset', 'enrichment', 'event', 'metric', 'state', 'pipeline_error', 'signal'],
  'event.module': 'keyword',
  'event.dataset': 'keyword',
  'event.action': 'keyword',
  'event.outcome': ['failure', 'success', 'unknown'],
  'event.original': 'keyword',
  'user.id': 'keyword',
  'user.email': 'keyword',
  'user.full_name': 'keyword',
  'source.address': 'keyword',
  'source.ip': 'ip',
};

/** The fields of a document by their whole names. */
function flatten(json: object, path = ''): [field: string, value: unknown][] {
  return Object.entries(json).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? flatten(value, `${path}${name}.`) : [[`${path}${name}`, value]],
  );
}

function isOfType(value: unknown, type: (typeof ECS_FIELDS)[string] | undefined): boolean {
  if (type === undefined || typeof value !== 'string') return false;
  // Not every version of Elasticsearch takes a zone.
  if (type === 'ip') return isIP(value) !== 0 && !value.includes('%');
  // To the nanosecond, as `date_nanos` and `strict_date_optional_time` take it.
  if (type === 'date') return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z$/.test(value);
  return type === 'keyword' || type.includes(value);
}

it.each<[what: string, json: Json]>([
  ['whole', WHOLE],
  ['bare', BARE],
  ['failed', { ...WHOLE, is_success: false }],
  ['from no address', { ...WHOLE, user_ip_address: '' }],
  ['from an address with a zone', { ...WHOLE, user_ip_address: 'fe80::1%eth0' }],
  ['from a chain of proxies', { ...WHOLE, user_ip_address: '192.0.2.1, 10.0.0.1' }],
  ['of types that are none', { ...WHOLE, event_type: {}, is_success: 1, user_ip_address: [], user: { id: 'u' } }],
  ['hostile', { ...WHOLE, event_type: '{"a":1}\n', entity_display_name: { '@timestamp': 1 }, '@timestamp': 5, ecs: 1 }],
])('An event that is %s has only fields of the schema, of their types', (_, json) => {
  for (const [field, value] of flatten(render(json).line)) {
    expect(isOfType(value, ECS_FIELDS[field]), `${field} is ${String(value)}`).toBe(true);
  }
});

it('The document of a whole event has every field that is ever written', () => {
  expect(
    flatten(render(WHOLE).line)
      .map(([field]) => field)
      .sort(),
  ).toEqual(Object.keys(ECS_FIELDS).sort());
});
