import { readFileSync, statSync } from 'node:fs';
import { messageOf } from '../../src/errors.ts';
import { parsePlatformUrl } from '../../src/inputs/platform-url.ts';
import { toLogText } from '../../src/text/escape.ts';
import { createScrub } from '../../src/text/scrub.ts';

/** Why there is no description to compare with, and what to do about it. */
export class LoadProblem extends Error {
  override name = 'LoadProblem';
}

/** So large is no description. */
const MOST_BYTES = 64 * 2 ** 20;

const NOT_JSON = 'Give the OpenAPI description as JSON; one in YAML has to be converted first.';

/**
 * Reads a description from a file, or from an address.
 * @param key sent as a bearer token; only to an address
 * @throws {LoadProblem}
 */
export async function loadDescription(source: string, key: string | null, timeoutMs: number): Promise<unknown> {
  const shown = toLogText(source, 300);
  const isUrl = /^[a-z][a-z\d+.-]*:\/\//i.test(source);
  const text = isUrl ? await download(parseAddress(source), key, timeoutMs) : readFile(source, shown);
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    const what = isHtml(text) ? 'is a page (HTML)' : `is not JSON (${text.length} characters)`;
    throw new LoadProblem(`${isUrl ? 'The answer' : shown} ${what}. ${NOT_JSON}`);
  }
}

function readFile(path: string, shown: string): string {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new LoadProblem(`${shown} has ${size} bytes, and at most ${MOST_BYTES} are read.`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof LoadProblem) throw error;
    const why = error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
    throw new LoadProblem(`${shown} can't be read: ${why}. Give a file, or an address that starts with https://.`);
  }
}

function parseAddress(source: string): URL {
  const url = URL.canParse(source) ? new URL(source) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new LoadProblem(`${toLogText(source, 300)} is no address that starts with https://.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new LoadProblem('The address holds credentials. Remove them; a key is given with --key-env.');
  }
  // Loopback, as the action's own `platform-url` has it.
  if (url.protocol === 'http:' && parsePlatformUrl(url.origin).kind === 'problem') {
    throw new LoadProblem(`${url.origin} is not on this machine, so its address has to start with https://.`);
  }
  return url;
}

async function download(url: URL, key: string | null, timeoutMs: number): Promise<string> {
  const scrub = createScrub(key ?? '');
  const where = `${url.origin}${url.pathname}`;
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
      // A key must not go elsewhere.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new LoadProblem(scrub(explainStatus(response, where)));
    }
    return await readText(response, where);
  } catch (error) {
    if (error instanceof LoadProblem) throw error;
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = isTimeout ? `no whole answer within ${timeoutMs / 1_000} s` : toLogText(messageOf(cause), 200);
    throw new LoadProblem(
      scrub(`${where} can't be read: ${why}. Check the address, and that this machine reaches it (VPN, proxy).`),
    );
  }
}

function explainStatus(response: Response, where: string): string {
  const { status } = response;
  if (status >= 300 && status < 400) {
    const location = response.headers.get('location') ?? '';
    const target = URL.canParse(location, where) ? new URL(location, where) : null;
    const place = target === null ? 'nowhere' : toLogText(`${target.origin}${target.pathname}`, 200);
    return `${where} answered ${status}, a redirect to ${place}, which is not followed. Give the address at which the description itself is.`;
  }
  if (status === 401 || status === 403) {
    return `${where} answered ${status}. If a key is needed, name the environment variable that holds it: --key-env NAME.`;
  }
  return `${where} answered ${status}. Look up where your Platform has its OpenAPI description, or save it to a file.`;
}

async function readText(response: Response, where: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) throw new LoadProblem(`${where} answers more than ${MOST_BYTES} bytes: no description.`);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (/html/i.test(response.headers.get('content-type') ?? '') || isHtml(text)) {
    throw new LoadProblem(
      `${where} answered a page (HTML) instead of JSON, such as a login page or the Platform's own web application. Give the address of the description, or save it to a file.`,
    );
  }
  return text;
}

function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html)/i.test(text);
}
