/** Takes a secret out of a text, in whatever form it stands there. */
export type Scrub = (text: string) => string;

const SHORTEST_ENCODED = 8;

/**
 * Makes a function that replaces a secret by `***`: as it is, URL-encoded, as JSON writes it, and in base64
 * (also as part of something longer, so that the three bytes of a base64 group fall differently).
 */
export function createScrub(secret: string): Scrub {
  if (secret === '') return (text) => text;
  const forms = new Set([secret, JSON.stringify(secret).slice(1, -1), ...urlForms(secret)]);
  for (const form of base64Forms(secret)) if (form.length >= SHORTEST_ENCODED) forms.add(form);
  // The longest first: a form may hold another one.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, '***') : rest), text);
}

/** As JavaScript encodes it, and as RFC 3986 does in its strict reading, with large and with small digits. */
function* urlForms(secret: string): Generator<string> {
  const loose = encodeURIComponent(secret);
  const strict = loose.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  for (const form of [loose, strict]) {
    yield form;
    yield form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
    yield encodeURIComponent(form);
  }
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
