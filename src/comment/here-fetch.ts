import { isLoopback } from '../text/loopback.ts';

/**
 * A `fetch` that sends what is for this machine to this machine: it may come without TLS, and a proxy or a name server
 * would lead the token elsewhere.
 * @param fetch for every other host, perhaps through a proxy
 */
export function keepHere(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!isLoopback(url.hostname)) return fetch(input, init);
    if (/localhost\.?$/.test(url.hostname)) url.hostname = 'localhost';
    return globalThis.fetch(url, init);
  };
}

/** Whether a token that is sent there can't be read on the way. An address that can't be read is sent nothing. */
export function isPrivate(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || isLoopback(hostname);
}
