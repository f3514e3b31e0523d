import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { marked } from 'marked';
import type { Picture, Theme } from './picture.ts';

export interface PageLook {
  readonly theme: Theme;
  /** A comment has a frame. */
  readonly place: Picture['place'];
  /** In pixels of CSS, all around included. */
  readonly width: number;
  /** The beginnings of the titles of folded sections that are shown open. */
  readonly opens: readonly string[];
}

const { resolve } = createRequire(import.meta.url);

/** What GitHub has around Markdown, by theme: the page and the line around a comment. */
const COLOURS = {
  light: { page: '#ffffff', frame: '#d1d9e0' },
  dark: { page: '#0d1117', frame: '#3d444d' },
} as const;

/**
 * Markdown as a page of HTML that looks as on GitHub: with its fonts, if the machine has them, and in one theme.
 * @throws {Error} if a section that is to be open is not there: the picture would hide what its text names
 */
export function renderPage(markdown: string, { theme, place, width, opens }: PageLook): string {
  const style = readFileSync(resolve(`github-markdown-css/github-markdown-${theme}.css`), 'utf8');
  const { page, frame } = COLOURS[theme];
  const border = place === 'comment' ? `border: 1px solid ${frame}; border-radius: 6px; padding: 16px;` : '';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<style>
${style}
html, body { margin: 0; background: ${page}; }
main { box-sizing: border-box; width: ${width}px; padding: 16px; }
.markdown-body { ${border} }
</style>
<main><article class="markdown-body">
${marked.parse(opens.reduce(openSection, markdown), { async: false, gfm: true })}
</article></main>
</html>
`;
}

function openSection(markdown: string, title: string): string {
  const closed = `<details>\n<summary>${title}`;
  if (!markdown.includes(closed)) throw new Error(`The page has no folded section whose title begins with ${title}.`);
  return markdown.replaceAll(closed, `<details open>\n<summary>${title}`);
}
