import { joinVisible } from './escape.ts';

/** Takes a secret out of a text, in whatever form it stands there. */
export type Scrub = (text: string) => string;

/** So short a form stands in any text by accident. */
const SHORTEST_ENCODED = 8;

/** Commands to a terminal, as `escape.ts` removes them, of such a length as they have. */
const ESC = String.raw`(?:\x1b|\\u001[bB])`;
const CONTROL = String.raw`(?:${ESC}\[|\x9b|\\u009[bB])[0-?]{0,20}[ -/]{0,4}[@-~]`;
const TITLE = String.raw`${ESC}\][^\x07\x1b\\]{0,100}(?:\x07|\\u0007|${ESC}(?:\\){1,2})`;
const OTHER = `${ESC}[ -/]{0,4}[0-~]`;

/** What is removed before a text is shown; JSON writes some of it as an escape. */
const UNSEEN = String.raw`${CONTROL}|${TITLE}|${OTHER}|[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]|\\u[0-9a-fA-F]{4}|\\[bfnrt]`;

/** So many signs of each form are looked for first: a text that has them by accident costs time only once. */
const SIGNS_AT_FIRST = 6;

/** So much of it in a row is looked through: without a bound, a text of nothing else would take hours. */
const MOST_UNSEEN = 8;

/** What may stand between two signs of a text in which a secret is plain. */
const GAP = `(?:${UNSEEN}){0,${MOST_UNSEEN}}?`;

/** The same if it is encoded: mail and most tools break such lines, and a header that goes on begins with a blank. */
const ENCODED_GAP = `(?:${UNSEEN}| |%0[aAdD]){0,${MOST_UNSEEN}}?`;

/** Hexadecimal digits have more between them. */
const HEX_GAP = `(?:${UNSEEN}|[ :-]|%0[aAdD]){0,${MOST_UNSEEN}}?`;

/**
 * Makes a function that replaces a secret by `***`: with each of its signs as it is, percent-encoded (once or twice), or
 * as JSON may escape it, since languages differ in which of them they leave alone; in hexadecimal digits; and in base64,
 * also as part of something longer, so that the three bytes of a base64 group fall differently. In each of these, what
 * is removed before a text is shown may part it, and an encoded one may go over several lines.
 */
export function createScrub(secret: string): Scrub {
  if (secret === '') return (text) => text;
  // Almost no text holds the secret, and V8 compiles the whole pattern for longer than a short step computes. Whatever
  // the whole pattern finds begins with what the short one finds.
  const beginning = new RegExp(patternOfSecret(secret, SIGNS_AT_FIRST), 'u');
  let whole: RegExp | undefined;
  return (text) => {
    if (!beginning.test(text)) return text;
    whole ??= new RegExp(patternOfSecret(secret), 'gu');
    return text.replace(whole, '***');
  };
}

/** The patterns of what a secret is made of in one of its forms, one after another. */
interface Form {
  readonly signs: readonly string[];
  /** What may stand between two signs. */
  readonly gap: string;
  /** Signs that may follow. */
  readonly tail?: readonly string[];
}

/**
 * All forms in one pattern: the engine then skips most of a text, and takes less time than for any of them alone.
 * @param most how many signs of each form, from its first on; without it all
 */
function patternOfSecret(secret: string, most?: number): string {
  const plain: Form = { signs: [...secret].map(patternOfSign), gap: GAP };
  const forms = [...formsOfHexDigits(secret), ...formsOfBase64(secret), plain];
  return forms.map((form) => joinSigns(form, most)).join('|');
}

/** Behind the first sign, which stands everywhere, what may follow it is looked at before anything else. */
function joinSigns({ signs, gap, tail = [] }: Form, most = signs.length): string {
  const [first = '', second, ...rest] = signs.slice(0, most);
  const joined = second === undefined ? [first] : [`${first}(?=${second}|[^!-~]|[%\\\\])`, second, ...rest];
  const end = tail.length === 0 || most < signs.length ? '' : `(?:${gap}${tail.join(gap)})?`;
  return joined.join(gap) + end;
}

function patternOfSign(sign: string): string {
  // Nobody needs to encode it, and a redirect may all the same.
  if (/[A-Za-z0-9]/.test(sign)) return `(?:${sign}|%(?:25)?${patternOfHex(sign.charCodeAt(0), 2)})`;
  const percent = [...Buffer.from(sign)].map((byte) => `%(?:25)?${patternOfHex(byte, 2)}`).join('');
  const units = Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at));
  const escapes = units.map((unit) => String.raw`\\{1,2}u${patternOfHex(unit, 4)}`).join('');
  return String.raw`(?:\\{0,3}\u{${codeOf(sign)}}|${percent}|${escapes})`;
}

function codeOf(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16);
}

function patternOfHex(number: number, length: number): string {
  return [...number.toString(16).padStart(length, '0')].map(patternOfHexDigit).join('');
}

/** As a large and as a small one. */
function patternOfHexDigit(digit: string): string {
  return /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit;
}

function formsOfHexDigits(secret: string): Form[] {
  const bytes = [...Buffer.from(secret)];
  if (bytes.length * 2 < SHORTEST_ENCODED) return [];
  const signs = bytes.flatMap((byte) => [...byte.toString(16).padStart(2, '0')].map(patternOfHexDigit));
  return [{ signs, gap: HEX_GAP }];
}

/**
 * The part of the secret's base64 that does not depend on what stands around it, for each of the three alignments. With
 * nothing in front of it, it may also end with the secret.
 */
function formsOfBase64(secret: string): Form[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((skipped) => {
    const groups = bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3)).toString('base64');
    if (groups.length < SHORTEST_ENCODED) return [];
    const tail = skipped === 0 ? bytes.toString('base64').slice(groups.length) : '';
    return [
      { signs: [...groups].map(patternOfBase64Sign), gap: ENCODED_GAP, tail: [...tail].map(patternOfBase64Sign) },
    ];
  });
}

/** In addresses and file names two of the signs are others. */
function patternOfBase64Sign(sign: string): string {
  if (sign === '+') return `(?:-|${patternOfSign(sign)})`;
  return sign === '/' ? `(?:_|${patternOfSign(sign)})` : patternOfSign(sign);
}

/**
 * Scrubs a short text that is shown and maybe cut before: if the secret is whole only without the characters that nobody
 * sees, however many there are, they are taken out.
 */
export function scrubShown(text: string, scrub: Scrub): string {
  const visible = joinVisible(text);
  return visible === text || scrub(visible) === visible ? scrub(text) : scrub(visible);
}

/**
 * Parses JSON so that no string in it holds the secret, also if the sender escaped some of its characters.
 * @throws {SyntaxError}
 */
export function parseScrubbed(
  text: string,
  scrub: Scrub,
  parse: (text: string) => unknown = (text) => JSON.parse(text),
): unknown {
  const body = parse(scrub(text.replace(/^\ufeff/, '')));
  return text.includes('\\') ? parse(scrub(JSON.stringify(body))) : body;
}
