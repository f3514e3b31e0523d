import type { EvaluationCount, EvaluationList } from '../../../platform/policies.ts';
import type { Policy } from '../../../platform/policy.ts';
import type { Timestamp } from '../../../platform/timestamp.ts';
import { compareTexts } from '../../../text/compare.ts';
import { type HistoryDeps, isInOrder } from './growth.ts';

/** What all of some policies together found, as it was known at one moment. */
export interface PastTotal {
  readonly moment: Timestamp;
  readonly found: number;
}

/** How many violations were found at the last evaluations: a picture for people, which decides nothing. */
export interface Past {
  /** How many policies are added up. */
  readonly policies: number;
  /** Whether these are all that were judged; else they are those with the most violations now. */
  readonly isWhole: boolean;
  /** Oldest first, the latest one included. */
  readonly totals: readonly PastTotal[];
}

/** So many policies are asked for their history, in a request each. */
export const MOST_HISTORIES = 10;

/** So long the step waits for the picture, most of which it reads violations in any case. */
export const PATIENCE_MS = 3_000;

/** Fewer make no picture. */
const LEAST_TOTALS = 5;
/** More find no room below a small chart. */
const MOST_TOTALS = 12;

/**
 * Asks for the history of the judged policies, or of those with the most violations if there are too many.
 * @param judged the policies whose count is known and new enough
 * @returns null if nothing was found, too little is known, or the Platform does not tell it in time
 */
export async function findPast(judged: readonly Policy[], { client, clock, until }: HistoryDeps): Promise<Past | null> {
  const violated = judged.filter(({ violationCount }) => (violationCount ?? 0) > 0);
  const patience = Math.min(PATIENCE_MS, until - clock.uptime());
  if (violated.length === 0 || patience <= 0) return null;
  const isWhole = judged.length <= MOST_HISTORIES;
  const chosen = (isWhole ? judged : violated)
    .toSorted((a, b) => (b.violationCount ?? 0) - (a.violationCount ?? 0))
    .slice(0, MOST_HISTORIES);

  const late = new AbortController();
  const done = new AbortController();
  const lateness = clock.sleep(patience, done.signal).then(
    () => late.abort(),
    () => {},
  );
  try {
    // A request may also wait in line, where no signal reaches it.
    const histories = await Promise.race([readHistories(chosen, client, late.signal), lateness.then(() => null)]);
    const totals = histories === null ? [] : addUp(histories).slice(-MOST_TOTALS);
    return totals.length < LEAST_TOTALS ? null : { policies: chosen.length, isWhole, totals };
  } finally {
    done.abort();
  }
}

/** Null if one of them is unknown. The first answer says whether the Platform tells them at all. */
async function readHistories(
  policies: readonly Policy[],
  client: HistoryDeps['client'],
  late: AbortSignal,
): Promise<readonly EvaluationList[] | null> {
  const read = async (policy: Policy) => {
    const list = await client.findEvaluations(policy.id, late);
    return list !== null && isInOrder(list) ? withLatest(list, policy) : null;
  };
  const [first, ...others] = policies;
  const history = first === undefined ? null : await read(first);
  if (history === null) return null;
  const all = [history, ...(await Promise.all(others.map(read)))];
  return all.every((list) => list !== null) ? all : null;
}

/** The history with the result that is judged, which it may not hold yet. */
function withLatest({ items, isWhole }: EvaluationList, { runAt, violationCount }: Policy): EvaluationList {
  if (runAt === null || violationCount === null) return { items, isWhole };
  const earlier = items.filter((one) => one.runAt < runAt);
  return { items: [{ runAt, violationCount }, ...earlier], isWhole };
}

/**
 * What all policies together found at each evaluation, oldest first. The policies of one evaluation have dates that are
 * near to each other, and nobody knows how near: so a new one begins as soon as a policy comes again. A moment at which
 * the count of one policy is unknown is left out; one that was not there yet had none.
 */
export function addUp(histories: readonly EvaluationList[]): PastTotal[] {
  const events = histories
    .flatMap(({ items }, index) => items.map((one) => ({ ...one, index })))
    .sort((a, b) => compareTexts(a.runAt, b.runAt) || a.index - b.index);
  const counts = histories.map(({ isWhole }): number | null => (isWhole ? 0 : null));
  const totals: PastTotal[] = [];
  const add = (moment: Timestamp) => {
    const found = counts.reduce<number | null>(
      (sum, count) => (sum === null || count === null ? null : sum + count),
      0,
    );
    if (found !== null) totals.push({ moment, found });
  };
  let seen = new Set<number>();
  let last: EvaluationCount | null = null;
  for (const event of events) {
    if (last !== null && seen.has(event.index)) {
      add(last.runAt);
      seen = new Set();
    }
    seen.add(event.index);
    counts[event.index] = event.violationCount;
    last = event;
  }
  if (last !== null) add(last.runAt);
  return totals;
}
