/** Whole exports on an audit log of plain data, one trap each. Everything but HTTP and the disk is real. */
import { describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../../../src/actions/audit-log/export.ts';
import {
  aLog,
  anEvent,
  aStore,
  exportedIds,
  type FakeLog,
  type FakeStore,
  idsIn,
  runExport,
} from '../../fake/audit-log.ts';
import { NOON } from '../../fake/clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SINCE = NOON - DAY;

function run(log: FakeLog, store: FakeStore, changes: Partial<ExportRequest> = {}, largestWindow = 200_000) {
  return runExport(log, store, changes, { largestWindow });
}

const namesOf = (store: FakeStore) => store.listNames().filter((name) => name.endsWith('.gz'));

/** Events a minute apart, from an hour after the beginning. */
const someEvents = (count: number, from = SINCE + HOUR, step = MINUTE) =>
  Array.from({ length: count }, (_, index) => anEvent(`e-${index}`, from + index * step));

const all = (log: FakeLog) => log.events.map(({ id }) => id).sort();

describe('a list of several pages that moves while it is read', () => {
  it.each<[what: string, total: FakeLog['total']]>([
    ['and says no total', null],
    ['and says a total that is true', (count) => count],
    ['and says a total that is too small', () => 0],
  ])('has its order changed between two pages, %s: it is read until nothing is missing', async (_, total) => {
    const log = aLog(someEvents(12), NOON, { pageSize: 4, total });
    let asked = 0;
    log.onAsk = () => {
      asked += 1;
      // The order turns around in front of the second page of the first reading.
      if (asked === 2) log.rank = ({ at }) => at;
    };
    const store = aStore();
    const { outcome } = await run(log, store);
    expect(outcome).toBe('exported');
    expect(exportedIds(store).sort()).toEqual(all(log));
  });

  it('is incomplete if its order is another one each time, and the cursor stays', async () => {
    const log = aLog(someEvents(12, SINCE + HOUR, 0), NOON, { pageSize: 4, total: null });
    let seed = 1;
    log.onAsk = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      const own = seed;
      log.rank = ({ id }) => (Number(id.slice(2)) * own) % 101;
    };
    const store = aStore();
    const { outcome, progress } = await run(log, store);
    expect(outcome).toBe('incomplete');
    expect(progress?.span.to ?? SINCE).toBeLessThanOrEqual(SINCE + HOUR);
    // It is well one day.
    log.onAsk = null;
    log.now += DAY;
    await run(log, store);
    expect(exportedIds(store).sort()).toEqual(all(log));
  });

  it.each<[what: string, total: FakeLog['total']]>([
    ['and says no total', null],
    ['and says a total that falls with it', (count) => count],
  ])('loses its oldest events while it is read, %s: none of the others is missed', async (_, total) => {
    const log = aLog(someEvents(12), NOON, { pageSize: 4, total, rank: ({ at }) => at });
    let asked = 0;
    log.onAsk = () => {
      asked += 1;
      if (asked === 2) log.events = log.events.slice(1);
    };
    const store = aStore();
    const { outcome } = await run(log, store);
    expect(outcome).toBe('exported');
    expect(exportedIds(store).sort()).toEqual(expect.arrayContaining(all(log)));
  });
});

describe('a list of very many pages', () => {
  it('is read in smaller windows, before the client takes it for one without an end', async () => {
    const log = aLog(someEvents(2_100, SINCE + HOUR, 30 * SECOND), NOON, { pageSize: 1, total: null });
    const store = aStore();
    const { outcome, sentence } = await run(log, store);
    expect(outcome, sentence).toBe('exported');
    expect(exportedIds(store).sort()).toEqual(all(log));
  });
});

describe('a list that is shorter than it says', () => {
  it('loses an event from the middle while it is read: its total tells, and none of the others is missed', async () => {
    const log = aLog(someEvents(12), NOON, { pageSize: 4 });
    let asked = 0;
    log.onAsk = () => {
      asked += 1;
      // Of the second page, in front of the third.
      if (asked === 3) log.events = log.events.filter(({ id }) => id !== 'e-6');
    };
    const store = aStore();
    expect((await run(log, store)).outcome).toBe('exported');
    expect(exportedIds(store)).toEqual(expect.arrayContaining(all(log)));
  });

  it('is incomplete, whatever it says each time', async () => {
    const log = aLog(someEvents(3), NOON, { total: (count) => count + 1 });
    const store = aStore();
    const { outcome, green, progress } = await run(log, store);
    expect([outcome, green, progress]).toEqual(['incomplete', false, null]);
    expect([store.state, store.files.size]).toEqual([null, 0]);
  });
});

describe('a state that is old', () => {
  it.each<[what: string, hasState: boolean, said: string]>([
    ['is refused', true, 'is older than the files in `output-dir`: it ends at 2026-08-01T11:50:00Z, and there is'],
    ['is not there', false, 'There is no state at `state` state.json, and `output-dir` has files from after `since`'],
  ])('%s if files of a later run lie in the folder', async (_, hasState, said) => {
    const log = aLog(someEvents(3), NOON);
    const store = aStore();
    await run(log, store);
    const old = store.state;
    log.now += HOUR;
    await run(log, store);
    const files = new Map(store.files);
    store.state = hasState ? old : null;
    log.now += HOUR;
    const { outcome, sentence } = await run(log, store);
    expect(outcome).toBe('error');
    expect(sentence).toContain(said);
    expect(store.files).toEqual(files);
  });

  it('never has a file replaced by one that holds less: an event that left the log stays exported', async () => {
    const log = aLog(someEvents(6), NOON + 2 * DAY);
    const bucket = aStore();
    const first = aStore();
    await run(log, first, { maxEvents: 1 });
    for (const [name, text] of first.files) bucket.files.set(name, text);
    log.events = log.events.slice(1);
    log.now += HOUR;
    const second = aStore();
    await run(log, second, { maxEvents: 1 });
    for (const [name, text] of second.files) bucket.files.set(name, text);
    expect(exportedIds(bucket)).toContain('e-0');
  });

  it('gives a window that has the same events the same file', async () => {
    const log = aLog(someEvents(6), NOON + 2 * DAY);
    const [first, second] = [aStore(), aStore()];
    await run(log, first, { maxEvents: 1 });
    log.now += HOUR;
    await run(log, second, { maxEvents: 1 });
    expect(namesOf(second)).toEqual(namesOf(first));
  });
});

describe('the clock of the Platform', () => {
  it('may stand still: a run that `max-events` ended is gone on with in the same second', async () => {
    const log = aLog([...someEvents(3), anEvent('e-9', SINCE + 40 * HOUR)], NOON + DAY);
    const store = aStore();
    expect((await run(log, store, { maxEvents: 1 })).progress?.isCapped).toBe(true);
    const { outcome } = await run(log, store);
    expect(outcome).toBe('exported');
    expect(exportedIds(store).sort()).toEqual(all(log));
  });

  it('has nothing new for a run in the same second that read everything', async () => {
    const log = aLog(someEvents(3), NOON);
    const store = aStore();
    await run(log, store);
    const requests = log.requests.length;
    const { outcome, sentence } = await run(log, store);
    expect(outcome).toBe('nothing-new');
    expect(sentence).toMatch(/^Nothing was read: everything up to .* was read before/);
    expect(log.requests).toHaveLength(requests);
  });

  it('has gone back behind the cursor: the state is of a clock that was wrong, and nothing is green', async () => {
    const log = aLog(someEvents(3), NOON + 300 * DAY);
    const store = aStore();
    await run(log, store);
    log.now = NOON;
    const { outcome, green, sentence, remedy } = await run(log, store);
    expect([outcome, green]).toEqual(['error', false]);
    expect(sentence).toMatch(/^The state says that everything up to .* was read, and the Platform's clock says /);
    expect(remedy).toContain('Bring back');
  });
});

describe('a log that got shorter', () => {
  it.each([
    ['before the cursor', -1],
    ['at the cursor', 0],
  ])('is a gap if its newest exported event is gone, which happened %s', async (_, offset) => {
    const cursor = NOON - 10 * MINUTE;
    const log = aLog([anEvent('e-0', cursor + offset), anEvent('e-1', cursor + MINUTE)], NOON);
    const store = aStore();
    expect((await run(log, store)).progress?.events).toBe(1);
    log.events = [anEvent('e-2', NOON + HOUR)];
    log.now += DAY;
    const { outcome, progress } = await run(log, store);
    expect(outcome).toBe('gap');
    expect(progress?.gaps).toEqual([{ kind: 'vanished', from: cursor - 2 * HOUR, to: NOON + HOUR, events: 1 }]);
    expect(exportedIds(store)).toEqual(['e-0', 'e-2']);
  });
});

describe('what goes wrong in tools like it', () => {
  it('keeps no cursor per page: a run that ends on the second page reads the window again from its first (grove #122)', async () => {
    const log = aLog(someEvents(8), NOON, { pageSize: 4 });
    let asked = 0;
    log.onAsk = () => {
      asked += 1;
      if (asked === 2) throw new Error('the connection was cut');
    };
    const store = aStore();
    const broken = await run(log, store);
    expect([broken.green, store.state, store.files.size]).toEqual([false, null, 0]);
    log.onAsk = null;
    await run(log, store);
    expect(exportedIds(store).sort()).toEqual(all(log));
  });

  it.each<[when: string, delay: number, outcome: string]>([
    ['within the overlap are exported as late', 2 * HOUR - MINUTE, 'exported'],
    ['after the overlap are exported by the second count, as a gap', 4 * HOUR, 'gap'],
  ])('loses no event that appears late: those %s (grove #17, #64)', async (_, delay, outcome) => {
    const at = NOON - HOUR;
    const log = aLog([anEvent('e-0', at), anEvent('e-1', at, { visibleAt: at + delay })], NOON);
    const store = aStore();
    for (; log.now <= at + delay + HOUR; log.now += HOUR) await run(log, store);
    log.now = NOON + 2 * DAY;
    const last = await run(log, store);
    expect(exportedIds(store).sort()).toEqual(all(log));
    expect(last.outcome).toBe(outcome === 'gap' ? 'gap' : 'nothing-new');
    const late = namesOf(store).filter((name) => name.includes('_late_'));
    expect(late.flatMap((name) => idsIn(store.files.get(name) ?? ''))).toEqual(['e-1']);
  });

  it.each<[where: string, at: number]>([
    ['the beginning of the export', SINCE],
    ['the edge of two windows', SINCE + 2 * HOUR],
    ['the end of a run', NOON - 10 * MINUTE],
    ['a millisecond before the end of a run', NOON - 10 * MINUTE - 1],
    ['a millisecond after the end of a run', NOON - 10 * MINUTE + 1],
  ])('loses and doubles no event at %s, whatever its page (airbyte #14732, #80152)', async (_, at) => {
    const events = Array.from({ length: 7 }, (_unused, index) => anEvent(`e-${index}`, at));
    const log = aLog([...events, ...someEvents(9).map((one) => ({ ...one, id: `f-${one.id}` }))], NOON, {
      pageSize: 3,
    });
    const store = aStore();
    await run(log, store, {}, 8);
    log.now += HOUR;
    await run(log, store, {}, 8);
    expect(exportedIds(store).sort()).toEqual(all(log));
  });

  it('rounds no time up: an event of the second in which a run ends is of the next one (airbyte #9915)', async () => {
    const shown = '2026-08-01T11:50:00.999999999Z';
    const log = aLog([anEvent('e-0', NOON - 10 * MINUTE + 999, { shown })], NOON + 999);
    const store = aStore();
    const first = await run(log, store);
    expect(first.progress).toMatchObject({ events: 0, span: { to: NOON - 10 * MINUTE } });
    log.now += MINUTE;
    await run(log, store);
    const [name] = namesOf(store);
    expect(store.files.get(name ?? '')).toContain(shown);
  });

  it('saves its cursor also if there was no event, and begins the next run there (beats #24800)', async () => {
    const log = aLog([], NOON);
    const store = aStore();
    const first = await run(log, store);
    expect(first.progress?.span.to).toBe(NOON - 10 * MINUTE);
    log.now += HOUR;
    log.requests.length = 0;
    const { progress } = await run(log, store, { since: null });
    expect(progress?.span).toEqual({ from: NOON - 10 * MINUTE, to: NOON + 50 * MINUTE });
    expect(Math.min(...log.requests.map(({ from }) => from))).toBe(NOON - 10 * MINUTE - 2 * HOUR);
  });

  it('does not export the last event again in every run (beats #34304)', async () => {
    const log = aLog([anEvent('e-0', NOON - 10 * MINUTE)], NOON);
    const store = aStore();
    expect((await run(log, store)).progress?.events).toBe(1);
    for (const pause of [MINUTE, HOUR, 3 * HOUR, 2 * DAY]) {
      log.now += pause;
      const { outcome, progress } = await run(log, store);
      expect([outcome, progress?.events, progress?.files]).toEqual(['nothing-new', 0, []]);
    }
  });

  it('takes a state that is gone for an error, never for a beginning (Sohex/musefs #228)', async () => {
    const log = aLog(someEvents(3), NOON);
    const store = aStore();
    await run(log, store);
    store.state = null;
    log.requests.length = 0;
    const { outcome, sentence } = await run(log, store, { since: null });
    expect([outcome, log.requests]).toEqual(['error', []]);
    expect(sentence).toContain('There is no state');
  });
});
