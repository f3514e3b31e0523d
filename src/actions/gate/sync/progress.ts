import type { SyncRun } from '../../../platform/run.ts';
import type { RunStats } from '../../../platform/runs.ts';
import { countNouns } from '../../../text/format.ts';
import { isKnownStatus } from './run-state.ts';

/** Without news, a line this often says that the step is alive. */
export const HEARTBEAT_MS = 60_000;

/** Tells the story of a run: a line if something changes, and a heartbeat. */
export interface Progress {
  /** Whether there is something to tell. */
  isDue(run: SyncRun, now: number): boolean;
  /** The line; from then on that is known. */
  tell(run: SyncRun, stats: RunStats | null, now: number): string;
  /** When a line is due without news. */
  dueAt(): number;
  /** A line in a long pause, in which the run is not polled. */
  tellPause(run: SyncRun, now: number): string;
}

/** @param began when the wait began; all times by `clock.uptime` */
export function createProgress(syncName: string, first: SyncRun, began: number): Progress {
  let told = markOf(first);
  let toldAt = began;
  return {
    isDue: (run, now) => markOf(run) !== told || now - toldAt >= HEARTBEAT_MS,
    dueAt: () => toldAt + HEARTBEAT_MS,
    tell(run, stats, now) {
      told = markOf(run);
      toldAt = now;
      return `${syncName}: ${describeRun(run, stats)} (${formatElapsed(now - began)})`;
    },
    tellPause(run, now) {
      toldAt = now;
      return `${syncName}: ${run.status} at the last poll (${formatElapsed(now - began)})`;
    },
  };
}

/** What counts as a change. Rows do not: they change with every poll. */
function markOf(run: SyncRun): string {
  return [run.status, run.statusReason, run.errors > 0, run.ingested].join(' ');
}

/** `started, 14 tables done, 1204 rows, 3 errors`. */
export function describeRun(run: SyncRun, stats: RunStats | null): string {
  const parts = [run.statusReason === null ? run.status : `${run.status} (${run.statusReason})`];
  if (!isKnownStatus(run.status)) parts.push('a status that this version does not know, taken as not finished');
  if (run.status === 'completed' && run.ingested !== null) parts.push(run.ingested ? 'ingested' : 'not ingested');
  if (stats !== null) parts.push(`${countNouns(stats.completedTables, 'table')} done`);
  // Stats are about what was fetched so far; the run's own total may come at its end only.
  const rows = Math.max(run.rows, stats?.resources ?? 0);
  if (rows > 0 || run.status === 'completed') parts.push(countNouns(rows, 'row'));
  if (run.errors > 0 || run.status === 'completed') parts.push(countNouns(run.errors, 'error'));
  return parts.join(', ');
}

/** `0:07`, `12:30`, `1:02:03`. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1_000);
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(s).padStart(2, '0')}`;
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`;
}
