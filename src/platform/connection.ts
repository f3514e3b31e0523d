import type * as http from 'node:http';
import { getProxyUrl } from '@actions/http-client/lib/proxy';
import { MOST_AT_ONCE } from './throttle.ts';

/** How requests to one host are sent: which module of Node sends them, over which sockets. */
export interface Connection {
  readonly request: typeof http.request;
  readonly agent: http.Agent;
  /** Closes idle sockets, so that the process can end. */
  close(): void;
}

/** More than the requests that are under way at once: a cancellation waits for none of them. */
const SOCKETS = 2 * MOST_AT_ONCE;

/**
 * Straight to the host, or through the proxy that the environment names for it.
 *
 * `@actions/http-client` knows how to tunnel; where there is no proxy it would only stand before Node's own client, and
 * it loads `undici`, which takes longer than everything else at the start. So it is loaded where there is a proxy.
 * @throws {Error} where the proxy's address can't be read
 */
export async function openConnection(url: URL): Promise<Connection> {
  // Not `import`: that looks at every export of `node:http`, among them a WebSocket, which loads a client of its own.
  const { request, Agent } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  const sockets = { keepAlive: true, maxSockets: SOCKETS };
  if (getProxyUrl(url)?.hostname) {
    const { HttpClient } = await import('@actions/http-client');
    const client = new HttpClient('', [], sockets);
    return { request, agent: client.getAgent(url.href), close: () => client.dispose() };
  }
  const agent = new Agent(sockets);
  return { request, agent, close: () => agent.destroy() };
}
