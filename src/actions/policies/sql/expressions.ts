import { isNameToken, nameOfToken, type Token, wordOf } from './lex.ts';
import { type Role, UNIONS } from './roles.ts';

/** A table that a query makes itself: `WITH name AS (SELECT …)`. Places are indices of tokens. */
interface TableExpression {
  readonly name: string;
  /** Its `WITH`. */
  readonly from: number;
  /** The brackets of its own query. In these its name means the real table, up to the second part of a recursive one. */
  readonly open: number;
  close: number;
  /** Where the second part of a recursive one begins, which reads its rows; null: it has none. */
  second: number | null;
  /** Up to here its name means this: the end of the brackets that it stands in, or of a part of a union. */
  end: number;
  readonly isRecursive: boolean;
}

/** Words that follow another `WITH`, which tells how groups and rows are made. */
const OTHER_WITH: ReadonlySet<string> = new Set(['TOTALS', 'ROLLUP', 'CUBE', 'FILL', 'TIES']);

/** Whether a `WITH` at a place begins expressions, or a statement. */
export function isWithClause(tokens: readonly Token[], index: number): boolean {
  return wordOf(tokens[index]) === 'WITH' && !OTHER_WITH.has(wordOf(tokens[index + 1]));
}

/** What stands between two brackets, or outside of all of them. */
interface Frame {
  /** Its first token. */
  readonly first: number;
  /** The one whose query this is. */
  readonly body: TableExpression | null;
  /** Those that are made in it. */
  readonly made: TableExpression[];
  /** The last `WITH` in it; null: there was none. */
  from: number | null;
  isRecursive: boolean;
}

/** What a name means: a real table, one that the query makes itself, or one or the other. */
export type Meaning = 'real' | 'made' | 'unclear';

/** Of one name; a query that has more is not looked into. */
const MOST_OF_ONE_NAME = 100;

/**
 * Finds the tables that a query makes itself.
 * @returns tells what a name means at a place. It is unclear between the `WITH` and where the table is made, since two
 *   that read each other read a real one in the end.
 */
export function readTableExpressions(
  tokens: readonly Token[],
  roles: readonly Role[],
): (name: string, index: number) => Meaning {
  const all: TableExpression[] = [];
  const root: Frame = { first: 0, body: null, made: [], from: null, isRecursive: false };
  const stack = [root];
  for (const [index, token] of tokens.entries()) {
    const frame = stack.at(-1) ?? root;
    if (token.source === '(') {
      const { from, isRecursive } = frame;
      const name = nameOfExpression(tokens, index);
      const ends = { close: tokens.length, end: tokens.length, second: null };
      const body = name === null || from === null ? null : { name, from, open: index, ...ends, isRecursive };
      if (body !== null) {
        frame.made.push(body);
        all.push(body);
      }
      stack.push({ first: index + 1, body, made: [], from: null, isRecursive: false });
    } else if (token.source === ')' && stack.length > 1) {
      endAll(frame, index);
      if (frame.body !== null) frame.body.close = index;
      stack.pop();
    } else if (isWithClause(tokens, index)) {
      endAll(frame, index);
      frame.from = index;
      frame.isRecursive = wordOf(tokens[index + 1]) === 'RECURSIVE';
    } else if (UNIONS.has(wordOf(token))) {
      endPart(frame, index);
      const isUnion = wordOf(token) === 'UNION' && roles[index] === 'keyword';
      if (isUnion && frame.body?.isRecursive === true) frame.body.second ??= index;
    }
  }
  const byName = Map.groupBy(all, ({ name }) => name);
  return (name, index) => {
    const known = byName.get(name) ?? [];
    if (known.length > MOST_OF_ONE_NAME) return 'unclear';
    const own = known.find(({ open, close }) => open < index && index < close);
    if (own !== undefined) return own.second !== null && own.second < index ? 'made' : 'real';
    if (known.some(({ close, end }) => close < index && index < end)) return 'made';
    return known.some(({ from, open }) => from < index && index < open) ? 'unclear' : 'real';
  };
}

/** A part of a union ends. The next one knows the tables of the first part, or those of its own `WITH` alone. */
function endPart(frame: Frame, at: number): void {
  if (frame.from === frame.first) return;
  endAll(frame, at);
  frame.from = null;
}

function endAll({ made }: Frame, at: number): void {
  for (const one of made.splice(0)) one.end = at;
}

/** The name of the table whose query begins with a bracket; null: it begins something else. */
function nameOfExpression(tokens: readonly Token[], open: number): string | null {
  // `MATERIALIZED`: its rows are kept.
  const as = wordOf(tokens[open - 1]) === 'MATERIALIZED' ? open - 2 : open - 1;
  const name = tokens[beforeColumns(tokens, as) - 1];
  if (name === undefined || !isNameToken(name) || wordOf(tokens[as]) !== 'AS') return null;
  let first = open;
  while (tokens[first]?.source === '(') first += 1;
  return ['SELECT', 'WITH', 'FROM'].includes(wordOf(tokens[first])) ? nameOfToken(name) : null;
}

/** In front of the names of columns in brackets, such as those of `name (a, b) AS`, if there are any. */
function beforeColumns(tokens: readonly Token[], end: number): number {
  if (tokens[end - 1]?.source !== ')') return end;
  let start = end - 2;
  while (start > 0 && (tokens[start]?.source === ',' || isName(tokens[start]))) start -= 1;
  return tokens[start]?.source === '(' ? start : end;
}

function isName(token: Token | undefined): boolean {
  return token !== undefined && isNameToken(token);
}
