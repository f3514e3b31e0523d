/** Whole exports on an audit log of plain data, one trap each. Everything but HTTP and the disk is real. */
import { describe, expect, it } from 'vitest';
import { type ExportRequest, exportAuditLog } from '../../../../src/actions/audit-log/export.ts';
import { aLog, anEvent, aSpool, aStore, clientOf, type FakeLog, type FakeStore, idsIn } from '../../fake/audit-log.ts';
import { NOON } from '../../fake/clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SINCE = NOON - DAY;

const REQUEST: ExportRequest = {
  platform: 'acme.example/api',
  statePath: 'state.json',
  since: SINCE,
  settleMs: 10 * MINUTE,
  overlapMs: 2 * HOUR,
  eventTypes: { include: [], exclude: [] },
  maxEvents: 1_000_000,
  format: 'ndjson',
  fields: 'slim',
};

function run(log: FakeLog, store: FakeStore, changes: Partial<ExportRequest> = {}, largestWindow = 200_000) {
  return exportAuditLog(
    { ...REQUEST, ...changes },
    {
      client: clientOf(log),
      store,
      spool: aSpool(),
      largestWindow,
      stop: new AbortController().signal,
      warn: () => {},
    },
  );
}

const namesOf = (store: FakeStore) => store.listNames().filter((name) => name.endsWith('.gz'));

const idsOf = (store: Pick<FakeStore, 'files'>) =>
  [...store.files].filter(([name]) => name.endsWith('.gz')).flatMap(([, text]) => idsIn(text));

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
    expect(idsOf(store).sort()).toEqual(all(log));
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
    expect(idsOf(store).sort()).toEqual(all(log));
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
    expect(idsOf(store).sort()).toEqual(expect.arrayContaining(all(log)));
  });
});

describe('a state that is old', () => {
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
    expect(idsOf(bucket)).toContain('e-0');
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
    expect(idsOf(store).sort()).toEqual(all(log));
  });

  it('has nothing new for a run in the same second that read everything', async () => {
    const log = aLog(someEvents(3), NOON);
    const store = aStore();
    await run(log, store);
    const requests = log.requests.length;
    const { outcome, sentence } = await run(log, store);
    expect(outcome).toBe('nothing-new');
    expect(sentence).toMatch(/^Nothing was asked: everything up to .* was read before/);
    expect(log.requests).toHaveLength(requests);
  });

  it('has gone back behind the cursor: the state is of a clock that was wrong, and nothing is green', async () => {
    const log = aLog(someEvents(3), NOON + 300 * DAY);
    const store = aStore();
    await run(log, store);
    log.now = NOON;
    const { outcome, green, sentence, remedy } = await run(log, store);
    expect([outcome, green]).toEqual(['error', false]);
    expect(sentence).toMatch(/^The state says that everything up to .* was read, and on the Platform it is /);
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
    expect(idsOf(store)).toEqual(['e-0', 'e-2']);
  });
});
