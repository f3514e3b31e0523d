/** A text with the line ends of files, and no white space around it. */
export function tidyText(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/**
 * A query with the line ends of files, and no white space around it. A carriage return alone stays: to ClickHouse it
 * ends no comment, so that a query which has one in the place of a line feed finds something else.
 */
export function tidyQuery(query: string): string {
  return query.replaceAll('\r\n', '\n').trim();
}

/** Whether two queries are the same to the Platform's engine, as far as their texts say it. */
export function isSameQuery(a: string, b: string): boolean {
  return tidyQuery(a) === tidyQuery(b);
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
