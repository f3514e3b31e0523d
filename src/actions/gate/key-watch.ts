import type { Clock } from '../../clock.ts';
import { messageOf } from '../../errors.ts';
import type { ApiKey, FoundKeys } from '../../platform/keys.ts';
import { daysUntil, formatTimestamp, millisecondsOf } from '../../platform/timestamp.ts';
import { toLogText } from '../../text/escape.ts';
import { countNouns } from '../../text/format.ts';

/** So many days before it expires. */
const WARN_DAYS = 14;

/** Looks a key up while the gate does its work: nothing waits for it, and nothing fails with it. */
export interface KeyWatch {
  /** What is known by now and worth a warning; null: nothing. From then on nothing is asked any more. */
  end(): string | null;
}

/**
 * @param name the input `key-name`
 * @param find one try, and null if it fails
 */
export function watchKey(
  name: string,
  find: (wanted: AbortSignal) => Promise<FoundKeys | null>,
  clock: Clock,
  debug: (line: string) => void,
): KeyWatch {
  const unwanted = new AbortController();
  let found: FoundKeys | null = null;
  let state = 'is unknown';
  find(unwanted.signal).then(
    (keys) => {
      found = keys;
      state = 'could not be read';
    },
    (error: unknown) => {
      state = `could not be read: ${messageOf(error)}`;
    },
  );
  return {
    end() {
      unwanted.abort();
      if (found !== null) return describeExpiry(name, found.items, found.serverTime ?? clock.now());
      debug(`\`key-name\`: when the key expires ${state}`);
      return null;
    },
  };
}

/**
 * What to say about a key, as a sentence; null if there is time enough.
 * @param now in milliseconds since 1970
 */
export function describeExpiry(name: string, keys: readonly ApiKey[], now: number): string | null {
  const shown = toLogText(name, 100);
  const named = keys.filter((key) => key.name === name || key.id === name);
  // @failure step | not affected | Correct `key-name`, or use an `api-key` that may list the keys. Until then, no step
  // warns before the key expires.
  if (named.length === 0) return `\`key-name\`: the Platform lists no key with the name ${shown}.`;
  // One that is expired is not the one in use, which mostly has taken over its name.
  const left = named.flatMap(({ isExpired, expiresAt }) =>
    isExpired || expiresAt === null || millisecondsOf(expiresAt) <= now ? [] : [expiresAt],
  );
  const [soonest] = left.sort();
  const days = soonest === undefined ? Number.POSITIVE_INFINITY : daysUntil(soonest, now);
  if (soonest === undefined || millisecondsOf(soonest) - now > WARN_DAYS * DAY_MS) return null;
  const which = left.length === 1 ? 'The API key' : `One of ${left.length} API keys with the name`;
  // @failure step | not affected | Create a new key under Organization Settings → API Keys, and store it in the secret
  // that `api-key` reads. When the old key has expired, each step that uses it is red.
  return `${which} ${shown} expires ${formatTimestamp(soonest)}, in ${countNouns(days, 'day')}: put a new one in its place.`;
}

const DAY_MS = 86_400_000;
