import { expect, test } from 'vitest';
import { findCause, findTellingLine } from '../../../../../src/actions/gate/sync/telling-line.ts';

test.each<[string, readonly string[], string | null]>([
  ['no line', [], null],
  ['blank lines', ['', ' \t'], null],
  ['the last one, if none says that it is an error', ['first', 'last', ''], 'last'],
  ['the last error', ['12:00 ERR one', '12:01 ERR two', '12:02 INF sync summary'], '12:01 ERR two'],
  ['a fatal one', ['12:00 FTL out of memory', '12:01 INF bye'], '12:00 FTL out of memory'],
  ['logfmt', ['level=error msg="denied"', 'level=info msg=bye'], 'level=error msg="denied"'],
  ['JSON', ['{"level":"error","message":"denied"}', '{"level":"info"}'], '{"level":"error","message":"denied"}'],
  ['a panic of Go', ['panic: nil map', 'goroutine 1 [running]:'], 'panic: nil map'],
  ['an error of a command line', ['INF x', 'Error: denied', 'INF sync failed'], 'Error: denied'],
  ['no exit status, if a line before says more', ['Error: denied', '12:00 ERR exit status 1'], 'Error: denied'],
  ['nor an exit code', ['12:00 ERR denied', 'ERR process exited with code 137'], '12:00 ERR denied'],
  ['nor a signal', ['12:00 ERR denied', '12:01 ERR signal: killed'], '12:00 ERR denied'],
  ['an exit status, if nothing says more', ['12:00 ERR exit status 1', '12:01 INF bye'], '12:00 ERR exit status 1'],
  ['a command of the runner is no error', ['::error::x', 'last'], 'last'],
  ['a word in lower case is no level', ['INF 0 error rows', 'INF done'], 'INF done'],
  ['a part of a word is no level', ['INF table=ERRORS_BY_DAY', 'INF done'], 'INF done'],
])('the line that tells why: %s', (_, lines, expected) => {
  expect(findTellingLine(lines)).toBe(expected);
});

test.each<[string, readonly string[], string | null]>([
  ['the line that says what went wrong', ['12:00 INF x', '  Error: denied\r', 'ERR exit status 1'], 'Error: denied'],
  ['none, if only the exit status is said', ['12:00 ERR exit status 1', '12:01 INF bye'], null],
  ['none, if no line says that something went wrong', ['last'], null],
  ['none, if it is too long for a sentence', [`ERR ${'x'.repeat(500)}`], null],
])('the cause, for a sentence: %s', (_, lines, expected) => {
  expect(findCause(lines)).toBe(expected);
});
