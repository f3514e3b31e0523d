import { describe, expect, it } from 'vitest';
import { type PageLook, renderPage } from '../../../scripts/pictures/page.ts';
import { THEMES } from '../../../scripts/pictures/picture.ts';

const LOOK: PageLook = { theme: 'light', place: 'summary', width: 400, opens: [] };

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

  it('opens the sections that a picture is about, and no other', () => {
    const section = (title: string) => `<details>\n<summary>${title} <code>a</code></summary>\n\nbody\n\n</details>\n`;
    const page = renderPage(section('New') + section('Old'), { ...LOOK, opens: ['New'] });
    expect(page.match(/<details[^>]*>\n<summary>\w+/g)).toEqual([
      '<details open>\n<summary>New',
      '<details>\n<summary>Old',
    ]);
    expect(() => renderPage(section('Old'), { ...LOOK, opens: ['New'] })).toThrow('begins with New');
  });
});
