import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLogText } from '../../../src/text/escape.ts';
import { runs } from '../../runs.ts';
import { readBack } from './read-back.ts';

test('a reader gets the line that a log shows, of any text', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    units.map((one) => String.fromCharCode(...one)),
  );
  fc.assert(
    fc.property(text, (one) => {
      expect(readBack(one)).toEqual([toLogText(one), toLogText(one)]);
    }),
    { numRuns: runs(100) },
  );
});
