/**
 * Brings the environment into the form in which every way out of this process understands it: to the Platform, through
 * a proxy, and to GitHub. Each of these reads it for itself, so it is changed here once, before the first connection.
 * @returns lines for the log: what was asked for and has no effect
 */
export function settleEnvironment(environment: NodeJS.ProcessEnv = process.env): string[] {
  return [...keepCertificateChecks(environment), ...settleBypass(environment)];
}

/** Node looks this variable up at each connection: where it is gone, nothing can ask for less. */
function* keepCertificateChecks(environment: NodeJS.ProcessEnv): Generator<string> {
  const isOff = environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';
  delete environment['NODE_TLS_REJECT_UNAUTHORIZED'];
  if (!isOff) return;
  yield '`NODE_TLS_REJECT_UNAUTHORIZED` has no effect here: certificates are always checked. For a CA of your own set `NODE_EXTRA_CA_CERTS`.';
}

/** In the order in which they count. */
const BYPASS = ['no_proxy', 'NO_PROXY'] as const;
const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/** `*.host` is written by many and understood by few: `.host` is the same. */
function* settleBypass(environment: NodeJS.ProcessEnv): Generator<string> {
  let hasRange = false;
  for (const name of BYPASS) {
    const value = environment[name];
    if (!value) continue;
    const items = value.split(',').map((item) => item.trim());
    environment[name] = items.map((item) => item.replace(/^\*(?=\.)/, '')).join(',');
    hasRange ||= items.some((item) => /^[\da-f.:[\]]+\/\d+$/i.test(item));
  }
  if (!hasRange || !PROXIES.some((name) => environment[name])) return;
  yield '`NO_PROXY` holds ranges of addresses, such as 10.0.0.0/8, which have no effect here: name hosts or domains.';
}
