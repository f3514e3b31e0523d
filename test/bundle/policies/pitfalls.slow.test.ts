/** What goes wrong in other tools that keep objects of a server in files: each of it, as a workflow sees it. */
import { describe, expect, it } from 'vitest';
import { type Emulator, policyOf, startEmulator } from '../../emulator/platform.ts';
import { buildIndex } from '../../unit/fake/git-index.ts';
import type { ActionResult } from '../run-action.ts';
import { BUCKETS, markOf, policyYaml, runPolicies } from './policies.ts';

const GROUPS = 'version: 1\ngroups:\n  - slug: ours\n    name: Ours\n';
const FILES = { 'policies/public-buckets.yml': policyYaml({ groups: '[Ours]' }), 'policies/groups.yml': GROUPS };

const ours = (name: string, slug: string) =>
  policyOf({ name, severity: 'high', query: BUCKETS, description: markOf(slug), groups: [] });

function start(policies = [ours('Public buckets', 'public-buckets'), ours('Gone', 'gone')]): Promise<Emulator> {
  return startEmulator({ role: 'general:write', earlier: 'never', policies });
}

const end = ({ exitCode, outputs }: ActionResult) => [exitCode, outputs['outcome']];
const writes = ({ requests }: Emulator) => requests.flatMap(({ method, route }) => (method === 'GET' ? [] : [route]));
const statusOf = ({ book }: Emulator, name: string) => book.policies().find((one) => one.name === name)?.status;

describe('a plan', { concurrent: true }, () => {
  it.for([
    ['delete', '1', 'delete policy gone', undefined],
    ['pause', '0', 'pause policy gone', 'paused'],
    ['keep', '0', 'its file is gone, and `on-removed` is `keep`', 'active'],
  ] as const)(
    'with on-removed: %s shows what apply does then, and does nothing',
    async ([onRemoved, removals, says, status]) => {
      await using emulator = await start();
      const inputs = { 'on-removed': onRemoved };
      const plan = await runPolicies(emulator, inputs, FILES);
      expect([plan.exitCode, plan.outputs['to-remove']], plan.printed).toEqual([0, removals]);
      expect(plan.log.join('\n')).toContain(says);
      expect(plan.summary.replaceAll('`', '')).toContain(says.replaceAll('`', '').split(' ').at(-1));
      expect([writes(emulator), statusOf(emulator, 'Gone')]).toEqual([[], 'active']);
      const hash = plan.outputs['plan-hash'] ?? '';
      const applied = await runPolicies(emulator, { ...inputs, mode: 'apply', 'expected-plan': hash }, FILES);
      expect(end(applied), applied.printed).toEqual([0, 'applied']);
      expect(statusOf(emulator, 'Gone')).toBe(status);
    },
  );

  it('has the same hash on a pull request and after its merge, and another one as soon as a file differs', async () => {
    await using emulator = await start();
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_SHA: 'a'.repeat(40), GITHUB_REF: 'refs/pull/7/merge' };
    const proposed = await runPolicies(emulator, {}, FILES, { env });
    const hash = proposed.outputs['plan-hash'] ?? '';
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const changed = { ...FILES, 'policies/public-buckets.yml': policyYaml({ severity: 'low' }) };
    const apply = { mode: 'apply', 'expected-plan': hash };
    const other = await runPolicies(emulator, apply, changed, { env: { GITHUB_SHA: 'b'.repeat(40) } });
    expect([...end(other), writes(emulator)], other.printed).toEqual([1, 'refused', []]);
    const turned = Object.fromEntries(Object.entries(FILES).toReversed());
    const merged = await runPolicies(emulator, apply, turned, { env: { GITHUB_SHA: 'b'.repeat(40) } });
    expect(end(merged), merged.printed).toEqual([0, 'applied']);
    expect(merged.outputs['plan-hash']).toBe(hash);
  });

  it('with more removals than allowed says the number, the limit and the way out, and nothing is written', async () => {
    await using emulator = await start([ours('One', 'one'), ours('Two', 'two'), ours('Three', 'three')]);
    const inputs = { mode: 'apply', 'on-removed': 'delete', 'max-removals': '2' };
    const refused = await runPolicies(emulator, inputs, FILES);
    expect([...end(refused), writes(emulator)], refused.printed).toEqual([1, 'refused', []]);
    expect(refused.annotations[0]?.message).toMatch(
      /3 would be removed; `max-removals` allows 2\..*set `max-removals: 3` for this run/,
    );
    for (const slug of ['one', 'two', 'three']) expect(refused.printed).toContain(`delete policy ${slug}`);
    const allowed = await runPolicies(emulator, { ...inputs, 'max-removals': '3' }, FILES);
    expect(end(allowed), allowed.printed).toEqual([0, 'applied']);
  });

  it.for([
    [
      'a folder without files',
      { 'policies/README.md': '' },
      /There is no file at all, and the Platform has 2 objects of this repository/,
    ],
    [
      'a sparse checkout',
      { ...FILES, '.git/index': buildIndex([{ path: 'policies/gone.yml' }]) },
      /No file was found for 1 object of this repository, and git tracks policies\/gone\.yml, which the checkout lacks/,
    ],
  ] as const)('of %s removes nothing', async ([, files, says]) => {
    await using emulator = await start();
    const result = await runPolicies(emulator, { mode: 'apply', 'on-removed': 'delete' }, files);
    expect(result.exitCode, result.printed).toBe(1);
    expect([writes(emulator), statusOf(emulator, 'Gone')]).toEqual([[], 'active']);
    expect(result.printed).toMatch(says);
  });
});

describe('a mark', { concurrent: true }, () => {
  it('that somebody copied, with its policy, stops everything, and both copies are named', async () => {
    const copy = { ...ours('Public buckets (copy)', 'public-buckets'), id: '00000000-0000-4000-8000-00000000000c' };
    await using emulator = await start([ours('Public buckets', 'public-buckets'), copy]);
    const result = await runPolicies(emulator, { mode: 'apply' }, FILES);
    expect([...end(result), writes(emulator)], result.printed).toEqual([1, 'refused', []]);
    for (const { id } of emulator.book.policies()) expect(result.printed).toContain(id);
  });

  it('that somebody copied, with its group, stops everything', async () => {
    await using emulator = await start();
    for (const name of ['Ours', 'Ours (copy)']) emulator.book.createGroup(name, markOf('ours'), []);
    const result = await runPolicies(emulator, { mode: 'apply' }, FILES);
    expect([...end(result), writes(emulator)], result.printed).toEqual([1, 'refused', []]);
  });

  it('that somebody edited away is told, and no second policy is made', async () => {
    await using emulator = await start([{ ...ours('Public buckets', 'x'), description: 'Edited by hand.' }]);
    emulator.book.createGroup('Ours', '', []);
    const result = await runPolicies(emulator, { mode: 'apply' }, FILES);
    expect([...end(result), writes(emulator)], result.printed).toEqual([1, 'refused', []]);
    expect(result.printed).toContain('set `adopt: by-name`, which keeps its id and history');
    const adopted = await runPolicies(emulator, { mode: 'apply', adopt: 'by-name' }, FILES);
    expect(end(adopted), adopted.printed).toEqual([0, 'applied']);
    expect(emulator.book.policies()).toHaveLength(1);
  });

  it('that somebody took off, with the name, is told, and no second policy is made', async () => {
    await using emulator = await start([{ ...ours('By another name', 'x'), description: '' }]);
    const ONE = { 'policies/public-buckets.yml': policyYaml() };
    for (const mode of ['plan', 'drift', 'apply']) {
      const result = await runPolicies(emulator, { mode }, ONE);
      expect([...end(result), writes(emulator)], result.printed).toEqual([1, 'refused', []]);
      expect(result.printed).toContain('says the same as the policy “By another name”');
    }
    const named = { 'policies/public-buckets.yml': policyYaml({ name: 'By another name' }) };
    const adopted = await runPolicies(emulator, { mode: 'apply', adopt: 'by-name' }, named);
    expect(end(adopted), adopted.printed).toEqual([0, 'applied']);
    expect(emulator.book.policies()).toHaveLength(1);
    const other = await start([{ ...ours('By another name', 'x'), description: 'Edited by hand.' }]);
    await using _ = other;
    const plan = await runPolicies(other, {}, ONE);
    expect(end(plan), plan.printed).toEqual([0, 'changes']);
    expect(plan.printed).toMatch(/::warning .*has the query of the policy “By another name”.*which no file manages/);
  });

  it('of a repository that was renamed is taken for that of another one, until `owner` says so', async () => {
    await using emulator = await start([
      { ...ours('Public buckets', 'x'), description: markOf('public-buckets', 'acme/old') },
    ]);
    emulator.book.createGroup('Ours', markOf('ours', 'acme/old'), []);
    const refused = await runPolicies(emulator, { mode: 'apply', 'on-removed': 'delete' }, FILES);
    expect([...end(refused), writes(emulator)], refused.printed).toEqual([1, 'refused', []]);
    expect(refused.printed).toContain('set `owner: acme/old` if that is the old name of this repository');
    const owner = { owner: 'acme/old', 'on-removed': 'delete' };
    const applied = await runPolicies(emulator, { ...owner, mode: 'apply' }, FILES);
    expect(end(applied), applied.printed).toEqual([0, 'applied']);
    expect(emulator.book.policies()).toHaveLength(1);
    expect(writes(emulator)).toEqual(['update-policy']);
  });
});

it('what was changed behind the back of a policy is a drift that says what, and apply brings it back', async () => {
  await using emulator = await start([ours('Public buckets', 'public-buckets')]);
  const first = await runPolicies(emulator, { mode: 'apply' }, FILES);
  expect(first.exitCode, first.printed).toBe(0);
  const { id } = emulator.policy('Public buckets');
  const changes = {
    query: () => emulator.book.updatePolicy(id, { query: `${BUCKETS} AND false` }, null, null),
    status: () => emulator.book.togglePolicy(id),
  };
  for (const [field, change] of Object.entries(changes)) {
    change();
    const drift = await runPolicies(emulator, { mode: 'drift' }, FILES);
    expect(end(drift), drift.printed).toEqual([1, 'drift']);
    expect(drift.log.join('\n')).toMatch(new RegExp(`policy public-buckets .*${field}`));
    const back = await runPolicies(emulator, { mode: 'apply' }, FILES);
    expect(end(back), back.printed).toEqual([0, 'applied']);
  }
});

it('an export of one Platform makes another one the same', async () => {
  const names = ['S3 buckets', 'a/b\\c', '🪣', 'CON', 'trailing.', "it's “quoted” | piped"];
  const policies = names.map((name, index) =>
    policyOf({
      name,
      query: `${BUCKETS} -- ${index}\n;`,
      description: '::error::x\n##[error]y `z`',
      status: index === 1 ? 'paused' : 'active',
      groups: index % 2 === 0 ? ['SOC 2'] : [],
    }),
  );
  await using given = await start(policies);
  const exported = await runPolicies(given, { mode: 'export' }, {});
  expect(end(exported), exported.printed).toEqual([0, 'exported']);
  const files = Object.fromEntries(
    Object.entries(exported.reports).flatMap(([path, text]): [string, string][] =>
      path.startsWith('export/') ? [[path.replace('export/', 'policies/'), text]] : [],
    ),
  );

  const taken = await runPolicies(given, { mode: 'apply', adopt: 'by-name' }, files);
  expect(end(taken), taken.printed).toEqual([0, 'applied']);
  await using other = await startEmulator({ role: 'general:write', earlier: 'never', policies: [] });
  for (const group of other.book.groups()) other.book.deleteGroup(group.id);
  const made = await runPolicies(other, { mode: 'apply' }, files);
  expect(end(made), made.printed).toEqual([0, 'applied']);
  const facts = ({ book }: Emulator) =>
    book
      .policies()
      .map(({ id: _, changedAt: __, ...rest }) => rest)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(facts(other)).toEqual(facts(given));
  for (const emulator of [given, other]) {
    const again = await runPolicies(emulator, { mode: 'drift', 'on-removed': 'delete' }, files);
    expect(end(again), again.printed).toEqual([0, 'unchanged']);
  }
});

it('an export of names that differ in case only says which one it leaves out', async () => {
  await using emulator = await start(['Buckets', 'BUCKETS'].map((name) => policyOf({ name, query: BUCKETS })));
  const exported = await runPolicies(emulator, { mode: 'export' }, {});
  expect(end(exported), exported.printed).toEqual([0, 'exported']);
  expect(Object.keys(exported.reports).filter((path) => /buckets.*\.yml$/.test(path))).toHaveLength(1);
  for (const text of [exported.summary, exported.printed]) expect(text).toMatch(/policy “(?:Buckets|BUCKETS)”.*case/);
});

it('nothing that files or Platform say becomes a command of the runner', async () => {
  const hostile = 'a::error::b ##[error]c `d` <img src=x> | e';
  const text = JSON.stringify(`x\n::error title=a::pwned\n##[error]pwned\n${hostile}`);
  const files = {
    'policies/hostile.yml': policyYaml({
      name: JSON.stringify(hostile),
      description: text,
      groups: `[${JSON.stringify(hostile)}]`,
    }),
    'policies/groups.yml': `version: 1\ngroups:\n  - slug: ours\n    name: ${JSON.stringify(hostile)}\n    description: ${text}\n`,
  };
  const gone = { ...ours(hostile, 'gone'), name: `${hostile} gone` };
  await using emulator = await start([gone]);
  const message = `no\n::error title=a::pwned\n##[error]pwned ${hostile}`;
  emulator.fault({
    route: 'create-policy',
    do: { kind: 'status', status: 422, body: { message, status: 422, field_errors: { name: message } } },
  });
  const inputs = { 'on-removed': 'delete' };
  for (const mode of ['plan', 'apply', 'drift']) {
    const result = await runPolicies(emulator, { ...inputs, mode }, files);
    expect(
      result.annotations.every(({ title }) => title.startsWith('CloudQuery policies')),
      result.printed,
    ).toBe(true);
    // The runner takes it for a command anywhere in a line.
    expect(result.printed).not.toMatch(/##\[/);
    // In a block of code it is text.
    expect(result.summary.replace(/```diff.*?```/gs, '')).not.toMatch(/<img/);
  }
  const again = await runPolicies(emulator, { ...inputs, mode: 'apply' }, files);
  expect(end(again), again.printed).toEqual([0, 'applied']);
});
