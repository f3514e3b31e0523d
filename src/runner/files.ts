import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { messageOf } from '../errors.ts';

export type ReadText = (path: string, mostBytes: number) => TextOrProblem;

export type TextOrProblem =
  | { readonly kind: 'text'; readonly text: string }
  /** `missing`, or a sentence's end that says why it can't be read. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'problem'; readonly problem: string };

/** Reads a file whole. Never throws. @param path absolute */
export const readText: ReadText = (path, mostBytes) => {
  try {
    const stats = statSync(path);
    // A pipe or a device could keep the step waiting for ever.
    // @failure inputs#file | The path of `baseline` or `waivers` is a folder, may not be read, or is [too
    // large](limits.md).
    if (!stats.isFile()) return { kind: 'problem', problem: 'is no file.' };
    const text = readUpTo(path, mostBytes);
    // @failure inputs#file
    return text === null ? { kind: 'problem', problem: `is larger than ${mostBytes} bytes.` } : { kind: 'text', text };
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return { kind: 'missing' };
    // @failure inputs#file
    return { kind: 'problem', problem: `can't be read: ${messageOf(error)}.` };
  }
};

/** Null where there is more: some files say that they have no size, and never end. */
function readUpTo(path: string, mostBytes: number): string | null {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for (;;) {
      const chunk = Buffer.alloc(CHUNK);
      const read = readSync(file, chunk);
      if (read === 0) return Buffer.concat(chunks).toString('utf8');
      size += read;
      if (size > mostBytes) return null;
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}

/** A path that nothing has yet: the given one, or with `-2`, `-3` and so on before its ending. */
export function findFreePath(path: string): string {
  const { dir, name, ext } = parse(path);
  for (let number = 2, free = path; ; number++) {
    if (lstatSync(free, { throwIfNoEntry: false }) === undefined) return free;
    free = join(dir, `${name}-${number}${ext}`);
  }
}

/**
 * Writes a file, and its folder, piece by piece: whoever reads it meanwhile sees the old file or the new one.
 * @param path absolute
 */
export function writeText(path: string, pieces: Iterable<string>): void {
  makeFolder(dirname(path));
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(draft, 'wx');
    try {
      // Not `writeSync`: a disk that is almost full takes a part, and says so by a number only.
      for (const chunk of joinPieces(pieces)) writeFileSync(file, chunk);
    } finally {
      closeSync(file);
    }
    moveOver(draft, path);
  } catch (error) {
    rmSync(draft, { force: true, maxRetries: 3 });
    throw error;
  }
}

/** What Windows answers while somebody, such as a virus scanner, has one of the files open. */
const HELD = ['EACCES', 'EBUSY', 'EPERM'];

/** So often, and each pause longer than the one before: half a second in all. */
const MOST_MOVES = 5;
const PAUSE_MS = 50;

/**
 * Renames a file, and replaces the one that has that name. On Windows somebody who reads either of them is in the way
 * for a moment; elsewhere nobody is.
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

/** Not `recursive`: below `/proc` and its like that would try for ever. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

const CHUNK = 2 ** 18;

/** A call of the system for each of 100,000 lines would take seconds. */
function* joinPieces(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Whether two paths lead to the same file, also where one of them goes by a link. */
export function isSameFile(a: string, b: string): boolean {
  return realPathOf(a) === realPathOf(b);
}

/** Where a file is, or would be if it were written. */
function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : resolve(realPathOf(parent), path.slice(parent.length).replace(/^[\\/]/, ''));
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
