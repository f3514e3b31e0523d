import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { hasCode } from '../../../errors.ts';
import type { ReadText } from '../../../runner/read-file.ts';
import { toLogText } from '../../../text/escape.ts';
import { isInside } from './inside.ts';

/** git's own files are small. */
const MOST_BYTES = 2 ** 20;

/** No system has longer ones. */
const LONGEST_PATH = 4_096;

/** A configuration of git and what it includes. */
const MOST_CONFIGS = 100;

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
 * Why files may be missing that the repository has; null: nothing says so. The workspace may hold several repositories,
 * and the folders may be in more than one of them: each may be sparse, or lack a submodule.
 * @param workspace absolute
 * @param folders the real paths of all folders that are read
 */
export function findGap(workspace: string, folders: readonly string[], readText: ReadText): string | null {
  if (folders.length === 0) return null;
  const top = realpathSync(workspace);
  const roots = new Set<string>();
  for (const folder of folders) {
    for (const at of climb(folder, top)) {
      // So are those above it.
      if (roots.has(at)) break;
      roots.add(at);
    }
  }
  const read = new Set(folders);
  for (const root of roots) {
    const gap = findSparse(root, readText) ?? findSubmodule(root, top, read, readText);
    if (gap !== null) return gap;
  }
  return null;
}

/** The folder, and those that it is in, up to the last one. */
function* climb(folder: string, last: string): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (at === last || at === dirname(at)) return;
  }
}

const UNREAD = "the configuration of git (`.git`) can't be read";

/** git writes into its configuration that a checkout is sparse, or into a file that the configuration includes. */
function findSparse(root: string, readText: ReadText): string | null {
  const configs = findConfigs(root, readText);
  if (configs === null) return UNREAD;
  // A set goes on to what is added to it meanwhile, and to each path once.
  const paths = new Set(configs);
  for (const path of paths) {
    const config = readText(path, MOST_BYTES);
    if (config.kind === 'problem' || paths.size > MOST_CONFIGS) return UNREAD;
    // git, too, passes over an included file that is missing.
    if (config.kind === 'missing') continue;
    const values = readSettings(config.text, 'sparseCheckout');
    if (values.some((value) => value === null || !/^(?:false|no|off|0)?$/i.test(value)))
      return 'the checkout is sparse';
    for (const included of listIncluded(config.text)) {
      // Of somebody's home folder, or of git's own: only git knows where that is.
      if (/^(?:~|%\()/.test(included) || included.length > LONGEST_PATH) return UNREAD;
      paths.add(resolve(dirname(path), included));
    }
  }
  return null;
}

/** The paths of the files that a configuration includes, whatever the condition. */
function listIncluded(text: string): string[] {
  if (!/\[include/i.test(text)) return [];
  return readSettings(text, 'path').flatMap((path) => (path === null || path === '' ? [] : [path]));
}

/** The files of a repository's configuration; none if the folder is not that of a repository; null if they can't be found. */
function findConfigs(root: string, readText: ReadText): readonly string[] | null {
  const git = join(root, '.git');
  try {
    if (statSync(git).isDirectory()) return [join(git, 'config'), join(git, 'config.worktree')];
  } catch (error) {
    return hasCode(error, 'ENOENT', 'ENOTDIR') ? [] : null;
  }
  // In a submodule and in a worktree it is a file, which says where git keeps its own.
  const own = readPath(git, /^gitdir: (.+)$/m, root, readText);
  if (typeof own !== 'string' || !existsSync(own)) return null;
  const common = readPath(join(own, 'commondir'), /^(.+)$/m, own, readText);
  return common === null ? null : [join(common ?? own, 'config'), join(own, 'config.worktree')];
}

/** The path that a file holds; undefined if there is no such file; null if it can't be read. */
function readPath(file: string, pattern: RegExp, from: string, readText: ReadText): string | null | undefined {
  const content = readText(file, MOST_BYTES);
  if (content.kind === 'missing') return undefined;
  const [, path] = content.kind === 'text' ? (pattern.exec(content.text) ?? []) : [];
  return path === undefined ? null : resolve(from, path);
}

/** git leaves an empty folder where a submodule is not checked out. */
function findSubmodule(root: string, workspace: string, read: ReadonlySet<string>, readText: ReadText): string | null {
  const modules = readText(join(root, '.gitmodules'), MOST_BYTES);
  if (modules.kind === 'missing') return null;
  const paths = modules.kind === 'text' ? readSettings(modules.text, 'path').map((path) => path ?? '') : null;
  if (paths === null || paths.some((path) => path.length > LONGEST_PATH)) return "`.gitmodules` can't be read";
  for (const folder of new Set(paths.map((path) => resolve(root, path)))) {
    const isRead = [...climb(folder, root)].some((at) => read.has(at));
    if (isRead && isBare(folder)) {
      const shown = relative(workspace, folder).split(sep).join('/');
      return `the submodule ${toLogText(shown, 200)} is not checked out`;
    }
  }
  return null;
}

/** Whether a folder holds nothing of a submodule. `.git` alone is there before any file is. */
function isBare(folder: string): boolean {
  try {
    const names = readdirSync(folder);
    const isCheckedOut = names.includes('.git') && names.length > 1;
    return !isCheckedOut && names.every((name) => name.startsWith('.'));
  } catch {
    return true;
  }
}

/** All values of a key in a file of git's configuration, whatever section it is in; null: it stands there without one. */
function readSettings(text: string, key: string): readonly (string | null)[] {
  const line = new RegExp(String.raw`^[\t ]*(?:\[[^\r\n]*\][\t ]*)?${key}[\t ]*(?:=(.*)|(?:[;#].*)?)$`, 'gim');
  return Array.from(text.replace(/\\\r?\n/g, '').matchAll(line), ([, value]) =>
    value === undefined ? null : readValue(value),
  );
}

/** Without its quotes and its comment. */
function readValue(value: string): string {
  return value
    .replace(/"((?:[^"\\]|\\.)*)"?|\\(.)|[;#].*/g, (_, quoted: string | undefined, escaped: string | undefined) =>
      (quoted ?? escaped ?? '').replace(/\\(.)/g, '$1'),
    )
    .trim();
}
