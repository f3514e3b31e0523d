import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasCode } from '../../../errors.ts';
import type { ReadText } from '../../../runner/read-file.ts';
import { climb, isInside } from './inside.ts';

/** git's own files are small, but for its index. */
export const MOST_BYTES = 2 ** 20;

/**
 * The folder of the repository that a folder is in; the workspace if it is in none, or out of the workspace.
 * @param workspace its real path
 * @param folder its real path
 */
export function findRepository(workspace: string, folder: string): string {
  let found: string | null = null;
  for (const at of climb(folder, workspace)) {
    if (found === null && isRepository(at)) found = at;
    if (at === workspace) return found ?? workspace;
  }
  return workspace;
}

/** Whether a folder is that of a repository. */
export function isRepository(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}

/**
 * Whether git keeps a folder as a submodule of a repository, or of a submodule of it. `.gitmodules` does not count: whoever
 * opens a pull request can write into it, and name another checkout there.
 */
export function isSubmodule(folder: string, repository: string, readText: ReadText): boolean {
  const own = readPath(join(folder, '.git'), /^gitdir: (.+)$/m, folder, readText);
  return typeof own === 'string' && isInside(join(repository, '.git', 'modules'), own);
}

/**
 * The folder in which git keeps its own files of a checkout alone, such as its index.
 * @returns undefined if the folder is not that of a repository; null if it is unknown where git keeps its files
 */
export function findGitFolder(root: string, readText: ReadText): string | null | undefined {
  const git = join(root, '.git');
  try {
    if (statSync(git).isDirectory()) return git;
  } catch (error) {
    return hasCode(error, 'ENOENT', 'ENOTDIR') ? undefined : null;
  }
  // In a submodule and in a worktree it is a file, which says where git keeps its own.
  const own = readPath(git, /^gitdir: (.+)$/m, root, readText);
  return typeof own === 'string' && existsSync(own) ? own : null;
}

/** The path that a file holds; undefined if there is no such file; null if it can't be read. */
function readPath(file: string, pattern: RegExp, from: string, readText: ReadText): string | null | undefined {
  const content = readText(file, MOST_BYTES);
  if (content.kind === 'missing') return undefined;
  const [, path] = content.kind === 'text' ? (pattern.exec(content.text) ?? []) : [];
  return path === undefined ? null : resolve(from, path);
}

/** Whether a folder holds nothing of a submodule. `.git` alone is there before any file is. */
export function isBare(folder: string): boolean {
  try {
    const names = readdirSync(folder);
    const isCheckedOut = names.includes('.git') && names.length > 1;
    return !isCheckedOut && names.every((name) => name.startsWith('.'));
  } catch {
    return true;
  }
}
