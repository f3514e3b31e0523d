/** What a step writes must never be taken for policies by the next one in the same workspace. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyOf, startEmulator, whyNoClickHouse } from '../../emulator/platform.ts';
import { markOf, policyYaml, runPolicies } from './policies.ts';

const FILES = { 'policies/rest.yml': policyYaml({ name: 'The rest' }) };

describe('a `report-dir`', { concurrent: true }, () => {
  it.for(['policies', 'policies/reports', './reports/../policies/a/b'])(
    'in the folder of policies is refused (%s), and nothing is removed',
    async (folder) => {
      const gone = policyOf({ name: 'Gone', description: markOf('gone'), query: 'SELECT 1', groups: [] });
      await using emulator = await startEmulator({ role: 'general:write', policies: [gone], earlier: 'never' });
      const inputs = { mode: 'apply', 'on-removed': 'delete', 'report-dir': folder };
      const result = await runPolicies(emulator, inputs, FILES);
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'error']);
      expect(result.printed).toContain('`report-dir` is in `path`');
      expect(emulator.requests).toEqual([]);
    },
  );

  it.for(['reports', 'policies-reports'])('beside it is used (%s)', async (folder) => {
    await using emulator = await startEmulator({ role: 'general:write', policies: [], earlier: 'never' });
    const result = await runPolicies(emulator, { 'report-dir': folder }, FILES);
    expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([0, 'changes']);
    expect(result.outputs['plan-file']?.replaceAll('\\', '/')).toContain(`/${folder}/plan.json`);
  });

  it.skipIf(whyNoClickHouse() !== null)(
    'holds no report of an earlier run, such as one of tests that passed',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'cloudquery-policies-reports-'));
      try {
        await using emulator = await startEmulator({
          role: 'general:write',
          engine: 'clickhouse',
          policies: [],
          earlier: 'never',
        });
        const names = () => readdirSync(folder).filter((name) => !name.startsWith('.'));
        const report = () => readFileSync(join(folder, 'tests.junit.xml'), 'utf8');
        const run = (number: number, files: Readonly<Record<string, string>>) =>
          runPolicies(emulator, { mode: 'validate', 'report-dir': folder }, files, {
            env: { GITHUB_RUN_ID: `${number}`, GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'a', GITHUB_ACTION: 'b' },
          });
        const query = 'SELECT 1 AS _cq_platform_id';
        const tested = (violations: number) => ({
          'policies/p.yml': `${policyYaml({ query })}tests:\n  - {name: t, tables: {}, violations: ${violations}}\n`,
        });
        const first = await run(1, tested(1));
        expect([first.exitCode, names()], first.printed).toEqual([0, ['tests.junit.xml']]);
        const passed = report();
        await run(2, tested(2));
        expect(names()).toEqual(['tests.junit.xml']);
        expect([report() === passed, report().includes('<failure')]).toEqual([false, true]);
        await run(3, FILES);
        expect(names()).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
