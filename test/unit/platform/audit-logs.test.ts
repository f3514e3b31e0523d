import { expect, it } from 'vitest';
import { formatSecond, readAuditEvent } from '../../../src/platform/audit-logs.ts';

const EVENT = { id: 'e-1', created_at: '2026-08-01T14:00:05.1234567891+02:00', event_type: 'user.login' };

it('An event is read with its time in UTC, to the nanosecond, and keeps its JSON', () => {
  const json = { ...EVENT, user: { id: 'u-1', email: 'jane@acme.example', name: null, roles: [] }, is_success: false };
  expect(readAuditEvent(json)).toEqual({
    id: 'e-1',
    at: '2026-08-01T12:00:05.123456789Z',
    type: 'user.login',
    user: { id: 'u-1', email: 'jane@acme.example', name: null },
    ipAddress: null,
    isSuccess: false,
    json,
  });
});

it.each<[what: string, json: unknown, field: RegExp]>([
  ['has no time: it could belong anywhere', { ...EVENT, created_at: null }, /`items\.0\.created_at`/],
  ['lacks its time', { id: 'e-1' }, /`items\.0\.created_at`/],
  ['has a time that is none', { ...EVENT, created_at: 'yesterday' }, /`items\.0\.created_at`/],
  ['has a number for its time', { ...EVENT, created_at: 1_785_585_600 }, /`items\.0\.created_at`/],
  ['has a time of the year 1', { ...EVENT, created_at: '0001-01-01T00:00:00Z' }, /`items\.0\.created_at`/],
  ['has no id', { ...EVENT, id: undefined }, /`items\.0\.id`/],
  ['has an empty id', { ...EVENT, id: '' }, /`items\.0\.id`/],
  ['has an id that is a path', { ...EVENT, id: '../../x' }, /`items\.0\.id`/],
  ['has an id of two lines', { ...EVENT, id: 'a\nb' }, /`items\.0\.id`/],
  ['has a user that is a text', { ...EVENT, user: 'jane' }, /`items\.0\.user`/],
  ['is a text', 'x', /`items\.0`/],
  ['is null', null, /`items\.0`/],
])('A list is unreadable if an event %s', (_, json, field) => {
  expect(() => readAuditEvent(json, 'items.0')).toThrow(field);
});

it('A bound is a whole second, which every server reads', () => {
  expect(formatSecond(Date.UTC(2026, 7, 1, 12, 0, 5, 999))).toBe('2026-08-01T12:00:05Z');
});
