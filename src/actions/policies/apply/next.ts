/**
 * What to do next about one write, and how it ended. A write is never repeated before somebody has looked at what the
 * last one did: the Platform knows no idempotency key. A toggle, a creation or a list that is sent whole is not repeated
 * at all if its answer is lost. The first one may still take effect: two toggles are none, two creations make two objects,
 * and an old list undoes what was written since.
 */
export type Next =
  | { readonly do: 'look' | 'write' }
  | { readonly do: 'pause'; readonly ms: number }
  | { readonly end: 'done' | 'not-done' | 'differs' | 'unknown'; readonly why: string | null };

/** What a look at the object shows. */
export type Look =
  /** As it was when the plan was made: nothing was written yet. */
  | 'before'
  /** As it is to be. */
  | 'after'
  /** Neither: somebody else changed it, or the server keeps something else than it was sent. */
  | 'other'
  /** There are several of it. */
  | 'twice'
  /** It is not there. */
  | 'missing'
  /** It could not be looked at. */
  | 'unread';

/** What came of a write. */
export type Answer =
  /** The Platform says that it is done. */
  | 'ok'
  /** The Platform says itself that it did not do it, and would not another time either. */
  | 'refused'
  /** It did nothing for certain, and may do it later: too many requests, or it was not reached at all. */
  | 'later'
  /** There was no clear answer: it may have been done, and may still be. */
  | 'lost';

/** What has happened so far, in order. */
export type Event =
  | {
      readonly look: Look;
      readonly detail?: string | undefined;
      /** The step was over by then, and the look had an effort of its own. */
      readonly isLast?: boolean;
    }
  | { readonly answer: Answer; readonly reason?: string; readonly waitMs?: number | null };

export interface WriteRule {
  /**
   * A change and a removal can be sent twice: the second one does nothing new. `replace` is a change with a list that
   * other writes change, too, such as the policies of a group.
   */
  readonly verb: 'create' | 'change' | 'replace' | 'toggle' | 'delete';
  /** Whether nothing new may be begun any more: the step is cancelled, or its time is over. */
  readonly isOver: boolean;
}

/** Why nothing was written if the step ended. */
export const OVER = 'the step ended before it';

/** How often a write is sent whose answer was lost. A server behind a gateway may carry the first one out much later. */
const MOST_SENT = { create: 1, change: 3, replace: 1, toggle: 1, delete: 3 } as const;

/** What is said of a write that is sent once. */
const SENT_ONCE = {
  create: 'a creation is not sent twice',
  replace: 'an update of a group is not sent twice',
  toggle: 'a toggle is not sent twice',
} as const;

/** A write that the Platform was too busy for is sent so often. */
const MOST_LATER = 8;

/**
 * How often it is looked for after an answer: a slow server may still be at it. What is not sent again is looked for
 * during three quarters of a minute, after longer and longer pauses.
 */
const LOOKS = { create: 6, change: 3, replace: 6, toggle: 6, delete: 3 } as const;

const PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15_000;

/** Decides from everything that has happened. */
export function decideNext(events: readonly Event[], rule: WriteRule): Next {
  const { verb, isOver } = rule;
  const last = events.at(-1);
  if (last === undefined) return isOver ? notDone(OVER) : { do: 'look' };
  if ('answer' in last) return decideAfterAnswer(events, last.answer, last, rule);
  const { look, detail, isLast } = last;
  if (isReached(look, verb)) return { end: 'done', why: null };
  const answer = events.findLast((event) => 'answer' in event);
  if (answer === undefined) return decideBeforeWriting(look, detail, verb, isOver);
  // The step ended during the look, and ended it. What was written is still to be found out.
  if (look === 'unread' && isOver && isLast !== true) return { do: 'look' };
  return decideAfterLook(look, detail, answer, events, rule);
}

function decideAfterAnswer(
  events: readonly Event[],
  answer: Answer,
  { reason, waitMs }: { readonly reason?: string; readonly waitMs?: number | null },
  { isOver }: WriteRule,
): Next {
  switch (answer) {
    case 'later': {
      const refusals = count(events, 'later');
      if (refusals >= MOST_LATER || isOver) return giveUp(events, reason ?? 'the Platform is busy');
      return { do: 'pause', ms: Math.max(pauseAfter(refusals), waitMs ?? 0) };
    }
    // A server may fail after it has written, and call that a refusal. Somebody else may have done the same at that
    // moment. After a lost answer the refusal may be about our own write.
    case 'refused':
    case 'ok':
    case 'lost':
      return { do: 'look' };
  }
}

function decideBeforeWriting(look: Look, detail: string | undefined, verb: WriteRule['verb'], isOver: boolean): Next {
  if (isOver) return notDone(OVER);
  if (look === 'unread') return notDone(`it could not be read first${inBrackets(detail)}`);
  const isAsPlanned = verb === 'create' ? look === 'missing' : look === 'before';
  if (isAsPlanned) return { do: 'write' };
  if (look === 'missing') return notDone(GONE);
  if (look === 'twice') return notDone(describeTwins(detail));
  return notDone(`somebody changed it since the plan was made${inBrackets(detail)}`);
}

const GONE = 'it is gone since the plan was made';

function decideAfterLook(
  look: Look,
  detail: string | undefined,
  { answer, reason }: Extract<Event, { readonly answer: Answer }>,
  events: readonly Event[],
  { verb, isOver }: WriteRule,
): Next {
  const said = answer === 'ok' ? 'the Platform says that it is done' : `the answer was lost${inBrackets(reason)}`;
  if (look === 'twice') return { end: 'differs', why: describeTwins(detail) };
  if (answer === 'refused' && !wasLost(events)) {
    const refusal = reason ?? 'the Platform refused it';
    if (look === 'unread')
      return { end: 'unknown', why: `${refusal}, and it could not be read since${inBrackets(detail)}` };
    if (look !== 'other' || verb === 'create' || verb === 'delete') return notDone(refusal);
    const why = `${refusal}, and part of it may be done, or somebody changed it meanwhile${inBrackets(detail)}`;
    return { end: 'unknown', why };
  }
  if (look === 'other') {
    if (answer === 'later' && !wasLost(events)) return notDone(`somebody changed it meanwhile${inBrackets(detail)}`);
    const why = `the Platform keeps something else than it was sent, or somebody changed it meanwhile${inBrackets(detail)}`;
    return answer === 'ok' ? { end: 'differs', why } : { end: 'unknown', why: `${said}, and ${why}` };
  }
  if (look === 'missing' && verb !== 'create') return notDone(GONE);
  if (answer === 'later') {
    if (isOver) return giveUp(events, reason ?? OVER);
    return look === 'unread' ? giveUp(events, `it could not be read again${inBrackets(detail)}`) : { do: 'write' };
  }
  if (look === 'unread') return { end: 'unknown', why: `${said}, and it could not be read since${inBrackets(detail)}` };
  // As before: nothing shows of the write.
  if (isOver) return { end: 'unknown', why: `${said}, and nothing shows of it so far` };
  const looks = events.length - 1 - events.findLastIndex((event) => 'answer' in event);
  if (looks < LOOKS[verb]) return { do: 'pause', ms: isSentOnce(verb) ? pauseAfter(looks) : PAUSE_MS };
  if (answer === 'ok') return { end: 'unknown', why: `${said}, and does not show it` };
  if (answer === 'refused') {
    return { end: 'unknown', why: `an answer was lost, and the next one was a refusal${inBrackets(reason)}` };
  }
  if (count(events, 'lost') < MOST_SENT[verb]) return { do: 'write' };
  const again = isSentOnce(verb) ? SENT_ONCE[verb] : `it was sent ${MOST_SENT[verb]} times`;
  return { end: 'unknown', why: `${said}, ${again}, and nothing shows of it so far` };
}

/** Whether a write may still take effect after it was given up, and must not be sent again by then. */
export function isSentOnce(verb: WriteRule['verb']): verb is keyof typeof SENT_ONCE {
  return verb in SENT_ONCE;
}

function isReached(look: Look, verb: WriteRule['verb']): boolean {
  return verb === 'delete' ? look === 'missing' : look === 'after';
}

function describeTwins(detail: string | undefined): string {
  return `there are several of it now${inBrackets(detail)}: delete all but one of them on the Platform, or take the last line out of their descriptions`;
}

function inBrackets(detail: string | undefined): string {
  return detail === undefined || detail === '' ? '' : ` (${detail})`;
}

/** In milliseconds: twice as long each time. */
function pauseAfter(times: number): number {
  return Math.min(PAUSE_MS * 2 ** (times - 1), LONGEST_PAUSE_MS);
}

function count(events: readonly Event[], answer: Answer): number {
  return events.filter((event) => 'answer' in event && event.answer === answer).length;
}

function wasLost(events: readonly Event[]): boolean {
  return count(events, 'lost') > 0;
}

/** It is known not to be done only if no answer was lost. */
function giveUp(events: readonly Event[], why: string): Next {
  return wasLost(events) ? { end: 'unknown', why } : notDone(why);
}

function notDone(why: string): Next {
  return { end: 'not-done', why };
}
