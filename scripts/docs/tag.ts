import ts from 'typescript';

/** A comment such as `// @failure …`, and the text that follows it in the source. */
export interface Tag {
  readonly line: number;
  readonly text: string;
  /** The text in the source, with `…` in place of each expression; both, if a condition chooses between two. */
  readonly quotes: readonly string[];
  /** The node of the first of them. */
  readonly node: ts.Node;
}

interface Literal {
  readonly node: ts.Node;
  readonly start: number;
  readonly text: string;
}

/** The text that a comment is about is not further below it. */
const MOST_LINES_BETWEEN = 8;

/**
 * Reads the comments of a TypeScript file that begin with a tag, each with the first text that comes after it.
 * @param isMeant whether a text counts; others, such as the words of a type, are passed over
 */
export function readTags(source: string, tag: string, isMeant: (text: string) => boolean): Tag[] {
  const comments = [...source.matchAll(new RegExp(`^ *// @${tag} .*(?:\\n *// (?!@).*)*`, 'gm'))];
  if (comments.length === 0) return [];
  const literals = readLiterals(source).filter(({ text }) => isMeant(text));
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length;
  return comments.map((comment) => {
    const line = lineOf(comment.index);
    // Several tags may stand above one text.
    const [others = ''] = /^(?:\n *\/\/ .*)*/.exec(source.slice(comment.index + comment[0].length)) ?? [];
    const end = comment.index + comment[0].length + others.length;
    const literal = literals.find(({ start }) => start > end);
    if (literal === undefined || lineOf(literal.start) - lineOf(end) > MOST_LINES_BETWEEN) {
      throw new Error(`line ${line}: no text follows @${tag}.`);
    }
    const text = comment[0].replace(new RegExp(`^ *// @${tag} `), '').replace(/\n *\/\/ /g, ' ');
    const alternative = literals.find(({ node }) => node === alternativeOf(literal.node));
    return { line, text, quotes: [literal, alternative].flatMap((one) => one?.text ?? []), node: literal.node };
  });
}

/** What a condition chooses if it does not choose the given text. */
function alternativeOf(node: ts.Node): ts.Node | null {
  const { parent } = node;
  return ts.isConditionalExpression(parent) && parent.whenTrue === node ? parent.whenFalse : null;
}

/** All texts of the file in their order, those inside of a template after it. */
function readLiterals(source: string): Literal[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  visit(file);
  return found;

  function visit(node: ts.Node): void {
    const text = textOf(node);
    if (text !== null) found.push({ node, start: node.getStart(file), text });
    ts.forEachChild(node, visit);
  }
}

/** A text with `…` in place of each expression; null if the node is no text. */
export function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}
