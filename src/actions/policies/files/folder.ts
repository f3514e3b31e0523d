import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { hasCode, messageOf } from '../../../errors.ts';

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
 * Lists the files of a folder and of the folders in it. Never throws. Hidden folders are left out, and a link that leads
 * out of the workspace is a problem.
 * @param workspace absolute
 * @param folder absolute
 * @returns null if there is no such folder
 */
export function listFolder(workspace: string, folder: string): Folder | null {
  const yaml: FolderFile[] = [];
  const sql: FolderFile[] = [];
  const problems: FolderProblem[] = [];
  const seen = new Set<string>();
  const pathOf = (absolute: string) => relative(workspace, absolute).split(sep).join('/');
  let count = 0;

  function visit(absolute: string, depth: number): void {
    const path = pathOf(absolute);
    try {
      const real = realpathSync(absolute);
      if (!isWithin(realpathSync(workspace), real)) {
        // @failure managing | `invalid` | =
        problems.push({ path, sentence: 'The link leads out of the workspace; allowed: files of the repository.' });
        return;
      }
      // A link may lead back up.
      if (seen.has(real)) return;
      seen.add(real);
      const stats = lstatSync(real);
      if (stats.isDirectory()) {
        if (depth > DEEPEST)
          problems.push({ path, sentence: `The folder is deeper than ${DEEPEST} others; allowed: less.` });
        else
          for (const name of readdirSync(real).sort())
            if (!name.startsWith('.')) visit(join(absolute, name), depth + 1);
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
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    return { yaml, sql, problems: [{ path: pathOf(folder), sentence: `It can't be read: ${messageOf(error)}.` }] };
  }
  visit(folder, 0);
  if (count > MOST_FILES) {
    problems.push({
      path: pathOf(folder),
      sentence: `The folder holds more than ${MOST_FILES} files; allowed: up to that.`,
    });
  }
  return { yaml, sql, problems };
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (!way.startsWith('..') && !way.startsWith(sep));
}
