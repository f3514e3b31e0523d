/** The lifecycle alone, in a process of its own: nothing is green by accident. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..', '..', '..', 'src');

/** As code; Node imports no path with a drive letter. */
function addressOf(...names: string[]): string {
  return JSON.stringify(pathToFileURL(join(SRC, ...names)).href);
}

function runScript(script: string): Promise<{ exitCode: number; printed: string }> {
  const imports = `
    const { startLifecycle } = await import(${addressOf('runner', 'lifecycle.ts')});
    const { createRunner } = await import(${addressOf('runner', 'runner.ts')});
    const lifecycle = startLifecycle(createRunner(), { title: 'CloudQuery gate', result: 'verdict' });
  `;
  return new Promise((resolve) => {
    const args = ['--input-type=module', '--eval', imports + script];
    const child = execFile(process.execPath, args, { env: {} }, (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, printed: stdout + stderr });
    });
  });
}

describe('the lifecycle', { concurrent: true }, () => {
  const red: { name: string; script: string; says: RegExp }[] = [
    { name: 'an event loop that is empty', script: '', says: /::error .*The step has no verdict/ },
    {
      name: 'a promise that never settles',
      script: 'new Promise(() => {}).then(lifecycle.settle, lifecycle.fail);',
      says: /no verdict/,
    },
    { name: 'process.exit without a verdict', script: 'process.exit();', says: /no verdict/ },
    { name: 'process.exit(0) without a verdict', script: 'process.exit(0);', says: /no verdict/ },
    {
      name: 'an error',
      script: "Promise.reject(new Error('boom')).then(lifecycle.settle, lifecycle.fail);",
      says: /no verdict: boom/,
    },
    { name: 'a green end without outputs', script: 'lifecycle.settle();', says: /no verdict/ },
    ...(['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const).map((signal) => ({
      name: `${signal}, with a step that listens`,
      script: `lifecycle.stop.onabort = () => lifecycle.fail(lifecycle.stop.reason); process.emit('${signal}');`,
      says: new RegExp(`cancelled.*the step was cancelled \\(${signal}\\)`, 'i'),
    })),
    { name: 'a red end', script: 'lifecycle.conclude(false); lifecycle.settle();', says: /^$/ },
    {
      name: 'a rejection that nobody handles, before the verdict',
      script:
        "Promise.reject(new Error('lost')); setTimeout(() => { lifecycle.conclude(true); lifecycle.settle(); }, 50);",
      says: /^$/,
    },
    {
      name: 'an exception that nobody catches, with a step that listens',
      script:
        "lifecycle.stop.onabort = () => lifecycle.fail(lifecycle.stop.reason); setTimeout(() => { throw new Error('late'); }, 10);",
      says: /fault of its own: late/,
    },
  ];
  it.for(red)('$name is red', async ({ script, says }) => {
    const { exitCode, printed } = await runScript(script);
    expect(exitCode, printed).toBe(1);
    expect(printed.trim()).toMatch(says);
    expect(printed).not.toMatch(/\n\s+at /);
  });

  it('is green for a verdict that is', async () => {
    expect(await runScript('lifecycle.conclude(true); lifecycle.settle();')).toEqual({ exitCode: 0, printed: '' });
  });

  it('keeps to its verdict, whatever fails after it', async () => {
    const late =
      "lifecycle.conclude(true); setTimeout(() => { throw new Error('late'); }, 10); setTimeout(lifecycle.settle, 50);";
    const { exitCode, printed } = await runScript(late);
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/after the verdict something failed, which does not change it: late/);
  });

  it('does not wait for what was forgotten', async () => {
    const { exitCode } = await runScript('setInterval(() => {}, 1_000); lifecycle.conclude(true); lifecycle.settle();');
    expect(exitCode).toBe(0);
  });

  it('has less time to cancel its runs than the runner gives it', async () => {
    const script = `
      lifecycle.stop.onabort = () => {
        console.log(lifecycle.lastMoment() - Date.now());
        lifecycle.conclude(false);
        lifecycle.settle();
      };
      process.emit('SIGINT');
    `;
    // After 7.5 s comes the next signal.
    expect(Number((await runScript(script)).printed)).toBeLessThan(7_500);
  });
});
