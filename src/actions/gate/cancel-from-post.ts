import type { Clock } from '../../clock.ts';
import { parsePlatformUrl } from '../../inputs/platform-url.ts';
import { openPlatform } from '../../platform/open.ts';
import { createRuns } from '../../platform/runs.ts';
import type { Runner } from '../../runner/runner.ts';
import { hideWords } from './platform-words.ts';
import { cancelOpenRuns } from './sync/cancel.ts';
import { createLedger, type OwnRun } from './sync/ledger.ts';

/** How long the post step may take in all. */
const TIME_MS = 15_000;

/**
 * Cancels these runs of the step on the Platform that its inputs name.
 * @returns false if address or key are gone
 */
export async function cancelFromPost(
  runs: readonly OwnRun[],
  runner: Runner,
  clock: Clock,
  warn: (message: string) => void,
  isRedacted: boolean,
): Promise<boolean> {
  const apiKey = runner.getInput('api-key').trim();
  const url = parsePlatformUrl(runner.getInput('platform-url').trim());
  if (apiKey === '' || url.kind === 'problem') return false;
  const ledger = createLedger(() => {});
  for (const run of runs) ledger.add(run);
  const pace = { clock, longestPauseMs: 1_000, stop: new AbortController().signal, lastMoment: () => null };
  const log = { debug: runner.debug, info: runner.tell };
  const platform = openPlatform({ baseUrl: url.baseUrl, apiKey, timeoutMs: TIME_MS }, pace, log);
  try {
    const latest = clock.uptime() + TIME_MS;
    const runs = createRuns(platform.openLast());
    const client = isRedacted ? hideWords(runs) : runs;
    await cancelOpenRuns(ledger, { client, clock, until: () => latest, looksFirst: true, info: runner.tell, warn });
  } finally {
    platform.close();
  }
  return true;
}
