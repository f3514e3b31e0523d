import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameQuery, tidyQuery } from '../../../../../src/actions/policies/sql/tidy-query.ts';

describe('a tidy query', () => {
  it.for<[what: string, query: string, tidy: string]>([
    ['as it is', "SELECT 'a\r\n '", "SELECT 'a\r\n '"],
    ['with line ends of Windows', 'SELECT 1\r\n-- why\r\nFROM t\r\n', 'SELECT 1\n-- why\nFROM t'],
    ['with carriage returns before such a line end', 'SELECT 1 -- why\r\r\n, \r2', 'SELECT 1 -- why\n, \r2'],
    ['with both', "\r\nSELECT '\r\n',\r\n`\r\n`\r\n", "SELECT '\r\n',\n`\r\n`"],
    [
      'with a comment that holds a quote',
      "SELECT 1 /* don't\r\n */ -- don't\r\n, '\r\n'",
      "SELECT 1 /* don't\n */ -- don't\n, '\r\n'",
    ],
    ['with blanks of ClickHouse', '\ufeff\u00a0SELECT 1\u200b\u180e\u0085', 'SELECT 1'],
    ['with a string that does not end', "SELECT 1,\r\n'a\r\n ", "SELECT 1,\n'a\r\n "],
    ['with a comment that does not end', 'SELECT 1\r\n/* a\r\n', 'SELECT 1\n/* a\r\n'],
    // Without its blank it begins no comment, and is an error.
    ['with an empty comment at its end', 'SELECT 1 # \r\n', 'SELECT 1 # '],
    ['of blanks', ' \r\n\t', ''],
    ['of nothing', '', ''],
  ])('%s', ([, query, tidy]) => {
    expect(tidyQuery(query)).toBe(tidy);
    expect(isSameQuery(query, tidy)).toBe(true);
  });

  it('is tidied once and for all', () => {
    const pieces = fc.constantFrom(
      "'",
      '"',
      '`',
      '$a$',
      '\r\n',
      '\r',
      '\n',
      ' ',
      '\u00a0',
      '--',
      '/*',
      '*/',
      '\\',
      'x',
    );
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 12 }), (query) => {
        expect(tidyQuery(tidyQuery(query))).toBe(tidyQuery(query));
      }),
    );
  });
});
