import type { Clock } from '../../../clock.ts';
import { messageOf } from '../../../errors.ts';
import { hasStatus, PlatformError } from '../../../platform/http/errors.ts';
import { isPassing } from '../../../platform/http/retry.ts';
import { type Answer, decideNext, type Event, type Look, type WriteRule } from './next.ts';

/** One write to the Platform, and how to see what became of it. */
export interface Write {
  readonly verb: WriteRule['verb'];
  /** Sends it, once. */
  readonly send: (signal: AbortSignal) => Promise<void>;
  /** Looks at the object. Throws a PlatformError if it can't. */
  readonly look: () => Promise<Exclude<Look, 'unread'>>;
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

/** Between two looks, and before a write that is sent again. */
const PAUSE_MS = 2_000;

/** A cancelled step waits so long for the answer to a write that is under way. */
const GRACE_MS = 2_000;

/** Writes once, whatever becomes of the answers. Never throws but for a refusal of the key. */
export async function settleWrite(write: Write, deps: WriteDeps): Promise<WriteEnd> {
  const { clock, stop, deadline, longestPauseMs } = deps;
  const events: Event[] = [];
  for (;;) {
    const isOver = stop.aborted || clock.uptime() >= deadline;
    const next = decideNext(events, { verb: write.verb, isOver });
    if ('end' in next) return next;
    if (next.do === 'pause') {
      const pause = Math.min(PAUSE_MS, longestPauseMs, Math.max(0, deadline - clock.uptime()));
      await clock.sleep(pause, stop).catch(() => {});
    }
    events.push(next.do === 'write' ? await send(write, deps) : { look: await look(write) });
  }
}

async function look(write: Write): Promise<Look> {
  try {
    return await write.look();
  } catch (error) {
    if (hasStatus(error, 401)) throw error;
    if (hasStatus(error, 404)) return 'missing';
    return 'unread';
  }
}

async function send(write: Write, { stop }: WriteDeps): Promise<Event> {
  const grace = startGrace(stop);
  try {
    await write.send(grace.signal);
    return { answer: 'ok' };
  } catch (error) {
    if (hasStatus(error, 401)) throw error;
    return { answer: classifyError(error), reason: messageOf(error) };
  } finally {
    grace.end();
  }
}

/** What an error says about whether the write was done. */
export function classifyError(error: unknown): Answer {
  if (!(error instanceof PlatformError)) return 'lost';
  const { failure } = error;
  if (failure.kind === 'certificate') return 'refused';
  if (failure.kind !== 'status') return 'lost';
  if (failure.status === 429) return 'later';
  return isPassing(failure) || failure.status >= 500 ? 'lost' : 'refused';
}

/** A signal that follows the step's own a little later. */
function startGrace(stop: AbortSignal): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onStop = () => {
    timer = setTimeout(() => controller.abort(stop.reason), GRACE_MS);
  };
  if (stop.aborted) onStop();
  else stop.addEventListener('abort', onStop, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
    },
  };
}
