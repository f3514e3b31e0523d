/**
 * What says that something went wrong, as loggers write it: `ERR`, `level=error`, `"level":"fatal"`, or at the beginning
 * of a line `Error: ` and `panic:`.
 */
const WRONG =
  /\b(?:ERR|ERROR|FTL|FATAL|PNC|PANIC)\b|\blevel"?\s*[=:]\s*"?(?:error|fatal|panic)\b|^\s*(?:panic|[Ee]rror|[Ff]atal error):/;

/** How a program ended: whatever it failed of, it says so. */
const ENDING = /\bexit(?:ed with)?(?: status| code):? -?\d+|\bsignal: \w+/;

/** A longer line is too long for a sentence, and half of one may be half of a secret. */
const LONGEST_CAUSE = 500;

/** Of the last lines of a run's log the one that says what went wrong, for a sentence; null if none does. */
export function findCause(lines: readonly string[]): string | null {
  const line = lines.findLast(isCause)?.trim() ?? null;
  return line !== null && line.length <= LONGEST_CAUSE ? line : null;
}

/** A line of the log at the end of a sentence, by which reports know it again. */
export function quoteLog(line: string): string {
  return `Its log says: ${line.trim()}`;
}

/** Of the last lines of a run's log the one that most likely says why it failed; null if there are none. */
export function findTellingLine(lines: readonly string[]): string | null {
  const candidates = [isCause, (line: string) => WRONG.test(line), (line: string) => line.trim() !== ''];
  return candidates.map((isTelling) => lines.findLast(isTelling)).find((line) => line !== undefined) ?? null;
}

function isCause(line: string): boolean {
  return WRONG.test(line) && !ENDING.test(line);
}
