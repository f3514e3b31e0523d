import type { PlatformAnswer } from '../../../src/platform/http/answer.ts';
import type { PlatformRequest, Transport } from '../../../src/platform/http/transport.ts';
import { NOON } from './clock.ts';

export interface FakeTransport extends Transport {
  /** Every request, such as `GET /policies?page=1&per_page=1000`. */
  readonly asked: readonly string[];
}

/** A Platform as a function from a request to the JSON of its answer; what it throws is thrown. */
export function fakeTransport(answer: (request: PlatformRequest) => unknown, now = () => NOON): FakeTransport {
  const asked: string[] = [];
  return {
    asked,
    close: () => {},
    async send(request): Promise<PlatformAnswer> {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(request.query ?? {})) {
        for (const one of typeof value === 'object' ? value : [value]) query.append(name, String(one));
      }
      asked.push(`${request.method} ${request.path}${query.size > 0 ? `?${query}` : ''}`);
      request.signal.throwIfAborted();
      const body = answer(request);
      return {
        url: `https://acme.example/api${request.path}`,
        status: request.method === 'POST' ? 201 : 200,
        body,
        serverTime: now(),
      };
    },
  };
}
