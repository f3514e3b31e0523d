const UUID = String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`;
const WHOLE = new RegExp(`^${UUID}$`);
/** Not a part of a longer word: that would be another name. */
const WITHIN = new RegExp(String.raw`(?<![\w-])${UUID}(?![\w-])`, 'gi');

/** Whether a text is an id as Yor makes them, in lower case. */
export function isTrace(text: string): boolean {
  return WHOLE.test(text);
}

/** Each trace of a file's text, in lower case, with its line; null if it stands there more than once. */
export function findTraces(text: string): Map<string, number | null> {
  const lines = new Map<string, number | null>();
  let line = 1;
  let end = text.indexOf('\n');
  for (const match of text.matchAll(WITHIN)) {
    for (; end !== -1 && end < match.index; end = text.indexOf('\n', end + 1)) line += 1;
    const trace = match[0].toLowerCase();
    lines.set(trace, lines.has(trace) ? null : line);
  }
  return lines;
}
