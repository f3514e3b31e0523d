import type { Inputs } from '../actions/gate/inputs.ts';
import type { Clock } from '../clock.ts';
import { createScrub } from '../text/scrub.ts';
import { createClient, type PlatformClient } from './client.ts';
import { createRequester } from './http/requester.ts';
import { createThrottle } from './http/throttle.ts';
import { createTransport } from './http/transport.ts';

/** The Platform as the inputs name it. */
export interface OpenPlatform {
  readonly client: PlatformClient;
  /** The same, for what is still to be done after a cancellation or the deadline: quick, and deaf to `stop`. */
  readonly lastClient: () => PlatformClient;
  /** The step's deadline, in milliseconds since 1970 on this machine. */
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
  inputs: Pick<Inputs, 'baseUrl' | 'apiKey' | 'timeoutMs' | 'longestPauseMs'>,
  clock: Clock,
  stopping: { readonly stop: AbortSignal; lastMoment(): number | null },
  log: { debug: (line: string) => void; info: (line: string) => void },
  onBody?: (bytes: number) => void,
): OpenPlatform {
  const transport = createTransport({
    baseUrl: inputs.baseUrl,
    apiKey: inputs.apiKey,
    userAgent: 'cloudquery-gate',
    scrub: createScrub(inputs.apiKey),
    onBody,
  });
  const deadline = clock.now() + inputs.timeoutMs;
  const common = { transport, clock, ...log, longestPauseMs: inputs.longestPauseMs };
  const share = inputs.timeoutMs * REQUEST_SHARE;
  const requestTimeoutMs = Math.min(LONGEST_REQUEST_MS, Math.max(SHORTEST_REQUEST_MS, share));
  return {
    client: createClient(
      createRequester({
        ...common,
        stop: stopping.stop,
        deadline,
        requestTimeoutMs,
        throttle: createThrottle(clock, stopping.stop, deadline),
      }),
    ),
    lastClient: () =>
      createClient(
        createRequester({
          ...common,
          stop: new AbortController().signal,
          // A cancelled step still has to cancel its runs and to write its outputs.
          deadline: Math.min(clock.now() + LAST_TIME_MS, (stopping.lastMoment() ?? Infinity) - LAST_REQUEST_MS),
          requestTimeoutMs: LAST_REQUEST_MS,
        }),
      ),
    deadline,
    close: transport.close,
  };
}
