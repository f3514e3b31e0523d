/** The demo as people start it. What each run of it has to lead to, the demo checks itself. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ACTS } from '../../scripts/demo/story.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'scripts', 'demo.ts');
const ESCAPE = '\u001b';
/** All that is printed is some 1,100 lines. */
const MOST_LINES = 180;
/** A machine for which there is no chdb: nobody finds it. */
const HIDE_CHDB = `import { registerHooks } from 'node:module';
registerHooks({
  resolve(name, context, next) {
    if (name === 'chdb') throw new Error('Cannot find module chdb');
    return next(name, context);
  },
});`;

function runDemo(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, [DEMO, ...args], { encoding: 'utf8', env: environment(env), timeout: 100_000 });
}

/** What starts the tests may ask for colours. */
function environment(env: Readonly<Record<string, string>>) {
  return { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env };
}

/** A folder for what the demo writes while it runs. */
function openTemp(): Disposable & { readonly env: Readonly<Record<string, string>>; list(): string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-demo-'));
  return {
    env: { TMPDIR: folder, TEMP: folder, TMP: folder },
    list: () => readdirSync(folder),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

it('The demo tells its acts in short, without colours where there is no terminal', { timeout: 120_000 }, () => {
  using temp = openTemp();
  const { status, stdout, stderr } = runDemo([], temp.env);
  expect([status, stderr], stdout).toEqual([0, '']);
  expect(temp.list()).toEqual([]);
  const lines = stdout.split('\n');
  expect(lines.length).toBeLessThan(MOST_LINES);
  expect(lines[1]).toContain('hostile on purpose');
  expect(lines.filter((line) => line.startsWith('Act '))).toEqual(
    ACTS.map(({ title }, index) => `Act ${index + 1}. ${title}`),
  );
  const verdicts = stdout.match(/(?:✅|❌|⚠️) CloudQuery \w+/g);
  expect(verdicts?.map((verdict) => [...verdict][0])).toEqual([...'❌✅❌✅✅⚠✅❌❌✅']);
  expect(stdout).toContain('adopt: by-name');
  // A preview with all that its reader opens, and the test results.
  expect(stdout).toMatch(/Tests: 2 passed, 0 failed\n +Preview: 5 new violations, 0 gone$/m);
  expect(stdout).toMatch(/ec2-team +– +3 +3 +3 +0 +0\n +rds-backups +1 +3 +2 +1 +0 +1$/m);
  expect(stdout).toContain('Most of the new ones: acme-prod 2');
  // It is longer than a line, and told whole.
  expect(stdout.replace(/\s+/g, ' ')).toMatch(
    / is paused on the Platform, and active in its file\. It was changed last by the user [0-9a-f-]{36}, at [-0-9]+ [:0-9]+ UTC\./,
  );
  expect(stdout).toMatch(/What to try next.*policies\/README\.md/s);
  expect(stdout).not.toContain(ESCAPE);
  expect(lines.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
});

it('Without ClickHouse it says which act is left out, and plays the others', { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = runDemo([], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(HIDE_CHDB)}`,
  });
  expect([status, stderr], stdout).toEqual([0, '']);
  expect(stdout.split('\n').filter((line) => line.startsWith('Act '))).toHaveLength(ACTS.length);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    "This act is left out, since the emulated Platform can't run queries: the package chdb, which is ClickHouse, does not run",
  );
  expect(stdout.match(/(?:✅|❌|⚠️) CloudQuery \w+/g)?.map((verdict) => [...verdict][0])).toEqual([...'❌✅❌✅✅❌✅']);
  expect(stdout).toContain('All that was played went as it should.');
});

it('--verbose shows the rest, in colour if that is asked for', { timeout: 120_000 }, () => {
  const { status, stdout } = runDemo(['--verbose'], { FORCE_COLOR: '1' });
  expect(status, stdout).toBe(0);
  for (const part of ['Log', 'Annotations', 'Outputs', 'Job summary', 'Comment on the pull request']) {
    expect(stdout).toContain(`— ${part}`);
  }
  expect(stdout.split('\n').length).toBeGreaterThan(2 * MOST_LINES);
  expect(stdout).toContain(ESCAPE);
  // Names of the estate try to be commands.
  expect(stdout.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
});

// On Windows a signal kills.
it.skipIf(process.platform === 'win32')('Ctrl+C stops it, and nothing is left', async () => {
  using temp = openTemp();
  const child = spawn(process.execPath, [DEMO], { env: environment(temp.env), stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    printed += data;
  });
  const ended = once(child, 'close');
  try {
    // The folder of the first run is there as soon as that starts.
    while (!temp.list().some((name) => name.startsWith('cloudquery-gate-run-')) && child.exitCode === null)
      await sleep(20);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
  } finally {
    child.kill('SIGKILL');
  }
  expect(printed).toMatch(/\nStopped\.\n$/);
  expect(temp.list()).toEqual([]);
});

it('says what is wrong with its flags, and which there are', () => {
  expect(runDemo(['--loud'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Allowed: --') });
  expect(runDemo(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('--verbose') });
});
