import type * as http from 'node:http';
import { StepError } from '../../errors.ts';
import { toLogText } from '../../text/escape.ts';
import { parseScrubbed, type Scrub } from '../../text/scrub.ts';
import { type BodyLimits, readBody } from './body.ts';
import { type Connection, openConnection } from './connection.ts';
import { type Failure, type Method, PlatformError } from './errors.ts';
import { parseRetryAfter } from './retry.ts';

export interface PlatformRequest {
  readonly method: Method;
  /** Below the API's base address, such as `/syncs`; its parts are encoded already. */
  readonly path: string;
  /** A list repeats its key. */
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `json` (the default); `text`, of which only the end is kept; `none`: a 2xx says it all. */
  readonly answer?: 'json' | 'text' | 'none';
  /** Aborts the request; its reason is what is thrown. */
  readonly signal: AbortSignal;
  /** For headers and body together, in milliseconds. */
  readonly timeoutMs: number;
}

export interface PlatformAnswer {
  /** The request's address, without its query. */
  readonly url: string;
  readonly status: number;
  /** Parsed JSON, or text; undefined for 204. Parsed when it is looked at, which throws where it is no JSON. */
  readonly body: unknown;
  /** The server's clock as its `Date` header says, in milliseconds since 1970; null where it does not. */
  readonly serverTime: number | null;
}

/** Sends one request, once. Throws a PlatformError for everything but a 2xx with a whole body. */
export interface Transport {
  send(request: PlatformRequest): Promise<PlatformAnswer>;
  /** Closes idle connections, so that the process can end. */
  close(): void;
}

export interface TransportOptions {
  /** The API's base address, such as `https://tenant.example/api`. */
  readonly baseUrl: string;
  /** Null: none is needed. */
  readonly apiKey: string | null;
  readonly userAgent: string;
  readonly scrub: Scrub;
  /** Told of each body that was read, in bytes. */
  readonly onBody?: ((bytes: number) => void) | undefined;
}

/** An answer larger than this is not the Platform's. */
const JSON_LIMITS: BodyLimits = { bytes: 64 * 2 ** 20, keep: 'all' };

/** Enough for the last lines of a log. */
const TEXT_LIMITS: BodyLimits = { bytes: 64 * 2 ** 10, keep: 'end' };

const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/** The one place that sends requests; what a client has to see to is listed in docs/architecture.md. */
export function createTransport(options: TransportOptions): Transport {
  let connection: Promise<Connection> | null = null;

  async function send(request: PlatformRequest): Promise<PlatformAnswer> {
    const url = new URL(`${options.baseUrl}${request.path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      for (const one of typeof value === 'object' ? value : [value]) url.searchParams.append(name, String(one));
    }
    const where = { method: request.method, url: `${url.origin}${url.pathname}` };
    const deadline = startDeadline(request);
    try {
      connection ??= openConnection(url);
      const headers = headersFor(request, options);
      const message = await exchange(url, request, await connection, { headers, signal: deadline.signal });
      return await readAnswer(request, where, message, deadline.signal, options);
    } catch (error) {
      if (error instanceof StepError) throw error;
      request.signal.throwIfAborted();
      throw explainFailure(error, where, deadline.expired(), request.timeoutMs, options.scrub);
    } finally {
      deadline.stop();
    }
  }

  // Where it could not be opened, whoever asked for it was told.
  return { send, close: () => void connection?.then((open) => open.close()).catch(() => {}) };
}

/**
 * Sends one request and waits for the headers of its answer; follows no redirect. Always settles: Node says nothing of
 * a request that is aborted before it has a socket, nor of an answer that switches protocols.
 */
function exchange(
  url: URL,
  { method, body }: PlatformRequest,
  { request, agent }: Connection,
  options: { readonly headers: http.OutgoingHttpHeaders; readonly signal: AbortSignal },
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, ...options }, resolve);
    // For as long as the answer is read, too: an error without a listener would end the process.
    sent.on('error', reject);
    sent.on('close', () => reject(new Error('the connection was closed before there was an answer')));
    sent.on('upgrade', (_, socket) => {
      socket.destroy();
      reject(new Error('the answer switches to another protocol'));
    });
    options.signal.addEventListener('abort', () => reject(new Error('the request was aborted')), { once: true });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function headersFor(request: PlatformRequest, options: TransportOptions): http.OutgoingHttpHeaders {
  return {
    accept: request.answer === 'text' ? 'text/plain' : 'application/json',
    // Said, because to say nothing allows any.
    'accept-encoding': 'identity',
    ...(options.apiKey === null ? {} : { authorization: `Bearer ${options.apiKey}` }),
    'user-agent': options.userAgent,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    // Without it Node sends a POST that has no body as a chunked one, which some proxies refuse.
    ...(request.method === 'POST' && request.body === undefined ? { 'content-length': 0 } : {}),
  };
}

/** Ties the caller's signal and the request's own deadline together. */
function startDeadline(request: PlatformRequest): { signal: AbortSignal; expired: () => boolean; stop: () => void } {
  const controller = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, request.timeoutMs);
  const onAbort = () => controller.abort();
  if (request.signal.aborted) controller.abort();
  request.signal.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    expired: () => expired,
    stop: () => {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', onAbort);
    },
  };
}

async function readAnswer(
  request: PlatformRequest,
  where: { method: Method; url: string },
  message: http.IncomingMessage,
  signal: AbortSignal,
  { scrub, onBody }: Pick<TransportOptions, 'scrub' | 'onBody'>,
): Promise<PlatformAnswer> {
  const status = message.statusCode ?? 0;
  const isText = request.answer === 'text' && status < 300;
  if (status >= 300 && status < 400) {
    message.destroy();
    const { describeRedirect } = await import('./server-message.ts');
    const redirect = describeRedirect(status, scrub(message.headers.location ?? ''), where.url);
    throw new PlatformError(redirect.message, where, { kind: 'redirect' }, { remedy: redirect.remedy });
  }
  const body = await readBody(message, isText ? TEXT_LIMITS : JSON_LIMITS);
  onBody?.(body.bytes);
  // Cut by ourselves: told as what it is, the deadline or the step's end.
  if (signal.aborted && body.problem !== null) throw new Error(body.problem);
  const contentType = scrub(message.headers['content-type'] ?? '');
  const encoding = message.headers['content-encoding']?.trim().toLowerCase() || 'identity';
  if (status < 300 && encoding !== 'identity') {
    const how = toLogText(encoding, 40);
    // @failure platform | The message names the encoding; only plain answers are read. | Look for a proxy that
    // compresses whatever it is asked.
    throw new PlatformError(`The Platform's answer is compressed (${how}), which was not asked for`, where, {
      kind: 'unreadable',
    });
  }
  if (body.problem !== null && status < 300 && request.answer !== 'none') {
    // @failure platform#body | A cut or oversized body. | Look for a proxy in between.
    throw new PlatformError(`The Platform's answer could not be read: ${body.problem}`, where, { kind: 'unreadable' });
  }
  if (status < 200 || status >= 300) {
    const retryAfterMs = parseRetryAfter(message.headers['retry-after'], Date.now());
    const failure: Failure = { kind: 'status', status, retryAfterMs };
    const { describeServerError } = await import('./server-message.ts');
    throw new PlatformError(describeServerError(status, contentType, body.text, scrub), where, failure);
  }
  const date = Date.parse(message.headers.date ?? '');
  const serverTime = Number.isNaN(date) ? null : date;
  const { url } = where;
  if (status === 204 || request.answer === 'none') return { url, status, body: undefined, serverTime };
  if (isText && /html/i.test(contentType)) {
    // @failure platform#page
    throw new PlatformError('The Platform answered with a page instead of a text', where, { kind: 'unreadable' });
  }
  if (isText) return { url, status, body: scrub(body.text), serverTime };
  let parsed: { readonly json: unknown } | null = null;
  return {
    url,
    status,
    serverTime,
    get body() {
      parsed ??= { json: parseJson(body.text, contentType, where, scrub) };
      return parsed.json;
    },
  };
}

function parseJson(text: string, contentType: string, where: { method: Method; url: string }, scrub: Scrub): unknown {
  try {
    // Scrubbed at the door, so that nothing that is made from it can hold the key.
    return parseScrubbed(text, scrub);
  } catch {
    // The parser's own message quotes the text, and a login page is no news: its kind and size say enough.
    const kind = toLogText(contentType, 60) || 'no content type';
    // @failure platform#page
    const message = `The Platform's answer is not JSON (${kind}, ${text.length} characters)`;
    throw new PlatformError(message, where, { kind: 'unreadable' });
  }
}

/** Names what broke before there was an answer. */
function explainFailure(
  error: unknown,
  where: { method: Method; url: string },
  expired: boolean,
  timeoutMs: number,
  scrub: Scrub,
): PlatformError {
  const host = new URL(where.url).host;
  if (expired) {
    const seconds = Number((timeoutMs / 1_000).toPrecision(3));
    // @failure platform | The request's own deadline passed. | =unreachable Or raise `timeout-minutes`: a tenth of it is
    // that deadline, from 1 s to 60 s.
    return new PlatformError(`No complete answer from ${host} within ${seconds} s`, where, { kind: 'timeout' });
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const detail = toLogText(scrub(error instanceof Error ? error.message : String(error)), 200);
  if (CERTIFICATE.test(code)) {
    // @failure platform | TLS failed. No switch turns the check off. | =certificate
    // [How](operating.md#proxies-and-private-certificates)
    const message = `The certificate of ${host} is not trusted: ${detail} [${code}]`;
    return new PlatformError(message, where, { kind: 'certificate' });
  }
  // @failure platform | There was no connection, or it broke. | =unreachable
  // [How](operating.md#proxies-and-private-certificates) A Platform in a private network needs a self-hosted runner.
  return new PlatformError(`${host} could not be reached: ${detail}`, where, { kind: 'network' });
}
