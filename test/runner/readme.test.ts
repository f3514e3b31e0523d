/** The README's way to try the gate: its words, on act, in a repository that begins empty. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPageWorkflow } from './example.ts';
import { findAct } from './find-act.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MOST_COMMANDS = 10;

/** The commands of a section of the README, step by step. */
function readSteps(heading: string): string[] {
  const page = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, section = ''] = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## )`, 'm').exec(page) ?? [];
  return [...section.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(([, block = '']) => block.replace(/^ {3}/gm, ''));
}

/** What somebody types, without the lines of a file. */
function listCommands(steps: readonly string[]): string[] {
  return steps
    .join('')
    .replace(/^cat > .*?^END$/gms, 'cat')
    .trim()
    .split('\n')
    .flatMap((line) => line.split(/ && | &$/))
    .filter((command) => command !== '');
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-readme-'));
  const clone = join(folder, 'cloudquery-gate');
  for (const made of [clone, join(folder, 'home')]) mkdirSync(made);
  for (const name of readdirSync(ROOT)) if (name !== '.git') symlinkSync(join(ROOT, name), join(clone, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('A repository is gated on act, with a baseline, a waiver and a comment', { timeout: 200_000 }, () => {
  const act = findAct(process.env);
  if ('missing' in act) throw new Error(act.missing);
  const steps = readSteps('Try it without a Platform');
  const [first = '', red = '', green = '', ...more] = steps;
  expect(more).toEqual([]);
  expect(listCommands(steps).length).toBeLessThanOrEqual(MOST_COMMANDS);
  // The clone is there, and so are its packages.
  const [gotten, installed, ...started] = first.trim().split('\n');
  expect([gotten, installed]).toEqual([
    'git clone https://github.com/OWNER/cloudquery-gate',
    'npm ci --prefix cloudquery-gate',
  ]);
  const workflow = join(folder, 'workflow.yml');
  const softer = join(folder, 'softer.yml');
  const text = findPageWorkflow('README.md', /^ +report-dir: \$\{\{ vars\.REPORT_DIR \}\}$/m);
  writeFileSync(workflow, text);
  writeFileSync(softer, text.replace(/^( +)comment: always$/m, '$&\n$1max-violations: 100'));

  const script = [
    // Of a terminal: jobs.
    'set -m',
    ...started,
    'until [ -s cloud/.actrc ]; do kill -0 %1 && sleep 0.1 || exit 99; done',
    `cp '${workflow}' cloud/.github/workflows/cloudquery.yml`,
    red,
    'echo "[red $?]"',
    `cp '${softer}' .github/workflows/cloudquery.yml`,
    'act pull_request',
    'echo "[softer $?]"',
    `cp '${workflow}' .github/workflows/cloudquery.yml`,
    // The baseline of a run long ago.
    `echo '{"version": 1, "violations": []}' > .act/reports/baseline.json`,
    'touch -t 200001010000 .act/reports/baseline.json',
    green,
    'echo "[green $?]"',
    'kill %1',
    'wait',
  ];
  const PATH = [dirname(act.path), dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  const printed = execFileSync('bash', ['-c', script.join('\n')], {
    cwd: folder,
    env: { PATH, HOME: join(folder, 'home') },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

  const [before = '', between = '', after = ''] = printed.split(/\[(?:red 1|softer 0)\]\n/);
  expect(before).toMatch(/Verdict: violations .*15 new gating violations.* 1 waived/);
  // Each run has a number of its own: with the same one the result of other inputs would be that of another job.
  expect(between, printed).toMatch(/Comment on the pull request, updated/);
  expect(after, printed).toMatch(/Verdict: passed .*0 gating, 15 known, 1 waived/);
  expect(after).toContain('[green 0]');
  const comment = readFileSync(join(folder, 'cloud', '.act', 'comment.md'), 'utf8');
  expect(comment.match(/<!-- cloudquery-gate:/g)).toHaveLength(1);
  expect(comment).toMatch(/✅ CloudQuery gate: passed/);
  // The emulator has ended, and its settings point at nobody.
  expect(existsSync(join(folder, 'cloud', '.actrc'))).toBe(false);
});
