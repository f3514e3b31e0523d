import type * as http from 'node:http';
import { toLogText } from '../../text/escape.ts';
import { parseExactly } from '../../text/exact-json.ts';
import { parseScrubbed, type Scrub, scrubShown } from '../../text/scrub.ts';
import { type BodyLimits, findExcess, LARGEST_BODY, readBody } from './body.ts';
import { type Failure, type Method, PlatformError } from './errors.ts';
import { parseDate, parseRetryAfter, passesByItself } from './retry.ts';

/**
 * `exact`: JSON that is told on, whose numbers `JSON.stringify` writes as they came; `text`, of which only the end is
 * kept; `none`: a 2xx says it all, and no body is read.
 */
export type AnswerKind = 'json' | 'exact' | 'text' | 'none';

/** A request's method and its address, without the query. */
interface Where {
  readonly method: Method;
  readonly url: string;
}

export interface ReadOptions {
  readonly scrub: Scrub;
  /** Told of each body that was read, in bytes. */
  readonly onBody?: ((bytes: number) => void) | undefined;
}

export interface PlatformAnswer {
  /** The request's address, without its query. */
  readonly url: string;
  readonly status: number;
  /** Parsed JSON, or text; undefined for 204. Parsed when it is looked at, which throws if it is no JSON. */
  readonly body: unknown;
  /** The server's clock as its `Date` header says, in milliseconds since 1970; null if it does not. */
  readonly serverTime: number | null;
}

const JSON_LIMITS: BodyLimits = { bytes: LARGEST_BODY, keep: 'all' };

/** Enough for the last lines of a log. */
const TEXT_LIMITS: BodyLimits = { bytes: 64 * 2 ** 10, keep: 'end' };

/**
 * Reads an answer to its end.
 * @param signal aborts the reading
 * @throws {PlatformError} for everything but a 2xx with a whole body
 */
export async function readAnswer(
  kind: AnswerKind,
  where: Where,
  message: http.IncomingMessage,
  signal: AbortSignal,
  { scrub, onBody }: ReadOptions,
): Promise<PlatformAnswer> {
  const status = message.statusCode ?? 0;
  const serverTime = parseDate(message.headers.date);
  const headerOf = (name: 'location' | 'content-type' | 'content-encoding') =>
    scrubShown(message.headers[name] ?? '', scrub);
  const isText = kind === 'text' && status < 300;
  if (status >= 300 && status < 400) {
    message.destroy();
    const { describeRedirect } = await import('./server-message.ts');
    const redirect = describeRedirect(status, headerOf('location'), where.url);
    throw new PlatformError(redirect.message, where, { kind: 'redirect' }, { remedy: redirect.remedy });
  }
  const contentType = headerOf('content-type');
  if (status < 300 && kind === 'none') {
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
    // @failure platform#body
    throw new PlatformError(`The Platform's answer is compressed (${how}), which was not asked for`, where, {
      kind: 'unreadable',
    });
  }
  if (body.problem !== null && status < 300) {
    const failure: Failure = { kind: 'unreadable', isTooLarge: body.isTooLarge };
    // @failure platform#body | The answer is cut off, too large, compressed, or JSON that no Platform sends. |
    // =unreadable If there is none, [report it](../CONTRIBUTING.md).
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
    // @failure platform#body
    throw new PlatformError(`The Platform's answer is not read: ${excess.problem}`, where, failure);
  }
  let parsed: { readonly json: unknown } | null = null;
  return {
    url,
    status,
    serverTime,
    get body() {
      const isExact = kind === 'exact';
      parsed ??= { json: parseJson(body.text, { contentType, status, where, isExact }, scrub) };
      return parsed.json;
    },
  };
}

function isPage(contentType: string): boolean {
  return /html/i.test(contentType);
}

/** A login page, or one of a server that is no Platform: its kind says enough. */
function describePage(contentType: string, where: Where, status: number): PlatformError {
  // @failure platform#page
  const message = `The Platform's answer is a page (${toLogText(contentType, 60)})`;
  return new PlatformError(message, where, { kind: 'stray', status });
}

function parseJson(
  text: string,
  { contentType, status, where, isExact }: { contentType: string; status: number; where: Where; isExact: boolean },
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
