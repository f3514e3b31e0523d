import { StepError } from '../../errors.ts';
import type { SchemaError } from '../schema.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * What went wrong with a request, as data: all that deciding on a retry needs.
 * - `network`: no connection, or it broke before there was a status. `isUnsent`: there was none, for certain.
 * - `certificate`: the server's certificate is not trusted.
 * - `timeout`: the request's deadline passed.
 * - `unreadable`: a status came, but the body was cut, too large, or not what the Platform answers. `isTooLarge`: less of it
 *   can be asked for.
 * - `redirect`: 3xx; never followed.
 * - `status`: the Platform's own error, or a status that passes by itself, whoever says it.
 * - `stray`: an answer of something else, whatever its status: a proxy's page, a firewall's, a login page. It proves
 *   nothing about what was asked.
 */
export type Failure =
  | { readonly kind: 'network'; readonly isUnsent?: boolean }
  | { readonly kind: 'unreadable'; readonly isTooLarge?: boolean }
  | { readonly kind: 'certificate' | 'timeout' | 'redirect' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'stray'; readonly status: number };

/** A request to the Platform that failed. The message ends in the method and the address, without its query. */
export class PlatformError extends StepError {
  override name = 'PlatformError';
  readonly failure: Failure;

  constructor(
    message: string,
    request: { method: Method; url: string },
    failure: Failure,
    options: { remedy?: string | null; cause?: unknown } = {},
  ) {
    super(`${message} (${request.method} ${request.url})`, {
      ...options,
      remedy: options.remedy ?? remedyFor(failure, request),
    });
    this.failure = failure;
  }

  /** The HTTP status; null if there was none, or it is not the Platform's word. */
  get status(): number | null {
    return this.failure.kind === 'status' ? this.failure.status : null;
  }
}

/** Whether there was an answer that is more than is ever read. */
export function isTooLarge(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.failure.kind === 'unreadable' && error.failure.isTooLarge === true;
}

/** Whether the Platform itself answered with one of these statuses; one that passes by itself is anybody's word. */
export function hasStatus(error: unknown, ...statuses: number[]): error is PlatformError {
  return error instanceof PlatformError && error.status !== null && statuses.includes(error.status);
}

const REMEDIES: Readonly<Record<number, string>> = {
  // @remedy refused-key
  401: 'The API key is not valid on this Platform: it may have expired (keys always do), been deleted, or belong to another Platform. Create a key in the Platform under Organization Settings → API Keys and store it in the secret that `api-key` reads.',
  403: "The API key's role does not permit this. Use a key with the role `ci` for the gate, or `general:read` for the action `policies`; if that is not enough, `general:write`.",
  404: 'Check `platform-url`, and that the Platform is version 2 (April 2026) or newer: an older one has none of these addresses.',
  429: 'The Platform limits how often it may be asked: run fewer gates at the same time, or raise `max-poll-interval-seconds`.',
};

const OUTAGE = 'The Platform, or a proxy in front of it, is not well: look at its status, then run the job again.';

const STRAY =
  'It was not the Platform that answered so. Check that `platform-url` is the address of a CloudQuery Platform, and what stands in front of it: a login page, a firewall or a proxy. If one of them restarts just now, run the job again.';

const STARTER =
  "The API key's role does not permit this. To start or cancel runs, use a key with the role `ci`; if that is not enough, `general:write`.";
const WRITER = "The API key's role does not permit this. Use a key with the role `general:write`.";
const ADMIN = "The API key's role does not permit this. Use a key with the role `admin:read`.";

/** A guess from the descriptions of the roles: nothing says which one a request needs. */
function remedyForRole({ method, url }: { readonly method: Method; readonly url: string }): string | null {
  if (method !== 'GET' && /\/(?:policies|policy-groups)(?:[/?]|$)/.test(url)) return WRITER;
  if (method !== 'GET' && /\/syncs\/[^/]+\/runs(?:[/?]|$)/.test(url)) return STARTER;
  return /\/(?:audit-logs|users|rbac)(?:[/?]|$)/.test(url) ? ADMIN : (REMEDIES[403] ?? null);
}

function remedyFor(failure: Failure, request: { readonly method: Method; readonly url: string }): string | null {
  switch (failure.kind) {
    case 'network':
    case 'timeout':
      // @remedy unreachable
      return 'Check that `platform-url` is right and that this runner reaches it: firewall, VPN, `HTTPS_PROXY` and `NO_PROXY`.';
    case 'certificate':
      // @remedy certificate
      return "No switch turns off the check of certificates. If your company's own CA signed it, put that CA's PEM file on the runner and name it in `NODE_EXTRA_CA_CERTS`.";
    case 'unreadable':
      // @remedy unreadable
      return 'Check that `platform-url` is the address of a CloudQuery Platform, with no login page or proxy in between.';
    case 'redirect':
      return null;
    case 'stray':
      if (failure.status === 404) return `${STRAY} A Platform before version 2 (April 2026) has no such address.`;
      return failure.status === 401 ? `${STRAY} If it is the Platform itself, it refuses the key.` : STRAY;
    case 'status':
      if (failure.status === 403) return remedyForRole(request);
      return REMEDIES[failure.status] ?? (failure.status >= 500 ? OUTAGE : null);
  }
}

/** JSON came, and not what the reader needs. @param url of the request, or its path */
export function explainUnreadable(method: Method, url: string, cause: SchemaError): PlatformError {
  // @failure platform | In the answer, the field that the message names is missing or has another type. | Check
  // `platform-url`. If it is right, the Platform is newer than this action: update the action, or [report
  // it](../CONTRIBUTING.md).
  const message = `The Platform's answer is not as expected: ${cause.message}`;
  return new PlatformError(message, { method, url }, { kind: 'unreadable' }, { cause });
}
