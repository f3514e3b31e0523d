/** Whether files may be missing that the repository has: checkouts that git itself made. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILES, gapOf, isTracked, lacks, NO_INDEX, prepareFolders, UNREAD, UNREAD_INDEX, write } from './checkouts.ts';

const { root, newFolder } = prepareFolders();

/** Nothing but what the case says decides: neither the machine's configuration nor a repository around it. */
function git(folder: string, ...args: readonly string[]): void {
  const { PATH = '' } = process.env;
  const identity = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a' };
  const env = { PATH, HOME: root(), GIT_CONFIG_NOSYSTEM: '1', ...identity };
  execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd: folder, env, stdio: 'pipe' });
}

function newRepository(files: Readonly<Record<string, string>>): string {
  const folder = newFolder(files);
  git(folder, 'init', '-q');
  return commit(folder);
}

function commit(folder: string): string {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'x');
  return folder;
}

function withSubmodule(path: string, from = newRepository({ 'b.yml': '' })): string {
  const folder = newRepository(FILES);
  rmSync(join(folder, path), { recursive: true, force: true });
  commit(folder);
  git(folder, 'submodule', 'add', '-q', from, path);
  return commit(folder);
}

function clone(from: string, to = newFolder()): string {
  git(to, 'clone', '-q', from, '.');
  return to;
}

describe('a checkout', () => {
  it.for<[what: string, make: () => string, gap: string | null, path?: string]>([
    ['that is whole', () => newRepository(FILES), null],
    [
      'that is sparse, and has all policies',
      () => {
        const folder = newRepository(FILES);
        git(folder, 'sparse-checkout', 'set', 'policies');
        return folder;
      },
      null,
    ],
    [
      'that is sparse by patterns, and has all policies',
      () => {
        const folder = newRepository(FILES);
        git(folder, 'sparse-checkout', 'set', '--no-cone', '/policies/**', '!/policies/**/*.md');
        return folder;
      },
      null,
    ],
    [
      'that is sparse, and lacks a policy',
      () => {
        const folder = newRepository(FILES);
        git(folder, 'sparse-checkout', 'set', '--no-cone', 'policies/a.yml');
        return folder;
      },
      isTracked('policies/team/b.yml'),
    ],
    [
      'that has a sparse index',
      () => {
        const folder = newRepository(FILES);
        git(folder, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'policies');
        return folder;
      },
      null,
    ],
    [
      'that is sparse no more',
      () => {
        const folder = newRepository(FILES);
        git(folder, 'sparse-checkout', 'set', 'policies');
        git(folder, 'sparse-checkout', 'disable');
        return folder;
      },
      null,
    ],
    [
      'in a folder of the workspace that is sparse',
      () => {
        const workspace = newFolder();
        mkdirSync(join(workspace, 'infra'));
        git(clone(newRepository(FILES), join(workspace, 'infra')), 'sparse-checkout', 'set', 'other');
        return write(workspace, { 'infra/policies/new.yml': '' });
      },
      `${isTracked('infra/policies/a.yml')} (and 1 more path)`,
      'infra/policies',
    ],
    [
      'beside one that is sparse',
      () => {
        const workspace = newRepository(FILES);
        mkdirSync(join(workspace, 'infra'));
        git(clone(newRepository(FILES), join(workspace, 'infra')), 'sparse-checkout', 'set', 'policies');
        return workspace;
      },
      null,
    ],
    [
      'below the policies that is sparse',
      () => {
        const workspace = newRepository({ 'policies/a.yml': '' });
        mkdirSync(join(workspace, 'policies', 'team'));
        git(clone(newRepository(FILES), join(workspace, 'policies', 'team')), 'sparse-checkout', 'set', 'policies');
        return workspace;
      },
      isTracked('policies/team/other/c.yml'),
    ],
    [
      'that is a sparse worktree',
      () => {
        const worktree = newFolder();
        git(newRepository(FILES), 'worktree', 'add', '-q', worktree);
        git(worktree, 'sparse-checkout', 'set', '--no-cone', 'policies/a.yml');
        return worktree;
      },
      isTracked('policies/team/b.yml'),
    ],
    [
      'that is a worktree and whole, beside a sparse one',
      () => {
        const [folder, worktree] = [newRepository(FILES), newFolder()];
        git(folder, 'worktree', 'add', '-q', worktree);
        git(folder, 'sparse-checkout', 'set', 'policies');
        return worktree;
      },
      null,
    ],
    [
      'that is a worktree, whose repository is somewhere else now',
      () => {
        const [folder, worktree] = [newRepository(FILES), newFolder()];
        git(folder, 'worktree', 'add', '-q', worktree);
        renameSync(folder, `${folder}-moved`);
        return worktree;
      },
      UNREAD,
    ],
    ['with a submodule', () => withSubmodule('policies/team'), null],
    ['without a submodule', () => clone(withSubmodule('policies/team')), lacks('policies/team')],
    [
      'without a submodule, and without its folder',
      () => {
        const folder = clone(withSubmodule('policies/team'));
        rmSync(join(folder, 'policies/team'), { recursive: true });
        return folder;
      },
      lacks('policies/team'),
    ],
    ['without a submodule elsewhere', () => clone(withSubmodule('modules/team')), null],
    ['whose policies are a submodule that is missing', () => clone(withSubmodule('policies')), lacks('policies')],
    [
      'with a submodule, and without that one’s own',
      () => {
        const folder = clone(withSubmodule('policies', clone(withSubmodule('policies/team'))));
        git(folder, 'submodule', 'update', '-q', '--init');
        return folder;
      },
      lacks('policies/policies/team'),
    ],
    [
      'with a submodule that is sparse',
      () => {
        const folder = withSubmodule('policies/team', newRepository(FILES));
        git(join(folder, 'policies/team'), 'sparse-checkout', 'set', 'policies');
        return folder;
      },
      isTracked('policies/team/other/c.yml'),
    ],
    [
      'without a submodule whose files are there all the same',
      () => write(clone(withSubmodule('policies/team')), { 'policies/team/b.yml': '' }),
      null,
    ],
  ])('%s', ([, make, gap, path]) => {
    expect(gapOf(make(), path)).toBe(gap);
  });
});

describe('a file that git tracks', () => {
  const LOST = isTracked('policies/team/b.yml');
  const without = (folder: string, path = 'policies/team') => {
    rmSync(join(folder, path), { recursive: true });
    return folder;
  };
  const indexed = (...args: readonly string[]) => {
    const folder = newRepository(FILES);
    git(folder, 'update-index', ...args);
    return folder;
  };

  it.for<[what: string, make: () => string, gap: string | null]>([
    ['and nobody has checked out', () => without(newRepository(FILES)), LOST],
    ['is missing elsewhere', () => without(newRepository(FILES), 'other'), null],
    ['is not there by the settings of a user', () => sparseByUser(newRepository(FILES)), LOST],
    ['is to be left out', () => without(indexed('--skip-worktree', 'policies/team/b.yml')), LOST],
    ['is to be left out, and is there', () => indexed('--skip-worktree', 'policies/team/b.yml'), null],
    ['is missing, in an index of version 4', () => without(indexed('--index-version', '4')), LOST],
    ['is there, in an index of version 4', () => indexed('--index-version', '4'), null],
    [
      'is missing in a worktree',
      () => {
        const worktree = newFolder();
        git(newRepository(FILES), 'worktree', 'add', '-q', worktree);
        return without(worktree);
      },
      LOST,
    ],
    [
      'is missing in a repository with long hashes',
      () => {
        const folder = newFolder(FILES);
        git(folder, 'init', '-q', '--object-format=sha256');
        return without(commit(folder));
      },
      LOST,
    ],
    [
      'is missing in a submodule',
      () => {
        const folder = withSubmodule('policies/team');
        rmSync(join(folder, 'policies/team/b.yml'));
        write(folder, { 'policies/team/c.yml': '' });
        return folder;
      },
      LOST,
    ],
    [
      'is deleted with git',
      () => {
        const folder = newRepository(FILES);
        git(folder, 'rm', '-q', 'policies/team/b.yml');
        return folder;
      },
      null,
    ],
    ['in an index of two files', () => indexed('--split-index'), UNREAD_INDEX],
    [
      'in a repository that nobody has checked out',
      () => {
        const folder = newFolder();
        git(folder, 'clone', '-q', '--no-checkout', newRepository(FILES), '.');
        return write(folder, { 'policies/a.yml': '' });
      },
      NO_INDEX,
    ],
    [
      'behind a link that is missing',
      () => {
        const folder = newFolder({ 'policies/a.yml': '', 'other/c.yml': '' });
        symlinkSync('../other', join(folder, 'policies/all'));
        git(folder, 'init', '-q');
        return without(commit(folder), 'policies/all');
      },
      isTracked('policies/all'),
    ],
    [
      'behind a link that is a file here',
      () => {
        const [folder, copy] = [newFolder({ 'policies/a.yml': '', 'other/c.yml': '' }), newFolder()];
        symlinkSync('../other', join(folder, 'policies/all'));
        git(folder, 'init', '-q');
        git(copy, 'clone', '-q', '-c', 'core.symlinks=false', commit(folder), '.');
        return copy;
      },
      'git tracks policies/all, which is a link, and none in the checkout',
    ],
  ])('%s', ([, make, gap]) => {
    expect(gapOf(make())).toBe(gap);
  });

  function sparseByUser(folder: string): string {
    write(folder, { '.git/info/sparse-checkout': '/policies/a.yml\n' });
    git(folder, '-c', 'core.sparseCheckout=true', 'read-tree', '-mu', 'HEAD');
    return folder;
  }
});
