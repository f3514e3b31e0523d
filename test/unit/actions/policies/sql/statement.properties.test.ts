/** What is taken for a query that only reads, against ClickHouse's own parser. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStatement } from '../../../../../src/actions/policies/sql/statement.ts';
import { openSession, whyNoClickHouse } from '../../../../emulator/clickhouse-library.ts';
import { runs } from '../../../../runs.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

const MAINS = [
  ...['SELECT 1', 'SELECT a FROM x', '( SELECT 1 )', 'SELECT 1 AS insert , 2 AS parallel', 'INSERT INTO t SELECT 1'],
  ...['FROM x SELECT a', 'DROP TABLE t', 'EXPLAIN SELECT 1', "INSERT INTO TABLE FUNCTION file( 'f' ) SELECT 1"],
];
const PREFIXES = ['', '', 'WITH x AS ( SELECT 1 )', 'WITH 1 AS a', 'WITH 1', 'WITH RECURSIVE x AS ( SELECT 1 )'];
const SUFFIXES = [
  ...['UNION ALL', 'EXCEPT', 'PARALLEL WITH', "INTO OUTFILE 'f'", "INTO OUTFILE 'f' APPEND", 'FORMAT JSON', 'LIMIT 1'],
  ...['SETTINGS max_threads = 1', 'ORDER BY 1', ';', '-- end\n', ...MAINS],
];

/** What may stand between two words. */
const GAPS = [' ', '\n', ' /* SELECT ; */ ', " -- it's ;\n"];

const query = fc
  .tuple(
    fc.constantFrom(...PREFIXES),
    fc.constantFrom(...MAINS),
    fc.array(fc.constantFrom(...SUFFIXES), { maxLength: 3 }),
    fc.array(fc.constantFrom(...GAPS), { minLength: 3, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([prefix, main, suffixes, gaps, isLower]) => {
    let at = 0;
    const text = [prefix, main, ...suffixes].join(' ').trim();
    const spread = text.replace(/ /g, () => gaps[at++ % gaps.length] ?? ' ');
    return isLower ? spread.toLowerCase() : spread;
  });

describe.skipIf(MISSING !== null)(`queries that may be sent${WHERE}`, () => {
  test('only read, as ClickHouse understands them', () => {
    const session = openSession();
    const most = runs(5_000);
    let read = 0;
    fc.assert(
      fc.property(query, (text) => {
        const statement = readStatement(text);
        if (statement.kind === 'problem') return;
        let formatted: string;
        try {
          const answer = session.queryBind(
            'SELECT formatQuerySingleLine({sql:String})',
            { sql: statement.sql },
            'JSON',
          );
          formatted = String(Object.values(JSON.parse(answer).data[0])[0]);
        } catch {
          return;
        }
        read += 1;
        expect(formatted).toMatch(/^\(*(?:SELECT|WITH)\b/);
        expect(formatted).not.toMatch(/INSERT INTO|PARALLEL WITH|INTO OUTFILE|\bFORMAT\b/);
      }),
      { numRuns: most },
    );
    session.close();
    expect(read).toBeGreaterThan(most / 100);
  });
});
