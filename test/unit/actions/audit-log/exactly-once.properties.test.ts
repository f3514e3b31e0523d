/**
 * Exactly once, as a property of whole histories: a log that grows in any order, late and rounded; runs that crash
 * between any two writes; states that get lost after their files were delivered. Everything but HTTP and the disk is real.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNewest, type Gap } from '../../../../src/actions/audit-log/merge.ts';
import { findNewer } from '../../../../src/actions/audit-log/names.ts';
import type { AuditLogResult } from '../../../../src/actions/audit-log/result.ts';
import { parseState, type State } from '../../../../src/actions/audit-log/state.ts';
import { runs } from '../../../runs.ts';
import {
  aLog,
  anEvent,
  aStore,
  type FakeEvent,
  type FakeLog,
  type FakeStore,
  idsIn,
  runExport,
} from '../../fake/audit-log.ts';
import { NOON } from '../../fake/clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OVERLAP = 2 * HOUR;
const SINCE = NOON - DAY;

/** What a Platform may show of a time that it has to the nanosecond. */
const SHOWN: Readonly<Record<string, (at: number) => string>> = {
  nanoseconds: (at) => `${new Date(at).toISOString().slice(0, 23)}123456Z`,
  milliseconds: (at) => new Date(at).toISOString(),
  'whole seconds': (at) => `${new Date(at).toISOString().slice(0, 19)}Z`,
  'rounded seconds': (at) => `${new Date(Math.round(at / 1_000) * 1_000).toISOString().slice(0, 19)}Z`,
  'another zone': (at) => new Date(at + 2 * HOUR).toISOString().replace('Z', '+02:00'),
};

/** Times that meet the edges of seconds, of days and of each other. */
const anyTime = fc.oneof(
  fc.integer({ min: SINCE, max: NOON + 4 * DAY }),
  fc.integer({ min: 0, max: 5 * 24 }).map((hours) => SINCE + hours * HOUR),
  fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom(-1, 0, 1, 499, 500, 999))
    .map(([day, more]) => NOON - 12 * HOUR + day * DAY + more),
);

const anyEvent = fc.record({
  at: anyTime,
  delay: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: OVERLAP })),
  shown: fc.constantFrom(...Object.keys(SHOWN)),
});

const anyList = fc.record({
  order: fc.constantFrom('newest first', 'oldest first', 'any'),
  pageSize: fc.integer({ min: 1, max: 9 }),
  total: fc.constantFrom('none', 'true', 'too small'),
  latency: fc.constantFrom(0, 1, 30_000),
  largestWindow: fc.constantFrom(2, 5, 1_000),
  maxEvents: fc.constantFrom(1, 7, 1_000_000),
});

interface AnyList {
  readonly order: string;
  readonly pageSize: number;
  readonly total: string;
  readonly latency: number;
  readonly largestWindow: number;
  readonly maxEvents: number;
}
type AnyEvent = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never;

const anyPause = fc.oneof(
  fc.integer({ min: 1, max: 3 * HOUR }),
  fc.integer({ min: 1, max: 3 * DAY }),
  fc.constantFrom(1_000, 10 * MINUTE, OVERLAP, DAY),
);

function makeLog(events: readonly AnyEvent[], list: AnyList): FakeLog {
  const made = events.map(({ at, delay, shown }, index) =>
    anEvent(`e-${index}`, at, { visibleAt: at + delay, shown: SHOWN[shown]?.(at) ?? '' }),
  );
  const shuffled = (id: string) => (Number(id.slice(2)) * 2_654_435_761) % 4_294_967_296;
  const ranks: Record<string, (event: FakeEvent) => number> = {
    'newest first': ({ at }) => -at,
    'oldest first': ({ at }) => at,
    any: ({ id }) => shuffled(id),
  };
  const totals: Record<string, FakeLog['total']> = { none: null, true: (count) => count, 'too small': () => 0 };
  return aLog(made, SINCE + 10 * MINUTE, {
    rank: ranks[list.order] ?? (() => 0),
    pageSize: list.pageSize,
    total: totals[list.total] ?? null,
    latency: list.latency,
  });
}

function run(log: FakeLog, store: FakeStore, { largestWindow, maxEvents }: AnyList) {
  return runExport(log, store, { maxEvents }, { largestWindow });
}

/** Runs long after the last event until nothing is left, and then for each second count. */
async function finish(log: FakeLog, once: () => Promise<AuditLogResult>): Promise<void> {
  // Never back: the pauses of a history may be longer than its events.
  log.now = Math.max(log.now, NOON) + 10 * DAY;
  log.skew = 0;
  for (let left = 3; left > 0; log.now += 1_000) {
    if ((await once()).progress?.isCapped !== true) left -= 1;
  }
}

function stateOf(text: string | null): State | null {
  const parsed = text === null ? null : parseState(text);
  if (parsed?.kind === 'problem') throw new Error(parsed.problem);
  return parsed?.state ?? null;
}

const isData = (name: string) => name.endsWith('.ndjson.gz');

function idsOf(files: ReadonlyMap<string, string>): string[] {
  return [...files].filter(([name]) => isData(name)).flatMap(([, text]) => idsIn(text));
}

interface ManifestText {
  readonly after: string | null;
  readonly as_of: string;
  readonly files: readonly { readonly name: string }[];
}

/** What a reader takes of a bucket: from the latest manifest back, each time to the one that its run came after. */
function readBucket(bucket: ReadonlyMap<string, string>): string[] {
  const manifests = new Map(
    [...bucket].filter(([name]) => !isData(name)).map(([name, text]) => [name, JSON.parse(text) as ManifestText]),
  );
  const ids: string[] = [];
  let next = [...manifests.values()].sort((a, b) => (a.as_of < b.as_of ? 1 : -1))[0];
  while (next !== undefined) {
    for (const { name } of next.files) ids.push(...idsIn(bucket.get(name) ?? ''));
    next = manifests.get(next.after ?? '');
  }
  return ids;
}

const all = (log: FakeLog) => log.events.map(({ id }) => id).sort();

/** Ten thousand histories take half a minute, and several times that on a machine that has other things to do. */
const LONGEST_MS = 240_000;

describe('every event is exported exactly once', () => {
  it('into a folder that stays, whatever crashes between two writes', { timeout: LONGEST_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { maxLength: 16 }),
        anyList,
        fc.array(fc.record({ pause: anyPause, writes: fc.option(fc.nat(6), { nil: null }) }), { maxLength: 6 }),
        async (events, list, steps) => {
          const log = makeLog(events, list);
          const store = aStore();
          const once = async (writes: number | null) => {
            store.writes = writes ?? Number.POSITIVE_INFINITY;
            const result = await run(log, store, list);
            const { outcome, sentence } = result;
            if (writes !== null && outcome === 'error') {
              // As its message says: the files of a run whose state was not kept are deleted.
              const state = stateOf(store.state) ?? { cursor: SINCE, asOf: SINCE };
              for (const name of findNewer(store.listNames(), state)) store.files.delete(name);
            } else expect(outcome, sentence).toMatch(/^(exported|nothing-new)$/);
            return result;
          };
          for (const { pause, writes } of steps) {
            log.now += pause;
            await once(writes);
          }
          await finish(log, () => once(null));
          expect(idsOf(store.files).sort()).toEqual(all(log));
        },
      ),
      { numRuns: runs(10_000) },
    );
  });

  it('into a bucket, however often a state is lost after its files were delivered', {
    timeout: LONGEST_MS,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { maxLength: 16 }),
        anyList,
        fc.array(
          fc.record({
            pause: anyPause,
            writes: fc.option(fc.nat(6), { nil: null }),
            backTo: fc.option(fc.nat(3), { nil: null }),
            isSlow: fc.boolean(),
            skew: fc.constantFrom(0, 0, 0, 1_000, -1_000, 5 * MINUTE, -5 * MINUTE),
          }),
          { maxLength: 6 },
        ),
        async (events, list, steps) => {
          const log = makeLog(events, list);
          const bucket = new Map<string, string>();
          let onTheWay = new Map<string, string>();
          const states: (string | null)[] = [null];
          const once = async (writes: number | null, backTo: number | null, isSlow = false) => {
            // A job of its own: the folder is empty, and the state is the one that was kept, or an older one.
            const store = aStore();
            store.state = states.at(-1 - Math.min(backTo ?? 0, states.length - 1)) ?? null;
            store.writes = writes ?? Number.POSITIVE_INFINITY;
            const result = await run(log, store, list);
            // Whatever is there is delivered, whole or not; of two runs side by side the later one may be the first.
            if (!isSlow) for (const [name, text] of store.files) bucket.set(name, text);
            for (const [name, text] of onTheWay) bucket.set(name, text);
            onTheWay = isSlow ? store.files : new Map();
            if (result.outcome !== 'error') states.push(store.state);
            else expect(writes).not.toBeNull();
            return result;
          };
          for (const { pause, writes, backTo, isSlow, skew } of steps) {
            log.now += pause;
            log.skew = skew;
            await once(writes, backTo, isSlow);
            const read = readBucket(bucket);
            expect(new Set(read).size).toBe(read.length);
          }
          await finish(log, () => once(null, null));
          expect(readBucket(bucket).sort()).toEqual(all(log));
          expect(new Set(idsOf(bucket))).toEqual(new Set(all(log)));
        },
      ),
      { numRuns: runs(10_000) },
    );
  });

  it('whatever moves in the list while it is read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { maxLength: 16 }),
        anyList,
        fc.array(anyPause, { maxLength: 4 }),
        fc.array(fc.nat(2 ** 31), { minLength: 1, maxLength: 12 }),
        async (events, list, pauses, seeds) => {
          const log = makeLog(events, list);
          const still = log.rank;
          const store = aStore();
          let asked = 0;
          log.onAsk = () => {
            // Some of the answers have the events in an order of their own.
            const seed = seeds[asked % seeds.length] ?? 0;
            asked += 1;
            log.rank = seed % 3 === 0 ? still : ({ id }) => ((Number(id.slice(2)) + 1) * seed) % 9_973;
          };
          for (const pause of pauses) {
            log.now += pause;
            const { outcome, sentence } = await run(log, store, list);
            expect(outcome, sentence).toMatch(/^(exported|nothing-new|incomplete)$/);
          }
          log.onAsk = null;
          log.rank = still;
          await finish(log, () => run(log, store, list));
          expect(idsOf(store.files).sort()).toEqual(all(log));
        },
      ),
      { numRuns: runs(5_000) },
    );
  });
});

describe('no event is doubled, and none that is left is missed', () => {
  it('whatever is taken out of the list while it is read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 4, maxLength: 16 }),
        anyList,
        fc.array(anyPause, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
        async (events, list, pauses, moments) => {
          const log = makeLog(events, list);
          const store = aStore();
          let asked = 0;
          log.onAsk = () => {
            asked += 1;
            // Whatever is visible: also what the next page would have shown.
            if (moments.includes(asked))
              log.events = log.events.filter((_, index) => index !== asked % log.events.length);
          };
          for (const pause of pauses) {
            log.now += pause;
            const { outcome, sentence } = await run(log, store, list);
            expect(outcome, sentence).toMatch(/^(exported|nothing-new|incomplete|gap)$/);
          }
          log.onAsk = null;
          await finish(log, () => run(log, store, list));
          const ids = idsOf(store.files);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids).toEqual(expect.arrayContaining(all(log)));
        },
      ),
      { numRuns: runs(5_000) },
    );
  });

  it('whatever vanishes and comes back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { maxLength: 16 }),
        anyList,
        fc.array(fc.record({ pause: anyPause, hidden: fc.integer({ min: 0, max: 2 ** 16 }) }), { maxLength: 8 }),
        async (events, list, steps) => {
          const log = makeLog(events, list);
          const whole = log.events;
          const store = aStore();
          for (const { pause, hidden } of steps) {
            log.now += pause;
            log.events = whole.filter((_, index) => ((hidden >> index) & 1) === 0);
            await run(log, store, list);
          }
          log.events = whole;
          await finish(log, () => run(log, store, list));
          const ids = idsOf(store.files);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      { numRuns: runs(5_000) },
    );
  });
});

describe('what can not be had is said', () => {
  it('in a gap, for every event that was purged unread after one that was read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { maxLength: 16 }),
        anyList,
        fc.array(
          fc.record({ pause: anyPause, purge: fc.option(fc.integer({ min: 0, max: 3 * DAY }), { nil: null }) }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        async (events, list, steps) => {
          const log = makeLog(events, { ...list, maxEvents: 1_000_000 });
          const store = aStore();
          const gaps: Gap[] = [];
          const lost: FakeEvent[] = [];
          for (const { pause, purge } of steps) {
            log.now += pause;
            const exported = new Set(idsOf(store.files));
            const boundary = purge === null ? 0 : log.now - purge;
            const purged = log.events.filter(({ at }) => at < boundary);
            log.events = log.events.filter(({ at }) => at >= boundary);
            const before = stateOf(store.state);
            const newest = before === null ? null : findNewest(before.known, before.gone);
            const isTold = newest !== null && purged.some(({ id }) => id === newest.id);
            if (before !== null && isTold) {
              lost.push(...purged.filter(({ id, at }) => !exported.has(id) && at >= before.cursor - OVERLAP));
            }
            const result = await run(log, store, { ...list, maxEvents: 1_000_000 });
            gaps.push(...(result.progress?.gaps ?? []));
            expect(result.outcome).toBe((result.progress?.gaps ?? []).length > 0 ? 'gap' : result.outcome);
          }
          log.now = Math.max(log.now, NOON) + 10 * DAY;
          const last = await run(log, store, { ...list, maxEvents: 1_000_000 });
          gaps.push(...(last.progress?.gaps ?? []));
          const ids = idsOf(store.files);
          // Nothing that is left was missed, and nothing came twice.
          expect(new Set(ids).size).toBe(ids.length);
          for (const { id } of log.events) expect(ids).toContain(id);
          for (const { id, at } of lost) {
            const isCovered = gaps.some(({ from, to }) => at >= from - 1_000 && at <= to + 1_000);
            expect(isCovered, `${id} at ${new Date(at).toISOString()} in ${JSON.stringify(gaps)}`).toBe(true);
          }
        },
      ),
      { numRuns: runs(5_000) },
    );
  });

  it('in a gap, for every event that appeared after the overlap and before the second count', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: anyTime, delay: fc.integer({ min: 0, max: DAY }) }), { maxLength: 16 }),
        anyList,
        fc.array(anyPause, { maxLength: 6 }),
        async (events, list, pauses) => {
          const honest = { ...list, total: list.total === 'too small' ? 'none' : list.total, maxEvents: 1_000_000 };
          const log = makeLog(
            events.map((event) => ({ ...event, shown: 'milliseconds' })),
            honest,
          );
          const store = aStore();
          const told = new Map<string, boolean>();
          const once = async () => {
            const earlier = new Set(idsOf(store.files));
            const before = stateOf(store.state);
            const result = await run(log, store, honest);
            const { outcome, progress } = result;
            for (const id of idsOf(store.files)) {
              const event = log.events.find((one) => one.id === id);
              if (earlier.has(id) || event === undefined || before === null) continue;
              told.set(
                id,
                event.at >= before.cursor - OVERLAP ||
                  (outcome === 'gap' && (progress?.gaps.some(({ kind }) => kind === 'late') ?? false)),
              );
            }
            return result;
          };
          for (const pause of pauses) {
            log.now += pause;
            await once();
          }
          await finish(log, once);
          expect(idsOf(store.files).sort()).toEqual(all(log));
          for (const [id, isTold] of told) expect(isTold, id).toBe(true);
        },
      ),
      { numRuns: runs(5_000) },
    );
  });
});
