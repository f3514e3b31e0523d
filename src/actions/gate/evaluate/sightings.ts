import type { Policy } from '../../../platform/policy.ts';
import { CLOCK_TOLERANCE_MS } from '../../../platform/sight.ts';
import { formatTimestamp, millisecondsOf, type Timestamp } from '../../../platform/timestamp.ts';

/** What the step saw of the policies itself, list by list. It outranks what their dates say. */
export interface Sightings {
  /** Takes a list of policies that was read after the syncs were over. */
  look(policies: readonly Policy[]): void;
  /**
   * Why a policy's latest result does not count, whatever its date says; null if nothing speaks against it.
   * @param now in milliseconds since 1970, by the later of this machine's clock and the `Date` header
   */
  doubt(policy: Policy, now: number): string | null;
}

/** Of a step that reads one list only. */
export const NO_SIGHTINGS: Sightings = { look: () => {}, doubt: () => null };

interface Sighting {
  /** The latest result that is known to be too old; null: there was none; undefined: it could not be read. */
  oldRunAt: Timestamp | null | undefined;
  /** Whether it could not be read before the syncs ended. */
  readonly wasUnreadable: boolean;
  /** The latest result that any list showed; null: none did. */
  latestRunAt: Timestamp | null;
  /** The result of the first list that was read after the syncs; undefined: there was no such list, or as above. */
  firstRunAt: Timestamp | null | undefined;
  queryHash: string | null;
  /** As it was with that query. */
  updatedAt: Timestamp | null;
  change: QueryChange | null;
}

/** A query was seen to be another one than before. */
interface QueryChange {
  /** The result that was there already when the new query was first seen; null and undefined as above. */
  runAt: Timestamp | null | undefined;
  /** When the policy had been changed before that. */
  updatedBefore: Timestamp | null;
}

/**
 * Compares each list with the ones before. A result that the step saw before the syncs' data was there is no result on
 * that data, also if its date lies ahead. A date that is ahead of both clocks proves nothing, so that only a result
 * that came after the first list counts. And a count belongs to the query of its time: if the query changed since, a
 * later result is needed.
 * @param before all policies of a list that was read before the syncs ended
 * @param mustMove whether that list is older than the data. It may not be if every run was over before the step began.
 */
export function recordSightings(before: readonly Policy[], mustMove: boolean): Sightings {
  const byId = new Map<string, Sighting>();
  for (const policy of before) {
    const oldRunAt = runAtOf(policy);
    const known = { ...describeFirst(policy), oldRunAt, wasUnreadable: oldRunAt === undefined };
    byId.set(policy.id, { ...known, latestRunAt: policy.runAt });
  }
  return {
    look(policies) {
      for (const policy of policies) {
        const known = byId.get(policy.id) ?? describeFirst(policy);
        byId.set(policy.id, known);
        update(known, policy);
      }
    },
    doubt(policy, now) {
      const known = byId.get(policy.id);
      if (known === undefined) return null;
      if (mustMove && known.wasUnreadable && !isLater(policy.runAt, known.oldRunAt)) {
        // @failure policies#doubt
        return 'its result before the sync could not be read, so it is unknown whether the latest result is new';
      }
      if (mustMove && !isLater(policy.runAt, known.oldRunAt)) {
        // @failure policies | `inconclusive` | The Platform has not evaluated the policy since the sync, and the date
        // of the old result is wrong. Look at the policy on the Platform.
        return 'its latest result is older than the sync, whatever its date says: an earlier list already showed it';
      }
      if (isAhead(policy.runAt, now) && !isLater(policy.runAt, known.firstRunAt)) {
        // @failure policies | `inconclusive` | The clock of the server that evaluates policies is ahead. So the date
        // does not prove that the result is about the new data. Correct that clock. Or lower
        // `max-poll-interval-seconds`: if the step sees the result appear, the result counts.
        return `its latest result is dated ${formatTimestamp(policy.runAt)}, which is ahead of this machine's clock and of the Platform's \`Date\` header. The step did not see the result appear, so the date proves nothing`;
      }
      if (known.change !== null && !isAnswered(policy, known.change)) {
        // @failure policies#changed
        return 'its query was changed while this step waited, and no evaluation is known to be later';
      }
      if (known.latestRunAt !== null && !isAtLeast(policy.runAt, known.latestRunAt)) {
        // @failure policies#doubt | `inconclusive` | The Platform contradicted itself about this policy, or gave a
        // result that can't be read. Run the job again. If that does not help, [report it](../CONTRIBUTING.md).
        return 'the list is out of date: an earlier list showed a later result';
      }
      return null;
    },
  };
}

/** Of a policy that was not there before any result is new. */
function describeFirst({ queryHash, updatedAt }: Policy): Sighting {
  const unseen = { oldRunAt: null, firstRunAt: undefined, latestRunAt: null, wasUnreadable: false };
  return { ...unseen, queryHash, updatedAt, change: null };
}

function update(known: Sighting, policy: Policy): void {
  // The first result that can be read may have been there all the time.
  if (known.oldRunAt === undefined) known.oldRunAt = runAtOf(policy);
  if (known.firstRunAt === undefined) known.firstRunAt = runAtOf(policy);
  if (known.change?.runAt === undefined && known.change !== null) known.change.runAt = runAtOf(policy);
  if (isLater(policy.runAt, known.latestRunAt)) known.latestRunAt = policy.runAt;
  if (policy.queryHash !== known.queryHash) {
    known.change = { runAt: runAtOf(policy), updatedBefore: known.updatedAt };
    known.queryHash = policy.queryHash;
  }
  known.updatedAt = policy.updatedAt;
}

function runAtOf({ runAt, defect }: Policy): Timestamp | null | undefined {
  return defect === null ? runAt : undefined;
}

function isLater(runAt: Timestamp | null, old: Timestamp | null | undefined): boolean {
  return runAt !== null && old !== undefined && (old === null || runAt > old);
}

function isAtLeast(runAt: Timestamp | null, moment: Timestamp): boolean {
  return runAt !== null && runAt >= moment;
}

function isAhead(runAt: Timestamp | null, now: number): runAt is Timestamp {
  return runAt !== null && millisecondsOf(runAt) > now + CLOCK_TOLERANCE_MS;
}

/** Either a result came after the new query was seen, or the policy's own dates say so. */
function isAnswered({ runAt, updatedAt }: Policy, { runAt: old, updatedBefore }: QueryChange): boolean {
  if (isLater(runAt, old)) return true;
  // A change of the saved query may not move `updated_at`: then its date says nothing of this change.
  const isDated = updatedAt !== null && updatedBefore !== null && updatedAt > updatedBefore;
  return isDated && runAt !== null && runAt > updatedAt;
}
