import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planExport } from '../../../../src/actions/policies/export/plan-export.ts';
import { createSlugs } from '../../../../src/actions/policies/export/slug.ts';
import { describeLeft, writeBackup, writeExport } from '../../../../src/actions/policies/export/write.ts';
import type { PlannedChange } from '../../../../src/actions/policies/plan/change.ts';
import type { PlatformState } from '../../../../src/actions/policies/plan/sides.ts';
import { toExistingGroup, toExistingPolicy } from '../../../../src/actions/policies/state.ts';
import type { GroupObject, PolicyObject } from '../../../../src/platform/policy-object.ts';
import { createScrub } from '../../../../src/text/scrub.ts';
import { prepareFolders } from './checkouts.ts';

const { newFolder } = prepareFolders();

const OWNER = 'acme/infra';
/** Nothing is in the checkout. */
const NEW = { base: null, reason: 'the checkout has no folder policies', remedy: null };
const OURS = (slug: string) => `[managed by ${OWNER}: ${slug}]`;

type GivenPolicy = Partial<PolicyObject> & { readonly name: string };

interface Given {
  readonly policies?: readonly GivenPolicy[];
  readonly groups?: readonly (Partial<GroupObject> & { readonly name: string })[];
  readonly destinations?: PlatformState['destinations'];
}

function stateOf({ policies = [], groups = [], destinations = [] }: Given): PlatformState {
  const usual = { domain: 'security', severity: 'high', status: 'active', description: '', query: 'SELECT 1' };
  const rest = { groupIds: [], destinationIds: [], updatedBy: null, updatedAt: null };
  return {
    policies: policies.map((one, number) => toExistingPolicy({ id: `p${number}`, ...usual, ...rest, ...one })),
    groups: groups.map((one, number) => toExistingGroup({ id: `g${number}`, description: '', ...one })),
    destinations,
  };
}

const exportOf = (given: Given) => {
  const { files, left } = planExport(stateOf(given), OWNER, null);
  return { files: Object.fromEntries(files.map(({ path, text }) => [path, text])), left };
};
const reasonsOf = (given: Given) => exportOf(given).left.map(describeLeft);

describe('the files', () => {
  it('say what a policy is, in the order of the format', () => {
    const { files, left } = exportOf({
      policies: [
        {
          name: 'Unencrypted S3 buckets',
          description: `Buckets without encryption.\r\n\r\nSee the wiki: S3  \n`,
          status: 'paused',
          query: 'SELECT *\r\nFROM aws_s3_buckets\r\n',
          groupIds: ['g0'],
          destinationIds: ['d0'],
        },
        { name: 'Volumes', description: `On disk\n\n${OURS('ebs')}` },
      ],
      groups: [
        { name: 'CIS AWS Foundations', description: 'Controls.' },
        { name: 'SOC 2', description: OURS('soc') },
      ],
      destinations: [{ id: 'd0', name: 'Security channel' }],
    });
    expect(left).toEqual([]);
    expect(files).toEqual({
      'unencrypted-s3-buckets.yml':
        'version: 1\nname: Unencrypted S3 buckets\ndomain: security\nseverity: high\ndescription: |-\n  Buckets without encryption.\n\n  See the wiki: S3\nstatus: paused\ngroups:\n  - CIS AWS Foundations\nnotify:\n  - Security channel\nquery-file: unencrypted-s3-buckets.sql\n',
      'unencrypted-s3-buckets.sql': 'SELECT *\nFROM aws_s3_buckets\n',
      'ebs.yml':
        'version: 1\nname: Volumes\ndomain: security\nseverity: high\ndescription: On disk\nnotify: []\nquery-file: ebs.sql\n',
      'ebs.sql': 'SELECT 1\n',
      'groups.yml':
        'version: 1\ngroups:\n  - slug: soc\n    name: SOC 2\n  - slug: cis-aws-foundations\n    name: CIS AWS Foundations\n    description: Controls.\n',
    });
  });

  it.for<[what: string, policy: Partial<PolicyObject>, line: string]>([
    ['words of YAML 1.1', { name: 'off' }, 'name: "off"'],
    ['a number', { name: '012' }, 'name: "012"'],
    ['a comment', { name: 'a #b' }, 'name: "a #b"'],
    ['a key', { name: '? a' }, 'name: "? a"'],
    ['control characters', { name: 'a\u0085b\u2028c\u202ed\ufeffe' }, 'name: "a\\u0085b\\u2028c\\u202ed\\ufeffe"'],
    ['a broken character', { name: 'a\ufffdb' }, 'name: "a\\ufffdb"'],
    ['emoji', { name: '👩‍💻 a' }, 'name: 👩‍💻 a'],
    ['a noncharacter', { name: 'a\u{1ffff}' }, 'name: "a\\U0001ffff"'],
    ['a line of blanks', { name: 'a', description: 'a\n  \nb' }, 'description: |-\n  a\n    \n  b\n'],
    ['blanks in front', { name: 'a', description: 'a:\n    b\n  c' }, 'description: |-\n  a:\n      b\n    c\n'],
    ['a tab', { name: 'a', description: 'a\tb' }, 'description: a\tb'],
    ['two documents', { name: 'a', description: 'a\n---\nb' }, 'description: |-\n  a\n  ---\n  b\n'],
    // Git would be taken to have left them.
    ['marks of a conflict', { name: 'a', query: 'SELECT 1\n=======\n' }, 'query: |-\n  SELECT 1\n  =======\n'],
    // A file of SQL has the line ends of the machine.
    [
      'a line end of Windows in a string',
      { name: 'a', query: "SELECT '\r\n'\r\n, 2" },
      `query: "SELECT '\\r\\n'\\n, 2"`,
    ],
    ['half a character', { name: 'a', query: "SELECT '\ud83d'" }, 'query: "SELECT \'\\ud83d\'"'],
  ])('hold %s', ([, policy, line]) => {
    const { files, left } = exportOf({ policies: [{ name: 'a', ...policy }] });
    expect(left).toEqual([]);
    expect(Object.values(files).join('')).toContain(line);
  });

  it('keep a query of the greatest length', () => {
    const query = `SELECT '${'x'.repeat(200_000 - 9)}'`;
    expect(exportOf({ policies: [{ name: 'a', query }] }).left).toEqual([]);
    expect(reasonsOf({ policies: [{ name: 'a', query: `${query}x` }] })).toEqual([
      'The policy “a” (p0): It holds 200002 characters; allowed: SQL of up to 200000.',
    ]);
  });

  it('are as many as a large company has, in a time that grows with their number and not faster', () => {
    const time = (count: number) => {
      const policies = Array.from({ length: count }, (_, number) => ({ name: `Control ${number}`, id: `p${number}` }));
      const started = performance.now();
      const { files, left } = exportOf({ policies });
      expect([Object.keys(files).length, left]).toEqual([2 * count, []]);
      return performance.now() - started;
    };
    time(100);
    // Four times as many would take sixteen times as long if each one were compared with all others.
    const ratios = [1, 2, 3].map(() => time(800) / time(200));
    expect(Math.min(...ratios)).toBeLessThan(8);
  });
});

describe('slugs', () => {
  it.for<[name: string, slug: string]>([
    ['Unencrypted S3 buckets', 'unencrypted-s3-buckets'],
    ['a/b\\c:d', 'a-b-c-d'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Règle № 4 – déjà vu', 'regle-no-4-deja-vu'],
    ['🪣', 'policy'],
    ['דלי', 'policy'],
    ['!!!', 'policy'],
    ['CON', 'con-2'],
    ['com1', 'com1-2'],
    ['NUL.', 'nul-2'],
    ['Groups', 'groups-2'],
    ['taken', 'taken-2'],
    ['x'.repeat(200), 'x'.repeat(80)],
    [`${'x'.repeat(79)} y`, 'x'.repeat(79)],
  ])('%s becomes %s', ([name, slug]) => {
    expect(createSlugs(['taken'])(name, 'policy')).toBe(slug);
  });

  it('are each made once', () => {
    const makeSlug = createSlugs(['b-2']);
    expect(['b', 'B', 'b!', 'b 2'].map((name) => makeSlug(name, 'policy'))).toEqual(['b', 'b-3', 'b-4', 'b-2-2']);
  });
});

describe('what files can’t say is left out with its reason', () => {
  it.for<[what: string, given: Given, reasons: readonly string[]]>([
    [
      'a policy of another repository',
      { policies: [{ name: 'a', description: '[managed by acme/other: a]' }] },
      ['The policy “a” (p0): It is managed by acme/other.'],
    ],
    [
      'a domain of tomorrow',
      { policies: [{ name: 'a', domain: 'network' }] },
      [
        'The policy “a” (p0): `domain` is "network"; allowed: `finops`, `security`, `compliance`, `governance`, `operations`.',
      ],
    ],
    [
      'a status of tomorrow',
      { policies: [{ name: 'a', status: 'archived' }] },
      ['The policy “a” (p0): `status` is "archived"; allowed: `active`, `paused`.'],
    ],
    [
      'a name with a blank at its end',
      { policies: [{ name: 'a ' }] },
      [
        'The policy “a” (p0): `name` is "a"; allowed: a text of one line that is not blank, of up to 500 characters, without blanks at its ends.',
      ],
    ],
    [
      'no query',
      { policies: [{ name: 'a', query: ' ' }] },
      ['The policy “a” (p0): It holds nothing; allowed: SQL of up to 200000.'],
    ],
    [
      'a description that ends like a mark twice',
      { policies: [{ name: 'a', description: `x [managed by a/b: c]\n\n${OURS('a')}` }] },
      [
        'The policy “a” (p0): `description` is "x [managed by a/b: c]"; allowed: a text of up to 10,000 characters that does not end like a mark.',
      ],
    ],
    [
      'two policies of one name',
      { policies: [{ name: 'a' }, { name: 'a' }] },
      [
        'The policy “a” (p0): The Platform has 2 objects with the name of the policy a, “a”, none of them managed by acme/infra.',
        'The policy “a” (p1): The name of this policy is also that of a.yml:2; each needs its own, which differs in more than upper and lower case.',
      ],
    ],
    [
      'a name that differs in case from one of ours',
      { policies: [{ name: 'A' }, { name: 'a', description: OURS('z') }] },
      [
        'The policy “A” (p0): The name of this policy is also that of z.yml:2; each needs its own, which differs in more than upper and lower case.',
      ],
    ],
    [
      'a copy with its mark',
      {
        policies: [
          { name: 'a', description: OURS('a') },
          { name: 'Copy of a', description: OURS('a') },
        ],
      },
      [
        'The policy “a” (p0): 2 objects of the Platform have its mark, a.',
        'The policy “Copy of a” (p1): 2 objects of the Platform have its mark, a.',
      ],
    ],
    [
      'a mark that can be no name of a file',
      { policies: [{ name: 'a', description: OURS('groups') }] },
      ['The policy “a” (p0): Its mark is groups, and groups.yml is no file of a policy.'],
    ],
    [
      'a group whose name stands twice',
      { policies: [{ name: 'a', groupIds: ['g0'] }], groups: [{ name: 'SOC' }, { name: 'SOC' }] },
      [
        'The policy group “SOC” (g0): The Platform has 2 objects with the name of the policy group soc, “SOC”, none of them managed by acme/infra.',
        'The policy group “SOC” (g1): The name of this policy group is also that of ',
        'The policy “a” (p0): It stays in a group that its file does not name: 2 have the name of “SOC” (g0).',
      ],
    ],
    [
      'a destination whose name stands twice',
      {
        policies: [{ name: 'a', destinationIds: ['d1', 'd2'] }],
        destinations: [
          { id: 'd0', name: 'Team' },
          { id: 'd1', name: 'Team' },
          { id: 'd2', name: 'Others' },
        ],
      },
      [
        "The policy “a” (p0): Its file says nothing of whom it notifies, since it can't name a destination: 2 have the name of “Team” (d1).",
      ],
    ],
    [
      'a destination that is not listed',
      { policies: [{ name: 'a', destinationIds: ['d9'] }] },
      [
        "The policy “a” (p0): Its file says nothing of whom it notifies, since it can't name a destination: the Platform does not list d9.",
      ],
    ],
    [
      'a group of ours that can’t be named, in which a plan leaves the policy',
      {
        policies: [{ name: 'a', groupIds: ['g1'] }],
        groups: [
          { name: 'SOC', description: OURS('one') },
          { name: 'SOC', description: OURS('two') },
        ],
      },
      [
        'The policy group “SOC” (g1): The name of this policy group is also that of ',
        'The policy “a” (p0): It stays in a group that its file does not name: “SOC” (g1)',
      ],
    ],
  ])('%s', ([, given, reasons]) => {
    const told = reasonsOf(given);
    expect(told).toHaveLength(reasons.length);
    for (const [index, reason] of reasons.entries()) expect(told[index]).toContain(reason);
  });

  it('and what is left out in part has a comment on top of its file', () => {
    const { files } = exportOf({ policies: [{ name: 'a', destinationIds: ['d9'] }] });
    expect(files['a.yml']).toMatch(/^# Its file says nothing of whom it notifies, .* d9\.\n\nversion: 1\nname: a\n/);
    expect(files['a.yml']).not.toContain('notify:');
  });
});

describe('the folder', () => {
  const scrub = createScrub('cqp_0123456789');
  const state = stateOf({ policies: [{ name: 'a' }] });
  const at = (reportDir: string) => ({ reportDir, owner: OWNER, scrub });

  it('is new, or empty', async () => {
    const root = join(newFolder(), 'deep');
    const folder = join(root, 'export');
    expect(await writeExport(state, at(root), NEW)).toEqual({
      ...{ folder, policies: 1, groups: 0, left: [], over: null },
      ...{ reason: NEW.reason, remedy: null },
    });
    expect(readdirSync(folder).sort()).toEqual(['a.sql', 'a.yml']);
    const other = newFolder();
    mkdirSync(join(other, 'export'));
    expect((await writeExport(state, at(other), NEW)).folder).toBe(join(other, 'export'));
    expect(readdirSync(join(other, 'export'))).toHaveLength(2);
    expect(readdirSync(other)).toEqual(['export']);
  });

  it('is never one that holds something, a file or a link', async () => {
    const root = newFolder();
    const folder = join(root, 'export');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.yml'), 'mine');
    writeFileSync(join(root, 'export-2'), 'mine');
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), join(root, 'export-3'));
    expect((await writeExport(state, at(root), NEW)).folder).toBe(join(root, 'export-4'));
    expect(readFileSync(join(folder, 'a.yml'), 'utf8')).toBe('mine');
    expect(readdirSync(join(root, 'elsewhere'))).toEqual([]);
    expect(readdirSync(root).sort()).toEqual(['elsewhere', 'export', 'export-2', 'export-3', 'export-4']);
  });

  it('is there for a Platform that has nothing', async () => {
    expect(readdirSync((await writeExport(stateOf({}), at(newFolder()), NEW)).folder)).toEqual([]);
  });

  it.for<[what: string, reportDir: (root: string) => string, given: Given, reason: RegExp]>([
    [
      'a file that would hold the API key',
      (root) => root,
      { policies: [{ name: 'a', query: "SELECT 'cqp_0123456789'" }] },
      /: a\.sql would hold the API key\.$/,
    ],
    ['a file in its way', (root) => join(root, 'file'), {}, /: a part of its path is a file; choose another path\.$/],
  ])('is not there after %s', async ([, reportDir, given, reason]) => {
    const root = newFolder();
    writeFileSync(join(root, 'file'), '');
    await expect(writeExport(stateOf(given), at(reportDir(root)), NEW)).rejects.toThrow(reason);
    expect(readdirSync(root)).toEqual(['file']);
  });
});

describe('a backup', () => {
  const change = (kind: 'policy' | 'group', id: string): PlannedChange => ({
    kind,
    verb: 'delete',
    slug: '',
    name: '',
    id,
    file: null,
    fields: [],
    before: null,
    after: null,
    changed: null,
    members: [],
    markBefore: null,
  });
  const place = () => ({
    reportDir: newFolder(),
    owner: OWNER,
    scrub: (text: string) => text,
  });

  it('holds what goes, and nothing else', async () => {
    const state = stateOf({
      policies: [
        { name: 'a', description: OURS('a'), groupIds: ['g0', 'g1'] },
        { name: 'b', description: OURS('b') },
        { name: 'c' },
      ],
      groups: [{ name: 'G', description: OURS('g') }, { name: 'H' }],
    });
    const { folder } = await writeBackup([change('policy', 'p0'), change('group', 'g0')], state, place());
    expect(readdirSync(folder).sort()).toEqual(['a.sql', 'a.yml', 'groups.yml']);
    expect(readFileSync(join(folder, 'a.yml'), 'utf8')).toContain('groups:\n  - G\n  - H\n');
    expect(readFileSync(join(folder, 'groups.yml'), 'utf8')).not.toContain('H');
  });

  it('lists the policies that a group had, and that stay', async () => {
    const names = ['\ufffd\ud800 a\nversion: 2 # b', '::error::x', 'Plain'];
    const state = stateOf({ groups: [{ name: 'G', description: OURS('g') }] });
    const members = names.map((name, number) => ({ id: `p${number}`, name }));
    const { folder, left } = await writeBackup([{ ...change('group', 'g0'), slug: 'g', members }], state, place());
    const text = readFileSync(join(folder, 'groups.yml'), 'utf8');
    expect(left).toEqual([]);
    expect(text).toMatch(
      /^# Policies that stayed, and were in the group g:\n(?:# - “.*” \(p[012]\)\n){3}\nversion: 1\n/,
    );
    expect(text).toContain('# - “Plain” (p2)\n');
  });

  it.for<[what: string, given: Given, reason: string]>([
    [
      'a group',
      { policies: [{ name: 'a', description: OURS('a'), groupIds: ['g0'] }], groups: [{ name: 'G' }, { name: 'G' }] },
      'It stays in a group that its file does not name',
    ],
    [
      'a destination',
      { policies: [{ name: 'a', description: OURS('a'), destinationIds: ['d1'] }] },
      'Its file says nothing of whom it notifies',
    ],
  ])('that can’t name %s is an error for a deletion, and a note for a pause', async ([, given, reason]) => {
    const at = place();
    const deletion = change('policy', 'p0');
    await expect(writeBackup([deletion], stateOf(given), at)).rejects.toMatchObject({
      message: "1 policy or group can't be backed up.",
      problems: [expect.stringContaining(reason)],
    });
    expect(readdirSync(at.reportDir)).toEqual([]);
    const { left } = await writeBackup([{ ...deletion, verb: 'pause' }], stateOf(given), at);
    expect(left).toEqual([expect.stringContaining(reason)]);
  });

  it('that can’t be whole is an error, and no folder', async () => {
    const state = stateOf({ policies: [{ name: 'a', description: OURS('a'), domain: 'network' }] });
    const at = place();
    await expect(writeBackup([change('policy', 'p0')], state, at)).rejects.toThrow(
      "1 policy or group can't be backed up.",
    );
    expect(readdirSync(at.reportDir)).toEqual([]);
  });
});
