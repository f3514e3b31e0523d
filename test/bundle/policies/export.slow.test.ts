/** What somebody has on the Platform becomes files, and what goes is written down before it does. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESTINATIONS, type PolicyDefinition, policyOf, startEmulator } from '../../emulator/platform.ts';
import type { ActionResult } from '../run-action.ts';
import { listWrites, markOf, policyYaml, runPolicies } from './policies.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cloudquery-export-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
const newFolder = () => mkdtempSync(join(root, 'reports-'));

const [ALERTS, TEAM] = DESTINATIONS.map(({ id }) => id);
const numbered = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Policies as a tenant has them after some years. */
function usualTenant(): PolicyDefinition[] {
  const long = Array.from({ length: 4_000 }, (_, line) => `  -- ${line}: why an exception is made`).join('\n');
  const given: (Partial<PolicyDefinition> & { name: string; query: string })[] = [
    { name: 'AWS / S3: public', query: 'SELECT 1', groups: ['CIS AWS Foundations', 'SOC 2'], description: 'a / b: #c' },
    { name: 'aws s3 public', query: 'SELECT 2', destinations: [] },
    { name: 'Règle № 4 – déjà vu', query: "SELECT 'é'", status: 'paused' },
    { name: '🪣', query: 'SELECT 4', destinations: [ALERTS ?? '', TEAM ?? ''] },
    { name: 'CON', query: 'SELECT 5', description: 'Two\r\nlines.  \n' },
    { name: 'Groups', query: `SELECT 6\n${long}` },
    { name: 'Windows', query: 'SELECT 7\r\nFROM aws_s3_buckets  \r\nWHERE name = 1\r\n\r\n' },
    { name: 'Conflict', query: 'SELECT 8\n=======\n-- a line as git writes it' },
    { name: 'Half a character', query: "SELECT '\ud83d'" },
    { name: '::error::no', query: 'SELECT `a:b` -- ::set-output name=x::y', description: '%0A::warning::x' },
    { name: 'Ours', query: 'SELECT 10', description: `Of the repository.\n\n${markOf('kept-slug')}` },
  ];
  return given.map((one, number) => policyOf({ ...one, id: numbered(number) }));
}

/** Those that no file can say, or that are not ours. */
function strangeTenant(): PolicyDefinition[] {
  const given: (Partial<PolicyDefinition> & { name: string })[] = [
    { name: 'Twin' },
    { name: 'Twin' },
    { name: 'Blank ' },
    { name: 'New domain', domain: 'network' },
    { name: 'Elsewhere', description: markOf('elsewhere', 'acme/other') },
  ];
  return given.map((one, number) => policyOf({ query: 'SELECT 0', ...one, id: numbered(100 + number) }));
}

/** Files of a report's folder, as files of the repository. */
function below(reports: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reports).flatMap(([path, text]) =>
      path.startsWith(`${folder}/`) ? [[`policies/${path.slice(folder.length + 1)}`, text]] : [],
    ),
  );
}

describe('an export', { concurrent: true }, () => {
  it('of an existing tenant is in step with it, is taken over without a change, and then there is nothing to do', async () => {
    const policies = usualTenant();
    await using emulator = await startEmulator({ role: 'general:write', policies, earlier: 'never' });
    const exported = await runPolicies(emulator, { mode: 'export' }, {});
    expect([exported.exitCode, exported.outputs['outcome']], exported.printed).toEqual([0, 'exported']);
    expect(exported.printed).not.toContain("The files don't say everything");
    const files = below(exported.reports, 'export');
    const named = (end: string) => Object.keys(files).filter((path) => path.endsWith(end));
    expect(named('.yml').sort()).toEqual(
      ['aws-s3-public', 'aws-s3-public-2', 'con-2', 'conflict', 'error-no', 'groups', 'groups-2', 'half-a-character']
        .concat(['kept-slug', 'policy', 'regle-no-4-deja-vu', 'windows'])
        .map((slug) => `policies/${slug}.yml`)
        .sort(),
    );
    // A file of its own can't hold these two.
    expect(named('.sql')).toHaveLength(policies.length - 2);

    const before = structuredClone(policies);
    const plan = { mode: 'plan', adopt: 'by-name' };
    const planned = await runPolicies(emulator, plan, files);
    expect([planned.outputs['outcome'], planned.outputs['to-create']], planned.printed).toEqual(['changes', '0']);
    expect(changesOf(planned)).toEqual(new Set(['adopt 0']));
    const applied = await runPolicies(emulator, { ...plan, mode: 'apply' }, files);
    expect([applied.exitCode, applied.outputs['outcome']], applied.printed).toEqual([0, 'applied']);
    expect(emulator.count('create-policy') + emulator.count('toggle-policy')).toBe(0);
    for (const { id, name, status, groups, destinations } of before) {
      expect(emulator.policy(name)).toMatchObject({ id, status, groups, ...(destinations ? { destinations } : {}) });
    }

    const writes = emulator.requests.length;
    for (const [mode, outcome] of [
      ['plan', 'unchanged'],
      ['drift', 'unchanged'],
      ['apply', 'unchanged'],
    ] as const) {
      const after = await runPolicies(emulator, { mode }, files);
      expect([after.exitCode, after.outputs['outcome']], after.printed).toEqual([0, outcome]);
    }
    expect(emulator.requests.slice(writes).every(({ method }) => method === 'GET')).toBe(true);
    const again = await runPolicies(emulator, { mode: 'export' }, {});
    expect(again.reports).toEqual(expectSlugs(again.reports, exported.reports));
  });

  it('says why something has no file, and writes all the rest', async () => {
    const policies = [...usualTenant().slice(0, 2), ...strangeTenant()];
    await using emulator = await startEmulator({ policies, earlier: 'never' });
    const { exitCode, outputs, printed, summary, reports } = await runPolicies(emulator, { mode: 'export' }, {});
    expect([exitCode, outputs['outcome']], printed).toEqual([0, 'exported']);
    for (const reason of [
      'The Platform has 2 objects with the name of the policy twin',
      'allowed: a text of one line that is not blank, of up to 500 characters, without blanks at its ends',
      '`domain` is "network"; allowed:',
      'It is managed by acme/other',
    ]) {
      expect(printed).toContain(reason);
    }
    expect(summary).toContain('acme/other');
    const files = below(reports, 'export');
    expect(Object.keys(files).filter((path) => path.endsWith('.yml'))).toHaveLength(3);
    const planned = await runPolicies(emulator, { mode: 'plan', adopt: 'by-name' }, files);
    expect(planned.outputs['outcome'], planned.printed).toBe('changes');
    expect(changesOf(planned)).toEqual(new Set(['adopt 0']));
  });

  it('overwrites nothing that is there', async () => {
    await using emulator = await startEmulator({ policies: usualTenant().slice(0, 1), earlier: 'never' });
    const folder = newFolder();
    mkdirSync(join(folder, 'export'));
    writeFileSync(join(folder, 'export', 'aws-s3-public.yml'), 'mine');
    const first = await runPolicies(emulator, { mode: 'export', 'report-dir': folder }, {});
    const second = await runPolicies(emulator, { mode: 'export', 'report-dir': folder }, {});
    expect([first.outputs['export-dir'], second.outputs['export-dir']]).toEqual([
      join(folder, 'export-2'),
      join(folder, 'export-3'),
    ]);
    expect(readFileSync(join(folder, 'export', 'aws-s3-public.yml'), 'utf8')).toBe('mine');
    expect(readdirSync(join(folder, 'export'))).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['export', 'export-2', 'export-3']);
  });

  it('of a list that could not be read whole is none', async () => {
    await using emulator = await startEmulator({ policies: usualTenant(), earlier: 'never', maxPerPage: 5 });
    const isSecond = { when: ({ query }: { query: URLSearchParams }) => query.get('page') === '2' };
    emulator.fault({ route: 'list-policies', times: 99, ...isSecond, do: { kind: 'status', status: 403 } });
    const folder = newFolder();
    const result = await runPolicies(emulator, { mode: 'export', 'report-dir': folder }, {});
    expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'error']);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('an export over the files of a checkout', { concurrent: true }, () => {
  const files = {
    'policies/groups.yml': 'version: 1\n# ours\ngroups:\n  - slug: ours\n    name: Ours # why\n',
    'policies/aws/buckets.yml': `# Who: the storage team\n${policyYaml({ groups: '[Ours]', severity: 'high # as in the audit' })}`,
    'policies/aws/volumes.yml': policyYaml({ name: 'Volumes', 'query-file': 'volumes.sql' }).replace(
      /^query: .*\n/m,
      '',
    ),
    'policies/aws/volumes.sql': '-- all of them\r\nSELECT 1\r\n',
    'policies/old.yml': policyYaml({ name: 'Old', status: 'paused' }),
  };

  it('is the way to accept drift: laid over them there is nothing to do, and nothing else is changed', async () => {
    await using emulator = await startEmulator({ role: 'general:write', policies: [], earlier: 'never' });
    const applied = await runPolicies(emulator, { mode: 'apply' }, files);
    expect(applied.outputs['outcome'], applied.printed).toBe('applied');
    const ask = (name: string, method: string, rest = '', body?: object) =>
      fetch(`${emulator.url}/api/policies/${emulator.policy(name).id}${rest}`, {
        method,
        headers: { authorization: `Bearer ${emulator.key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    await ask('Public buckets', 'POST', '/toggle');
    await ask('Public buckets', 'PUT', '', { severity: 'low' });
    await ask('Volumes', 'PUT', '', { query: '-- some of them\nSELECT 2' });
    await ask('Old', 'DELETE');

    const exported = await runPolicies(emulator, { mode: 'export' }, files);
    expect([exported.exitCode, exported.outputs['outcome']], exported.printed).toEqual([0, 'exported']);
    const gone = 'policies/old.yml';
    for (const shown of [exported.printed, exported.summary]) expect(shown).toContain(gone);
    const written = below(exported.reports, 'export');
    const { [gone]: _, ...kept } = files;
    expect(written).toEqual({
      ...kept,
      'policies/aws/buckets.yml': kept['policies/aws/buckets.yml']
        .replace('high #', 'low #')
        .replace(/(severity: .*\n)/, '$1status: paused\n'),
      'policies/aws/volumes.sql': '-- some of them\r\nSELECT 2\r\n',
    });
    const drift = await runPolicies(emulator, { mode: 'drift' }, { ...kept, ...written });
    expect([drift.exitCode, drift.outputs['outcome']], drift.printed).toEqual([0, 'unchanged']);
  });

  it('hides in a public repository what new files are called', async () => {
    const policies = [policyOf({ name: 'Of 123456789012', query: 'SELECT 1' })];
    await using emulator = await startEmulator({ policies, earlier: 'never' });
    const event = { repository: { private: false, visibility: 'public' } };
    const { printed, summary, reports } = await runPolicies(emulator, { mode: 'export' }, files, { event });
    expect(Object.keys(below(reports, 'export'))).toContain('policies/of-123456789012.yml');
    expect(`${printed}${summary}`).not.toContain('123456789012');
  });
});

/** The kinds of changes of a plan, each with the number of fields that differ. */
function changesOf({ reports }: ActionResult): Set<string> {
  const { plan } = JSON.parse(reports['plan.json'] ?? '') as {
    plan: { changes: { action: string; fields: unknown[] }[] };
  };
  return new Set(plan.changes.map(({ action, fields }) => `${action} ${fields.length}`));
}

/** The mark keeps the slugs, so that the second export is the first one again. */
function expectSlugs(again: Readonly<Record<string, string>>, first: Readonly<Record<string, string>>) {
  expect(Object.keys(again).sort()).toEqual(Object.keys(first).sort());
  // The order of the groups in their file is that of their kinds: ours come first.
  return { ...first, 'export/groups.yml': again['export/groups.yml'] };
}

const REST = { 'policies/rest.yml': policyYaml({ name: 'The rest' }) };
const GOING = {
  ...REST,
  'policies/groups.yml': 'version: 1\ngroups:\n  - slug: ours\n    name: Ours\n    description: All of it.\n',
  'policies/buckets.yml': policyYaml({ groups: '[Ours, SOC 2]', notify: '[Platform team]', description: "'Why: x'" }),
  'policies/volumes.yml': policyYaml({ name: 'Volumes', status: 'paused', notify: '[]', query: '"SELECT 1\\n-- end"' }),
};

/** What an object is, but for its id and times. */
function factsOf({ id: _, changedAt: __, runAt: ___, history: ____, ...facts }: Record<string, unknown>) {
  return facts;
}

describe('what is removed', { concurrent: true }, () => {
  it.for([
    ['delete', 'to-remove', 3],
    ['pause', 'to-pause', 1],
  ] as const)('(%s) is written down before, and given back by these files', async ([onRemoved, output, count]) => {
    await using emulator = await startEmulator({ role: 'general:write', policies: [], earlier: 'never' });
    const first = await runPolicies(emulator, { mode: 'apply' }, GOING);
    expect(first.outputs['outcome'], first.printed).toBe('applied');
    const names = ['Public buckets', 'Volumes'];
    const facts = names.map((name) => factsOf({ ...emulator.policy(name) }));

    const folder = newFolder();
    const backup = join(folder, 'backup');
    const seen: boolean[] = [];
    const look = () => {
      seen.push(existsSync(join(backup, 'buckets.yml')));
      return false;
    };
    for (const one of ['delete-policy', 'delete-group', 'toggle-policy'] as const) {
      emulator.fault({ route: one, when: look, do: { kind: 'stall' } });
    }
    const removed = await runPolicies(emulator, { mode: 'apply', 'on-removed': onRemoved, 'report-dir': folder }, REST);
    expect([removed.exitCode, removed.outputs['outcome']], removed.printed).toEqual([0, 'applied']);
    expect(removed.outputs[output]).toBe(String(count));
    expect(removed.outputs['backup-dir']).toBe(backup);
    expect(seen).toEqual(Array.from({ length: count }, () => true));

    const files = Object.fromEntries(
      readdirSync(backup).map((name) => [`policies/${name}`, readFileSync(join(backup, name), 'utf8')]),
    );
    const groups = onRemoved === 'delete' ? {} : { 'policies/groups.yml': GOING['policies/groups.yml'] };
    const back = await runPolicies(emulator, { mode: 'apply' }, { ...REST, ...groups, ...files });
    expect([back.exitCode, back.outputs['outcome']], back.printed).toEqual([0, 'applied']);
    expect(names.map((name) => factsOf({ ...emulator.policy(name) }))).toEqual(facts);
    const after = await runPolicies(emulator, { mode: 'plan' }, { ...REST, ...groups, ...files });
    expect(after.outputs['outcome'], after.printed).toBe('unchanged');
  });

  it.for<[what: string, prepare: (folder: string) => string, policy: Partial<PolicyDefinition>, told: string]>([
    [
      'there is no room for the files',
      (folder) => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file');
      },
      {},
      'The files could not be written to',
    ],
    ['no file can say what it is', (folder) => folder, { domain: 'network' }, "1 policy or group can't be backed up"],
  ])('stays if $0: nothing at all is written', async ([, prepare, policy, told]) => {
    const old = policyOf({ name: 'Old', description: markOf('old'), query: 'SELECT 1', ...policy });
    await using emulator = await startEmulator({ role: 'general:write', policies: [old], earlier: 'never' });
    for (const onRemoved of ['delete', 'pause']) {
      const inputs = { mode: 'apply', 'on-removed': onRemoved, 'report-dir': prepare(newFolder()) };
      const result = await runPolicies(emulator, inputs, REST);
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'error']);
      expect(result.printed).toContain(told);
    }
    expect(listWrites(emulator.requests)).toEqual([]);
  });
});

it('a plan takes the place of the one of an earlier run, and of nothing else', async () => {
  await using emulator = await startEmulator({ role: 'general:read', earlier: 'never' });
  const folder = newFolder();
  const plan = (attempt: string) =>
    runPolicies(emulator, { 'report-dir': folder }, REST, { env: { GITHUB_RUN_ATTEMPT: attempt } });
  const first = await plan('1');
  expect(first.outputs['plan-file'], first.printed).toBe(join(folder, 'plan.json'));
  expect((await plan('2')).outputs['plan-file']).toBe(join(folder, 'plan.json'));
  writeFileSync(join(folder, 'plan.json'), 'mine');
  expect((await plan('3')).outputs['plan-file']).toBe(join(folder, 'plan-2.json'));
  expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe('mine');
});
