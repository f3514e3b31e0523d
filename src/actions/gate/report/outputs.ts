import { dirname } from 'node:path';
import { SEVERITIES } from '../../../platform/severity.ts';
import type { Judgement } from '../judge/judge.ts';
import { findKnownCounts } from '../judge/known-counts.ts';
import type { GateResult } from '../result.ts';
import type { SyncResult } from '../sync/result.ts';
import type { WrittenFile } from './kinds.ts';

/** Worst last; a status that this version does not know stands between those that failed and those that go on. */
const BEST_FIRST = ['completed', 'started', 'pending', 'created', 'unknown', 'cancelled', 'failed', 'refused'];

/**
 * The outputs that are known. What is unknown is left out, so that it is empty in a workflow and not 0.
 */
export function outputsOf(result: GateResult): Readonly<Record<string, string>> {
  const { judgement } = result;
  const policies = judgement === null ? {} : policyOutputsOf(judgement);
  // The outcome last: if there is no room for all of them, it must not say `passed`.
  return { ...syncOutputsOf(result.syncs), ...policies, outcome: result.outcome };
}

function policyOutputsOf(judgement: Judgement): Readonly<Record<string, string>> {
  const { failing, totals, bySeverity } = findKnownCounts(judgement);
  const counts = {
    'policies-evaluated': judgement.judged,
    'policies-failing': failing,
    'policies-inconclusive': judgement.inconclusive,
    violations: totals?.found ?? null,
    ...Object.fromEntries(
      SEVERITIES.map((severity) => [`violations-${severity}`, bySeverity[severity]?.found ?? null]),
    ),
    'gating-violations': totals?.gating ?? null,
    'new-violations': judgement.news.kind === 'unknown' ? null : judgement.news.count,
    'waived-violations': totals?.waived ?? null,
  };
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) => (count === null ? [] : [[name, String(count)]])),
  );
}

/** The outputs about a file; set if it was written. */
export function fileOutputsOf({ kind, path }: WrittenFile): Readonly<Record<string, string>> {
  return { 'report-dir': dirname(path), [kind === 'baseline' ? 'baseline-file' : `report-${kind}`]: path };
}

/** The outputs about the syncs; they are set as soon as something is known, and again at the end. */
export function syncOutputsOf(syncs: readonly SyncResult[]): Readonly<Record<string, string>> {
  if (syncs.length === 0) return {};
  const known = {
    'sync-run-id': syncs.flatMap(({ runId }) => runId ?? []).join('\n'),
    'sync-status': worstStatus(syncs),
    'sync-rows': total(syncs.map(({ rows }) => rows)),
    'sync-errors': total(syncs.map(({ errors }) => errors)),
    'sync-duration-seconds': longest(syncs.map(({ durationSeconds }) => durationSeconds)),
    'sync-runs': JSON.stringify(syncs.map(toJsonRun)),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== ''));
}

function worstStatus(syncs: readonly SyncResult[]): string {
  const rank = (status: string) => {
    const index = BEST_FIRST.indexOf(status);
    return index === -1 ? BEST_FIRST.indexOf('unknown') : index;
  };
  const statuses = syncs.flatMap(({ status, state }) => status ?? (state === 'refused' ? 'refused' : []));
  return statuses.reduce((worst, status) => (worst === '' || rank(status) > rank(worst) ? status : worst), '');
}

/** The sum; empty if one of the numbers is unknown. */
function total(numbers: readonly (number | null)[]): string {
  return numbers.includes(null) ? '' : String(numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0));
}

/** They run side by side: the longest one counts. */
function longest(seconds: readonly (number | null)[]): string {
  return seconds.includes(null) ? '' : String(Math.max(...seconds.map((one) => one ?? 0)));
}

/** The fields of the output `sync-runs`, for one sync. */
export function toJsonRun(sync: SyncResult) {
  return {
    sync: sync.syncName,
    id: sync.runId,
    origin: sync.origin,
    state: sync.state,
    status: sync.status,
    status_reason: sync.statusReason,
    ingested: sync.ingested,
    rows: sync.rows,
    errors: sync.errors,
    created_at: sync.createdAt,
    completed_at: sync.completedAt,
    duration_seconds: sync.durationSeconds,
  };
}
