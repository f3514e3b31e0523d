import { describe, expect, it } from 'vitest';
import { type PageLook, renderPage } from '../../../scripts/pictures/page.ts';
import { THEMES } from '../../../scripts/pictures/picture.ts';

const LOOK: PageLook = { theme: 'light', place: 'summary', width: 400 };

function bodyOf(markdown: string, look: Partial<PageLook> = {}): string {
  const page = renderPage(markdown, { ...LOOK, ...look });
  return /<article class="markdown-body">\n(.*)<\/article>/s.exec(page)?.[1]?.trim() ?? '';
}

describe('A page for a picture', () => {
  it.each<[string, string, RegExp]>([
    ['a table', '| A | B |\n| --- | --: |\n| 1 | 2 |', /<td align="right">2<\/td>/],
    ['what is open', '<details open>\n<summary>T</summary>\n\n**x**\n\n</details>', /<details open>.*<strong>x</s],
    ['what is folded', '<details>\n<summary>T</summary>\n\n**x**\n\n</details>', /<details>\n.*<strong>x</s],
    ['an address', 'at https://example.com now', /<a href="https:\/\/example.com">/],
    ['a name that was escaped', '<code>&lt;img src=x&gt; &#124; &#96;</code>', /&lt;img src=x&gt; &#124; &#96;/],
  ])('shows %s as GitHub does', (_, markdown, expected) => {
    expect(bodyOf(markdown)).toMatch(expected);
  });

  it('has the colours of its theme only, and asks nobody for anything', () => {
    const [light, dark] = THEMES.map((theme) => renderPage('x', { ...LOOK, theme }));
    expect(light).not.toBe(dark);
    for (const page of [light, dark]) {
      expect(page).not.toContain('prefers-color-scheme');
      expect(page).not.toMatch(/<script|<link|url\(["']?http/);
    }
  });

  it('has a frame around a comment only', () => {
    expect(renderPage('x', { ...LOOK, place: 'comment' })).toContain('border-radius: 6px; padding: 16px;');
    expect(renderPage('x', LOOK)).not.toContain('border-radius: 6px; padding: 16px;');
  });
});
