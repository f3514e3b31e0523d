import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReportedViolation } from '../../../../../src/actions/gate/judge/tally.ts';
import { createSpool } from '../../../../../src/actions/gate/report/spool.ts';
import { removeSpool } from '../../../../../src/actions/gate/report/spool-folder.ts';
import type { Memory } from '../../../../../src/runner/memory.ts';
import { buildViolation } from './example-results.ts';

/** A real one would set flags of this process. */
const NO_MEMORY: Memory = { add() {} };

let temp = '';

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'spool-test-'));
});

afterEach(() => rmSync(temp, { recursive: true, force: true }));

const rowOf = (name: string): ReportedViolation => ({
  violation: buildViolation({ name }),
  standing: 'gating',
  leftOutBy: null,
  fingerprint: null,
});

test('policies do not mix, and one that is dropped has none', () => {
  const spool = createSpool(temp, (line) => line, NO_MEMORY);
  spool.add('../p', [rowOf('a')]);
  spool.add('q', [rowOf('b')]);
  spool.drop('q');
  expect([...spool.rowsOf('../p')].map(({ violation }) => violation.name)).toEqual(['a']);
  expect([...spool.rowsOf('q'), ...spool.rowsOf('unknown')]).toEqual([]);
});

test('many rows are read in pieces, whole', () => {
  const spool = createSpool(temp, (line) => line, NO_MEMORY);
  const names = Array.from({ length: 20_000 }, (_, index) => `🪣 ${index}`);
  for (let start = 0; start < names.length; start += 1_000) {
    spool.add('p', names.slice(start, start + 1_000).map(rowOf));
  }
  let at = 0;
  for (const { violation } of spool.rowsOf('p')) if (violation.name === names[at]) at += 1;
  expect(at).toBe(names.length);
});

test('secrets never reach the disk', () => {
  const spool = createSpool(temp, (line) => line.replaceAll('secret', '***'), NO_MEMORY);
  spool.add('p', [rowOf('a secret')]);
  expect([...spool.rowsOf('p')][0]?.violation.name).toBe('a ***');
});

test('it goes with the step, or with the post step, and nothing else does', () => {
  const spool = createSpool(temp, (line) => line, NO_MEMORY);
  mkdirSync(join(temp, 'other'));
  removeSpool('');
  removeSpool(join(temp, 'other'));
  expect(readdirSync(temp)).toHaveLength(2);
  removeSpool(spool.folder);
  expect(readdirSync(temp)).toEqual(['other']);
  spool.remove();
});
