import { describe, expect, it } from 'vitest';
import { readStatement } from '../../../../../src/actions/policies/sql/statement.ts';

const sent = (query: string) => {
  const read = readStatement(query);
  return read.kind === 'statement' ? read.sql : read;
};

describe('a query that may be sent', () => {
  it('is taken apart in a time that grows with the text', () => {
    // Each of these begins a heredoc that does not end. It takes 20 ms; it took 40 s while each was searched for.
    const tags = Array.from({ length: 28_000 }, (_, index) => `$${index.toString(36)}$`);
    expect(readStatement(`SELECT ${tags.join(' ')}`)).toMatchObject({ kind: 'statement' });
  });

  it.for<[what: string, query: string, sql: string]>([
    ['as it is', 'SELECT 1', 'SELECT 1'],
    ['in lower case', 'with a as (select 1) select * from a', 'with a as (select 1) select * from a'],
    ['in brackets', '(SELECT 1) UNION ALL (SELECT 2)', '(SELECT 1) UNION ALL (SELECT 2)'],
    ['behind comments', '-- why\n/* a /* b */ c */ # so\nSELECT 1', '-- why\n/* a /* b */ c */ # so\nSELECT 1'],
    ['with one `;` too many', 'SELECT 1;\n;', 'SELECT 1'],
    ['with a comment behind it', 'SELECT 1 -- )\n', 'SELECT 1'],
    ['with a comment behind its `;`', 'SELECT 1; -- done', 'SELECT 1'],
    ['with comments behind `//`', "SELECT 1 // don't; \nFROM t // end;", "SELECT 1 // don't; \nFROM t"],
    ['with a `;` in a string', 'SELECT \';\' AS a, `;`, "x;"', 'SELECT \';\' AS a, `;`, "x;"'],
    ['with a `;` in a heredoc', 'SELECT $x$ ; DROP $x$', 'SELECT $x$ ; DROP $x$'],
    ['with settings', 'SELECT 1 SETTINGS max_threads = 1', 'SELECT 1 SETTINGS max_threads = 1'],
    [
      'with columns called insert and parallel',
      'SELECT insert AS into FROM t GROUP BY parallel WITH TOTALS',
      'SELECT insert AS into FROM t GROUP BY parallel WITH TOTALS',
    ],
    ['with a column called format', 'SELECT a.format x, format FROM t', 'SELECT a.format x, format FROM t'],
    [
      'with a column called format, and its alias',
      'SELECT a.format "x", format `y`',
      'SELECT a.format "x", format `y`',
    ],
    ['with a name called format', 'SELECT 1 AS format', 'SELECT 1 AS format'],
    ['with a function called format', "SELECT format('{}', a) AS b FROM t", "SELECT format('{}', a) AS b FROM t"],
  ])('%s', ([, query, sql]) => {
    expect(sent(query)).toBe(sql);
  });
});

describe('a query that may not', () => {
  it.for<[what: string, query: string, offset: number, sentence: RegExp]>([
    ['nothing but comments', '-- SELECT 1', 0, /no SQL but comments/],
    ['a `;` alone', ' ;', 0, /no SQL but comments/],
    ['a write', '\nDROP TABLE x', 1, /begins with `DROP`/],
    ['a write behind a comment', '/* SELECT */ INSERT INTO x SELECT 1', 13, /begins with `INSERT`/],
    ['an explanation', 'EXPLAIN SELECT 1', 0, /begins with `EXPLAIN`/],
    ['a second statement', 'SELECT 1; DROP TABLE x', 10, /second statement/],
    ['a second one behind comments', 'SELECT 1; -- ;\n SELECT 2', 16, /second statement/],
    ['a format', 'SELECT 1\nFORMAT JSON', 9, /take `FORMAT` off/],
    ['a format with settings', 'SELECT 1 FORMAT JSON SETTINGS a = 1', 9, /take `FORMAT` off/],
    ['a format in quotes', 'SELECT 1 FORMAT "JSON"', 9, /take `FORMAT` off/],
    ['a format in back-ticks', 'SELECT 1 format`JSON`', 9, /take `FORMAT` off/],
    ['a format in curly quotes, with settings', 'SELECT 1 FORMAT “JSON” /**/ settings a = 1', 9, /take `FORMAT` off/],
    ['a format behind settings', 'SELECT 1 SETTINGS a = 1 FORMAT "JSON"', 24, /take `FORMAT` off/],
    ['a format in front of a `;`', 'SELECT 1 FORMAT `JSON` ;', 9, /take `FORMAT` off/],
    ['a format behind an alias called as', 'SELECT 1 AS AS FORMAT JSON', 15, /take `FORMAT` off/],
    ['a file to write', "SELECT 1 INTO OUTFILE 'x'", 9, /INTO OUTFILE/],
    ['a write behind `WITH`', 'WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x', 21, /writes with `INSERT INTO`/],
    ['a write behind a constant', 'with 1 as a insert /* x */ into t select a', 12, /writes with `INSERT INTO`/],
    ['a statement beside it', 'SELECT 1 PARALLEL -- x\n WITH DROP TABLE t', 9, /second statement/],
    ['a statement beside one in brackets', '(SELECT 1) parallel with (SELECT 2)', 11, /second statement/],
    ['an open string', "SELECT 'a", 7, /string begins here/],
    ['an open name', 'SELECT `a', 7, /name in quotes begins here/],
    ['an open comment', 'SELECT 1 /* a /* b */', 9, /comment begins here/],
  ])('%s', ([, query, offset, sentence]) => {
    expect(sent(query)).toEqual({ kind: 'problem', offset, sentence: expect.stringMatching(sentence) });
  });
});
