import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

const WAIVERS = `version: 1
waivers:
  - policy: S3 buckets should prohibit public read access
    resource: acme-web-assets
    reason: Public website assets
    owner: web-team@acme.example
    expires: ${new Date().getUTCFullYear()}-12-31
`;

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'cloudquery-gate-try-'));
  const names = readdirSync(ROOT).filter((name) => !['try', '.git'].includes(name));
  for (const name of names) symlinkSync(join(ROOT, name), join(clone, name));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);

it('runs the gate with files of the folder try, and leaves there what the step wrote', () => {
  const run = (...words: string[]) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(clone, 'scripts', 'try.ts'), 'sync-name=aws-prod', ...words],
      {
        cwd: clone,
        env: { PATH },
        encoding: 'utf8',
      },
    );
    return `${stdout}[exit ${status}]`;
  };
  const folder = join(clone, 'try');
  expect(run()).toMatch(
    /Verdict: violations \(took .*\)\. 16 gating .*The step is red.*try\/out\/summary\.md.*\[exit 1\]$/s,
  );

  writeFileSync(join(folder, 'waivers.yml'), WAIVERS);
  writeFileSync(join(folder, 'baseline.json'), '{"version": 1, "violations": []}\n');
  const files = ['waivers=waivers.yml', 'baseline=baseline.json'];
  expect(run(...files)).toMatch(/The step is red.*try\/out\/baseline\.json.*\[exit 1\]$/s);

  copyFileSync(join(folder, 'out', 'baseline.json'), join(folder, 'baseline.json'));
  const green = run(...files, 'comment=always');
  expect(green).toMatch(/^total +16 +15 +1 +0 +0 +0$/m);
  expect(green).toMatch(/The step is green: outcome passed\..*try\/out\/comment\.md.*\[exit 0\]$/s);
  expect(readFileSync(join(folder, 'out', 'comment.md'), 'utf8')).toMatch(/CloudQuery gate.*passed/);
});

it.for([[[]], [['sync-name']], [['sync-name=aws-prod', '--comment']]])(
  'tells what it takes instead of %j',
  ([words = []]) => {
    const { status, stderr } = spawnSync(process.execPath, [join(clone, 'scripts', 'try.ts'), ...words], {
      cwd: clone,
      env: { PATH },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('npm run try -- NAME=VALUE')]);
  },
);
