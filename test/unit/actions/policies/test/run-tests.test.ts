import { describe, expect, it } from 'vitest';
import { parsePolicyFile } from '../../../../../src/actions/policies/files/policy-file.ts';
import { describeUntestable, toProblems } from '../../../../../src/actions/policies/test/describe.ts';
import { describeMissingColumn } from '../../../../../src/actions/policies/test/missing-column.ts';
import { runTests } from '../../../../../src/actions/policies/test/run-tests.ts';
import { judgeTest } from '../../../../../src/actions/policies/test/test-result.ts';
import { findTestFaults, type TestTarget } from '../../../../../src/actions/policies/test/untested.ts';
import { MOST_AT_ONCE } from '../../../../../src/platform/http/throttle.ts';
import type { Row } from '../../../../../src/platform/queries.ts';
import { toLogText } from '../../../../../src/text/escape.ts';
import { aPage, failure } from '../../../fake/client.ts';

/** A policy with its tests, as a file says. */
function target(query: string, ...tests: readonly string[]): TestTarget {
  const yaml = `version: 1\nname: A\ndomain: security\nseverity: low\nquery: ${JSON.stringify(query)}\ntests:\n${tests.map((test) => `  - ${test}\n`).join('')}`;
  const parsed = parsePolicyFile(tests.length === 0 ? yaml.replace('tests:\n', '') : yaml, 'a.yml', toLogText);
  if (parsed.kind === 'problems') throw new Error(parsed.problems.join());
  const file = { path: 'a.yml', line: 2 };
  const place = { path: 'a.yml', line: 5, segments: [] };
  return { slug: 'a', query, place, file, tests: parsed.content.tests };
}

const TABLES = 'tables: {t: {columns: {_cq_platform_id: String, n: Int8}, rows: [[b1, 1], [b2, 2]]}}';
const test = (violations: string, name = 'x') => `{name: ${name}, ${TABLES}, violations: ${violations}}`;
const rows = (...ids: unknown[]): Row[] => ids.map((id) => ({ _cq_platform_id: id }));

describe('what a query finds in the tables of a test', () => {
  it.for<[violations: string, found: readonly Row[], sentence: string]>([
    ['[b1]', rows('b1'), ''],
    ['[]', [], ''],
    ['[b1, b2]', rows('b2', 'b1'), ''],
    ['[b1, b1]', rows('b1', 'b1'), ''],
    ['[7]', rows(7), ''],
    ['2', rows('b1', 'b2'), ''],
    ['0', [], ''],
    ['[b1]', rows('b1', 'b1'), 'It expects `b1`; found, and not expected: `b1`.'],
    ['[b1, b2]', rows('b1'), 'It expects `b1`, `b2`; not found: `b2`.'],
    ['[b1]', rows('b2'), 'It expects `b1`; not found: `b1`; found, and not expected: `b2`.'],
    ['[]', rows('b1'), 'It expects no violation; found, and not expected: `b1`.'],
    ['[b1]', rows(null), 'It expects `b1`; not found: `b1`; found, and not expected: `null`.'],
    ['["null"]', rows(null), 'It expects `null`; not found: `null`; found, and not expected: `null`.'],
    ['3', rows('b1'), 'It expects 3 violations, and the query finds 1.'],
    [
      '[b1]',
      [{ n: 1 }],
      'It names violations by `_cq_platform_id`, which the query does not give; give a number in its place.',
    ],
  ])('%s: %j', ([violations, found, sentence]) => {
    const [given] = target('SELECT * FROM t', test(violations)).tests;
    if (given === undefined) throw new Error('none');
    const judged = judgeTest(given, found, false);
    expect([judged.isPassed, judged.sentence]).toEqual([sentence === '', sentence]);
    expect(judgeTest(given, found, true).isPassed).toBe(false);
  });

  it('is shown by the rows in question', () => {
    const [given] = target('SELECT * FROM t', test('[b1]')).tests;
    if (given === undefined) throw new Error('none');
    expect(judgeTest(given, [{ _cq_platform_id: 'b2', n: 2 }], false).rows).toEqual([
      'not found, in t: _cq_platform_id: "b1", n: 1',
      'found: {"_cq_platform_id":"b2","n":2}',
    ]);
  });
});

describe('tests of policies', () => {
  const noTypes = () => Promise.reject(failure(403));
  const run = (
    answer: readonly Row[] | Error,
    one: TestTarget,
    fetchTypes: () => Promise<ReadonlyMap<string, string>> = noTypes,
  ) =>
    runTests(
      [one],
      { fetchRows: async () => (answer instanceof Error ? Promise.reject(answer) : aPage(answer)) },
      fetchTypes,
    );

  it.for<[what: string, answer: readonly Row[] | Error, query: string, status: string, sentence: RegExp]>([
    ['found', rows('b1'), 'SELECT * FROM t', 'passed', /^$/],
    ['not found', [], 'SELECT * FROM t', 'failed', /not found: `b1`/],
    ['refused', failure(400, 'POST'), 'SELECT * FROM t', 'failed', /The engine does not run it: /],
    ['forbidden', failure(403, 'POST'), 'SELECT * FROM t', 'unknown', /could not be run: the role/],
    ['broken', failure(500, 'POST'), 'SELECT * FROM t', 'unknown', /could not be run: The Platform answered 500/],
    ['qualified', [], 'SELECT * FROM db.t', 'untestable', /db/],
  ])('%s', async ([, answer, query, status, sentence]) => {
    const results = await run(answer, target(query, test('[b1]')));
    expect(results).toMatchObject([
      { status, sentence: expect.stringMatching(sentence), file: { path: 'a.yml', line: 7 } },
    ]);
    expect(toProblems(results)).toHaveLength(status === 'failed' || status === 'unknown' ? 1 : 0);
    expect(describeUntestable(results)).toHaveLength(status === 'untestable' ? 1 : 0);
  });

  it('ask for a type once that is left out', async () => {
    let asked = 0;
    const typed = target(
      'SELECT * FROM t',
      ...['x', 'y'].map((name) => `{name: ${name}, tables: {t: {columns: {a: }, rows: [[1]]}}, violations: 1}`),
    );
    const types = async () => {
      asked += 1;
      return new Map([['a', 'UInt8']]);
    };
    expect((await run(rows('b1'), typed, types)).map(({ status }) => status)).toEqual(['passed', 'passed']);
    expect(asked).toBe(1);
    const [missing] = await run(rows('b1'), typed, async () => new Map());
    expect(missing).toMatchObject({ status: 'failed', sentence: expect.stringContaining('has no column `a`') });
    const lines = ['{', 'name: x,', 'tables: {t: {columns: {', 'tagz: }, rows: [[1]]}},', 'violations: 1}'];
    const slip = target('SELECT * FROM t', lines.join('\n      '));
    const [mistyped] = await run(
      rows('b1'),
      slip,
      async () =>
        new Map([
          ['tags', 'JSON'],
          ['name', 'String'],
        ]),
    );
    expect(mistyped).toMatchObject({
      file: { path: 'a.yml', line: 10 },
      sentence:
        'The real table `t` has no column `tagz` to take the type from; the nearest is `tags`. Correct the name, or write the type.',
    });
    const [refused] = await run(rows('b1'), typed);
    expect(refused).toMatchObject({
      status: 'unknown',
      sentence:
        "It could not be run: the types of the real table `t` can't be read (the role of the key does not permit it); write the types.",
    });
  });

  it('are not all sent if none of the first ones is run, and are if only types are not given', async () => {
    const untyped = (name: string) => `{name: ${name}, tables: {t: {columns: {a: }, rows: [[1]]}}, violations: 1}`;
    const names = Array.from({ length: 30 }, (_, index) => `t${index}`);
    let sent = 0;
    const client = (answer: () => Promise<ReturnType<typeof aPage<Row>>>) => ({
      fetchRows: () => {
        sent += 1;
        return answer();
      },
    });
    const typed = target('SELECT * FROM t', ...names.map((name) => test('1', name)));
    const refused = await runTests(
      [typed],
      client(() => Promise.reject(failure(403, 'POST'))),
      noTypes,
    );
    expect(refused.filter(({ status }) => status === 'unknown')).toHaveLength(30);
    expect(sent).toBe(MOST_AT_ONCE);
    const both = [target('SELECT * FROM t', ...names.map(untyped)), typed];
    const results = await runTests(
      both,
      client(async () => aPage(rows('b1'))),
      noTypes,
    );
    expect(results.map(({ status }) => status)).toEqual(names.map(() => 'unknown').concat(names.map(() => 'passed')));
  });
});

describe('a column that the tables of a test lack', () => {
  it.for<[words: string, column: string | null]>([
    ['Unknown expression identifier `cloud` in scope SELECT cloud FROM t. (UNKNOWN_IDENTIFIER)', 'cloud'],
    ['Unknown expression or function identifier `cloud` in scope SELECT 1 FROM t. (UNKNOWN_IDENTIFIER)', 'cloud'],
    [
      "Identifier 'b.cloud' cannot be resolved from subquery with name b. In scope SELECT 1. (UNKNOWN_IDENTIFIER)",
      'cloud',
    ],
    [
      "JOIN INNER JOIN ... USING (id) using identifier 'id' cannot be resolved from left table expression. (UNKNOWN_IDENTIFIER)",
      'id',
    ],
    // The table has the column: the query names it by another alias.
    ["Unknown expression identifier `a.n` in scope SELECT a.n. Maybe you meant: ['b.n']. (UNKNOWN_IDENTIFIER)", null],
    ['Function with name `cloud` does not exist. (UNKNOWN_FUNCTION)', null],
  ])('%s', ([words, column]) => {
    const [given] = target('SELECT * FROM t', test('[b1]')).tests;
    if (given === undefined) throw new Error('none');
    const told = column === null ? null : `The query reads the column \`${column}\`, which no table of the test has`;
    expect(describeMissingColumn(words, given)?.split(';')[0] ?? null).toBe(told);
  });

  it('is told with the nearest that the test has', () => {
    const [given] = target(
      'SELECT * FROM t',
      '{name: x, tables: {t: {columns: {tags: JSON}, rows: []}}, violations: 0}',
    ).tests;
    const words = 'Unknown expression identifier `tag` in scope SELECT tag. (UNKNOWN_IDENTIFIER)';
    expect(given && describeMissingColumn(words, given)).toMatch(/add it to `columns`\. The nearest is `tags`\.$/);
  });
});

describe('what can be told without running them', () => {
  it('names the place of a table in quotes', () => {
    const one = target('SELECT * FROM t,\n  `u`', test('0'));
    const segments = [
      { offset: 0, line: 5, column: 9 },
      { offset: 17, line: 6, column: 3 },
    ];
    const [fault] = findTestFaults({ ...one, place: { path: 'a.yml', line: 5, segments } }, 0);
    expect(fault?.sentence).toContain('`u`, which the query reads at a.yml:6;');
  });

  it.for<[what: string, target: TestTarget, min: number, problems: readonly RegExp[]]>([
    ['nothing', target('SELECT * FROM t', test('[b1]')), 1, []],
    ['a table that is not there', target('SELECT * FROM t, u', test('0')), 0, [/lacks the table `u`/]],
    ['a table behind IN', target('SELECT * FROM t WHERE n IN u', test('0')), 0, [/lacks the table `u`/]],
    ['a column behind IN', target('SELECT * FROM t WHERE 1 IN n', test('0')), 0, []],
    ['no test', target('SELECT * FROM t'), 1, [/has 0 tests; `min-tests` asks for 1/]],
    ['one test of two', target('SELECT * FROM t', test('1')), 2, [/has 1 tests/]],
    ['none that finds nothing', target('SELECT * FROM t', test('1'), test('[b1]', 'y')), 2, [/finds nothing/]],
    ['none that finds something', target('SELECT * FROM t', test('0'), test('[]', 'y')), 2, [/finds something/]],
    ['both kinds', target('SELECT * FROM t', test('0'), test('1', 'y')), 2, []],
    ['what can not be tested', target('SELECT * FROM db.t', test('0')), 2, []],
  ])('%s', ([, one, min, problems]) => {
    expect(findTestFaults(one, min).map(({ sentence }) => sentence)).toEqual(
      problems.map((problem) => expect.stringMatching(problem)),
    );
  });
});
