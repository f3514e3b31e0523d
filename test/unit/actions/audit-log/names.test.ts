import { expect, it } from 'vitest';
import { findNewer, nameLate, nameManifest, nameWindow } from '../../../../src/actions/audit-log/names.ts';

const at = (text: string) => Date.parse(`2026-08-${text}Z`);
const SPAN = { from: at('01T00:00:00'), to: at('02T00:00:00') };
const HASH = '0123456789abcdef'.repeat(4);
const OTHER = 'f'.repeat(64);
const STATE = { cursor: at('02T00:00:00'), asOf: at('02T12:00:00') };

it('A file is named by its bounds and its hash, without a character that an artifact refuses', () => {
  const names = [
    nameWindow(SPAN, HASH),
    nameLate(SPAN, STATE.asOf, HASH),
    nameManifest({ cursor: SPAN.from, asOf: STATE.asOf }, HASH),
  ];
  expect(names).toEqual([
    'audit-log_20260801T000000Z_20260802T000000Z_0123456789abcdef.ndjson.gz',
    'audit-log_20260801T000000Z_20260802T000000Z_late_20260802T120000Z_0123456789abcdef.ndjson.gz',
    'audit-log_20260801T000000Z_20260802T120000Z_0123456789abcdef.manifest.json',
  ]);
  for (const name of names) expect(name).not.toMatch(/["<>|*?:\\/]/);
});

it('Two files with the same bounds have one name only if they hold the same', () => {
  expect(nameWindow(SPAN, OTHER)).not.toBe(nameWindow(SPAN, HASH));
  expect(nameLate(SPAN, STATE.asOf, OTHER)).not.toBe(nameLate(SPAN, STATE.asOf, HASH));
  expect(nameManifest({ cursor: 0, asOf: 0 }, OTHER)).not.toBe(nameManifest({ cursor: 0, asOf: 0 }, HASH));
});

it.each<[what: string, name: string, isNewer: boolean]>([
  ['a window up to the cursor', nameWindow(SPAN, HASH), false],
  ['a window that ends a second later', nameWindow({ ...SPAN, to: at('02T00:00:01') }, HASH), true],
  ['late events that this state knows', nameLate(SPAN, STATE.asOf, HASH), false],
  ['late events of a later run, in a window before the cursor', nameLate(SPAN, at('02T12:00:01'), HASH), true],
  ["the last run's manifest", nameManifest({ cursor: SPAN.from, asOf: STATE.asOf }, HASH), false],
  ["a later run's manifest", nameManifest({ cursor: SPAN.to, asOf: at('02T12:00:01') }, HASH), true],
  ['a file of somebody else', 'audit-log_notes.txt', false],
  ['a draft', `${nameWindow({ ...SPAN, to: at('09T00:00:00') }, HASH)}.17.tmp`, false],
])('Of files newer than a state, %s: %s is %s', (_, name, isNewer) => {
  expect(findNewer([name], STATE)).toEqual(isNewer ? [name] : []);
});
