import { isNameToken, type Token, wordOf } from './lex.ts';
import { QUERY_WORDS, type Role, skipAlias } from './roles.ts';

/** The functions behind the operator `IN`, which can be called by their names, too. */
const MEMBERSHIP = /^(?:GLOBAL)?(?:NOT)?(?:NULL)?IN(?:IGNORESET)?$/;

/** Words in front of which no value has ended: an `IN` behind one is no operator. */
const BEFORE_VALUE: ReadonlySet<string> = new Set([
  ...['SELECT', 'DISTINCT', 'WITH', 'WHERE', 'PREWHERE', 'HAVING', 'QUALIFY', 'ON', 'BY', 'AND', 'OR', 'XOR', 'NOT'],
  ...['CASE', 'WHEN', 'THEN', 'ELSE', 'BETWEEN', 'LIKE', 'ILIKE', 'LIMIT', 'OFFSET', 'FROM', 'IN', 'AS', 'DIV', 'MOD'],
]);

/** Whether brackets hold the arguments of a function that says whether a value is in a table. */
export function isMembershipCall(tokens: readonly Token[], open: number): boolean {
  const callee = tokens[open - 1];
  if (callee === undefined || !isNameToken(callee)) return false;
  const name = callee.source.replace(/^[`"“]|[`"”]$/g, '').toUpperCase();
  if (!MEMBERSHIP.test(name)) return false;
  if (callee.kind === 'name' || name !== 'IN') return true;
  let before = open - 2;
  while (['NOT', 'GLOBAL'].includes(wordOf(tokens[before]))) before -= 1;
  return !isEndOfValue(tokens[before]);
}

function isEndOfValue(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'sign') return [')', ']', '}', '*'].includes(token.source);
  return !BEFORE_VALUE.has(wordOf(token));
}

/**
 * Whether a name stands behind `IN`, alone or in brackets, where it can have an alias: then it is a table, the database
 * of one, or a column.
 */
export function isBehindIn(tokens: readonly Token[], roles: readonly Role[], index: number): boolean {
  if (!startsName(tokens, index)) return false;
  let [first, end] = [skipPlus(tokens, index - 1), endOfName(tokens, index)];
  if (tokens[end]?.source === '(') return false;
  end = skipAlias(tokens, end);
  while (tokens[first]?.source === '(' && tokens[end]?.source === ')') {
    first = skipPlus(tokens, first - 1);
    end = skipAlias(tokens, end + 1);
  }
  return wordOf(tokens[first]) === 'IN' && roles[first] !== 'name';
}

/** Whether a name is the last argument of a function, or the last value in brackets, or the database of it. */
export function isLastArgument(tokens: readonly Token[], index: number): boolean {
  if (!startsName(tokens, index)) return false;
  if (tokens[skipAlias(tokens, endOfName(tokens, index))]?.source !== ')') return false;
  return [',', '('].includes(tokens[skipPlus(tokens, index - 1)]?.source ?? '');
}

/** In front of the `+` before a name, which ClickHouse leaves out. */
function skipPlus(tokens: readonly Token[], index: number): number {
  let first = index;
  while (tokens[first]?.source === '+') first -= 1;
  return first;
}

/** Of a name in brackets; what is longer is not looked into. */
const MOST_TOKENS = 100;

/** Whether what an `AS` gives an alias to may be a name and no more, also in brackets: then it can be a table. */
export function isAliasOfName(tokens: readonly Token[], as: number): boolean {
  let [first, depth] = [as, 0];
  do {
    first -= 1;
    if (as - first > MOST_TOKENS) return true;
    const token = tokens[first];
    if (token?.source === ')') depth += 1;
    else if (token?.source === '(') depth -= 1;
    else if (token === undefined || (!isNameToken(token) && !['.', '+'].includes(token.source))) return false;
  } while (depth > 0);
  if (tokens[first]?.source !== '(') return true;
  const callee = tokens[first - 1];
  const isCall = callee !== undefined && isNameToken(callee) && !BEFORE_VALUE.has(wordOf(callee));
  let inner = first;
  while (tokens[inner]?.source === '(') inner += 1;
  const isQuery = QUERY_WORDS.has(wordOf(tokens[inner])) && wordOf(tokens[inner + 1]) !== 'AS';
  return !isCall && !isQuery;
}

function startsName(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  return token !== undefined && isNameToken(token) && tokens[index - 1]?.source !== '.';
}

/** Behind a name and what it is qualified with. */
function endOfName(tokens: readonly Token[], index: number): number {
  let end = index + 1;
  while (tokens[end]?.source === '.') end += 2;
  return end;
}
