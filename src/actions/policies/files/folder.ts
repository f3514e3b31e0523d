import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { hasCode, messageOf } from '../../../errors.ts';
import type { ReadText } from '../../../runner/read-file.ts';
import { findRepository, isRepository, isSubmodule } from './git-folder.ts';
import { isInside } from './inside.ts';

/** A file of the folder, by its path from the workspace on. */
export interface FolderFile {
  /** With `/`, whatever the machine. */
  readonly path: string;
  readonly absolute: string;
}

export interface Folder {
  /** Files that may be policies, and `groups.yml`. */
  readonly yaml: readonly FolderFile[];
  readonly sql: readonly FolderFile[];
  /** The real paths of the folder itself and of those in it. */
  readonly folders: readonly string[];
  readonly problems: readonly FolderProblem[];
}

export interface FolderProblem {
  readonly path: string;
  readonly sentence: string;
}

/** No repository keeps more policies in one folder. */
const MOST_FILES = 20_000;
const DEEPEST = 20;

/**
 * Lists the files of a folder and of the folders in it. Never throws. What is hidden is left out. A link that leads to
 * something hidden, or out of the repository that it is in, is a problem: `.git` may hold a token, and another checkout,
 * beside the repository or below it, may be a private one.
 * @param workspace absolute
 * @param folder absolute
 * @returns null if there is no such folder
 */
export function listFolder(workspace: string, folder: string, readText: ReadText): Folder | null {
  const yaml: FolderFile[] = [];
  const sql: FolderFile[] = [];
  const problems: FolderProblem[] = [];
  const folders = new Set<string>();
  const pathOf = (absolute: string) => relative(workspace, absolute).split(sep).join('/');
  let count = 0;
  let top = workspace;

  /** @param limits real paths: what a link must not leave, and from where on a name must not be hidden */
  function visit(absolute: string, depth: number, limits: { readonly repository: string; readonly folder: string }) {
    const path = pathOf(absolute);
    try {
      const real = realpathSync(absolute);
      const isLink = depth > 0 && lstatSync(absolute).isSymbolicLink();
      const sentence = isLink && leavesRepository(top, absolute, real, readText) ? OUT : findLinkProblem(real, limits);
      if (sentence !== null) {
        problems.push({ path, sentence });
        return;
      }
      const stats = lstatSync(real);
      if (stats.isDirectory()) {
        // A link may lead back up.
        if (folders.has(real)) return;
        folders.add(real);
        if (depth > DEEPEST)
          problems.push({ path, sentence: `The folder is deeper than ${DEEPEST} others; allowed: less.` });
        else
          for (const name of readdirSync(real).sort())
            if (!name.startsWith('.')) visit(join(absolute, name), depth + 1, limits);
        return;
      }
      if (!stats.isFile() || ++count > MOST_FILES) return;
      const file = { path, absolute: real };
      if (/\.ya?ml$/i.test(basename(absolute))) yaml.push(file);
      else if (/\.sql$/i.test(basename(absolute))) sql.push(file);
    } catch (error) {
      // @failure managing#unread | `invalid` | The message gives the reason. Look at the permissions of the file on the
      // runner.
      problems.push({ path, sentence: `It can't be read: ${messageOf(error)}.` });
    }
  }

  try {
    top = realpathSync(workspace);
    if (!lstatSync(realpathSync(folder)).isDirectory()) return null;
    const out = findLinkOut(workspace, folder, readText);
    if (out !== null) problems.push({ path: pathOf(out), sentence: OUT });
    else
      visit(folder, 0, {
        repository: findRepository(top, realpathSync(folder)),
        folder: join(top, relative(workspace, folder)),
      });
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    // @failure managing#unread
    problems.push({ path: pathOf(folder), sentence: `It can't be read: ${messageOf(error)}.` });
  }
  if (count > MOST_FILES) {
    problems.push({
      path: pathOf(folder),
      sentence: `The folder holds more than ${MOST_FILES} files; allowed: up to that.`,
    });
  }
  return { yaml, sql, folders: [...folders], problems };
}

// @failure managing#link | `invalid` | A link in the folder may only lead to a file inside the repository, and to no
// name that begins with a dot.
const OUT = 'The link leads out of the repository; allowed: files of the repository.';

/**
 * The first link on the way from the workspace to the folder that leads out of the repository that holds the link; null
 * if there is none. A link that is in no repository is no one's commit: the workflow itself has made it.
 */
function findLinkOut(workspace: string, folder: string, readText: ReadText): string | null {
  const top = realpathSync(workspace);
  let at = workspace;
  for (const name of relative(workspace, folder).split(sep)) {
    const home = findRepository(top, realpathSync(at));
    at = join(at, name);
    const isFree = !isRepository(home) || !lstatSync(at).isSymbolicLink();
    if (!isFree && leavesRepository(top, at, realpathSync(at), readText)) return at;
  }
  return null;
}

/**
 * Whether a link leads to something that is in another repository than the link. A submodule is a part of the one that
 * the link is in.
 * @param top the workspace's real path
 */
function leavesRepository(top: string, link: string, real: string, readText: ReadText): boolean {
  const home = findRepository(top, realpathSync(dirname(link)));
  if (!isInside(home, real)) return true;
  const target = findRepository(top, real);
  return target !== home && !isSubmodule(target, home, readText);
}

/** @param real where the link leads, or the place itself if it is none */
function findLinkProblem(
  real: string,
  { repository, folder }: { readonly repository: string; readonly folder: string },
): string | null {
  if (!isInside(repository, real)) return OUT;
  const names = relative(folder, real).split(sep);
  if (names.some((name) => name.startsWith('.') && name !== '..')) {
    // @failure managing#link
    return 'The link leads to a hidden file or folder; allowed: names that do not begin with a dot.';
  }
  return null;
}
