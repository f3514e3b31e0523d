import { InputError, TimedOutError } from '../../../errors.ts';
import type { StartRule } from './before-start.ts';
import type { SyncDeps } from './deps.ts';
import { listRunsOf, UnknownSyncError } from './lookup.ts';
import type { SyncResult } from './result.ts';
import { type FinishedSync, runSync, unstartedSync } from './run-sync.ts';
import { createTurns } from './turns.ts';

/**
 * Runs several syncs side by side and waits for all of them: one that fails does not stop the others, an error that
 * would meet them all does.
 * @param report told of all of them whenever something becomes known of one
 * @throws the first error, once every sync has come to rest
 */
export async function runSyncs(
  syncNames: readonly string[],
  rule: StartRule,
  deps: SyncDeps,
  report: (results: readonly SyncResult[]) => void,
): Promise<readonly FinishedSync[]> {
  const results = syncNames.map(unstartedSync);
  // All names are looked up before the first run is started: a slip in one of them must not leave another running.
  const lists = await Promise.allSettled(syncNames.map((syncName) => listRunsOf(syncName, deps)));
  throwFirst(lists);

  const halt = new AbortController();
  const together = {
    ...deps,
    stop: AbortSignal.any([deps.stop, halt.signal]),
    stepStop: deps.stop,
    ...(syncNames.length > 1 ? { turns: createTurns() } : {}),
  };
  const finished = await Promise.allSettled(
    lists.map(async (list, index) => {
      if (list.status === 'rejected') throw list.reason;
      try {
        return await runSync(syncNames[index] ?? '', list.value, rule, together, (result) => {
          results[index] = result;
          report([...results]);
        });
      } catch (error) {
        // The others have the same deadline; anything else would meet them too, or has left this one unproved.
        if (!(error instanceof TimedOutError)) halt.abort(error);
        throw error;
      }
    }),
  );
  throwFirst(finished);
  return finished.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** Names that do not exist are told all at once; otherwise the first error counts. */
function throwFirst(settled: readonly PromiseSettledResult<unknown>[]): void {
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const unknown = errors.filter((error) => error instanceof UnknownSyncError);
  if (unknown.length > 1) throw new InputError(unknown.map((error) => error.message));
  if (errors.length > 0) throw errors.find((error) => !(error instanceof TimedOutError)) ?? errors[0];
}
