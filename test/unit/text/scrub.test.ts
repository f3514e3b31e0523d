import { describe, expect, test } from 'vitest';
import { createScrub, parseScrubbed, scrubShown } from '../../../src/text/scrub.ts';

const KEY = 'cqpk_9vR+tZ/4bQ=mXw"1e\\Ys&Lk';

describe('a secret is taken out', () => {
  const scrub = createScrub(KEY);

  test.each([
    ['plain', KEY],
    ['in a sentence', `the key ${KEY} is not valid`],
    ['twice', `${KEY} ${KEY}`],
    ['glued to other text', `x${KEY}y`],
    ['in JSON', JSON.stringify({ message: `bad key ${KEY}` })],
    ['in JSON in JSON', JSON.stringify({ message: KEY })],
    ['in an address', `https://acme.example/?key=${encodeURIComponent(KEY)}&x=1`],
    ['in a header', `Authorization: Bearer ${KEY}`],
    ['with an invisible character in it', `${KEY.slice(0, 9)}\u200b${KEY.slice(9)}`],
    ['with a tab in it', `${KEY.slice(0, 9)}\t${KEY.slice(9)}`],
    ['with a colour in it', `${KEY.slice(0, 9)}\u001b[31m${KEY.slice(9)}`],
    ['with an invisible character that JSON escapes', JSON.stringify(`${KEY.slice(0, 9)}\u0000${KEY.slice(9)}`)],
    ['as encodeURI writes it', encodeURI(KEY)],
    ['as a language does that keeps + and =', encodeURIComponent(KEY).replaceAll('%2B', '+').replaceAll('%3D', '=')],
    ['as PHP writes JSON', JSON.stringify(KEY).replaceAll('/', '\\/')],
    ['as Go writes JSON', JSON.stringify(KEY).replaceAll('&', '\\u0026')],
    ['as JSON in JSON', JSON.stringify(JSON.stringify(KEY))],
  ])('%s', (_, text) => {
    const scrubbed = scrub(text);
    expect(scrubbed).toContain('***');
    expect(scrubbed).not.toContain(KEY);
    expect(scrubbed).not.toContain('tZ');
    expect(scrubbed).not.toContain('bQ');
  });

  test.each([0, 1, 2, 3, 4, 5])('in base64 behind %d bytes', (bytes) => {
    for (const tail of ['', 'x', 'xy', 'xyz']) {
      const text = Buffer.from('p'.repeat(bytes) + KEY + tail);
      for (const encoded of [text.toString('base64'), text.toString('base64url')]) {
        const scrubbed = scrub(`[${encoded}]`);
        expect(scrubbed).toContain('***');
        expect(leftOf(KEY, decodeAround(scrubbed))).toBeLessThanOrEqual(4);
      }
      expect(scrub(encodeURIComponent(text.toString('base64')))).toContain('***');
    }
  });

  test.each([
    ['lines of 76 characters, as mail has them', 76, '\r\n'],
    ['lines of 64 characters, as PEM has them', 64, '\n'],
    ['short lines', 10, '\n'],
    ['lines of a header that goes on', 40, '\r\n '],
    ['line breaks that JSON escapes', 16, '\\r\\n'],
    ['line breaks that an address escapes', 16, '%0D%0A'],
    ['invisible characters', 5, '\u200b'],
  ])('in base64 of several lines: %s', (_, length, end) => {
    for (const before of ['', 'x', 'xy', 'a longer text in front of it']) {
      const lines = Buffer.from(`${before}${KEY} and more`)
        .toString('base64')
        .match(new RegExp(`.{1,${length}}`, 'g'));
      const scrubbed = scrub(lines?.join(end) ?? '');
      expect(scrubbed).toContain('***');
      const left = scrubbed.split('***').map((part) => part.replaceAll(end, ''));
      expect(leftOf(KEY, decodeAround(`[${left.join('***')}]`))).toBeLessThanOrEqual(4);
    }
  });

  test.each([
    ['in small digits', (hex: string) => hex],
    ['in large digits', (hex: string) => hex.toUpperCase()],
    ['within more of them', (hex: string) => `00ff${hex}00ff`],
    ['with colons', (hex: string) => hex.replace(/..(?=.)/g, '$&:')],
    ['in pairs', (hex: string) => hex.replace(/..(?=.)/g, '$& ')],
    ['in lines', (hex: string) => hex.replace(/.{16}/g, '$&\n')],
  ])('in hexadecimal digits, %s', (_, write) => {
    const scrubbed = scrub(`[${write(Buffer.from(KEY).toString('hex'))}]`);
    expect(scrubbed.replace(/00ff/g, '')).toBe('[***]');
  });

  test.each([
    ['a link of a terminal', '\u001b]8;;\u0007'],
    ['more than anybody would write by accident', '\u200b'.repeat(1_000)],
  ])('in a short text, whatever parts it: %s', (_, piece) => {
    expect(scrubShown(`a ${KEY.slice(0, 9)}${piece}${KEY.slice(9)} b`, scrub)).toBe('a *** b');
  });

  test('as basic authentication carries it', () => {
    expect(scrub(`Basic ${Buffer.from(`user:${KEY}`).toString('base64')}`)).toContain('***');
  });
});

test('what stands around a secret stays', () => {
  const scrub = createScrub('secret-key-1');
  expect(scrub('before secret-key-1 after')).toBe('before *** after');
  expect(scrub('nothing here')).toBe('nothing here');
  expect(scrub('')).toBe('');
});

// What may stand within a secret may begin like one: looked through anew from each place it would take hours.
test.each([
  ['n', '\\n'],
  ['a', '\\u000a'],
  // Its first hexadecimal digit.
  ['@', '\\u0004'],
])('a megabyte of what may stand within a secret that begins with %j', (first, gap) => {
  const text = gap.repeat(2 ** 20 / gap.length);
  expect(createScrub(`${first}qpk_9vR+tZ4bQmXw`)(text)).toBe(text);
});

test('without a secret nothing is changed', () => {
  expect(createScrub('')('any text')).toBe('any text');
});

test('a short secret has no base64 form that would be found in any text', () => {
  const scrub = createScrub('abc');
  expect(scrub('YWJj abc')).toBe('YWJj ***');
});

// encodeURIComponent leaves ! ' ( ) * alone, other encoders do not; and the hexadecimal digits may be small.
test.each([
  ['with small digits', 'cqpk_9vR+tZ4bQmXw', 'cqpk_9vR%2btZ4bQmXw'],
  ['by Go', 'cqpk_9vR*tZ4bQmXw', 'cqpk_9vR%2AtZ4bQmXw'],
])('a secret with special characters is taken out, URL-encoded %s', (_, secret, text) => {
  expect(createScrub(secret)(text)).toContain('***');
});

describe('parseScrubbed', () => {
  test.each<[string, string, unknown]>([
    ['nothing to do', '{"a":[1,null,"x"]}', { a: [1, null, 'x'] }],
    ['plain', '{"a":"k cqpk_9vR&tZ4bQmXw"}', { a: 'k ***' }],
    ['as Go writes it', '{"a":"cqpk_9vR\\u0026tZ4bQmXw"}', { a: '***' }],
    ['every character escaped', '{"a":"\\u0063\\u0071\\u0070\\u006b\\u005f9vR&tZ4bQmXw"}', { a: '***' }],
    ['in a key', '{"cqpk\\u005f9vR&tZ4bQmXw":1}', { '***': 1 }],
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
  ])('%s', (_, text, expected) => {
    expect(parseScrubbed(text, createScrub('cqpk_9vR&tZ4bQmXw'))).toEqual(expected);
  });

  test('cut JSON is an error', () => {
    expect(() => parseScrubbed('{"a":', (text) => text)).toThrow(SyntaxError);
  });
});

/** What stands around the stars, decoded. */
function decodeAround(scrubbed: string): string {
  const parts = scrubbed.slice(1, -1).split('***');
  return parts.map((part) => Buffer.from(part, 'base64').toString('latin1')).join('\0');
}

/** The longest piece of a secret that a text holds. */
function leftOf(secret: string, text: string): number {
  for (let length = secret.length; length > 0; length--) {
    for (let start = 0; start + length <= secret.length; start++) {
      if (text.includes(secret.slice(start, start + length))) return length;
    }
  }
  return 0;
}

test.each([
  ['as it is', (secret: string) => secret],
  ['percent-encoded', encodeURIComponent],
  [
    'percent-encoded twice, in small letters',
    (secret: string) => encodeURIComponent(encodeURIComponent(secret)).toLowerCase(),
  ],
  [
    'in \\u escapes',
    (secret: string) => secret.replace(/[^\w-]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
])('a secret of more than ASCII is found %s', (_, encode) => {
  const secret = 'schlüssel-日本-🙂-ende';
  expect(createScrub(secret)(`(${encode(secret)})`)).toBe('(***)');
});
