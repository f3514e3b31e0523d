import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, lstatSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { hasCode } from '../errors.ts';

/**
 * A path that nothing has yet: the given one, or with `-2`, `-3` and so on before its ending.
 * @param isOurs whether what has a path may be replaced
 */
export function findFreePath(path: string, isOurs: (path: string) => boolean = () => false): string {
  const { dir, name, ext } = parse(path);
  for (let number = 2, free = path; ; number++) {
    if (lstatSync(free, { throwIfNoEntry: false }) === undefined || isOurs(free)) return free;
    free = join(dir, `${name}-${number}${ext}`);
  }
}

/**
 * Writes a file, and its folder, piece by piece: whoever reads it meanwhile sees the old file or the new one.
 * @param path absolute
 */
export function writeText(path: string, pieces: Iterable<string>): void {
  const draft = openDraft(path);
  try {
    // Not `writeSync`: a disk that is almost full takes a part, and says so by a number only.
    for (const chunk of joinPieces(pieces)) writeFileSync(draft.file, chunk);
    draft.keep();
  } catch (error) {
    draft.drop();
    throw error;
  }
}

/**
 * The same for bytes that come one after another, and a file whose name depends on them.
 * @param place where they are written before they have a name; absolute, and nobody else's
 * @param findPath asked when all of them are written; in the same folder
 */
export async function writeChunks(
  place: string,
  chunks: AsyncIterable<Uint8Array>,
  findPath: () => string,
): Promise<void> {
  const draft = openDraft(place);
  try {
    for await (const chunk of chunks) writeFileSync(draft.file, chunk);
    draft.keep(findPath());
  } catch (error) {
    draft.drop();
    throw error;
  }
}

/**
 * A file beside the one that is meant, until it is whole. Its name is nobody else's: a killed process leaves its draft
 * behind, and a later one may have the same number. Old drafts stay, since a process on another machine may be writing one.
 */
function openDraft(path: string) {
  makeFolder(dirname(path));
  const draft = `${path}.${randomUUID()}.tmp`;
  const file = openSync(draft, 'wx');
  let isOpen = true;
  function close(): void {
    if (isOpen) closeSync(file);
    isOpen = false;
  }
  return {
    file,
    keep(place = path) {
      close();
      moveOver(draft, place);
    },
    drop() {
      close();
      rmSync(draft, { force: true, maxRetries: 3 });
    },
  };
}

/** Windows answers with these while somebody, such as a virus scanner, has one of the files open. */
const HELD = ['EACCES', 'EBUSY', 'EPERM'];

/** How often a move is tried. Each pause is longer than the one before: half a second in all. */
const MOST_MOVES = 5;
const PAUSE_MS = 50;

/**
 * Renames a file, and replaces the one that has that name. On Windows a reader of either file can block that for a
 * moment; elsewhere nobody can.
 */
export function moveOver(from: string, to: string, rename = renameSync, isPatient = isWindows): void {
  for (let tries = 1; ; tries++) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (!isPatient || tries >= MOST_MOVES || !hasCode(error, ...HELD)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tries * PAUSE_MS);
    }
  }
}

const isWindows = process.platform === 'win32';

/** Makes a folder, and those around it. Not `recursive`: below `/proc` and its like that would try for ever. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

/** How much of a text is written at once, in characters. */
const CHUNK = 2 ** 18;

/** Fewer and larger pieces: a call of the system for each of 100,000 lines would take seconds. */
export function* joinPieces(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
