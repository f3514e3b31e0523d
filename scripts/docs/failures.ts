import ts from 'typescript';
import { renderTable } from './table.ts';
import { readTags, textOf } from './tag.ts';

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
  audit: ['Outcome', 'What to do'],
} as const;

export type FailureTable = keyof typeof TABLES;

export const FAILURE_TABLES = Object.keys(TABLES) as FailureTable[];

/** A comment in the source: `@failure <table>[#<row>] [<what follows the quote>] [| <cell> …]`. */
interface Failure {
  readonly where: string;
  readonly table: FailureTable;
  /** Messages of the same row stand together; one of them has the cells. Null: a row of its own. */
  readonly row: string | null;
  readonly note: string;
  readonly cells: readonly string[];
  readonly quotes: readonly string[];
}

/** Reads the messages that the source explains, in the order of the files. */
function readFailures(files: readonly SourceFile[]): Failure[] {
  return files.flatMap(({ path, text }) => {
    try {
      return readTags(text, 'failure', isSentence).map(({ line, text: comment, quotes }) => {
        const [head = '', ...cells] = comment.split(' | ');
        const [, table = '', row = null, note = ''] = /^(\w+)(?:#([\w-]+))?(?: (.*))?$/.exec(head.trim()) ?? [];
        const where = `${path}:${line}`;
        if (!isTable(table)) throw new Error(`line ${line}: no such table; there are ${FAILURE_TABLES.join(', ')}.`);
        return { where, table, row, note, cells, quotes: quotes.map(quoteOf) };
      });
    } catch (error) {
      throw new Error(`${path}, ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  });
}

function isTable(name: string): name is FailureTable {
  return name in TABLES;
}

/** A message has words with blanks between them; what does not is a name. */
function isSentence(text: string): boolean {
  return text.includes(' ') && (text.match(/\p{L}{2,}/gu) ?? []).length > 1;
}

/** Of a message what somebody looks for: its first sentence, without names around it. */
function quoteOf(message: string): string {
  const [sentence = ''] = message.split(/\. (?=\p{Lu}|`|…)/u);
  return sentence
    .replaceAll('`', '')
    .replace(/^[\s:…]+|[\s.:,;…]+$/g, '')
    .replace(/…{2,}/g, '…');
}

/** The table of a name, from the comments in the source. */
export function renderFailures(files: readonly SourceFile[], table: FailureTable): string {
  const failures = readFailures(files).filter((failure) => failure.table === table);
  const rows = failures.filter(({ cells }) => cells.length > 0);
  const stray = failures.find(({ row, cells }) => cells.length === 0 && !rows.some((one) => one.row === row));
  if (stray !== undefined) throw new Error(`${stray.where}: no other comment has the cells of ${table}#${stray.row}.`);
  return renderTable(
    ['What you read', ...TABLES[table]],
    rows.map((row) => renderRow(row, failures)),
  );
}

function renderRow(first: Failure, failures: readonly Failure[]): string[] {
  const { table, row, cells, where } = first;
  const wanted = TABLES[table];
  const others = failures.filter((one) => row !== null && one.row === row && one !== first);
  if (cells.length !== wanted.length || others.some((one) => one.cells.length > 0)) {
    throw new Error(`${where}: one comment of a row, and no other, has to say: ${wanted.join(' | ')}.`);
  }
  const quotes = [first, ...others].flatMap(({ quotes, note }) =>
    quotes.map((quote) => `\`${quote}\`${note === '' ? '' : ` ${note}`}`),
  );
  return [[...new Set(quotes)].join(', '), ...cells];
}

/** What people read the first argument of. */
const TELLS = /^(?:(?:deps\.|runner\.)?warn|problem|problems\.push|(?:reader\.)?refuse)$/;
const ERRORS = /^(?:(?:Step|Platform|TimedOut|Cancelled|Input)Error|ValueProblem)$/;

/** Messages for people that no comment explains, as `path:line: message`. */
export function findUnexplained(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const explained = new Set(readTags(text, 'failure', isSentence).flatMap(({ quotes }) => quotes));
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    visit(file);
    return found;

    function visit(node: ts.Node): void {
      const isTold =
        (ts.isNewExpression(node) && ERRORS.test(node.expression.getText())) ||
        (ts.isCallExpression(node) && TELLS.test(node.expression.getText()));
      const message = isTold && node.arguments?.[0] !== undefined ? textOf(node.arguments[0]) : null;
      if (message !== null && isSentence(message) && !explained.has(message)) {
        found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${message}`);
      }
      ts.forEachChild(node, visit);
    }
  });
}
