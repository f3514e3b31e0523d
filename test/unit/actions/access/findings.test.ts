import { describe, expect, it } from 'vitest';
import { reviewKeys } from '../../../../src/actions/access/findings.ts';
import type { ApiKey } from '../../../../src/platform/keys.ts';
import { timestampOf } from '../../../../src/platform/timestamp.ts';
import type { Patterns } from '../../../../src/text/pattern.ts';
import { NOON } from '../../fake/clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVERY_KEY: Patterns = { include: [], exclude: [] };

function aKey(expiresInMs: number, changes: Partial<ApiKey> = {}): ApiKey {
  return { id: 'key-1', name: 'Gate', expiresAt: timestampOf(NOON + expiresInMs), isExpired: false, ...changes };
}

const review = (keys: readonly ApiKey[], warnDays = 14, patterns = EVERY_KEY) =>
  reviewKeys(keys, { warnDays, keys: patterns }, NOON);

describe('a key', () => {
  it.for<[name: string, key: ApiKey, warnDays: number, found: string | null, daysLeft: number]>([
    ['expires in a year', aKey(365 * DAY), 14, null, 365],
    ['expires in 14 days and a millisecond', aKey(14 * DAY + 1), 14, null, 14],
    ['expires in 14 days', aKey(14 * DAY), 14, 'key-expiring', 14],
    ['expires in a day and a half', aKey(36 * HOUR), 14, 'key-expiring', 1],
    ['expires today', aKey(HOUR), 14, 'key-expiring', 0],
    ['expires now', aKey(0), 14, 'key-expired', 0],
    ['expired a second ago', aKey(-1_000), 14, 'key-expired', -1],
    ['is expired by the Platform’s word, and not by its date', aKey(DAY, { isExpired: true }), 14, 'key-expired', 1],
    ['is expired by its date, and not by the Platform’s word', aKey(-DAY, { isExpired: false }), 14, 'key-expired', -1],
    ['expires tomorrow, and nobody wants to be warned', aKey(DAY), 0, null, 1],
    [
      'expires in the year 9999',
      aKey(Date.parse('9999-12-31T00:00:00Z') - NOON),
      14,
      null,
      Math.floor((Date.parse('9999-12-31T00:00:00Z') - NOON) / DAY),
    ],
  ])('that %s', ([, key, warnDays, found, daysLeft]) => {
    const { findings, daysToFirstExpiry } = review([key], warnDays);
    expect(findings.map(({ id }) => id)).toEqual(found === null ? [] : [found]);
    for (const finding of findings) expect(finding).toMatchObject({ keyName: 'Gate', keyId: 'key-1', daysLeft });
    expect(daysToFirstExpiry).toBe(found === 'key-expired' ? null : daysLeft);
  });
});

describe('a review', () => {
  const keys = [
    aKey(40 * DAY, { id: 'b', name: 'Nightly export' }),
    aKey(3 * DAY, { id: 'c', name: 'Gate' }),
    aKey(-DAY, { id: 'd', name: 'Old laptop' }),
    aKey(2 * DAY, { id: 'e', name: 'gate of staging' }),
  ];

  it('says the most urgent first, whatever the order of the list', () => {
    const urgent = ['d', 'e', 'c'];
    expect(review(keys).findings.map(({ keyId }) => keyId)).toEqual(urgent);
    expect(review(keys.toReversed()).findings.map(({ keyId }) => keyId)).toEqual(urgent);
  });

  it('counts the days to the first key that is still good', () => {
    expect(review(keys)).toMatchObject({ reviewed: 4, daysToFirstExpiry: 2 });
  });

  it('looks at the keys that are meant: by name or id, upper and lower case alike', () => {
    const idsOf = (include: string[], exclude: string[] = []) =>
      review(keys, 14, { include, exclude }).findings.map(({ keyId }) => keyId);
    expect(idsOf(['gate*'])).toEqual(['e', 'c']);
    expect(idsOf(['d'])).toEqual(['d']);
    expect(idsOf([], ['*staging*'])).toEqual(['d', 'c']);
  });

  it('of no key at all finds nothing, and knows of no expiry', () => {
    expect(review([])).toEqual({ findings: [], reviewed: 0, daysToFirstExpiry: null });
  });

  it('tells two keys of one name apart', () => {
    const twins = [aKey(DAY, { id: 'x' }), aKey(DAY, { id: 'y' })];
    expect(review(twins).findings.map(({ keyId }) => keyId)).toEqual(['x', 'y']);
  });
});
