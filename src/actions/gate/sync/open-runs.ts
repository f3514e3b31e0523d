import type { OpenRuns } from './ledger.ts';
import type { Asked } from './novelty.ts';

export const NOTHING_OPEN: OpenRuns = { runs: [], attempts: [] };

/** With these alone a run is as new or known as with all of them. A runner passes no long texts on. */
const MOST_LISTED = 3;

/** Writes what is open for the post step; empty if nothing is. */
export function writeOpenRuns({ runs, attempts }: OpenRuns): string {
  if (runs.length === 0 && attempts.length === 0) return '';
  return JSON.stringify({
    runs: runs.map(({ syncName, runId }) => ({ syncName, runId })),
    attempts: attempts.map(({ syncName, asked }) => ({ syncName, asked: asked && shorten(asked) })),
  });
}

/** Without the older runs: who is older than a list that is not whole counts as listed. */
function shorten({ before: { runs, isWhole }, at: { here, there } }: Asked): Asked {
  const newest = runs.slice(0, MOST_LISTED).map(({ id, createdAt }) => ({ id, createdAt }));
  return { before: { runs: newest, isWhole: isWhole && runs.length <= MOST_LISTED }, at: { here, there } };
}
