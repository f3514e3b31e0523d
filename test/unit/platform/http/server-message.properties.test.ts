import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeRedirect, readServerError } from '../../../../src/platform/http/server-message.ts';
import { runs } from '../../../runs.ts';

test('an answer is one bounded line without workflow commands, whatever the server says', () => {
  const body = fc.record({
    message: fc.string({ maxLength: 2_000, unit: 'binary' }),
    errors: fc.array(fc.string({ unit: fc.constantFrom('a', '\n', ':', '#', '[', '\r', '\u2028') })),
    field_errors: fc.dictionary(fc.string(), fc.string()),
  });
  fc.assert(
    fc.property(body, (json) => {
      const message = readServerError(400, 'application/json', JSON.stringify(json), (text) => text).message;
      expect(message).not.toMatch(/[\n\r\u2028\u2029]|##\[/);
      expect(message.length).toBeLessThan(2_000);
    }),
    { numRuns: runs(100) },
  );
});

test('a redirect is described, wherever it leads', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl()), (location) => {
      expect(describeRedirect(301, location, 'https://acme.example/api/syncs').message).toContain('redirect');
    }),
    { numRuns: runs(100) },
  );
});
