import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScrub } from '../../../src/text/scrub.ts';
import { runs } from '../../runs.ts';

// Visible ASCII is what `api-key` allows.
const secrets = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 12,
  maxLength: 60,
});

test('nothing of a random secret is left, in whatever form and surroundings', () => {
  const forms: ((text: string) => string)[] = [
    (text) => text,
    (text) => encodeURIComponent(text),
    (text) => JSON.stringify({ text }),
    (text) => JSON.stringify([JSON.parse(JSON.stringify(text))]),
  ];
  fc.assert(
    fc.property(secrets, fc.constantFrom(...forms), fc.string(), fc.string(), (secret, write, before, after) => {
      fc.pre(!before.includes(secret) && !after.includes(secret));
      const scrubbed = createScrub(secret)(write(`${before.toWellFormed()}${secret}${after.toWellFormed()}`));
      expect(scrubbed).toContain('***');
      expect(scrubbed).not.toContain(secret);
      expect(scrubbed).not.toContain(encodeURIComponent(secret));
    }),
    { numRuns: runs(300) },
  );
});

test('of a random secret in base64 no more than two bytes at either end are left', () => {
  const encodings = fc.constantFrom<BufferEncoding>('base64', 'base64url');
  fc.assert(
    fc.property(
      secrets,
      encodings,
      fc.uint8Array({ maxLength: 20 }),
      fc.uint8Array({ maxLength: 20 }),
      (secret, encoding, before, after) => {
        const scrubbed = createScrub(secret)(Buffer.concat([before, Buffer.from(secret), after]).toString(encoding));
        expect(scrubbed).toContain('***');
        for (let offset = 0; offset < 4; offset++) {
          for (const part of scrubbed.split('***')) {
            const decoded = Buffer.from(part.slice(offset), encoding).toString('latin1');
            expect(decoded.includes(secret.slice(2, -2))).toBe(false);
          }
        }
      },
    ),
    { numRuns: runs(300) },
  );
});
