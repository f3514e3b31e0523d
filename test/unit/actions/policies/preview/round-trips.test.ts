/** How many round trips checks and previews take, one after another, beside the least that their requests can take. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { checkQueries } from '../../../../../src/actions/policies/check/check-queries.ts';
import { previewPolicies } from '../../../../../src/actions/policies/preview/preview-policies.ts';
import { createRequester } from '../../../../../src/platform/http/requester.ts';
import { createThrottle, MOST_AT_ONCE } from '../../../../../src/platform/http/throttle.ts';
import type { PlatformRequest, Transport } from '../../../../../src/platform/http/transport.ts';
import { createQueries } from '../../../../../src/platform/queries.ts';
import { createFakeClock, NOON } from '../../../fake/clock.ts';

const POLICIES = 200;
const PAGES = 10;
/** As few as that: what is counted is how often somebody waits for an answer, and not for how much. */
const ROWS_OF_A_PAGE = 2;

/** Of the round trips that so many requests take with eight at a time. */
const MOST_TIMES = 1.05;

/** So many turns of the event loop without another request: all wait for an answer. */
const IDLE_TURNS = 4;

/** A Platform that answers all requests at once that came together, as if each took equally long. */
function openRounds() {
  const rounds: number[] = [];
  const waiting: (() => void)[] = [];
  const transport: Transport = {
    send: (request) =>
      new Promise((resolve) => {
        waiting.push(() =>
          resolve({ url: 'https://acme.example', status: 200, body: answer(request), serverTime: null }),
        );
      }),
    close: () => {},
  };
  return {
    rounds,
    transport,
    /** Until the work is done. */
    async answerAll<T>(work: Promise<T>): Promise<T> {
      let isDone = false;
      const end = () => {
        isDone = true;
      };
      work.then(end, end);
      while (!isDone) {
        for (let [turn, seen] = [0, 0]; turn < IDLE_TURNS && !isDone; turn++) {
          await nextTurn();
          if (waiting.length > seen) [turn, seen] = [0, waiting.length];
        }
        if (waiting.length > 0) rounds.push(waiting.length);
        for (const settle of waiting.splice(0)) settle();
      }
      return work;
    },
  };
}

function answer({ path, query, body }: PlatformRequest): unknown {
  if (path !== '/queries/execute') return { columns: ['_cq_platform_id'], is_aggregate: false };
  const text = JSON.stringify(body);
  const page = Number(query?.['page']);
  const side = text.includes('young') ? 1 : 0;
  const first = (page - 1 + side) * ROWS_OF_A_PAGE;
  const ids =
    page > PAGES || text.includes(' IN (') ? [] : Array.from({ length: ROWS_OF_A_PAGE }, (_, at) => first + at);
  return {
    data: { columns: [{ name: '_cq_platform_id', type: 'String' }], rows: ids.map((id) => [`id-${id}`]) },
    metadata: { page_size: ROWS_OF_A_PAGE },
  };
}

it('the queries of many policies keep as many requests under way as there may be', async () => {
  const clock = createFakeClock(NOON);
  const { signal: stop } = new AbortController();
  const deadline = clock.uptime() + 600_000;
  const { rounds, transport, answerAll } = openRounds();
  const client = createQueries(
    createRequester({
      ...{ transport, clock, stop, deadline, requestTimeoutMs: 60_000, longestPauseMs: 15_000 },
      ...{ debug: () => {}, info: () => {}, throttle: createThrottle(clock, stop, deadline) },
    }),
  );
  const targets = Array.from({ length: POLICIES }, (_, index) => ({
    ...{ slug: `p${index}`, name: `P ${index}`, id: `id-${index}` },
    ...{ before: `SELECT * FROM old_${index}`, after: `SELECT * FROM young_${index}` },
  }));
  async function prove() {
    const queries = targets.map(({ slug, after }) => ({
      slug,
      query: after,
      place: { path: slug, line: 1, segments: [] },
    }));
    const { columns } = await checkQueries(queries, 'warn', client, false);
    const previewed = targets.map((target) => ({ ...target, columns: columns.get(target.slug) ?? null }));
    return previewPolicies(previewed, 10_000, { client, clock, deadline, forgive: null });
  }
  const { added, gone, policies } = await answerAll(prove());
  expect([added, gone]).toEqual([POLICIES * ROWS_OF_A_PAGE, POLICIES * ROWS_OF_A_PAGE]);
  expect(policies.every(({ before }) => before === PAGES * ROWS_OF_A_PAGE)).toBe(true);
  const requests = rounds.reduce((sum, count) => sum + count, 0);
  // Syntax and columns; the columns, the pages and one page more of what there is; pages and one more; what is gone.
  expect(requests).toBe(POLICIES * (2 + 1 + (PAGES + 1) + (PAGES + 1) + 1));
  expect(Math.max(...rounds)).toBe(MOST_AT_ONCE);
  expect(rounds.length).toBeLessThanOrEqual(MOST_TIMES * Math.ceil(requests / MOST_AT_ONCE));
});
