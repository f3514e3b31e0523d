import { BLANKS, lexSql } from './lex.ts';

const BLANK = new RegExp(BLANKS);

/**
 * A query with the line ends of files, and no blanks around it. What is in quotes stays as it is: there a line end is a
 * part of a text or of a name. A carriage return without a line feed behind it stays everywhere: to ClickHouse it ends no
 * comment, so that a query which has one in the place of a line feed finds something else.
 */
export function tidyQuery(query: string): string {
  const [from, to] = findContent(query);
  if (from === 0 && to === query.length && !query.includes('\r\n')) return query;
  const { tokens, problem } = lexSql(query);
  let [tidy, at] = ['', from];
  for (const { kind, start, end } of tokens) {
    if (kind !== 'text' && kind !== 'name') continue;
    tidy += unifyLineEnds(query.slice(at, start)) + query.slice(start, end);
    at = end;
  }
  if (problem === null) return tidy + unifyLineEnds(query.slice(at, to));
  // Nobody knows where a quote ends that is not closed.
  return tidy + unifyLineEnds(query.slice(at, problem.offset)) + query.slice(problem.offset);
}

/** Whether two queries are the same to the Platform's engine, as far as their texts say it. */
export function isSameQuery(a: string, b: string): boolean {
  return a === b || tidyQuery(a) === tidyQuery(b);
}

/** Where the blanks at its start end, and those at its end begin. */
function findContent(query: string): [from: number, to: number] {
  let [from, to] = [0, query.length];
  while (from < to && BLANK.test(query.charAt(from))) from += 1;
  // `# ` begins a comment, and `#` alone does not.
  while (to > from && BLANK.test(query.charAt(to - 1)) && query.charAt(to - 2) !== '#') to -= 1;
  return [from, to];
}

function unifyLineEnds(sql: string): string {
  return sql.replace(/(?<!\r)\r+\n/g, '\n');
}
