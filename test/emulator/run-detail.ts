import { type Run, type RunTable, stateOf } from './run.ts';
import { formatTimestamp } from './timestamp.ts';

/** The run's tables are synced one after another, in equal parts of its time in `started`. */
interface TableProgress {
  readonly table: RunTable;
  readonly startedAt: number;
  readonly completedAt: number | null;
}

function tableProgress(run: Run, now: number): TableProgress[] {
  const { beganAt: startedAt } = stateOf(run, now);
  if (startedAt === null) return [];
  const at = run.cancelledAt ?? now;
  const part = (run.endsAt - startedAt) / run.tables.length;
  return run.tables.flatMap((table, index) => {
    // A run that never ends never gets beyond its first table.
    const begins = index === 0 ? startedAt : startedAt + part * index;
    const ends = startedAt + part * (index + 1);
    return begins <= at ? [{ table, startedAt: begins, completedAt: ends <= at ? ends : null }] : [];
  });
}

/** The run's tables as the Platform answers them. */
export function describeTables(run: Run, now: number): Record<string, unknown>[] {
  return tableProgress(run, now).map(({ table, startedAt, completedAt }) => ({
    service_name: table.service,
    name: table.name,
    started_at: formatTimestamp(startedAt),
    ...(completedAt === null
      ? {}
      : {
          completed_at: formatTimestamp(completedAt),
          resources: table.rows,
          errors: table.errors,
          panics: 0,
          runtime_seconds: Math.round((completedAt - startedAt) / 1_000),
        }),
  }));
}

/** Null before the run has started. */
export function describeStats(run: Run, now: number): Record<string, unknown> | null {
  const progress = tableProgress(run, now);
  const first = progress[0];
  if (first === undefined) return null;
  const completed = progress.filter((one) => one.completedAt !== null);
  const last = completed.at(-1)?.completedAt ?? null;
  return {
    started_at: formatTimestamp(first.startedAt),
    ...(last === null ? {} : { last_completed_at: formatTimestamp(last) }),
    completed_tables: completed.length,
    resources: completed.reduce((sum, { table }) => sum + table.rows, 0),
    errors: completed.reduce((sum, { table }) => sum + table.errors, 0),
    panics: 0,
  };
}

/** The lines of the run's log so far; null before it has started. */
export function logOf(run: Run, now: number): string[] | null {
  const state = stateOf(run, now);
  const progress = tableProgress(run, now);
  if (state.beganAt === null) return null;
  const lines = [`${formatTimestamp(state.beganAt)} INF sync started sync=${run.sync.name}`];
  for (const { table, startedAt, completedAt } of progress) {
    if (completedAt === null) continue;
    if (table.errors > 0) {
      lines.push(
        `${formatTimestamp(startedAt)} ERR table resolver failed error="AccessDenied: not ##[error]allowed | \`s3:Get*\`" table=${table.name}`,
      );
    }
    lines.push(
      `${formatTimestamp(completedAt)} INF table sync finished table=${table.name} resources=${table.rows} errors=${table.errors}`,
    );
  }
  if (state.endedAt === null) return lines;
  lines.push(...(run.script.log ?? []));
  if (state.phase === 'failed') {
    lines.push('::error::this line comes from the log of a run', `${formatTimestamp(state.endedAt)} ERR exit status 1`);
  }
  lines.push(`${formatTimestamp(state.endedAt)} INF sync ${state.phase}`);
  return lines;
}
