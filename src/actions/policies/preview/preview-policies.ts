import pLimit from 'p-limit';
import type { Clock } from '../../../clock.ts';
import { messageOf, TimedOutError } from '../../../errors.ts';
import { QUESTION } from '../../../platform/http/effort.ts';
import { PlatformError } from '../../../platform/http/errors.ts';
import { MOST_AT_ONCE } from '../../../platform/http/throttle.ts';
import { watchRefusals } from '../../../platform/refusals.ts';
import { SchemaError } from '../../../platform/schema.ts';
import type { Forgive } from './compare.ts';
import { type PolicyPreview, type Preview, sumUp } from './preview.ts';
import { type PreviewTarget, previewPolicy } from './preview-policy.ts';
import type { Asking } from './read-rows.ts';

export interface PreviewDeps extends Pick<Asking, 'client'> {
  readonly clock: Clock;
  /** The step's deadline, by `clock.uptime`. */
  readonly deadline: number;
  /** Told of rows that were read, in bytes of the objects that they became and that are garbage soon. */
  readonly onGarbage?: (bytes: number) => void;
  /** What a gate would do with the violations of a policy; null: no baseline and no waivers are given. */
  readonly forgive: ((policy: { id: string; name: string }) => Forgive) | null;
}

/** Of each, the ids that the Platform's query finds are in memory. */
const POLICIES_AT_ONCE = MOST_AT_ONCE;

/** Of the objects that a cell becomes until its row is counted, besides its text. */
const BYTES_OF_CELL = 90;

/** For one policy, and the share of the time that is left for all of them: to write takes some, too. */
const MOST_MS = 120_000;
const SHARE = 0.5;

/**
 * Runs the queries of policies, and compares what they find with what the Platform's queries find. A preview that can't
 * be had says why.
 * @throws {TimedOutError} after the step's deadline
 */
export async function previewPolicies(
  targets: readonly PreviewTarget[],
  mostRows: number,
  { client, clock, deadline, forgive, onGarbage }: PreviewDeps,
): Promise<Preview> {
  const end = clock.uptime() + Math.max(0, deadline - clock.uptime()) * SHARE;
  const refusals = watchRefusals();
  /** Whether the time of a policy is over, and not that of the step. */
  const isOver = (error: unknown) => error instanceof TimedOutError && clock.uptime() < deadline;
  const onPage = (cells: number) => onGarbage?.(cells * BYTES_OF_CELL);

  async function preview(target: PreviewTarget): Promise<PolicyPreview> {
    const closed = refusals.why();
    if (closed !== null) return describeUnknown(target, closed);
    if (clock.uptime() >= end) return describeUnknown(target, 'the time for previews was over');
    const until = Math.min(end, clock.uptime() + MOST_MS);
    const { id, name } = target;
    // A baseline knows policies by their ids, and waivers by their names as well.
    const forgiveOne = forgive?.({ id: id ?? '', name }) ?? null;
    try {
      const asking = { client, effort: { ...QUESTION, until }, onPage, isOver };
      const result = await previewPolicy(target, mostRows, forgiveOne, asking);
      refusals.noteAnswer();
      return result;
    } catch (error) {
      if (error instanceof SchemaError) {
        return describeUnknown(
          target,
          `its rows changed while they were read, or are not all there (${error.message})`,
        );
      }
      if (isOver(error)) {
        const seconds = Math.round(MOST_MS / 1_000);
        return describeUnknown(target, `it took longer than ${seconds} s, or than half of the step's time`);
      }
      if (!(error instanceof PlatformError)) throw error;
      return describeUnknown(target, refusals.noteFailure(error) ?? messageOf(error));
    }
  }

  return sumUp(await pLimit(POLICIES_AT_ONCE).map(targets, preview));
}

function describeUnknown({ slug, name, before }: PreviewTarget, why: string): PolicyPreview {
  return { slug, name, before: null, after: null, isThere: before !== null, difference: null, why };
}
