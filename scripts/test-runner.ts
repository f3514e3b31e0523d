/**
 * Runs the workflows of test/runner and examples/ on act. If act isn't installed they are skipped, which is said;
 * in CI, and with `--require`, that is a failure.
 */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findAct } from '../test/runner/find-act.ts';

const ROOT = join(import.meta.dirname, '..');
const [, , ...given] = process.argv;
const isRequired = given.includes('--require') || (process.env['CI'] ?? '') !== '';

const act = findAct(process.env);
if ('path' in act) {
  const config = join(ROOT, 'test', 'runner', 'vitest.config.ts');
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const filters = given.filter((argument) => argument !== '--require');
  const child = spawn(process.execPath, [vitest, 'run', '--config', config, ...filters], {
    cwd: ROOT,
    env: { ...process.env, ACT: act.path },
    stdio: 'inherit',
  });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else if (isRequired) {
  console.error(`The runner tests can't be run: ${act.missing}`);
  process.exitCode = 1;
} else {
  console.log(`SKIPPED: the runner tests. ${act.missing}`);
}
