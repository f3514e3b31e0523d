import pLimit from 'p-limit';
import type { Clock } from '../../../clock.ts';
import { messageOf, TimedOutError } from '../../../errors.ts';
import { PlatformError } from '../../../platform/http/errors.ts';
import { type QueryClient, readUnavailable } from '../../../platform/queries.ts';
import { SchemaError } from '../../../platform/schema.ts';
import type { Violation } from '../../../platform/violations.ts';
import { tidyText } from '../../../text/tidy.ts';
import { compareFindings } from './compare.ts';
import { type PolicyPreview, type Preview, sumUp } from './preview.ts';
import { type ReadFinding, readFinding } from './read-finding.ts';

/** A policy whose query is to be tried. */
export interface PreviewTarget {
  readonly slug: string;
  readonly name: string;
  /** Null: it is to be created. */
  readonly id: string | null;
  /** The Platform's query; null if it has none that is active. */
  readonly before: string | null;
  readonly after: string;
  /** What `after` gives; null: unknown. */
  readonly columns: readonly string[] | null;
}

export interface PreviewDeps {
  readonly client: Pick<QueryClient, 'describeColumns' | 'fetchRows'>;
  readonly clock: Clock;
  /** The step's deadline, by `clock.uptime`. */
  readonly deadline: number;
  /** What a gate would do with the violations of a policy; null: no baseline and no waivers are given. */
  readonly forgive:
    | ((policy: { id: string; name: string }) => (violation: Violation) => 'open' | 'waived' | 'known')
    | null;
}

/** Each asks for what two queries find at the same time; the rows of both are in memory. */
const POLICIES_AT_ONCE = 4;

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
  { client, clock, deadline, forgive }: PreviewDeps,
): Promise<Preview> {
  const limit = pLimit(POLICIES_AT_ONCE);
  const end = clock.uptime() + Math.max(0, deadline - clock.uptime()) * SHARE;
  /** Why the Platform runs nothing at all. */
  let closed: string | null = null;

  async function preview({ slug, name, id, before, after, columns }: PreviewTarget): Promise<PolicyPreview> {
    const facts = { slug, name, before: null, after: null, isThere: before !== null, difference: null };
    if (closed !== null) return { ...facts, why: closed };
    const until = Math.min(end, clock.uptime() + MOST_MS);
    if (clock.uptime() >= end) return { ...facts, why: 'the time for previews was over' };
    const read = (query: string, given: readonly string[] | null) =>
      readFinding(query, given, mostRows, client, { budget: 3, until });
    const isSame = before !== null && tidyText(before) === tidyText(after);
    try {
      const [old, young] = await settle([
        before === null ? NOTHING : isSame ? null : read(before, null),
        read(after, columns),
      ]);
      return compare(facts, old ?? young, young, id === null ? null : { id, name });
    } catch (error) {
      if (error instanceof SchemaError) return { ...facts, why: 'its rows changed while they were read' };
      if (error instanceof TimedOutError && clock.uptime() < deadline) {
        return {
          ...facts,
          why: `it took longer than ${Math.round(MOST_MS / 1_000)} s, or than half of the step's time`,
        };
      }
      if (!(error instanceof PlatformError)) throw error;
      closed ??= readUnavailable(error);
      return { ...facts, why: readUnavailable(error) ?? messageOf(error) };
    }
  }

  function compare(
    facts: Omit<PolicyPreview, 'why'>,
    old: ReadFinding,
    young: ReadFinding,
    known: { id: string; name: string } | null,
  ): PolicyPreview {
    const counts = { ...facts, before: old.count, after: young.count };
    if (young.kind === 'count') return { ...counts, why: young.why };
    if (old.kind === 'count') return { ...counts, why: `of the Platform's query: ${old.why}` };
    // A baseline knows policies by their ids, and waivers by their names as well.
    const sort = forgive?.(known ?? { id: '', name: facts.name }) ?? null;
    return { ...counts, difference: compareFindings(old.finding, young.finding, sort), why: null };
  }

  return sumUp(await Promise.all(targets.map((target) => limit(() => preview(target)))));
}

const NOTHING: ReadFinding = { kind: 'rows', count: 0, finding: new Map() };

/** Waits for both, so that nothing is under way any more if one fails. */
async function settle<A, B>([a, b]: readonly [A | Promise<A>, B | Promise<B>]): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}
