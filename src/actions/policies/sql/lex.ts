/** What a piece of SQL is. Blanks and comments are no tokens. */
export type TokenKind = 'word' | 'name' | 'text' | 'number' | 'sign';

/** A piece of SQL, as ClickHouse takes it apart. */
export interface Token {
  /** `name`: an identifier in back-ticks or double quotes; `text`: a string. */
  readonly kind: TokenKind;
  /** As it stands there. */
  readonly source: string;
  /** In UTF-16 units from the start of the query. */
  readonly start: number;
  readonly end: number;
}

/** What can't be taken apart, and where it begins. */
export interface LexProblem {
  readonly offset: number;
  readonly sentence: string;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  /** Null: all of it was taken apart. */
  readonly problem: LexProblem | null;
}

/** Closing signs of what is quoted. The curly ones are those of ClickHouse since 2024. */
const QUOTES: Readonly<Record<string, { readonly end: string; readonly kind: TokenKind; readonly escapes: boolean }>> =
  {
    "'": { end: "'", kind: 'text', escapes: true },
    '"': { end: '"', kind: 'name', escapes: true },
    '`': { end: '`', kind: 'name', escapes: true },
    '‘': { end: '’', kind: 'text', escapes: false },
    '“': { end: '”', kind: 'name', escapes: false },
  };

/**
 * What ClickHouse takes for a blank, as a class of a pattern. These are not the blanks of JavaScript: it knows U+1680,
 * and ClickHouse the others that JavaScript does not know.
 */
export const BLANKS = '[\\t-\\r \\x85\\xa0\\u180e\\u2000-\\u200d\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff]';

const BLANK = new RegExp(`${BLANKS}+`, 'y');
/** ClickHouse takes `//`, `# ` and `#!` for the start of a comment, too. */
const LINE_COMMENT = /(?:--|\/\/|#(?=[ !]))[^\n]*/y;
const WORD = /[\p{L}_$][\p{L}\p{N}\p{M}_$]*/uy;
const NUMBER = /\d(?:[eEpP][+-]\d|[\w.])*/y;
/** A string between two tags of the same name: `$tag$ … $tag$`. */
const HEREDOC = /\$\w*\$/y;

/** Takes SQL apart, never throws, and takes no longer than the text is long. It knows no grammar. */
export function lexSql(sql: string): Lexed {
  const tokens: Token[] = [];
  const problem = (offset: number, what: string): Lexed => ({
    tokens,
    // @failure managing | `invalid` | Close the quote or the comment.
    problem: { offset, sentence: `${what} begins here, and does not end.` },
  });
  const findLastTag = indexTags(sql);
  let at = 0;
  const add = (kind: TokenKind, end: number) => {
    tokens.push({ kind, source: sql.slice(at, end), start: at, end });
    at = end;
  };
  while (at < sql.length) {
    const skipped = endOf(BLANK, sql, at) ?? endOf(LINE_COMMENT, sql, at);
    if (skipped !== null) {
      at = skipped;
      continue;
    }
    const character = sql[at] ?? '';
    if (sql.startsWith('/*', at)) {
      const end = endOfComment(sql, at);
      if (end === null) return problem(at, 'A comment');
      at = end;
      continue;
    }
    const quote = QUOTES[character];
    if (quote !== undefined) {
      const end = endOfQuoted(sql, at, quote);
      if (end === null) return problem(at, quote.kind === 'text' ? 'A string' : 'A name in quotes');
      add(quote.kind, end);
      continue;
    }
    const tag = endOf(HEREDOC, sql, at);
    if (tag !== null) {
      const text = sql.slice(at, tag);
      if (findLastTag(text) >= tag) {
        add('text', sql.indexOf(text, tag) + text.length);
        continue;
      }
    }
    const word = endOf(WORD, sql, at);
    const number = endOf(NUMBER, sql, at);
    if (word !== null) add('word', word);
    else if (number !== null) add('number', number);
    else add('sign', at + ((sql.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
  }
  return { tokens, problem: null };
}

function endOf(pattern: RegExp, sql: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(sql) ? pattern.lastIndex : null;
}

/** @returns tells where a tag stands last: a search for each that does not end would take the square of the length */
function indexTags(sql: string): (tag: string) => number {
  const last = new Map<string, number>();
  for (let start = sql.indexOf('$'); start >= 0; ) {
    const end = sql.indexOf('$', start + 1);
    if (end < 0) break;
    last.set(sql.slice(start, end + 1), start);
    start = end;
  }
  return (tag) => last.get(tag) ?? -1;
}

/** Comments can stand in one another. */
function endOfComment(sql: string, start: number): number | null {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = start;
  let depth = 0;
  for (let found = mark.exec(sql); found !== null; found = mark.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return null;
}

/** A quote that stands twice, or behind a backslash, is part of what is quoted. */
function endOfQuoted(
  sql: string,
  start: number,
  { end, escapes }: { readonly end: string; readonly escapes: boolean },
): number | null {
  for (let at = start + 1; at < sql.length; at++) {
    if (escapes && sql[at] === '\\') at += 1;
    else if (sql[at] === end) {
      if (!escapes || sql[at + 1] !== end) return at + 1;
      at += 1;
    }
  }
  return null;
}

/** A quote that stands twice, and what ClickHouse reads behind a backslash in quotes. */
const ESCAPE = /``|""|''|\\(?:x([\da-fA-F]{2})|(.))/gs;

/** Letters that stand for other characters; `N` for none. ClickHouse leaves the backslash in front of any other letter. */
const ESCAPED_LETTERS: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0', N: '' },
};

/** What a name in quotes means; of anything else what stands there. */
export function nameOfToken({ kind, source }: Token): string {
  return kind === 'name' ? unquote(source) : source;
}

/** What stands in quotes, as ClickHouse reads it. */
export function unquote(source: string): string {
  const inner = source.slice(1, -1);
  if (QUOTES[source[0] ?? '']?.escapes !== true) return inner;
  return inner.replace(ESCAPE, (sign: string, hex?: string, letter?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    // Another quote stands for itself, also twice.
    if (letter === undefined) return sign.startsWith(source[0] ?? '') ? sign.slice(1) : sign;
    return ESCAPED_LETTERS[letter] ?? ('\\\'"`/'.includes(letter) ? letter : sign);
  });
}

/** Whether a token can name a table or a column. */
export function isNameToken({ kind }: Token): boolean {
  return kind === 'word' || kind === 'name';
}

/** A word in capital letters; empty: it is none. */
export function wordOf(token: Token | undefined): string {
  return token?.kind === 'word' ? token.source.toUpperCase() : '';
}
