/** The whole story, as a repository lives it. */
import { describe, expect, it } from 'vitest';
import { repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { runGate } from '../gate/gate.ts';
import { listWrites, markOf, OWNER, policyYaml, runPolicies } from './policies.ts';

const FILES = {
  'policies/public-buckets.yml': policyYaml({ groups: '[Ours]' }),
  'policies/groups.yml': 'version: 1\ngroups:\n  - slug: ours\n    name: Ours\n',
};

describe('a policy of a repository', { concurrent: true }, () => {
  it('is planned, applied, judged, changed by hand, and brought back', async () => {
    await using emulator = await startEmulator({ role: 'general:write' });
    const before = emulator.requests.length;
    const planned = await runPolicies(emulator, { mode: 'plan' }, FILES);
    expect([planned.exitCode, planned.outputs], planned.printed).toMatchObject([
      0,
      { outcome: 'changes', 'to-create': '2', 'to-update': '0', 'to-remove': '0' },
    ]);
    expect(listWrites(emulator.requests.slice(before))).toEqual([]);

    const hash = planned.outputs['plan-hash'] ?? '';
    const applied = await runPolicies(emulator, { mode: 'apply', 'expected-plan': hash }, FILES);
    expect([applied.exitCode, applied.outputs['outcome']], applied.printed).toEqual([0, 'applied']);
    // The plan, then each write, and none of them again.
    const writes = applied.log.filter((line) => /create (?:policy|group)|^Plan|^Result/.test(line));
    expect(writes.map((line) => line.replace(/ “.*/, ''))).toEqual([
      'Plan: 2 to create.',
      '- create policy public-buckets',
      '- create group ours',
      'create group ours: done',
      'create policy public-buckets: done',
      'Result: applied. 2 changes were written and read back.',
    ]);
    const policy = emulator.policy('Public buckets');
    expect(policy.description).toBe(markOf('public-buckets'));
    expect(policy.groups).toEqual(['Ours']);

    const env = { GITHUB_REPOSITORY: OWNER };
    const reports = { reports: 'json\nsarif', 'sarif-anchor': 'policies/groups.yml' };
    const gate = await runGate(emulator, { policies: 'Public buckets', ...reports }, { files: FILES, env });
    expect(gate.outputs['outcome'], gate.printed).toBe('violations');
    const definition = { owner: OWNER, slug: 'public-buckets', file: 'policies/public-buckets.yml' };
    expect(JSON.parse(gate.reports['report.json'] ?? '')).toMatchObject({
      judgement: { policies: [{ description: '', definition }] },
    });
    expect(gate.printed).toMatch(/^::error .*file=policies\/public-buckets\.yml/m);
    const shown = [gate.summary, gate.reports['report.sarif'] ?? '', gate.printed].join('\n');
    expect(shown.match(/managed by/)).toBeNull();
    // Summary, annotation, and both forms of SARIF's help.
    expect(shown.match(/defined in/gi), shown).toHaveLength(4);

    const again = await runPolicies(emulator, { mode: 'apply' }, FILES);
    expect([again.exitCode, again.outputs['outcome']], again.printed).toEqual([0, 'unchanged']);

    const address = `${emulator.url}/api/policies/${policy.id}/toggle`;
    await fetch(address, { method: 'POST', headers: { authorization: `Bearer ${emulator.key}` } });
    const drift = await runPolicies(emulator, { mode: 'drift' }, FILES);
    expect([drift.exitCode, drift.outputs['outcome'], drift.outputs['to-resume']], drift.printed).toEqual([
      1,
      'drift',
      '1',
    ]);
    const back = await runPolicies(emulator, { mode: 'apply' }, FILES);
    expect([back.exitCode, back.outputs['outcome']], back.printed).toEqual([0, 'applied']);
    expect(emulator.policy('Public buckets').status).toBe('active');
  });

  it('keeps its id if its file is renamed, as soon as somebody says so', async () => {
    await using emulator = await startEmulator({ role: 'general:write' });
    await runPolicies(emulator, { mode: 'apply' }, FILES);
    const { id } = emulator.policy('Public buckets');
    const { 'policies/public-buckets.yml': text, ...rest } = FILES;
    const renamed = { ...rest, 'policies/s3/buckets.yml': text };
    const refused = await runPolicies(emulator, { mode: 'apply', 'on-removed': 'delete' }, renamed);
    expect([refused.exitCode, refused.outputs['outcome']], refused.printed).toEqual([1, 'refused']);
    expect(refused.annotations[0]?.message).toContain('name it public-buckets again, or set `adopt: by-name`');
    const open = 'Queries were not checked, tests were not run, and nothing was previewed, since the plan is refused.';
    for (const text of [refused.log.join('\n'), refused.summary]) expect(text).toContain(open);
    const taken = await runPolicies(emulator, { mode: 'apply', adopt: 'by-name', 'on-removed': 'delete' }, renamed);
    expect([taken.exitCode, taken.outputs['outcome']], taken.printed).toEqual([0, 'applied']);
    expect(emulator.policy('Public buckets')).toMatchObject({ id, description: markOf('buckets') });
    const after = await runPolicies(emulator, { mode: 'plan', 'on-removed': 'delete' }, renamed);
    expect(after.outputs['outcome'], after.printed).toBe('unchanged');
    expect([emulator.count('create-policy'), emulator.count('delete-policy')]).toEqual([1, 0]);
  });

  it('is exported as new files if the repository has none that can be read', async () => {
    await using emulator = await startEmulator();
    for (const [files, why] of [
      [{}, 'the checkout has no folder policies'],
      [{ 'policies/x.yml': 'damaged: [' }, "the files of policies can't be read: policies/x.yml:"],
    ] as const) {
      const result = await runPolicies(emulator, { mode: 'export' }, files);
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([0, 'exported']);
      expect(result.annotations).toEqual([]);
      expect(result.printed).toContain(`All files are new, since ${why}`);
    }
  });

  it('is not applied from a pull request', async () => {
    await using emulator = await startEmulator({ role: 'general:write' });
    for (const name of ['pull_request', 'pull_request_target']) {
      const result = await runPolicies(emulator, { mode: 'apply' }, FILES, { env: { GITHUB_EVENT_NAME: name } });
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'refused']);
    }
    expect(emulator.count('create-policy')).toBe(0);
  });

  it('is validated without a key', async () => {
    const nowhere = { url: '', key: '' };
    const valid = await runPolicies(nowhere, { mode: 'validate' }, FILES);
    expect([valid.exitCode, valid.outputs['outcome']], valid.printed).toEqual([0, 'valid']);
    const bad = { ...FILES, 'policies/other.yml': policyYaml({ name: 'Public buckets', severity: 'huge' }) };
    const invalid = await runPolicies(nowhere, { mode: 'validate' }, bad);
    expect([invalid.exitCode, invalid.outputs['outcome']], invalid.printed).toEqual([1, 'invalid']);
  });

  it('is refused by a key that may only read, and nothing is there twice', async () => {
    await using emulator = await startEmulator({ role: 'general:read', estate: repairedEstate() });
    const result = await runPolicies(emulator, { mode: 'apply' }, FILES);
    expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'error']);
    expect(result.printed).toContain('Give `apply` a key with the role `general:write`.');
  });
});
