import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ReadText } from '../../../runner/read-file.ts';
import { toLogText } from '../../../text/escape.ts';
import { countNouns } from '../../../text/format.ts';
import type { Gap } from './gap.ts';

/** As of a policy's file. */
const MOST_BYTES = 2 ** 20;

/** Nobody hides more; a folder of some tool may hold more. */
const MOST_ENTRIES = 20_000;

/** What files of policies and groups have, and settings of tools don't. It is found in a file with mistakes, too. */
const OWN_KEY = /(?:^|[{,][\t ]*)["']?(?:query|query-file|groups)["']?[\t ]*:/m;

/**
 * Says which files of policies or of groups are skipped because they are hidden; null: there is none. Somebody may have
 * hidden a file, and it is not gone. What can't be read counts as such a file.
 * @param workspace absolute
 * @param folders the real paths of all folders that are read
 */
export function findHidden(workspace: string, folders: readonly string[], readText: ReadText): Gap | null {
  const found: string[] = [];
  let count = 0;

  /** @param isHidden whether all of the folder is hidden */
  function search(folder: string, isHidden: boolean): void {
    const entries = readEntries(folder);
    if (entries === null) found.push(folder);
    for (const entry of entries ?? []) {
      // git's own folder holds no files of the repository. A link is none of its files either: where it leads, they stay.
      if (entry.name === '.git' || !(isHidden || entry.name.startsWith('.'))) continue;
      const path = join(folder, entry.name);
      count += 1;
      if (count === MOST_ENTRIES + 1) found.push(path);
      if (count > MOST_ENTRIES) return;
      if (entry.isDirectory()) search(path, true);
      else if (entry.isFile() && isOwn(path, readText)) found.push(path);
    }
  }

  for (const folder of folders) search(folder, false);
  const [first, ...others] = found;
  if (first === undefined) return null;
  const shown = toLogText(relative(realpathSync(workspace), first).split(sep).join('/'), 200);
  const what = others.length === 0 ? `${shown} is` : `${shown} and ${countNouns(others.length, 'more path')} are`;
  return { why: `${what} not read, since a name that begins with a dot is hidden`, isSure: true };
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
