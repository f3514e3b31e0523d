import type { SyncRun } from '../../../platform/run.ts';
import type { TimedSight } from '../../../platform/sight.ts';
import { type IngestionWatch, watchIngestion } from './ingestion.ts';
import { classifyRun } from './run-state.ts';

/** What the step sees of other runs before it decides which one to use: it may be one that it waited for. */
export interface RunWatches {
  /**
   * Runs that are not over are watched from now on.
   * @param asked the moment before they were asked for, and the `Date` header of the answer
   * @param answered the moment after the answer
   */
  look(runs: readonly SyncRun[], asked: TimedSight, answered: TimedSight): void;
  /** Null if the run was over whenever it was seen. */
  find(runId: string): IngestionWatch | null;
}

/** @param rule without `requireIngestion` a run may never say that it is ingested: then only its end counts */
export function watchRuns(rule: { readonly requireIngestion: boolean }): RunWatches {
  const watches = new Map<string, IngestionWatch>();
  return {
    look(runs, asked, answered) {
      for (const run of runs) {
        const watch = watches.get(run.id);
        if (watch !== undefined) watch.look(run, asked);
        else if (classifyRun(run, rule.requireIngestion).kind === 'waiting') {
          watches.set(run.id, watchIngestion({ run, sight: answered, isNew: false }, rule));
        }
      }
    },
    find: (runId) => watches.get(runId) ?? null,
  };
}
