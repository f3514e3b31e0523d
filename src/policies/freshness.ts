import type { Policy } from '../platform/policy.ts';
import { formatTimestamp, millisecondsOf, type Timestamp } from '../platform/timestamp.ts';
import type { Standing } from '../result.ts';

/** From when on an evaluation counts. */
export type Freshness =
  /** Mode `check`: the latest evaluation counts, whenever it was. */
  | { readonly kind: 'latest' }
  /** At this moment or later, on the Platform's clock. */
  | { readonly kind: 'since'; readonly moment: Timestamp }
  /** The Platform does not say when the run completed: nothing can be shown to be newer. */
  | { readonly kind: 'unknown' };

export interface PolicyStanding {
  readonly standing: Standing;
  /** Why the policy is not judged; null where it is. */
  readonly reason: string | null;
}

/** Clocks differ, but not by more than a day: a later date is no date of an evaluation. */
const FUTURE_MS = 86_400_000;

/**
 * Whether a policy's result counts. This is the heart of the gate: a count says nothing where nobody knows on which
 * data it was found, and null is not 0.
 * @param now in milliseconds since 1970, on this machine; only good enough to know the far future
 */
export function assessPolicy(policy: Policy, freshness: Freshness, now: number): PolicyStanding {
  const status = policy.status.toLowerCase();
  if (status !== 'active')
    return unjudged('unreadable', `its status is ${policy.status}, which this version does not know`);
  if (policy.defect !== null) return unjudged('unreadable', policy.defect);
  if (policy.runAt === null) return unjudged('never-evaluated', 'the Platform has never evaluated it');
  if (policy.violationCount === null) return unjudged('never-evaluated', 'the Platform gives no number of violations');
  if (millisecondsOf(policy.runAt) > now + FUTURE_MS) {
    return unjudged('unreadable', `it was evaluated ${formatTimestamp(policy.runAt)}, which is in the future`);
  }
  switch (freshness.kind) {
    case 'latest':
      return { standing: 'judged', reason: null };
    case 'unknown':
      return unjudged('stale', 'the Platform does not say when the run completed, so no result is known to be newer');
    case 'since':
      if (policy.runAt >= freshness.moment) return { standing: 'judged', reason: null };
      return unjudged('stale', "its latest result is from before the sync's data");
  }
}

function unjudged(standing: Exclude<Standing, 'judged'>, reason: string): PolicyStanding {
  return { standing, reason };
}

/** The latest of several moments; unknown where one of them is. */
export function freshSinceAll(moments: readonly (Timestamp | null)[]): Freshness {
  let latest: Timestamp | null = null;
  for (const moment of moments) {
    if (moment === null) return { kind: 'unknown' };
    if (latest === null || moment > latest) latest = moment;
  }
  return latest === null ? { kind: 'unknown' } : { kind: 'since', moment: latest };
}
