/** How hard to try. */
export interface Effort {
  /** Failures in a row after which it is given up. */
  readonly budget?: number | undefined;
  /** For one request; never more than that of all requests. */
  readonly timeoutMs?: number | undefined;
  /** It only tells more, and holds nothing up: all its tries and pauses take half a minute at most. */
  readonly isDetail?: boolean | undefined;
  /** A deadline of its own, by `clock.uptime`: nothing is tried after it. The step's stays in force. */
  readonly until?: number | undefined;
  /** The step saw it a moment ago, or every Platform has it: that it is not there is not believed at once. */
  readonly isSeen?: boolean | undefined;
  /** If the answer is too large, less of it can be asked for. */
  readonly isDivisible?: boolean | undefined;
  /** What comes is told on: no number of it may become another one. */
  readonly isExact?: boolean | undefined;
}

/** The budget of a poll inside a wait: an outage of several minutes is survived. */
export const WAITING = 60;

/** For what the verdict does not need: it must not hold up one that is settled. */
export const DETAIL: Effort = { budget: 3, timeoutMs: 10_000, isDetail: true };

/** For a question outside of a wait: about half a minute of trying. */
export const ASKING = 8;

/**
 * For one of many questions about queries and their tests: a thousand may fail in a row, and nothing that is written needs
 * them. Some seven seconds of trying.
 */
export const QUESTION: Effort = { budget: 4 };
