import { systemClock } from '../../clock.ts';
import { messageOf } from '../../errors.ts';
import { parsePlatformUrl } from '../../inputs/platform-url.ts';
import { exitSoon } from '../../runner/exit.ts';
import { createRunner } from '../../runner/runner.ts';
import { toLogText } from '../../text/escape.ts';
import { decideRedaction, readVisibility } from './redact.ts';
import { removeSpool } from './report/spool.ts';
import { createLedger, readOpenRuns } from './sync/ledger.ts';

/** How long the post step may take in all. */
const TIME_MS = 15_000;

const runner = createRunner();

main()
  .catch((error: unknown) => {
    runner.info(`Warning: the runs that the step left could not be looked after: ${messageOf(error)}`);
  })
  .finally(() => {
    removeRows();
    exitSoon();
  });

/** Cancels what main started and could not cancel, because it was killed or crashed. It starts nothing, and never fails the job. */
async function main(): Promise<void> {
  const apiKey = runner.getInput('api-key').trim();
  runner.protect(apiKey);
  const redaction = runner.getInput('redact').trim() || 'auto';
  if (decideRedaction(redaction, readVisibility(runner.readPayload()))) runner.hideNames();
  const open = readOpenRuns(runner.getState('runs'));
  for (const syncName of open.attempts) {
    // @failure step | unchanged | The step was killed before the run's id reached it. Look on the Platform whether a
    // run goes on.
    warn(
      `A run of ${toLogText(syncName)} was asked for when the step was killed, and its id is not known: look on the Platform whether it goes on.`,
    );
  }
  if (open.runs.length === 0) return;
  const url = parsePlatformUrl(runner.getInput('platform-url').trim());
  if (apiKey === '' || url.kind === 'problem') {
    const runs = open.runs.map(({ syncName, runId }) => `${toLogText(runId)} of ${toLogText(syncName)}`);
    // @failure step | unchanged | The key or the address was there when the step began, and is gone. Cancel the runs on
    // the Platform.
    warn(`Without \`api-key\` and \`platform-url\` nothing can be cancelled; still running may be ${runs.join(', ')}.`);
    return;
  }

  // After most steps there is nothing left to do, and nothing of this to load.
  const [{ openPlatform }, { cancelOpenRuns }] = await Promise.all([
    import('../../platform/open.ts'),
    import('./sync/cancel.ts'),
  ]);
  const ledger = createLedger(() => {});
  for (const run of open.runs) ledger.add(run);
  const stopping = { stop: new AbortController().signal, lastMoment: () => null };
  const inputs = { baseUrl: url.baseUrl, apiKey, timeoutMs: TIME_MS, longestPauseMs: 1_000 };
  const platform = openPlatform(inputs, systemClock, stopping, runner);
  try {
    const latest = systemClock.now() + TIME_MS;
    const until = () => latest;
    await cancelOpenRuns(ledger, { client: platform.lastClient(), clock: systemClock, until, info: runner.info, warn });
  } finally {
    platform.close();
  }
}

function warn(message: string): void {
  runner.annotate({ level: 'warning', title: 'CloudQuery gate', message });
}

/** Last of all: that somebody holds the file must not keep a run from being cancelled. */
function removeRows(): void {
  try {
    removeSpool(runner.getState('spool'));
  } catch (error) {
    runner.info(`Warning: the violations that the step kept on disk could not be removed: ${messageOf(error)}`);
  }
}
