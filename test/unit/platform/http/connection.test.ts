import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTransport } from '../../../../src/platform/http/transport.ts';

const KEY = 'cqpk_0123456789abcdef';

interface Server extends AsyncDisposable {
  readonly port: number;
  /** The keys that came, also of what it was asked to tunnel. */
  readonly keys: readonly (string | undefined)[];
}

/** A server on this machine: as a Platform it answers, and as a proxy it tunnels nothing. */
async function listen(): Promise<Server> {
  const keys: (string | undefined)[] = [];
  const answer: RequestListener = (request, response) => {
    keys.push(request.headers.authorization);
    response.setHeader('content-type', 'application/json').end('{}');
  };
  const server = createServer(answer);
  server.on('connect', (request, socket: Socket) => {
    keys.push(request.headers.authorization);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    keys,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('what is for this machine', () => {
  test.each(['localhost', 'LocalHost.', 'platform.localhost', 'a.platform.localhost.', '127.0.0.1', '127.1'])(
    'goes to it, and never through a proxy: %s',
    async (host) => {
      await using platform = await listen();
      await using proxy = await listen();
      for (const name of ['http_proxy', 'HTTP_PROXY']) vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
      for (const name of ['no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
      const transport = createTransport({
        baseUrl: `http://${host}:${platform.port}/api`,
        apiKey: KEY,
        userAgent: 'test',
        scrub: (text) => text,
      });
      const signal = new AbortController().signal;
      const send = () => transport.send({ method: 'GET', path: '/syncs', signal, timeoutMs: 10_000 });
      await expect(send()).resolves.toMatchObject({ status: 200 });
      transport.close();
      expect(proxy.keys).toEqual([]);
      expect(platform.keys).toEqual([`Bearer ${KEY}`]);
    },
  );
});
