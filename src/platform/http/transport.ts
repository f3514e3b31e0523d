import type * as http from 'node:http';
import { StepError } from '../../errors.ts';
import { type AnswerKind, type PlatformAnswer, type ReadOptions, readAnswer } from './answer.ts';
import { type Connection, openConnection } from './connection.ts';
import type { Method } from './errors.ts';

export interface PlatformRequest {
  readonly method: Method;
  /** Below the API's base address, such as `/syncs`; its parts are encoded already. */
  readonly path: string;
  /** A list repeats its key. */
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What is read of the answer; `json` by default. */
  readonly answer?: AnswerKind;
  /** Aborts the request; its reason is what is thrown. */
  readonly signal: AbortSignal;
  /** For headers and body together, in milliseconds. */
  readonly timeoutMs: number;
}

export type Query = NonNullable<PlatformRequest['query']>;

/** Sends one request, once. Throws a PlatformError for everything but a 2xx with a whole body. */
export interface Transport {
  send(request: PlatformRequest): Promise<PlatformAnswer>;
  /** Closes idle connections, so that the process can end. */
  close(): void;
}

export interface TransportOptions extends ReadOptions {
  /** The API's base address, such as `https://tenant.example/api`. */
  readonly baseUrl: string;
  /** Null: none is needed. */
  readonly apiKey: string | null;
  readonly userAgent: string;
}

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
      return await readAnswer(request.answer ?? 'json', where, message, deadline.signal, options);
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

  // If it could not be opened, whoever asked for it was told.
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
