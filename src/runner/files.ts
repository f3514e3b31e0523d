import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
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
    if (!stats.isFile()) return { kind: 'problem', problem: 'is no file.' };
    if (stats.size > mostBytes) {
      return { kind: 'problem', problem: `has ${stats.size} bytes; allowed: up to ${mostBytes}.` };
    }
    return { kind: 'text', text: readFileSync(path, 'utf8') };
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return { kind: 'missing' };
    return { kind: 'problem', problem: `can't be read: ${messageOf(error)}.` };
  }
};

/**
 * Writes a file, and its folder, piece by piece: whoever reads it meanwhile sees the old file or the new one.
 * @param path absolute
 */
export function writeText(path: string, pieces: Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(draft, 'w');
    try {
      // Not `writeSync`: a disk that is almost full takes a part, and says so by a number only.
      for (const chunk of joinPieces(pieces)) writeFileSync(file, chunk);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
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
