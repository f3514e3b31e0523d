import { describe, expect, it } from 'vitest';
import { describeExpiry, watchKey } from '../../../../src/actions/gate/key-watch.ts';
import type { FoundKeys } from '../../../../src/platform/keys.ts';
import { ago, ahead, anApiKey, DAY, HOUR } from '../../fake/access.ts';
import { createFakeClock, NOON } from '../../fake/clock.ts';

const SOON = anApiKey({ expiresAt: ahead(3 * DAY + HOUR) });
const TOLD = 'The API key Gate expires 2026-08-04 13:00:00 UTC, in 3 days: put a new one in its place.';

describe('a key is told that', () => {
  it.for([
    ['expires in 14 days and a millisecond', [anApiKey({ expiresAt: ahead(14 * DAY + 1) })], null],
    ['expires in 14 days', [anApiKey({ expiresAt: ahead(14 * DAY) })], 'in 14 days'],
    ['expires in 3 days', [SOON], TOLD],
    ['expires in 3 days, by its id', [anApiKey({ ...SOON, id: 'Gate', name: 'Other' })], 'in 3 days'],
    ['expires today', [anApiKey({ expiresAt: ahead(HOUR) })], 'in 0 days'],
    ['has expired, and so is not the one in use', [anApiKey({ expiresAt: ago(HOUR) })], null],
    ['is there beside an expired one', [anApiKey({ isExpired: true }), SOON], TOLD],
    ['has the name of another one', [SOON, anApiKey({ id: 'key-2' })], 'One of 2 API keys with the name Gate expires'],
    ['has no date that can be read', [anApiKey({ expiresAt: null, defect: 'x' })], null],
    ['is not there', [anApiKey({ name: 'gate' })], '`key-name`: the Platform lists no key with the name Gate.'],
  ] as const)('%s', ([, keys, said]) => {
    const warning = describeExpiry('Gate', keys, NOON);
    if (said === null) expect(warning).toBeNull();
    else expect(warning).toContain(said);
  });

  it('by the name alone, which can’t be a command', () => {
    expect(describeExpiry('::error::x', [], NOON)).not.toMatch(/name ::/);
  });
});

describe('a watch', () => {
  const debugged: string[] = [];
  const watch = (find: (wanted: AbortSignal) => Promise<FoundKeys | null>) => {
    debugged.length = 0;
    return watchKey('Gate', find, createFakeClock(), (line) => debugged.push(line));
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('warns of what is known by the end, by the Platform’s clock', async () => {
    const found = watch(async () => ({
      items: [anApiKey({ expiresAt: ahead(20 * DAY) })],
      serverTime: NOON + 10 * DAY,
    }));
    await settled();
    expect(found.end()).toContain('in 10 days');
    expect(debugged).toEqual([]);
  });

  it('waits for nothing, and takes back what it asked for', () => {
    let signal: AbortSignal | undefined;
    const found = watch((wanted) => {
      signal = wanted;
      return new Promise(() => {});
    });
    expect(found.end()).toBeNull();
    expect(signal?.aborted).toBe(true);
    expect(debugged).toEqual(['`key-name`: when the key expires is unknown']);
  });

  it.for<[name: string, find: () => Promise<FoundKeys | null>]>([
    ['is refused', async () => null],
    [
      'breaks',
      async () => {
        throw new Error('broken');
      },
    ],
  ])('fails with nothing that %s: one line for who debugs', async ([, find]) => {
    const found = watch(find);
    await settled();
    expect(found.end()).toBeNull();
    expect(debugged).toEqual([expect.stringMatching(/^`key-name`: when the key expires could not be read/)]);
  });
});
