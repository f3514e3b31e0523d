/**
 * Whether a host is this machine (RFC 6761, RFC 1122): what is sent to it never leaves the machine, so it needs no TLS,
 * and must go through no proxy.
 * @param hostname of a parsed `URL`, which has one spelling for each address
 */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:[^.]+\.)*localhost\.?|\[::1\]|127(?:\.\d{1,3}){3})$/.test(hostname);
}
