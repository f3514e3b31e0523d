import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReportedViolation } from '../../../../../src/actions/gate/judge/tally.ts';
import { createSpool } from '../../../../../src/actions/gate/report/spool.ts';
import { removeSpool } from '../../../../../src/actions/gate/report/spool-folder.ts';
import { createMemory } from '../../../../../src/runner/memory.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';
import { buildViolation } from './example-results.ts';

let temp = '';

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'spool-test-'));
});

afterEach(() => rmSync(temp, { recursive: true, force: true }));

const rowOf = (name: string): ReportedViolation => ({
  violation: buildViolation({ name }),
  standing: 'gating',
  fingerprint: null,
});

test('what is added is read back, as often as it is asked for, in its order', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(HOSTILE_TEXTS)));
  fc.assert(
    fc.property(fc.array(fc.array(text, { maxLength: 5 }), { maxLength: 5 }), (pages) => {
      const spool = createSpool(temp, (line) => line, createMemory());
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
    { numRuns: 100 },
  );
});

test('policies do not mix, and one that is dropped has none', () => {
  const spool = createSpool(temp, (line) => line, createMemory());
  spool.add('../p', [rowOf('a')]);
  spool.add('q', [rowOf('b')]);
  spool.drop('q');
  expect([...spool.rowsOf('../p')].map(({ violation }) => violation.name)).toEqual(['a']);
  expect([...spool.rowsOf('q'), ...spool.rowsOf('unknown')]).toEqual([]);
});

test('many rows are read in pieces, whole', () => {
  const spool = createSpool(temp, (line) => line, createMemory());
  const names = Array.from({ length: 20_000 }, (_, index) => `🪣 ${index}`);
  for (let start = 0; start < names.length; start += 1_000) {
    spool.add('p', names.slice(start, start + 1_000).map(rowOf));
  }
  let at = 0;
  for (const { violation } of spool.rowsOf('p')) if (violation.name === names[at]) at += 1;
  expect(at).toBe(names.length);
});

test('secrets never reach the disk', () => {
  const spool = createSpool(temp, (line) => line.replaceAll('secret', '***'), createMemory());
  spool.add('p', [rowOf('a secret')]);
  expect([...spool.rowsOf('p')][0]?.violation.name).toBe('a ***');
});

test('it goes with the step, or with the post step, and nothing else does', () => {
  const spool = createSpool(temp, (line) => line, createMemory());
  mkdirSync(join(temp, 'other'));
  removeSpool('');
  removeSpool(join(temp, 'other'));
  expect(readdirSync(temp)).toHaveLength(2);
  removeSpool(spool.folder);
  expect(readdirSync(temp)).toEqual(['other']);
  spool.remove();
});
