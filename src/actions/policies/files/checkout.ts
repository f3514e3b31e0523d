import { realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { ReadText } from '../../../runner/read-file.ts';
import { toLogText } from '../../../text/escape.ts';
import { type Gap, pickGap } from './gap.ts';
import { findGitFolder, isBare, MOST_BYTES } from './git-folder.ts';
import { climb } from './inside.ts';
import { findLost, type ReadCheckout } from './tracked.ts';

/** No system has longer ones. */
const LONGEST_PATH = 4_096;

/**
 * Why files may be missing that the repository has; null: nothing says so. The workspace may hold several repositories,
 * and the folders may be in more than one of them: each may lack a submodule or a file.
 * @param workspace absolute
 * @param folders the real paths of all folders that are read
 */
export function findGap(workspace: string, folders: readonly string[], readText: ReadText): Gap | null {
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
  return pickGap([...roots].flatMap((root) => findGaps({ root, workspace: top, folders: read }, readText)));
}

/** What the checkout may lack whose root this is; nothing if it is that of none. */
function findGaps(checkout: ReadCheckout, readText: ReadText): (Gap | null)[] {
  const git = findGitFolder(checkout.root, readText);
  if (git === null) return [{ why: "the folder of git (`.git`) can't be read", isSure: false }];
  const submodule = findSubmodule(checkout, readText);
  return git === undefined ? [submodule] : [submodule, findLost(git, checkout)];
}

/** git leaves an empty folder where a submodule is not checked out. */
function findSubmodule({ root, workspace, folders }: ReadCheckout, readText: ReadText): Gap | null {
  const modules = readText(join(root, '.gitmodules'), MOST_BYTES);
  if (modules.kind === 'missing') return null;
  const paths = modules.kind === 'text' ? readSettings(modules.text, 'path').map((path) => path ?? '') : null;
  if (paths === null || paths.some((path) => path.length > LONGEST_PATH))
    return { why: "`.gitmodules` can't be read", isSure: false };
  for (const folder of new Set(paths.map((path) => resolve(root, path)))) {
    const isRead = [...climb(folder, root)].some((at) => folders.has(at));
    if (isRead && isBare(folder)) {
      const shown = relative(workspace, folder).split(sep).join('/');
      return { why: `the submodule ${toLogText(shown, 200)} is not checked out`, isSure: true };
    }
  }
  return null;
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
