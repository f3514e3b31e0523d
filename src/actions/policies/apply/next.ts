/**
 * What to do next about one write, and how it ended. A write is never repeated before somebody has looked at what the
 * last one did: the Platform knows no idempotency key, and a toggle that is sent twice is none.
 */
export type Next =
  | { readonly do: 'look' | 'write' | 'pause' }
  | { readonly end: 'done' | 'not-done' | 'differs' | 'unknown'; readonly why: string | null };

/** What a look at the object shows. */
export type Look =
  /** As it was when the plan was made: nothing was written yet. */
  | 'before'
  /** As it is to be. */
  | 'after'
  /** Neither: somebody else changed it, or the server keeps something else than it was sent. */
  | 'other'
  /** It is not there. */
  | 'missing'
  /** It could not be looked at. */
  | 'unread';

/** What came of a write. */
export type Answer =
  /** The Platform says that it is done. */
  | 'ok'
  /** The Platform says itself that it did nothing, and would not another time either. */
  | 'refused'
  /** It says that it did nothing, and may do it later: too many requests. */
  | 'later'
  /** There was no clear answer: it may have been done. */
  | 'lost';

/** What has happened so far, in order. */
export type Event = { readonly look: Look } | { readonly answer: Answer; readonly reason?: string };

export interface WriteRule {
  readonly verb: 'create' | 'change' | 'delete';
  /** Whether nothing new may be begun any more: the step is cancelled, or its time is over. */
  readonly isOver: boolean;
}

/** How often a write is sent, and looked for after an answer that was lost: a slow server may still be at it. */
const MOST_WRITES = 3;
const LOOKS_AFTER_LOSS = 3;

/** Decides from everything that has happened. */
export function decideNext(events: readonly Event[], { verb, isOver }: WriteRule): Next {
  const last = events.at(-1);
  const writes = events.filter((event) => 'answer' in event).length;
  if (last === undefined) return isOver ? notDone('the step ended before it') : { do: 'look' };
  if ('answer' in last) {
    switch (last.answer) {
      case 'refused':
        // After a lost answer a refusal may be about what the first write did.
        return wasLost(events) ? { do: 'look' } : notDone(last.reason ?? 'the Platform refused it');
      case 'later':
        return writes >= MOST_WRITES || isOver ? notDone(last.reason ?? 'the Platform is busy') : { do: 'pause' };
      case 'ok':
      case 'lost':
        return { do: 'look' };
    }
  }
  const { look } = last;
  if (isReached(look, verb)) return { end: 'done', why: null };
  const answer = events.findLast((event) => 'answer' in event)?.answer;
  if (answer === undefined) return decideBeforeWriting(look, verb, isOver);
  return decideAfterWriting(look, answer, events, writes, { verb, isOver });
}

function decideBeforeWriting(look: Look, verb: WriteRule['verb'], isOver: boolean): Next {
  if (look === 'unread') return notDone('it could not be looked at first');
  if (isOver) return notDone('the step ended before it');
  const isAsPlanned = verb === 'create' ? look === 'missing' : look === 'before';
  if (isAsPlanned) return { do: 'write' };
  return notDone(
    look === 'missing' ? 'it is gone since the plan was made' : 'somebody changed it since the plan was made',
  );
}

function decideAfterWriting(
  look: Look,
  answer: Answer,
  events: readonly Event[],
  writes: number,
  { verb, isOver }: WriteRule,
): Next {
  if (look === 'other') {
    return {
      end: 'differs',
      why: 'the Platform keeps something else than it was sent, or somebody changed it meanwhile',
    };
  }
  if (look === 'unread') return { end: 'unknown', why: 'the answer was lost, and it could not be looked at' };
  if (verb === 'change' && look === 'missing') return notDone('it is gone since the plan was made');
  // As before: nothing shows of the write.
  if (answer === 'later') return isOver ? notDone('the step ended before it') : { do: 'write' };
  const looks = events.length - 1 - events.findLastIndex((event) => 'answer' in event);
  if (looks < LOOKS_AFTER_LOSS) return { do: 'pause' };
  if (answer === 'refused') return notDone('the Platform refused it');
  if (answer === 'ok') return { end: 'unknown', why: 'the Platform says that it is done, and does not show it' };
  if (isOver) return { end: 'unknown', why: 'the answer was lost, and nothing shows of it so far' };
  return writes < MOST_WRITES ? { do: 'write' } : notDone('the Platform gave no clear answer three times');
}

function isReached(look: Look, verb: WriteRule['verb']): boolean {
  return verb === 'delete' ? look === 'missing' : look === 'after';
}

function wasLost(events: readonly Event[]): boolean {
  return events.some((event) => 'answer' in event && event.answer === 'lost');
}

function notDone(why: string): Next {
  return { end: 'not-done', why };
}
