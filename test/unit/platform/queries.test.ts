import { describe, expect, it } from 'vitest';
import { PlatformError } from '../../../src/platform/http/errors.ts';
import { createRequester } from '../../../src/platform/http/requester.ts';
import { createThrottle } from '../../../src/platform/http/throttle.ts';
import type { PlatformRequest } from '../../../src/platform/http/transport.ts';
import { createQueries, readQueryColumns, readRefusal, readRows } from '../../../src/platform/queries.ts';
import { readUnavailable } from '../../../src/platform/refusals.ts';
import { createColumnTypes } from '../../../src/platform/tables.ts';
import { failure } from '../fake/client.ts';
import { createFakeClock, NOON } from '../fake/clock.ts';
import { fakeTransport } from '../fake/transport.ts';

function set(answer: (request: PlatformRequest, tries: number) => unknown) {
  const clock = createFakeClock();
  const { signal: stop } = new AbortController();
  const sent: PlatformRequest[] = [];
  const transport = fakeTransport((request) => {
    sent.push(request);
    const result = answer(request, sent.length);
    if (result instanceof Error) throw result;
    return result;
  }, clock.now);
  const deadline = NOON + 3_600_000;
  const pace = { clock, stop, deadline, requestTimeoutMs: 60_000, longestPauseMs: 15_000, random: () => 1 };
  const requester = createRequester({
    ...pace,
    transport,
    debug: () => {},
    info: () => {},
    throttle: createThrottle(clock, stop, deadline),
  });
  return { clock, sent, queries: createQueries(requester), types: createColumnTypes(requester) };
}

describe('questions about queries', () => {
  it('are sent as they are', async () => {
    const { queries, sent, types } = set(({ path }) =>
      path === '/queries/columns'
        ? { columns: ['a'], top_level_tables: [], is_aggregate: false }
        : path === '/queries/execute'
          ? { data: { columns: [{ name: 'a', type: 'Int8' }], rows: [[1]] }, metadata: { page_size: 10 } }
          : { schema: [{ name: 'a', type: 'Int8', nullable: false }], default_columns: [] },
    );
    await queries.checkSyntax('SELECT 1');
    expect(await queries.describeColumns('SELECT 1')).toEqual({ columns: ['a'], isAggregate: false });
    expect((await queries.fetchRows('SELECT 1', 2, 10)).items).toEqual([{ a: 1 }]);
    expect(await types('a table')).toEqual(new Map([['a', 'Int8']]));
    expect(sent.map(({ method, path, query, body }) => [method, path, query ?? {}, body])).toEqual([
      ['POST', '/queries/check-syntax', {}, { query: 'SELECT 1' }],
      ['POST', '/queries/columns', {}, { query: 'SELECT 1' }],
      ['POST', '/queries/execute', { page: 2, per_page: 10 }, { query: 'SELECT 1' }],
      ['GET', '/tables/a%20table/schema', {}, undefined],
    ]);
  });

  it('are sent again, since they change nothing, but not if they are refused', async () => {
    const passing = set((_, tries) => (tries < 3 ? failure(503, 'POST') : {}));
    await passing.queries.checkSyntax('SELECT 1');
    expect(passing.sent).toHaveLength(3);
    const refused = set(() => failure(400, 'POST'));
    await expect(refused.queries.checkSyntax('SELECT 1')).rejects.toThrow('400');
    expect(refused.sent).toHaveLength(1);
  });

  it('have a deadline of their own, beyond which nothing is sent', async () => {
    const { queries, sent, clock } = set(() => failure('timeout', 'POST'));
    const until = clock.uptime() + 5_000;
    await expect(queries.fetchRows('SELECT 1', 1, 10, { budget: 100, until })).rejects.toThrow(/deadline passed/);
    expect(clock.uptime()).toBeLessThanOrEqual(until);
    expect(sent.every(({ timeoutMs }) => (timeoutMs ?? 0) <= 5_000)).toBe(true);
  });
});

describe('answers about queries', () => {
  it.for<[what: string, json: unknown, problem: string]>([
    ['no columns', { is_aggregate: false }, '`columns`'],
    ['a row that is too short', { data: { columns: [{ name: 'a' }], rows: [[]] } }, '`data.rows.0` should be 1 cells'],
    ['no rows', { data: { columns: [] } }, '`data.rows`'],
    ['rows of nothing', { data: { columns: [], rows: [] } }, '`data.columns`'],
  ])('are told to be unreadable: %s', ([, json, problem]) => {
    const read = 'is_aggregate' in (json as object) ? readQueryColumns : readRows;
    expect(() => read(json)).toThrow(problem);
  });

  it('say nothing of rows without the columns that were asked for', async () => {
    const { queries } = set(() => ({ data: { columns: [{ name: 'a' }], rows: [] } }));
    const few = { budget: 0 };
    expect((await queries.fetchRows('SELECT 1', 1, 10, few, ['a'])).items).toEqual([]);
    await expect(queries.fetchRows('SELECT 1', 1, 10, few, ['a', 'b'])).rejects.toThrow(/`data.columns` .*`b`/);
  });

  it('keep a column that is called like a part of JavaScript', () => {
    const data = { columns: [{ name: '__proto__', type: 'String' }], rows: [['x']] };
    expect(Object.entries(readRows({ data }).items[0] ?? {})).toEqual([['__proto__', 'x']]);
  });

  it('are told apart: a refusal of the query, and of all queries', () => {
    const message = 'The Platform answered 400: no (b)';
    const refusal = new PlatformError(
      message,
      { method: 'POST', url: 'https://a.example' },
      { kind: 'status', status: 400, retryAfterMs: null },
    );
    expect([readRefusal(refusal), readUnavailable(refusal)]).toEqual(['no (b)', null]);
    expect(readRefusal(failure(500))).toBeNull();
    for (const status of [403, 404, 405, 501]) expect(readUnavailable(failure(status))).not.toBeNull();
    for (const status of [401, 429, 500, 503]) expect(readUnavailable(failure(status))).toBeNull();
    expect([readRefusal(new Error('x')), readUnavailable(new Error('x'))]).toEqual([null, null]);
  });
});
