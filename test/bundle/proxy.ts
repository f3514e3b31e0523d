import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy on loopback that tunnels every CONNECT to one place, whatever name it was asked for. */
export interface Proxy extends AsyncDisposable {
  readonly url: string;
  /** The names that were asked for, such as `platform.test:443`. */
  readonly connects: readonly string[];
}

/** @param answers whether the so-many-th CONNECT is answered; the others wait for ever */
export async function startProxy(
  target: { host: string; port: number },
  answers: (count: number) => boolean = () => true,
): Promise<Proxy> {
  const connects: string[] = [];
  const server: Server = createServer();
  const clients = new Set<Socket>();
  server.on('connection', (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
  });
  server.on('connect', (request, client, head) => {
    connects.push(request.url ?? '');
    if (!answers(connects.length)) return;
    const upstream = connect(target.port, target.host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connects,
    async [Symbol.asyncDispose]() {
      // The server itself forgets those that it tunnels.
      for (const client of clients) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
