/** Takes a secret out of a text, in whatever form it stands there. */
export type Scrub = (text: string) => string;

const SHORTEST_ENCODED = 8;

/**
 * Makes a function that replaces a secret by `***`: with each of its signs as it is, percent-encoded (once or twice), or
 * as JSON may escape it, since languages differ in which of them they leave alone; with invisible characters in it, which
 * are removed before a text is shown; and in base64, also as part of something longer, so that the three bytes of a
 * base64 group fall differently.
 */
export function createScrub(secret: string): Scrub {
  if (secret === '') return (text) => text;
  const forms = [...new Set(base64Forms(secret))].filter(({ length }) => length >= SHORTEST_ENCODED);
  // The longest first: a form may hold another one.
  forms.sort((a, b) => b.length - a.length);
  const pattern = patternOf(secret);
  return (text) =>
    forms
      .reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, '***') : rest), text)
      .replace(pattern, '***');
}

/** What is removed before a text is shown; JSON writes some of it as an escape. */
const GAP = String.raw`(?:\x1b\[[0-9;]*[A-Za-z]|\\u001[bB]\[[0-9;]*[A-Za-z]|[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]|\\u[0-9a-fA-F]{4}|\\[bfnrt])*?`;

function patternOf(secret: string): RegExp {
  const signs = [...secret];
  const [first = '', ...rest] = signs.map(patternOfSign);
  const [, second = ''] = signs;
  // Looked at first, since the first sign alone stands everywhere: the second one, or what an encoding or a gap begins with.
  const next = second === '' ? '' : String.raw`(?=[\u{${codeOf(second)}}%\\]|[^!-~])`;
  return new RegExp([`${first}${next}`, ...rest].join(GAP), 'gu');
}

function patternOfSign(sign: string): string {
  if (/[A-Za-z0-9]/.test(sign)) return sign;
  const percent = [...Buffer.from(sign)].map((byte) => `%(?:25)?${patternOfHex(byte, 2)}`).join('');
  const units = Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at));
  const escapes = units.map((unit) => String.raw`\\{1,2}u${patternOfHex(unit, 4)}`).join('');
  return String.raw`(?:\\{0,3}\u{${codeOf(sign)}}|${percent}|${escapes})`;
}

function codeOf(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16);
}

/** With large and with small digits. */
function patternOfHex(number: number, length: number): string {
  const digits = number.toString(16).padStart(length, '0');
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** The part of the secret's base64 that does not depend on what stands around it, for each of the three alignments. */
function* base64Forms(secret: string): Generator<string> {
  const bytes = Buffer.from(secret);
  yield bytes.toString('base64');
  for (const skipped of [0, 1, 2]) {
    const whole = bytes.subarray(skipped);
    const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
    yield text;
    yield text.replaceAll('+', '-').replaceAll('/', '_');
    yield encodeURIComponent(text);
  }
}

/**
 * Parses JSON so that no string in it holds the secret, also if the sender escaped some of its characters.
 * @throws {SyntaxError}
 */
export function parseScrubbed(text: string, scrub: Scrub): unknown {
  const body: unknown = JSON.parse(scrub(text.replace(/^\ufeff/, '')));
  return text.includes('\\') ? JSON.parse(scrub(JSON.stringify(body))) : body;
}
