/** A Platform with an audit log of a million events, which are made when they are asked for. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

const BURST = 100_000;
const START = Date.UTC(2026, 6, 1);
const DAYS = 30;
const STEP_PRIME = 7_919;

/** The event of a number; the first ones are all in one second. */
function describeEvent(number: number, times: Float64Array) {
  const at = new Date(times[number] ?? 0).toISOString();
  return {
    id: idOf(number),
    user: {
      id: `00000000-0000-4000-8000-${String(number % 50).padStart(12, '0')}`,
      email: `user-${number % 50}@acme.example`,
      name: 'Jane',
      enabled: true,
      provider: 'saml',
      mfa_configured: false,
      roles: [{ id: 'r', name: 'admin:write', type: 'admin:write', permissions: [] }],
    },
    user_ip_address: `192.0.2.${number % 250}`,
    event_type: 'policy.updated',
    entity_display_name: `Policy ${number % 400}`,
    event_details: { before: 'x'.repeat(150), after: 'y'.repeat(150) },
    is_success: true,
    created_at: at,
  };
}

export function idOf(number: number): string {
  return `${((number * 2_654_435_761) >>> 0).toString(16).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** @param hasTotals whether a page says how many events there are */
export async function startLargeLog(count: number, hasTotals: boolean) {
  const times = new Float64Array(count);
  const rest = count - BURST;
  const length = DAYS * 86_400_000;
  const burstAt = START + length / 2 + 12_345_000;
  for (let number = 0; number < count; number++) {
    times[number] =
      number < BURST ? burstAt + (number % 1_000) : START + Math.floor(((number - BURST + 0.5) / rest) * length);
  }
  const order = Uint32Array.from(times.keys()).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  /** How many events are before a moment, or at it. */
  function rankOf(moment: number, isIncluded: boolean): number {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = times[order[middle] ?? 0] ?? 0;
      if (isIncluded ? at <= moment : at < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  let requests = 0;
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://large');
    response.setHeader('content-type', 'application/json');
    response.setHeader('date', new Date(START + length + 3_600_000).toUTCString());
    if (url.pathname === '/api/platform-info') return void response.end('{"tenant_id": "large"}');
    requests += 1;
    const number = (name: string) => Number(url.searchParams.get(name));
    const time = (name: string) => Date.parse(url.searchParams.get(name) ?? '');
    const [from, to] = [rankOf(time('start_time'), false), rankOf(time('end_time'), true)];
    const [size, page, total] = [number('per_page'), number('page'), to - from];
    const places = Array.from({ length: Math.max(0, Math.min(size, total - (page - 1) * size)) }, (_, index) => {
      // In no order that anybody could use.
      const place = (page - 1) * size + index;
      return order[from + (total % STEP_PRIME === 0 ? place : (place * STEP_PRIME) % total)] ?? 0;
    });
    const metadata = { page_size: size, ...(hasTotals ? { total_count: total } : {}) };
    response.end(JSON.stringify({ items: places.map((place) => describeEvent(place, times)), metadata }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    since: new Date(START).toISOString(),
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
