import { StepError } from '../../../errors.ts';
import { hasStatus, type PlatformError } from '../../../platform/http/errors.ts';
import type { RunList } from '../../../platform/runs.ts';
import { formatCount } from '../../../text/format.ts';
import { findNear, findNearest } from '../../../text/nearest.ts';
import type { SyncDeps } from './deps.ts';

/** How often the runs of a sync are listed that the Platform lists among its syncs, and does not know. */
const MOST_LOOKUPS = 3;
const PAUSE_BEFORE_LOOKUP_MS = 2_000;

/** A slip in `sync-name`. */
export class UnknownSyncError extends StepError {}

/**
 * Lists the runs of a sync. A 404 counts if the list of syncs agrees with it: a server may lag behind another one.
 * @throws {StepError} if there is no such sync, with the nearest names that there are
 */
export async function listRunsOf(syncName: string, deps: SyncDeps): Promise<RunList> {
  for (let lookup = 1; ; lookup++) {
    try {
      return await deps.client.listRuns(syncName);
    } catch (error) {
      if (!hasStatus(error, 404)) throw error;
      const names = await deps.client.listSyncNames().catch(() => [] as string[]);
      deps.stop.throwIfAborted();
      if (!names.includes(syncName)) throw explainUnknownSync(syncName, names, error);
      if (lookup >= MOST_LOOKUPS || deps.clock.uptime() >= deps.deadline) throw explainMissingRuns(syncName, error);
      await deps.clock.sleep(Math.min(PAUSE_BEFORE_LOOKUP_MS, deps.longestPauseMs), deps.stop);
    }
  }
}

function explainMissingRuns(syncName: string, cause: PlatformError): StepError {
  // @failure sync | `error` | Several requests for the runs of the sync were answered with 404. =
  return new StepError(`The Platform lists the sync ${syncName}, but not its runs: ${cause.message}`, {
    remedy: 'Run the job again. If it happens again, check the sync on the Platform, and the role of the key.',
    cause,
  });
}

/** @param total how many syncs there are */
function describeOthers(nearest: readonly string[], total: number): string {
  const list = nearest.join(', ');
  if (total === 1) return `its only sync is ${list}`;
  return nearest.length === total
    ? `its syncs are ${list}`
    : `of its ${formatCount(total)} syncs the nearest are ${list}`;
}

function explainUnknownSync(syncName: string, names: readonly string[], error: PlatformError): StepError {
  if (names.length === 0) {
    // @failure inputs#no-sync
    return new UnknownSyncError(
      `\`sync-name\`: the Platform has no sync named ${syncName}, and lists none: ${error.message}`,
      {
        remedy: 'Check the name, the role of the key, and `platform-url`.',
        cause: error,
      },
    );
  }
  const nearest = findNearest(syncName, names);
  const near = findNear(syncName, names);
  // @failure inputs#no-sync | Correct `sync-name`: the message names the most similar syncs. If it names none, check
  // the role of the key, and `platform-url`.
  return new UnknownSyncError(
    `\`sync-name\`: this Platform has no sync named ${syncName}; ${describeOthers(nearest, names.length)}.`,
    {
      remedy: near === null ? 'Name one of the syncs of this Platform.' : `Did you mean ${near}?`,
      cause: error,
    },
  );
}
