import { describe, expect, it } from 'vitest';
import { parsePolicyFile } from '../../../../../src/actions/policies/files/policy-file.ts';
import {
  describeUnexplained,
  describeUntestable,
  toProblems,
} from '../../../../../src/actions/policies/test/describe.ts';
import type { Found } from '../../../../../src/actions/policies/test/found.ts';
import { describeMissingColumn } from '../../../../../src/actions/policies/test/missing-column.ts';
import { runTests } from '../../../../../src/actions/policies/test/run-tests.ts';
import { judgeTest } from '../../../../../src/actions/policies/test/test-result.ts';
import { findTestFaults, findUntestable, type TestTarget } from '../../../../../src/actions/policies/test/untested.ts';
import { PlatformError } from '../../../../../src/platform/http/errors.ts';
import type { PageOfRows, Row } from '../../../../../src/platform/queries.ts';
import { toLogText } from '../../../../../src/text/escape.ts';
import { aPageOfRows, failure } from '../../../fake/client.ts';

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

/** What a query finds, with the ids as text. */
function found(all: readonly Row[], hasIds = true): Found {
  const ids = all.map(({ _cq_platform_id: id }) => (id === null || id === undefined ? null : String(id)));
  return { hasIds, count: all.length, rows: all.map((row, index) => ({ id: ids[index] ?? null, row })) };
}

/** What the engine says of the tables that it reads. */
const SHADOWED = aPageOfRows([{ line: 'TABLE_FUNCTION table_function_name: values' }]);

/** What the engine answers to a test's query, page by page. */
function answer(all: readonly Row[], perPage = 1_000, page = 1): PageOfRows {
  const rows = all.map((row) => {
    const id = row['_cq_platform_id'] ?? null;
    return { ...row, 'toString(_cq_platform_id)': id === null ? null : String(id), 'rows of the test': all.length };
  });
  const columns = ['toString(_cq_platform_id)', '_cq_platform_id', 'rows of the test'];
  return aPageOfRows(rows.slice((page - 1) * perPage, page * perPage), { columns, pageSize: perPage });
}

const isQuestion = (query: string) => query.includes('EXPLAIN');

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
  ])('%s: %j', ([violations, all, sentence]) => {
    const [given] = target('SELECT * FROM t', test(violations)).tests;
    if (given === undefined) throw new Error('none');
    const hasIds = all.length === 0 || '_cq_platform_id' in (all[0] ?? {});
    const judged = judgeTest(given, found(all, hasIds), false);
    expect([judged.isPassed, judged.sentence]).toEqual([sentence === '', sentence]);
    // If there are more rows than the Platform gives, the number alone decides.
    const cut = { ...found(all, hasIds), count: all.length + 1 };
    expect(judgeTest(given, cut, false).isPassed).toBe(violations === String(cut.count));
  });

  it('hides what the test does not say, where names are hidden', () => {
    const [given] = target('SELECT * FROM t', test('[b1]')).tests;
    if (given === undefined) throw new Error('none');
    const row = { _cq_platform_id: 'acme-db', name: 'b2', n: 1, tags: { acme: 'x' }, note: null };
    const { sentence, rows: shown } = judgeTest(given, found([row]), true);
    expect(sentence).toMatch(/^It expects `b1`; not found: `b1`; found, and not expected: `resource-[0-9a-f]{8}`\.$/);
    expect(shown[1]).toBe(
      'found: {"_cq_platform_id":"(hidden by redact)","name":"b2","n":1,"tags":"(hidden by redact)","note":null}',
    );
  });

  it('is shown by the rows in question', () => {
    const [given] = target('SELECT * FROM t', test('[b1]')).tests;
    if (given === undefined) throw new Error('none');
    expect(judgeTest(given, found([{ _cq_platform_id: 'b2', n: 2 }]), false).rows).toEqual([
      'not found, in t: _cq_platform_id: "b1", n: 1',
      'found: {"_cq_platform_id":"b2","n":2}',
    ]);
  });
});

describe('tests of policies', () => {
  const noTypes = () => Promise.reject(failure(403));
  const run = (
    given: readonly Row[] | Error | ((query: string, page: number) => PageOfRows),
    one: TestTarget,
    fetchTypes: () => Promise<ReadonlyMap<string, string>> = noTypes,
    hidesData = false,
  ) =>
    runTests(
      [one],
      {
        async fetchRows(query, page) {
          if (given instanceof Error) throw given;
          if (typeof given === 'function') return given(query, page);
          return isQuestion(query) ? SHADOWED : answer(given);
        },
      },
      fetchTypes,
      hidesData,
    );

  it.for<[what: string, answer: readonly Row[] | Error, query: string, status: string, sentence: RegExp]>([
    ['found', rows('b1'), 'SELECT * FROM t', 'passed', /^$/],
    ['not found', [], 'SELECT * FROM t', 'failed', /not found: `b1`/],
    ['refused', failure(400, 'POST'), 'SELECT * FROM t', 'failed', /The engine does not run it: /],
    ['forbidden', failure(403, 'POST'), 'SELECT * FROM t', 'unknown', /could not be run: the role/],
    ['broken', failure(500, 'POST'), 'SELECT * FROM t', 'unknown', /could not be run: The Platform answered 500/],
    ['qualified', [], 'SELECT * FROM db.t', 'untestable', /db/],
  ])('%s', async ([, given, query, status, sentence]) => {
    const { results } = await run(given, target(query, test('[b1]')));
    expect(results).toMatchObject([
      { status, sentence: expect.stringMatching(sentence), file: { path: 'a.yml', line: 7 } },
    ]);
    expect(toProblems(results)).toHaveLength(status === 'failed' || status === 'unknown' ? 1 : 0);
    expect(describeUntestable(results, [])).toHaveLength(status === 'untestable' ? 1 : 0);
  });

  it.for<[what: string, tables: readonly string[], status: string, sentence: RegExp]>([
    ['a table', ['TABLE table_name: default.t'], 'failed', /The engine reads `t` for it/],
    ['a view', ['TABLE_FUNCTION table_function_name: view'], 'failed', /The engine reads `view\(…\)`/],
    ['another system table', ['TABLE table_name: system.parts'], 'failed', /The engine reads `parts`/],
    ['a line of a later version', ['TABLE name: t'], 'failed', /The engine reads `TABLE name: t`/],
    ['no table', ['TABLE table_name: system.one'], 'passed', /^$/],
    ['a table that reads itself', ['TABLE table_name: _temporary_and_external_tables._tmp_1'], 'passed', /^$/],
  ])('are judged by what the engine itself reads: %s', async ([, tables, status, sentence]) => {
    const lines = aPageOfRows(tables.map((line) => ({ line })));
    let runs = 0;
    const { results, unexplained } = await run(
      (query) => {
        if (isQuestion(query)) return lines;
        runs += 1;
        return answer(rows('b1'));
      },
      target('SELECT * FROM t', test('[b1]')),
    );
    expect(results).toMatchObject([{ status, sentence: expect.stringMatching(sentence) }]);
    expect([runs, unexplained]).toEqual([status === 'passed' ? 1 : 0, []]);
  });

  it('look at all that the engine says, however the Platform cuts its answer', async () => {
    const lines = [
      ...Array.from({ length: 3 }, () => 'TABLE_FUNCTION table_function_name: values'),
      'TABLE table_name: d.u',
    ];
    const { results } = await run(
      (query, page) =>
        isQuestion(query)
          ? aPageOfRows(
              lines.slice((page - 1) * 2, page * 2).map((line) => ({ line })),
              { pageSize: 2 },
            )
          : answer(rows('b1')),
      target('SELECT * FROM t', test('[b1]')),
    );
    expect(results).toMatchObject([{ status: 'failed', sentence: expect.stringContaining('The engine reads `u`') }]);
  });

  it('ask again for the tables of values that the engine has read already', async () => {
    const hidden = aPageOfRows([{ line: 'FUNCTION function_name: __getScalar, function_type: ordinary' }]);
    for (const [whole, status, unexplained] of [
      [aPageOfRows([{ line: 'TABLE table_name: d.u' }]), 'failed', 0],
      [SHADOWED, 'passed', 0],
      [hidden, 'passed', 1],
    ] as const) {
      const told = await run(
        (query) => (!isQuestion(query) ? answer(rows('b1')) : query.includes('SETTINGS') ? whole : hidden),
        target('SELECT * FROM t', test('[b1]')),
      );
      expect([told.results.map((one) => one.status), told.unexplained.length]).toEqual([[status], unexplained]);
    }
  });

  it('say so if the engine does not say what it reads', async () => {
    const one = target('SELECT * FROM t', test('[b1]'), test('1', 'y'));
    for (const refuse of [
      () => aPageOfRows([]),
      () => aPageOfRows([{ other: 1 }]),
      () => {
        throw failure(400, 'POST');
      },
    ]) {
      const { results, unexplained } = await run((query) => (isQuestion(query) ? refuse() : answer(rows('b1'))), one);
      expect(results.map(({ status }) => status)).toEqual(['passed', 'passed']);
      expect(describeUnexplained(unexplained)).toEqual([
        'Whether the tests of 1 query read a real table was checked in the text alone (`a`): the engine of the Platform did not explain it.',
      ]);
    }
  });

  it('are not run on the words alone if a name behind IN is a column of some table of the test', async () => {
    for (const [query, statuses] of [
      ['SELECT * FROM t WHERE 1 IN n', ['unknown']],
      ['SELECT * FROM t WHERE 1 IN t', ['passed']],
    ] as const) {
      const { results } = await run(
        (sql) => (isQuestion(sql) ? aPageOfRows([]) : answer(rows('b1'))),
        target(query, test('[b1]')),
      );
      expect(results.map(({ status }) => status)).toEqual(statuses);
    }
    const { results } = await run(rows('b1'), target('SELECT * FROM t WHERE 1 IN n', test('[b1]')));
    expect(results).toMatchObject([{ status: 'passed' }]);
  });

  it.for<[violations: string, ids: readonly string[], perPage: number, status: string, sentence: RegExp]>([
    ['3', ['b1', 'b2', 'b3'], 2, 'passed', /^$/],
    ['2', ['b1', 'b2', 'b3'], 2, 'failed', /finds 3\.$/],
    ['[b1, b2]', ['b1', 'b2', 'b3'], 2, 'failed', /the query finds 3 rows\.$/],
    ['[b3, b2, b1]', ['b1', 'b2', 'b3'], 2, 'passed', /^$/],
    ['[b1, b2, b4]', ['b1', 'b2', 'b3'], 2, 'failed', /not found: `b4`; found, and not expected: `b3`/],
    ['1000', Array.from({ length: 1_000 }, (_, index) => `b${index}`), 1_000, 'passed', /^$/],
  ])('look at all pages: %s', async ([violations, ids, perPage, status, sentence]) => {
    const { results } = await run(
      (query, page) => (isQuestion(query) ? SHADOWED : answer(rows(...ids), perPage, page)),
      target('SELECT * FROM t', test(violations)),
    );
    expect(results).toMatchObject([{ status, sentence: expect.stringMatching(sentence) }]);
  });

  it.for<[what: string, page: PageOfRows]>([
    ['has no columns', aPageOfRows([])],
    ['has other columns', aPageOfRows([], { columns: ['_cq_platform_id'] })],
    ['states rows that it does not give', { ...answer([]), totalCount: 3 }],
    ['states pages that it does not give', { ...answer([]), lastPage: 2 }],
    [
      'has more rows than there are',
      { ...answer(rows('a')), items: [...answer(rows('a')).items, ...answer(rows('b')).items] },
    ],
  ])('do not pass on an answer that %s', async ([, page]) => {
    const { results } = await run(
      (query) => (isQuestion(query) ? SHADOWED : page),
      target('SELECT * FROM t', test('[]')),
    );
    expect(results).toMatchObject([
      { status: 'unknown', sentence: expect.stringContaining('its answer is not whole') },
    ]);
  });

  it('tell a large id from its neighbours, and a list from its only value', async () => {
    for (const [text, cell, violations] of [
      ['9007199254740993', 9007199254740992, '[9007199254740992]'],
      ["['b1']", ['b1'], '[b1]'],
    ] as const) {
      const page = answer([{ _cq_platform_id: cell }]);
      const items = page.items.map((row) => ({ ...row, 'toString(_cq_platform_id)': text }));
      const { results } = await run(
        (query) => (isQuestion(query) ? SHADOWED : { ...page, items }),
        target('SELECT * FROM t', test(violations)),
      );
      expect(results).toMatchObject([{ status: 'failed' }]);
    }
  });

  it('show no words of the engine that can be data, where names are hidden', async () => {
    const words = new PlatformError(
      "The Platform answered 400: Code: 6. DB::Exception: Cannot parse string 'acme-invoices' as UInt8. (CANNOT_PARSE_TEXT)",
      { method: 'POST', url: 'https://acme.example/api/x' },
      { kind: 'status', status: 400, retryAfterMs: null },
    );
    const one = target('SELECT * FROM t', test('[b1]'));
    const told = await run(words, one);
    expect(told.results[0]?.sentence).toContain("Cannot parse string 'acme-invoices'");
    const hidden = await run(words, one, noTypes, true);
    expect(hidden.results[0]?.sentence).toBe(
      'The engine does not run it: error 6 of ClickHouse, whose words can be data: (hidden by redact).',
    );
    const name = new PlatformError(
      'The Platform answered 400: Code: 47. DB::Exception: Unknown identifier `acme-invoices`. (UNKNOWN_IDENTIFIER)',
      { method: 'POST', url: 'https://acme.example/api/x' },
      { kind: 'status', status: 400, retryAfterMs: null },
    );
    expect(JSON.stringify(await run(name, one, noTypes, true))).not.toContain('acme');
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
    expect((await run(rows('b1'), typed, types)).results.map(({ status }) => status)).toEqual(['passed', 'passed']);
    expect(asked).toBe(1);
    const {
      results: [missing],
    } = await run(rows('b1'), typed, async () => new Map());
    expect(missing).toMatchObject({ status: 'failed', sentence: expect.stringContaining('has no column `a`') });
    const lines = ['{', 'name: x,', 'tables: {t: {columns: {', 'tagz: }, rows: [[1]]}},', 'violations: 1}'];
    const slip = target('SELECT * FROM t', lines.join('\n      '));
    const {
      results: [mistyped],
    } = await run(
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
    const {
      results: [refused],
    } = await run(rows('b1'), typed);
    expect(refused).toMatchObject({
      status: 'unknown',
      sentence:
        "It could not be run: the types of the real table `t` can't be read (the role of the key does not permit it); write the types.",
    });
  });

  it('fail at the row whose value its column would change', async () => {
    const lines = ['{', 'name: x,', 'tables: {t: {columns: {a: Int8}, rows: [', '[1],', '[300]]}},', 'violations: 1}'];
    const { results } = await run(rows('b1'), target('SELECT * FROM t', lines.join('\n      ')));
    expect(results).toMatchObject([
      {
        file: { path: 'a.yml', line: 11 },
        sentence:
          'The value `300` of the column `a` of `t` is no `Int8`: the engine would refuse it, or make another value of it; allowed: a whole number of 8 bits.',
      },
    ]);
    const types = ['{', 'name: x,', 'tables: {t: {columns: {', 'a: Time}, rows: [[x]]}},', 'violations: 1}'];
    const { results: unknown } = await run(rows('b1'), target('SELECT * FROM t', types.join('\n      ')));
    expect(unknown).toMatchObject([
      {
        file: { path: 'a.yml', line: 10 },
        sentence: expect.stringMatching(
          /^The type of the column `a` of `t` is `Time`, .*; allowed in a table with rows: `String`/,
        ),
      },
    ]);
  });

  it('are not all sent if none of the first ones is run, and are if only types are not given', async () => {
    const untyped = (name: string) => `{name: ${name}, tables: {t: {columns: {a: }, rows: [[1]]}}, violations: 1}`;
    const names = Array.from({ length: 30 }, (_, index) => `t${index}`);
    let sent = 0;
    const client = (reply: (query: string) => Promise<PageOfRows>) => ({
      fetchRows: (query: string) => {
        sent += 1;
        return reply(query);
      },
    });
    const typed = target('SELECT * FROM t', ...names.map((name) => test('1', name)));
    const { results: refused } = await runTests(
      [typed],
      client(() => Promise.reject(failure(403, 'POST'))),
      noTypes,
      false,
    );
    expect(refused.filter(({ status }) => status === 'unknown')).toHaveLength(30);
    // Which tables they read is asked once for all of them.
    expect(sent).toBe(1);
    const both = [target('SELECT * FROM t', ...names.map(untyped)), typed];
    const { results } = await runTests(
      both,
      client(async (query) => (isQuestion(query) ? SHADOWED : answer(rows('b1')))),
      noTypes,
      false,
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

  it('names some of the tables that a test lacks, and how many there are', () => {
    const tables = Array.from({ length: 1_000 }, (_, index) => `t${index}`).join(', ');
    const [fault, ...others] = findTestFaults(target(`SELECT * FROM ${tables}`, test('0')), 0);
    expect(fault?.sentence).toContain(
      'lacks the tables `t0`, `t1`, `t2`, `t3`, `t4` and 995 more, the first of which the query reads at a.yml:5;',
    );
    expect(others).toEqual([]);
  });

  it('says which policies can have none of the tests that `min-tests` asks for', () => {
    const targets = [target('SELECT * FROM system.one'), target('SELECT * FROM t')];
    expect(findUntestable(targets, 0)).toEqual([]);
    expect(describeUntestable([], findUntestable(targets, 2))).toEqual([
      '1 policy has no test, and can have none here (`a`): The query reads `system.…`, and a table of a test has no database.',
    ]);
  });

  it.for<[what: string, target: TestTarget, min: number, problems: readonly RegExp[]]>([
    ['nothing', target('SELECT * FROM t', test('[b1]')), 1, []],
    ['a table that is not there', target('SELECT * FROM t, u', test('0')), 0, [/lacks the table `u`/]],
    ['a table behind IN', target('SELECT * FROM t WHERE n IN u', test('0')), 0, [/lacks the table `u`/]],
    ['a column behind IN', target('SELECT * FROM t WHERE 1 IN n', test('0')), 0, []],
    ['no test', target('SELECT * FROM t'), 1, [/has 0 tests; `min-tests` asks for 1/]],
    ['one test of two', target('SELECT * FROM t', test('1')), 2, [/has 1 test;/]],
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
