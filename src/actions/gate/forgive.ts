import type { InputReader } from '../../inputs/reader.ts';
import type { Policy } from '../../platform/policy.ts';
import { latestClock, type Sight } from '../../platform/sight.ts';
import type { Violation } from '../../platform/violations.ts';
import type { Folders } from '../../runner/context.ts';
import type { ReadText } from '../../runner/read-file.ts';
import { dayOf } from '../../text/day.ts';
import type { Baseline } from './baseline/baseline.ts';
import { identifyViolation } from './baseline/fingerprint.ts';
import { readGateFiles } from './files.ts';
import { groupByPolicy, isInForce, matchWaiver, type Waiver } from './waivers/waiver.ts';

/** What a gate would do with a violation, whatever its limits: count it, or leave it out. */
export type Forgiveness = 'open' | 'waived' | 'known';

/** Sorts the violations of a policy, one after another. */
export type Forgive = (policy: Pick<Policy, 'id' | 'name'>) => (violation: Violation) => Forgiveness;

/** What the files of the gate forgive now, by two clocks. */
export type ForgiveAt = (now: Sight) => {
  readonly forgive: Forgive;
  /** How many waivers that are in force name a policy so. */
  readonly countWaivers: (name: string) => number;
};

/**
 * Reads what the inputs `baseline` and `waivers` name, as the gate reads it.
 * @param today `YYYY-MM-DD` in UTC, by this machine's clock
 * @returns null if both are empty
 * @throws {InputError} with everything that is wrong with the files
 */
export async function readForgiveness(
  reader: Pick<InputReader, 'textOf'>,
  folders: Folders,
  readText: ReadText,
  today: string,
  isRedacted: boolean,
): Promise<ForgiveAt | null> {
  // Nothing is written here, so that nothing can be in the way of it.
  const getInput = (name: string) => (name === 'baseline' || name === 'waivers' ? reader.textOf(name) : '');
  const { baseline, waivers } = await readGateFiles(getInput, folders, readText, today, isRedacted);
  if (baseline === null && waivers === null) return null;
  const entries = waivers?.entries ?? [];
  return (now) => {
    // As in the gate: if one of the clocks is behind, that must not keep a waiver in force.
    const day = dayOf(latestClock(now));
    const byName = groupByPolicy(
      entries.filter((waiver) => isInForce(waiver, day)),
      ({ policy }) => policy,
    );
    const countWaivers = (name: string) => byName.find({ id: name, name }).length;
    return { forgive: forgiveBy(baseline, entries, day), countWaivers };
  };
}

/** A waiver outranks the baseline, which a run keeps free of what is waived. */
export function forgiveBy(baseline: Baseline | null, waivers: readonly Waiver[], today: string): Forgive {
  const inForce = groupByPolicy(
    waivers.filter((waiver) => isInForce(waiver, today)).map((waiver) => ({ waiver, matches: matchWaiver(waiver) })),
    ({ waiver }) => waiver.policy,
  );
  return (policy) => {
    const own = inForce.find(policy);
    // How many rows of a resource are still known.
    const left = new Map([...(baseline?.byPolicy.get(policy.id) ?? [])].map(([id, { count }]) => [id, count]));
    return (violation) => {
      if (own.some(({ matches }) => matches(violation))) return 'waived';
      const fingerprint = identifyViolation(policy.id, violation);
      const known = fingerprint === null ? 0 : (left.get(fingerprint) ?? 0);
      if (fingerprint === null || known === 0) return 'open';
      left.set(fingerprint, known - 1);
      return 'known';
    };
  };
}
