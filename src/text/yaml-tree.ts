import { type Alias, Composer, type CST, isAlias, Lexer, type Node, Parser, visit, type YAMLError } from 'yaml';
import { messageOf } from '../errors.ts';
import { toLogText } from './escape.ts';
import { formatCount } from './format.ts';
import { HIDDEN_PATTERNS, type Quote } from './redact.ts';

/** Levels of nesting; a waiver needs five. The library recurses, and the stack ends at some thousands. */
const DEEPEST = 50;

/**
 * Words and signs as the library counts them: 10,000 waivers in 1 MiB have some 320,000. It takes a microsecond or
 * two for each, so that a file of nothing but signs would keep the step for many seconds.
 */
const MOST_LEXEMES = 400_000;

/** Tokens that can't be part of a document. */
const MOST_STRAYS = 1_000;

/** Something that is wrong, and where it begins in the text. */
export interface Problem {
  readonly offset: number;
  readonly sentence: string;
}

export type Tell = (offset: number, sentence: string) => void;

/** A file's YAML. */
export interface Tree {
  readonly root: Node | null;
  /** Problems of the YAML. The reader of the content adds its own. */
  readonly problems: Problem[];
  /** False if the text is no YAML, so that its content is a guess. */
  readonly isWhole: boolean;
}

/**
 * Reads YAML that may be hostile: never throws, and takes no longer than the text is long.
 * @param lineOf the line of a place in the text
 * @param noun what the file is, such as `waivers file`
 * @param quote what the problems show of the text
 */
export function readTree(source: string, lineOf: (offset: number) => number, noun: string, quote: Quote): Tree {
  const problems: Problem[] = [];
  // Nobody sees the stack of these errors, and a million of them would take ten seconds to note it.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    // YAML 1.2, whatever the file says of itself. Unique keys are looked for below: the library compares all with all.
    const composer = new Composer({ schema: 'core', resolveKnownTags: false, merge: false, uniqueKeys: false });
    const tokens = readTokens(source, noun, (offset, sentence) => problems.push({ offset, sentence }));
    const [first, second] = takeTwo(composer.compose(tokens, true, source.length));
    if (problems.length > 0 || first === undefined) return { root: null, problems, isWhole: false };
    // Later errors of a line are mostly consequences of its first one, which alone is told.
    const errors = new Map(first.errors.toReversed().map((error) => [lineOf(error.pos[0]), error]));
    for (const error of [...errors.values(), ...first.warnings]) problems.push(describeYamlError(error, source, quote));
    if (second !== undefined) {
      problems.push({ offset: second.range[0], sentence: 'A second document of YAML begins here; allowed: one.' });
    }
    return { root: first.contents, problems, isWhole: first.errors.length === 0 };
  } catch (error) {
    // Most likely the stack is full.
    // @failure inputs#yaml
    const sentence = `The file can't be read as YAML (${toLogText(messageOf(error), 100)}); simplify it.`;
    return { root: null, problems: [{ offset: 0, sentence }], isWhole: false };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Some files have a million documents. */
function takeTwo<T>(items: Iterable<T>): T[] {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === 2) break;
  }
  return taken;
}

/** The library's own way from text to tokens, which stops if it gets out of hand. */
function* readTokens(source: string, noun: string, tell: Tell): Generator<CST.Token> {
  const parser = new Parser();
  let lexemes = 0;
  let strays = 0;
  const tellExcess = (what: string) => {
    // @failure inputs | Simplify the file.
    tell(parser.offset, `The file has more than ${what} up to here, which no ${noun} needs; simplify it.`);
  };
  for (const lexeme of new Lexer().lex(source)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error' || token.type === 'directive') strays += 1;
      yield token;
    }
    lexemes += 1;
    if (parser.stack.length > DEEPEST) return tellExcess(`${DEEPEST} levels of nesting`);
    if (lexemes > MOST_LEXEMES) return tellExcess(`${formatCount(MOST_LEXEMES)} words and signs`);
    if (strays > MOST_STRAYS) return tellExcess(`${formatCount(MOST_STRAYS)} errors of YAML`);
  }
  yield* parser.end();
}

const STAR_NEEDS_QUOTES = 'a text that begins with `*` or `&` needs quotes.';

function describeYamlError({ code, message, pos }: YAMLError, source: string, quote: Quote): Problem {
  const reason = quote(message, 150);
  // @failure inputs#yaml | Look at this line and column, and at the line before. Mostly a quote or a bracket is
  // missing, the blank after a colon is missing, or the indentation is wrong.
  const said = `The file is not valid YAML here ${reason === HIDDEN_PATTERNS ? reason : `(${reason})`}`;
  const word = quote(source.slice(...pos), 100);
  return { offset: pos[0], sentence: explainYamlError(code, said, word) };
}

function explainYamlError(code: YAMLError['code'], said: string, word: string): string {
  switch (code) {
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_COLLECTION_TYPE':
      // @failure inputs#needs-quotes | A text that begins with `!` or `*` needs quotes.
      return `YAML reads \`${word}\` as a tag, which means nothing here; a text that begins with \`!\` needs quotes.`;
    case 'BAD_ALIAS':
      return `${said}; ${STAR_NEEDS_QUOTES}`;
    case 'TAB_AS_INDENT':
      return `${said}; indent with blanks.`;
    case 'BAD_SCALAR_START':
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'UNEXPECTED_TOKEN':
      return `${said}; a text that holds \`: \` or begins with a sign such as \`[\` or \`@\` needs quotes.`;
    default:
      return `${said}; look at the quotes, the brackets and the indentation.`;
  }
}

export type Targets = ReadonlyMap<Alias, Node>;

/** What each alias stands for. The library's own search begins anew for each of them. */
export function findTargets(root: Node | null, tell: Tell, quote: Quote): Targets {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(root, {
    Alias(_key, alias) {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
      else {
        const word = quote(`*${alias.source}`, 100);
        // @failure inputs#needs-quotes
        const sentence = `YAML reads \`${word}\` as an alias, and nothing before it has that anchor; ${STAR_NEEDS_QUOTES}`;
        tell(offsetOf(alias), sentence);
      }
    },
    Value(_key, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

export function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/** The node that is meant; null if it is unknown, or if its tag is: a problem says so already. */
export function resolveNode(node: Node | null, targets: Targets): Node | null {
  const meant = isAlias(node) ? targets.get(node) : node;
  const tag = meant?.tag;
  return meant === undefined || meant === null || (tag !== undefined && !KNOWN_TAG.test(tag)) ? null : meant;
}

const KNOWN_TAG = /^(!|tag:yaml\.org,2002:(str|int|float|bool|null|seq|map))$/;
