import type * as http from 'node:http';
import { checkBypass, getProxyUrl } from '@actions/http-client/lib/proxy';
import { StepError } from '../../errors.ts';

/** How requests to one host are sent: which module of Node sends them, over which sockets. */
export interface Connection {
  readonly request: typeof http.request;
  readonly agent: http.Agent;
  /** Closes idle sockets, so that the process can end. */
  close(): void;
}

/** For one of a host's addresses, before the next one is tried: a packet may be lost, and is sent again after a second. */
const ADDRESS_MS = 2_000;

/**
 * Straight to the host, or through the proxy that the environment names for it.
 *
 * `@actions/http-client` knows how to tunnel; where there is no proxy it would only stand before Node's own client, and
 * it loads `undici`, which takes longer than everything else at the start. So it is loaded where there is a proxy.
 *
 * No number of sockets is set: what waits in an agent's queue can't be taken back when the step is cancelled, and the
 * tunnels' queue forgets some. How many requests are under way is decided before (`throttle.ts`).
 * @throws {StepError} where the proxy's address can't be read
 */
export async function openConnection(url: URL): Promise<Connection> {
  // Not `import`: that looks at every export of `node:http`, among them a WebSocket, which loads a client of its own.
  const { request, Agent } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  // Node gives each of a host's addresses 250 ms, so that a host far away is never reached. For the whole process: the
  // way to a proxy and the way to GitHub are no shorter.
  process.getBuiltinModule('node:net').setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_MS);
  if (hasProxy(url)) {
    const { HttpClient } = await import('@actions/http-client');
    const client = new HttpClient('', [], { keepAlive: true });
    return { request, agent: client.getAgent(url.href), close: () => client.dispose() };
  }
  const agent = new Agent({ keepAlive: true });
  return { request, agent, close: () => agent.destroy() };
}

/** Whether the environment names a proxy for this host. One that can't be read is not gone around. */
function hasProxy(url: URL): boolean {
  if (checkBypass(url)) return false;
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  if (!process.env[name] && !process.env[name.toUpperCase()]) return false;
  let proxy: URL | undefined;
  try {
    proxy = getProxyUrl(url);
  } catch {
    // Told below, without quoting it: it may hold a password.
  }
  if (proxy !== undefined && proxy.hostname !== '' && /^https?:$/.test(proxy.protocol)) return true;
  // @failure platform | `error` | Write the proxy's address as `http://host:port`, with `%40` for an `@` in its password.
  throw new StepError(`\`${name.toUpperCase()}\` is not the address of an HTTP proxy.`, {
    remedy:
      'Write it as `http://host:port` or `http://user:password@host:port`, with the password URL-encoded; or name the Platform in `NO_PROXY`.',
  });
}
