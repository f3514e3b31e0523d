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
    hasOddUser: false,
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
  ['has an id that is an object', { ...EVENT, id: {} }, /`items\.0\.id`/],
  ['has an id that is no whole number', { ...EVENT, id: 0.5 }, /`items\.0\.id`/],
  ['has an id that is no exact number', { ...EVENT, id: 2 ** 53 }, /`items\.0\.id`/],
  ['is a text', 'x', /`items\.0`/],
  ['is null', null, /`items\.0`/],
])('A list is unreadable if an event %s', (_, json, field) => {
  expect(() => readAuditEvent(json, 'items.0')).toThrow(field);
});

it.each<[what: string, id: unknown, read: string]>([
  ['a path', '../../x', '../../x'],
  ['two lines', 'a\nb', 'a\nb'],
  ['a number', 17, '17'],
  ['two hundred signs', 'x'.repeat(200), 'x'.repeat(200)],
  ['more than that', 'x'.repeat(201), 'sha256:84a0678c90937f5dcf9994d5866668da6b995109c8ad845410559b48a4ecafed'],
])('An id of %s is one', (_, id, read) => {
  expect(readAuditEvent({ ...EVENT, id }).id).toBe(read);
});

it.each<[what: string, user: unknown, read: unknown, isOdd: boolean]>([
  ['that is missing', undefined, null, false],
  ['that is null', null, null, false],
  ['that is a text', 'jane', null, true],
  ['that is a list', [], null, true],
  ['whose e-mail is a number', { id: 'u', email: 5 }, { id: 'u', email: null, name: null }, true],
  ['that has nothing', {}, { id: null, email: null, name: null }, false],
])('A user %s spoils no event', (_, user, read, isOdd) => {
  expect(readAuditEvent({ ...EVENT, user })).toMatchObject({ user: read, hasOddUser: isOdd });
});

it('A bound is a whole second, which every server reads', () => {
  expect(formatSecond(Date.UTC(2026, 7, 1, 12, 0, 5, 999))).toBe('2026-08-01T12:00:05Z');
});
