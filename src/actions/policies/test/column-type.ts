import { lexSql, nameOfToken, type Token, unquote } from '../sql/lex.ts';

/** A type of ClickHouse whose values a test can hold. Others may make another value of what is written. */
export type ColumnType =
  | ScalarType
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | { readonly kind: 'nullable'; readonly of: ColumnType }
  | { readonly kind: 'array'; readonly of: ColumnType }
  | { readonly kind: 'map'; readonly key: ColumnType; readonly value: ColumnType }
  | { readonly kind: 'tuple'; readonly fields: readonly Field[] };

/** One that holds some texts, and no others. */
export type ScalarType =
  | { readonly kind: 'bool' | 'uuid' | 'ipv4' | 'ipv6' }
  | { readonly kind: 'fixed-text'; readonly bytes: number }
  | { readonly kind: 'whole'; readonly bits: number; readonly isUnsigned: boolean }
  /** So many digits, and how many of them stand behind the point. */
  | { readonly kind: 'decimal'; readonly digits: number; readonly scale: number }
  | { readonly kind: 'float'; readonly bits: 32 | 64 }
  | { readonly kind: 'enum'; readonly names: readonly string[] }
  | MomentType;

export interface MomentType {
  readonly kind: 'moment';
  /** The first and the last day that the type holds as a whole, in all time zones. */
  readonly first: string;
  readonly last: string;
  /** How many digits of a second it has; null: it holds days alone. */
  readonly digits: number | null;
  /** Null: that of the engine. */
  readonly zone: string | null;
}

/** A part of a tuple; null: it has no name. */
interface Field {
  readonly name: string | null;
  readonly type: ColumnType;
}

export const TYPES_ALLOWED =
  '`String`, `FixedString`, `Bool`, whole numbers, `Decimal`, `Float32`, `Float64`, `Date`, `Date32`, `DateTime`, `DateTime64`, `UUID`, `IPv4`, `IPv6`, `Enum`, `JSON`, and `Array`, `Map`, `Tuple`, `Nested`, `Nullable` and `LowCardinality` of these';

/** Names that other databases have for types of ClickHouse, in small letters as all names here. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int8: 'tinyint int1 byte',
    int16: 'smallint',
    int32: 'mediumint int integer',
    int64: 'bigint signed',
    uint16: 'year',
    uint64: 'unsigned bit',
    decimal: 'dec numeric fixed',
    float32: 'float real single',
    float64: 'double',
    string: `text tinytext mediumtext longtext char character nchar varchar varchar2 clob blob tinyblob mediumblob longblob
      bytea varbinary`,
    fixedstring: 'binary',
    bool: 'boolean',
    datetime: 'timestamp datetime32',
    enum: 'enum8 enum16',
    ipv4: 'inet4',
    ipv6: 'inet6',
  }).flatMap(([name, aliases]) => aliases.split(/\s+/).map((alias) => [alias, name] as const)),
);

/** Of the types with their bits in their names. */
const DIGITS_OF_DECIMAL: ReadonlyMap<string, number> = new Map([
  ['decimal32', 9],
  ['decimal64', 18],
  ['decimal128', 38],
  ['decimal256', 76],
]);

/** Deeper than any value of a test. */
const DEEPEST = 30;

/**
 * Reads a type as ClickHouse does, which takes most names in any case.
 * @returns null: it is none whose values are known to stay the same
 */
export function readColumnType(text: string): ColumnType | null {
  const { tokens, problem } = lexSql(text);
  if (problem !== null) return null;
  const parsed = parseType(tokens, 0, 0);
  return parsed !== null && parsed.end === tokens.length ? toColumnType(parsed.tree) : null;
}

/** A type as it is written: its name, and what stands in its brackets. */
interface TypeTree {
  readonly name: string;
  /** Null: it has no brackets. */
  readonly args: readonly Argument[] | null;
}

/** A type that can have a name, or the tokens of something else, such as a number. */
type Argument = { readonly field: string | null; readonly tree: TypeTree } | { readonly tokens: readonly Token[] };

function parseType(tokens: readonly Token[], at: number, depth: number): { tree: TypeTree; end: number } | null {
  const name = tokens[at];
  if (name?.kind !== 'word' || depth > DEEPEST) return null;
  const tree = { name: name.source, args: null };
  if (tokens[at + 1]?.source !== '(') return { tree, end: at + 1 };
  const args: Argument[] = [];
  let next = at + 2;
  while (tokens[next - 1]?.source !== ')') {
    const parsed = parseArgument(tokens, next, depth + 1);
    if (parsed === null) return null;
    args.push(parsed.argument);
    next = parsed.end + 1;
  }
  return { tree: { name: name.source, args }, end: next };
}

function parseArgument(
  tokens: readonly Token[],
  at: number,
  depth: number,
): { argument: Argument; end: number } | null {
  const isEnd = (index: number) => [',', ')'].includes(tokens[index]?.source ?? '');
  const type = parseType(tokens, at, depth);
  if (type !== null && isEnd(type.end)) return { argument: { field: null, tree: type.tree }, end: type.end };
  const first = tokens[at];
  const named = first?.kind === 'word' || first?.kind === 'name' ? parseType(tokens, at + 1, depth) : null;
  if (first !== undefined && named !== null && isEnd(named.end)) {
    return { argument: { field: nameOfToken(first), tree: named.tree }, end: named.end };
  }
  let end = at;
  while (end < tokens.length && !isEnd(end) && tokens[end]?.source !== '(') end += 1;
  return end > at && isEnd(end) ? { argument: { tokens: tokens.slice(at, end) }, end } : null;
}

function toColumnType({ name: written, args }: TypeTree): ColumnType | null {
  const name = ALIASES.get(written.toLowerCase()) ?? written.toLowerCase();
  const inner = (args ?? []).map((argument) => ('tree' in argument ? toColumnType(argument.tree) : null));
  const [first = null, second = null] = inner;
  const numbers = (args ?? []).map(readNumber);
  const [, sign, bits] = /^(u?)int(8|16|32|64|128|256)$/.exec(name) ?? [];
  // The numbers in the brackets of `int(11)` and `varchar(10)` mean nothing.
  if (bits !== undefined) return { kind: 'whole', bits: Number(bits), isUnsigned: sign === 'u' };
  if (name === 'string') return { kind: 'text' };
  if (name === 'float32' || name === 'float64') return { kind: 'float', bits: name === 'float32' ? 32 : 64 };
  if (name === 'fixedstring') return isCount(numbers[0]) ? { kind: 'fixed-text', bytes: numbers[0] } : null;
  if (name.startsWith('decimal')) return toDecimal(name, numbers);
  if (name === 'enum') return toEnum(args ?? []);
  const moment = toMoment(name, args ?? []);
  if (moment !== null) return moment;
  if (name === 'array' || name === 'nullable') {
    return first === null || inner.length !== 1 ? null : { kind: name, of: first };
  }
  if (name === 'lowcardinality') return inner.length === 1 ? first : null;
  if (name === 'simpleaggregatefunction') return inner.length === 2 ? second : null;
  if (name === 'map') {
    return first === null || second === null || inner.length !== 2 ? null : { kind: 'map', key: first, value: second };
  }
  if (name === 'tuple' || name === 'nested') {
    const fields = toFields(args ?? []);
    if (fields === null) return null;
    return name === 'tuple' ? { kind: 'tuple', fields } : { kind: 'array', of: { kind: 'tuple', fields } };
  }
  if (name === 'json') return (args ?? []).every(isRoom) ? { kind: 'json' } : null;
  const isPlain = name === 'bool' || name === 'uuid' || name === 'ipv4' || name === 'ipv6';
  return isPlain && args === null ? { kind: name } : null;
}

/** How `JSON` is kept, such as `max_dynamic_paths=0`. It says nothing of the values. */
function isRoom(argument: Argument): boolean {
  const [name, sign, count, ...rest] = 'tokens' in argument ? argument.tokens : [];
  const isKnown = name?.source === 'max_dynamic_paths' || name?.source === 'max_dynamic_types';
  return isKnown && sign?.source === '=' && count?.kind === 'number' && rest.length === 0;
}

function toDecimal(name: string, numbers: readonly (number | null)[]): ColumnType | null {
  const size = DIGITS_OF_DECIMAL.get(name);
  if (size === undefined && name !== 'decimal') return null;
  const [digits, scale] = size === undefined ? [numbers[0] ?? 10, numbers[1] ?? 0] : [size, numbers[0]];
  return isCount(digits) && isCount(scale) ? { kind: 'decimal', digits, scale } : null;
}

function toMoment(name: string, args: readonly Argument[]): MomentType | null {
  const day = { kind: 'moment', digits: null, zone: null } as const;
  if (args.length === 0 && name === 'date') return { ...day, first: '1970-01-01', last: '2149-06-06' };
  if (args.length === 0 && name === 'date32') return { ...day, first: '1900-01-01', last: '2299-12-31' };
  if (name !== 'datetime' && name !== 'datetime64') return null;
  const texts = args.map(readText);
  // `DateTime(3)` is a `DateTime64`.
  const digits = readNumber(args[0]);
  const isSeconds = name === 'datetime' && digits === null;
  const zones = isSeconds ? texts : texts.slice(1);
  if (zones.length > 1 || zones.includes(null) || (digits ?? 0) > 9) return null;
  if (!isSeconds && digits === null && args.length > 0) return null;
  const zone = zones[0] ?? null;
  if (isSeconds) return { kind: 'moment', first: '1970-01-02', last: '2106-02-05', digits: 0, zone };
  // Nanoseconds end earlier.
  const last = digits === 9 ? '2262-04-10' : '2299-12-30';
  return { kind: 'moment', first: '1900-01-02', last, digits: digits ?? 3, zone };
}

/** `'a' = 1, 'b'` */
function toEnum(args: readonly Argument[]): ColumnType | null {
  const names = args.map((argument) => {
    const [name, sign] = 'tokens' in argument ? argument.tokens : [];
    const isName = name?.kind === 'text' && (sign === undefined || sign.source === '=');
    return isName ? readQuoted(name) : null;
  });
  return names.length === 0 || names.includes(null)
    ? null
    : { kind: 'enum', names: names.flatMap((name) => name ?? []) };
}

function toFields(args: readonly Argument[]): Field[] | null {
  const fields = args.map((argument): Field | null => {
    if (!('tree' in argument)) return null;
    const type = toColumnType(argument.tree);
    return type === null ? null : { name: argument.field, type };
  });
  return fields.length === 0 || fields.includes(null) ? null : fields.flatMap((field) => field ?? []);
}

function readNumber(argument: Argument | undefined): number | null {
  const [token, ...rest] = argument !== undefined && 'tokens' in argument ? argument.tokens : [];
  return token?.kind === 'number' && rest.length === 0 && /^\d{1,4}$/.test(token.source) ? Number(token.source) : null;
}

function readText(argument: Argument): string | null {
  const [token, ...rest] = 'tokens' in argument ? argument.tokens : [];
  return token?.kind === 'text' && rest.length === 0 ? readQuoted(token) : null;
}

/** What a text in single quotes means; null: it is in other quotes. */
function readQuoted({ source }: Token): string | null {
  return source.startsWith("'") ? unquote(source) : null;
}

function isCount(number: number | null | undefined): number is number {
  return number !== null && number !== undefined;
}
