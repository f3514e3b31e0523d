import type * as http from 'node:http';
import { StepError } from '../../errors.ts';
import { toLogText } from '../../text/escape.ts';
import { parseExactly } from '../../text/exact-json.ts';
import { parseScrubbed, type Scrub, scrubShown } from '../../text/scrub.ts';
import { type BodyLimits, findExcess, LARGEST_BODY, readBody } from './body.ts';
import { type Connection, openConnection } from './connection.ts';
import { type Failure, type Method, PlatformError } from './errors.ts';
import { parseDate, parseRetryAfter, passesByItself } from './retry.ts';

export interface PlatformRequest {
  readonly method: Method;
  /** Below the API's base address, such as `/syncs`; its parts are encoded already. */
  readonly path: string;
  /** A list repeats its key. */
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /**
   * `json` (the default); `exact`: JSON that is told on, whose numbers `JSON.stringify` writes as they came; `text`, of which only the end is kept; `none`: a 2xx says it all, and no body is read.
   */
  readonly answer?: 'json' | 'exact' | 'text' | 'none';
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

export type Query = NonNullable<PlatformRequest['query']>;

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

const JSON_LIMITS: BodyLimits = { bytes: LARGEST_BODY, keep: 'all' };

/** Enough for the last lines of a log. */
const TEXT_LIMITS: BodyLimits = { bytes: 64 * 2 ** 10, keep: 'end' };

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
      const passed = deadline.expired() ? request.timeoutMs : null;
      const { explainFailure } = await import('./explain.ts');
      throw explainFailure(error, where, passed, options.scrub);
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
  const serverTime = parseDate(message.headers.date);
  const headerOf = (name: 'location' | 'content-type' | 'content-encoding') =>
    scrubShown(message.headers[name] ?? '', scrub);
  const isText = request.answer === 'text' && status < 300;
  if (status >= 300 && status < 400) {
    message.destroy();
    const { describeRedirect } = await import('./server-message.ts');
    const redirect = describeRedirect(status, headerOf('location'), where.url);
    throw new PlatformError(redirect.message, where, { kind: 'redirect' }, { remedy: redirect.remedy });
  }
  const contentType = headerOf('content-type');
  if (status < 300 && request.answer === 'none') {
    message.destroy();
    // A login page obeys nothing.
    if (isPage(contentType)) throw describePage(contentType, where, status);
    return { url: where.url, status, body: undefined, serverTime };
  }
  const body = await readBody(message, isText ? TEXT_LIMITS : JSON_LIMITS);
  onBody?.(body.bytes);
  // Cut by ourselves: told as what it is, the deadline or the step's end.
  if (signal.aborted && body.problem !== null) throw new Error(body.problem);
  const encoding = headerOf('content-encoding').trim().toLowerCase() || 'identity';
  if (status < 300 && encoding !== 'identity') {
    const how = toLogText(encoding, 40);
    // @failure platform | The message names the encoding. The action reads only uncompressed answers. | Look for a
    // proxy that compresses all answers.
    throw new PlatformError(`The Platform's answer is compressed (${how}), which was not asked for`, where, {
      kind: 'unreadable',
    });
  }
  if (body.problem !== null && status < 300) {
    const failure: Failure = { kind: 'unreadable', isTooLarge: body.isTooLarge };
    // @failure platform#body | The answer was cut, or is too large. | =unreadable
    throw new PlatformError(`The Platform's answer could not be read: ${body.problem}`, where, failure);
  }
  if (status < 200 || status >= 300) {
    const retryAfterMs = parseRetryAfter(message.headers['retry-after'], serverTime ?? Date.now());
    const { readServerError } = await import('./server-message.ts');
    const { message: told, isOwn } = readServerError(status, contentType, body.text, scrub);
    const isWord = isOwn || passesByItself(status);
    const failure: Failure = isWord ? { kind: 'status', status, retryAfterMs } : { kind: 'stray', status };
    throw new PlatformError(told, where, failure);
  }
  const { url } = where;
  if (status === 204) return { url, status, body: undefined, serverTime };
  if (isText && isPage(contentType)) throw describePage(contentType, where, status);
  if (isText) return { url, status, body: scrub(body.text), serverTime };
  const excess = await findExcess(body.text, signal);
  if (excess !== null) {
    const failure: Failure = { kind: 'unreadable', isTooLarge: excess.isTooLarge };
    // @failure platform | The answer is JSON that no Platform sends: too large, nested too deep, with the same name
    // twice in an object, or with a number that can't be read exactly. | Look for a proxy between the runner and the
    // Platform. If there is none, [report it](../CONTRIBUTING.md).
    throw new PlatformError(`The Platform's answer is not read: ${excess.problem}`, where, failure);
  }
  let parsed: { readonly json: unknown } | null = null;
  return {
    url,
    status,
    serverTime,
    get body() {
      const isExact = request.answer === 'exact';
      parsed ??= { json: parseJson(body.text, { contentType, status, where, isExact }, scrub) };
      return parsed.json;
    },
  };
}

function isPage(contentType: string): boolean {
  return /html/i.test(contentType);
}

/** A login page, or one of a server that is no Platform: its kind says enough. */
function describePage(contentType: string, where: { method: Method; url: string }, status: number): PlatformError {
  // @failure platform#page
  const message = `The Platform's answer is a page (${toLogText(contentType, 60)})`;
  return new PlatformError(message, where, { kind: 'stray', status });
}

function parseJson(
  text: string,
  {
    contentType,
    status,
    where,
    isExact,
  }: { contentType: string; status: number; where: { method: Method; url: string }; isExact: boolean },
  scrub: Scrub,
): unknown {
  try {
    // Scrubbed at the door, so that nothing that is made from it can hold the key.
    return isExact ? parseScrubbed(text, scrub, parseExactly) : parseScrubbed(text, scrub);
  } catch {
    // The parser's own message quotes the text, and a login page is no news: its kind and size say enough.
    const kind = toLogText(contentType, 60) || 'no content type';
    // @failure platform#page
    const message = `The Platform's answer is not JSON (${kind}, ${text.length} characters)`;
    throw new PlatformError(message, where, isPage(contentType) ? { kind: 'stray', status } : { kind: 'unreadable' });
  }
}
