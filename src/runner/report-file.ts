import { ReportObstacle } from './report.ts';
import { findFreePath, writeText } from './write-file.ts';

/** Which files of an earlier run may be replaced, and where a new one is noted. */
export interface OwnReports {
  /** Whether a path holds a report of this action, of no other step of this job, and just as it was written. */
  mayReplace(path: string): boolean;
  /** Takes note of a report. */
  add(path: string): void;
}

/**
 * Writes a report to a file: in the place of one of an earlier run, and otherwise where nothing is yet.
 * @param path absolute; what somebody else wrote there stays, and the file has another name beside it
 * @param scrub takes secrets out of a text
 * @param own null if nothing may be replaced
 * @returns where it was written
 * @throws {Error} whose message is a sentence about the file
 */
export async function writeReport(
  path: string,
  pieces: Iterable<string>,
  scrub: (text: string) => string,
  own: OwnReports | null = null,
): Promise<string> {
  try {
    const free = own === null ? findFreePath(path) : findFreePath(path, own.mayReplace);
    writeText(free, scrubPieces(pieces, scrub));
    own?.add(free);
    return free;
  } catch (error) {
    if (error instanceof ReportObstacle) throw error;
    const { describeFileError } = await import('./file-problem.ts');
    throw new Error(describeFileError(error), { cause: error });
  }
}

/** Once more: what a renderer takes out of a text may have stood in the middle of a secret. */
function* scrubPieces(pieces: Iterable<string>, scrub: (text: string) => string): Generator<string> {
  for (const piece of pieces) yield scrub(piece);
}
