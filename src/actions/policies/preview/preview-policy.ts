import { PlatformError } from '../../../platform/http/errors.ts';
import type { Row } from '../../../platform/queries.ts';
import type { Violation } from '../../../platform/violations.ts';
import { ID_COLUMN } from '../check/checks.ts';
import { isSameQuery } from '../sql/tidy-query.ts';
import { compareWith, type Forgive, keyOf } from './compare.ts';
import type { Difference, PolicyPreview } from './preview.ts';
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

/** A query whose rows were read, each of which was handed on. */
interface Read {
  readonly query: ReadableQuery | null;
  readonly rows: ReadRows;
}

const NOTHING: Read = { query: null, rows: { kind: 'rows', count: 0 } };

/**
 * Runs both queries of a policy, one after the other, and compares what they find.
 * @param forgive what a gate would do with a violation of the policy; null: no baseline and no waivers are given
 * @throws {PlatformError} if the Platform does not run one of them
 * @throws {SchemaError} if the rows change while they are read
 */
export async function previewPolicy(
  { slug, name, before, after, columns }: PreviewTarget,
  mostRows: number,
  forgive: Forgive | null,
  asking: Asking,
): Promise<PolicyPreview> {
  const isSame = before !== null && isSameQuery(before, after);
  const finding = new Map<string, number>();
  const old = before === null ? NOTHING : await readBefore(before, isSame ? columns : null);
  const comparison = compareWith(finding, forgive);
  const young = isSame ? old : await readAfter();
  const facts = { slug, name, isThere: before !== null, before: old.rows.count, after: young.rows.count };
  if (young.rows.kind === 'count') return { ...facts, difference: null, why: young.rows.why };
  if (old.rows.kind === 'count') return { ...facts, difference: null, why: `of the Platform's query: ${old.rows.why}` };
  if (isSame) return { ...facts, difference: describeSame(old.rows.count, forgive), why: null };
  const { goneIds, ...compared } = comparison.end();
  const goneShown = old.query === null ? [] : await describeResources(old.query, goneIds, asking);
  return { ...facts, difference: { ...compared, goneShown }, why: null };

  async function readBefore(text: string, given: readonly string[] | null): Promise<Read> {
    const query = await prepareQuery(text, given, asking);
    const take = (row: Row) => {
      const id = readId(row);
      const key = keyOf(id);
      finding.set(key, (finding.get(key) ?? 0) + 1);
      return id !== '';
    };
    return { query, rows: await readQueryRows(query, [ID_COLUMN], mostRows, take, asking) };
  }

  async function readAfter(): Promise<Read> {
    const query = await prepareQuery(after, columns, asking);
    const take = (row: Row) => {
      const violation = readRow(row);
      comparison.add(violation);
      return violation.platformId !== '';
    };
    const wanted = forgive === null ? SHOWN_COLUMNS : MATCHED_COLUMNS;
    return { query, rows: await readQueryRows(query, wanted, mostRows, take, asking) };
  }
}

/** The difference of a query and itself. */
function describeSame(count: number, forgive: Forgive | null): Difference {
  const forgiven = forgive === null ? null : { waived: 0, known: 0 };
  return { added: 0, gone: 0, same: count, forgiven, accounts: [], addedShown: [], goneShown: [] };
}

/** Examples only tell more: if the Platform does not give them, they are shown by their ids. */
async function describeResources(
  query: ReadableQuery,
  ids: readonly string[],
  asking: Asking,
): Promise<readonly Violation[]> {
  if (ids.length === 0) return [];
  const found = await readResources(query, ids, asking).catch((error: unknown) => {
    if (error instanceof PlatformError || asking.isOver(error)) return new Map<string, Violation>();
    throw error;
  });
  return ids.map((id) => found.get(id) ?? rowOfId(id));
}
