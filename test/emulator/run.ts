import { QUICK, type RunScript, type Timings } from './run-script.ts';
import type { SyncDefinition } from './syncs.ts';
import { formatTimestamp } from './timestamp.ts';

/** A run's whole life is settled when it is created, unless it is cancelled; its state depends on the time. */
export interface Run {
  readonly id: string;
  readonly sync: SyncDefinition;
  readonly script: RunScript;
  /** All times in milliseconds since 1970; Infinity: never. */
  readonly createdAt: number;
  readonly pendingAt: number;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly ingestedAt: number;
  readonly evaluatedAt: number;
  readonly evaluationSpread: number;
  readonly tables: readonly RunTable[];
  cancelledAt: number | null;
}

export interface RunTable {
  readonly service: string;
  readonly name: string;
  readonly rows: number;
  readonly errors: number;
}

export interface RunState {
  readonly phase: 'created' | 'pending' | 'started' | 'completed' | 'failed' | 'cancelled';
  readonly ended: boolean;
  readonly ingested: boolean;
  /** From 0 to 1, of its time in `started`. */
  readonly progress: number;
  /** When it reached `started`; null if it has not. */
  readonly beganAt: number | null;
  readonly endedAt: number | null;
}

export function planRun(
  basics: Pick<Run, 'id' | 'sync' | 'createdAt' | 'tables'>,
  script: RunScript,
  timings: Partial<Timings>,
): Run {
  const takes = { ...QUICK, ...timings, ...script.timings };
  const lasts = (phase: 'created' | 'pending' | 'started' | 'ingestion') =>
    script.stuckIn === phase ? Number.POSITIVE_INFINITY : takes[phase];
  const pendingAt = basics.createdAt + lasts('created');
  const startedAt = pendingAt + lasts('pending');
  const endsAt = startedAt + lasts('started');
  const ingestedAt = (script.ends ?? 'completed') === 'completed' ? endsAt + lasts('ingestion') : Infinity;
  const evaluatedAt = {
    'after-ingestion': ingestedAt + takes.evaluation,
    never: Infinity,
    'before-completion': startedAt + takes.started / 2,
    'before-ingestion': endsAt + takes.ingestion / 2,
  }[script.evaluates ?? 'after-ingestion'];
  const { evaluationSpread } = takes;
  return {
    ...basics,
    script,
    pendingAt,
    startedAt,
    endsAt,
    ingestedAt,
    evaluatedAt,
    evaluationSpread,
    cancelledAt: null,
  };
}

export function stateOf(run: Run, now: number): RunState {
  const { cancelledAt } = run;
  // A cancelled run stays as far as it had come.
  const at = cancelledAt ?? now;
  const beganAt = at >= run.startedAt ? run.startedAt : null;
  const progress = Math.min(1, Math.max(0, (at - run.startedAt) / Math.max(1, run.endsAt - run.startedAt) || 0));
  if (cancelledAt !== null) {
    return { phase: 'cancelled', ended: true, ingested: false, progress, beganAt, endedAt: cancelledAt };
  }
  if (now >= run.endsAt) {
    const phase = run.script.ends ?? 'completed';
    return { phase, ended: true, ingested: now >= run.ingestedAt, progress: 1, beganAt, endedAt: run.endsAt };
  }
  const phase = now >= run.startedAt ? 'started' : now >= run.pendingAt ? 'pending' : 'created';
  return { phase, ended: false, ingested: false, progress, beganAt, endedAt: null };
}

/** The run as the Platform answers it. */
export function describeRun(run: Run, now: number): Record<string, unknown> {
  const { script } = run;
  const state = stateOf(run, now);
  const reason = script.statusReason ?? (state.phase === 'failed' ? 'error' : undefined);
  const body: Record<string, unknown> = {
    sync_name: run.sync.name,
    id: run.id,
    status: script.statuses?.[state.phase] ?? state.phase,
    ...(state.ended && reason !== undefined && run.cancelledAt === null ? { status_reason: reason } : {}),
    workers: [{ phase: workerPhase(state), ...(state.phase === 'failed' ? { reason: 'Error' } : {}) }],
    created_at: formatTimestamp(run.createdAt),
    ...(state.endedAt === null ? {} : { completed_at: formatTimestamp(state.endedAt) }),
    total_rows: rowsAt(run, state),
    warnings: state.ended ? (script.warnings ?? 0) : 0,
    errors: Math.floor((script.errors ?? 0) * state.progress),
    migration: false,
    ingested: state.ingested,
  };
  for (const field of script.omit ?? []) delete body[field];
  return body;
}

/** The fields that only the answer for one run has. */
export function describeUsage(run: Run, now: number): Record<string, unknown> {
  const seconds = (Math.max(0, Math.min(now, run.endsAt) - run.startedAt) || 0) / 1_000;
  return {
    cpu_seconds: seconds * 0.8,
    memory_byte_seconds: seconds * 512 * 2 ** 20,
    network_egress_bytes: Math.round(seconds * 125_000),
  };
}

function rowsAt(run: Run, state: RunState): number {
  const all = run.script.totalRows ?? run.tables.reduce((sum, table) => sum + table.rows, 0);
  return Math.floor(all * state.progress);
}

function workerPhase(state: RunState): string {
  switch (state.phase) {
    case 'created':
    case 'pending':
      return 'Pending';
    case 'started':
      return 'Running';
    case 'completed':
      return 'Succeeded';
    case 'failed':
    case 'cancelled':
      return 'Failed';
  }
}
