import pLimit from 'p-limit';
import type { Clock } from '../../../clock.ts';
import { messageOf, TimedOutError } from '../../../errors.ts';
import { PlatformError } from '../../../platform/http/errors.ts';
import { MOST_AT_ONCE } from '../../../platform/http/throttle.ts';
import { type QueryClient, type Row, readUnavailable } from '../../../platform/queries.ts';
import { SchemaError } from '../../../platform/schema.ts';
import type { Violation } from '../../../platform/violations.ts';
import { tidyText } from '../../../text/tidy.ts';
import { ID_COLUMN } from '../check/checks.ts';
import { compareWith } from './compare.ts';
import { type Difference, type PolicyPreview, type Preview, sumUp } from './preview.ts';
import {
  type Asking,
  prepareQuery,
  type ReadableQuery,
  type ReadRows,
  readQueryRows,
  readResources,
} from './read-rows.ts';
import { MATCHED_COLUMNS, readId, readRow, rowOfId, SHOWN_COLUMNS } from './row.ts';

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
  /** Told of rows that were read, in bytes of the objects that they became and that are garbage soon. */
  readonly onGarbage?: (bytes: number) => void;
  /** What a gate would do with the violations of a policy; null: no baseline and no waivers are given. */
  readonly forgive:
    | ((policy: { id: string; name: string }) => (violation: Violation) => 'open' | 'waived' | 'known')
    | null;
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
  const limit = pLimit(POLICIES_AT_ONCE);
  const end = clock.uptime() + Math.max(0, deadline - clock.uptime()) * SHARE;
  /** Why the Platform runs nothing at all. */
  let closed: string | null = null;

  async function preview({ slug, name, id, before, after, columns }: PreviewTarget): Promise<PolicyPreview> {
    const facts = { slug, name, before: null, after: null, isThere: before !== null, difference: null };
    if (closed !== null) return { ...facts, why: closed };
    const until = Math.min(end, clock.uptime() + MOST_MS);
    if (clock.uptime() >= end) return { ...facts, why: 'the time for previews was over' };
    const onPage = (cells: number) => onGarbage?.(cells * BYTES_OF_CELL);
    const asking: Asking = { client, effort: { budget: 3, until }, onPage };
    const isSame = before !== null && tidyText(before) === tidyText(after);
    try {
      const query = before === null ? null : await prepareQuery(before, isSame ? columns : null, asking);
      const finding = new Map<string, number>();
      const old =
        before === null
          ? NOTHING
          : await readQueryRows(query, [ID_COLUMN], mostRows, (row) => countId(readId(row), finding), asking);
      // A baseline knows policies by their ids, and waivers by their names as well.
      const comparison = compareWith(finding, forgive?.({ id: id ?? '', name }) ?? null);
      if (isSame) {
        const { goneIds: _, ...compared } = comparison.end();
        return conclude(facts, old, old, { ...compared, gone: 0, goneShown: [], same: old.count ?? 0 });
      }
      const add = (row: Row) => {
        const violation = readRow(row);
        if (violation.platformId === '') return false;
        comparison.add(violation);
        return true;
      };
      const wanted = forgive === null ? SHOWN_COLUMNS : MATCHED_COLUMNS;
      const young = await readQueryRows(await prepareQuery(after, columns, asking), wanted, mostRows, add, asking);
      const { goneIds, ...compared } = comparison.end();
      const isKnown = old.kind === 'rows' && young.kind === 'rows';
      const goneShown = isKnown && query !== null ? await showGone(query, goneIds, asking) : [];
      return conclude(facts, old, young, { ...compared, goneShown });
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

  /** Examples only tell more: if the Platform gives no more than their ids, these are shown. */
  async function showGone(query: ReadableQuery, ids: readonly string[], asking: Asking): Promise<Violation[]> {
    const show = (found: ReadonlyMap<string, Violation>) => ids.map((id) => found.get(id) ?? rowOfId(id));
    if (ids.length === 0) return [];
    try {
      return show(await readResources(query, ids, asking));
    } catch (error) {
      if (error instanceof PlatformError || (error instanceof TimedOutError && clock.uptime() < deadline)) {
        return show(new Map());
      }
      throw error;
    }
  }

  function conclude(
    facts: Omit<PolicyPreview, 'why'>,
    old: ReadRows,
    young: ReadRows,
    difference: Difference,
  ): PolicyPreview {
    const counts = { ...facts, before: old.count, after: young.count };
    if (young.kind === 'count') return { ...counts, why: young.why };
    if (old.kind === 'count') return { ...counts, why: `of the Platform's query: ${old.why}` };
    return { ...counts, difference, why: null };
  }

  return sumUp(await Promise.all(targets.map((target) => limit(() => preview(target)))));
}

const NOTHING: ReadRows = { kind: 'rows', count: 0 };

/** @returns whether there is an id */
function countId(id: string, finding: Map<string, number>): boolean {
  if (id === '') return false;
  finding.set(id, (finding.get(id) ?? 0) + 1);
  return true;
}
