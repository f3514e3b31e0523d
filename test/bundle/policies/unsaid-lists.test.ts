/** The vendor's description allows that a policy's lists of groups and of destinations are missing. */
import { describe, expect, it } from 'vitest';
import { DESTINATIONS, type Emulator, type JsonBody, policyOf, startEmulator } from '../../emulator/platform.ts';
import { markOf, policyYaml, runPolicies } from './policies.ts';

type Omits = (list: readonly unknown[]) => boolean;

/** From now on each answer leaves out the lists for which that is so. */
function leaveOut(emulator: Emulator, omits: Omits): void {
  const strip = (policy: Record<string, unknown>) => {
    for (const name of ['policy_groups', 'notification_destinations']) {
      const list = policy[name];
      if (Array.isArray(list) && omits(list)) delete policy[name];
    }
  };
  const rewrite = (body: JsonBody) => {
    for (const policy of body.items ?? [body]) strip(policy);
    return body;
  };
  for (const route of ['list-policies', 'get-policy', 'create-policy'] as const) {
    emulator.fault({ route, times: Number.POSITIVE_INFINITY, do: { kind: 'rewrite', rewrite } });
  }
}

const OLD = [
  policyOf({ name: 'Full', query: 'SELECT 1', groups: ['SOC 2'] }),
  policyOf({ name: 'Plain', query: 'SELECT 2', description: markOf('plain'), destinations: [] }),
  policyOf({ name: 'Held', query: 'SELECT 3', description: markOf('held'), groups: ['SOC 2'] }),
];
const FILES = {
  'policies/plain.yml': policyYaml({ name: 'Plain', severity: 'medium', query: 'SELECT 22', notify: '[]' }),
  'policies/held.yml': policyYaml({ name: 'Held', severity: 'medium', query: 'SELECT 33', groups: '[SOC 2]' }),
  'policies/young.yml': policyYaml({ name: 'Young', notify: '[]' }),
};

describe('a Platform that leaves lists out', { concurrent: true }, () => {
  it('is read and written like all others if they are empty', async () => {
    await using emulator = await startEmulator({ role: 'general:write', policies: OLD, earlier: 'never' });
    leaveOut(emulator, (list) => list.length === 0);
    const planned = await runPolicies(emulator, { mode: 'plan' }, FILES);
    expect([planned.outputs['to-create'], planned.outputs['to-update']], planned.printed).toEqual(['1', '2']);
    const applied = await runPolicies(emulator, { mode: 'apply' }, FILES);
    expect([applied.exitCode, applied.outputs['outcome']], applied.printed).toEqual([0, 'applied']);
    expect(emulator.policy('Plain')).toMatchObject({ query: 'SELECT 22', groups: [], destinations: [] });
    expect(emulator.policy('Held')).toMatchObject({ groups: ['SOC 2'], destinations: [DESTINATIONS[0]?.id] });
    expect(emulator.policy('Young')).toMatchObject({ groups: [], destinations: [] });
    const again = await runPolicies(emulator, { mode: 'plan' }, FILES);
    expect(again.outputs['outcome'], again.printed).toBe('unchanged');
    const exported = await runPolicies(emulator, { mode: 'export' }, {});
    expect(exported.reports['export/plain.yml']).toContain('\nnotify: []\n');
    expect(exported.reports['export/held.yml']).toContain('\nnotify:\n  - security alerts\n');
  });

  it.for<[what: string, omits: Omits]>([
    ['always', () => true],
    ['now and then, and shows empty ones, too', (list) => list.length === 1],
  ])('is not written to if it does so %s: nobody knows what they hold', async ([, omits]) => {
    await using emulator = await startEmulator({ role: 'general:write', policies: OLD, earlier: 'never' });
    leaveOut(emulator, omits);
    for (const mode of ['apply', 'drift', 'export'] as const) {
      const result = await runPolicies(emulator, { mode }, FILES);
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'error']);
      expect(result.printed).toMatch(/does not say which `(policy_groups|notification_destinations)` \d polic/);
    }
    expect(emulator.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('always, but has no policies yet, is not written to a second time', async () => {
    await using emulator = await startEmulator({ role: 'general:write', policies: [], earlier: 'never' });
    leaveOut(emulator, () => true);
    for (const outcome of ['partly-applied', 'error']) {
      const result = await runPolicies(emulator, { mode: 'apply' }, { 'policies/a.yml': policyYaml() });
      expect(result.outputs['outcome'], result.printed).toBe(outcome);
    }
    expect(emulator.count('create-policy')).toBe(1);
  });
});
