import { isNameToken, type Token, wordOf } from './lex.ts';

/** What a bare word is where it stands: one of SQL's own, the name of a column or a table, or one or the other. */
export type Role = 'keyword' | 'name' | 'unclear';

/** Words each of which stands behind a value or a table, or is a name. */
const AFTER_VALUE: ReadonlySet<string> = new Set([
  ...['AND', 'OR', 'XOR', 'ON', 'IN', 'IS', 'LIKE', 'ILIKE', 'REGEXP', 'RLIKE', 'BETWEEN', 'GLOBAL', 'DIV', 'MOD'],
  ...['WHEN', 'THEN', 'ELSE', 'ARRAY', 'SAMPLE', 'OVER', 'ESCAPE', 'COLLATE', 'APPLY', 'FILL', 'BY'],
  ...['AS', 'USING', 'WITH', 'WHERE', 'PREWHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'SETTINGS'],
  ...['UNION', 'INTERSECT', 'EXCEPT', 'WINDOW', 'QUALIFY'],
]);

/** Words that can begin a value or a query. Where a value is expected, such a word may be a name, too. */
const BEFORE_VALUE: ReadonlySet<string> = new Set([
  ...['NOT', 'CASE', 'DISTINCT', 'INTERVAL', 'EXISTS', 'SELECT', 'ANY', 'ALL'],
]);

/** Words behind which a table stands. Such a word counts as a name only behind a dot or an `AS`. */
const BEFORE_TABLE: ReadonlySet<string> = new Set(['FROM', 'JOIN']);

/** Words that can have a `NOT` or a `GLOBAL` in front of them. */
const AFTER_NOT: ReadonlySet<string> = new Set(['IN', 'LIKE', 'ILIKE', 'REGEXP', 'RLIKE', 'BETWEEN']);

const BEFORE_BY: ReadonlySet<string> = new Set(['GROUP', 'ORDER', 'PARTITION']);
const BEFORE_ARRAY_JOIN: ReadonlySet<string> = new Set(['LEFT', 'INNER']);
/** With which a query in brackets begins. */
export const QUERY_WORDS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'FROM']);
/** Words between the parts of a union. */
export const UNIONS: ReadonlySet<string> = new Set(['UNION', 'INTERSECT', 'EXCEPT']);

/**
 * Tells SQL's own words from names that are written like them. ClickHouse lets a column be called `window` or `as`, and
 * takes the word for a name where a value is expected. `unclear`: only a parser can tell.
 * @returns one for each token; a token that is no word counts as a name
 */
export function readRoles(tokens: readonly Token[]): readonly Role[] {
  const roles: Role[] = [];
  for (const index of tokens.keys()) roles.push(roleOf(tokens, roles, index));
  return roles;
}

/** @param roles of all tokens before */
function roleOf(tokens: readonly Token[], roles: readonly Role[], index: number): Role {
  const [word, before] = [wordOf(tokens[index]), tokens[index - 1]];
  if (word === '' || before?.source === '.') return 'name';
  const as = wordOf(before) === 'AS' ? roles[index - 1] : 'name';
  if (BEFORE_TABLE.has(word) && (as === 'name' || !isEndOfAlias(tokens, index + 1))) return 'keyword';
  if (as !== 'name') return as === 'keyword' ? 'name' : 'unclear';
  if (word === 'BY' && BEFORE_BY.has(wordOf(before))) return roles[index - 1] === 'keyword' ? 'keyword' : 'unclear';
  if (word === 'ARRAY' && BEFORE_ARRAY_JOIN.has(wordOf(before))) return 'keyword';
  if (!AFTER_VALUE.has(word) && !BEFORE_VALUE.has(word)) return 'name';
  const role = roles[index - 1];
  if (AFTER_NOT.has(word) && ['NOT', 'GLOBAL'].includes(wordOf(before)) && role !== 'name') return role ?? 'unclear';
  const behind = behindValue(before, roles[index - 1]);
  if (AFTER_VALUE.has(word) || behind === 'keyword' || isStartOfQuery(tokens, index)) {
    return AFTER_VALUE.has(word) ? behind : 'keyword';
  }
  return word === 'DISTINCT' && wordOf(before) === 'SELECT' ? (roles[index - 1] ?? 'unclear') : 'unclear';
}

/** What a word is that stands only behind a value, if it is no name. */
function behindValue(before: Token | undefined, role: Role = 'name'): Role {
  if (before === undefined) return 'name';
  // `*` is no value here: behind `SELECT *` stands no alias, and `2 * as` multiplies.
  if (before.kind === 'sign') return [')', ']', '}'].includes(before.source) ? 'keyword' : 'name';
  if (role === 'unclear') return role;
  return role === 'name' ? 'keyword' : 'name';
}

/** Whether a query can begin at a place. */
export function isStartOfQuery(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  const isKindOfUnion = ['ALL', 'DISTINCT'].includes(wordOf(before));
  const isOfUnion = UNIONS.has(wordOf(tokens[isKindOfUnion ? index - 2 : index - 1]));
  return before === undefined || before.source === '(' || isOfUnion;
}

/** Whether what stands at a place can't be a table. */
function isEndOfAlias(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  return token === undefined || [',', ')'].includes(token.source) || ['FROM', 'SELECT'].includes(wordOf(token));
}

/** Behind the alias of what ends at a place, `AS name`, if it has one. */
export function skipAlias(tokens: readonly Token[], end: number): number {
  const name = tokens[end + 1];
  return wordOf(tokens[end]) === 'AS' && name !== undefined && isNameToken(name) ? end + 2 : end;
}
