/** Whether the tables of a test stand in for all that a query reads, on ClickHouse. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStatement } from '../../../../../src/actions/policies/sql/statement.ts';
import { readTables } from '../../../../../src/actions/policies/sql/tables.ts';
import { buildTableQuestion, findRealTables } from '../../../../../src/actions/policies/test/engine-tables.ts';
import { buildTestQuery } from '../../../../../src/actions/policies/test/test-query.ts';
import { openSession, whyNoClickHouse } from '../../../../emulator/clickhouse-library.ts';
import { runs } from '../../../../runs.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

/** Real tables, and names that only a query can give to its own. Queries give them to tables that they make as well. */
const REAL = ['t', 'u'];
const NAMES = [...REAL, 'c'];

/** Words of SQL that a column or an alias may be called, too. */
const word = fc.constantFrom(
  ...[
    'as',
    'from',
    'join',
    'window',
    'limit',
    'order',
    'group',
    'settings',
    'having',
    'where',
    'using',
    'select',
    'not',
  ],
  ...['array', 'with', 'union', 'in', 'on', 'interval', 'distinct', 'all', 'is', 'and', 'case', 'final', 'by'],
);

const { query } = fc.letrec<{ query: string; source: string; made: string }>((tie) => {
  const name = fc.constantFrom(...NAMES);
  const body = tie('query').map((text) => `(${text})`);
  return {
    made: fc.tuple(name, body).map(([alias, text]) => `${alias} AS ${text}`),
    source: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'query' },
      ...[name, name.map((one) => `\`${one}\``), name.map((one) => `'${one}'`), fc.constant('numbers(2)'), body],
      body.map((text) => `view${text}`),
    ),
    query: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'query' },
      name.map((one) => `SELECT a FROM ${one}`),
      tie('source').map((from) => `SELECT * FROM ${from}`),
      fc.tuple(tie('source'), name).map(([from, other]) => `SELECT * FROM ${from} WHERE 1 NOT IN ${other}`),
      fc.tuple(tie('source'), name).map(([from, other]) => `SELECT * FROM ${from} WHERE NOT in(1, (${other}))`),
      fc.tuple(tie('source'), name).map(([from, other]) => `SELECT x.a AS a FROM ${from} AS x, ${other} AS y`),
      fc.tuple(name, name).map(([from, other]) => `SELECT x.a AS a FROM ${from} AS offset, ${other} AS x // it's`),
      fc.tuple(name, name, name).map(([a, b, c]) => `SELECT x.a AS a FROM ${a} x JOIN ${b} y USING (a), ${c} z`),
      tie('query').map((text) => `SELECT a FROM (${text}) SETTINGS enable_global_with_statement = 0`),
      fc
        .tuple(fc.array(tie('made'), { minLength: 1, maxLength: 2 }), tie('query'))
        .map(([made, rest]) => (rest.startsWith('WITH') ? rest : `WITH ${made.join(', ')} ${rest}`)),
      fc.tuple(tie('query'), tie('query')).map(([left, right]) => `${left} UNION ALL ${right}`),
      fc.tuple(name, tie('query')).map(([made, text]) => `WITH RECURSIVE ${made} AS (${text}) SELECT a FROM ${made}`),
      fc.tuple(word, name).map(([alias, from]) => `SELECT 7 AS ${alias} FROM ${from}`),
      fc.tuple(word, name).map(([alias, from]) => `SELECT ${alias} FROM ${from} ARRAY JOIN [7] AS ${alias}`),
      fc
        .tuple(word, name, name)
        .map(([alias, a, b]) => `SELECT y.a AS a FROM ${a} AS ${alias} JOIN ${b} AS y ON 1 = 1`),
      fc.tuple(word, name, name).map(([alias, a, b]) => `SELECT y.a AS a FROM ${a} ${alias}, ${b} AS y`),
      fc
        .tuple(
          word,
          fc.constantFrom(
            '',
            'NOT ',
            '1 = 1 AND ',
            '1 IS NOT NULL AND 1 NOT LIKE ',
            '[1] = ',
            'CASE 1 WHEN 1 THEN 1 END = ',
          ),
          name,
        )
        .chain(([column, before, made]) =>
          fc.tuple(name, fc.constantFrom(' = 1', '', ' JOIN', ' AS q')).map(([other, behind]) => {
            const made1 = `(SELECT 1 AS ${column}) AS l`;
            return `SELECT y.a AS a FROM ${made1} JOIN ${made} AS x ON ${before}${column}${behind}, ${other} AS y`;
          }),
        ),
      fc
        .tuple(name, tie('query'))
        .map(([from, text]) => `SELECT a FROM ${from} WHERE has((SELECT groupArray(a) FROM (${text})), 7)`),
      fc
        .tuple(name, tie('query'))
        .map(([from, text]) => `SELECT if((SELECT count() FROM ${from}) = 0, 1, (SELECT max(a) FROM (${text}))) AS a`),
      fc.tuple(name, name).map(([from, other]) => `SELECT a FROM ${from} WHERE 7 NOT IN (${other} AS x)`),
      fc.tuple(name, name).map(([alias, other]) => `WITH ${other} AS ${alias} SELECT 1 AS a WHERE 7 IN ${alias}`),
      fc
        .tuple(name, name)
        .map(([from, other]) => `SELECT a FROM ${from} WHERE 7 IN ${other} UNION ALL SELECT 1 AS ${other}`),
    ),
  };
});

describe.skipIf(MISSING !== null)(`tables of a test${WHERE}`, () => {
  test('leave no real row to a query that passes for one of them alone', () => {
    const open = (database: string, row: string) => {
      const session = openSession();
      session.query(
        [
          `CREATE DATABASE ${database} ENGINE = Memory`,
          ...REAL.map((name) => `CREATE TABLE ${database}.${name} (a Int8) ENGINE = Memory`),
          ...REAL.map((name) => `INSERT INTO ${database}.${name} ${row}`),
        ].join(';'),
      );
      session.query(`USE ${database}`);
      return session;
    };
    const full = open('shadows_full', 'VALUES (7)');
    const empty = open('shadows_empty', 'SELECT 1 WHERE 0');
    const run = (session: typeof full, sql: string) => {
      try {
        return JSON.stringify(JSON.parse(session.query(sql, 'JSONCompact')).data);
      } catch {
        session.query('SELECT 1', 'TSV');
        return null;
      }
    };
    const most = runs(1_000);
    let [changed, proven] = [0, 0];
    fc.assert(
      fc.property(query, (text) => {
        const statement = readStatement(text);
        if (statement.kind === 'problem') throw new Error(statement.sentence);
        const { tables, perhaps, obstacle } = readTables(statement.tokens);
        if (run(full, text) !== run(empty, text)) changed += 1;
        const ofWords = obstacle === null ? [...tables, ...perhaps] : null;
        // What the engine says is as good, whatever is known of the words.
        for (const names of [...(ofWords === null ? [] : [ofWords]), REAL, []]) {
          const shadows = names.map((name) => ({ name, columns: [{ name: 'a', type: 'Int8' }], rows: [] }));
          const said = run(full, buildTableQuestion(statement.sql, shadows, true));
          const rows: string[][] = said === null ? [] : JSON.parse(said);
          const told = findRealTables(rows.map(([line]) => ({ line })));
          const isShadowed = told?.isWhole === true && told.real.length === 0;
          const sql = buildTestQuery(statement.sql, shadows);
          if (isShadowed) proven += 1;
          if (names === ofWords || isShadowed) expect(run(full, sql)).toBe(run(empty, sql));
          // Both agree, unless the engine does not run the query at all.
          if (names === ofWords && said !== null) expect(isShadowed).toBe(true);
        }
      }),
      { numRuns: most },
    );
    for (const [session, database] of [
      [full, 'shadows_full'],
      [empty, 'shadows_empty'],
    ] as const) {
      session.query(`DROP DATABASE ${database}`);
      session.close();
    }
    expect(Math.min(changed, proven)).toBeGreaterThan(most / 100);
  });
});
