/** A name in back-ticks. */
export function quoteName(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}

/** A text in quotes. */
export function quoteText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Puts a statement into brackets. It may end in a comment, which a line break ends. */
export function wrapStatement(sql: string): string {
  return `(\n${sql}\n)`;
}
