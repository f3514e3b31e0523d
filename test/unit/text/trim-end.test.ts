import { expect, test } from 'vitest';
import { trimEnd } from '../../../src/text/trim-end.ts';

test.each([
  ['', ''],
  ['0', ''],
  ['a', 'a'],
  ['0a0', '0a'],
  ['a000', 'a'],
  ['0a00b00', '0a00b'],
])('a sign at the end of %j goes', (text, expected) => {
  expect(trimEnd(text, '0')).toBe(expected);
});
