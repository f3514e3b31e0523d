/** Whether files may be missing that the repository has, by what git writes into its files. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../../src/actions/policies/files/read-files.ts';
import { readText } from '../../../../src/runner/read-file.ts';
import { toLogText } from '../../../../src/text/escape.ts';
import { buildIndex } from '../../fake/git-index.ts';
import {
  type Contents,
  FILES,
  gapOf,
  isTracked,
  lacks,
  NO_INDEX,
  prepareFolders,
  UNREAD,
  UNREAD_INDEX,
} from './checkouts.ts';

const { newFolder } = prepareFolders();

const SPARSE_CONFIG = '[core]\n\tsparseCheckout = true\n';
const TEAM = '[submodule "team"]\n\tpath = policies/team\n';
const INDEX = buildIndex(Object.keys(FILES).map((path) => ({ path })));
const WORKTREE = {
  ...FILES,
  '.git': 'gitdir: main/.git/worktrees/x\n',
  'main/.git/worktrees/x/index': INDEX,
};

describe('a checkout', () => {
  it.for<[what: string, files: Contents, gap: string | null]>([
    ['of no repository', FILES, null],
    // Its index says what it lacks.
    ['that is sparse, and whole', { ...FILES, '.git/index': INDEX, '.git/config': SPARSE_CONFIG }, null],
    ['that is a worktree', WORKTREE, null],
    [
      'that is a worktree, and lacks a file',
      { ...WORKTREE, 'main/.git/worktrees/x/index': buildIndex([{ path: 'policies/c.yml' }]) },
      isTracked('policies/c.yml'),
    ],
    [
      'with one below that lacks a file',
      { ...FILES, '.git/index': INDEX, 'policies/team/.git/index': buildIndex([{ path: 'c.yml' }]) },
      isTracked('policies/team/c.yml'),
    ],
    ['that is a worktree of nothing', { ...FILES, '.git': WORKTREE['.git'] }, UNREAD],
    ['with a `.git` that says nothing', { ...FILES, '.git': 'x' }, UNREAD],
    ['with its submodule', { ...FILES, '.gitmodules': TEAM }, null],
    ['without its submodule', { 'policies/a.yml': '', '.gitmodules': TEAM }, lacks('policies/team')],
    [
      'with a submodule that holds nothing',
      { 'policies/a.yml': '', 'policies/team/.keep': '', '.gitmodules': TEAM },
      lacks('policies/team'),
    ],
    [
      'with a submodule that holds nothing but `.git`',
      { 'policies/a.yml': '', 'policies/team/.git': 'gitdir: ../../.git/modules/team\n', '.gitmodules': TEAM },
      lacks('policies/team'),
    ],
    [
      'with a submodule that holds a hidden file only',
      {
        ...{ 'policies/a.yml': '', '.gitmodules': TEAM },
        ...{ 'policies/team/.git/index': buildIndex([]), 'policies/team/.keep': '' },
      },
      null,
    ],
    ['without a submodule elsewhere', { ...FILES, '.gitmodules': TEAM.replace('policies/', 'modules/') }, null],
    [
      'with a submodule that lacks its own',
      { ...FILES, 'policies/team/.gitmodules': TEAM, '.gitmodules': TEAM },
      lacks('policies/team/policies/team'),
    ],
  ])('%s', ([, files, gap]) => {
    expect(gapOf(newFolder(files))).toBe(gap);
  });
});

describe('`.gitmodules`', () => {
  const TOO_LONG = "`.gitmodules` can't be read";

  it.for<[what: string, modules: string, gap: string | null]>([
    ['in quotes', '[submodule "a"]\n\tpath = "policies/a \\"b\\" # c"\n', lacks('policies/a "b" # c')],
    ['with a comment', '[submodule "a"]\r\n\tPATH=policies/x ; y\r\n', lacks('policies/x')],
    ['elsewhere', '[submodule "a"]\n\tpath = ../policies/x\n\turl = policies/y\n', null],
    ['of a similar name', '[submodule "a"]\n\tpath = policies-old\n', null],
    ['of no name', '[submodule "a"]\n\tpath\n', null],
    // Each of these takes no longer than it is long.
    ['too deep', `[submodule "a"]\n\tpath = policies${'/a'.repeat(2 ** 18)}\n`, TOO_LONG],
    ['with a quote that never ends', `[submodule "a"]\n\tpath = "${'x'.repeat(2 ** 19)}\n`, TOO_LONG],
    ['among blanks', `${'\t'.repeat(2 ** 19)}\n${'[\t]'.repeat(2 ** 17)}\n`, null],
    ['many times', '\tpath = policies\n'.repeat(2 ** 15), null],
    ['in too large a file', 'x'.repeat(2 ** 21), TOO_LONG],
  ])('names a submodule %s', ([, modules, gap]) => {
    expect(gapOf(newFolder({ ...FILES, '.gitmodules': modules }))).toBe(gap);
  });
});

describe('the index of git', () => {
  const of = (paths: readonly string[], mode?: number) =>
    buildIndex([...Object.keys(FILES), ...paths].map((path) => (mode === undefined ? { path } : { path, mode })));
  const [LINK, SUBMODULE, FOLDER] = [0o120000, 0o160000, 0o040000];
  const entries = (path: string, mode: number) => buildIndex([{ path: 'policies/a.yml' }, { path, mode }]);

  it.for<[what: string, index: Buffer, gap: string | null]>([
    ['has what is there', INDEX, null],
    ['has nothing', buildIndex([]), null],
    ['has a file that is not there', of(['policies/c.yml']), isTracked('policies/c.yml')],
    ['has a file in a folder that is not there', of(['policies/new/c.YAML']), isTracked('policies/new/c.YAML')],
    [
      'has several',
      of(['policies/c.yml', 'policies/d.yml', 'policies/e.yml']),
      `${isTracked('policies/c.yml')} (and 2 more paths)`,
    ],
    ['has a file with a line break in its name', of(['policies/a\nb.yml']), isTracked('policies/a b.yml')],
    ['lacks one elsewhere', of(['c.yml', 'policies.yml', 'policies-old/c.yml', 'other/d.yml']), null],
    ['lacks one that is hidden', of(['policies/.c.yml', 'policies/.team/c.yml']), null],
    // A policy that names it says so.
    ['lacks one of another kind', of(['policies/c.sql', 'policies/README.md']), null],
    [
      'has a link that is a file here',
      entries('policies/team/b.yml', LINK),
      'git tracks policies/team/b.yml, which is a link, and none in the checkout',
    ],
    ['has a link that is not there', entries('policies/all', LINK), isTracked('policies/all')],
    [
      'has a submodule that is not there',
      entries('policies/all', SUBMODULE),
      'git tracks policies/all, which is a submodule that is not checked out',
    ],
    ['has a submodule that is there', entries('policies/team', SUBMODULE), null],
    ['leaves a folder out', entries('policies/old/', FOLDER), isTracked('policies/old')],
    ['leaves the folder out that somebody made', entries('policies/', FOLDER), isTracked('policies')],
    ['leaves another folder out', entries('old/', FOLDER), null],
    ['is damaged', INDEX.subarray(0, 200), UNREAD_INDEX],
  ])('%s', ([, index, gap]) => {
    expect(gapOf(newFolder({ ...FILES, '.git/index': index }))).toBe(gap);
  });

  it('is missing', () => {
    expect(gapOf(newFolder({ ...FILES, '.git/config': '' }))).toBe(NO_INDEX);
  });

  it('is that of the checkout which the folder is in', () => {
    const files = { ...FILES, '.git/index': INDEX, 'policies/team/.git/index': buildIndex([{ path: 'c.yml' }]) };
    expect(gapOf(newFolder(files))).toBe(isTracked('policies/team/c.yml'));
  });
});

describe('a hidden file', () => {
  const POLICY = 'version: 1\nname: Gone\nquery-file: gone.sql\n';
  const hides = (path: string) => `${path} is not read, since a name that begins with a dot is hidden`;

  it.for<[what: string, files: Contents, hidden: string | null]>([
    ['in a hidden folder', { 'policies/.team/gone.yml': POLICY }, hides('policies/.team/gone.yml')],
    ['below one', { 'policies/.team/a/gone.YAML': POLICY }, hides('policies/.team/a/gone.YAML')],
    ['in a folder that is read', { 'policies/team/.gone.yml': POLICY }, hides('policies/team/.gone.yml')],
    ['with a mistake', { 'policies/.gone.yml': 'name: "a\nquery: [\n' }, hides('policies/.gone.yml')],
    ['on one line', { 'policies/.gone.yml': '{name: a, "query": b}' }, hides('policies/.gone.yml')],
    ['of groups', { 'policies/.old/groups.yml': 'version: 1\ngroups: []\n' }, hides('policies/.old/groups.yml')],
    ['that is too large to be read', { 'policies/.a.yml': 'x'.repeat(2 ** 21) }, hides('policies/.a.yml')],
    ['of settings', { 'policies/.yamllint.yml': 'extends: default\n', 'policies/.x/a.yml': '  groups:\n' }, null],
    ['of another kind', { 'policies/.gone.sql': POLICY }, null],
    ['of git', { 'policies/.git/gone.yml': POLICY, 'policies/.git/index': buildIndex([]) }, null],
    ['elsewhere', { 'other/.gone.yml': POLICY, '.github/gone.yml': POLICY }, null],
  ])('%s', ([, files, hidden]) => {
    const workspace = newFolder({ ...FILES, ...files });
    const place = { workspace, folder: join(workspace, 'policies'), path: 'policies' };
    expect(readFiles(place, readText, toLogText).files.mayLack).toBe(hidden);
  });
});

describe('what is not read is told', () => {
  const hidden = 'is not read, since a name that begins with a dot is hidden';
  const both = 'policies/.a.yml and 1 more path are not read, since a name that begins with a dot is hidden';
  const QUERY = 'query: SELECT 1\n';

  it.for<[what: string, files: Contents, why: string | null]>([
    ['a hidden file', { 'policies/.draft.yaml': QUERY }, `policies/.draft.yaml ${hidden}`],
    ['a file in a hidden folder', { 'policies/.new/draft.yml': QUERY }, `policies/.new/draft.yml ${hidden}`],
    ['several', { 'policies/.a.yml': QUERY, 'policies/team/.b.yml': QUERY }, both],
    ['a file that git tracks', { '.git/index': buildIndex([{ path: 'policies/c.yml' }]) }, isTracked('policies/c.yml')],
    ['a submodule', { '.gitmodules': '[submodule "x"]\n\tpath = policies/x\n' }, lacks('policies/x')],
    [
      'a file that a sparse checkout leaves out',
      { '.git/config': SPARSE_CONFIG, '.git/index': buildIndex([{ path: 'policies/c.yml' }]) },
      isTracked('policies/c.yml'),
    ],
    // Who wants it so would be told with each run.
    [
      'not that a checkout is sparse, and whole',
      { '.git/config': SPARSE_CONFIG, '.git/index': buildIndex([{ path: 'policies/groups.yml' }]) },
      null,
    ],
  ])('%s', ([, files, why]) => {
    const workspace = newFolder({ 'policies/groups.yml': 'version: 1\ngroups: [{ slug: a, name: a }]\n', ...files });
    const place = { workspace, folder: join(workspace, 'policies'), path: 'policies' };
    expect(readFiles(place, readText, toLogText).warnings.map(({ path, sentence }) => [path, sentence])).toEqual(
      why === null ? [] : [['policies', `Not all files of the folder are read: ${why}.`]],
    );
  });
});
