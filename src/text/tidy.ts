/** A text with the line ends of files, and no white space around it. */
export function tidyText(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/**
 * A text as it is compared. Servers trim white space and change line ends, and a difference in those alone would never
 * end.
 */
export function canonText(text: string): string {
  return tidyText(text).normalize('NFC');
}

/** Names as they are told apart. Two that differ in case only would be one on some machines, and for most people. */
export function foldCase(text: string): string {
  return canonText(text).toLowerCase();
}
