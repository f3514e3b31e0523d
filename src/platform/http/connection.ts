import type * as http from 'node:http';
import type { LookupFunction } from 'node:net';
import { isLoopback } from '../../text/loopback.ts';
import type { Sockets } from './tunnels.ts';

/** How requests to one host are sent: which module of Node sends them, over which sockets. */
export interface Connection extends Sockets {
  readonly request: typeof http.request;
}

/** For one of a host's addresses, before the next one is tried: a packet may be lost, and is sent again after a second. */
const ADDRESS_MS = 2_000;

/**
 * Straight to the host, or through the proxy that the environment names for it. What is for this machine goes to this
 * machine: it may come without TLS, and a proxy or a name server would lead the key elsewhere.
 *
 * `@actions/http-client` knows how to tunnel; without a proxy it would only stand before Node's own client, and
 * it loads `undici`, which takes longer than everything else at the start. So it is loaded if there is a proxy.
 *
 * No number of sockets is set: what waits in an agent's queue can't be taken back when the step is cancelled, and the
 * tunnels' queue forgets some. How many requests are under way is decided before (`throttle.ts`).
 * @throws {StepError} if the proxy's address can't be read
 */
export async function openConnection(url: URL): Promise<Connection> {
  // Not `import`: that looks at every export of `node:http`, among them a WebSocket, which loads a client of its own.
  const { request, Agent } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  // Node gives each of a host's addresses 250 ms, so that a host far away is never reached. For the whole process: the
  // way to a proxy and the way to GitHub are no shorter.
  process.getBuiltinModule('node:net').setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_MS);
  const isHere = isLoopback(url.hostname);
  const proxyName = isHere ? null : findProxyName(url);
  if (proxyName !== null) {
    const { openTunnels } = await import('./tunnels.ts');
    const tunnels = await openTunnels(url, proxyName);
    if (tunnels !== null) return { request, ...tunnels };
  }
  const agent = new Agent({ keepAlive: true, ...(isHere ? { lookup: lookUpHere } : {}) });
  return { request, agent, close: () => agent.destroy() };
}

/**
 * For a name of this machine, such as `platform.localhost`. Some systems ask a name server for it, which could send what
 * goes there without TLS to another machine.
 */
const lookUpHere: LookupFunction = (_, options, done) => {
  process.getBuiltinModule('node:dns').lookup('localhost', options, done);
};

/** The variable that names a proxy for such addresses; null if there is none. */
function findProxyName(url: URL): string | null {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  return process.env[name] || process.env[name.toUpperCase()] ? name.toUpperCase() : null;
}
