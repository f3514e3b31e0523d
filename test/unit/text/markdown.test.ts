import { expect, test } from 'vitest';
import { byteLength, renderTable, takeWithin } from '../../../src/text/markdown.ts';

test('counts bytes of UTF-8', () => {
  expect(byteLength('aé🪣')).toBe(7);
});

test('takes from the front what fits, and renders no more than one block that does not', () => {
  const rendered: number[] = [];
  const render = (item: number) => {
    rendered.push(item);
    return '12345';
  };
  expect(takeWithin([1, 2, 3, 4, 5], render, 10)).toEqual({ text: '1234512345', taken: 2 });
  expect(rendered).toEqual([1, 2, 3]);
});

test('a later block that would fit does not overtake', () => {
  expect(takeWithin(['aa', 'bbbb', 'c'], (item) => item, 3)).toEqual({ text: 'aa', taken: 1 });
});

test('a table without room for a row is none', () => {
  expect(renderTable(['Policy', 'Found'], ['a', 'b'], (name) => [name, '1'], 30)).toEqual({ text: '', taken: 0 });
  expect(renderTable(['Policy', 'Found'], [], () => [])).toEqual({ text: '', taken: 0 });
  expect(renderTable(['Policy', 'Found'], ['a', 'b'], (name) => [name, '1']).text).toBe(
    '| Policy | Found |\n| --- | --: |\n| a | 1 |\n| b | 1 |\n',
  );
});
