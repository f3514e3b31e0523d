import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseBase, readBase } from '../../../../src/actions/policies/export/base.ts';
import { createReader, type ExportFile, listFiles } from '../../../../src/actions/policies/export/memory-folder.ts';
import { planExport } from '../../../../src/actions/policies/export/plan-export.ts';
import { writeExport } from '../../../../src/actions/policies/export/write.ts';
import type { ExistingPolicy, PlatformState } from '../../../../src/actions/policies/plan/sides.ts';
import { readText } from '../../../../src/runner/read-file.ts';
import { toLogText } from '../../../../src/text/escape.ts';
import { OWNER } from '../../fake/manage.ts';
import { prepareFolders } from './checkouts.ts';

const { newFolder } = prepareFolders();

type Texts = Readonly<Record<string, string>>;
const filesOf = (texts: Texts) => Object.entries(texts).map(([path, text]): ExportFile => ({ path, text }));

function baseOf(texts: Texts) {
  const files = filesOf(texts);
  const { base } = parseBase(listFiles(files), 'policies', createReader(files), toLogText);
  return base ?? expect.fail();
}
const at = (texts: Texts) =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [`policies/${path}`, text]));

const DESTINATIONS = ['Team', 'Others'].map((name) => ({ id: `d-${name}`, name }));

interface Change {
  readonly form?: Partial<ExistingPolicy['form']>;
  readonly groups?: readonly string[];
  readonly notify?: readonly string[];
  readonly mark?: ExistingPolicy['mark'];
}

/** What the Platform has: what the files say, but for what somebody changed, by slug. `null`: somebody deleted it. */
function stateOf(texts: Texts, changes: Readonly<Record<string, Change | null>> = {}): PlatformState {
  const base = baseOf(at(texts));
  const declared = base.groups?.wanted ?? [];
  const names = new Set([
    ...declared.map(({ form }) => form.name),
    ...base.policies.flatMap((one) => one.wanted.groupNames),
  ]);
  return {
    policies: base.policies.flatMap(({ wanted: { slug, form, groupNames, notifyNames } }) => {
      const change = changes[slug];
      if (change === null) return [];
      const { form: changed = {}, groups = groupNames, notify = notifyNames ?? [], mark } = change ?? {};
      return {
        id: `p-${slug}`,
        mark: mark === undefined ? { owner: OWNER, slug } : mark,
        form: { ...form, ...changed },
        groupIds: groups.map((name) => `g-${name}`),
        destinationIds: notify.map((name) => `d-${name}`),
        ...{ changedBy: null, changedAt: null },
      };
    }),
    groups: [...names, 'New'].map((name) => {
      const own = declared.find(({ form }) => form.name === name);
      return own === undefined
        ? { id: `g-${name}`, mark: null, form: { name, description: '' } }
        : { id: `g-${name}`, mark: { owner: OWNER, slug: own.slug }, form: own.form };
    }),
    destinations: DESTINATIONS,
  };
}

function exportOver(texts: Texts, state: PlatformState) {
  const { files, left, over } = planExport(state, OWNER, baseOf(at(texts)));
  return { files: Object.fromEntries(files.map(({ path, text }) => [path, text])), left, over: over ?? expect.fail() };
}

const HEAD = 'version: 1\nname: A\ndomain: security\nseverity: high';

describe('only what differs changes in a policy’s file', () => {
  it.for<[what: string, change: Change, before: string, after: string]>([
    [
      'a word, beside its comment',
      { form: { severity: 'low' } },
      `${HEAD} # why\nquery: x\n`,
      `${HEAD.replace('high', 'low')} # why\nquery: x\n`,
    ],
    ['the last line, without an end', { form: { query: 'z' } }, `${HEAD}\nquery: x`, `${HEAD}\nquery: z`],
    [
      'a block',
      { form: { query: 'SELECT 2\n\nFROM u' } },
      `${HEAD}\nquery: | # sql\n    SELECT 1\n\n# end\n`,
      `${HEAD}\nquery: | # sql\n  SELECT 2\n\n  FROM u\n\n# end\n`,
    ],
    [
      'single quotes',
      { form: { description: 'b: c' } },
      `${HEAD}\ndescription: 'a: b'\nquery: 'x'\n`,
      `${HEAD}\ndescription: 'b: c'\nquery: 'x'\n`,
    ],
    [
      'several lines in the place of one',
      { form: { description: 'b\nc' } },
      `${HEAD}\ndescription: "a"\nquery: 'x'\n`,
      `${HEAD}\ndescription: |-\n  b\n  c\nquery: 'x'\n`,
    ],
    [
      'a comment that several lines would swallow',
      { form: { description: 'b\nc' } },
      `${HEAD}\ndescription: a # why\nquery: x\n`,
      `${HEAD}\ndescription: |- # why\n  b\n  c\nquery: x\n`,
    ],
    [
      'a key that was not there',
      { form: { status: 'paused', description: 'b' } },
      `query: x\n# why\n${HEAD} # s\n\n# t\ntests: []\n`,
      `query: x\n# why\n${HEAD} # s\ndescription: b\nstatus: paused\n\n# t\ntests: []\n`,
    ],
    [
      'one that stays, and says what it does if it is left out',
      { form: { status: 'active', description: '' } },
      `${HEAD}\ndescription: a\nstatus: paused # for now\nquery: x\n`,
      `${HEAD}\ndescription: ""\nstatus: active # for now\nquery: x\n`,
    ],
    [
      'items of a list',
      { groups: ['Own', 'Third'] },
      `${HEAD}\ngroups:\n    # ours\n    - First # 1\n    - Own # 2\nquery: x\n`,
      `${HEAD}\ngroups:\n    # ours\n    - Own # 2\n    - Third\nquery: x\n`,
    ],
    [
      'all of them',
      { groups: [] },
      `${HEAD}\ngroups: # ours\n- Own\n- First\nquery: x\n`,
      `${HEAD}\ngroups: [] # ours\nquery: x\n`,
    ],
    [
      'a list in one line',
      { notify: ['Others'], groups: ['First', 'Own'] },
      `${HEAD}\nnotify: [ Team, 'Others' ] # whom\ngroups: []\nquery: x\n`,
      `${HEAD}\nnotify: [ 'Others' ] # whom\ngroups:\n  - First\n  - Own\nquery: x\n`,
    ],
    [
      'a value on a line of its own',
      { form: { query: 'a\nb' } },
      `${HEAD}\nquery:\n  x\n# end\n`,
      `${HEAD}\nquery: |-\n  a\n  b\n# end\n`,
    ],
    [
      'JSON, which gets new keys',
      { form: { status: 'paused' }, groups: ['Own'] },
      '{"version": 1, "name": "A", "domain": "security",\n "severity": "high",\n "query": "x"}\n',
      '{"version": 1, "name": "A", "domain": "security",\n "severity": "high", "status": "paused", "groups": ["Own"],\n "query": "x"}\n',
    ],
    [
      'blanks in front of a block',
      { form: { query: 'a\nb' } },
      `${HEAD}\nquery: |2-\n    x\n   y\n`,
      `${HEAD}\nquery: |-\n  a\n  b\n`,
    ],
    [
      'a text that is too long with the line end of a block',
      { form: { description: 'n'.repeat(10_000) } },
      `${HEAD}\ndescription: | # why\n  a\nquery: x # sql\n`,
      `${HEAD}\ndescription: "${'n'.repeat(10_000)}" # why\nquery: x # sql\n`,
    ],
    [
      'braces',
      { form: { name: 'B, c' } },
      '{version: 1, name: A, domain: security, severity: high, query: x}',
      '{version: 1, name: "B, c", domain: security, severity: high, query: x}',
    ],
  ])('%s', ([, change, before, after]) => {
    const groups =
      'version: 1\ngroups:\n' +
      ['First', 'Own', 'Third'].map((name) => `  - slug: ${name.toLowerCase()}\n    name: ${name}\n`).join('');
    const texts = { 'a.yml': before, 'groups.yml': groups };
    const { files, left, over } = exportOver(texts, stateOf(texts, { a: change }));
    expect(files).toEqual({ 'a.yml': after, 'groups.yml': groups });
    expect(left).toEqual([]);
    expect(over).toEqual({ changed: ['policies/a.yml'], added: [], gone: [], notes: [] });
  });

  it('what can’t be changed where it stands is written anew, and that is said', () => {
    const before = `version: 1\nname: &a A\ndomain: security\nseverity: high\ndescription: *a\nquery: x\ntests: []\n`;
    const { files, left } = exportOver(
      { 'team/a.yml': before },
      stateOf({ 'team/a.yml': before }, { a: { form: { name: 'B' } } }),
    );
    expect(files['team/a.yml']).toBe(
      'version: 1\nname: B\ndomain: security\nseverity: high\ndescription: A\nquery: x\n',
    );
    expect(left.map(({ reason, isWhole }) => [reason, isWhole])).toEqual([
      ['It could not be changed where it stands, so that its file is written anew, without its comments.', false],
    ]);
  });
});

describe('a file of SQL', () => {
  const yaml = (name: string, sql: string) => `${HEAD.replace('A', name)}\nquery-file: ${sql} # where\n`;

  it('keeps its path, its line ends and the white space around it', () => {
    const texts = { 'team/a.yml': yaml('A', 'x.sql'), 'team/x.sql': '\r\n\r\nSELECT 1\r\nFROM t\r\n \r\n' };
    const { files, over } = exportOver(texts, stateOf(texts, { a: { form: { query: 'SELECT 2\nFROM u' } } }));
    expect(files).toEqual({ ...texts, 'team/x.sql': '\r\n\r\nSELECT 2\r\nFROM u\r\n \r\n' });
    expect(over.changed).toEqual(['policies/team/x.sql']);
  });

  it('gives way if it can’t hold a query: its line ends are those of the machine', () => {
    const texts = { 'team/a.yml': yaml('A', 'x.sql'), 'team/x.sql': 'SELECT 1\n' };
    const { files, left } = exportOver(texts, stateOf(texts, { a: { form: { query: "SELECT '\r\n'" } } }));
    expect(left).toEqual([]);
    expect(files['team/a.yml']).toBe(`${HEAD}\nquery: "SELECT '\\r\\n'" # where\n`);
  });

  it('that two policies share is changed for both, or for none', () => {
    const texts = { 'a.yml': yaml('A', 'x.sql'), 'b.yml': yaml('B', 'x.sql'), 'x.sql': 'SELECT 1\n', 'A.sql': 'mine' };
    const both = { form: { query: 'SELECT 2' } };
    expect(exportOver(texts, stateOf(texts, { a: both, b: both })).files['x.sql']).toBe('SELECT 2\n');
    // On some disks `a.sql` would be `A.sql`.
    const { files, over } = exportOver(texts, stateOf(texts, { a: both }));
    expect(files).toMatchObject({ 'x.sql': 'SELECT 1\n', 'a-2.sql': 'SELECT 2\n', 'a.yml': yaml('A', 'a-2.sql') });
    expect(over).toMatchObject({ changed: ['policies/a.yml'], added: ['policies/a-2.sql'], gone: [] });
  });

  it('that can’t hold the query is given up', () => {
    const texts = { 'a.yml': yaml('A', 'x.sql'), 'x.sql': 'SELECT 1\n' };
    const { files, over } = exportOver(texts, stateOf(texts, { a: { form: { query: 'SELECT 2\n=======\n3' } } }));
    expect(files).toEqual({ 'a.yml': `${HEAD}\nquery: "SELECT 2\\n=======\\n3" # where\n` });
    expect(over.gone).toEqual(['policies/x.sql']);
  });
});

describe('what is there no longer, or not yet', () => {
  const texts = {
    'a.yml': `${HEAD}\nquery: SELECT 1\n`,
    'team/b.yml': `${HEAD.replace('A', 'B')}\nquery-file: b.sql\n`,
    'team/b.sql': 'SELECT 2\n',
    'groups.yml': 'version: 1\ngroups:\n  # ours\n  - slug: own\n    name: Own\n  - {slug: old, name: Old} # why\n',
  };

  it('is named, and has no file', () => {
    const state = stateOf(texts, { b: null });
    const { files, over } = exportOver(texts, { ...state, groups: state.groups.filter(({ id }) => id !== 'g-Old') });
    expect(Object.keys(files)).toEqual(['a.yml', 'groups.yml']);
    expect(files['groups.yml']).toBe('version: 1\ngroups:\n  # ours\n  - slug: own\n    name: Own\n');
    expect(over).toEqual({
      changed: ['policies/groups.yml'],
      added: [],
      gone: ['policies/team/b.sql', 'policies/team/b.yml'],
      notes: [],
    });
  });

  it('is new: a policy, and a group of ours; a group that nobody manages is not added', () => {
    const state = stateOf(texts);
    const fresh = { ...(state.policies[0] ?? expect.fail()), id: 'p-new', mark: null };
    const third = { id: 'g-third', mark: { owner: OWNER, slug: 'third' }, form: { name: 'Third', description: 'T' } };
    const { files, over } = exportOver(texts, {
      ...state,
      policies: [...state.policies, { ...fresh, form: { ...fresh.form, name: 'Team/b' }, groupIds: ['g-New'] }],
      groups: [...state.groups, third],
    });
    expect(over).toMatchObject({
      changed: ['policies/groups.yml'],
      added: ['policies/team-b.sql', 'policies/team-b.yml'],
    });
    expect(files['team-b.yml']).toContain('groups:\n  - New\n');
    expect(files['groups.yml']).toBe(`${texts['groups.yml']}  - slug: third\n    name: Third\n    description: T\n`);
  });

  it('is a policy that lost its mark: it keeps its file', () => {
    const { files, over } = exportOver(texts, stateOf(texts, { b: { mark: null } }));
    expect(files).toEqual(texts);
    expect(over).toEqual({ changed: [], added: [], gone: [], notes: [] });
  });

  it('is a policy that lost its mark and its name: it keeps its file, and gets the name', () => {
    const state = stateOf(texts, { b: { mark: null, form: { name: 'By hand' } } });
    const { files, over } = exportOver(texts, state);
    expect(files['team/b.yml']).toBe(texts['team/b.yml'].replace('name: B', 'name: By hand'));
    expect(over).toEqual({ changed: ['policies/team/b.yml'], added: [], gone: [], notes: [] });
    // Of two that say the same, nobody knows which one it was.
    const [, second = expect.fail()] = state.policies;
    const twin = { ...second, id: 'p-twin', form: { ...second.form, name: 'Twin' } };
    const both = exportOver(texts, { ...state, policies: [...state.policies, twin] });
    expect([both.over.changed, both.over.gone]).toEqual([[], ['policies/team/b.sql', 'policies/team/b.yml']]);
  });

  it('is told once, however many objects it is about: a copy, and text behind a mark', () => {
    const state = stateOf(texts, { b: { mark: null, form: { description: `[managed by ${OWNER}: b] Ask Jane.` } } });
    const [first = expect.fail()] = state.policies;
    const copy = { ...first, id: 'p-copy', form: { ...first.form, name: 'Copy' } };
    const { over, left } = exportOver(texts, { ...state, policies: [...state.policies, copy] });
    expect(left).toEqual([]);
    expect(over.notes).toEqual([
      expect.stringMatching(/^policies\/a\.yml stays as it is: 2 objects of the Platform have the mark/),
      expect.stringMatching(
        /^policies\/team\/b\.yml stays as it is: On the Platform, text follows the mark of the policy b/,
      ),
    ]);
    expect([over.changed, over.added, over.gone]).toEqual([[], [], []]);
  });

  it('is unclear: the file stays as it is, with the reason', () => {
    const state = stateOf(texts, { b: { form: { domain: 'network', severity: 'low' } } });
    const copy = { ...(state.policies[0] ?? expect.fail()), id: 'p-copy' };
    const { files, over, left } = exportOver(texts, { ...state, policies: [...state.policies, copy] });
    expect(Object.keys(files)).toEqual(['groups.yml']);
    expect(left.map(({ id }) => id)).toEqual(['p-b']);
    expect(over.notes).toEqual([
      expect.stringMatching(/^policies\/a\.yml stays as it is: 2 objects of the Platform have the mark/),
      expect.stringMatching(/^policies\/team\/b\.yml stays as it is: `domain` is "network"/),
    ]);
    expect(over.gone).toEqual([]);
  });
});

describe('a group', () => {
  it('whose new name another entry has stays as it is, and no other one does', () => {
    const entry = (name: string) => `  - slug: ${name.toLowerCase()}\n    name: ${name} # why\n`;
    const groups = ['One', 'Two', 'Three', 'Four'].map(entry).join('');
    const texts = { 'a.yml': `${HEAD}\nquery: x\n`, 'groups.yml': `version: 1\ngroups:\n${groups}` };
    const state = stateOf(texts);
    const names: Readonly<Record<string, string>> = { 'g-Two': 'ONE', 'g-Four': '4' };
    const { files, over } = exportOver(texts, {
      ...state,
      groups: [
        ...state.groups.map((one) => ({ ...one, form: { ...one.form, name: names[one.id] ?? one.form.name } })),
        { id: 'g-copy', mark: { owner: OWNER, slug: 'one' }, form: { name: 'Copy', description: '' } },
      ],
    });
    expect(files['groups.yml']).toBe(texts['groups.yml'].replace('name: Four', 'name: "4"'));
    expect(over.notes.map((note) => note.slice(0, 42))).toEqual([
      'The entry one of policies/groups.yml stays',
      'The entry two of policies/groups.yml stays',
    ]);
  });

  it.each(['|', '>-'])('keeps the comment of the next one, although its text is a block (%s)', (sign) => {
    const block = `    description: ${sign}\n      one\n      two\n`;
    const groups = (text: string) =>
      `version: 1\n# top\ngroups:\n  # a\n  - slug: a\n    name: A\n${text}  # b\n  - slug: b\n    name: B\n`;
    const texts = { 'groups.yml': groups(block) };
    const state = stateOf(texts);
    const { files, over } = exportOver(texts, {
      ...state,
      groups: state.groups.map((one) =>
        one.id === 'g-A' ? { ...one, form: { name: 'A', description: 'one\nthree' } } : one,
      ),
    });
    const written = files['groups.yml'] ?? '';
    expect(written.replace(/ {4}description: [|>]-?\n {6}one\n+ {6}three\n/, block)).toBe(texts['groups.yml']);
    expect(over.notes).toEqual([]);
  });
});

describe('the checkout', () => {
  const read = (workspace: string) =>
    readBase({ workspace, folder: join(workspace, 'policies'), path: 'policies' }, readText, toLogText);
  const POLICY = `${HEAD}\nquery: SELECT 1\n`;

  it.for<[what: string, texts: Texts, reason: string]>([
    ['has no folder', {}, 'the checkout has no folder policies'],
    ['has no policy', { 'policies/README.md': '' }, 'policies holds no policy and no group'],
    [
      'has a file that can’t be read',
      { 'policies/a.yml': POLICY, 'policies/b.yml': 'version: 1\n' },
      "the files of policies can't be read (4 problems): policies/b.yml:1: `name` is missing; it takes ",
    ],
    [
      'hides a file',
      { 'policies/a.yml': POLICY, 'policies/.b.yml': POLICY },
      'files of policies may be missing: policies/.b.yml is not read',
    ],
    [
      'git has no index of',
      { 'policies/a.yml': POLICY, '.git/config': '' },
      'files of policies may be missing: git has not checked anything out',
    ],
    [
      'has two files of groups',
      { 'policies/groups.yml': 'version: 1\ngroups: []\n', 'policies/groups.yaml': 'version: 1\ngroups: []\n' },
      'policies holds 2 files of groups',
    ],
  ])('that %s: all files are new', ([, texts, reason]) => {
    expect(read(newFolder(texts))).toMatchObject({ base: null, reason: expect.stringContaining(reason) });
  });

  it('shows by `git diff` what somebody changed on the Platform, and nothing else', async () => {
    const texts = {
      'policies/a.yml': `# ours\n${HEAD} # why\nquery: SELECT 1\n`,
      'policies/team/b.yml': `${HEAD.replace('A', 'B')}\nquery-file: b.sql\n`,
      'policies/team/b.sql': 'SELECT 2\n',
    };
    const workspace = newFolder(texts);
    const git = (...given: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...given], {
        cwd: workspace,
      }).toString();
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'a');
    const inFolder = Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [path.slice('policies/'.length), text]),
    );
    const state = stateOf(inFolder, { a: { form: { severity: 'low' } } });
    const reportDir = newFolder();
    const { folder: written } = await writeExport(
      state,
      { reportDir, owner: OWNER, scrub: (text) => text },
      read(workspace),
    );
    cpSync(written, join(workspace, 'policies'), { recursive: true });
    expect(git('status', '--porcelain')).toBe(' M policies/a.yml\n');
    expect(git('diff', '--unified=0').split('\n').slice(-3)).toEqual([
      '-severity: high # why',
      '+severity: low # why',
      '',
    ]);
  });

  it('is never written to, nor followed out of', async () => {
    const workspace = newFolder({ 'policies/a.yml': POLICY, 'other/b.yml': POLICY.replace('A', 'B') });
    symlinkSync(join('..', 'other'), join(workspace, 'policies', 'linked'));
    const { base } = read(workspace);
    expect(base?.policies.map(({ yaml }) => yaml.path)).toEqual(['a.yml', 'linked/b.yml']);
    const reportDir = newFolder();
    const state = stateOf(
      { 'a.yml': POLICY, 'linked/b.yml': POLICY.replace('A', 'B') },
      { b: { form: { severity: 'low' } } },
    );
    const { folder: written } = await writeExport(
      state,
      { reportDir, owner: OWNER, scrub: (text) => text },
      read(workspace),
    );
    expect(readText(join(workspace, 'other', 'b.yml'), 1_000)).toEqual({
      kind: 'text',
      text: POLICY.replace('A', 'B'),
    });
    expect(readText(join(written, 'linked', 'b.yml'), 1_000)).toMatchObject({ kind: 'text' });
  });
});
