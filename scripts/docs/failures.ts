import ts from 'typescript';
import { renderTable } from './table.ts';
import { readTags, type Tag, textOf } from './tag.ts';

/** A file of src/. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The tables of docs/troubleshooting.md by name, with the cells that a comment gives for each. */
const TABLES = {
  inputs: ['What to do'],
  platform: ['What it means', 'What to do'],
  sync: ['Outcome', 'What to do'],
  policies: ['Outcome', 'What to do'],
  step: ['Outcome', 'What to do'],
  access: ['Outcome', 'What to do'],
  managing: ['Outcome', 'What to do'],
  audit: ['Outcome', 'What to do'],
} as const;

export type FailureTable = keyof typeof TABLES;

export const FAILURE_TABLES = Object.keys(TABLES) as FailureTable[];

/** A comment in the source: `@failure <table>[#<row>] [<what follows the quote>] [| <cell> …]`. See `REMEDY`, too. */
export interface Failure {
  readonly where: string;
  readonly table: FailureTable;
  /** Messages of the same row stand together; one of them has the cells. Null: a row of its own. */
  readonly row: string | null;
  readonly note: string;
  readonly cells: readonly string[];
  readonly quotes: readonly string[];
}

/** Reads the messages that the source explains, in the order of the files. */
export function readFailures(files: readonly SourceFile[]): Failure[] {
  const remedies = new Map(
    readAll(files, 'remedy').map(({ text, quotes: [remedy = ''] }) => [text.trim(), remedy] as const),
  );
  return readAll(files, 'failure').map(({ path, line, text, quotes, node }) => {
    const [head = '', ...cells] = text.split(' | ');
    const [, table = '', row = null, note = ''] = /^(\w+)(?:#([\w-]+))?(?: (.*))?$/.exec(head.trim()) ?? [];
    const where = `${path}:${line}`;
    if (!isTable(table)) throw new Error(`${where}: no such table; there are ${FAILURE_TABLES.join(', ')}.`);
    const beside = remedyBeside(node);
    const [message = '', ...others] = quotes;
    const [start, own] = beside === null && asksForOwn(cells) ? splitRemedy(message) : [message, beside];
    const last = cells.at(-1)?.replace(REMEDY, (_, name: string) => {
      const remedy = name === '' ? own : remedies.get(name);
      if (remedy === undefined) throw new Error(`${where}: no text is marked with @remedy ${name}.`);
      if (remedy === null || remedy.includes('…')) throw new Error(`${where}: no remedy of plain text for \`=\`.`);
      return toSentence(remedy);
    });
    const filled = last === undefined ? cells : [...cells.slice(0, -1), last];
    return { where, table, row, note, cells: filled, quotes: [start, ...others].map(quoteOf) };
  });
}

/** The comments of a tag in all files. */
function readAll(files: readonly SourceFile[], tag: string): (Tag & { readonly path: string })[] {
  return files.flatMap(({ path, text }) => {
    try {
      return readTags(text, tag, isSentence).map((found) => ({ path, ...found }));
    } catch (error) {
      throw new Error(`${path}, ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  });
}

/** In the last cell: `=` is the remedy of the message, and `=name` the text below `// @remedy name`. */
const REMEDY = /(?<=^| )=([\w-]*)(?= |$)/g;

function asksForOwn(cells: readonly string[]): boolean {
  return [...(cells.at(-1) ?? '').matchAll(REMEDY)].some(([, name]) => name === '');
}

/** The remedy that is made together with a message: a `remedy` beside it, or the text that is the next argument. */
function remedyBeside(node: ts.Node): string | null {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return remedyIn(parent.parent);
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return null;
  const rest = parent.arguments?.filter(({ pos }) => pos > node.pos) ?? [];
  return rest.map((one) => textOf(one) ?? remedyIn(one)).find((text) => text !== null) ?? null;
}

function remedyIn(node: ts.Node): string | null {
  if (!ts.isObjectLiteralExpression(node)) return null;
  const remedy = node.properties.find((one) => one.name?.getText() === 'remedy');
  return remedy !== undefined && ts.isPropertyAssignment(remedy) ? textOf(remedy.initializer) : null;
}

/** A message in two: what happened, and its own words on what to do, after a colon or in a second sentence. */
function splitRemedy(message: string): [start: string, remedy: string | null] {
  const [, start = message, remedy = null] = /^([\s:…]*.+?)(?:\. (?=\p{Lu}|`)|[:;] )(.+)$/su.exec(message) ?? [];
  return [start, remedy];
}

function toSentence(remedy: string): string {
  const text = remedy.charAt(0).toUpperCase() + remedy.slice(1);
  return text.endsWith('.') ? text : `${text}.`;
}

function isTable(name: string): name is FailureTable {
  return name in TABLES;
}

/** A message has words with blanks between them; any other text is a name. */
function isSentence(text: string): boolean {
  return text.includes(' ') && countWords(text) > 1;
}

function countWords(text: string): number {
  return text.match(/\p{L}{2,}/gu)?.length ?? 0;
}

/** Where a clause of a sentence ends. */
const CLAUSE_END = /[:;](?= )|,(?= (?:so|and|but|since|as|although) )/g;

/** A clause of fewer words, such as `path: …`, is too little to look for. */
const FEWEST_WORDS = 4;
const FEWEST_WORDS_TO_COMMA = 8;

/** The part of a message that somebody looks for: its first clause of some words, without names around it. */
function quoteOf(message: string): string {
  const [sentence = ''] = message.split(/\. (?=\p{Lu}|`|…)/u);
  const end = [...sentence.matchAll(CLAUSE_END)].find(({ 0: mark, index }) => {
    const start = sentence.slice(0, index);
    const isInBrackets = /\([^)]*$/.test(start);
    return !isInBrackets && countWords(start) >= (mark === ',' ? FEWEST_WORDS_TO_COMMA : FEWEST_WORDS);
  });
  const clause = sentence.slice(0, end?.index);
  return clause
    .replaceAll('`', '')
    .replace(/^[\s:;,…]+|[\s.:,;…]+$/g, '')
    .replace(/…{2,}/g, '…');
}

/** The table of a name, from the comments in the source. */
export function renderFailures(all: readonly Failure[], table: FailureTable): string {
  const failures = all.filter((failure) => failure.table === table);
  const rows = failures.filter(({ cells }) => cells.length > 0);
  const stray = failures.find(({ row, cells }) => cells.length === 0 && !rows.some((one) => one.row === row));
  if (stray !== undefined) throw new Error(`${stray.where}: no other comment has the cells of ${table}#${stray.row}.`);
  return renderTable(
    ['What you read', ...TABLES[table]],
    rows.map((row) => renderRow(row, failures)),
  );
}

/** What the column *Outcome* says of a message: names of outcomes in back-ticks, or that it changes none. */
const OUTCOME = /^(?:`[\w-]+`|not affected)/;

function renderRow(first: Failure, failures: readonly Failure[]): string[] {
  const { table, row, cells, where } = first;
  const wanted = TABLES[table];
  const others = failures.filter((one) => row !== null && one.row === row && one !== first);
  if (cells.length !== wanted.length || others.some((one) => one.cells.length > 0)) {
    throw new Error(`${where}: one comment of a row, and no other, has to say: ${wanted.join(' | ')}.`);
  }
  if (wanted[0] === 'Outcome' && !OUTCOME.test(cells[0] ?? '')) {
    throw new Error(`${where}: an outcome is "${cells[0]}"; allowed: its name in back-ticks, or "not affected".`);
  }
  const quotes = [first, ...others].flatMap(({ quotes, note }) =>
    quotes.map((quote) => `\`${quote}\`${note === '' ? '' : ` ${note}`}`),
  );
  // One that begins like another one is found by that.
  const shortest = quotes.filter((quote) => !quotes.some((other) => other !== quote && beginsLike(quote, other)));
  return [[...new Set(shortest)].join(', '), ...cells];
}

function beginsLike(quote: string, other: string): boolean {
  const start = other.replace(/`$/, '');
  return start !== other && /^[ ,:;]/.test(quote.startsWith(start) ? quote.slice(start.length) : '');
}

/** Calls whose first argument people read. */
const TELLS = /^(?:(?:deps\.|runner\.)?warn|problem|problems\.push|(?:reader\.)?refuse)$/;
const ERRORS = /^(?:(?:Step|Platform|TimedOut|Cancelled|Input)Error|ValueProblem)$/;

/** Of such a call the second argument is the message, and the first its place in a file. */
const TELLS_AT = /^(?:\w+\.)?tell$/;

/** Beside one of these fields the other one is a message: the problem of a file, what became of a comment. */
const MESSAGES = [
  { field: 'sentence', beside: ['offset', 'path'] },
  { field: 'detail', beside: ['kind'] },
];

/** A problem of a file that says what is allowed needs no row of its own: one row is about all of them. */
const SAYS_ALL = /; allowed: |; it takes /;

/** Messages for people that no comment explains, as `path:line: message`. */
export function findUnexplained(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const explained = new Set(readTags(text, 'failure', isSentence).flatMap(({ quotes }) => quotes));
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    visit(file);
    return found;

    function visit(node: ts.Node): void {
      for (const message of messagesOf(node, path)) {
        if (isSentence(message) && !explained.has(message)) {
          found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${message}`);
        }
      }
      ts.forEachChild(node, visit);
    }
  });
}

/** The messages that a node tells people, not those of the nodes below it. */
function messagesOf(node: ts.Node, path: string): string[] {
  const isTold =
    (ts.isNewExpression(node) && ERRORS.test(node.expression.getText())) ||
    (ts.isCallExpression(node) && TELLS.test(node.expression.getText()));
  if (isTold) return textsOf(node.arguments?.[0]);
  const ofFile =
    ts.isCallExpression(node) && TELLS_AT.test(node.expression.getText())
      ? textsOf(node.arguments[1])
      : ts.isVariableDeclaration(node) &&
          path.startsWith('src/text/') &&
          /^(?:sentence|said)$/.test(node.name.getText())
        ? textsOf(node.initializer)
        : ts.isPropertyAssignment(node) && isMessage(node)
          ? textsOf(node.initializer)
          : [];
  return ofFile.filter((text) => !SAYS_ALL.test(text));
}

function isMessage({ name, parent }: ts.PropertyAssignment): boolean {
  const fields = parent.properties.map((one) => one.name?.getText() ?? '');
  return MESSAGES.some(
    ({ field, beside }) => name.getText() === field && beside.some((other) => fields.includes(other)),
  );
}

/** The text of a node, or both that a condition chooses between. */
function textsOf(node: ts.Node | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  const text = textOf(node);
  return text === null ? [] : [text];
}
