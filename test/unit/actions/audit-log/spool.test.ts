import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSpool } from '../../../../src/actions/audit-log/spool.ts';
import type { Timestamp } from '../../../../src/platform/timestamp.ts';

const folder = mkdtempSync(join(tmpdir(), 'cloudquery-spool-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MEMORY = { add: () => {} };

function aLine(id: string, fraction = '000000000') {
  return { at: `2026-08-01T12:00:00.${fraction}Z` as Timestamp, id, text: `{"id":"${id}","é":"😀"}\n` };
}

const idsOf = (lines: Iterable<string>) => [...lines].map((line) => (JSON.parse(line) as { id: string }).id).join(' ');

it.each<[rule: string, lines: ReturnType<typeof aLine>[], order: string]>([
  ['by time, whatever the order in which they came', [aLine('a', '300000000'), aLine('b', '100000000')], 'b a'],
  ['by the nanoseconds of one millisecond', [aLine('a', '100000002'), aLine('b', '100000001')], 'b a'],
  ['by id if their time is the same', [aLine('c'), aLine('a'), aLine('b')], 'a b c'],
  ['by the time first', [aLine('a', '000000002'), aLine('b', '000000001')], 'b a'],
])('Lines are sorted %s', (_, lines, order) => {
  const spool = openSpool(folder, MEMORY);
  for (const line of lines) spool.add([line]);
  expect(idsOf(spool.sorted())).toBe(order);
  spool.remove();
});

it('What is passed is garbage like what is held', () => {
  let bytes = 0;
  const add = (more: number) => {
    bytes += more;
  };
  const spool = openSpool(folder, { add });
  spool.pass(1_000);
  expect([bytes, spool.size]).toEqual([4_000_000, 0]);
  spool.remove();
});

it('A spool that is cleared holds nothing of before', () => {
  const spool = openSpool(folder, MEMORY);
  spool.add([aLine('a'), aLine('b')]);
  spool.clear();
  expect([spool.size, [...spool.sorted()]]).toEqual([0, []]);
  spool.add([aLine('c')]);
  expect([spool.size, idsOf(spool.sorted())]).toEqual([1, 'c']);
  spool.remove();
});

it('Thousands of lines come back byte for byte', () => {
  const spool = openSpool(folder, MEMORY);
  const lines = Array.from({ length: 5_000 }, (_, index) => aLine(`e-${String(index).padStart(4, '0')}`));
  for (let at = 0; at < lines.length; at += 700) spool.add(lines.slice(at, at + 700).reverse());
  expect([...spool.sorted()]).toEqual(lines.map(({ text }) => text));
  spool.remove();
});

it.skipIf(process.platform === 'win32')('Only its owner can read it, and nothing stays', () => {
  const spool = openSpool(folder, MEMORY);
  const [name] = readdirSync(folder).filter((one) => one.startsWith('cloudquery-audit-log-'));
  expect(statSync(join(folder, name ?? '', 'lines')).mode & 0o077).toBe(0);
  expect(statSync(join(folder, name ?? '')).mode & 0o077).toBe(0);
  spool.remove();
  expect(readdirSync(folder)).toEqual([]);
});
