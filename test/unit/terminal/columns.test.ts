import { describe, expect, it } from 'vitest';
import { fitLine, layOutTable, wrapLine, wrapWithin } from '../../../scripts/terminal/columns.ts';

describe('A table', () => {
  it.each<[string, string[][], boolean[], string[]]>([
    [
      'below each other',
      [
        ['a', 'bb'],
        ['ccc', 'd'],
      ],
      [],
      ['a    bb', 'ccc  d'],
    ],
    [
      'numbers on the right',
      [
        ['n', 'x'],
        ['10', 'y'],
        ['5', 'z'],
      ],
      [true],
      [' n  x', '10  y', ' 5  z'],
    ],
    [
      'emoji as one character',
      [
        ['🪣', 'x'],
        ['ab', 'y'],
      ],
      [],
      ['🪣   x', 'ab  y'],
    ],
    ['rows of different lengths', [['a'], ['b', 'c']], [], ['a', 'b  c']],
    ['nothing', [], [], []],
  ])('has %s', (_, rows, isRight, expected) => {
    expect(layOutTable(rows, isRight)).toEqual(expected);
  });
});

describe('A line', () => {
  it.each<[string, number, string]>([
    ['short', 5, 'short'],
    ['too long', 5, 'too …'],
    ['🪣🪣🪣', 2, '🪣…'],
  ])('%s fits into %i characters', (line, width, expected) => {
    expect(fitLine(line, width)).toBe(expected);
  });

  it.each<[string, number, string[]]>([
    ['one two three', 7, ['one two', 'three']],
    ['one two', 7, ['one two']],
    ['a-very-long-word and', 5, ['a-very-long-word', 'and']],
    ['', 5, ['']],
  ])('%s is broken after at most %i characters', (line, width, expected) => {
    expect(wrapLine(line, width)).toEqual(expected);
  });

  it.each<[string, number, string[]]>([
    ['one two three', 1, ['one tw…']],
    ['one two three', 2, ['one two', 'three']],
    ['one two three', 3, ['one two', 'three']],
    ['one two three four', 2, ['one two', 'three …']],
    ['a-very-long-word and', 2, ['a-very-long-word', 'and']],
  ])('%s takes at most %i lines of 7 characters', (line, most, expected) => {
    expect(wrapWithin(line, 7, most)).toEqual(expected);
  });
});
