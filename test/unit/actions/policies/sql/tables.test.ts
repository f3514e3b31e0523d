import { describe, expect, it } from 'vitest';
import { lexSql } from '../../../../../src/actions/policies/sql/lex.ts';
import { readTables } from '../../../../../src/actions/policies/sql/tables.ts';

const read = (query: string) => readTables(lexSql(query).tokens);

describe('the tables of a query', () => {
  it.for<[query: string, tables: string[]]>([
    ['SELECT 1', []],
    ['SELECT a FROM t', ['t']],
    ['select a from `t u` as v where a = 1', ['t u']],
    ['SELECT a FROM t, u v, w WHERE a IN (1, 2)', ['t', 'u', 'w']],
    ['SELECT a, b FROM t ORDER BY a, b', ['t']],
    ['SELECT a FROM t LEFT JOIN u USING a, b', ['t', 'u']],
    ['SELECT a FROM t JOIN u ON f(t.a, u.a) = 1, v', ['t', 'u', 'v']],
    ['SELECT a FROM t ARRAY JOIN b, c AS d', ['t']],
    ['SELECT a FROM t ARRAY JOIN ports AS p WHERE 22 IN p', ['t']],
    ['SELECT a FROM t LEFT ARRAY JOIN b AS c, d AS e WHERE 22 IN e', ['t']],
    ['SELECT a FROM (SELECT a FROM t UNION ALL SELECT b, c FROM u)', ['t', 'u']],
    ['SELECT a FROM t WHERE a IN (SELECT b FROM u)', ['t', 'u']],
    ['SELECT (SELECT max(a) FROM u) FROM t GROUP BY a, b', ['u', 't']],
    ['WITH c AS (SELECT * FROM t) SELECT * FROM c JOIN u ON 1', ['t', 'u']],
    ['SELECT extract(YEAR FROM d), trim(BOTH x FROM y) FROM t', ['t']],
    ["SELECT ' FROM x' FROM t -- FROM y", ['t']],
    ['SELECT number FROM numbers(10), t', ['t']],
    ['SELECT a FROM t WHERE has([1, 2], b) SETTINGS max_threads = 1, join_use_nulls = 1', ['t']],
    ['SELECT settings AS x, y FROM t', ['t']],
    ['SELECT a FROM (t JOIN u ON 1)', ['t', 'u']],
    ['SELECT a FROM t FINAL_', ['t']],
    ['SELECT a FROM t JOIN u USING (a, b), v', ['t', 'u', 'v']],
    ['SELECT a FROM t AS offset, u', ['t', 'u']],
    ['SELECT a FROM t JOIN u ON t.order = u.limit, v', ['t', 'u', 'v']],
    ['SELECT s.from, s.a FROM t AS s JOIN u ON s.final = u.a', ['t', 'u']],
    ['SELECT s.a FROM t AS s WHERE s.a IS DISTINCT FROM s.b AND s.b IS NOT DISTINCT FROM s.c', ['t']],
    ['SELECT n FROM t ORDER BY n WITH FILL FROM 0 TO 5', ['t']],
    ["SELECT a // it's\nFROM t // isn't", ['t']],
    ['SELECT trim(BOTH x FROM (SELECT max(a) FROM u)) FROM t', ['u', 't']],
    ['SELECT a FROM t WHERE (a, b) NOT IN (t.c, t.d)', ['t']],
    ['WITH x (a, b) AS (SELECT 1, 2 FROM t) SELECT a FROM x', ['t']],
    ['WITH x AS MATERIALIZED (SELECT * FROM t) SELECT a FROM x', ['t']],
    ['SELECT row_number() OVER u AS n FROM t WINDOW u AS (ORDER BY a)', ['t']],
    // Of a name that the query makes itself, too, where it means the real table.
    ['WITH t AS (SELECT * FROM t) SELECT * FROM t', ['t']],
    ['WITH RECURSIVE t AS (SELECT 1 UNION ALL SELECT * FROM t) SELECT * FROM t', []],
    ['WITH b AS (SELECT 1), c AS (SELECT * FROM b) SELECT * FROM c', []],
    ['WITH c AS ((SELECT 1)) SELECT * FROM (SELECT * FROM c) UNION ALL SELECT * FROM c', []],
    ['SELECT * FROM (WITH t AS (SELECT 1) SELECT * FROM t) UNION ALL SELECT * FROM t', ['t']],
    ['SELECT * FROM t UNION ALL WITH t AS (SELECT 1) SELECT * FROM t', ['t']],
    ['WITH t AS (SELECT 1) SELECT * FROM t UNION ALL WITH c AS (SELECT 2) SELECT * FROM t', ['t']],
    ['WITH t AS (SELECT 1) SELECT * FROM t GROUP BY a WITH TOTALS UNION ALL SELECT * FROM t', []],
    ['SELECT 1 UNION ALL WITH t AS (SELECT 1) SELECT * FROM t UNION ALL SELECT * FROM t', ['t']],
    ['SELECT 1 AS t, a FROM t', ['t']],
    // Of columns and aliases that are called like a word of SQL.
    ['SELECT 1 AS as FROM u', ['u']],
    ['SELECT a AS as, as FROM u', ['u']],
    ['SELECT 2 * as FROM u ARRAY JOIN [1] AS as', ['u']],
    ['SELECT as.a FROM t AS as JOIN u ON 1', ['t', 'u']],
    ['SELECT 1 AS from, b FROM t', ['t']],
    ['SELECT 1 AS in FROM u', ['u']],
    ['SELECT a FROM t JOIN s ON t.a NOT LIKE window, u', ['t', 's', 'u']],
    ['SELECT group AS by, by FROM t GROUP BY group, by', ['t']],
    ['SELECT u.a FROM t JOIN s ON t.a = array JOIN u ON 1', ['t', 's', 'u']],
    ['SELECT a FROM (FROM t SELECT a, b WHERE c IN (1))', ['t']],
    ...['WINDOW', 'limit', 'order', 'group', 'settings', 'having', 'where', 'using', 'offset', 'union'].flatMap(
      (word) =>
        ['', '1 = 1 AND ', 'CASE 1 WHEN 1 THEN 1 END = ', '[1] = '].map((before): [string, string[]] => [
          `SELECT a FROM t JOIN s ON ${before}${word} = 1, u`,
          ['t', 's', 'u'],
        ]),
    ),
    ['SELECT a FROM t JOIN u ON t.a IS NULL WHERE b IN (1), c', ['t', 'u']],
    // The first part of a recursive one reads no rows of its own.
    ['WITH RECURSIVE t AS (SELECT * FROM t UNION ALL SELECT * FROM t) SELECT * FROM t', ['t']],
    ['WITH RECURSIVE t AS (SELECT * FROM u AS union JOIN t ON 1 = 1) SELECT * FROM t', ['u', 't']],
    ['WITH RECURSIVE t AS (SELECT * FROM t) SELECT * FROM t', ['t']],
    ['WITH RECURSIVE t AS ((SELECT 1) UNION ALL (SELECT * FROM t)) SELECT * FROM t', []],
  ])('%s', ([query, tables]) => {
    expect(read(query)).toEqual({ tables, perhaps: [], obstacle: null });
  });
});

describe('a name in quotes', () => {
  it.for<[source: string, name: string]>([
    ['`a b`', 'a b'],
    ['`a``b`', 'a`b'],
    ['`a\\`b`', 'a`b'],
    ['"re\\x61l"', 'real'],
    ['`a\\\\b`', 'a\\b'],
    ['`a\\nb`', 'a\nb'],
    ['`a\\db`', 'a\\db'],
    ['“a\\x61”', 'a\\x61'],
  ])('%s', ([source, name]) => {
    expect(read(`SELECT a FROM ${source}`).tables).toEqual([name]);
  });
});

describe('a query of thousands of tables', () => {
  const many = (piece: (index: number) => string) => Array.from({ length: 2_000 }, (_, index) => piece(index));

  it.for([
    ['tables of its own', `WITH ${many((n) => `a${n} AS (SELECT * FROM a${n + 1})`).join(', ')} SELECT * FROM a1`],
    ['brackets', `SELECT ${many(() => '(').join('')}1 IN ${many(() => '(').join('')}a${many(() => ')').join('')}`],
    ['tables', `SELECT 1 FROM ${many((n) => `a${n}`).join(',')}`],
  ] as const)('reads each word some times: %s', ([, query]) => {
    const { tokens } = lexSql(query);
    let reads = 0;
    const counted = new Proxy(tokens, {
      get(target, key, receiver) {
        reads += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    readTables(counted);
    expect(reads / tokens.length).toBeLessThan(100);
  });

  it('is not looked into if it makes very many of one name', () => {
    const use = read(`WITH ${many(() => 'a AS (SELECT * FROM a)').join(', ')} SELECT * FROM a`);
    expect(use.obstacle?.sentence).toContain('a table of its own `a`');
  });
});

describe('what may be a table', () => {
  it.for<[query: string, perhaps: string[]]>([
    ['SELECT a FROM t WHERE a IN u AND b NOT IN `v w`', ['u', 'v w']],
    ['SELECT a FROM t WHERE a IN (u) AND b IN (v, w)', ['u']],
    ['SELECT a FROM t WHERE a IN (1) AND b IN tuple(1)', []],
    ['SELECT a FROM t WHERE in(a, u) AND NOT in((a, b), v)', ['u', 'v']],
    ['SELECT a FROM t WHERE notIn(a, u) OR globalNullIn(b, (`v`)) OR a IN ((w))', ['u', 'v', 'w']],
    ['SELECT a FROM t WHERE a IN (u AS x) OR in(a, v AS x) OR a IN ((w AS x) AS y)', ['u', 'v', 'w']],
    ['SELECT a FROM t WHERE a IN + u OR a IN (+ (v)) OR in(a, + w)', ['u', 'v', 'w']],
    ['WITH [1] AS x, (1, 2) AS y, (SELECT 1) AS z SELECT a FROM t WHERE a IN x OR a IN y OR a IN z', []],
    // An alias is known in its own query and in the queries in it.
    ['SELECT a FROM t WHERE a IN u UNION ALL SELECT 1 AS u', ['u']],
    ['SELECT a FROM (SELECT 1 AS u, a FROM t) WHERE a IN u', ['u']],
    ['SELECT a FROM t WHERE a IN (SELECT a FROM t WHERE a IN u) AND f(1 AS u)', []],
    ['WITH [1] AS u SELECT a FROM t WHERE a IN u UNION ALL SELECT a FROM t WHERE a IN u', []],
    ['WITH [1] AS u SELECT 1 UNION ALL WITH [1] AS x SELECT a FROM t WHERE a IN u OR a IN x', ['u']],
    ['SELECT 1 AS u UNION ALL SELECT a FROM t WHERE a IN u', ['u']],
    ['WITH c AS (SELECT 1) SELECT a, f(b) AS d FROM t WHERE a IN c OR a IN d OR a IN t', []],
  ])('%s', ([query, perhaps]) => {
    expect(read(query).perhaps).toEqual(perhaps);
  });
});

describe('what no table of a test can stand in for', () => {
  it.for<[query: string, offset: number, sentence: RegExp]>([
    ['SELECT a FROM db.t', 14, /`db\.…`/],
    ['SELECT a FROM t JOIN "d b".t USING a', 21, /`d b\.…`/],
    ['SELECT a FROM t WHERE a IN db.u', 27, /`db\.…`/],
    ['WITH b AS (SELECT * FROM c), c AS (SELECT * FROM b) SELECT * FROM b', 25, /its own `c`/],
    ['SELECT a FROM t FINAL', 16, /FINAL/],
    ['SELECT a FROM t AS x FINAL WHERE b', 21, /FINAL/],
    ["SELECT dictGetOrNull('d', 'a', 1), a FROM t", 7, /`dictGetOrNull\(…\)`/],
    ["SELECT a FROM t WHERE joinGet('j', 'a', b) = 1", 22, /`joinGet\(…\)`/],
    ['SELECT a FROM view(SELECT a FROM t)', 14, /`view\(…\)`/],
    ["SELECT a FROM viewIfPermitted(SELECT a FROM t ELSE null('a Int8'))", 14, /`viewIfPermitted\(…\)`/],
    ["SELECT a FROM 't'", 14, /`'t'`, which is no name/],
    ['SELECT a FROM t, {u:Identifier}', 17, /`{`, which is no name/],
    ['SELECT 1 FROM (EXPLAIN SELECT a FROM t)', 14, /EXPLAIN/],
    ["SELECT `dictGet`('d', 'a', 1), a FROM t", 7, /`dictGet\(…\)`/],
    ['SELECT a FROM t WHERE a IN (db.u)', 28, /`db\.…`/],
    ['SELECT a FROM t WHERE notIn(t.a, db.u)', 33, /`db\.…`/],
    ["SELECT a FROM t SETTINGS additional_table_filters = {'t': '0', 'u': 'a = 1'}", 16, /`additional_table_filters`/],
    ['SELECT a FROM (SELECT a FROM t SETTINGS max_threads = 1, enable_global_with_statement = 0)', 31, /`enable_glob/],
    ['SELECT a FROM t SETTINGS final', 16, /`final`/],
    ["SELECT a FROM merge('db', 'x')", 14, /`merge\(…\)`/],
    ["SELECT a FROM t WHERE a IN (SELECT b FROM remote('h', d.t))", 42, /`remote\(…\)`/],
    ['WITH u AS x SELECT a FROM t WHERE a IN x', 39, /calls `x`/],
    ['SELECT u AS x FROM t ARRAY JOIN b AS c WHERE a IN x', 50, /calls `x`/],
    ['WITH (u) AS x SELECT a FROM t WHERE a IN x', 41, /calls `x`/],
    ['WITH (+ u) AS x SELECT a FROM t WHERE a IN x', 43, /calls `x`/],
    ['WITH db.u AS t SELECT a FROM t WHERE in(a, t)', 43, /calls `t`/],
    ['WITH ((u AS y)) AS x SELECT a FROM t WHERE a IN (x)', 49, /calls `x`/],
    ['SELECT a FROM t JOIN s ON NOT window, u', 30, /`window`/],
    ['SELECT a FROM t JOIN s ON select = 1, u', 26, /`select`/],
    ['SELECT from FROM u ARRAY JOIN [7] AS from', 12, /`from FROM` is a name/],
    ['SELECT a FROM t select, u', 16, /`select`/],
    ['SELECT a FROM (FROM t select (b), u SELECT c)', 36, /`SELECT`/],
    ["SELECT `dict\\x47et`('d', 'a', 1), a FROM t", 7, /`dictGet\(…\)`/],
    ["SELECT a FROM t ORDER BY with fill FROM merge('d', 'u')", 40, /`merge\(…\)`/],
  ])('%s', ([query, offset, sentence]) => {
    expect(read(query).obstacle).toEqual({ offset, sentence: expect.stringMatching(sentence) });
  });
});
