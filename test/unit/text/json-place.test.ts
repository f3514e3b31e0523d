import { expect, test } from 'vitest';
import { describeOffset, findJsonError } from '../../../src/text/json-place.ts';

function placeOf(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return findJsonError(error as SyntaxError, text);
  }
}

test.each<[string, string | null]>([
  ['{"a": 1}', null],
  ['', 'line 1, column 1'],
  ['x', 'line 1, column 1'],
  ['{"a":\n x}', 'line 2, column 2'],
  ['{"a":\n trux}', 'line 2, column 5'],
  ['{"a": [1,\n]}', 'line 2, column 1'],
  ['{"a": [1,\n', 'line 2, column 1'],
  ['{"a": "\\', 'line 1, column 9'],
  ['{"a": "x\n"}', 'line 1, column 9'],
  ['{"a": 1}\n}', 'line 2, column 1'],
  ['{"a":\r\n\u00a01}', 'line 2, column 1'],
  ["{'a': 1}", 'line 1, column 2'],
  [`[${'1,\n'.repeat(100_000)},1]`, 'line 100001, column 1'],
  [`["${'x\\n'.repeat(100_000)}", oops]`, 'line 1, column 300006'],
])('where %j stops being JSON', (text, place) => {
  expect(placeOf(text)).toBe(place);
});

test('the place of a character, as editors count', () => {
  const text = 'ab\ncd\n';
  expect([0, 1, 2, 3, 6].map((offset) => describeOffset(text, offset))).toEqual([
    'line 1, column 1',
    'line 1, column 2',
    'line 1, column 3',
    'line 2, column 1',
    'line 3, column 1',
  ]);
});
