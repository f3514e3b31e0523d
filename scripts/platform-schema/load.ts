import { readFileSync } from 'node:fs';
import { messageOf, StepError } from '../../src/errors.ts';
import { parsePlatformUrl } from '../../src/inputs/platform-url.ts';
import { PlatformError } from '../../src/platform/http/errors.ts';
import { createTransport } from '../../src/platform/http/transport.ts';
import { toLogText } from '../../src/text/escape.ts';
import { createScrub } from '../../src/text/scrub.ts';

const JSON_IS_NEEDED =
  'Give the OpenAPI description as JSON, and no login page; one in YAML has to be converted first.';

/**
 * Reads a description from a file, or from an address.
 * @param key sent as a bearer token; only to an address
 * @throws {StepError} if there is none
 */
export async function loadDescription(source: string, key: string | null, timeoutMs: number): Promise<unknown> {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(source)) return download(parseAddress(source), key, timeoutMs);
  const shown = toLogText(source, 300);
  try {
    return JSON.parse(readFileSync(source, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    // The parser's own message quotes the file.
    if (error instanceof SyntaxError) throw new StepError(`${shown} is not JSON.`, { remedy: JSON_IS_NEEDED });
    const remedy = 'Give a file, or an address that starts with https://.';
    throw new StepError(`${shown} can't be read: ${messageOf(error)}.`, { remedy });
  }
}

function parseAddress(source: string): URL {
  const url = URL.parse(source);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new StepError(`${toLogText(source, 300)} is not an address that starts with https://.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new StepError('The address holds credentials. Remove them; a key is given with --key-env.');
  }
  // Loopback, as the action's own `platform-url` has it.
  if (url.protocol === 'http:' && parsePlatformUrl(url.origin).kind === 'problem') {
    throw new StepError(`${url.origin} is not on this machine, so its address has to start with https://.`);
  }
  return url;
}

/** As the action itself asks the Platform: no redirect is followed, since it could take the key elsewhere. */
async function download(url: URL, apiKey: string | null, timeoutMs: number): Promise<unknown> {
  const scrub = createScrub(apiKey ?? '');
  const transport = createTransport({ baseUrl: url.origin, apiKey, userAgent: 'cloudquery-gate', scrub });
  const { signal } = new AbortController();
  try {
    const answer = await transport.send({ method: 'GET', path: `${url.pathname}${url.search}`, signal, timeoutMs });
    return answer.body;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw new StepError(`${error.message}.`, { remedy: remedyFor(error) });
  } finally {
    transport.close();
  }
}

/** The action's own remedies name its inputs. */
function remedyFor({ failure, remedy }: PlatformError): string | null {
  if (failure.kind === 'certificate') return remedy;
  if (failure.kind === 'redirect') return 'Give the address at which the description itself is.';
  const status = 'status' in failure ? failure.status : null;
  if (failure.kind === 'unreadable' || status === 200) return JSON_IS_NEEDED;
  if (status === null) return 'Check the address, and that this machine reaches it (VPN, proxy).';
  if (status === 401 || status === 403) {
    return 'If a key is needed, name the environment variable that holds it: --key-env NAME.';
  }
  return 'Look up where your Platform has its OpenAPI description, or save it to a file.';
}
