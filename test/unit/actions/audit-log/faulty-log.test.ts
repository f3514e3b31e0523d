/** Logs, clocks and states that are wrong in ways that no well-meant Platform has. Everything but HTTP and the disk is real. */
import { describe, expect, it } from 'vitest';
import { renderState } from '../../../../src/actions/audit-log/state.ts';
import type { AuditLogClient } from '../../../../src/platform/audit-logs.ts';
import { PlatformError } from '../../../../src/platform/http/errors.ts';
import { streamJson } from '../../../../src/text/json-stream.ts';
import {
  aLog,
  anEvent,
  aStore,
  clientOf,
  exportedIds,
  type FakeLog,
  type FakeStore,
  runExport,
} from '../../fake/audit-log.ts';
import { NOON } from '../../fake/clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SINCE = NOON - DAY;

/** Events a minute apart, from an hour after the beginning. */
const someEvents = (count: number, from = SINCE + HOUR, step = MINUTE) =>
  Array.from({ length: count }, (_, index) => anEvent(`e-${index}`, from + index * step));

const all = (log: FakeLog) => log.events.map(({ id }) => id).sort();

/** Does something in front of one answer. */
function onAnswer(log: FakeLog, number: number, act: () => void): void {
  let asked = 0;
  log.onAsk = () => {
    asked += 1;
    if (asked === number) act();
  };
}

const take = (log: FakeLog, ...ids: string[]) => {
  log.events = log.events.filter(({ id }) => !ids.includes(id));
};

describe('an event that is taken out of the middle of a list of several pages, while it is read', () => {
  it.each<[what: string, total: FakeLog['total'], step: number]>([
    ['of a list without a total', null, MINUTE],
    ['of one whose total is too small', () => 0, MINUTE],
    ['of one whose total is that of a page', (count) => Math.min(4, count), MINUTE],
    ['of a second, which can not be split', null, 0],
  ])('%s: its neighbour is not missed', async (_, total, step) => {
    const log = aLog(someEvents(16, SINCE + HOUR, step), NOON, {
      pageSize: 4,
      total,
      rank: ({ id }) => Number(id.slice(2)),
    });
    // Of the second page, in front of the third: no page that is read again afterwards shows it.
    onAnswer(log, 3, () => take(log, 'e-5'));
    const store = aStore();
    const { outcome, sentence } = await runExport(log, store);
    expect(outcome, sentence).toBe('exported');
    expect(exportedIds(store)).toEqual(expect.arrayContaining(all(log)));
  });

  it('one in each reading: the list is split, and in the end nothing is missing', async () => {
    const log = aLog(someEvents(40), NOON, { pageSize: 4, total: null, rank: ({ id }) => Number(id.slice(2)) });
    let asked = 0;
    log.onAsk = () => {
      asked += 1;
      if (asked % 10 === 3 && asked < 60) take(log, `e-${asked % 7}`);
    };
    const store = aStore();
    await runExport(log, store);
    expect(exportedIds(store)).toEqual(expect.arrayContaining(all(log)));
  });

  it('costs twice the requests without a total, and not one more with it', async () => {
    const count = async (total: FakeLog['total']) => {
      const log = aLog(someEvents(400, SINCE + HOUR, SECOND), NOON, { pageSize: 10, total });
      await runExport(log, aStore());
      return log.requests.length;
    };
    const pages = 40;
    expect(await count(null)).toBeLessThanOrEqual(2.1 * pages);
    expect(await count((events) => events)).toBeLessThanOrEqual(1.2 * pages);
  });
});

describe('as many events vanish as appear after the overlap', () => {
  it.each<[how: string, largestRereading: number]>([
    ['on a day that is read again', 20_000],
    ['in different hours of a day that is only counted again', 2],
  ])('%s: both are told', async (_, largestRereading) => {
    const log = aLog(someEvents(12, SINCE + HOUR, 30 * MINUTE), NOON);
    const store = aStore();
    const run = () => runExport(log, store, {}, { largestRereading });
    await run();
    take(log, 'e-1');
    log.events.push(anEvent('late', SINCE + 5 * HOUR));
    log.now += 2 * DAY;
    const { outcome, progress } = await run();
    expect(outcome).toBe('gap');
    expect(progress?.gaps.map(({ kind, events }) => [kind, events])).toEqual(
      expect.arrayContaining([
        ['late', 1],
        ['vanished', 1],
      ]),
    );
    expect(exportedIds(store)).toContain('late');
    // Once.
    log.now += DAY;
    expect((await run()).outcome).toBe('nothing-new');
  });
});

describe('an event that vanishes', () => {
  it.each<[when: string, pause: number]>([
    ['an hour', HOUR],
    ['a minute', MINUTE],
  ])('and is there again %s later is not exported again, and told once', async (_, pause) => {
    const log = aLog(someEvents(3, NOON - HOUR, 10 * MINUTE), NOON);
    const [first] = log.events;
    const store = aStore();
    await runExport(log, store);
    take(log, 'e-0');
    log.now += MINUTE;
    expect((await runExport(log, store)).outcome).toBe('gap');
    log.now += MINUTE;
    expect((await runExport(log, store)).outcome).toBe('nothing-new');
    if (first !== undefined) log.events.push(first);
    log.now += pause;
    const { outcome, progress } = await runExport(log, store);
    expect([outcome, progress?.lateEvents, progress?.duplicates]).toEqual(['nothing-new', 0, 3]);
    expect(exportedIds(store).sort()).toEqual(all(log));
    // It is awaited again.
    take(log, 'e-0');
    log.now += MINUTE;
    expect((await runExport(log, store)).outcome).toBe('gap');
  });
});

/** A client that reads no page of so many events. */
function readSmallPages(log: FakeLog, mostEvents: number): AuditLogClient {
  const client = clientOf(log);
  return {
    ...client,
    async *walkEvents(span, perPage) {
      for await (const page of client.walkEvents(span, perPage)) {
        if (page.items.length > mostEvents)
          throw new PlatformError(
            'It is too large',
            { method: 'GET', url: '/audit-logs' },
            { kind: 'unreadable', isTooLarge: true },
          );
        yield page;
      }
    },
  };
}

describe('a page that is too large to be read', () => {
  it.each<[what: string, total: FakeLog['total'], step: number]>([
    ['of a list with a total', (count) => count, MINUTE],
    ['of a list without one', null, MINUTE],
    ['of a second', (count) => count, 0],
  ])('%s is asked for with fewer events', async (_, total, step) => {
    const log = aLog(someEvents(50, SINCE + HOUR, step), NOON, { total });
    const store = aStore();
    const { outcome, sentence } = await runExport(log, store, {}, { client: readSmallPages(log, 5) });
    expect(outcome, sentence).toBe('exported');
    expect(exportedIds(store).sort()).toEqual(all(log));
  });

  it('also with one event is incomplete, and says when it was', async () => {
    const log = aLog(someEvents(1), NOON);
    const { outcome, sentence } = await runExport(log, aStore(), {}, { client: readSmallPages(log, 0) });
    expect(outcome).toBe('incomplete');
    expect(sentence).toMatch(/^One event from 2026-07-31T.* is too large to be read: It is too large/);
  });
});

describe('a state that grows', () => {
  const sizeOf = (store: FakeStore) => Buffer.byteLength(store.state ?? '');

  it('beyond what is read lets go of the ids for second counts first, with a warning', async () => {
    const log = aLog([...someEvents(100, SINCE + HOUR, SECOND), anEvent('last', NOON - HOUR)], NOON);
    const store = aStore();
    const { outcome, progress } = await runExport(log, store, {}, { largestState: 4_000 });
    expect(outcome).toBe('exported');
    expect(progress?.warnings).toEqual([
      expect.stringMatching(/^The state has no room for the ids of events before 2026-08-01T09:50:00Z/),
    ]);
    expect(sizeOf(store)).toBeLessThan(4_000);
    log.now += HOUR;
    expect((await runExport(log, store, {}, { largestState: 4_000 })).outcome).toBe('nothing-new');
    expect(exportedIds(store).sort()).toEqual(all(log));
  });

  it('by the overlap alone ends in front of it, keeps what was read, and goes on with a shorter overlap', async () => {
    const log = aLog([anEvent('first', SINCE + HOUR), ...someEvents(100, NOON - HOUR, SECOND)], NOON);
    const store = aStore();
    const limits = { largestState: 4_000, largestWindow: 20 };
    const { outcome, sentence, remedy, progress } = await runExport(log, store, {}, limits);
    expect(outcome).toBe('incomplete');
    expect(sentence).toMatch(/^The events since .* are too many for the state, which holds 4000 bytes\./);
    expect(remedy).toContain('`overlap-minutes`');
    expect(progress?.events).toBeGreaterThan(0);
    expect(sizeOf(store)).toBeLessThanOrEqual(4_500);
    log.now += MINUTE;
    const next = await runExport(log, store, { overlapMs: 20 * SECOND }, limits);
    expect(next.outcome, next.sentence).toBe('exported');
    expect(exportedIds(store).sort()).toEqual(all(log));
  });
});

describe('odd events', () => {
  it('with ids of any signs, and numbers, are exported once each', async () => {
    const ids = [
      '../..',
      'a b',
      'ü€😀',
      '"\\',
      '\u2028<script>',
      '__proto__',
      'x'.repeat(500),
      `${'x'.repeat(499)}y`,
      '\ud800',
      ' ',
      '7',
    ];
    const log = aLog(
      ids.map((id, index) => anEvent(id, NOON - HOUR + index)),
      NOON,
    );
    const [, second] = log.events;
    if (second !== undefined) log.events[1] = { ...second, more: { id: 8 } };
    const store = aStore();
    expect((await runExport(log, store)).outcome).toBe('exported');
    const expected = ids.map((id, index) => (index === 1 ? 8 : id));
    expect(exportedIds(store)).toEqual(expected);
    log.now += HOUR;
    const again = await runExport(log, store);
    expect([again.outcome, again.progress?.duplicates]).toEqual(['nothing-new', ids.length]);
    expect(Buffer.byteLength(store.state ?? '')).toBeLessThan(2_000);
  });

  it.each<[what: string, user: unknown, fields: 'slim' | 'full', written: unknown]>([
    ['that is a text', 'jane', 'slim', null],
    ['that is a list', [{ id: 'u' }], 'slim', null],
    ['that is a number, kept whole', 5, 'full', 5],
    ['whose id is a number', { id: 5, email: 'jane@acme.example' }, 'slim', { email: 'jane@acme.example' }],
    ['that has no e-mail but an object', { id: 'u', email: {} }, 'full', { id: 'u', email: {} }],
  ])('with a user %s are exported, with a warning', async (_, user, fields, written) => {
    const log = aLog([{ ...anEvent('e-0', NOON - HOUR), more: { user } }, anEvent('e-1', NOON - HOUR)], NOON);
    const store = aStore();
    const { outcome, progress } = await runExport(log, store, { fields });
    expect([outcome, progress?.events]).toEqual(['exported', 2]);
    expect(progress?.warnings).toEqual([
      expect.stringMatching(/^1 event has details of the user that can't be read\. .*/),
    ]);
    const [line] = [...store.files.values()].join('').split('\n');
    expect((JSON.parse(line ?? '') as { user: unknown }).user).toEqual(written);
  });

  it.each<[what: string, more: Readonly<Record<string, unknown>>]>([
    ['without an id', { id: null }],
    ['with an empty id', { id: '' }],
    ['with an id that is an object', { id: {} }],
    ['with an id that is no exact number', { id: 2 ** 53 }],
    ['without a time', { created_at: null }],
  ])('%s are not told apart or placed: incomplete, and nothing is passed over', async (_, more) => {
    const log = aLog([{ ...anEvent('e-0', NOON - HOUR), more }], NOON);
    const store = aStore();
    expect((await runExport(log, store)).outcome).toBe('incomplete');
    expect(store.state).toBeNull();
  });
});

describe('a clock of the Platform that is days ahead', () => {
  it('and right again later has no event passed over', async () => {
    const log = aLog(someEvents(3), NOON);
    const store = aStore();
    await runExport(log, store);
    log.now += HOUR;
    log.skew = 5 * DAY;
    const ahead = await runExport(log, store);
    expect(ahead.outcome).toBe('nothing-new');
    expect(ahead.progress?.span.to).toBe(NOON + HOUR - 10 * MINUTE);
    expect(ahead.progress?.warnings).toEqual([
      "The Platform's answer says that it is 2026-08-06T13:00:00Z, and on this runner it is 2026-08-01T13:00:00Z: the earlier time counts.",
    ]);
    log.skew = 0;
    log.events.push(anEvent('meanwhile', NOON + DAY));
    log.now = NOON + 9 * DAY;
    expect((await runExport(log, store)).outcome).toBe('exported');
    expect(exportedIds(store).sort()).toEqual(all(log));
  });

  it.each<[what: string, runnerIsBehind: number]>([
    ['a little', 20 * MINUTE],
    ['by days', 3 * DAY],
  ])('of a runner that is behind %s: nothing is exported, and nothing is green', async (_, behind) => {
    const log = aLog(someEvents(3), NOON);
    const store = aStore();
    await runExport(log, store);
    log.now += 5 * MINUTE;
    const state = store.state;
    const { outcome, sentence, remedy } = await runExport(log, store, {}, { clock: { now: () => log.now - behind } });
    expect(outcome).toBe('incomplete');
    expect(sentence).toMatch(
      /^Everything up to 2026-08-01T11:50:00Z was read before\. The Platform's answer says that it is/,
    );
    expect(remedy).toBe(
      'Set the clock of the runner. If that clock is right, check the clock of the Platform, and look for a cache in front of it.',
    );
    expect(store.state).toBe(state);
  });

  it.each<[what: string, standing: number]>([
    ['for hours', 3 * HOUR],
    ['for days', 3 * DAY],
  ])('that stands still %s, as in the answers of a cache, is not taken for a log without news', async (_, standing) => {
    const log = aLog(someEvents(3), NOON);
    const store = aStore();
    await runExport(log, store);
    const state = store.state;
    log.now += standing;
    log.skew = -standing;
    const { outcome, sentence } = await runExport(log, store);
    expect(outcome).toBe('incomplete');
    expect(sentence).toContain(
      "The Platform's answer says that it is 2026-08-01T12:00:00Z, and on this runner it is 2026-08-0",
    );
    expect(store.state).toBe(state);
  });

  it('that is behind is believed as far as it goes, with a warning', async () => {
    const log = aLog(someEvents(3), NOON);
    const store = aStore();
    await runExport(log, store);
    log.now += 3 * HOUR;
    log.skew = -HOUR;
    const { outcome, progress } = await runExport(log, store);
    expect(outcome).toBe('nothing-new');
    expect(progress?.span.to).toBe(NOON + 2 * HOUR - 10 * MINUTE);
    expect(progress?.warnings).toEqual([expect.stringContaining('the earlier time counts')]);
  });

  it('by less than clocks may differ is believed', async () => {
    const log = aLog(someEvents(3), NOON, { skew: 5 * MINUTE });
    const { progress } = await runExport(log, aStore());
    expect([progress?.span.to, progress?.warnings]).toEqual([NOON - 5 * MINUTE, []]);
  });
});

it('A state says which of its ids are in the log no more', () => {
  const known = new Map([['a', NOON]]);
  const state = { platform: 'p', tenant: 't', cursor: NOON, asOf: NOON, manifest: null, knownFrom: NOON, known };
  const textOf = (gone: ReadonlySet<string>) => [...streamJson(renderState({ ...state, gone }))].join('');
  expect(textOf(new Set(['a']))).toContain('{"at":"2026-08-01T12:00:00.000000000Z","id":"a","gone":true}');
  expect(textOf(new Set())).not.toContain('gone');
});
