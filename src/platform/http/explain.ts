import { messageOf } from '../../errors.ts';
import { toLogText } from '../../text/escape.ts';
import { type Scrub, scrubShown } from '../../text/scrub.ts';
import { type Method, PlatformError } from './errors.ts';

const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/**
 * Names what broke before there was a whole answer.
 * @param timeoutMs the request's own deadline, if it passed
 */
export function explainFailure(
  error: unknown,
  where: { method: Method; url: string },
  timeoutMs: number | null,
  scrub: Scrub,
): PlatformError {
  const host = new URL(where.url).host;
  if (timeoutMs !== null) {
    const seconds = Number((timeoutMs / 1_000).toPrecision(3));
    // @failure platform#reach | There was no connection, it broke, or the answer took too long. One request may take a
    // tenth of `timeout-minutes`, from 1 to 60 seconds. | =unreachable If the answer is only slow, raise
    // `timeout-minutes`.
    return new PlatformError(`No complete answer from ${host} within ${seconds} s`, where, { kind: 'timeout' });
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const detail = toLogText(scrubShown(messageOf(error), scrub), 300);
  if (CERTIFICATE.test(code)) {
    // @failure platform | The runner does not trust the certificate of the Platform or of a proxy. | =certificate
    const message = `The certificate of ${host} is not trusted: ${detail} [${code}]`;
    return new PlatformError(message, where, { kind: 'certificate' }, { remedy: adviseOnCertificate(code) });
  }
  // @failure platform#reach
  return new PlatformError(`${host} could not be reached: ${detail}`, where, {
    kind: 'network',
    isUnsent: isUnsent(error),
  });
}

/** Whether there was no connection, so that the request reached nobody. Node tries each address of a host. */
function isUnsent(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isUnsent);
  return error instanceof Error && 'syscall' in error && ['connect', 'getaddrinfo'].includes(String(error.syscall));
}

/** By OpenSSL's code. @returns null if the usual advice holds */
function adviseOnCertificate(code: string): string | null {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return "The certificate has expired: whoever runs the Platform, or the proxy in between, has to renew it. If it has not, look at this runner's clock.";
    case 'CERT_NOT_YET_VALID':
      return "The certificate is not valid yet: look at this runner's clock, which is most likely behind.";
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return 'The certificate is for another host: give `platform-url` with the name that the certificate has, and not an address or an alias.';
    default:
      return null;
  }
}
