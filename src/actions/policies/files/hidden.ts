import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ReadText } from '../../../runner/read-file.ts';
import { toLogText } from '../../../text/escape.ts';

/** As of a policy's file. */
const MOST_BYTES = 2 ** 20;

/** Nobody hides more; a folder of some tool may hold more. */
const MOST_ENTRIES = 20_000;

/** What files of policies and groups have, and settings of tools don't. It is found in a file with mistakes, too. */
const OWN_KEY = /(?:^|[{,][\t ]*)["']?(?:query|query-file|groups)["']?[\t ]*:/m;

/**
 * Says which file of a policy or of groups is skipped because it is hidden, as a half of a sentence; null: there is none.
 * Somebody may have hidden the file, and it is not gone. What can't be read counts as such a file.
 * @param workspace absolute
 * @param folders the real paths of all folders that are read
 */
export function findHidden(workspace: string, folders: readonly string[], readText: ReadText): string | null {
  let count = 0;

  /** The first such file in a folder. @param isHidden whether all of it is hidden */
  function search(folder: string, isHidden: boolean): string | null {
    const entries = readEntries(folder);
    if (entries === null) return folder;
    for (const entry of entries) {
      // git's own folder holds no files of the repository. A link is none of its files either: where it leads, they stay.
      if (entry.name === '.git' || !(isHidden || entry.name.startsWith('.'))) continue;
      const path = join(folder, entry.name);
      if (++count > MOST_ENTRIES) return path;
      const found = entry.isDirectory() ? search(path, true) : entry.isFile() && isOwn(path, readText) ? path : null;
      if (found !== null) return found;
    }
    return null;
  }

  for (const folder of folders) {
    const found = search(folder, false);
    if (found === null) continue;
    const shown = relative(realpathSync(workspace), found).split(sep).join('/');
    return `${toLogText(shown, 200)} is not read, since a name that begins with a dot is hidden`;
  }
  return null;
}

function readEntries(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return null;
  }
}

function isOwn(path: string, readText: ReadText): boolean {
  if (!/\.ya?ml$/i.test(path)) return false;
  const text = readText(path, MOST_BYTES);
  return text.kind === 'problem' || (text.kind === 'text' && OWN_KEY.test(text.text));
}
