/** A level that says that something went wrong, as loggers write it: `ERR`, `level=error`, `"level":"fatal"`. */
const LEVEL = /\b(?:ERR|ERROR|FTL|FATAL|PNC|PANIC)\b|\blevel"?\s*[=:]\s*"?(?:error|fatal|panic)\b|^panic:/;

/** Of the last lines of a run's log the one that most likely says why it failed; null if there are none. */
export function findTellingLine(lines: readonly string[]): string | null {
  return lines.findLast((line) => LEVEL.test(line)) ?? lines.findLast((line) => line.trim() !== '') ?? null;
}
