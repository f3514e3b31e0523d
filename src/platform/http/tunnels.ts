import type { Agent } from 'node:http';
import { HttpClient } from '@actions/http-client';
import { checkBypass, getProxyUrl } from '@actions/http-client/lib/proxy';
import { StepError } from '../../errors.ts';

/** Sockets to one host. */
export interface Sockets {
  readonly agent: Agent;
  /** Closes idle sockets, so that the process can end. */
  close(): void;
}

/**
 * The way through a proxy that the environment names. One whose address can't be read is not gone around.
 * @param name of the variable, as the message has it
 * @returns null if `NO_PROXY` names the host
 * @throws {StepError} if the proxy's address can't be read
 */
export async function openTunnels(url: URL, name: string): Promise<Sockets | null> {
  if (checkBypass(url)) return null;
  if (!isReadable(url)) {
    // @failure platform | The message names the variable, such as `HTTPS_PROXY`. Its value is not an address. | Write
    // it as `http://host:port`, with `%40` for an `@` in the password.
    throw new StepError(`\`${name}\` is not the address of an HTTP proxy.`, {
      remedy:
        'Write it as `http://host:port` or `http://user:password@host:port`, with the password URL-encoded; or name the Platform in `NO_PROXY`.',
    });
  }
  const client = new HttpClient('', [], { keepAlive: true });
  return { agent: client.getAgent(url.href), close: () => client.dispose() };
}

function isReadable(url: URL): boolean {
  try {
    const proxy = getProxyUrl(url);
    return proxy !== undefined && proxy.hostname !== '' && /^https?:$/.test(proxy.protocol);
  } catch {
    // Told without quoting it: it may hold a password.
    return false;
  }
}
