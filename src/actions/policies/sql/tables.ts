import { readTableExpressions } from './expressions.ts';
import { isNameToken, nameOfToken, type Token, wordOf } from './lex.ts';
import { isBehindIn, isLastArgument, isMembershipCall } from './membership.ts';
import { findSetting } from './settings.ts';
import { HARMLESS_SOURCES } from './sources.ts';

/** The tables that a query reads. */
export interface TableUse {
  /** Each once, without those that the query makes itself with `WITH`. */
  readonly tables: readonly string[];
  /** Names behind `IN`, each of which is a table or a column. What the query itself calls so is not among them. */
  readonly perhaps: readonly string[];
  /** What keeps a table of a test from standing in for a real one, and where; null: nothing does. */
  readonly obstacle: { readonly offset: number; readonly sentence: string } | null;
}

/** Functions in whose arguments `FROM` stands for something else. */
const OWN_FROM: ReadonlySet<string> = new Set(['extract', 'trim', 'substring', 'substr', 'overlay', 'position']);

/** Functions that read a dictionary, a table or a file whose name is a text. */
const READING_FUNCTION = /^(?:dict(?:Get|Has|IsIn)\w*|joinGet\w*|hasColumnInTable|file)$/i;

/** Words behind which a list of tables is over. */
const AFTER_TABLES: ReadonlySet<string> = new Set([
  ...['WHERE', 'PREWHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'SETTINGS', 'UNION', 'INTERSECT', 'EXCEPT'],
  ...['WINDOW', 'QUALIFY', 'SELECT'],
]);

/** With which a query in brackets begins. */
const QUERY_WORDS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'FROM']);

/** What stands between two brackets, or outside of all of them. */
interface Frame {
  /** The function whose arguments these are, in small letters; empty: none. */
  readonly callee: string;
  /** Whether it is one that says whether a value is in a table. */
  readonly isMembership: boolean;
  /** Whether a comma separates tables. */
  isList: boolean;
  /** Whether a table comes next. */
  isNext: boolean;
}

const ROOT = { callee: '', isMembership: false, isList: false, isNext: false };

/** Finds the tables of a query by its words, without a parser. What can't be a name of a table for sure is an obstacle. */
export function readTables(tokens: readonly Token[]): TableUse {
  const meaningOf = readTableExpressions(tokens);
  const wordAt = (index: number) => keywordAt(tokens, index);
  const named = new Set(tokens.filter((_, index) => wordAt(index - 1) === 'AS').map(nameOfToken));
  const tables = new Set<string>();
  const perhaps = new Set<string>();
  let obstacle: TableUse['obstacle'] = null;
  const stack: Frame[] = [{ ...ROOT }];
  for (const [index, token] of tokens.entries()) {
    const frame = stack.at(-1) ?? { ...ROOT };
    const [word, before, next] = [wordAt(index), wordAt(index - 1), tokens[index + 1]];
    const block = (sentence: string) => {
      obstacle ??= { offset: token.start, sentence };
    };
    const read = (name: string, into: Set<string>) => {
      if (next?.source === '.') return block(`The query reads \`${name}.…\`, and a table of a test has no database.`);
      const meaning = meaningOf(name, index);
      if (meaning === 'real') into.add(name);
      if (meaning === 'unclear') {
        block(
          `The query calls a table of its own \`${name}\`, and whether it reads that one here or a real one is unclear.`,
        );
      }
    };
    if (token.source === '(') {
      const isQuery = QUERY_WORDS.has(wordAt(index + 1));
      const isGroup = frame.isNext && !isQuery;
      if (isGroup && wordAt(index + 1) === 'EXPLAIN') block('The query reads what `EXPLAIN` says of a query.');
      const name = tokens[index - 1];
      const callee = isQuery || name === undefined || !isNameToken(name) ? '' : nameOfToken(name).toLowerCase();
      const isInCall = frame.isMembership && name?.source === ',';
      const isMembership = !isQuery && (isMembershipCall(tokens, index) || isInCall);
      frame.isNext = false;
      stack.push({ callee, isMembership, isList: isGroup, isNext: isGroup });
    } else if (token.source === ')') {
      if (stack.length > 1) stack.pop();
    } else if (frame.isNext) {
      frame.isNext = false;
      const name = nameOfToken(token);
      if (!isNameToken(token)) block(`The query reads from \`${shorten(token)}\`, which is no name of a table.`);
      else if (next?.source !== '(') read(name, tables);
      else if (!HARMLESS_SOURCES.has(name.toLowerCase())) block(describeFunction(name));
    } else if (isBehindIn(tokens, index) || (frame.isMembership && isLastArgument(tokens, index))) {
      read(nameOfToken(token), perhaps);
    } else if (next?.source === '(' && isNameToken(token) && READING_FUNCTION.test(nameOfToken(token))) {
      block(describeFunction(nameOfToken(token)));
    } else if (word === 'FROM') {
      if (OWN_FROM.has(frame.callee) || isOtherFrom(tokens, index)) continue;
      frame.isNext = true;
      frame.isList = true;
    } else if (word === 'JOIN') {
      frame.isNext = before !== 'ARRAY';
      frame.isList = frame.isNext;
    } else if (token.source === ',') {
      frame.isNext = frame.isList;
    } else if (word === 'FINAL' && frame.isList) {
      block('The query reads with `FINAL`, which a table of a test does not know.');
    } else if (word === 'USING') {
      // Without brackets a comma separates columns.
      frame.isList = frame.isList && next?.source === '(';
    } else if (AFTER_TABLES.has(word)) {
      const setting = word === 'SETTINGS' ? findSetting(tokens, index) : null;
      if (setting !== null) {
        block(`The query sets \`${setting}\`, under which it may read real tables, or other rows of those of a test.`);
      }
      frame.isList = false;
    }
  }
  return {
    tables: [...tables],
    perhaps: [...perhaps].filter((name) => !named.has(name) && !tables.has(name)),
    obstacle,
  };
}

/** A word of SQL's own; empty: there is none. Behind a dot or `AS` it is a name. */
function keywordAt(tokens: readonly Token[], index: number): string {
  const before = tokens[index - 1];
  return before?.source === '.' || wordOf(before) === 'AS' ? '' : wordOf(tokens[index]);
}

/** Of `IS DISTINCT FROM` and `WITH FILL FROM`, behind which a value stands. */
function isOtherFrom(tokens: readonly Token[], index: number): boolean {
  const [last, third, fourth] = [1, 2, 3].map((back) => wordOf(tokens[index - back]));
  if (last === 'DISTINCT') return third === 'IS' || (third === 'NOT' && fourth === 'IS');
  const value = tokens[index + 1];
  const isName = value !== undefined && isNameToken(value) && tokens[index + 2]?.source !== '(';
  return last === 'FILL' && third === 'WITH' && !isName;
}

function describeFunction(name: string): string {
  return `The query reads by \`${name}(…)\`, for which no table of a test can stand in.`;
}

function shorten({ source }: Token): string {
  return [...source].slice(0, 40).join('');
}
