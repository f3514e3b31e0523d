import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import { messageOf, TimedOutError } from '../../errors.ts';
import { SchemaError } from '../schema.ts';
import type { PlatformAnswer } from './answer.ts';
import { ASKING, type Effort } from './effort.ts';
import { explainUnreadable, type Failure, type Method, PlatformError } from './errors.ts';
import { createLists, type Lists, type Parse } from './lists.ts';
import { isPassing, LONGEST_ASKED_MS, pauseBeforeRetry } from './retry.ts';
import type { Throttle } from './throttle.ts';
import type { PlatformRequest, Query, Transport } from './transport.ts';

type Sendable = Omit<PlatformRequest, 'timeoutMs'> & { timeoutMs?: number };
/** With a signal of its own it is not sent, or given up, as soon as nobody wants to know any more. */
type Findable = Pick<PlatformRequest, 'path' | 'query' | 'answer'> & { readonly signal?: AbortSignal | undefined };

/** Of a POST that only reads. */
export type Question = Pick<PlatformRequest, 'path' | 'query' | 'body' | 'answer'>;

export interface RequesterOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Aborted if the step is cancelled. */
  readonly stop: AbortSignal;
  /** The step's deadline, by `clock.uptime`. */
  readonly deadline: number;
  /** Every GET goes through it; none if what is left to do is short and in a hurry. */
  readonly throttle?: Throttle | undefined;
  /** Longest time for one request, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Longest pause of ours between two tries, in milliseconds. */
  readonly longestPauseMs: number;
  readonly debug: (line: string) => void;
  /** Told if trying again takes so long that people wonder. */
  readonly info: (line: string) => void;
  readonly random?: () => number;
}

/** Asks the Platform, as often as that makes sense. All throw a PlatformError, or a TimedOutError after the deadline. */
export interface Requester extends Lists {
  /** Sends once. */
  sendOnce<T>(request: Sendable, parse: Parse<T>): Promise<T>;
  get<T>(path: string, query: Query, parse: Parse<T>, effort?: Effort): Promise<T>;
  /** A question that needs a body: it changes nothing, and is sent again as a GET is. */
  ask<T>(request: Question, parse: Parse<T>, effort?: Effort): Promise<T>;
  /** For what only tells more: one try, and null if it fails. */
  find<T>(request: Findable, parse: Parse<T>): Promise<T | null>;
}

/** Answers that something is missing, or strays, before the first useful one of the Platform: most likely the address is wrong, and that is told soon. */
const FIRST_STRAYS = 3;

/** An answer that is too large is so again. It is asked for once more, since something else may have sent it. */
const LARGE = 2;

/** For a 404 of what has to be there: about half a minute, as for a question, unless it is the first answer of all. */
const MISSING = ASKING;

/** So many failures in a row, or so long a pause, are told in the log; then again every ten seconds that it lasts. */
const FAILURES_TO_TELL = 3;
const PAUSE_TO_TELL_MS = 20_000;
const TELL_EVERY_MS = 10_000;

/** Of a detail, and the share of the time that is left which one may take: the verdict needs the rest. */
const DETAIL_TIMEOUT_MS = 10_000;
const DETAIL_SHARE = 0.1;
const SHORTEST_DETAIL_MS = 500;
const DETAIL_PATIENCE_MS = 30_000;

/** After so many details in a row that were waited for in vain, none is asked for a while. */
const SLOW_DETAILS = 3;
const DETAIL_REST_MS = 30_000;

/** Sends requests one by one or in lists, and tries again what may succeed a moment later. */
export function createRequester(options: RequesterOptions): Requester {
  const { clock, stop, debug, info, random = Math.random } = options;

  /** Whether the Platform has ever answered: then its address is right. */
  let hasAnswered = false;
  let slowDetails = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let noDetailsUntil = 0;

  const sendOnce: Requester['sendOnce'] = (request, parse) => send(request, parse);

  /** @param detailUntil as for the throttle */
  async function send<T>(
    request: Sendable,
    parse: Parse<T>,
    detailUntil?: () => number,
    isRead = request.method === 'GET',
  ): Promise<T> {
    const started = clock.uptime();
    const label = `${request.method} ${request.path}`;
    const sendIt = () => {
      request.signal.throwIfAborted();
      return options.transport.send({ timeoutMs: options.requestTimeoutMs, ...request });
    };
    try {
      // A start or a cancellation never waits behind questions.
      const answer = await (isRead && options.throttle !== undefined
        ? options.throttle.pass(sendIt, detailUntil)
        : sendIt());
      // To read a large answer takes a while: first the next request is sent.
      await nextTurn();
      const parsed = parseAnswer(answer, request.method, parse);
      hasAnswered = true;
      debug(`${label} → ${answer.status} in ${Math.round(clock.uptime() - started)} ms`);
      return parsed;
    } catch (error) {
      debug(`${label} → ${messageOf(error)} in ${Math.round(clock.uptime() - started)} ms`);
      throw error;
    }
  }

  async function retry<T>(
    attempt: () => Promise<T>,
    { budget, isSeen, isDivisible }: { budget: number; isSeen: boolean; isDivisible: boolean },
    until: number,
  ): Promise<T> {
    const { longestPauseMs } = options;
    for (let failures = 1; ; failures++) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof PlatformError)) throw error;
        const remaining = until - clock.uptime();
        const strayBudget = hasAnswered ? budget : Math.min(budget, FIRST_STRAYS);
        const missingBudget = isSeen ? (hasAnswered ? MISSING : FIRST_STRAYS) : 0;
        const largeBudget = isDivisible ? Math.min(budget, LARGE) : budget;
        const patience = { budget, strayBudget, missingBudget, largeBudget, longestPauseMs };
        const pause = pauseBeforeRetry(error.failure, failures, patience, remaining, random());
        if (pause === null && remaining <= 0 && isPassing(error.failure)) throw explainTimeout(error);
        if (pause === null) throw error;
        debug(`trying again in ${Math.round(pause)} ms (${failures} tries failed)`);
        const isLong = failures >= FAILURES_TO_TELL && clock.uptime() - toldAt >= TELL_EVERY_MS;
        if (isLong || pause > PAUSE_TO_TELL_MS) {
          toldAt = clock.uptime();
          // @failure platform | Several tries failed, and the step goes on. | Nothing. If the step fails later, its
          // last message says why.
          info(
            `The Platform does not answer as it should, trying again: ${error.message}; next try in ${Math.ceil(pause / 1_000)} s.${describeCut(error.failure)}`,
          );
        }
        await clock.sleep(pause, stop);
      }
    }
  }

  const get: Requester['get'] = (path, query, parse, effort) =>
    read({ method: 'GET', path, query, answer: effort?.isExact ? 'exact' : 'json' }, parse, effort);
  const ask: Requester['ask'] = (question, parse, effort) => read({ method: 'POST', ...question }, parse, effort);

  function read<T>(
    asked: Pick<PlatformRequest, 'method' | 'path' | 'query' | 'body' | 'answer'>,
    parse: Parse<T>,
    {
      budget = ASKING,
      timeoutMs = options.requestTimeoutMs,
      isDetail = false,
      isSeen = false,
      isDivisible = false,
      until,
    }: Effort = {},
  ): Promise<T> {
    const mostMs = Math.min(timeoutMs, options.requestTimeoutMs);
    const latest = Math.min(options.deadline, until ?? Number.POSITIVE_INFINITY);
    const requestNow = () => {
      const leftMs = until === undefined ? mostMs : Math.max(SHORTEST_DETAIL_MS, until - clock.uptime());
      return { ...asked, signal: stop, timeoutMs: Math.min(mostMs, leftMs) };
    };
    const effort = { budget, isSeen, isDivisible };
    if (!isDetail) return retry(() => send(requestNow(), parse, undefined, true), effort, latest);
    const patience = Math.min(latest, clock.uptime() + DETAIL_PATIENCE_MS);
    return retry(() => send(requestNow(), parse, () => patience, true), effort, patience);
  }

  const find: Requester['find'] = async ({ signal: wanted, ...request }, parse) => {
    if (clock.uptime() < noDetailsUntil || wanted?.aborted) return null;
    const signal = wanted === undefined ? stop : AbortSignal.any([stop, wanted]);
    const share = Math.max(SHORTEST_DETAIL_MS, (options.deadline - clock.uptime()) * DETAIL_SHARE);
    const mostMs = options.throttle === undefined ? DETAIL_TIMEOUT_MS : Math.min(DETAIL_TIMEOUT_MS, share);
    const timeoutMs = Math.min(mostMs, options.requestTimeoutMs);
    // Its time begins when its turn comes: many may wait in line for one another.
    let turn = clock.uptime();
    const isResting = () => turn < noDetailsUntil;
    const until = () => {
      turn = clock.uptime();
      return isResting() ? turn - 1 : turn + timeoutMs;
    };
    try {
      const found = await send({ method: 'GET', signal, timeoutMs, ...request }, parse, until);
      slowDetails = 0;
      return found;
    } catch (error) {
      stop.throwIfAborted();
      if (wanted?.aborted) return null;
      if (!(error instanceof PlatformError || error instanceof TimedOutError)) throw error;
      if (isResting()) return null;
      slowDetails = clock.uptime() - turn >= timeoutMs ? slowDetails + 1 : 0;
      if (slowDetails >= SLOW_DETAILS) noDetailsUntil = clock.uptime() + DETAIL_REST_MS;
      return null;
    }
  };

  return { sendOnce, get, ask, find, ...createLists(get, options) };
}

function parseAnswer<T>(answer: PlatformAnswer, method: Method, parse: Parse<T>): T {
  try {
    return parse(answer);
  } catch (error) {
    throw error instanceof SchemaError ? explainUnreadable(method, answer.url, error) : error;
  }
}

/** What the step does not do, although an answer asks for it. */
function describeCut(failure: Failure): string {
  const asked = failure.kind === 'status' ? (failure.retryAfterMs ?? 0) : 0;
  if (asked <= LONGEST_ASKED_MS) return '';
  return ` It asked for ${Math.ceil(asked / 1_000)} s; the step waits at most ${LONGEST_ASKED_MS / 1_000} s at once.`;
}

function explainTimeout(error: PlatformError): TimedOutError {
  // @failure platform#outage
  return new TimedOutError(
    `The deadline passed while the Platform gave no usable answer: ${error.message}`,
    error.remedy ?? 'Raise `timeout-minutes`.',
  );
}
