import type { Policy } from '../../../platform/policy.ts';
import { formatTimestamp, millisecondsOf, type Timestamp } from '../../../platform/timestamp.ts';
import { countNouns, joinSome } from '../../../text/format.ts';

/** From when on an evaluation counts. */
export type Freshness =
  /** Mode `check`: the latest evaluation counts, whenever it was. */
  | { readonly kind: 'latest' }
  /** At this moment or later, on the Platform's clock. */
  | { readonly kind: 'since'; readonly moment: Timestamp }
  /** The Platform does not say when the run completed: nothing can be shown to be newer. */
  | { readonly kind: 'unknown' };

/** Whether a policy's result counts. All but `judged` make the outcome inconclusive; their counts are 0. */
export type Standing = 'judged' | 'stale' | 'never-evaluated' | 'unreadable';

const PHRASES: Readonly<Record<Standing, string>> = {
  judged: 'judged',
  stale: 'not evaluated since the sync',
  'never-evaluated': 'never evaluated',
  unreadable: 'result could not be read',
};

/** A policy's standing in words that can follow its name. */
export function describeStanding(standing: Standing): string {
  return PHRASES[standing];
}

export interface PolicyStanding {
  readonly standing: Standing;
  /** Why the policy is not judged; null if it is. */
  readonly reason: string | null;
}

/** Clocks differ, but not by more than a day: a later date is no date of an evaluation. */
const FUTURE_MS = 86_400_000;

/**
 * Whether a policy's result counts. This is the heart of the gate: a count says nothing if nobody knows on which
 * data it was found, and null is not 0.
 * @param now in milliseconds since 1970; only good enough to know the far future
 * @param doubt why the result does not count, whatever its date says, since the step itself saw something else
 */
export function assessPolicy(
  policy: Policy,
  freshness: Freshness,
  now: number,
  doubt: string | null = null,
): PolicyStanding {
  if (policy.status !== 'active')
    // @failure policies | `inconclusive` | Update the action, or exclude the policy with `!` in `policies`.
    return unjudged('unreadable', `its status is ${policy.status}, which this version does not know`);
  if (policy.defect !== null) return unjudged('unreadable', policy.defect);
  // @failure policies#never | `inconclusive` | The policy has no result yet, or its query fails. Open it on the
  // Platform, or exclude it with `!` in `policies`.
  if (policy.runAt === null) return unjudged('never-evaluated', 'the Platform has never evaluated it');
  // @failure policies#never
  if (policy.violationCount === null) return unjudged('never-evaluated', 'the Platform gives no number of violations');
  if (millisecondsOf(policy.runAt) > now + FUTURE_MS) {
    // @failure policies | `inconclusive` | The time of the result is more than a day ahead of the current time. The
    // clock of the Platform or of the runner is wrong.
    return unjudged('unreadable', `it was evaluated ${formatTimestamp(policy.runAt)}, which is in the future`);
  }
  switch (freshness.kind) {
    case 'latest':
      return { standing: 'judged', reason: null };
    case 'unknown':
      // @failure policies | `inconclusive` | The run has no usable `completed_at`. So the step can't know which results
      // are newer than the run. Look at the run on the Platform.
      return unjudged(
        'stale',
        'the Platform does not say when the run completed, so no result can be shown to be newer',
      );
    case 'since':
      if (policy.runAt >= freshness.moment) {
        return doubt === null ? { standing: 'judged', reason: null } : unjudged('stale', doubt);
      }
      // @failure policies#stale | `inconclusive` | If these policies read tables that this sync does not fill, leave
      // them out with `policies`, `policy-groups` or `domains`. Otherwise look at one of them on the Platform: its
      // evaluation is late or has stopped. If it is only slow, raise `evaluation-timeout-minutes`.
      return unjudged('stale', "its latest result is from before the sync's data");
  }
}

function unjudged(standing: Exclude<Standing, 'judged'>, reason: string): PolicyStanding {
  return { standing, reason };
}

const OUTDATED_NAMED = 10;

/**
 * Says which judged policies were changed after their latest evaluation, as far as their dates tell. Whether an
 * evaluation moves `updated_at` is unknown, so it is a warning only.
 */
export function describeOutdated(assessed: readonly { policy: Policy; standing: PolicyStanding }[]): string[] {
  const outdated = assessed
    .filter(({ standing }) => standing.standing === 'judged')
    .map(({ policy }) => policy)
    .filter(({ runAt, updatedAt }) => runAt !== null && updatedAt !== null && runAt < updatedAt);
  if (outdated.length === 0) return [];
  const names = outdated.slice(0, OUTDATED_NAMED).map(({ name }) => name);
  const list = joinSome(names, outdated.length);
  const many = countNouns(outdated.length, 'policy was', 'policies were');
  // @failure policies | not affected | If somebody changed the query, the count is still that of the old query. Use
  // `mode: gate`, or run a sync: the Platform then evaluates the policy again.
  return [
    `${many} changed after the latest evaluation: ${list}. If a query was changed, its count is that of the old query until the policy is evaluated again, as after the next sync.`,
  ];
}

/** The latest of several moments; unknown if one of them is. */
export function freshSinceAll(moments: readonly (Timestamp | null)[]): Freshness {
  let latest: Timestamp | null = null;
  for (const moment of moments) {
    if (moment === null) return { kind: 'unknown' };
    if (latest === null || moment > latest) latest = moment;
  }
  return latest === null ? { kind: 'unknown' } : { kind: 'since', moment: latest };
}
