import type { Clock } from '../clock.ts';
import { createScrub } from '../text/scrub.ts';
import { createRequester, type Requester } from './http/requester.ts';
import { createThrottle } from './http/throttle.ts';
import { createTransport } from './http/transport.ts';

/** The Platform to ask, and for how long. */
export interface PlatformAddress {
  /** The API's base address, ending in `/api`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** For the whole step, in milliseconds. */
  readonly timeoutMs: number;
}

/** How a step waits, and what ends it. */
export interface PlatformPace {
  readonly clock: Clock;
  /** Longest pause of ours between two requests, in milliseconds. */
  readonly longestPauseMs: number;
  /** Aborted if the step is cancelled. */
  readonly stop: AbortSignal;
  /** When a cancelled step has to be over, by `clock.uptime`; null if it is not cancelled. */
  lastMoment(): number | null;
}

/** A Platform's requester, on which the clients of its resources are made (`createRuns` and its like). */
export interface OpenPlatform {
  readonly requester: Requester;
  /** Another one, for what is still to be done after a cancellation or the deadline: quick, and deaf to `stop`. */
  openLast(): Requester;
  /** The step's deadline, by `clock.uptime`. */
  readonly deadline: number;
  close(): void;
}

/** No request may use up more of the step's time than this share of it, nor more than a minute; a second is fair. */
const LONGEST_REQUEST_MS = 60_000;
const SHORTEST_REQUEST_MS = 1_000;
const REQUEST_SHARE = 0.1;

const LAST_REQUEST_MS = 1_500;
const LAST_TIME_MS = 4_000;

/** @param onBody told of each body that was read, in bytes */
export function openPlatform(
  { baseUrl, apiKey, timeoutMs }: PlatformAddress,
  { clock, longestPauseMs, stop, lastMoment }: PlatformPace,
  log: { debug: (line: string) => void; info: (line: string) => void },
  onBody?: (bytes: number) => void,
): OpenPlatform {
  const scrub = createScrub(apiKey);
  const transport = createTransport({ baseUrl, apiKey, userAgent: 'cloudquery-gate', scrub, onBody });
  const deadline = clock.uptime() + timeoutMs;
  const common = { transport, clock, ...log, longestPauseMs };
  const requestTimeoutMs = Math.min(LONGEST_REQUEST_MS, Math.max(SHORTEST_REQUEST_MS, timeoutMs * REQUEST_SHARE));
  const throttle = createThrottle(clock, stop, deadline);
  return {
    requester: createRequester({ ...common, stop, deadline, requestTimeoutMs, throttle }),
    openLast: () =>
      createRequester({
        ...common,
        stop: new AbortController().signal,
        // A cancelled step still has to cancel its runs and to write its outputs.
        deadline: Math.min(clock.uptime() + LAST_TIME_MS, (lastMoment() ?? Infinity) - LAST_REQUEST_MS),
        requestTimeoutMs: LAST_REQUEST_MS,
      }),
    deadline,
    close: transport.close,
  };
}
