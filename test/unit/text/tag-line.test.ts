import { expect, test } from 'vitest';
import { readTagLine } from '../../../src/text/tag-line.ts';

test.each<[string, string | null]>([
  ['env=prod', 'env | prod'],
  ['team=*', 'team | *'],
  ['env=', 'env | '],
  ['a=b=c', 'a | b=c'],
  ['acme:env = prod ', 'acme:env  |  prod '],
  ['a\\=b=c', 'a\\=b | c'],
  ['a\\\\=c', 'a\\\\ | c'],
  ['env', null],
  ['=prod', null],
  [' =prod', null],
  ['a\\=b', null],
  ['', null],
])('%j', (line, expected) => {
  const read = readTagLine(line);
  expect(read === null ? null : `${read.key} | ${read.value}`).toBe(expected);
});
