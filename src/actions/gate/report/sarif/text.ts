import { toMarkdown, toPlainText } from '../../../../text/escape.ts';

/**
 * A text within a SARIF message: one line in which nothing is read as a placeholder (`{0}`) or as a link
 * (`[text](address)`). Braces are doubled, as SARIF asks for (3.11.5). A link is broken by a blank: a backslash, which
 * escapes in a link's text only, would be one more character to some readers, and would be undone by one before it.
 * @param most UTF-16 units of what is returned, which nobody counts lower
 */
export function toSarifText(text: string, most: number): string {
  const whole = escapeText(toPlainText(text, most));
  // A character comes to two units at most.
  return whole.length <= most ? whole : escapeText(toPlainText(text, most / 2));
}

function escapeText(line: string): string {
  return line.replace(/[{}]/g, '$&$&').replaceAll('](', '] (');
}

/**
 * The same for a SARIF text in Markdown, which must not hold HTML (3.11.4.2): so an address that stands in the text may
 * become a link to itself, and nothing else does.
 * @param most code points of the text, before it is escaped
 */
export function toSarifMarkdown(text: string, most: number): string {
  return toMarkdown(text, most)
    .replace(/<\/?[a-z]+>/g, '')
    .replace(/[{}]/g, (brace) => `&#${brace.charCodeAt(0)};`);
}

/** `</script>`, for who embeds it; `##[`, which the runner obeys anywhere in a line, for who prints it to a log. */
const ACTIVE = /<|#(?=[^\x20-\x7e]*\[)/g;

/** JSON on one line, the same to every reader of JSON. */
export function toJsonLine(value: object): string {
  return JSON.stringify(value).replace(ACTIVE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
