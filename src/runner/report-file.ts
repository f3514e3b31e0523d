import { findFreePath, writeText } from './write-file.ts';

/**
 * Writes a report to a file that nothing has yet.
 * @param path absolute; what an earlier step wrote there stays, and the file has another name beside it
 * @param scrub takes secrets out of a text
 * @returns where it was written
 */
export function writeReport(path: string, pieces: Iterable<string>, scrub: (text: string) => string): string {
  const free = findFreePath(path);
  writeText(free, scrubPieces(pieces, scrub));
  return free;
}

/** Once more: what a renderer takes out of a text may have stood in the middle of a secret. */
function* scrubPieces(pieces: Iterable<string>, scrub: (text: string) => string): Generator<string> {
  for (const piece of pieces) yield scrub(piece);
}
