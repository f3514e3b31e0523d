import { closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { hasCode, messageOf } from '../errors.ts';

/** How much is read at once, in bytes: as much as a file says that it holds, within these limits. */
const SMALLEST_CHUNK = 2 ** 12;
const LARGEST_CHUNK = 2 ** 18;

export type ReadText = (path: string, mostBytes: number) => TextOrProblem;

export type TextOrProblem = { readonly kind: 'text'; readonly text: string } | NoFile;

export type BytesOrProblem = { readonly kind: 'bytes'; readonly bytes: Buffer } | NoFile;

/** `missing`, or a sentence's end that says why it can't be read. */
type NoFile = { readonly kind: 'missing' } | { readonly kind: 'problem'; readonly problem: string };

/** Reads a file of text whole. Never throws. @param path absolute */
export const readText: ReadText = (path, mostBytes) => {
  const read = readBytes(path, mostBytes);
  return read.kind === 'bytes' ? { kind: 'text', text: read.bytes.toString('utf8') } : read;
};

/** Reads a file whole. Never throws. @param path absolute */
export function readBytes(path: string, mostBytes: number): BytesOrProblem {
  try {
    const stats = statSync(path);
    // A pipe or a device could keep the step waiting for ever.
    // @failure inputs#file | The path must be a file that the step can read and that is not [too large](limits.md).
    if (!stats.isFile()) return { kind: 'problem', problem: 'is not a file.' };
    const bytes = readUpTo(path, stats.size, mostBytes);
    // @failure inputs#file
    if (bytes === null) return { kind: 'problem', problem: `is larger than ${mostBytes} bytes.` };
    return { kind: 'bytes', bytes };
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return { kind: 'missing' };
    // @failure inputs#file
    return { kind: 'problem', problem: `can't be read: ${messageOf(error)}.` };
  }
}

/** Null if there is more: some files say that they have no size, and never end. */
function readUpTo(path: string, expected: number, mostBytes: number): Buffer | null {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const chunks: Buffer[] = [];
    // With a large buffer for each of thousands of small files, a step would hold hundreds of megabytes of garbage.
    const chunk = Buffer.allocUnsafe(Math.min(Math.max(expected + 1, SMALLEST_CHUNK), LARGEST_CHUNK));
    let size = 0;
    for (;;) {
      const read = readSync(file, chunk);
      if (read === 0) return Buffer.concat(chunks);
      size += read;
      if (size > mostBytes) return null;
      chunks.push(Buffer.from(chunk.subarray(0, read)));
    }
  } finally {
    closeSync(file);
  }
}

/** Whether two paths lead to the same file, also if one of them goes by a link. */
export function isSameFile(a: string, b: string): boolean {
  return realPathOf(a) === realPathOf(b);
}

/** The place of a file, also if it is not written yet. */
export function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : resolve(realPathOf(parent), path.slice(parent.length).replace(/^[\\/]/, ''));
  }
}
