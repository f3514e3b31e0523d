import { marked, type Token, type Tokens } from 'marked';
import { neutralizeLog } from '../../src/text/escape.ts';
import { layOutTable } from '../terminal/columns.ts';

/**
 * What GitHub shows of a job summary before anybody clicks, as lines for a terminal: tables in columns, and of what is
 * folded only the title. No line holds a control character or a workflow command.
 * @param opened the title of a folded section that is read, too
 */
export function readSummary(markdown: string, opened?: string): string[] {
  const lines: string[] = [];
  let isFolded = false;
  for (const token of marked.lexer(markdown)) {
    if (token.type === 'html') {
      const title = /<summary>(.*?)<\/summary>/s.exec(token.raw)?.[1];
      if (title !== undefined) {
        const text = decode(title);
        isFolded = !/<details\s+open/.test(token.raw) && text !== opened;
        lines.push(`${isFolded ? '▸' : '▾'} ${text}`);
      } else if (/<\/details>/.test(token.raw)) {
        isFolded = false;
      }
    } else if (!isFolded) {
      lines.push(...readBlock(token));
    }
  }
  return neutralizeLog(lines.join('\n')).split('\n');
}

function readBlock(token: Token): string[] {
  if (token.type === 'table') {
    const { header, align, rows } = token as Tokens.Table;
    const cells = [header, ...rows].map((row) => row.map(({ text }) => decode(text)));
    return layOutTable(
      cells,
      align.map((side) => side === 'right'),
    );
  }
  if (token.type === 'list') return (token as Tokens.List).items.map(({ text }) => `- ${decode(text)}`);
  if (token.type === 'code') return (token as Tokens.Code).text.split('\n');
  return token.type === 'space' ? [] : [decode((token as Tokens.Paragraph).text)];
}

/** The text that a person reads. What a name has of Markdown and HTML stands there as entities, and stays. */
function decode(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/\*\*|`/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|amp|quot);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll('\n', ' ');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
