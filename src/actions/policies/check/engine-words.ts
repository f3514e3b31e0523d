import { HIDDEN_PATTERNS } from '../../../text/redact.ts';

/**
 * Errors of ClickHouse, by code, whose messages are about the words of a query, its functions and its types. All others
 * are about values: before anything is run, the engine computes what gives one value.
 */
const ABOUT_WORDS: ReadonlyMap<string, string> = new Map([
  ['42', 'NUMBER_OF_ARGUMENTS_DOESNT_MATCH'],
  ['43', 'ILLEGAL_TYPE_OF_ARGUMENT'],
  ['46', 'UNKNOWN_FUNCTION'],
  ['47', 'UNKNOWN_IDENTIFIER'],
  ['50', 'UNKNOWN_TYPE'],
  ['60', 'UNKNOWN_TABLE'],
  ['62', 'SYNTAX_ERROR'],
  ['80', 'INCORRECT_QUERY'],
  ['115', 'UNKNOWN_SETTING'],
  ['179', 'MULTIPLE_EXPRESSIONS_FOR_ALIAS'],
  ['184', 'ILLEGAL_AGGREGATION'],
  ['207', 'AMBIGUOUS_IDENTIFIER'],
  ['215', 'NOT_AN_AGGREGATE'],
  ['386', 'NO_COMMON_TYPE'],
  ['497', 'ACCESS_DENIED'],
]);

/** What the messages of these errors consist of, apart from words of the query. */
const OWN_WORDS = `
  DB::Exception Exception Code In scope query SELECT FROM JOIN WHERE PREWHERE HAVING GROUP BY ORDER LIMIT AS AND OR NOT
  Unknown expression expressions identifier identifiers table column columns function functions aggregate combinator
  data type types family setting settings alias aliases database name names with without for of to on in is are was a an
  the this that it its s t does doesn exist exists Maybe you meant Illegal argument arguments parameter parameters first
  second third fourth fifth passed given number match matches should must can cannot be been a constant const string
  integer number array map tuple got instead expected expects requires required at least most more than one two exactly
  either under keys found inside another There no supertype because some them and have not while executing while
  processing Syntax error failed end unmatched parentheses unrecognized token empty Multiple different same Ambiguous
  unambiguous Not enough privileges execute necessary grant default system right left Missing
  equals notEquals less lessOrEquals greater greaterOrEquals plus minus multiply divide modulo negate concat like notLike
  ilike notILike notIn arrayElement tupleElement if multiIf
  Array Bool Boolean Date Date32 DateTime DateTime64 Decimal Decimal32 Decimal64 Decimal128 Decimal256 Dynamic Enum Enum8
  Enum16 FixedString Float32 Float64 Int Int8 Int16 Int32 Int64 Int128 Int256 IPv4 IPv6 JSON LowCardinality Map Nested
  Nothing Nullable Object Set String String/FixedString/Enum Tuple UInt UInt8 UInt16 UInt32 UInt64 UInt128 UInt256 UUID
  Variant`;

/** A name, a number, a host or another run of what belongs together; anything else is blanks and ASCII signs. */
const PIECE = /[\w$\P{ASCII}]+(?:[-.:/@#%&~\\+]+[\w$\P{ASCII}]+)*/gu;

const OWN = listPieces(`${OWN_WORDS} ${[...ABOUT_WORDS.values()].join(' ')}`);

/** Without its code: it quotes the query from there on. */
const SYNTAX = /^Syntax error: failed at position \d+ /;

/** Of the server: at the end, and within. */
const VERSION = / \(version \d[^()]{0,40}(?:\(official build\))?\)/g;

/** Whether a refusal of the engine is about words, so that most of them may be shown. */
export function isAboutWords(message: string): boolean {
  const code = readCode(message);
  // The query chooses the words, and can choose the code, of an error that it throws.
  return code !== null && ABOUT_WORDS.has(code) && !/throwIf/i.test(message);
}

/** The code of a refusal, in decimal digits; null: it has none. */
export function readCode(message: string): string | null {
  return /^Code: (\d{1,4})\. /.exec(message)?.[1] ?? (SYNTAX.test(message) ? '62' : null);
}

/**
 * A refusal about words without those that stand neither in the query nor in each such refusal: an unknown setting, or
 * the name of a type, may be a value that the engine computed from a table. Its time grows with both texts.
 */
export function hideValues(message: string, query: string): string {
  const words = listPieces(query);
  const isWord = (one: string) => words.has(fold(one)) || OWN.has(fold(one));
  const text = message.replace(VERSION, '');
  let [shown, end, isHidden] = ['', 0, false];
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    const between = text.slice(end, index);
    // The engine writes the table or the database in front of a name.
    const isKnown = isWord(piece) || piece.split('.').every(isWord);
    // How many words a value has is no one's business.
    if (isKnown || !isHidden || between.trim() !== '') shown += between + (isKnown ? piece : HIDDEN_PATTERNS);
    isHidden = !isKnown;
    end = index + piece.length;
  }
  return shown + text.slice(end);
}

/** The pieces of a text, and those that points and slashes part. */
function listPieces(text: string): ReadonlySet<string> {
  return new Set((text.match(PIECE) ?? []).flatMap((piece) => [piece, ...piece.split(/[./]/)]).map(fold));
}

/** The engine writes keywords in capitals. */
function fold(piece: string): string {
  return piece.toLowerCase();
}
