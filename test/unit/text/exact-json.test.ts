import { describe, expect, it } from 'vitest';
import { parseExactly } from '../../../src/text/exact-json.ts';

describe('JSON that is written again', () => {
  it.for([
    '12345678901234567890',
    '-12345678901234567890',
    '9007199254740993',
    '1e400',
    '-1E400',
    '1e-400',
    '1.0000000000000000001',
    '1e3',
    '0.1000000000000000055',
    '123456789012345678901234567890.5',
    '[12345678901234567890,{"a":[9007199254740993]}]',
    '{"a" : \n -9007199254740993 }'.replaceAll(/\s/g, ''),
  ])('has the number %s as it came', (text) => {
    expect(JSON.stringify(parseExactly(text))).toBe(text);
  });

  it.for([
    '0',
    '1000',
    '9007199254740991',
    '-1.5',
    '"12345678901234567890"',
    '"a: 1e5, 2"',
    'null',
    '{"a":[1,true,"e"]}',
  ])('is what it always was: %s', (text) => {
    expect(parseExactly(text)).toEqual(JSON.parse(text));
    expect(JSON.stringify(parseExactly(text))).toBe(text);
  });

  it('has any number as itself if it is alone among blanks', () => {
    expect(JSON.stringify(parseExactly(' [ 12345678901234567890 , 1 ] '))).toBe('[12345678901234567890,1]');
  });

  it('throws for what is no JSON', () => {
    for (const text of ['', '{', '1e', '[12345678901234567890']) expect(() => parseExactly(text)).toThrow(SyntaxError);
  });
});
