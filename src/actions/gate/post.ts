import { systemClock } from '../../clock.ts';
import { messageOf } from '../../errors.ts';
import type { Runner } from '../../runner/runner.ts';
import { removeSpool } from './report/spool-folder.ts';

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
  const state = runner.getState('runs');
  // After most steps there is nothing left to do, and nothing of this to load.
  if (state === '') return;
  const { cancelFromPost } = await (await loadGate()).loadCancellation();
  await cancelFromPost(state, runner, systemClock);
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
