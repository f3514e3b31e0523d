import { readTableExpressions } from './expressions.ts';
import { isNameToken, nameOfToken, type Token, wordOf } from './lex.ts';

/** The tables that a query reads. */
export interface TableUse {
  /** Each once, without those that the query makes itself with `WITH`. */
  readonly tables: readonly string[];
  /** Names behind `IN`, each of which is a table or a column. What the query itself calls so is not among them. */
  readonly perhaps: readonly string[];
  /** What keeps a table of a test from standing in for a real one, and where; null: nothing does. */
  readonly obstacle: { readonly offset: number; readonly sentence: string } | null;
}

/** Functions that make their rows themselves, or of a query that stands in them. */
const HARMLESS_SOURCES: ReadonlySet<string> = new Set([
  ...['numbers', 'numbers_mt', 'zeros', 'zeros_mt', 'generateseries', 'generate_series', 'generaterandom'],
  ...['values', 'format', 'null', 'view', 'viewifpermitted'],
]);

/** Functions in whose arguments `FROM` stands for something else. */
const OWN_FROM: ReadonlySet<string> = new Set(['EXTRACT', 'TRIM', 'SUBSTRING', 'SUBSTR', 'OVERLAY', 'POSITION']);

/** Functions that read a dictionary or a table whose name is a text. */
const READING_FUNCTION = /^(?:dict(?:Get|Has|IsIn)|joinGet)/i;

/** Words behind which a list of tables is over. */
const AFTER_TABLES: ReadonlySet<string> = new Set([
  ...['WHERE', 'PREWHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'SETTINGS', 'UNION', 'INTERSECT', 'EXCEPT'],
  ...['WINDOW', 'QUALIFY', 'SELECT', 'USING'],
]);

/** What stands between two brackets, or outside of all of them. */
interface Frame {
  /** The function whose arguments these are; empty: none. */
  readonly callee: string;
  /** Whether a comma separates tables. */
  isList: boolean;
  /** Whether a table comes next. */
  isNext: boolean;
}

/** Finds the tables of a query by its words, without a parser. */
export function readTables(tokens: readonly Token[]): TableUse {
  const meaningOf = readTableExpressions(tokens);
  const wordAt = (index: number) => wordOf(tokens[index]);
  const named = new Set(tokens.filter((_, index) => wordAt(index - 1) === 'AS').map(nameOfToken));
  const tables = new Set<string>();
  const perhaps = new Set<string>();
  let obstacle: TableUse['obstacle'] = null;
  const stack: Frame[] = [{ callee: '', isList: false, isNext: false }];
  for (const [index, token] of tokens.entries()) {
    const frame = stack.at(-1) ?? { callee: '', isList: false, isNext: false };
    const [word, before, next] = [wordAt(index), wordAt(index - 1), tokens[index + 1]];
    const block = (sentence: string) => {
      obstacle ??= { offset: token.start, sentence };
    };
    const read = (name: string, into: Set<string>) => {
      const meaning = meaningOf(name, index);
      if (meaning === 'real') into.add(name);
      if (meaning === 'unclear')
        block(`The query reads \`${name}\` in front of where it makes it, so that it may be a real table.`);
    };
    if (token.source === '(') {
      const isQuery = ['SELECT', 'WITH', 'FROM'].includes(wordAt(index + 1));
      const isGroup = frame.isNext && !isQuery;
      frame.isNext = false;
      stack.push({ callee: before, isList: isGroup, isNext: isGroup });
    } else if (token.source === ')') {
      if (stack.length > 1) stack.pop();
    } else if (frame.isNext && isNameToken(token)) {
      frame.isNext = false;
      const name = nameOfToken(token);
      if (next?.source === '.') block(describeQualified(name));
      else if (next?.source !== '(') read(name, tables);
      else if (!HARMLESS_SOURCES.has(name.toLowerCase())) {
        block(`The query reads by \`${name}(…)\`, for which no table of a test can stand in.`);
      }
    } else if (isBehindIn(tokens, index)) {
      const name = nameOfToken(token);
      if (next?.source === '.') block(describeQualified(name));
      else read(name, perhaps);
    } else if (next?.source === '(' && READING_FUNCTION.test(token.source)) {
      block(`The query reads by \`${token.source}(…)\`, for which no table of a test can stand in.`);
    } else if (word === 'FROM' && !OWN_FROM.has(frame.callee)) {
      frame.isNext = true;
      frame.isList = true;
    } else if (word === 'JOIN') {
      frame.isNext = before !== 'ARRAY';
      frame.isList = frame.isNext;
    } else if (token.source === ',') {
      frame.isNext = frame.isList;
    } else if (word === 'FINAL' && frame.isList) {
      block('The query reads with `FINAL`, which a table of a test does not know.');
    } else if (AFTER_TABLES.has(word)) {
      frame.isNext = false;
      frame.isList = false;
    }
  }
  return {
    tables: [...tables],
    perhaps: [...perhaps].filter((name) => !named.has(name) && !tables.has(name)),
    obstacle,
  };
}

/** Whether a name stands behind `IN`, alone or in brackets: then it is a table or a column. */
function isBehindIn(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || !isNameToken(token)) return false;
  const [before, next] = [tokens[index - 1], tokens[index + 1]];
  if (wordOf(before) === 'IN') return next?.source !== '(';
  return before?.source === '(' && wordOf(tokens[index - 2]) === 'IN' && next?.source === ')';
}

function describeQualified(name: string): string {
  return `The query reads \`${name}.…\`, and a table of a test has no database.`;
}
