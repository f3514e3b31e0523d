import type { Clock } from '../../clock.ts';
import { parsePlatformUrl } from '../../inputs/platform-url.ts';
import { decideRedaction } from '../../inputs/redaction.ts';
import { openPlatform } from '../../platform/open.ts';
import { createRuns } from '../../platform/runs.ts';
import { readVisibility } from '../../runner/event.ts';
import type { Runner } from '../../runner/runner.ts';
import { toLogText } from '../../text/escape.ts';
import { redactText } from '../../text/redact.ts';
import { hideWords } from './platform-words.ts';
import { cancelOpenRuns } from './sync/cancel.ts';
import { findLateRun } from './sync/late-run.ts';
import { type Attempt, createLedger, type OpenRuns } from './sync/ledger.ts';
import { readSavedRuns } from './sync/saved-runs.ts';

/** How long the post step may take in all. */
const TIME_MS = 15_000;

/**
 * Cancels what a step left in progress on the Platform that its inputs name, and warns of what it can't cancel.
 * @param state the saved list of it
 * @throws {SyntaxError} if the list can't be read
 */
export async function cancelFromPost(state: string, runner: Runner, clock: Clock): Promise<void> {
  const apiKey = runner.getInput('api-key').trim();
  const isRedacted = decideRedaction(runner.getInput('redact').trim(), readVisibility(runner.readPayload()));
  if (isRedacted) runner.hideNames((text) => redactText(text));
  const warn = (message: string) => runner.annotate({ level: 'warning', title: 'CloudQuery gate', message });
  const open = readSavedRuns(state);
  const url = parsePlatformUrl(runner.getInput('platform-url').trim());
  if (apiKey === '' || url.kind === 'problem') {
    for (const attempt of open.attempts) warn(describeUnknown(attempt));
    const runs = open.runs.map(({ syncName, runId }) => `${toLogText(runId)} of ${toLogText(syncName)}`);
    if (runs.length === 0) return;
    // @failure step#left
    warn(
      `Without \`api-key\` and \`platform-url\` nothing can be cancelled. These runs may still be in progress: ${runs.join(', ')}.`,
    );
    return;
  }
  const pace = { clock, longestPauseMs: 1_000, stop: new AbortController().signal, lastMoment: () => null };
  const log = { debug: runner.debug, info: runner.tell };
  const platform = openPlatform({ baseUrl: url.baseUrl, apiKey, timeoutMs: TIME_MS }, pace, log);
  const openClient = () => {
    const runs = createRuns(platform.openLast());
    return isRedacted ? hideWords(runs) : runs;
  };
  try {
    await cancel(open, { openClient, clock, info: runner.tell, warn });
  } finally {
    platform.close();
  }
}

interface CancelDeps {
  readonly openClient: () => ReturnType<typeof createRuns>;
  readonly clock: Clock;
  readonly info: (line: string) => void;
  readonly warn: (message: string) => void;
}

async function cancel({ runs, attempts }: OpenRuns, { openClient, clock, info, warn }: CancelDeps): Promise<void> {
  const latest = clock.uptime() + TIME_MS;
  const ledger = createLedger(() => {});
  for (const run of runs) ledger.add(run);
  const cancelAll = () =>
    cancelOpenRuns(ledger, { client: openClient(), clock, until: () => latest, looksFirst: true, info, warn });
  await cancelAll();
  const late = await Promise.all(attempts.map((attempt) => findLateRun(attempt, { openClient, clock })));
  for (const [index, attempt] of attempts.entries()) {
    const run = late[index];
    if (run != null && ledger.claim(run)) {
      info(`${run.syncName}: found run ${run.runId}, which the step had started without an answer.`);
      ledger.add(run);
    } else {
      warn(describeUnknown(attempt));
    }
  }
  if (late.some((run) => run !== null)) await cancelAll();
}

function describeUnknown({ syncName }: Attempt): string {
  // @failure step#left
  return `The step ended while it started a run of ${toLogText(syncName)}. It is unknown whether there is one. Check on the Platform whether it is in progress.`;
}
