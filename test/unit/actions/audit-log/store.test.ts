import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { openSpool } from '../../../../src/actions/audit-log/spool.ts';
import { beginState, renderState } from '../../../../src/actions/audit-log/state.ts';
import { openStore } from '../../../../src/actions/audit-log/store.ts';
import { NOON } from '../../fake/clock.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'cloudquery-store-test-'));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(ROOT, 'case-'));
});

const stateOf = (count: number) =>
  renderState({
    ...beginState({ platform: 'acme.example/api', tenant: 't' }, NOON),
    known: new Map(Array.from({ length: count }, (_, index) => [`e-${index}`, NOON])),
  });

it('A state that the next run could not read is not written, and the one before stays', () => {
  const path = join(folder, 'state.json');
  const store = openStore(folder, path, 1_000);
  store.writeState(stateOf(5));
  const before = readFileSync(path, 'utf8');
  expect(() => store.writeState(stateOf(50))).toThrow('The state would be larger than the 1000 bytes');
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(store.readState()).toEqual({ kind: 'text', text: before });
  expect(readdirSync(folder)).toEqual(['state.json']);
});

it('The largest state that is written is read', () => {
  const path = join(folder, 'state.json');
  openStore(folder, path).writeState(stateOf(50));
  const size = readFileSync(path).length;
  const store = openStore(folder, path, size);
  store.writeState(stateOf(50));
  expect(store.readState().kind).toBe('text');
  expect(() => openStore(folder, path, size - 1).writeState(stateOf(50))).toThrow('larger than');
});

it('A state, a file and a spool that have no place are told with where they were meant to be', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const store = openStore(file, join(file, 'state.json'));
  const reason = 'could not be written: a part of its path is a file.';
  expect(() => store.writeState(stateOf(1))).toThrow(`The state at \`state\` ${join(file, 'state.json')} ${reason}`);
  await expect(store.writeLines((sha256) => sha256, ['x'])).rejects.toThrow(
    `The files in \`output-dir\` ${file} could not be written`,
  );
  expect(() => openSpool(file, { add: () => {} })).toThrow(`The events that wait in ${file} to be sorted ${reason}`);
});
