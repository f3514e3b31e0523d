/** A merge queue runs workflows for `push`, too, on a branch of its own: nobody has merged what is there. */
import { expect, it } from 'vitest';
import { startEmulator } from '../../emulator/platform.ts';
import { policyYaml, runPolicies } from './policies.ts';

it('applies nothing on a push to the branch of a merge queue', async () => {
  await using emulator = await startEmulator({ role: 'general:write', policies: [], earlier: 'never' });
  const files = { 'policies/public-buckets.yml': policyYaml() };
  const push = (ref: string) => runPolicies(emulator, { mode: 'apply' }, files, { env: { GITHUB_REF: ref } });
  const queued = await push('refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef');
  expect([queued.exitCode, queued.outputs['outcome']], queued.printed).toEqual([1, 'refused']);
  expect(queued.printed).toContain('Nothing is applied for a pull request or a merge queue');
  expect(emulator.requests.every(({ method }) => method === 'GET')).toBe(true);
  const merged = await push('refs/heads/main');
  expect([merged.exitCode, merged.outputs['outcome']], merged.printed).toEqual([0, 'applied']);
});
