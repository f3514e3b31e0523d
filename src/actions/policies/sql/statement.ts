import { isWithClause } from './expressions.ts';
import { isNameToken, lexSql, type Token, wordOf } from './lex.ts';

/** A query that may be sent: one statement that only reads. */
export interface Statement {
  readonly kind: 'statement';
  /** Without a `;` and comments behind it. A line comment can't hide what is put behind that. */
  readonly sql: string;
  readonly tokens: readonly Token[];
}

/** What keeps a query from being sent, and where in it that stands. */
export interface StatementProblem {
  readonly kind: 'problem';
  readonly offset: number;
  readonly sentence: string;
}

/** What one may begin with. */
const FIRST_WORDS: ReadonlySet<string> = new Set(['SELECT', 'WITH']);

/**
 * Reads a policy's query, without a parser: whether it is one statement, and one that only reads, can be told by its
 * words. What is in strings, in names and in comments counts for nothing.
 */
export function readStatement(query: string): Statement | StatementProblem {
  const { tokens, problem: broken } = lexSql(query);
  const problem = (offset: number, sentence: string): StatementProblem => ({ kind: 'problem', offset, sentence });
  if (broken !== null) return problem(broken.offset, broken.sentence);
  const end = tokens.findIndex(({ source }) => source === ';');
  const own = end < 0 ? tokens : tokens.slice(0, end);
  const rest = end < 0 ? [] : tokens.slice(end).filter(({ source }) => source !== ';');
  const [first] = own.filter(({ source }) => source !== '(');
  // @failure managing#reads | `invalid` | The file must hold one query that only reads: a `SELECT`, or a `WITH` that
  // ends in a `SELECT`. Remove `INTO OUTFILE` and `FORMAT`.
  if (first === undefined) return problem(0, 'There is no SQL but comments; allowed: one `SELECT` or `WITH`.');
  if (!FIRST_WORDS.has(wordOf(first))) {
    const word = [...first.source].slice(0, 40).join('');
    // @failure managing#reads
    return problem(first.start, `The query begins with \`${word}\`; allowed: one \`SELECT\` or \`WITH\`.`);
  }
  const [second] = rest;
  if (second !== undefined) {
    // @failure managing#one | `invalid` | Make a policy of each statement, or join the statements with `UNION ALL`.
    return problem(second.start, 'A second statement begins here; allowed: one `SELECT` or `WITH`.');
  }
  return findForbidden(own) ?? { kind: 'statement', sql: query.slice(0, own.at(-1)?.end), tokens: own };
}

/** What makes more of a `SELECT` or `WITH` than a query that only reads. In brackets ClickHouse takes none of it. */
function findForbidden(tokens: readonly Token[]): StatementProblem | null {
  const wordAt = (index: number) => wordOf(tokens[index]);
  let depth = 0;
  for (const [index, { source, start: offset }] of tokens.entries()) {
    if (source === '(') depth += 1;
    else if (source === ')') depth -= 1;
    if (depth > 0) continue;
    const problem = (sentence: string): StatementProblem => ({ kind: 'problem', offset, sentence });
    const [word, next] = [wordAt(index), wordAt(index + 1)];
    if (word === 'INSERT' && next === 'INTO') {
      // @failure managing#reads
      return problem('The query writes with `INSERT INTO`; allowed: one `SELECT` or `WITH`.');
    }
    if (word === 'PARALLEL' && isWithClause(tokens, index + 1)) {
      // @failure managing#one
      return problem('`PARALLEL WITH` adds a second statement; allowed: one `SELECT` or `WITH`.');
    }
    if (word === 'INTO' && next === 'OUTFILE') {
      // @failure managing#reads
      return problem('A policy writes no file; take `INTO OUTFILE` off.');
    }
    if (word === 'FORMAT' && isFormatClause(tokens, index)) {
      // @failure managing#reads
      return problem('The Platform chooses the format; take `FORMAT` off.');
    }
  }
  return null;
}

/** A column and an alias may be called so, too. The name of the format may stand in quotes. */
function isFormatClause(tokens: readonly Token[], index: number): boolean {
  const [name, after, before] = [tokens[index + 1], tokens[index + 2], tokens[index - 1]];
  const isLast = after === undefined || wordOf(after) === 'SETTINGS';
  // Of `AS AS`, the second one is a name.
  const isAlias = wordOf(before) === 'AS' && wordOf(tokens[index - 2]) !== 'AS';
  return name !== undefined && isNameToken(name) && isLast && !isAlias && ![',', '.'].includes(before?.source ?? '');
}
