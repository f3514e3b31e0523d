import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '../errors.ts';

/**
 * Why no file could be written into a folder, which need not exist yet; null if nothing is known to be in the way.
 * Leaves no trace.
 * @param path absolute
 */
export function findFolderProblem(path: string): string | null {
  try {
    if (existsSync(path)) {
      if (!statSync(path).isDirectory()) return `${path} is a file`;
      accessSync(path, constants.W_OK | constants.X_OK);
      return null;
    }
    return dirname(path) === path ? null : findFolderProblem(dirname(path));
  } catch (error) {
    return describeFileError(error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  EISDIR: 'a folder has its name',
  EACCES: 'the user of this runner may not write there',
  EPERM: 'the user of this runner may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'its path is too long',
};

/** What went wrong with a file, in words for people where the system has only a code. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? messageOf(error);
}
