import { createGateClient, type GateClient } from '../../src/actions/gate/client.ts';
import { createRequester } from '../../src/platform/http/requester.ts';
import {
  createTransport,
  type PlatformAnswer,
  type PlatformRequest,
  type Transport,
} from '../../src/platform/http/transport.ts';
import type { Emulator } from '../../test/emulator/platform.ts';

/** A request of the client's, and what came back. */
export interface Exchange {
  readonly request: PlatformRequest;
  readonly answer: PlatformAnswer;
}

/** The gate's own client on a transport, without time: nothing is asked twice. */
export function clientOn(transport: Transport): GateClient {
  return createGateClient(
    createRequester({
      transport,
      clock: { now: () => 0, sleep: async () => {} },
      stop: new AbortController().signal,
      deadline: 0,
      requestTimeoutMs: 30_000,
      longestPauseMs: 0,
      debug: () => {},
      info: () => {},
    }),
  );
}

/** The gate's own transport to an emulator, which keeps what goes over it. */
export function recordingTransport(emulator: Pick<Emulator, 'url' | 'key'>, exchanges: Exchange[]): Transport {
  const transport = createTransport({
    baseUrl: `${emulator.url}/api`,
    apiKey: emulator.key,
    userAgent: 'cloudquery-gate',
    scrub: (text) => text,
  });
  return {
    async send(request) {
      const answer = await transport.send(request);
      exchanges.push({ request, answer });
      return answer;
    },
    close: transport.close,
  };
}

/** Answers as it was answered before, with other bodies. */
export function replayingTransport(
  exchanges: readonly Exchange[],
  changeBody: (exchange: Exchange) => unknown,
): Transport {
  let next = 0;
  return {
    async send() {
      const exchange = exchanges[next++];
      // Whatever is asked for beyond what there was is a page after the last one.
      if (exchange === undefined) return { url: '', status: 200, body: { items: [] }, serverTime: null };
      return { ...exchange.answer, body: changeBody(exchange) };
    },
    close: () => {},
  };
}
