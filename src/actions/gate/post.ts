import { systemClock } from '../../clock.ts';
import { messageOf } from '../../errors.ts';
import { decideRedaction } from '../../inputs/redaction.ts';
import { readVisibility } from '../../runner/event.ts';
import type { Runner } from '../../runner/runner.ts';
import { toLogText } from '../../text/escape.ts';
import { redactText } from '../../text/redact.ts';
import { removeSpool } from './report/spool-folder.ts';
import { readOpenRuns } from './sync/ledger.ts';

/** Loads the gate: only what a killed step left needs it. */
type LoadGate = () => Promise<Pick<typeof import('./main.ts'), 'loadCancellation'>>;

/** Cancels what main started and could not cancel, because it was killed or crashed. */
export async function post(runner: Runner, loadGate: LoadGate): Promise<void> {
  try {
    await cancelLeftRuns(runner, loadGate);
  } catch (error) {
    // @failure step#left | not affected | Check on the Platform whether a run is still in progress, and cancel it
    // there.
    runner.warn(`the runs that the step left in progress could not be checked: ${messageOf(error)}`);
  }
  // Last of all: that somebody holds the file must not keep a run from being cancelled.
  removeRows(runner);
}

async function cancelLeftRuns(runner: Runner, loadGate: LoadGate): Promise<void> {
  runner.protect(runner.getInput('api-key').trim());
  const isRedacted = decideRedaction(runner.getInput('redact').trim(), readVisibility(runner.readPayload()));
  if (isRedacted) runner.hideNames((text) => redactText(text));
  const open = readOpenRuns(runner.getState('runs'));
  for (const syncName of open.attempts) {
    // @failure step#left
    warn(
      runner,
      `The step ended while it started a run of ${toLogText(syncName)}. It is unknown whether there is one. Check on the Platform whether it is in progress.`,
    );
  }
  if (open.runs.length === 0) return;
  // After most steps there is nothing left to do, and nothing of this to load.
  const { cancelFromPost } = await (await loadGate()).loadCancellation();
  const isTried = await cancelFromPost(open.runs, runner, systemClock, (message) => warn(runner, message), isRedacted);
  if (isTried) return;
  const runs = open.runs.map(({ syncName, runId }) => `${toLogText(runId)} of ${toLogText(syncName)}`);
  // @failure step#left
  warn(
    runner,
    `Without \`api-key\` and \`platform-url\` nothing can be cancelled. These runs may still be in progress: ${runs.join(', ')}.`,
  );
}

function warn(runner: Runner, message: string): void {
  runner.annotate({ level: 'warning', title: 'CloudQuery gate', message });
}

function removeRows(runner: Runner): void {
  try {
    removeSpool(runner.getState('spool'));
  } catch (error) {
    // @failure step | not affected | A folder `cloudquery-gate-rows-…` is left in `RUNNER_TEMP`. The runner deletes it
    // after the job.
    runner.warn(`the violations that the step kept on disk could not be removed: ${messageOf(error)}`);
  }
}
