/** The text without a sign that it ends with, however often. A pattern would begin anew at each such sign within it. */
export function trimEnd(text: string, sign: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === sign) end--;
  return text.slice(0, end);
}
