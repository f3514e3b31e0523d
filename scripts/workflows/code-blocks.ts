/** A workflow in a page, with an empty line for each line of the page before it: a finding's line is the page's. */
export interface CodeBlock {
  readonly line: number;
  readonly text: string;
}

const FENCE = /^([ \t]*)```(\w*)[ \t]*$/;

/** The whole workflows among a page's blocks of YAML: those with `on` and `jobs`. Fragments can't be judged. */
export function findWorkflows(markdown: string): CodeBlock[] {
  const lines = markdown.split('\n');
  const blocks: CodeBlock[] = [];
  let open: { line: number; indent: string; language: string } | undefined;
  for (const [index, line] of lines.entries()) {
    const fence = FENCE.exec(line);
    if (fence === null) continue;
    if (open === undefined) {
      open = { line: index + 2, indent: fence[1] ?? '', language: fence[2] ?? '' };
      continue;
    }
    const { indent, language, line: first } = open;
    const content = lines
      .slice(first - 1, index)
      .map((text) => (text.startsWith(indent) ? text.slice(indent.length) : text));
    const text = `${'\n'.repeat(first - 1)}${content.join('\n')}\n`;
    if (/^ya?ml$/.test(language) && /^on:/m.test(text) && /^jobs:/m.test(text)) blocks.push({ line: first, text });
    open = undefined;
  }
  return blocks;
}
