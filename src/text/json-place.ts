/**
 * Where a text stops being JSON, such as `line 2, column 3`.
 * @param error what `JSON.parse` threw for the text. Of its message only the place is used: the rest quotes the text.
 */
export function findJsonError(error: SyntaxError, text: string): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(error.message) ?? [];
  if (line !== undefined) return `line ${line}, column ${column}`;
  return describeOffset(text, isUnexpected(error) ? findUnexpected(text) : text.length);
}

/** The place of a character, as editors count. */
export function describeOffset(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `line ${before.split('\n').length}, column ${offset - before.lastIndexOf('\n')}`;
}

/** The one kind of error for which the engine tells no place, beside an end that comes too early. */
function isUnexpected(error: unknown): boolean {
  return error instanceof SyntaxError && error.message.startsWith('Unexpected token');
}

/** Any beginning of the text that ends before the unexpected character is only cut: twenty tries find it in a megabyte. */
function findUnexpected(text: string): number {
  let [good, bad] = [0, text.length];
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1;
    if (isUnexpectedIn(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return bad - 1;
}

function isUnexpectedIn(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return isUnexpected(error);
  }
}
