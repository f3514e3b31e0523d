import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, StepError } from '../errors.ts';

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

interface FileProblem {
  /** The end of a sentence. */
  readonly reason: string;
  /** What to do, without a capital and an end. */
  readonly remedy: string;
}

const OTHER_PATH = 'choose another path';
const MAY_WRITE = 'choose a folder that this user may write to';

const PROBLEMS: Readonly<Record<string, FileProblem>> = {
  ENOTDIR: { reason: 'a part of its path is a file', remedy: OTHER_PATH },
  EEXIST: { reason: 'a part of its path is a file', remedy: OTHER_PATH },
  EISDIR: { reason: 'a folder has its name', remedy: OTHER_PATH },
  EACCES: { reason: 'the user of this runner may not write there', remedy: MAY_WRITE },
  EPERM: { reason: 'the user of this runner may not write there', remedy: MAY_WRITE },
  EROFS: { reason: 'the file system is read-only', remedy: MAY_WRITE },
  ENOSPC: { reason: 'the disk is full', remedy: 'make room on it, or choose a folder on another one' },
  EDQUOT: { reason: 'the disk quota is used up', remedy: 'make room, or have the quota raised' },
  EFBIG: {
    reason: 'it is larger than a file may be there',
    remedy: 'raise the limit of this user (`ulimit -f`), or choose a folder on another file system',
  },
  ENAMETOOLONG: { reason: 'its path is too long', remedy: 'choose a shorter one' },
};

function findProblem(error: unknown): FileProblem | undefined {
  return error instanceof Error && 'code' in error ? PROBLEMS[String(error.code)] : undefined;
}

/** What went wrong with a file and what to do about it, in words for people where the system has only a code. */
export function describeFileError(error: unknown): string {
  const problem = findProblem(error);
  return problem === undefined ? messageOf(error) : `${problem.reason}; ${problem.remedy}`;
}

/**
 * An error that people can read, for what could not be written.
 * @param what such as "The state at `state` kept/state.json"
 */
export function explainFileError(error: unknown, what: string): unknown {
  if (error instanceof StepError || !(error instanceof Error && 'syscall' in error)) return error;
  const problem = findProblem(error);
  const remedy = problem?.remedy ?? 'look at the disk of this runner';
  // @failure audit | `error` | The message gives the reason. The earlier state still counts. Make room on the disk or
  // choose another folder, then run again.
  return new StepError(`${what} could not be written: ${problem?.reason ?? messageOf(error)}.`, {
    remedy: `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}. Then run again.`,
    cause: error,
  });
}

/** Does what may fail for want of room or rights. @throws {StepError} for people if it does */
export function attemptWrite<T>(what: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw explainFileError(error, what);
  }
}
