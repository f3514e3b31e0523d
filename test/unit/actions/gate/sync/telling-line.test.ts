import { expect, test } from 'vitest';
import { findTellingLine } from '../../../../../src/actions/gate/sync/telling-line.ts';

test.each<[string, readonly string[], string | null]>([
  ['no line', [], null],
  ['blank lines', ['', ' \t'], null],
  ['the last one, if none says that it is an error', ['first', 'last', ''], 'last'],
  ['the last error', ['12:00 ERR one', '12:01 ERR two', '12:02 INF sync summary'], '12:01 ERR two'],
  ['a fatal one', ['12:00 FTL out of memory', '12:01 INF bye'], '12:00 FTL out of memory'],
  ['logfmt', ['level=error msg="denied"', 'level=info msg=bye'], 'level=error msg="denied"'],
  ['JSON', ['{"level":"error","message":"denied"}', '{"level":"info"}'], '{"level":"error","message":"denied"}'],
  ['a panic of Go', ['panic: nil map', 'goroutine 1 [running]:'], 'panic: nil map'],
  ['a word in lower case is no level', ['INF 0 error rows', 'INF done'], 'INF done'],
  ['a part of a word is no level', ['INF table=ERRORS_BY_DAY', 'INF done'], 'INF done'],
])('the line that tells why: %s', (_, lines, expected) => {
  expect(findTellingLine(lines)).toBe(expected);
});
