import { lstatSync, type Stats } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { readBytes } from '../../../runner/read-file.ts';
import { toLogText } from '../../../text/escape.ts';
import { countNouns } from '../../../text/format.ts';
import type { Gap } from './gap.ts';
import { isBare } from './git-folder.ts';
import { type IndexEntry, readIndex } from './git-index.ts';
import { climb, isInside } from './inside.ts';

/** An index has some hundred bytes for each file of the repository. */
const MOST_BYTES = 2 ** 28;

/** What is read of a checkout. All paths are real ones. */
export interface ReadCheckout {
  readonly workspace: string;
  /** The folder of its repository. */
  readonly root: string;
  /** All folders that are read, also those of other checkouts. */
  readonly folders: ReadonlySet<string>;
}

/**
 * What git tracks, and the checkout lacks: files that may be policies, and what may lead to some. So a checkout shows that
 * is sparse by settings outside of the repository, and so do files that somebody deleted without git.
 * @param git where git keeps the index of the checkout
 * @returns null: it lacks nothing
 */
export function findLost(git: string, { workspace, root, folders }: ReadCheckout): Gap | null {
  const index = readBytes(join(git, 'index'), MOST_BYTES);
  if (index.kind === 'missing') return { why: 'git has not checked anything out: it has no index', isSure: false };
  const ways = listWays(root, folders);
  const isWanted = (path: string) => ways.some((way) => mayBeRead(path, way));
  const entries = index.kind === 'bytes' ? readIndex(index.bytes, isWanted) : null;
  if (entries === null) return { why: "the index of git can't be read", isSure: false };
  const lost = entries.flatMap((entry) => {
    const why = describeLoss(entry, join(root, entry.path));
    return why === null ? [] : [{ path: entry.path, why }];
  });
  const [first, ...others] = lost;
  if (first === undefined) return null;
  const shown = toLogText(relative(workspace, join(root, first.path)).split(sep).join('/'), 200);
  const more = others.length === 0 ? '' : ` (and ${countNouns(others.length, 'more path')})`;
  return { why: `git tracks ${shown}, which ${first.why}${more}`, isSure: true };
}

/** The ways from the root to the folders that are read, each with a `/` at its end; none for those below another one. */
function listWays(root: string, folders: ReadonlySet<string>): string[] {
  return [...folders].flatMap((folder) => {
    const isBelow = folder !== root && [...climb(dirname(folder), root)].some((at) => folders.has(at));
    if (isBelow || !isInside(root, folder)) return [];
    return folder === root ? [''] : [`${relative(root, folder).split(sep).join('/')}/`];
  });
}

/** Whether a path is in a folder that is read, and not hidden there; or that folder, or one above it. */
function mayBeRead(path: string, way: string): boolean {
  if (way.startsWith(path.endsWith('/') ? path : `${path}/`)) return true;
  return path.startsWith(way) && !/(?:^|\/)\./.test(path.slice(way.length));
}

/** Null: it is there, or is nothing that is read. */
function describeLoss({ kind, path }: IndexEntry, absolute: string): string | null {
  // All of it is left out of the checkout, even if somebody made other files there.
  if (kind === 'folder') return LACKED;
  if (kind === 'submodule') return isBare(absolute) ? 'is a submodule that is not checked out' : null;
  if (kind === 'file' && !/\.ya?ml$/i.test(path)) return null;
  const stats = statsOf(absolute);
  if (stats === null) return LACKED;
  // Where links can't be made, git writes files that say where they lead.
  return kind === 'link' && !stats.isSymbolicLink() ? 'is a link, and none in the checkout' : null;
}

const LACKED = 'the checkout lacks';

/** Null if it is not there, as far as can be seen. */
function statsOf(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}
