/** What a step writes must never be taken for policies by the next one in the same workspace. */
import { describe, expect, it } from 'vitest';
import { policyOf, startEmulator } from '../../emulator/platform.ts';
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
});
