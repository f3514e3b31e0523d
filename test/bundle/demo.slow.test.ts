/** The demo as people start it. What each run of it has to lead to, the demo checks itself. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ACTS } from '../../scripts/demo/story.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'scripts', 'demo.ts');
const ESCAPE = '\u001b';
/** One more act is still short. All that is printed is some 900 lines. */
const MOST_LINES = 150;

function runDemo(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  // What starts the tests may ask for colours.
  const own = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env };
  return spawnSync(process.execPath, [DEMO, ...args], { encoding: 'utf8', env: own, timeout: 100_000 });
}

it('The demo tells its acts on two pages, without colours where there is no terminal', { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = runDemo([]);
  expect([status, stderr], stdout).toEqual([0, '']);
  const lines = stdout.split('\n');
  expect(lines.length).toBeLessThan(MOST_LINES);
  expect(lines[1]).toContain('hostile on purpose');
  expect(lines.filter((line) => line.startsWith('Act '))).toEqual(
    ACTS.map(({ title }, index) => `Act ${index + 1}. ${title}`),
  );
  const verdicts = stdout.match(/(?:✅|❌|⚠️) CloudQuery \w+/g);
  expect(verdicts?.map((verdict) => [...verdict][0])).toEqual([...'❌✅❌✅✅⚠✅❌❌✅']);
  expect(stdout).toContain('What to try next');
  expect(stdout).not.toContain(ESCAPE);
  expect(lines.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
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
