/** Whether files may be missing that the repository has, by what git writes into its files. */
import { describe, expect, it } from 'vitest';
import { FILES, gapOf, lacks, prepareFolders, SPARSE, UNREAD } from './checkouts.ts';

const { newFolder } = prepareFolders();

const SPARSE_CONFIG = '[core]\n\tsparseCheckout = true\n';
const TEAM = '[submodule "team"]\n\tpath = policies/team\n';
const WORKTREE = { ...FILES, '.git': 'gitdir: main/.git/worktrees/x\n' };

describe('a checkout', () => {
  it.for<[what: string, files: Readonly<Record<string, string>>, gap: string | null]>([
    ['of no repository', FILES, null],
    ['that is sparse', { ...FILES, '.git/config.worktree': SPARSE_CONFIG }, SPARSE],
    ['beside one that is sparse', { ...FILES, 'other/.git/config': SPARSE_CONFIG }, null],
    ['with one below that is sparse', { ...FILES, 'policies/team/.git/config': SPARSE_CONFIG }, SPARSE],
    ['that is a sparse worktree', { ...WORKTREE, 'main/.git/worktrees/x/config.worktree': SPARSE_CONFIG }, SPARSE],
    [
      'that is a worktree of a sparse repository',
      { ...WORKTREE, 'main/.git/worktrees/x/commondir': '../..\n', 'main/.git/config': SPARSE_CONFIG },
      SPARSE,
    ],
    [
      'that is a worktree beside a sparse one',
      { ...WORKTREE, 'main/.git/worktrees/x/commondir': '../..\n', 'main/.git/config.worktree': SPARSE_CONFIG },
      null,
    ],
    ['that is a worktree of nothing', WORKTREE, UNREAD],
    ['with a `.git` that says nothing', { ...FILES, '.git': 'x' }, UNREAD],
    ['with its submodule', { ...FILES, '.gitmodules': TEAM }, null],
    ['without its submodule', { 'policies/a.yml': '', '.gitmodules': TEAM }, lacks('policies/team')],
    [
      'with a submodule that holds nothing',
      { 'policies/a.yml': '', 'policies/team/.keep': '', '.gitmodules': TEAM },
      lacks('policies/team'),
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

describe('the configuration of git', () => {
  it.for<[config: string, gap: string | null]>([
    ['[core]\r\n\tsparsecheckout=TRUE\r\n', SPARSE],
    ['[core]\n\tsparseCheckout\n', SPARSE],
    ['[core] sparseCheckout = "yes" ; since today\n', SPARSE],
    ['[core]\n\tsparseCheckout = 1 # once\n', SPARSE],
    ['[core]\n\tsparseCheckout = \\\n\ttrue\n', SPARSE],
    ['[core]\n\tsparseCheckout = perhaps\n', SPARSE],
    ['[core]\n\tsparseCheckout = false\n', null],
    ['[core]\n\tsparseCheckout = 0 ; not true\n', null],
    ['[core]\n\tsparseCheckout =\n', null],
    ['[core]\n\tsparseCheckoutCone = true\n[index]\n\tsparse = true\n', null],
    ['[core]\n\t# sparseCheckout = true\n', null],
  ])('%j', ([config, gap]) => {
    expect(gapOf(newFolder({ ...FILES, '.git/config': config }))).toBe(gap);
  });

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
