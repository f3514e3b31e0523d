import { settleEnvironment } from '../runner/environment.ts';
import { exitSoon, startLifecycle } from '../runner/lifecycle.ts';
import { checkNodeVersion } from '../runner/node-version.ts';
import { createRunner, type Runner } from '../runner/runner.ts';
import { post as gatePost } from './gate/post.ts';
import { STEPS } from './steps.ts';

/**
 * What is left to do after the job's other steps. It starts nothing, and never fails the job. Post steps are small and
 * mostly find nothing to do: they are loaded with this file.
 */
export const POSTS = {
  'gate-post': (runner: Runner) => gatePost(runner, loadGate),
} satisfies Readonly<Record<string, (runner: Runner) => Promise<void>>>;

/** Behind the parts that all steps are made of, as the step itself loads it. */
const loadGate = async () => (await import('./stories.ts')).loadGate();

/** Runs a step. An entry file has set the exit code to 1 before. */
export async function startStep(name: keyof typeof STEPS): Promise<void> {
  const runner = createRunner();
  const lifecycle = startLifecycle(runner, STEPS[name]);
  for (const line of settleEnvironment()) runner.info(line);
  await import('./stories.ts')
    .then(({ STORIES }) => {
      checkNodeVersion();
      return STORIES[name](runner, lifecycle);
    })
    .then(lifecycle.settle, lifecycle.fail);
}

/** Runs a post step. */
export async function startPost(name: keyof typeof POSTS): Promise<void> {
  // The step has told what there is to tell.
  settleEnvironment();
  await POSTS[name](createRunner());
  process.exitCode = 0;
  exitSoon();
}
