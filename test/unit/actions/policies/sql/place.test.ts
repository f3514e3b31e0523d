import { describe, expect, it } from 'vitest';
import { parsePolicyFile } from '../../../../../src/actions/policies/files/policy-file.ts';
import { alignText } from '../../../../../src/actions/policies/sql/align.ts';
import { locateError, placeInFile } from '../../../../../src/actions/policies/sql/place.ts';
import { toLogText } from '../../../../../src/text/escape.ts';
import { tidyText } from '../../../../../src/text/tidy.ts';

const START = 'version: 1\nname: A\ndomain: security\nseverity: high\n';

/** Where each `@` of a query stands in the file, as the place of the query says. */
function findMarks(yaml: string) {
  const parsed = parsePolicyFile(yaml, 'a.yml', toLogText);
  if (parsed.kind !== 'content' || !('text' in parsed.content.query)) throw new Error(JSON.stringify(parsed));
  const { text, line, segments } = parsed.content.query;
  return [...text.matchAll(/@/g)].map(({ index }) => placeInFile({ line, segments }, index));
}

/** Where they do stand. */
function marksOf(source: string) {
  return source
    .split('\n')
    .flatMap((line, index) => [...line.matchAll(/@/g)].map((at) => ({ line: index + 1, column: at.index + 1 })));
}

describe('a place in a query of a YAML file', () => {
  it.for<[what: string, query: string]>([
    ['plain', 'query: SELECT @ FROM @'],
    ['plain, on the next line', 'query:\n  SELECT @\n  FROM @'],
    ['plain, over several lines', 'query: SELECT @\n  FROM @\n\n  WHERE @'],
    ['a literal block', 'query: |\n  SELECT @\n    FROM @\n\n  WHERE x = @\n'],
    ['a literal block with a comment of YAML', 'query: |- # why\n\n  SELECT @\n  FROM @'],
    ['a literal block that says its indent', 'query: |2\n   SELECT @\n  FROM @\n'],
    ['a folded block', 'query: >\n  SELECT @\n  FROM @\n\n  WHERE @\n    AND @\n'],
    ['single quotes', "query: 'SELECT ''a'' @, @'"],
    ['single quotes over two lines', "query: 'SELECT ''a'' @,\n  @ FROM ''@'''"],
    ['double quotes', 'query: "SELECT \\"a\\" @ \\u00e9 @ \\U0001F600 @ \\t@"'],
    ['double quotes with broken lines', 'query: "SELECT @ \\\n  FROM @\n\n  WHERE \\x41 @"'],
    ['letters of several bytes', 'query: SELECT "é😀" @, @'],
    ['another key behind it', 'query: |\n  SELECT @\ndescription: none'],
  ])('%s', ([, query]) => {
    const marks = marksOf(`${START}${query}`);
    expect(marks.length).toBeGreaterThan(0);
    expect(findMarks(`${START}${query}`)).toEqual(marks);
  });

  it('is found in a file of Windows with a mark of its order of bytes', () => {
    const yaml = `\ufeff${START}query: |\n  SELECT @\n  FROM @\n`.replaceAll('\n', '\r\n');
    expect(findMarks(yaml)).toEqual([
      { line: 6, column: 10 },
      { line: 7, column: 8 },
    ]);
  });
});

describe('a place in a file of SQL', () => {
  it.for(['SELECT @\nFROM @', '\n\n  SELECT @\r\n\tFROM @\r\n', '-- é😀 @\nSELECT @ ;\n\n'])('%j', (source) => {
    const text = tidyText(source);
    const segments = alignText(text, source, { line: 1, column: 1 }, 'lines') ?? [];
    expect([...text.matchAll(/@/g)].map(({ index }) => placeInFile({ line: 1, segments }, index))).toEqual(
      marksOf(source.replaceAll('\r\n', '\n')),
    );
  });

  it('is its first line if the text is another one', () => {
    expect(alignText('SELECT 1', 'SELECT 2', { line: 1, column: 1 }, 'lines')).toBeNull();
    expect(placeInFile({ line: 7, segments: [] }, 3)).toEqual({ line: 7, column: null });
  });
});

describe('the place that an error names', () => {
  const find = (query: string) => (name: string) => {
    const at = query.indexOf(name);
    return at < 0 ? null : at;
  };
  it.for<[message: string, query: string, offset: number | null]>([
    ['failed at position 27 (=) (line 3, col 11): = 3', 'SELECT a\nFROM b\nWHERE x = = 3', 26],
    ['failed at position 22 (é) (line 2, col 7): é q.', "SELECT 'ü', a\nFRM b é q", 20],
    ['failed at position 8 (x): x', 'SELECT x', 7],
    ['failed at position 10 (x): x', 'SELECTü x', 8],
    ['failed (line 9, col 1)', 'SELECT x', null],
    ['Unknown expression identifier `nope` in scope', 'SELECT a, nope', 10],
    ["Unknown table expression identifier 'u' in scope", 'SELECT a FROM u', 14],
    ['Something broke', 'SELECT a', null],
  ])('%s', ([message, query, offset]) => {
    expect(locateError(query, message, find(query))).toBe(offset);
  });
});
