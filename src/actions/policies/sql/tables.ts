import { beginPart, beginSelect, beginWith, isAlias, openScopes, type Scope, type Scopes } from './aliases.ts';
import { isWithClause, readTableExpressions } from './expressions.ts';
import { isNameToken, nameOfToken, type Token, wordOf } from './lex.ts';
import { isAliasOfName, isBehindIn, isLastArgument, isMembershipCall } from './membership.ts';
import { isStartOfQuery, QUERY_WORDS, type Role, readRoles, UNIONS } from './roles.ts';
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
  ...['WHERE', 'PREWHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'SETTINGS', 'WINDOW', 'QUALIFY', 'SELECT'],
  ...UNIONS,
]);

/** Words that count as no name of a table: a query that means one has to write it in quotes. */
const NO_TABLES: ReadonlySet<string> = new Set([...AFTER_TABLES, 'FROM', 'JOIN', 'USING', 'AS', 'ON', 'ARRAY']);

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
  /** Whether a comma separates what `ARRAY JOIN` joins, which are no tables. */
  isArrays: boolean;
  /** Whether a `SELECT` stands in it, or in the current part of a union. */
  hasSelect: boolean;
  readonly scopes: Scopes;
}

function openFrame(scopes: Scopes, callee = '', isMembership = false, isList = false): Frame {
  return { callee, isMembership, isList, isNext: isList, isArrays: false, hasSelect: false, scopes };
}

/** Finds the tables of a query by its words, without a parser. What can't be a name of a table for sure is an obstacle. */
export function readTables(tokens: readonly Token[]): TableUse {
  const roles = readRoles(tokens);
  const meaningOf = readTableExpressions(tokens, roles);
  const wordAt = (index: number) => (roles[index] === 'name' ? '' : wordOf(tokens[index]));
  const tables = new Set<string>();
  const secondNames = new Set<string>();
  const behindIn: { readonly name: string; readonly offset: number; readonly place: Scope }[] = [];
  let obstacle: TableUse['obstacle'] = null;
  const root = openFrame(openScopes(null));
  const stack = [root];
  for (const [index, token] of tokens.entries()) {
    const frame = stack.at(-1) ?? root;
    const [word, before, next] = [wordAt(index), wordAt(index - 1), tokens[index + 1]];
    const block = (sentence: string) => {
      obstacle ??= { offset: token.start, sentence };
    };
    const read = (name: string, note: () => void) => {
      if (next?.source === '.') return block(`The query reads \`${name}.…\`, and a table of a test has no database.`);
      const meaning = meaningOf(name, index);
      if (meaning === 'real') note();
      if (meaning === 'unclear') {
        block(
          `The query calls a table of its own \`${name}\`, and whether it reads that one here or a real one is unclear.`,
        );
      }
    };
    if (word !== '' && word !== 'AS') frame.isArrays = word === 'JOIN' && before === 'ARRAY';
    if (before === 'AS' && isNameToken(token)) {
      if (!frame.isArrays && isAliasOfName(tokens, index - 1)) secondNames.add(nameOfToken(token));
      else if (roles[index - 1] === 'keyword') frame.scopes.current.names.add(nameOfToken(token));
    }
    // What may be a name of the query's own may hide a table behind it.
    if (frame.isList && roles[index] === 'unclear' && (AFTER_TABLES.has(word) || word === 'USING')) {
      block(describeUnclear(token));
    }
    if (QUERY_WORDS.has(wordOf(token)) && isStartOfQuery(tokens, index)) frame.hasSelect = false;
    if (token.source === '(') {
      const isQuery = QUERY_WORDS.has(wordOf(tokens[index + 1]));
      const isGroup = frame.isNext && !isQuery;
      if (isGroup && wordOf(tokens[index + 1]) === 'EXPLAIN') block('The query reads what `EXPLAIN` says of a query.');
      const name = tokens[index - 1];
      const callee = isQuery || name === undefined || !isNameToken(name) ? '' : nameOfToken(name).toLowerCase();
      const isInCall = frame.isMembership && name?.source === ',';
      const isMembership = !isQuery && (isMembershipCall(tokens, index) || isInCall);
      frame.isNext = false;
      stack.push(openFrame(isQuery ? openScopes(frame.scopes.current) : frame.scopes, callee, isMembership, isGroup));
    } else if (token.source === ')') {
      if (stack.length > 1) stack.pop();
    } else if (frame.isNext) {
      frame.isNext = false;
      const name = nameOfToken(token);
      // What is called like a word of SQL may be one, with a real table behind it.
      if (NO_TABLES.has(wordOf(token))) block(describeUnclearPair(tokens[index - 1], token));
      else if (!isNameToken(token)) block(`The query reads from \`${shorten(token)}\`, which is no name of a table.`);
      else if (next?.source !== '(') read(name, () => tables.add(name));
      else if (!HARMLESS_SOURCES.has(name.toLowerCase())) block(describeFunction(name));
    } else if (isBehindIn(tokens, roles, index) || (frame.isMembership && isLastArgument(tokens, index))) {
      const name = nameOfToken(token);
      read(name, () => behindIn.push({ name, offset: token.start, place: frame.scopes.current }));
    } else if (next?.source === '(' && isNameToken(token) && READING_FUNCTION.test(nameOfToken(token))) {
      block(describeFunction(nameOfToken(token)));
    } else if (word === 'FROM') {
      if (OWN_FROM.has(frame.callee) || isOtherFrom(tokens, roles, index)) continue;
      frame.isNext = true;
      frame.isList = true;
    } else if (word === 'JOIN') {
      frame.isNext = before !== 'ARRAY';
      frame.isList = frame.isNext;
    } else if (token.source === ',') {
      frame.isNext = frame.isList;
    } else if (wordOf(token) === 'FINAL' && frame.isList && before !== 'AS' && tokens[index - 1]?.source !== '.') {
      block('The query reads with `FINAL`, which a table of a test does not know.');
    } else if (word === 'USING') {
      // Without brackets a comma separates columns.
      frame.isList = frame.isList && next?.source === '(';
    } else if (AFTER_TABLES.has(word)) {
      const setting = word === 'SETTINGS' ? findSetting(tokens, index) : null;
      if (setting !== null) {
        block(`The query sets \`${setting}\`, under which it may read real tables, or other rows of those of a test.`);
      }
      if (word === 'SELECT') {
        if (frame.hasSelect) block(describeUnclear(token));
        frame.hasSelect = true;
        beginSelect(frame.scopes);
      }
      frame.isList = false;
    }
    if (UNIONS.has(wordOf(token))) beginPart(frame.scopes);
    if (isWithClause(tokens, index)) beginWith(frame.scopes);
  }
  const second = behindIn.find(({ name }) => secondNames.has(name));
  if (second !== undefined) {
    const sentence = `The query reads behind \`IN\` what it calls \`${second.name}\`, which may be a real table; write the name itself behind \`IN\`.`;
    obstacle ??= { offset: second.offset, sentence };
  }
  const perhaps = behindIn.filter(({ name, place }) => !isAlias(name, place) && !tables.has(name));
  return { tables: [...tables], perhaps: [...new Set(perhaps.map(({ name }) => name))], obstacle };
}

/** Of `IS DISTINCT FROM` and `WITH FILL FROM`, behind which a value stands. */
function isOtherFrom(tokens: readonly Token[], roles: readonly Role[], index: number): boolean {
  const [last, third, fourth] = [1, 2, 3].map((back) => wordOf(tokens[index - back]));
  const isOwn = (back: number) => roles[index - back] === 'keyword';
  if (last === 'DISTINCT') return (third === 'IS' && isOwn(2)) || (third === 'NOT' && fourth === 'IS' && isOwn(3));
  const value = tokens[index + 1];
  const isName = value !== undefined && isNameToken(value) && tokens[index + 2]?.source !== '(';
  return last === 'FILL' && third === 'WITH' && isOwn(2) && !isName;
}

function describeUnclear(token: Token): string {
  const word = shorten(token);
  return `The word \`${word}\` is SQL's own or a name here, and a table behind it may be a real one; write a name in quotes: \`"${word}"\`.`;
}

/** Of two words one has to be a name, and nobody knows which one. */
function describeUnclearPair(before: Token | undefined, token: Token): string {
  if (before?.kind !== 'word') return describeUnclear(token);
  return `One of the two words \`${shorten(before)} ${shorten(token)}\` is a name here, and a table behind it may be a real one; write the name in quotes.`;
}

function describeFunction(name: string): string {
  return `The query reads by \`${name}(…)\`, for which no table of a test can stand in.`;
}

function shorten({ source }: Token): string {
  return [...source].slice(0, 40).join('');
}
