/** What is lost with an object that goes is said before, and nothing goes whose backup is not whole. */
import { describe, expect, it } from 'vitest';
import { policyOf, startEmulator } from '../../emulator/platform.ts';
import { listWrites, markOf, policyYaml, runPolicies } from './policies.ts';

const REST = { 'policies/rest.yml': policyYaml({ name: 'The rest' }) };

/** Its backup can't name the group, whose name another one has, too. */
async function startWithTwins() {
  const old = policyOf({ name: 'Old', description: markOf('old'), query: 'SELECT 1', groups: ['SOC 2'] });
  const emulator = await startEmulator({ role: 'general:write', policies: [old], earlier: 'never' });
  emulator.book.createGroup('SOC 2', '', [old.id]);
  return emulator;
}

describe('a backup that does not say everything', { concurrent: true }, () => {
  it('keeps a policy from being deleted', async () => {
    await using emulator = await startWithTwins();
    const result = await runPolicies(emulator, { mode: 'apply', 'on-removed': 'delete' }, REST);
    expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'error']);
    expect(result.summary.replaceAll('<wbr>', '')).toContain('It stays in a group that its file does not name');
    expect(listWrites(emulator.requests)).toEqual([]);
  });

  it('lets one be paused, and the summary and an annotation warn of what is missing', async () => {
    await using emulator = await startWithTwins();
    const result = await runPolicies(emulator, { mode: 'apply', 'on-removed': 'pause' }, REST);
    expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([0, 'applied']);
    expect(emulator.policy('Old').status).toBe('paused');
    const [warning] = result.annotations;
    expect(warning?.level).toBe('warning');
    const says = 'The backup does not say everything. The policy “Old”';
    for (const text of [warning?.message, result.log.join('\n'), result.summary, result.reports['plan.json']]) {
      expect(text).toContain(says);
    }
  });
});

describe('names of destinations that the key may not list', { concurrent: true }, () => {
  it.for([
    ['are asked for only if something goes that tells one', [], null, 'applied'],
    ['are not asked for if what goes tells none', ['Old'], [], 'applied'],
    ['keep from going what tells one', ['Old'], null, 'error'],
  ] as const)('%s', async ([, gone, destinations, outcome]) => {
    const policies = ['The rest', ...gone].map((name) =>
      policyOf({
        ...{ name, description: markOf(name === 'Old' ? 'old' : 'rest'), query: 'SELECT 1', groups: [] },
        ...(destinations === null ? {} : { destinations }),
      }),
    );
    await using emulator = await startEmulator({ role: 'general:write', policies, earlier: 'never' });
    const body = { message: 'forbidden', status: 403 };
    emulator.fault({ route: 'list-destinations', times: 100, do: { kind: 'status', status: 403, body } });
    const inputs = { mode: 'apply', 'on-removed': 'pause', preview: 'none' };
    const { outputs, printed } = await runPolicies(emulator, inputs, REST);
    expect(outputs['outcome'], printed).toBe(outcome);
    if (outcome === 'error') expect(listWrites(emulator.requests)).toEqual([]);
  });
});

it('the plan and the backup say which policies a group had that is deleted', async () => {
  const policies = ['Stays', 'Other'].map((name) => policyOf({ name, query: 'SELECT 1', groups: [] }));
  await using emulator = await startEmulator({ role: 'general:write', policies, earlier: 'never' });
  const { id } = emulator.policy('Stays');
  const group = emulator.book.createGroup('Former', markOf('former'), [id]);
  const inputs = { mode: 'apply', 'on-removed': 'delete' };
  const plan = await runPolicies(emulator, { ...inputs, mode: 'plan' }, REST);
  expect(plan.summary).toContain('1 policy stays, and is no longer in it: “Stays”.');
  const hash = plan.outputs['plan-hash'] ?? '';

  // Nobody agreed to that one.
  emulator.book.updateGroup(group.id, {}, [id, emulator.policy('Other').id]);
  const refused = await runPolicies(emulator, { ...inputs, 'expected-plan': hash }, REST);
  expect(refused.outputs['outcome'], refused.printed).toBe('refused');

  const applied = await runPolicies(emulator, inputs, REST);
  expect(applied.outputs['outcome'], applied.printed).toBe('applied');
  const backup = applied.reports['backup/groups.yml'] ?? '';
  expect(backup).toContain(`# - “Stays” (${id})\n`);
  expect(backup).toContain('# - “Other” (');
});
