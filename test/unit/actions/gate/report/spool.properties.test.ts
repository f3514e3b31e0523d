import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportedViolation } from '../../../../../src/actions/gate/judge/tally.ts';
import { createSpool } from '../../../../../src/actions/gate/report/spool.ts';
import { runs } from '../../../../runs.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';
import { buildViolation } from './example-results.ts';

test('what is added is read back, as often as it is asked for, in its order', () => {
  using temp = mkdtempDisposableSync(join(tmpdir(), 'spool-test-'));
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(HOSTILE_TEXTS)));
  const rowOf = (name: string): ReportedViolation => ({
    violation: buildViolation({ name }),
    standing: 'gating',
    leftOutBy: null,
    fingerprint: null,
  });
  fc.assert(
    fc.property(fc.array(fc.array(text, { maxLength: 5 }), { maxLength: 5 }), (pages) => {
      const spool = createSpool(temp.path, (line) => line, { add() {} });
      for (const page of pages) spool.add('p', page.map(rowOf));
      const expected = pages.flat().map((name) => rowOf(name.toWellFormed()));
      for (const _ of ['once', 'twice']) {
        const read = [...spool.rowsOf('p')].map((row) => ({
          ...row,
          violation: { ...row.violation, name: row.violation.name.toWellFormed() },
        }));
        expect(read).toEqual(expected);
      }
      spool.remove();
    }),
    { numRuns: runs(100) },
  );
});
