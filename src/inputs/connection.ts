import type { EventFacts } from '../runner/event.ts';
import { isVisibleAscii } from '../text/escape.ts';
import { describeMissingKey } from './missing-key.ts';
import { isQuoted, parsePlatformUrl } from './platform-url.ts';
import type { InputReader } from './reader.ts';

/** The inputs that every action has to reach the Platform. Only what opens the client is handed them. */
export interface Connection {
  /** The API's base address, ending in `/api`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** For the whole step, in milliseconds. */
  readonly timeoutMs: number;
}

/** The least for a step, in minutes. */
const SHORTEST_TIMEOUT = 0.001;

/**
 * Reads address, key and deadline.
 * @returns undefined if one of them is wrong, which the reader notes
 */
export function readConnection(reader: InputReader, event: EventFacts): Connection | undefined {
  const url = parsePlatformUrl(reader.textOf('platform-url'));
  if (url.kind === 'problem' && !reader.isPlaceholder('platform-url')) reader.refuse(url.problem);
  const apiKey = reader.textOf('api-key');
  const keyProblem = findKeyProblem(apiKey, event);
  if (keyProblem !== null && !reader.isPlaceholder('api-key')) reader.refuse(keyProblem);
  const timeoutMs = reader.minutes('timeout-minutes', SHORTEST_TIMEOUT);
  if (url.kind === 'problem' || keyProblem !== null || timeoutMs === undefined) return undefined;
  return { baseUrl: url.baseUrl, apiKey, timeoutMs };
}

/** The key itself is never quoted. */
function findKeyProblem(apiKey: string, event: EventFacts): string | null {
  if (apiKey === '') return describeMissingKey(event);
  // A line break in a header would be a second header.
  if (!isVisibleAscii(apiKey)) {
    // @failure inputs#key-alone | Store the key alone in the secret, without quotes or `Bearer`.
    return '`api-key` holds blanks, line breaks or other characters that no key has: store the key alone in the secret, without quotes or `Bearer`.';
  }
  if (isQuoted(apiKey)) {
    // @failure inputs#key-alone
    return '`api-key` stands in quotes, which no key has: store the key alone in the secret, without them.';
  }
  if (/^cq(sr|stc|pd)_/.test(apiKey)) {
    // @failure inputs | Create an API key under Organization Settings → API Keys.
    return '`api-key` is a token that the Platform makes for its own runs, not an API key: create one under Organization Settings → API Keys.';
  }
  return null;
}
