/** Things that happen at a time of their own, in the order of their times, whether or not anybody asks. */
export interface Timeline {
  add(event: TimelineEvent): void;
  /** Lets everything happen that is due. */
  settle(): void;
  drop(owner: string): void;
  close(): void;
}

export interface TimelineEvent {
  /** Milliseconds since 1970; Infinity: never. */
  readonly at: number;
  /** Whose event it is: a run's are dropped when it is cancelled. */
  readonly owner: string;
  readonly happen: () => void;
}

export function startTimeline(now: () => number): Timeline {
  let events: TimelineEvent[] = [];
  let timer: NodeJS.Timeout | undefined;

  // A timer may be late, and a request may come first: both run the events that are due.
  function settle() {
    clearTimeout(timer);
    while (events[0] !== undefined && events[0].at <= now()) events.shift()?.happen();
    const next = events[0];
    if (next === undefined) return;
    timer = setTimeout(settle, Math.min(Math.max(1, next.at - now()), 2 ** 31 - 1));
    timer.unref();
  }

  return {
    add(event) {
      if (event.at === Number.POSITIVE_INFINITY) return;
      events.push(event);
      // A stable sort: events of the same time happen in the order in which they were added.
      events.sort((a, b) => a.at - b.at);
    },
    settle,
    drop(owner) {
      events = events.filter((event) => event.owner !== owner);
    },
    close() {
      clearTimeout(timer);
      events = [];
    },
  };
}
