import type { Clock } from '../../../clock.ts';
import { messageOf } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import { isPassing, readAskedPause } from '../../../platform/http/retry.ts';
import { type Answer, decideNext, type Event, type Look, type WriteRule } from './next.ts';

/** One write to the Platform, and how to see what became of it. */
export interface Write {
  readonly verb: WriteRule['verb'];
  /** Sends it, once. */
  readonly send: (signal: AbortSignal) => Promise<void>;
  /**
   * Looks at the object. Throws a PlatformError if it can't.
   * @param history what became of the write so far
   */
  readonly look: (history: History) => Promise<Seen>;
}

export interface Seen {
  readonly look: Exclude<Look, 'unread'>;
  /** What is odd about it. */
  readonly detail?: string | undefined;
}

export interface History {
  readonly wasLost: boolean;
  /** The step is over: there is little time, and nothing listens to its end any more. */
  readonly isLast: boolean;
}

export interface WriteDeps {
  readonly clock: Clock;
  /** Aborted if the step is cancelled. */
  readonly stop: AbortSignal;
  /** By `clock.uptime`: nothing is begun after it. */
  readonly deadline: number;
  readonly longestPauseMs: number;
}

export interface WriteEnd {
  readonly end: 'done' | 'not-done' | 'differs' | 'unknown';
  /** Why it is not done; null if it is. */
  readonly why: string | null;
}

/** How a write ended. */
export interface Settled extends WriteEnd {
  /** What the Platform said if it refused the key; null if it did not. */
  readonly keyRefusal: string | null;
  /** Whether the Platform said that the key's role does not permit the write. */
  readonly isForbidden?: boolean | undefined;
}

/** After the step's end the answer to a write that is under way is waited for so long. */
const GRACE_MS = 2_000;

/** Whether nothing may be begun any more. */
export function isOver({ clock, stop, deadline }: WriteDeps): boolean {
  return stop.aborted || clock.uptime() >= deadline;
}

/** Writes once, whatever becomes of the answers. Never throws. */
export async function settleWrite(write: Write, deps: WriteDeps): Promise<Settled> {
  const { clock, stop, deadline } = deps;
  const events: Event[] = [];
  let keyRefusal: string | null = null;
  let isForbidden = false;
  const onError = (error: unknown) => {
    if (hasStatus(error, 401)) keyRefusal ??= messageOf(error);
  };
  const onRefusal = (error: unknown) => {
    onError(error);
    isForbidden ||= hasStatus(error, 403);
  };
  for (;;) {
    const next = decideNext(events, { verb: write.verb, isOver: isOver(deps) });
    if ('end' in next) return { ...next, keyRefusal, isForbidden };
    if (next.do === 'pause') {
      const pause = Math.min(next.ms, Math.max(0, deadline - clock.uptime()));
      await clock.sleep(pause, stop).catch(() => {});
    }
    const answers = events.filter((event) => 'answer' in event);
    const history = {
      wasLost: answers.some(({ answer }) => answer === 'lost'),
      isLast: answers.length > 0 && isOver(deps),
    };
    events.push(next.do === 'write' ? await send(write, deps, onRefusal) : await look(write, history, onError));
  }
}

type OnError = (error: unknown) => void;

async function look(write: Write, history: History, onError: OnError): Promise<Event> {
  const { isLast } = history;
  try {
    return { ...(await write.look(history)), isLast };
  } catch (error) {
    if (hasStatus(error, 404)) return { look: 'missing', isLast };
    onError(error);
    return { look: 'unread', detail: messageOf(error), isLast };
  }
}

async function send(write: Write, deps: WriteDeps, onError: OnError): Promise<Event> {
  const grace = startGrace(deps);
  try {
    await write.send(grace.signal);
    return { answer: 'ok' };
  } catch (error) {
    onError(error);
    return { answer: classifyError(error), reason: messageOf(error), waitMs: pauseAskedBy(error) };
  } finally {
    grace.end();
  }
}

function pauseAskedBy(error: unknown): number | null {
  return error instanceof PlatformError ? readAskedPause(error.failure) : null;
}

/** What an error says about whether the write was done. */
export function classifyError(error: unknown): Answer {
  if (!(error instanceof PlatformError)) return 'lost';
  const { failure } = error;
  if (failure.kind === 'certificate') return 'refused';
  if (failure.kind === 'network' && failure.isUnsent === true) return 'later';
  if (failure.kind !== 'status') return 'lost';
  if (failure.status === 429) return 'later';
  return isPassing(failure) || failure.status >= 500 ? 'lost' : 'refused';
}

/** Outlives the step's end a little, so that an answer that is under way can still come. */
function startGrace({ clock, stop, deadline }: WriteDeps): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const abortIn = (ms: number, reason: unknown) => {
    timers.push(setTimeout(() => controller.abort(reason), ms + GRACE_MS));
  };
  const onStop = () => abortIn(0, stop.reason);
  abortIn(Math.max(0, deadline - clock.uptime()), new Error('the deadline passed before there was an answer'));
  if (stop.aborted) onStop();
  else stop.addEventListener('abort', onStop, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      for (const timer of timers) clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
    },
  };
}
