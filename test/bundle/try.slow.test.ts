import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** The commands of a section of the README, step by step. */
function readSteps(heading: string): string[] {
  const page = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, section = ''] = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## )`, 'm').exec(page) ?? [];
  return [...section.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(([, block = '']) => block.replace(/^ {3}/gm, ''));
}

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'cloudquery-gate-try-'));
  const names = readdirSync(ROOT).filter((name) => !['try', '.git'].includes(name));
  for (const name of names) symlinkSync(join(ROOT, name), join(clone, name));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);

it('walks the README with a baseline, a waiver and a comment', () => {
  const steps = readSteps('Try it without a Platform');
  const [first = '', waiving = '', accepting = '', ...more] = steps;
  expect(more).toEqual([]);
  const walk = (commands: string) =>
    execFileSync('bash', ['-ec', commands], { cwd: clone, env: { PATH }, encoding: 'utf8' });

  // The clone is there, and so are its packages.
  const [gotten = '', installed = '', ...ran] = first.trim().split('\n');
  expect([gotten, installed]).toEqual([expect.stringMatching(/^git clone .+ && cd cloudquery-gate$/), 'npm ci']);
  expect(walk(ran.join('\n'))).toMatch(
    /Verdict: violations \(took .*\)\. 16 gating .*The step is red.*try\/out\/summary\.md/s,
  );

  expect(walk(waiving)).toMatch(/The step is red.*try\/out\/baseline\.json/s);

  const green = walk(accepting);
  expect(green).toMatch(/^total +16 +15 +1 +0 +0 +0$/m);
  expect(green).toMatch(/The step is green: outcome passed\..*try\/out\/comment\.md/s);
  expect(readFileSync(join(clone, 'try', 'out', 'comment.md'), 'utf8')).toMatch(/CloudQuery gate.*passed/);
  // What somebody types, without the lines of the file.
  const typed = steps
    .join('')
    .replace(/^cat > .*?^END$/gms, 'cat')
    .trim()
    .split('\n');
  expect(typed.length).toBeLessThanOrEqual(10);
});

it.for([[], ['sync-name'], ['sync-name=aws-prod', '--comment']])('tells what it takes instead of %j', (words) => {
  const { status, stderr } = spawnSync(process.execPath, [join(clone, 'scripts', 'try.ts'), ...words], {
    cwd: clone,
    env: { PATH },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([2, expect.stringContaining('npm run try -- NAME=VALUE')]);
});
