import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { hasCode, messageOf } from '../../../errors.ts';
import { findRepository } from './checkout.ts';

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
 * something hidden, or out of the repository that the folder is in, is a problem: `.git` may hold a token, and the
 * checkout beside it may be a private one.
 * @param workspace absolute
 * @param folder absolute
 * @returns null if there is no such folder
 */
export function listFolder(workspace: string, folder: string): Folder | null {
  const yaml: FolderFile[] = [];
  const sql: FolderFile[] = [];
  const problems: FolderProblem[] = [];
  const folders = new Set<string>();
  const pathOf = (absolute: string) => relative(workspace, absolute).split(sep).join('/');
  let count = 0;

  /** @param limits real paths: what a link must not leave, and from where on a name must not be hidden */
  function visit(absolute: string, depth: number, limits: { readonly repository: string; readonly folder: string }) {
    const path = pathOf(absolute);
    try {
      const real = realpathSync(absolute);
      const sentence = findLinkProblem(real, limits);
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
      problems.push({ path, sentence: `It can't be read: ${messageOf(error)}.` });
    }
  }

  try {
    if (!lstatSync(realpathSync(folder)).isDirectory()) return null;
    const top = realpathSync(workspace);
    // If the folder is a link, the place of the link counts, and not where it leads.
    const place = realpathSync(lstatSync(folder).isSymbolicLink() ? dirname(folder) : folder);
    visit(folder, 0, { repository: findRepository(top, place), folder: join(top, relative(workspace, folder)) });
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
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

/** @param real where the link leads, or the place itself if it is none */
function findLinkProblem(
  real: string,
  { repository, folder }: { readonly repository: string; readonly folder: string },
): string | null {
  const way = relative(repository, real);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    // @failure managing | `invalid` | =
    return 'The link leads out of the repository; allowed: files of the repository.';
  }
  const names = relative(folder, real).split(sep);
  if (names.some((name) => name.startsWith('.') && name !== '..')) {
    // @failure managing | `invalid` | =
    return 'The link leads to a hidden file or folder; allowed: those whose name begins with no dot.';
  }
  return null;
}
