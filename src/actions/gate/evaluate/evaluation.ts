import type { Clock } from '../../../clock.ts';
import { PlatformError } from '../../../platform/http/errors.ts';
import { pauseBeforePoll } from '../../../platform/pacing.ts';
import type { PolicyClient } from '../../../platform/policies.ts';
import { isPaused, type Policy } from '../../../platform/policy.ts';
import { pauseUntilProbable } from '../../../platform/rhythm.ts';
import { gateSeverity, rankOf } from '../../../platform/severity.ts';
import { latestClock } from '../../../platform/sight.ts';
import type { ListedPolicies } from '../select/lookup.ts';
import { listAgain, listSelected, type PolicyScope } from '../select/scope.ts';
import { assessPolicy, type Freshness, type PolicyStanding } from './freshness.ts';
import type { Sightings } from './sightings.ts';

export interface AssessedPolicy {
  readonly policy: Policy;
  readonly standing: PolicyStanding;
}

export interface Evaluation {
  readonly assessed: readonly AssessedPolicy[];
  readonly paused: number;
  /** As of `ListedPolicies`. */
  readonly serverTime: number | null;
}

export interface EvaluationDeps {
  readonly client: Pick<PolicyClient, 'listPolicies' | 'listPolicyGroups'>;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  readonly longestPauseMs: number;
  readonly info: (line: string) => void;
}

/** Before the policies are listed again that were all evaluated at the first look. */
const PAUSE_BEFORE_SECOND_LOOK_MS = 500;

/** From when on an evaluation counts, and what the step saw itself, which outranks that. */
export interface Proof {
  readonly freshness: Freshness;
  readonly sightings: Sightings;
}

/**
 * Polls the policies until all that are selected were evaluated since the sync, or the time for that is up.
 * @param before the policies that were selected before the sync: one that is gone since then is not passed
 * @param until by `clock.uptime`; the last poll is at that moment
 * @param probableFrom by `clock.uptime`: that all are evaluated is improbable before; null: nobody knows
 */
export async function awaitEvaluation(
  scope: PolicyScope,
  before: readonly Policy[],
  { freshness, sightings }: Proof,
  until: number,
  deps: EvaluationDeps,
  probableFrom: number | null = null,
): Promise<Evaluation> {
  const { clock, longestPauseMs } = deps;
  const began = clock.uptime();
  function findPause(now: number): number {
    const plain = pauseBeforePoll(now - began, longestPauseMs);
    if (probableFrom === null || now >= probableFrom) return plain;
    return pauseUntilProbable(now - began, probableFrom - now, longestPauseMs);
  }
  let told = -1;
  let toldAt = began;
  let serverTime: number | null = null;
  // What a poll has shown is not passed either if a later one lacks it, or shows a lower severity.
  const expected = new Map(before.map((policy) => [policy.id, policy]));
  const assess = (listing: ListedPolicies) => {
    sightings.look(listing.listed);
    serverTime = listing.serverTime ?? serverTime;
    const now = latestClock({ here: clock.now(), there: serverTime });
    const latest = { ...listing, serverTime };
    const evaluation = assessPolicies(latest, [...expected.values()], { freshness, sightings }, now);
    for (const policy of listing.selection.active) {
      const known = expected.get(policy.id);
      if (known === undefined || isLower(known, policy)) expected.set(policy.id, policy);
    }
    return evaluation;
  };
  // Until a list shows that a result is still to come, nobody saw them come: a date may be there before its count.
  let isSudden = freshness.kind === 'since';
  async function read(): Promise<Evaluation> {
    const listing = await listSelected(scope, deps.client, 'waiting');
    const evaluation = assess(listing);
    const all = evaluation.assessed.length;
    const isOver = countJudged(evaluation) === all;
    isSudden &&= isOver && all > 0;
    // Nothing is over on the word of lists between which a policy may have moved.
    if (!isOver || !(isSudden || listing.isSpread)) return evaluation;
    const pause = isSudden ? Math.min(PAUSE_BEFORE_SECOND_LOOK_MS, longestPauseMs, until - clock.uptime()) : 0;
    if (pause > 0) await clock.sleep(pause, deps.stop);
    const second = await listAgain(scope, listing, deps.client, 'waiting');
    isSudden = false;
    return assess(second);
  }
  let isMoving = false;
  for (;;) {
    const evaluation = await read().catch((error: unknown) => {
      // Servers that disagree for a while: they may agree before the time is up.
      if (!isUnreadable(error) || clock.uptime() >= until) throw error;
      if (!isMoving) deps.info(`The policies can't be read as one list yet, polling on: ${error.message}`);
      isMoving = true;
      return null;
    });
    if (evaluation === null) {
      const now = clock.uptime();
      await clock.sleep(Math.max(0, Math.min(findPause(now), until - now)), deps.stop);
      continue;
    }
    isMoving = false;
    const judged = countJudged(evaluation);
    const all = evaluation.assessed.length;
    const now = clock.uptime();
    if (judged === all || freshness.kind !== 'since' || now >= until) {
      if (freshness.kind === 'since') deps.info(`Policies evaluated on the new data: ${judged} of ${all}.`);
      return evaluation;
    }
    // The first number, the next ones as they change but no more than one line in ten seconds, and a heartbeat.
    if (told < 0 || now - toldAt >= (judged === told ? 60_000 : 10_000)) {
      deps.info(`Policies evaluated on the new data: ${judged} of ${all}.`);
      told = judged;
      toldAt = now;
    }
    await clock.sleep(Math.min(findPause(now), until - now), deps.stop);
  }
}

function isUnreadable(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.failure.kind === 'unreadable';
}

function countJudged({ assessed }: Evaluation): number {
  return assessed.filter(({ standing }) => standing.standing === 'judged').length;
}

/**
 * Assesses what is selected now, and what was selected before and is not any more.
 * @param before each with the highest severity that it had
 * @param now as for `assessPolicy` and `Sightings`
 */
export function assessPolicies(
  { selection, listed, serverTime }: Pick<ListedPolicies, 'selection' | 'listed' | 'serverTime'>,
  before: readonly Policy[],
  { freshness, sightings }: Proof,
  now: number,
): Evaluation {
  const earlier = new Map(before.map((policy) => [policy.id, policy]));
  const assessed = selection.active.map((policy) => {
    const standing = assessPolicy(policy, freshness, now, sightings.doubt(policy, now));
    const fall = describeFall(earlier.get(policy.id) ?? policy, policy);
    if (standing.standing !== 'judged' || fall === null) return { policy, standing };
    return { policy, standing: { standing: 'unreadable' as const, reason: fall } };
  });
  const active = new Set(selection.active.map((policy) => policy.id));
  const lost = before
    .filter((policy) => !active.has(policy.id))
    .map((policy) => {
      const latest = listed.find((one) => one.id === policy.id);
      // @failure policies#changed | `inconclusive` | Somebody changed the policy while the step waited. Run the job
      // again.
      return latest === undefined
        ? {
            policy,
            standing: {
              standing: 'unreadable' as const,
              reason: 'the Platform no longer lists it, or lists it in no selected group',
            },
          }
        : { policy: latest, standing: assessLost(latest) };
    });
  const lostIds = new Set(lost.map(({ policy }) => policy.id));
  return {
    assessed: [...assessed, ...lost],
    paused: selection.paused.filter((policy) => !lostIds.has(policy.id)).length,
    serverTime,
  };
}

/**
 * Says that the severity was lowered, null if it was not: by the lower one its violations may not gate, or more of them
 * may be tolerated. A policy without violations passes by any severity.
 */
function describeFall(before: Policy, policy: Policy): string | null {
  if (policy.violationCount === 0 || !isLower(policy, before)) return null;
  const [from, to] = [before, policy].map(({ severity }) => gateSeverity(severity));
  // @failure policies#changed
  return `its severity was lowered from ${from} to ${to} while this step waited`;
}

function isLower(a: Policy, b: Policy): boolean {
  return rankOf(gateSeverity(a.severity)) < rankOf(gateSeverity(b.severity));
}

function assessLost(policy: Policy): PolicyStanding {
  // @failure policies#changed
  const reason = isPaused(policy)
    ? 'it was paused while this step waited'
    : 'the filters select it no longer: it was changed while this step waited';
  return { standing: 'unreadable', reason };
}
