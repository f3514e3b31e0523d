/** What the action sends in each mode, and what the emulator answers it, held against the vendor's own description. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RouteName, startEmulator, usualPolicies } from '../../emulator/platform.ts';
import { startValidatingProxy } from '../../emulator/validating-proxy.ts';
import { policyYaml, runPolicies } from './policies.ts';

const FILE = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'openapi', 'cloudquery-platform.json');
const isThere = existsSync(FILE);

const groups = (description: string) =>
  `version: 1\ngroups:\n  - slug: ours\n    name: Ours\n    description: ${description}\n  - slug: soc\n    name: SOC 2\n`;

const BEFORE = {
  'policies/groups.yml': groups('""'),
  'policies/born-paused.yml': policyYaml({ name: 'Born paused', status: 'paused', notify: '[Platform team]' }),
  'policies/born-active.yml': policyYaml({ name: 'Born active', groups: '[Ours, SOC 2]', description: '"Why: |"' }),
  'policies/adopted.yml': policyYaml({ name: 'Untagged large EC2 instances', domain: 'finops', severity: 'low' }),
};
const AFTER = {
  'policies/groups.yml': groups('Of this repository.'),
  'policies/born-paused.yml': policyYaml({ name: 'Renamed', severity: 'critical', notify: '[]' }),
  'policies/born-active.yml': policyYaml({ name: 'Born active', status: 'paused', notify: '[security alerts]' }),
};
const REST = { 'policies/born-active.yml': AFTER['policies/born-active.yml'] };

/** Between them they ask all that the action can ask. */
const STEPS: readonly [mode: string, files: Readonly<Record<string, string>>, outcome: string][] = [
  ['plan', BEFORE, 'changes'],
  ['apply', BEFORE, 'applied'],
  ['drift', AFTER, 'drift'],
  ['apply', AFTER, 'applied'],
  ['apply', REST, 'applied'],
  ['plan', REST, 'unchanged'],
  ['export', {}, 'exported'],
];

const ROUTES: readonly RouteName[] = [
  ...(['list-policies', 'get-policy', 'create-policy', 'update-policy', 'toggle-policy', 'delete-policy'] as const),
  ...(['check-syntax', 'query-columns', 'execute-query'] as const),
  ...(['list-groups', 'create-group', 'update-group', 'delete-group', 'list-destinations'] as const),
];

describe(`the requests of policies as files${isThere ? '' : ' (skipped: ../shared/openapi is not here)'}`, () => {
  it.skipIf(!isThere).for([1_000, 5])('are valid, with pages of %i', async (maxPerPage) => {
    await using emulator = await startEmulator({
      role: 'general:write',
      policies: usualPolicies(),
      maxPerPage,
      metadata: maxPerPage === 5 ? 'full' : 'page-size',
    });
    await using proxy = await startValidatingProxy(emulator.url, JSON.parse(readFileSync(FILE, 'utf8')));
    const inputs = { adopt: 'by-name', 'on-removed': 'delete', 'max-removals': '9' };
    for (const [mode, files, outcome] of STEPS) {
      const result = await runPolicies({ url: proxy.url, key: emulator.key }, { ...inputs, mode }, files);
      expect(result.outputs['outcome'], `${mode}: ${result.printed}`).toBe(outcome);
    }
    expect(proxy.findings).toEqual([]);
    expect(proxy.checked).toBe(emulator.requests.length);
    expect(new Set(emulator.requests.map(({ route }) => route))).toEqual(new Set(ROUTES));
  });

  it.skipIf(!isThere).for([
    ['a key that may only read', 'general:read', {}, 'error'],
    ['a name that is taken', 'general:write', { refusesDuplicates: true }, 'partly-applied'],
  ] as const)('are valid, and refused as described: %s', async ([, role, writing, outcome]) => {
    await using emulator = await startEmulator({ role, writing, policies: usualPolicies() });
    await using proxy = await startValidatingProxy(emulator.url, JSON.parse(readFileSync(FILE, 'utf8')));
    if (role === 'general:write') {
      // Somebody makes one of the same name after the plan.
      const when = () => {
        emulator.clearFaults();
        void fetch(`${emulator.url}/api/policies`, {
          method: 'POST',
          headers: { authorization: `Bearer ${emulator.key}`, 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'Born active', domain: 'finops', severity: 'low', query: 'SELECT 1' }),
        });
        return true;
      };
      emulator.fault({ route: 'create-policy', when, do: { kind: 'delay', ms: 500 } });
    }
    const files = { 'policies/born-active.yml': policyYaml({ name: 'Born active' }) };
    const result = await runPolicies({ url: proxy.url, key: emulator.key }, { mode: 'apply' }, files);
    expect(result.outputs['outcome'], result.printed).toBe(outcome);
    expect(proxy.findings).toEqual([]);
  });
});
