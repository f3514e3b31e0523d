/**
 * The only place that escapes texts from elsewhere: the Platform, a log, an error of the network.
 * Log output, annotations and Markdown each have their function; all of them yield one line.
 */

/** Code points; long enough for a policy's description, short enough for a log line. */
export const DEFAULT_TEXT_LENGTH = 500;

/** Code points; resource ids and ARNs fit whole. */
export const DEFAULT_CODE_LENGTH = 200;

// `[0-?]*` and `[ -/]*` share no character, and no class here contains ESC: a match takes linear time.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed.
const ANSI = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]/g;

/** Characters that end or widen a line for some reader: NEL and the separators of Unicode too. */
const BLANKS = /[\t\n\v\f\r\x85\p{Z}]+/gu;

/**
 * Controls and characters without a glyph: zero-width, bidi overrides and isolates, soft hyphens, fillers, tags; without
 * what becomes a blank.
 */
const INVISIBLE =
  /(?![\t\n\v\f\r\x85])[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;

/** Whether a text is visible ASCII only: a secret in an HTTP header can hold nothing else. An empty text is not. */
export function isVisibleAscii(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** Nothing is ever taken out of such a text, and most texts are such. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * The runner compares `::` and `##[` by culture (actions/runner, ActionCommand.cs: `StartsWith(string)`,
 * `IndexOf(string)`): it ignores characters without a weight of their own.
 */
const WEIGHTLESS = String.raw`\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}`;
const OLD_COMMAND = new RegExp(String.raw`#([${WEIGHTLESS}]*)\[`, 'gu');
const FIRST_COLON = new RegExp(String.raw`^([\s${WEIGHTLESS}]*):`, 'u');
const FIRST_BRACKET = new RegExp(String.raw`^([${WEIGHTLESS}]*)\[`, 'u');
const LAST_HASH = new RegExp(`#[${WEIGHTLESS}]*$`, 'u');

/**
 * One line for the log, an error's message or an annotation. It holds no workflow command, and forms none
 * with what stands before or after it: a backslash stands before a `:` or `[` at its start and before a `[`
 * that follows a `#`, and after a `#` at its end. `::` inside is left alone, since the runner reads it at the
 * start of a line only: `arn:aws:s3:::bucket` stays legible.
 * @param maxLength in code points, the closing `…` included.
 */
export function toLogText(text: string, maxLength: number = DEFAULT_TEXT_LENGTH): string {
  const inert = cleanLine(text, maxLength)
    .replace(OLD_COMMAND, '#$1\\[')
    .replace(FIRST_COLON, '$1\\:')
    .replace(FIRST_BRACKET, '$1\\[')
    .replace(LAST_HASH, '$&\\');
  return cut(inert, maxLength);
}

/**
 * The text as it is shown everywhere, but for its blanks, line breaks and markup: with what invisible characters part
 * joined. What looks for names in a text has to look at this one. To join twice is to join once.
 */
export function joinVisible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(ANSI, '').replace(INVISIBLE, '');
}

/** One line of visible characters for a file that people read and machines parse; nothing in it is escaped. */
export function toPlainText(text: string, maxLength: number = DEFAULT_CODE_LENGTH): string {
  return cut(cleanLine(text, maxLength), maxLength);
}

/**
 * Escapes a text of several lines before it is written to the log. It treats every line as `toLogText` would, and
 * leaves everything else as it is, so that our own layout survives.
 */
export function neutralizeLog(text: string): string {
  return text.replace(/\r\n?/g, '\n').split('\n').map(neutralizeLine).join('\n');
}

function neutralizeLine(line: string): string {
  return line
    .toWellFormed()
    .replace(ANSI, '')
    .replaceAll('\t', ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .replace(OLD_COMMAND, '#$1\\[')
    .replace(FIRST_COLON, '$1\\:');
}

/**
 * Inline Markdown that shows exactly this text, in table cells, list items and headings as well as within
 * HTML blocks, where backslashes would show: hence entities. Nothing in it links, notifies or turns into a
 * picture. Entities alone don't achieve that: GitHub looks for mentions, `#1`, commits, `:emoji:` and
 * e-mail addresses after it has decoded them. `<wbr>`, which its sanitiser allows, splits the text there and
 * adds nothing to what is copied. A dollar sign takes the `<span>` that GitHub's page on mathematics asks for.
 * @param maxLength in code points of the text, before it is escaped.
 */
export function toMarkdown(text: string, maxLength: number = DEFAULT_TEXT_LENGTH): string {
  return escapeMarkdown(cut(cleanLine(text, maxLength), maxLength), SPECIAL_IN_PROSE)
    .replace(/^[-+=:]/, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/^(\d+)\./, '$1&#46;');
}

/**
 * The same for a sentence of ours that may quote such texts: a word between backticks, an input's name or a value,
 * is shown as code.
 */
export function toProse(text: string, maxLength: number = DEFAULT_TEXT_LENGTH): string {
  return toMarkdown(text, maxLength).replace(/&#96;(.{1,200}?)&#96;/g, '<code>$1</code>');
}

/**
 * The same in a code span, for names and ids; an empty text stays empty. The span is a `<code>` element: one
 * of backticks can hold neither a pipe in a table cell nor anything within an HTML block.
 * @param maxLength in code points of the text, before it is escaped.
 */
export function toCode(text: string, maxLength: number = DEFAULT_CODE_LENGTH): string {
  const line = cut(cleanLine(text, maxLength), maxLength);
  return line === '' ? '' : `<code>${escapeMarkdown(line, SPECIAL_IN_CODE)}</code>`;
}

/**
 * A line of code for a block in Markdown, with its blanks. A character without a glyph is shown by its number, since code
 * may hide behind it; so is one that ends a line for some reader only, or that looks like a blank.
 */
export function toCodeLine(line: string): string {
  if (/^[\t\x20-\x7e]*$/.test(line) && !line.includes('#')) return line;
  return line
    .toWellFormed()
    .replace(INVISIBLE, nameCharacter)
    .replace(/(?! )[\n\v\f\r\x85\u2800\p{Z}]/gu, nameCharacter)
    .replace(OLD_COMMAND, '#$1\\[');
}

function nameCharacter(character: string): string {
  return `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;
}

/**
 * A block of code in Markdown that ends where it is to end, whatever back-ticks the code holds.
 * @param code lines of `toCodeLine`, each with its line break
 * @param language a word of ours
 */
export function toCodeBlock(code: string, language: string): string {
  let longest = 2;
  for (const [ticks] of code.matchAll(/`{3,}/g)) longest = Math.max(longest, ticks.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}${fence}\n`;
}

/**
 * One line of visible characters without surrounding or doubled blanks; nothing is escaped yet. If a text is
 * very much longer than its limit, only its front is read.
 */
function cleanLine(text: string, maxLength: number): string {
  const front = text.slice(0, maxLength * 8);
  const visible = PLAIN.test(front) ? front : joinVisible(front).replace(BLANKS, ' ');
  const line = visible.replace(/ {2,}/g, ' ').trim();
  return front.length < text.length ? `${line}…` : line;
}

/** Cuts to a number of code points: a surrogate pair stays whole. */
function cut(text: string, maxLength: number): string {
  const limit = Math.max(1, Math.floor(maxLength));
  if (text.length <= limit) return text;
  let kept = '';
  let count = 0;
  for (const character of text) {
    count += 1;
    if (count < limit) kept += character;
    else if (count > limit) return `${kept.trimEnd()}…`;
  }
  return text;
}

/** Characters that start or end something inline. An underscore inside a word does not. */
const MARKUP = /[&<>|`*~\\[\]()!#@$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/;
/** Addresses that the parser links by itself. */
const ADDRESS = /:(?=\/\/)|www(?=\.)/;
/** Texts outside of code that GitHub makes a link or a picture of: `:emoji:`, `GH-1` and its like, commits. */
const REFERENCE = /:(?=[\w+-]+:)|(?<=[A-Za-z])-(?=\d)|(?<![A-Za-z0-9])[0-9A-Fa-f]{7,}(?![A-Za-z0-9])/;
const SPECIAL_IN_CODE = new RegExp(`${MARKUP.source}|${ADDRESS.source}`, 'gi');
const SPECIAL_IN_PROSE = new RegExp(`${SPECIAL_IN_CODE.source}|${REFERENCE.source}`, 'gi');

function escapeMarkdown(line: string, special: RegExp): string {
  return line.replace(special, (found) => {
    if (found === '&') return '&amp;';
    if (found === '<') return '&lt;';
    if (found === '>') return '&gt;';
    if (found === '$') return '<span>&#36;</span>';
    if (found === '@' || found === '#') return `&#${found.charCodeAt(0)};<wbr>`;
    if (found === ':' || found === '-' || found.toLowerCase() === 'www') return `${found}<wbr>`;
    // GitHub takes seven hexadecimal digits or more for a commit.
    if (found.length > 1) return found.replace(/.{6}(?=.)/g, '$&<wbr>');
    return `&#${found.charCodeAt(0)};`;
  });
}
