import { PlatformError } from './http/errors.ts';
import { MOST_AT_ONCE } from './http/throttle.ts';

/** Finds out that the Platform answers a kind of question to nobody, so that the others need not be asked. */
export interface Refusals {
  /** Why none is asked any more; null: one was answered, or only few were refused. */
  why(): string | null;
  noteAnswer(): void;
  /** @returns why no such question can be asked, as `readUnavailable` does */
  noteFailure(error: unknown): string | null;
}

/** As many as are under way at once. One alone may be about what nobody else asks for. */
const ENOUGH = MOST_AT_ONCE;

export function watchRefusals(): Refusals {
  let [refused, isAnswered] = [0, false];
  let reason: string | null = null;
  return {
    why: () => (refused >= ENOUGH && !isAnswered ? reason : null),
    noteAnswer() {
      isAnswered = true;
    },
    noteFailure(error) {
      const why = readUnavailable(error);
      if (why === null) return null;
      refused += 1;
      reason ??= why;
      return why;
    },
  };
}

/**
 * Why a question can't be asked at all, whatever the query; null: it may be asked again. A Platform before the endpoint,
 * or something in front of it, has no such address.
 */
export function readUnavailable(error: unknown): string | null {
  if (!(error instanceof PlatformError)) return null;
  const { failure } = error;
  if (!('status' in failure)) return null;
  if (failure.kind === 'status' && failure.status === 403) return 'the role of the key does not permit it';
  const isMissing = [404, 405, 501].includes(failure.status);
  return isMissing ? `the Platform answers ${failure.status}: it may be older than that` : null;
}
